"""Bars with intervals: their order, what is drawn where nothing is known, and the table behind."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.publishing.chart import Caption, Chart
from sectorled.publishing.charts.bars import NAMED_UP_TO, UNNAMED, Bar, _ordered, bars_with_intervals
from sectorled.publishing.charts.words import as_float, listed
from sectorled.publishing.table import missing, number
from tests.publishing.samples import BARS, CAPTION, MEDIAN, percent


def bar_paths(svg: str) -> list[str]:
    return re.findall(r'aria-roledescription="bar"[^>]* d="([^"]+)"', svg)


def test_areas_stand_by_value_and_those_without_one_last() -> None:
    chart = bars_with_intervals(BARS, CAPTION)

    assert [row.header for row in chart.table().rows] == [
        "Netherby",
        "Coldhaven",
        "Dunmarsh",
        "Hartsworth",
        "Islebrook",
    ]


def test_areas_stand_by_name_where_asked() -> None:
    chart = bars_with_intervals(BARS, CAPTION, order="name")

    assert [row.header for row in chart.table().rows][:3] == ["Coldhaven", "Dunmarsh", "Netherby"]


def test_an_area_without_a_value_has_no_bar_and_says_why() -> None:
    svg = bars_with_intervals(BARS, CAPTION).svg()

    assert len(bar_paths(svg)) == 3
    assert "[c] withheld to protect confidentiality" in svg
    assert "[z] not applicable" in svg


def test_the_table_behind_holds_every_number_drawn_with_its_id() -> None:
    chart = bars_with_intervals(BARS, CAPTION, reference=MEDIAN)
    drawn = {cell.value_id for _, _, cell in chart.table().cells() if cell.is_number}

    given_ids = {c.value_id for b in BARS for c in (b.value, b.lower, b.upper) if c and c.is_number}
    assert drawn == given_ids | {"r/median"}
    assert chart.table().sources == CAPTION.sources
    assert "Thin lines show 95% intervals." in chart.table().notes


def test_the_interval_of_a_withheld_value_is_withheld_too() -> None:
    rows = {row.header: [cell.text for cell in row.cells] for row in bars_with_intervals(BARS, CAPTION).table().rows}

    assert rows["Islebrook"] == ["[c]", "[c]", "[c]"]
    assert rows["Hartsworth"] == ["[z]", "[z]", "[z]"]
    assert rows["Dunmarsh"] == ["25.9% [p]", "[x]", "[x]"]


def test_without_intervals_the_table_has_one_column() -> None:
    bars = [replace(bar, lower=None, upper=None) for bar in BARS]

    assert [c.label for c in bars_with_intervals(bars, CAPTION).table().columns] == ["Value"]


def test_the_alternative_text_says_what_the_chart_shows() -> None:
    assert bars_with_intervals(BARS, CAPTION, reference=MEDIAN).alternative == (
        "Coldhaven: 38.3%, lower than 1 and higher than 1 of the others. 3 areas from 25.9% (Dunmarsh) to 53.2% "
        "(Netherby). Median of the group: 38.3%. No value: "
        "Hartsworth (not applicable) and Islebrook (withheld to protect confidentiality)."
    )
    assert bars_with_intervals(BARS, replace(CAPTION, alternative="My own.")).alternative == "My own."


def test_where_nothing_is_known_the_chart_says_so() -> None:
    chart = bars_with_intervals(BARS[3:], CAPTION)

    assert chart.alternative == "No values to show for 2 areas."
    assert not bar_paths(chart.svg())
    assert bars_with_intervals([], CAPTION).svg().startswith("<svg")


def test_areas_of_the_same_name_keep_their_own_bars() -> None:
    twins = [Bar("Newtown", percent(value, f"{value}")) for value in (10, 20)]

    assert len(bar_paths(bars_with_intervals(twins, CAPTION).svg())) == 2


def test_in_a_large_group_only_ones_own_is_named() -> None:
    bars = [Bar(f"Area{i}", percent(i, f"{i}"), own=i == 7) for i in range(1, NAMED_UP_TO + 3)]

    chart = bars_with_intervals(bars, CAPTION)

    assert re.findall(r"<text[^>]*>(Area\d+)</text>", chart.svg()) == ["Area7"]
    assert UNNAMED in chart.table().notes
    assert UNNAMED not in bars_with_intervals(bars[2:], CAPTION).table().notes
    assert (
        "No value: 6 areas."
        in bars_with_intervals([*bars, *(Bar(f"Gone{i}", missing("x")) for i in range(6))], CAPTION).alternative
    )


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_order_by_value_is_the_order_of_the_values(values: list[float]) -> None:
    bars = [Bar(f"A{i}", number(value, decimals=3, value_id=f"{i}")) for i, value in enumerate(values)]

    assert [as_float(bar.value) for bar in _ordered(bars, "value")] == sorted(values, reverse=True)


def test_alone_a_chart_takes_its_title_sources_and_caveats_along() -> None:
    chart = bars_with_intervals(BARS, CAPTION)

    assert "Coldhaven recycled less" not in re.sub(r'aria-label="[^"]*"', "", chart.svg())
    for words in ("Coldhaven recycled less", "Waste statistics of Amberland", "chance was not assessed", "2026-11-01"):
        assert words in chart.svg(alone=True)


def test_the_same_chart_is_drawn_in_the_same_bytes() -> None:
    bare = Caption(title="T", subtitle="S")
    one, other = (bars_with_intervals(BARS, bare) for _ in range(2))

    assert one.svg(alone=True) == other.svg(alone=True)
    assert one.png() == other.png()
    assert one.png().startswith(b"\x89PNG")


def test_a_chart_without_alternative_text_is_refused() -> None:
    chart = bars_with_intervals(BARS, CAPTION)

    with pytest.raises(ValueError, match="alternative text"):
        Chart("T", "S", " ", chart.draw, chart.twin)


def test_words_are_listed_as_one_says_them() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    with pytest.raises(TypeError, match=r"\[c\] is not a number"):
        as_float(missing("c"))
