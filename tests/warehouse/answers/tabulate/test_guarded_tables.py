"""What a disclosure policy lets banner tables show."""

import pytest

from sectorled.warehouse.answers.questions import Answer, Kind, Question, Roles
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.tabulate.made import multiple, numeric, of_columns, of_counts, row, single, table

POLICY = {"identifying": ["place"]}


def by_place():
    """Two big places, and one in which few said no."""
    return of_counts({"Yes": [60, 55, 56], "No": [40, 45, 4]})


def test_a_table_without_an_identifying_break_shows_every_cell():
    counts = {"One": [30], "Two": [19], "Three": [11], "Four": [4], "Five": [1], "Six": [1]}

    found = table(of_counts(counts), "q", disclosure={"identifying": ["council"]})

    assert [one.cells[0].count for one in found.rows] == [30, 19, 11, 4, 1, 1]


def test_small_cells_of_an_identifying_break_are_suppressed_and_those_that_give_them_away():
    found = table(by_place(), "q", ["place"], disclosure=POLICY)

    yes, no = (one.cells for one in found.rows)
    assert no[3].shown == "[c]"
    assert (no[3].count, no[3].per_cent, no[3].lower, no[3].words) == (None, None, None, None)
    assert yes[3].shown == "[c]"
    assert sum(cell.shown == "[c]" for cell in no[1:]) >= 2
    assert (yes[0].count, no[0].count) == (171, 89)
    assert any("withheld so that nobody is told apart" in note for note in found.notes)


def test_what_is_held_back_is_not_given_away_by_other_figures():
    found = table(by_place(), "q", ["place"], disclosure=POLICY, tests={"against": ["columns", "rest", "average"]})

    assert all(cell.weighted is None for one in found.rows for cell in one.cells)
    assert all(column.weighted_base is None and column.effective_base is None for column in found.columns)
    assert found.tests == ()
    shown = [cell.per_cent for one in found.rows for cell in one.cells if cell.per_cent is not None]
    assert [figure for figure in shown if figure != int(figure)] == []
    assert [cell.against_rest for one in found.rows for cell in one.cells if cell.shown == "[c]"] == [None] * sum(
        cell.shown == "[c]" for one in found.rows for cell in one.cells
    )


def test_a_table_from_which_too_little_would_be_left_is_withheld():
    found = table(of_counts({"Yes": [3, 4], "No": [5, 3]}), "q", ["place"], disclosure=POLICY)

    assert found.withheld.startswith("Withheld: ")
    assert (found.rows, found.columns, found.notes, found.tests) == ((), (), (), ())


def test_a_table_by_council_and_role_is_refused():
    labels = ["Leader", "Officer"]
    area = Question(
        id="area", kind=Kind.SINGLE, text="Area", answers=(Answer(code=1, label="A"), Answer(code=2, label="B"))
    )
    answers = of_columns(
        [single("q", ["Yes", "No"]), single("role", labels), area],
        {"q": [1, 2] * 50, "role": [1, 1, 2, 2] * 25, "area": [1] * 50 + [2] * 50},
        roles=Roles(council="area"),
    )

    with pytest.raises(InputError, match="a table by area and role is refused"):
        table(answers, "q", ["area"], only="leaders", filters={"leaders": {"role": [1]}})
    assert table(answers, "q", ["area", "role"]).withheld is None


def test_later_tables_are_judged_by_what_earlier_ones_told():
    answers = of_columns(
        [single("q", ["Yes", "No"]), single("place", ["A", "B"]), numeric("age"), multiple("heard", ["Web", "Post"])],
        {
            "q": [1] * 60 + [2] * 40 + [1] * 50 + [2] * 50,
            "place": [1] * 100 + [2] * 100,
            "age": [30.0] * 195 + [90.0] * 5,
            "heard_1": [True, False] * 100,
            "heard_2": [True, True, True, False] * 50,
        },
    )
    filters = {"young": {"age": {"greatest": 80}}, "web": {"heard": [1]}, "in A": {"place": [1]}}
    design = design_of("d", {"disclosure": POLICY, "filters": filters})
    told, fresh = History(), History()

    tabulate(answers, design, ["q"], ["place"], history=told)
    (after,) = tabulate(answers, design, ["q"], ["place"], only="young", history=told).tables
    (alone,) = tabulate(answers, design, ["q"], ["place"], only="young", history=fresh).tables

    assert [cell.shown for cell in row(alone, "No").cells] == ["44", "40", "47"]
    assert after.withheld or "[c]" in [cell.shown for cell in row(after, "No").cells]
    assert len(told.published) == 2


@pytest.mark.parametrize(
    ("rows", "met", "counts"),
    [
        ("q", {"heard": [1]}, [60, 30, 30]),
        ("heard", {"place": [1, 2]}, [200, 100, 100]),
        ("heard", {"q": [3]}, [80, 40, 40]),
        ("heard", {"age": {"least": 20}}, [180, 90, 90]),
    ],
)
def test_filters_of_every_kind_are_known_to_the_policy(rows, met, counts):
    answers = of_columns(
        [
            single("q", ["Yes", "No", "Refused"], missing=(3,)),
            single("place", ["A", "B"]),
            numeric("age"),
            multiple("heard", ["Web", "Post"]),
        ],
        {
            "q": [3, 3, 3, 3, 1, 1, 2, 1, 2, 2] * 20,
            "place": [1] * 100 + [2] * 100,
            "age": [None, *[30.0] * 9] * 20,
            "heard_1": [True, False] * 50 + [False, True, True, True, False] * 20,
            "heard_2": [True, True, True, False] * 50,
        },
    )

    found = table(answers, rows, ["place"], only="some", filters={"some": met}, disclosure=POLICY)

    assert [column.base for column in found.columns] == counts


def test_nets_of_a_multiple_response_are_guarded_too():
    few = [True] * 4 + [False] * 96 + [True, False] * 100
    answers = of_columns(
        [multiple("heard", ["Web", "Post", "Friend"]), single("place", ["A", "B", "C"])],
        {
            "heard_1": few,
            "heard_2": [True, False] * 150,
            "heard_3": [True, True, False] * 100,
            "place": [1] * 100 + [2] * 100 + [3] * 100,
        },
    )

    found = table(answers, "heard", ["place"], disclosure=POLICY, nets={"heard": [{"label": "Any", "answers": [1, 2]}]})

    assert row(found, "Web").cells[1].shown == "[c]"
    assert row(found, "Friend").cells[1].count == 67


def test_weighted_per_cents_are_judged_as_printed():
    answers = by_place()
    weighted = of_columns(
        [*answers.survey.questions, numeric("w")],
        {"q": answers.frame["q"], "place": answers.frame["place"], "w": [1.0, 1.5] * 130},
    )

    found = table(weighted, "q", ["place"], weights="w", disclosure=POLICY)

    assert row(found, "No").cells[3].shown == "[c]"
    assert found.columns[0].weighted_base is None
