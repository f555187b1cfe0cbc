"""Mappings proposed for tables never seen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.warehouse.files import Files
from sectorled.warehouse.mapping import propose
from sectorled.warehouse.sources import mapped
from sectorled.warehouse.table_files import table_of
from sectorled.warehouse.table_mapping import mapping_of
from sectorled.warehouse.tidy import InputError
from tests.shared import SHARED, needs_shared
from tests.warehouse.register import known, nobody
from tests.warehouse.tables.shapes import Shape, shapes

_SHAPES = shapes()


@pytest.mark.parametrize("shape", _SHAPES, ids=lambda shape: shape.name)
def test_the_columns_of_ten_shapes_are_guessed_and_the_proposal_loads(shape: Shape, tmp_path: Path) -> None:
    proposal = propose(table_of(shape.name, shape.content), known())

    assert proposal.mapping.shape == shape.shape
    assert {role: proposal.mapping.columns.get(role) for role in shape.columns} == shape.columns
    assert list(proposal.mapping.metrics) == shape.values
    assert all(0 < guess.confidence <= 1 and guess.reason for guess in proposal.guesses)
    again = mapping_of("m.toml", proposal.toml.encode())
    assert again == proposal.mapping
    (tmp_path / "m.toml").write_text(proposal.toml)
    (tmp_path / shape.name).write_bytes(shape.content)
    with Files.open(tmp_path / shape.name) as files:
        tidy = mapped.read(files, known(), tmp_path / "m.toml")
    assert tidy["observations"].height > 4
    assert not tidy.refusals


def test_a_header_says_what_a_year_means() -> None:
    shape = next(shape for shape in _SHAPES if shape.name == "names_only_long.csv")

    assert propose(table_of(shape.name, shape.content), known()).mapping.period == {"hint": "financial"}


def test_columns_that_differ_in_a_year_are_one_metric() -> None:
    shape = next(shape for shape in _SHAPES if shape.name == "suffixes.csv")

    metrics = propose(table_of(shape.name, shape.content), known()).mapping.metrics

    assert metrics["spend_2023"] == {"metric": "spend", "label": "spend", "period": "2023"}


_FIGURES = {
    "imd_2025_la_summary.csv": (("lad24cd", "la_name", None), 10),
    "lahs_waiting_list_2015_2025.csv": (("lad24cd", None, "reporting_year"), 2),
    "rough_sleeping_snapshot_2025.csv": (("lad24cd", "la_name", "snapshot_year"), 2),
    "statutory_homelessness_2025Q2.csv": (("lad24cd", "la_name", "period"), 11),
}


@needs_shared
@pytest.mark.parametrize("name", _FIGURES)
def test_the_columns_of_housing_and_deprivation_are_guessed(name: str) -> None:
    (area, area_name, period), count = _FIGURES[name]

    mapping = propose(table_of(name, (SHARED / "data/housing-and-deprivation" / name).read_bytes()), nobody()).mapping

    assert (mapping.column("area"), mapping.column("area_name"), mapping.column("period")) == (area, area_name, period)
    assert mapping.shape == "wide"
    assert len(mapping.metrics) == count


@needs_shared
def test_the_columns_of_the_corporate_plan_are_guessed() -> None:
    name = "corporate_plan_long.parquet"

    mapping = propose(table_of(name, (SHARED / "data/corporate-plan" / name).read_bytes()), nobody()).mapping

    assert mapping.columns == {
        "area": "area_code", "area_name": "area_name", "period": "period", "value": "value",
        "metric": ["indicator", "unit", "inequality", "measure"],
    }  # fmt: skip
    assert mapping.about_columns == {"unit": "unit", "theme": "theme"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("x,y\n1,2\n", "no column holds codes or names of areas"),
        ("council,word\nWoking,a\n", "no column holds figures"),
    ],
)
def test_a_table_without_areas_or_figures_is_named(content: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        propose(table_of("t.csv", content.encode()), known())


_CELL = st.one_of(st.sampled_from(["Woking", "E07000901", "2023/24", "2024", "1.5", "x", ""]), st.text(max_size=6))


@given(st.lists(st.lists(_CELL, min_size=4, max_size=4), min_size=2, max_size=6))
def test_whatever_the_table_the_proposal_is_a_sound_mapping_or_a_reason(rows: list[list[str]]) -> None:
    content = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    try:
        proposal = propose(table_of("t.csv", content.encode()), known())
    except InputError:
        return
    if "# label" in proposal.toml:  # the person is asked for the period that no column tells
        with pytest.raises(InputError, match=r"period .* is missing"):
            mapping_of("m.toml", proposal.toml.encode())
    else:
        assert mapping_of("m.toml", proposal.toml.encode()) == proposal.mapping
