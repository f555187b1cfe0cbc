"""Nobody can subtract one published figure from another and be left with a small group."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectorled.analysis.survey.disclosure.decision import decide, decide_each
from sectorled.analysis.survey.disclosure.differencing import Difference, implied
from sectorled.analysis.survey.disclosure.groups import Codebook, Group
from sectorled.analysis.survey.disclosure.policy import JOINED, Policy
from tests.analysis.survey.disclosure_worlds import NETS, World, of, publications, world

EVERYBODY = {"Total": Group()}
ANSWERS = ("very", "fairly", "not very", "not at all")
TWO_ANSWERS = {"Base": Group(), "very": of("answer", "very"), "fairly": of("answer", "fairly")}


def survey(variables, counts):
    counts = np.array(counts)
    return World(Codebook(variables), counts, np.ones_like(counts))


def small_differences(made, decisions):
    """Pairs of shown figures, one part of the other and either guarded, that differ by one to nine respondents."""
    shown = {
        group: made.inside(group)
        for decision in decisions
        for group, seen in zip(decision.table.groups(made.codebook), decision.shown.ravel(), strict=True)
        if seen
    }
    policy = Policy()
    return [
        (whole, part)
        for whole, inside in shown.items()
        for part, within in shown.items()
        if (policy.guards(whole) or policy.guards(part)) and not (within & ~inside).any()
        if 0 < made.counts[inside].sum() - made.counts[within].sum() < policy.least_cell
    ]


@pytest.mark.slow
@given(seed=st.integers(0, 10**6))
@settings(max_examples=60)
def test_no_two_published_figures_differ_by_a_small_group(seed):
    made = world(seed)

    assert small_differences(made, decide_each(publications(made, seed), made.codebook)) == []


def test_no_two_published_figures_of_a_few_surveys_differ_by_a_small_group():
    for seed in (2, 5, 6):
        made = world(seed)
        assert small_differences(made, decide_each(publications(made, seed), made.codebook)) == []


def test_what_a_first_subtraction_leaves_is_not_the_start_of_a_second():
    """Officers are all without the leaders, in the first issue and in both: who joined late is one less the other."""
    made = survey({"role": ("leader", "officer"), JOINED: ("first issue", "late")}, [[60, 12], [70, 3]])
    columns = EVERYBODY | {"leader": of("role", "leader")}
    both = decide(made.table("Both", {"Base": Group()}, columns), made.codebook)

    first = decide(
        made.table("First", {"Base": Group()}, columns, of(JOINED, "first issue")),
        made.codebook,
        published=[both.released],
    )

    assert both.shown.all()
    assert not first.primary.any()
    assert not first.shown.all()
    assert any("'in waves: late, role: officer' could be worked out to be 3" in r for r in first.reasons.values())


def test_those_who_joined_are_hidden_where_the_total_follows_from_nets_alone():
    made = world(1059)

    assert small_differences(made, decide_each(publications(made, 1059), made.codebook)) == []


def test_a_filter_is_held_to_what_its_complement_would_show():
    made = survey({"role": ("leader", "officer"), "aware": ("yes", "no")}, [[60, 4], [70, 30]])
    rows, columns = {"Base": Group()}, {"leader": of("role", "leader"), "officer": of("role", "officer")}
    whole = decide(made.table("All", rows, columns), made.codebook)

    aware = decide(made.table("Aware", rows, columns, of("aware", "yes")), made.codebook, published=[whole.released])

    assert whole.shown.all()
    assert aware.shown.tolist() == [[False, True]]
    assert aware.reasons["Base", "leader"] == (
        "Secondary: with it shown, the group 'aware: no, role: leader' could be worked out to be 4."
    )


def test_a_net_and_its_parts_do_not_give_the_category_that_is_not_printed():
    made = survey({"answer": ANSWERS, "role": ("leader", "officer")}, [[40, 41], [7, 30], [20, 30], [30, 40]])
    rows = {"Base": Group(), "Useful": of("answer", *NETS["net: useful"]), "very": of("answer", "very")}
    rows |= {"not very": of("answer", "not very"), "not at all": of("answer", "not at all")}

    decision = decide(made.table("Nets", rows, {"leader": of("role", "leader")}), made.codebook)

    assert not decision.primary.any()
    assert not decision.shown[1:3].all()
    assert any("'answer: fairly, role: leader'" in reason for reason in decision.reasons.values())


def test_respondents_in_no_shown_column_are_protected_like_a_column():
    made = survey({"role": ("leader", "officer", "other")}, [60, 70, 5])
    columns = EVERYBODY | {"leader": of("role", "leader"), "officer": of("role", "officer")}

    decision = decide(made.table("Bases", {"Base": Group()}, columns), made.codebook)

    assert decision.shown.tolist() == [[True, False, True]]
    assert "'role: other' could be worked out to be 5" in decision.reasons["Base", "leader"]


def test_late_replies_cannot_be_read_off_a_second_issue_of_the_same_table():
    made = survey({"answer": ANSWERS[:2], JOINED: ("first issue", "late")}, [[50, 2], [40, 1]])
    first = decide(made.table("First", TWO_ANSWERS, EVERYBODY, of(JOINED, "first issue")), made.codebook)

    second = decide(made.table("Second", TWO_ANSWERS, EVERYBODY), made.codebook, published=[first.released])

    assert first.shown.all()
    assert not second.shown.any()
    assert second.withheld.startswith("Withheld: ")


def test_waves_of_a_panel_do_not_show_who_left_between_them():
    counts = [[3, 60, 30], [4, 50, 30]]
    made = survey({"answer": ANSWERS[:2], JOINED: ("first only", "both", "second only")}, counts)
    waves = [of(JOINED, "first only", "both"), of(JOINED, "both", "second only"), of(JOINED, "both")]
    tables = [made.table(f"Wave {i}", TWO_ANSWERS, EVERYBODY, wave) for i, wave in enumerate(waves)]

    one, two, both = decide_each(tables, made.codebook)

    assert one.shown.all()
    assert two.shown.all()
    assert not both.shown.any()


def test_pooled_waves_protect_the_wave_that_is_not_printed():
    made = survey({"role": ("leader", "officer"), "wave": ("2018", "2019")}, [[30, 4], [40, 30]])
    rows, columns = {"Base": Group()}, {"leader": of("role", "leader"), "officer": of("role", "officer")}
    first = decide(made.table("2018", rows, columns, of("wave", "2018")), made.codebook)

    pooled = decide(made.table("Pooled", rows, columns), made.codebook, published=[first.released])

    assert pooled.shown.tolist() == [[False, True]]


def test_one_question_under_two_breaks_is_judged_together():
    """Councils and roles add to the same answers: what one break suppresses the other must not give away."""
    variables = {"answer": ANSWERS[:2], "role": ("leader", "officer"), "type": ("county", "district")}
    made = survey(variables, [[[30, 25], [4, 20]], [[20, 22], [40, 30]]])
    policy = Policy(identifying=frozenset({"role", "type"}))
    by_role = made.table("Roles", TWO_ANSWERS, EVERYBODY | {r: of("role", r) for r in variables["role"]})
    by_type = made.table("Types", TWO_ANSWERS, EVERYBODY | {t: of("type", t) for t in variables["type"]})
    crossed = made.table("Both", TWO_ANSWERS, {t: of("type", t) for t in variables["type"]}, of("role", "officer"))

    decisions = decide_each([by_role, by_type, crossed], made.codebook, policy)

    assert [bool(decision.shown.all()) for decision in decisions[:2]] == [True, True]
    assert not decisions[2].shown[1].any()


def test_two_more_conditions_at_once_leave_a_difference_too():
    policy, codebook = Policy(), Codebook({"role": ("leader", "officer"), "aware": ("yes", "no")})
    both = of("role", "leader") & of("aware", "yes")

    found = implied([Group(), both], [both], codebook, policy)

    assert found == [Difference(Group(), both)]
    assert found[0].words == "everybody without aware: yes, role: leader"


def test_a_figure_that_earlier_tables_gave_away_is_kept_no_less_hidden_than_it_is():
    """The earlier tables, published under no policy, say that 4 leaders are not aware: that cannot be undone."""
    made = survey({"role": ("leader", "officer"), "aware": ("yes", "no")}, [[60, 4], [70, 30]])
    rows, columns = {"Base": Group()}, {"leader": of("role", "leader"), "officer": of("role", "officer")}
    open_policy = Policy(identifying=frozenset())
    tables = [made.table("All", rows, columns), made.table("Aware", rows, columns, of("aware", "yes"))]
    leaked = decide_each(tables, made.codebook, open_policy)
    published = [decision.released for decision in leaked]

    again = decide(tables[1], made.codebook, published=published)
    not_aware = decide(made.table("Not", rows, columns, of("aware", "no")), made.codebook, published=published)

    assert again.shown.all()
    assert not_aware.withheld == (
        "Withheld: from totals that are shown or already public, 'leader: Base' could be worked out to be 4. "
        "Merge small categories, or publish the topline without the break."
    )
