"""A council's page: what stands out is controlled over the whole page, single marks are counted against chance."""

import pytest
from scipy.stats import false_discovery_control

from sectorled.warehouse.queries.council import council_view, default_group, groups_of, same_verdict
from sectorled.warehouse.queries.open import open_release
from sectorled.warehouse.tidy import InputError
from tests.cli.run import published
from tests.warehouse.small_package import AREAS, TABLES

OFFSETS = {f"quiet-{i:02}": 0.01 * i for i in range(20)} | {"marginal": 2.3, "large": 9.0}
UNJUDGED = {"place": ("low", "context"), "neutral": ("none", "service")}
METRICS = dict.fromkeys(OFFSETS, ("low", "service")) | UNJUDGED


def cells():
    """The council lies so many standard errors from the others, who differ by little; intervals are published."""
    for metric in METRICS:
        for i, area in enumerate(AREAS):
            value = 50 + 0.02 * (i % 3) + (OFFSETS.get(metric, 9.0) if area == "X01" else 0)
            yield f"{metric},{area},2023/24,{value},{value - 1.96},{value + 1.96}\n"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    metrics = "".join(f"{m},{m},%,mean,{polarity},{nature},S\n" for m, (polarity, nature) in METRICS.items())
    warehouse = published(
        tmp_path_factory.mktemp("council"),
        metrics=f"metric,label,unit,value_type,polarity,nature,source\n{metrics}",
        observations="metric,area,period,value,lower,upper\n" + "".join(cells()),
    )
    return open_release(str(warehouse))


def test_what_stands_out_is_what_benjamini_and_hochberg_leave(release):
    view = council_view(release, "X01")

    tested = {x.metric: x.p for x in view.lines if x.p is not None and x.metric not in UNJUDGED}
    adjusted = false_discovery_control(list(tested.values()))
    assert set(view.stands_out) == {m for m, p in zip(tested, adjusted, strict=True) if p <= 0.05}
    assert view.stands_out == ["large"]


def test_a_single_mark_at_95_percent_is_counted_beside_what_chance_would_give(release):
    view = council_view(release, "X01")

    assert view.tests == len(OFFSETS)
    assert view.chance_marks == pytest.approx(0.05 * len(OFFSETS))
    assert {x.metric for x in view.lines if x.marked_alone} >= {"marginal", "large"}
    assert view.marks == 2


def test_context_and_metrics_without_polarity_are_shown_and_never_judged(release):
    lines = {x.metric: x for x in council_view(release, "X01").lines}

    for metric in UNJUDGED:
        assert lines[metric].standing.value == 59
        assert (lines[metric].standing.verdict, lines[metric].stands_out) == (None, False)
    assert lines["large"].standing.verdict == "worse"


def test_the_nearest_are_the_default_and_of_others_neighbours_one_is_no_part(release):
    assert default_group(release, "X01") == "near-X01"
    assert default_group(release, "X02") == "type-unitary"
    assert "near-X01" not in groups_of(release, "X02")


def test_a_group_one_is_not_in_is_refused_with_the_choices(release):
    with pytest.raises(InputError, match=r"not in the group near-X01\. Choose one of: .*family-1"):
        council_view(release, "X09", group="near-X01")


def test_a_council_in_no_group_cannot_be_compared(tmp_path):
    areas = f"{TABLES['areas']}R1,North,region,,,,,\n"
    release = open_release(str(published(tmp_path, areas=areas)))

    with pytest.raises(InputError, match="North is in no group"):
        council_view(release, "R1")


def test_a_verdict_is_the_same_in_so_many_groups(release):
    answer = same_verdict(release, "X01", "large")

    assert answer.verdicts == dict.fromkeys(groups_of(release, "X01"), "worse")
    assert (answer.same, answer.of) == (len(groups_of(release, "X01")),) * 2


def test_only_the_metrics_asked_for_are_answered(release):
    view = council_view(release, "Oldtown", metrics=["large", "place"])

    assert [x.metric for x in view.lines] == ["large", "place"]
    assert view.former_names == ["Oldtown"]


def test_a_council_without_an_interval_among_others_with_theirs_is_not_said_to_be_judged_by_it(tmp_path):
    rows = [row if not row.startswith("quiet-01,X01") else "quiet-01,X01,2023/24,50,,\n" for row in cells()]
    metrics = "".join(f"{m},{m},%,mean,{polarity},{nature},S\n" for m, (polarity, nature) in METRICS.items())
    warehouse = published(
        tmp_path,
        metrics=f"metric,label,unit,value_type,polarity,nature,source\n{metrics}",
        observations="metric,area,period,value,lower,upper\n" + "".join(rows),
    )

    view = council_view(open_release(str(warehouse)), "X01")

    how = {x.metric: x.standing.how_sure for x in view.lines}
    assert (how["quiet-01"], how["quiet-02"]) == ("none", "sampling")
    assert view.uncertain == ["quiet-01"]
    assert view.tests == len(OFFSETS) - 1
