"""Which tables are judged how: toplines, guarded tables, refused ones, and words for each figure that is not shown."""

import json

import numpy as np
import pytest

from sectorled.analysis.survey.disclosure.decision import decide, decide_each
from sectorled.analysis.survey.disclosure.groups import Codebook, Group, Released, Table, Weights
from sectorled.analysis.survey.disclosure.policy import Policy, TableRefusedError
from sectorled.analysis.survey.errors import SurveyError
from tests.analysis.survey.disclosure_worlds import of
from tests.shared import SHARED, needs_shared

ANSWERS = ("yes", "no", "don't know")
ROLES = ("leader", "officer", "chair")
CODEBOOK = Codebook({"answer": ANSWERS, "role": ROLES, "council": ("A", "B"), "faith": ("none", "some")})
ROWS = {"Base": Group()} | {answer: of("answer", answer) for answer in ANSWERS}
COLUMNS = {"Total": Group()} | {role: of("role", role) for role in ROLES}


def by_role(*inner):
    cells = np.array(inner)
    rows = np.vstack([cells.sum(axis=0), cells])
    return Table("By role", ROWS, COLUMNS, np.hstack([rows.sum(axis=1, keepdims=True), rows]))


def topline(variable, counts, population=None):
    rows = {"Base": Group()} | {category: of(variable, category) for category in CODEBOOK.categories[variable]}
    held = np.array([[sum(counts)], *([count] for count in counts)])
    return Table("Topline", rows, {"Total": Group()}, held, population or Group())


@needs_shared
def test_the_published_topline_of_66_replies_prints_in_full():
    records = json.loads((SHARED / "golden" / "surveys" / "published-figures.json").read_text())
    (record,) = (one for one in records if one["id"] == "cpc2018_objective_base66")
    rows = {"Base": Group()} | {answer: of("objective", answer) for answer in record["counts"]}
    counts = np.array([[record["base"]], *([count] for count in record["counts"].values())])

    decision = decide(
        Table("Objective", rows, {"Total": Group()}, counts), Codebook({"objective": tuple(record["counts"])})
    )

    assert decision.shown.all()
    assert (decision.reasons, decision.withheld) == ({}, "")


@needs_shared
def test_the_published_small_base_rule_is_a_setting():
    records = json.loads((SHARED / "golden" / "surveys" / "published-figures.json").read_text())
    (record,) = (one for one in records if one["id"] == "quantum_smbase30")
    regions = tuple(record["columns"][1:])
    rows = {"Base": Group()} | {brand: of(brand, "yes") for brand in record["counts"]}
    columns = {"Base": Group()} | {region: of("region", region) for region in regions}
    codebook = Codebook({"region": regions} | dict.fromkeys(record["counts"], ("yes", "no")))
    table = Table("Brands", rows, columns, np.array([record["base"], *record["counts"].values()]))

    decision = decide(table, codebook, Policy(least_percentage_base=30))

    expected = [percent is not None for percent in record["expected_pct_1dp"]["Brand A"]]
    assert decision.percentages.tolist() == expected == [True, False, True, True, True]
    assert decision.shown.all()


def test_a_table_by_role_suppresses_small_cells_and_the_fewest_others():
    decision = decide(by_role([40, 30, 4], [20, 30, 40], [15, 16, 17]), CODEBOOK)

    assert decision.shown[:, 0].all()
    assert decision.primary.sum() == 1
    assert decision.secondary.sum() == 3
    assert decision.reasons["yes", "chair"] == "Primary: a count of 4, under the threshold of 10."
    assert {reason.split(":")[0] for reason in decision.reasons.values()} == {"Primary", "Secondary"}
    assert len(decision.reasons) == (~decision.shown).sum()


def test_zero_is_a_small_count_unless_everybody_sees_that_there_is_nobody():
    one_zero = decide(by_role([40, 30, 0], [20, 30, 40], [15, 16, 17]), CODEBOOK)
    empty_row = decide(by_role([40, 30, 20], [20, 30, 40], [0, 0, 0]), CODEBOOK)

    assert not one_zero.shown[1, 3]
    assert empty_row.shown.all()


