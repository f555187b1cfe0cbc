"""Lines over time: gaps are gaps, breaks are breaks, axes do not exaggerate."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.analysis.periods import Period, add_months
from sectorled.publishing.charts.lines import (
    LABELS,
    LETTER,
    Reading,
    line_with_band,
    nice_domain,
    segments,
    with_gaps,
)  # fmt: skip
from sectorled.publishing.charts.multiples import Panel, small_multiples, sparkline
from sectorled.publishing.table import missing
from tests.publishing.samples import CAPTION, READINGS, percent, reading


def strokes(svg: str, width: str) -> list[str]:
    found = re.findall(r'<path aria-label="[^"]*" role="graphics-symbol" aria-roledescription="line mark"[^>]*>', svg)
    return [path for path in found if f'stroke-width="{width}"' in path]


def test_a_value_of_one_day_is_on_it_and_not_in_it() -> None:
    days = [Reading(Period(date(year, 3, 31)), percent(year / 100, str(year))) for year in (2023, 2024)]
    chart = line_with_band(days, CAPTION, own="Coldhaven")

    assert chart.alternative == "Coldhaven: 20.2% on 31 March 2023, 20.2% on 31 March 2024."
    assert segments(days, lambda one: one.value)[1]["words"] == "20.2% on 31 March 2024"


def test_a_year_left_out_is_a_gap_with_its_own_row() -> None:
    chart = line_with_band(READINGS, CAPTION, own="Coldhaven")
    rows = {row.header: row.cells[0].text for row in chart.table().rows}

    assert list(rows) == ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24"]
    assert rows["2020/21"] == "[x]"
    assert rows["2021/22"] == "[c]"


def test_the_line_is_not_joined_across_a_gap_a_missing_value_or_a_break() -> None:
    values = [percent(v, f"{v}") for v in (1, 2, 3, 4, 5, 6)]
    joined = [reading(2010 + i, value) for i, value in enumerate(values)]
    broken = [replace(r, breaks=i == 2) for i, r in enumerate(joined)]

    def stretches(readings: list[Reading]) -> list[int]:
        return [p["stretch"] for p in segments(with_gaps(readings), lambda r: r.value)]

    assert stretches(joined) == [0] * 6
    assert stretches(broken) == [0, 0, 1, 1, 1, 1]
    assert len(set(stretches(joined[:2] + joined[3:]))) == 2
    assert len(set(stretches([*joined[:2], replace(joined[2], value=missing("c")), *joined[3:]]))) == 2
    assert len(strokes(line_with_band(joined, CAPTION, own="A").svg(), "3")) == 1
    assert len(strokes(line_with_band(broken, CAPTION, own="A").svg(), "3")) == 2
    assert len(strokes(line_with_band(joined[:2] + joined[3:], CAPTION, own="A").svg(), "3")) == 2


def test_a_missing_value_is_drawn_nowhere() -> None:
    at = [p["at"] for p in segments(with_gaps(READINGS), lambda r: r.value)]

    assert at == [0, 1, 4, 5]


def test_a_single_point_between_gaps_is_still_a_point() -> None:
    points = segments(
        [reading(2018, percent(1, "a")), reading(2019, missing("x")), reading(2020, percent(2, "b"))], lambda r: r.value
    )

    assert [p["alone"] for p in points] == [True, True]


def test_a_break_has_a_line_and_a_note() -> None:
    chart = line_with_band(READINGS, CAPTION, own="Coldhaven")

    assert "Break in series" in chart.svg()
    assert "Break in the series before 2022/23: not comparable with earlier values." in chart.table().notes
    assert "Hollow points are provisional." in chart.table().notes


def test_the_alternative_text_names_ends_gaps_and_breaks() -> None:
    assert line_with_band(READINGS, CAPTION, own="Coldhaven", group="Median").alternative == (
        "Coldhaven: 35.5% in 2018/19, 38.3% (provisional) in 2023/24. Median in 2023/24: 41.0%. "
        "No value in 2020/21, 2021/22. Break in the series before 2022/23."
    )


def test_without_a_group_there_is_one_column_and_no_label_of_a_group() -> None:
    alone = [Reading(r.period, r.value) for r in READINGS[:2]]

    chart = line_with_band(alone, CAPTION, own="Coldhaven")

    assert [c.label for c in chart.table().columns] == ["Coldhaven"]
    assert "Median" not in chart.svg()
    assert chart.alternative == "Coldhaven: 35.5% in 2018/19, 36.3% in 2019/20."


def test_one_reading_and_none_are_drawn_without_complaint() -> None:
    assert line_with_band(READINGS[:1], CAPTION, own="A").alternative.startswith("A: 35.5% in 2018/19. Median")
    nothing = line_with_band([Reading(READINGS[0].period, missing("x"))], CAPTION, own="A")
    assert nothing.alternative == "A has no value in 1 period."
    assert nothing.svg().startswith("<svg")
    assert line_with_band([], CAPTION, own="A").svg().startswith("<svg")


def test_quarters_and_instants_have_gaps_of_their_own_step() -> None:
    def at(year: int, month: int, months: int) -> Reading:
        return Reading(Period(date(year, month, 1), months), percent(1, "m"))

    quarters = with_gaps([at(2024, 1, 3), at(2024, 4, 3), at(2024, 10, 3)])
    instants = with_gaps([at(2021, 3, 0), at(2022, 3, 0), at(2024, 3, 0)])

    assert [r.period.spoken for r in quarters][2] == "July to September 2024"
    assert [r.period.start.year for r in instants] == [2021, 2022, 2023, 2024]


def test_long_series_label_every_so_many_periods_and_always_the_last() -> None:
    many = [reading(1990 + i, percent(i + 1, f"{i}")) for i in range(30)]

    labels = re.findall(r">(\d{4}/\d\d)</text>", line_with_band(many, CAPTION, own="A").svg())

    assert len(labels) <= LABELS
    assert labels[-1] == "2019/20"


@pytest.mark.parametrize("months", [3, 36])
def test_labels_of_long_periods_do_not_touch(months: int) -> None:
    periods = [Period(add_months(date(2013, 1, 1), min(months, 12) * i), months) for i in range(24)]
    many = [Reading(period, percent(i + 1, f"{i}")) for i, period in enumerate(periods)]

    svg = line_with_band(many, CAPTION, own="A").svg()
    labels = re.findall(r'"middle" transform="translate\(([\d.]+),21\)"[^>]*>(?:<tspan>)?([^<]+)', svg)

    assert len(labels) >= 2
    for (place, words), (following, _) in pairwise(labels):
        assert float(following) - float(place) > LETTER * len(words)


def test_an_axis_that_does_not_start_at_0_says_so() -> None:
    near = [reading(2018 + i, percent(90 + i, f"{i}")) for i in range(3)]
    alone = [replace(r, median=None, lower_quartile=None, upper_quartile=None) for r in near]

    assert "(axis does not start at 0)" in line_with_band(alone, CAPTION, own="A").svg()
    assert "Value (axis does not start at 0)" in line_with_band(alone, replace(CAPTION, unit=None), own="A").svg()


@pytest.mark.parametrize(
    ("values", "domain"),
    [
        ([20, 60], (0, 60)),
        ([35.2, 41], (35, 41)),
        ([-5, 5], (-5, 5)),
        ([-60, -20], (-60, 0)),
        ([7], (7, 7.5)),
        ([0], (0, 0.5)),
        ([], (0, 0.5)),
        ([1012, 1490], (1000, 1500)),
    ],
)
def test_axes_end_at_round_numbers(values: list[float], domain: tuple[float, float]) -> None:
    assert nice_domain(values) == domain


@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=True), min_size=1))
def test_an_axis_holds_every_value(values: list[float]) -> None:
    low, high = nice_domain(values)

    assert low <= min(values)
    assert high >= max(values)
    assert low < high


def test_small_multiples_have_a_panel_each_and_one_table() -> None:
    panels = [Panel("Waste (per cent)", READINGS), Panel("Nothing yet", [Reading(READINGS[0].period, missing("x"))])]

    chart = small_multiples(panels, CAPTION, own="Coldhaven")

    assert (
        chart.alternative
        == "Waste (per cent): 35.5% in 2018/19 and 38.3% (provisional) in 2023/24. Nothing yet: no value."
    )
    assert chart.table().rows[0].header == "Waste (per cent), 2018/19"
    assert len(chart.table().rows) == 7
    assert "no value" in chart.svg()
    assert len(strokes(chart.svg(), "2.5")) == 2


def test_an_empty_panel_is_drawn_without_complaint() -> None:
    assert small_multiples([Panel("Nothing", [])], CAPTION, own="A").svg().startswith("<svg")


def test_a_sparkline_is_small_and_has_its_table() -> None:
    chart = sparkline(READINGS, CAPTION, own="Coldhaven")

    assert chart.alternative == "Coldhaven: 35.5% in 2018/19 and 38.3% (provisional) in 2023/24."
    assert [row.header for row in chart.table().rows][:2] == ["2018/19", "2019/20"]
    width = re.search(r'width="(\d+)', chart.svg())
    assert width
    assert int(width[1]) < 140


def test_a_band_needs_both_its_ends_and_no_line_beside_it() -> None:
    gone = missing("c")
    one_end = replace(READINGS[0], lower_quartile=gone)
    band_alone = replace(READINGS[1], value=gone, median=gone)

    assert line_with_band([one_end, READINGS[1]], CAPTION, own="A").svg().startswith("<svg")
    assert "Middle half of the group" in line_with_band([band_alone], CAPTION, own="A").svg()
    assert "Middle half" not in line_with_band([one_end], CAPTION, own="A").svg()


@pytest.mark.parametrize(("own", "first"), [(30, "Middle half of the group"), (60, "Coldhaven")])
def test_names_at_the_ends_of_lines_stand_from_the_top_in_the_order_of_the_lines(own: float, first: str) -> None:
    svg = line_with_band([reading(2018, percent(own, "m"))], CAPTION, own="Coldhaven", group="Median").svg()

    at = dict(re.findall(r'translate\([\d.]+,([\d.]+)\)"[^>]*>(Coldhaven|Median|Middle half of the group)<', svg))
    heights = {name: float(y) for y, name in at.items()}
    assert min(heights, key=heights.__getitem__) == first
    assert len(heights) == 3
    ordered = sorted(heights.values())
    assert all(b - a > 15 for a, b in pairwise(ordered))
