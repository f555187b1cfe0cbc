"""What our catalogue adds to a source's definitions."""

import polars as pl
import pytest

from sectorled.warehouse.release.review import COLUMNS, reviewed
from sectorled.warehouse.tables import empty


@pytest.mark.parametrize(
    ("unit", "said", "ours", "shown"),
    [
        ("Entries", None, "percentage", "% entries"),
        ("Persons", "percentage", "percentage", "% persons"),
        ("Persons", "score", "percentage", "Persons"),
        ("Persons", None, "count", "Persons"),
        ("% of pupils", None, "percentage", "% of pupils"),
        ("per cent", None, "percentage", "per cent"),
        (None, None, "percentage", None),
    ],
)
def test_a_percentage_is_not_said_in_what_was_counted(
    unit: str | None, said: str | None, ours: str, shown: str | None
) -> None:
    row = {"metric": "m", "label": "M", "unit": unit, "value_type": said}
    metrics = pl.concat([empty("metrics"), pl.DataFrame([row])], how="diagonal_relaxed")
    review = dict.fromkeys(COLUMNS) | {"metric": "m", "polarity": "high", "value_type": ours}

    made, unreviewed = reviewed(metrics, pl.DataFrame([review]))

    assert made["unit"].to_list() == [shown]
    assert made["value_type"].to_list() == [said or ours]
    assert not unreviewed