def test_a_break_by_what_the_filter_fixes_shows_that_nobody_is_elsewhere():
    counts = np.array([[80, 80, 0, 0], [40, 40, 0, 0], [25, 25, 0, 0], [15, 15, 0, 0]])

    decision = decide(Table("Leaders", ROWS, COLUMNS, counts, of("role", "leader")), CODEBOOK)

    assert decision.shown.all()


def test_a_base_that_is_suppressed_takes_its_column_with_it():
    decision = decide(by_role([40, 33, 2], [25, 30, 3], [15, 16, 1]), CODEBOOK)

    assert not decision.shown[:, 3].any()
    lost = [column for column in (1, 2) if not decision.shown[0, column]]
    assert lost
    assert not decision.shown[:, lost].any()


def test_a_figure_that_goes_only_with_its_base_says_so():
    everybody = Table("All", {"Base": Group()}, {"Total": Group()}, np.array([[135]]))
    rows, columns = {name: ROWS[name] for name in ("Base", "yes")}, {role: COLUMNS[role] for role in ROLES}
    table = Table("By role", rows, columns, np.array([[60, 70, 5], [20, 30, 2]]))

    decision = decide(table, CODEBOOK, published=[Released(everybody, np.array([[True]]))])

    assert decision.shown.tolist() == [[False, True, False], [False, True, False]]
    assert decision.reasons["yes", "leader"] == (
        "Secondary: its base 'leader: Base' is suppressed, and no figure stands without its base."
    )
    assert decision.reasons["Base", "leader"] == (
        "Secondary: with it shown, 'chair: Base' could be worked out to be 5."
    )


def test_a_table_whose_topline_allows_no_interval_is_withheld_with_its_remedy():
    decision = decide(by_role([40, 30, 40], [20, 30, 40], [2, 1, 1]), CODEBOOK)

    assert not decision.shown.any()
    assert decision.withheld == (
        "Withheld: from totals that are shown or already public, 'leader: don't know' could be placed between 0 and 4; "
        "'officer: don't know' could be placed between 0 and 4; 'chair: don't know' could be placed between 0 and 4. "
        "Merge small categories, or publish the topline without the break."
    )
    assert decision.reasons == {}


def test_a_withheld_table_stands_in_the_way_of_neither_its_topline_nor_its_remedy():
    table = by_role([40, 30, 40], [20, 30, 40], [2, 1, 1])
    rows = {"Base": Group(), "yes": ROWS["yes"], "other": of("answer", "no", "don't know")}
    merged = Table("Merged", rows, COLUMNS, np.vstack([table.counts[:2], table.counts[2:].sum(axis=0)]))

    withheld, topline_too, remedy = decide_each([table, topline("answer", [110, 90, 4]), merged], CODEBOOK)

    assert withheld.withheld
    assert topline_too.shown.all()
    assert remedy.shown.all()


def test_a_table_is_withheld_where_what_must_be_suppressed_is_known_already():
    """The base of leaders would protect that of officers; with it goes a cell that an earlier table gave away."""
    roles = {role: COLUMNS[role] for role in ROLES[:2]}
    everybody = Table("All", {"Base": Group()}, {"Total": Group()}, np.array([[65]]))
    rows = {"yes or no": of("answer", "yes", "no"), "no": of("answer", "no")}
    leaders = Table("Leaders", rows, {"leader": of("role", "leader")}, np.array([[30], [18]]))
    before = [Released(table, np.ones_like(table.counts, dtype=bool)) for table in (everybody, leaders)]
    table = Table("By role", {name: ROWS[name] for name in ("Base", "yes")}, roles, np.array([[60, 5], [12, 2]]))

    decision = decide(table, Codebook({"answer": ANSWERS, "role": ROLES[:2]}), published=before)

    assert decision.withheld.startswith(
        "Withheld: no choice was found that keeps all suppressed counts from being placed within 10."
    )


def test_a_table_of_which_nothing_by_role_is_left_is_withheld():
    decision = decide(by_role([2, 3, 3], [3, 2, 1], [1, 2, 2]), CODEBOOK)

    assert decision.withheld.startswith("Withheld: every figure that the break adds would be suppressed.")


