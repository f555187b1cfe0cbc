"""Charts of answers: scales as stacked bars, several answers side by side, answers over waves."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectorled.publishing.charts.clustered import clustered_bars
from sectorled.publishing.charts.stacked import _records, stacked_bars
from sectorled.publishing.charts.waves import lines_over_waves
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.plot import Plot, Series, ink_on
from sectorled.publishing.table import missing, number
from sectorled.publishing.theme import CATEGORIES, INK, PAPER, SEQUENCE, spread
from tests.publishing.survey_samples import ANSWERS, BASES, CAPTION, GROUPS, TREND, USED, WAVES, charts, per_cent


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_chart_of_answers_says_what_it_shows_and_holds_its_numbers() -> None:
    for chart in charts():
        drawn = {cell.value_id for series in chart.plot.series for cell in series.values if cell.is_number}
        assert drawn <= {cell.value_id for _, _, cell in chart.table().cells()}
        assert chart.table().sources == CAPTION.sources
        assert chart.svg().startswith("<svg")


def test_the_words_of_a_scale_name_every_group_and_its_base() -> None:
    said = stacked_bars(GROUPS, ANSWERS, CAPTION, bases=BASES).alternative

    assert said.startswith("All (n = 1,106): Very useful 31%, Fairly useful 40%,")
    assert said.endswith("Directors (n = 306) [c]: Very useful 26%, Fairly useful 41%, Not very useful 20%, "
                         "Not at all useful 3%, Don't know withheld to protect confidentiality.")  # fmt: skip


@given(st.lists(st.floats(0, 20), min_size=2, max_size=5))
def test_segments_follow_one_another_from_0_and_are_as_long_as_their_per_cents(values: list[float]) -> None:
    series = tuple(Series(f"A{i}", (per_cent(v, f"v{i}"),)) for i, v in enumerate(values))

    records = _records(Plot("stacked", ("All",), series))

    assert [r["from"] for r in records] == [0.0, *(r["to"] for r in records[:-1])]
    assert [r["to"] - r["from"] for r in records] == pytest.approx(values)


def test_answers_that_add_up_to_more_than_100_are_not_a_scale() -> None:
    both = [Series(name, (per_cent(60, name),)) for name in ("A", "B")]

    with pytest.raises(PublishingError, match=r"All: the answers add up to 120 per cent\. Where several"):
        stacked_bars(["All"], both, CAPTION)


def test_more_answers_or_series_than_can_be_told_apart_are_refused() -> None:
    six = [Series(f"A{i}", (per_cent(5, f"{i}"),)) for i in range(6)]

    with pytest.raises(PublishingError, match="5 answers can be told apart, not 6"):
        stacked_bars(["All"], six, CAPTION)
    for make in (
        lambda: clustered_bars(["All"], six, CAPTION, stub="Answer"),
        lambda: lines_over_waves(["1"], six, CAPTION),
    ):
        with pytest.raises(PublishingError, match="4 series can be told apart, not 6"):
            make()


def test_letters_can_be_read_on_every_colour_of_a_chart() -> None:
    assert all(contrast(ink_on(colour), colour) >= 4.5 for colour in (*CATEGORIES, *SEQUENCE))
    assert {ink_on(colour) for colour in SEQUENCE} == {PAPER, INK}
    with pytest.raises(ValueError, match="5 classes can be told apart, not 6"):
        spread(6)


def test_a_break_in_wording_opens_the_line_and_is_said() -> None:
    chart = lines_over_waves(WAVES, TREND, CAPTION, breaks=("2024",))

    assert chart.plot.categories == ("2019", "2021", "2022", "[b]", "2024", "2025", "2026")
    assert [cell.is_number for cell in chart.plot.series[0].values] == [True, True, False, False, True, True, True]
    assert "Break in the series before 2024: not comparable with earlier waves." in chart.table().notes
    assert chart.alternative.endswith("Break in the series before 2024.")
    assert [row.header for row in chart.table().rows] == list(WAVES)


def test_a_wave_without_the_question_is_a_gap_and_never_0() -> None:
    rows = {
        row.header: [cell.text for cell in row.cells] for row in lines_over_waves(WAVES, TREND, CAPTION).table().rows
    }

    assert rows["2022"][:3] == ["[x]", "[x]", "[x]"]
    assert rows["2019"][:3] == ["58%", "55%", "62%"]


def test_many_waves_are_told_by_their_ends() -> None:
    one = Series("All", tuple(per_cent(50 + i, f"{i}") for i in range(20)))

    chart = lines_over_waves([f"Round {i}" for i in range(1, 21)], [one], CAPTION)

    assert chart.alternative == "All: 50% (Round 1), ..., 69% (Round 20)."
    assert "Thin lines" not in " ".join(chart.table().notes)


def test_bars_side_by_side_have_their_numbers_beyond_their_intervals() -> None:
    svg = charts()[2].svg()

    assert len(re.findall(r'aria-roledescription="bar"', svg)) == 2 * len(USED)
    assert all(f">{words}</text>" in svg for words in ("45%", "61%", "12%"))


def test_series_and_categories_must_match() -> None:
    with pytest.raises(ValueError, match="A: 1 values for 2 categories"):
        Plot("bar", ("x", "y"), (Series("A", (missing("x"),)),))
    with pytest.raises(ValueError, match="A: give both ends"):
        Series("A", (number(1, value_id="a"),), lower=(None,), upper=())


def test_charts_without_values_say_so() -> None:
    nothing = Series("A", (missing("x"),))

    assert clustered_bars(["x"], [nothing], CAPTION, stub="Answer").alternative == "A: no value."
    assert stacked_bars([], [replace(nothing, values=())], CAPTION).alternative == "No answers to show."
    assert lines_over_waves(["1"], [nothing], CAPTION).svg()
