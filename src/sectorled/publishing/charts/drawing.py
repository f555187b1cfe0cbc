"""Records as the data of an Altair chart; Altair's own class has no types."""

from typing import Any

import altair as alt


def of(records: list[dict[str, Any]]) -> alt.Chart:
    """A chart without marks over the records."""
    return alt.Chart(alt.Data(values=records))  # type: ignore[no-untyped-call]  # Altair leaves Data untyped