def test_thresholds_are_data():
    table = by_role([40, 30, 4], [20, 30, 40], [15, 16, 17])

    assert decide(table, CODEBOOK, Policy(least_cell=4, least_base=4, width=4)).shown.all()
    assert not decide(table, CODEBOOK, Policy(least_base=70)).shown[0, 3]


def test_a_topline_of_attitudes_is_open_and_one_of_a_sensitive_question_or_a_role_is_not():
    attitudes = decide(topline("answer", [50, 4, 1]), CODEBOOK)
    sensitive = decide(topline("faith", [50, 4]), CODEBOOK, Policy(sensitive=frozenset({"faith"})))
    leaders = decide(topline("answer", [50, 14, 9], of("role", "leader")), CODEBOOK)

    assert attitudes.shown.all()
    assert not sensitive.shown[1:].any()
    assert not leaders.shown[3, 0]
    assert (~leaders.shown).sum() == 2


def test_a_table_by_council_and_role_is_refused_as_break_or_filter():
    crossed = {"A, leader": of("council", "A") & of("role", "leader")}
    filtered = Table("Leaders", ROWS, {"A": of("council", "A")}, np.full((4, 1), 90), of("role", "leader"))

    for table in (Table("Leaders", ROWS, crossed, np.full((4, 1), 90)), filtered):
        with pytest.raises(TableRefusedError, match="Leaders: a table by council and role is refused"):
            decide(table, CODEBOOK)


def test_a_condition_that_everybody_meets_is_no_condition():
    decision = decide(topline("answer", [50, 4, 1], of("role", *ROLES)), CODEBOOK)

    assert decision.shown.all()


@pytest.mark.parametrize(
    ("group", "said"),
    [(of("role", "mayor"), "role = mayor"), (of("age", "young"), "age = young"), (of("age"), "does not know age")],
)
def test_what_the_codebook_does_not_know_is_named(group, said):
    with pytest.raises(SurveyError, match=said):
        decide(topline("answer", [50, 4, 1], group), CODEBOOK)


def test_a_table_must_fit_its_counts():
    with pytest.raises(SurveyError, match=r"t: \(1, 2\) counts do not fit 1 rows by 1 columns"):
        Table("t", {"Base": Group()}, {"Total": Group()}, np.array([[1, 2]]))
    with pytest.raises(SurveyError, match="t: a count is below 0"):
        Table("t", {"Base": Group()}, {"Total": Group()}, np.array([[-1]]))


@pytest.mark.parametrize("pair", [(0, 1), (2, 1)])
def test_bounds_of_weights_must_make_sense(pair):
    with pytest.raises(SurveyError, match="Weights of leader run from"):
        Weights({"leader": pair}, "role")


def test_a_topline_that_would_place_what_was_suppressed_before_loses_figures_itself():
    """Roles were published without their total; the bases of region and the whole would give it away."""
    codebook = Codebook({"role": ("leader", "officer"), "region": ("north", "south")})
    roles = Table(
        "Roles",
        {"Base": Group()},
        {"leader": of("role", "leader"), "officer": of("role", "officer")},
        np.array([[30, 40]]),
    )
    before = [Released(roles, np.array([[False, True]]))]
    regions = {"north": of("region", "north"), "south": of("region", "south"), "Total": Group()}

    decision = decide(Table("Regions", {"Base": Group()}, regions, np.array([[30, 40, 70]])), codebook, None, before)

    assert decision.shown.sum() == 1
    assert "'role: leader' could be worked out to be 30" in " ".join(decision.reasons.values())


def test_a_topline_is_withheld_where_none_of_it_is_safe():
    codebook = Codebook({"role": ("leader", "officer")})
    columns = {"leader": of("role", "leader"), "officer": of("role", "officer")}
    before = [Released(Table("Roles", {"Base": Group()}, columns, np.array([[30, 40]])), np.array([[False, True]]))]

    decision = decide(Table("All", {"Base": Group()}, {"Total": Group()}, np.array([[70]])), codebook, None, before)

    assert not decision.shown.any()
    assert decision.withheld.startswith("Withheld: every figure")
