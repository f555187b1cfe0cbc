"""Partial sums of stored tables: equal to one pass over everybody, on every engine, under every kind of design."""

import numpy as np
import polars as pl
import pytest

from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.stages import Drawn
from sectorled.analysis.survey.sufficient import cell_sums
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.loads import keep, open_survey
from sectorled.warehouse.answers.questions import Answer, Kind, Question, Survey
from sectorled.warehouse.answers.sums import Crossing, partial_sums
from sectorled.warehouse.engine import Here, Pool
from sectorled.warehouse.store import open_store
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.small_survey import AT

PEOPLE = 900
CODES = ("poor", "fair", "good")


@pytest.fixture(scope="module")
def survey() -> Answers:
    """A random survey in clusters, with blanks, two kinds of codes and a multiple response."""
    rng = np.random.default_rng(20)
    blank = rng.random(PEOPLE) < 0.1
    frame = pl.DataFrame(
        {
            "role": pl.Series(rng.integers(1, 4, PEOPLE), dtype=pl.Int16),
            "view": [None if gone else CODES[i] for gone, i in zip(blank, rng.integers(0, 3, PEOPLE), strict=True)],
            "heard_1": pl.Series(rng.random(PEOPLE) < 0.3).set(pl.Series(blank), None),
            "heard_2": pl.Series(rng.random(PEOPLE) < 0.6).set(pl.Series(blank), None),
            "age": rng.normal(50, 10, PEOPLE),
            "cluster": pl.Series(rng.integers(1, 41, PEOPLE), dtype=pl.Int16),
            "w": rng.uniform(0.5, 2, PEOPLE),
        }
    )
    roles = tuple(Answer(code=code, label=f"Role {code}") for code in (1, 2, 3))
    views = tuple(Answer(code=code, label=code.title()) for code in CODES)
    heard = (Answer(code=1, label="Letter"), Answer(code=2, label="Web"))
    clusters = tuple(Answer(code=code, label=f"Council {code}") for code in range(1, 41))
    questions = (
        Question(id="role", kind=Kind.SINGLE, text="Role", answers=roles),
        Question(id="view", kind=Kind.SINGLE, text="View", answers=views, missing=("poor",)),
        Question(id="heard", kind=Kind.MULTIPLE, text="Heard", answers=heard),
        Question(id="age", kind=Kind.NUMERIC, text="Age"),
        Question(id="cluster", kind=Kind.SINGLE, text="Council", answers=clusters),
        Question(id="w", kind=Kind.NUMERIC, text="Weight"),
    )
    return Answers(Survey(id="world", title="World", questions=questions), frame)


@pytest.fixture(scope="module")
def stored(survey, tmp_path_factory):
    store = open_store(str(tmp_path_factory.mktemp("warehouse")))
    keep(store, survey, kind="table", file="world.csv", sha256="ab" * 32, at=AT)
    return open_survey(store, "world")


def designs(frame):
    """One of each way in which sums are made: clusters, respondents, two stages, raked clusters and respondents."""
    weights, cluster, role = frame["w"].to_numpy(), frame["cluster"].to_numpy(), frame["role"].to_numpy()
    clusters = sample_design(weights, Drawn(units=cluster))
    people = sample_design(weights, Drawn(strata=role, population=role * 5_000.0))
    stages = sample_design(
        weights, Drawn(units=cluster, population=np.full(PEOPLE, 300.0)), Drawn(population=np.full(PEOPLE, 200.0))
    )
    rake = Raking([Margin("role", ("1", "2", "3"), role - 1, np.array([300.0, 400.0, 500.0]))])
    return {
        "clusters": clusters,
        "people": people,
        "two stages": stages,
        "raked clusters": clusters.adjusted(rake),
        "raked people": people.adjusted(rake),
    }


TABLES = (Crossing("view", "role"), Crossing("heard_2", "view"), Crossing("role"))
EVERY_DESIGN = ["clusters", "people", "two stages", "raked clusters", "raked people"]


def in_one_pass(frame, design):
    """The same tables straight from the kernel."""
    layout, batch = laid_out(design)
    view = frame["view"].replace_strict({"fair": 0, "good": 1}, default=-1).to_numpy()
    role = frame["role"].to_numpy() - 1
    web = frame["heard_2"].replace_strict({True: 0, False: 1}, default=-1).to_numpy()
    everybody = np.zeros(PEOPLE, int)
    tables = [(view, role, (2, 3)), (web, view, (2, 2)), (role, everybody, (3, 1))]
    return layout, [cell_sums(rows, columns, shape, batch) for rows, columns, shape in tables]


@pytest.mark.parametrize("name", EVERY_DESIGN)
@pytest.mark.parametrize("rows_at_once", [10_000, 128, 7])
def test_batches_add_up_to_one_pass_over_everybody(survey, stored, name, rows_at_once):
    design = designs(survey.frame)[name]
    layout, expected = in_one_pass(survey.frame, design)

    found = partial_sums(stored, TABLES, design, rows_at_once=rows_at_once)

    for number, table in enumerate(expected):
        totals, wanted = found.cell_totals(number), layout.cell_totals(table)
        np.testing.assert_array_equal(totals.respondents, wanted.respondents)
        np.testing.assert_allclose(totals.totals, wanted.totals, rtol=1e-12)
        np.testing.assert_allclose(totals.squares, wanted.squares, rtol=1e-12)
        np.testing.assert_allclose(totals.covariance, wanted.covariance, rtol=1e-9, atol=1e-9)
        assert totals.df == wanted.df


@pytest.mark.slow
@pytest.mark.parametrize("name", ["clusters", "raked people"])
def test_a_pool_gives_the_sums_of_this_process(survey, stored, name):
    design = designs(survey.frame)[name]

    here = partial_sums(stored, TABLES, design, engine=Here(), rows_at_once=200)
    pool = partial_sums(stored, TABLES, design, engine=Pool(2), rows_at_once=200)

    for mine, theirs in zip(here.tables, pool.tables, strict=True):
        for part in ("weights", "squares", "respondents", "moments", "scaled_moments"):
            np.testing.assert_array_equal(getattr(mine, part), getattr(theirs, part))


def test_counts_are_those_of_an_independent_cross_tabulation(survey, stored):
    found = partial_sums(stored, TABLES, designs(survey.frame)["clusters"], where={"heard": [1]})

    data = survey.frame.to_pandas()
    data = data[data["heard_1"].eq(True) & data["view"].isin(["fair", "good"])]
    wanted = data.pivot_table(index="view", columns="role", values="w", aggfunc=["count", "sum"])
    totals = found.cell_totals(0)
    np.testing.assert_array_equal(totals.respondents.reshape(2, 3), wanted["count"])
    np.testing.assert_allclose(totals.totals.reshape(2, 3), wanted["sum"])


def test_a_filter_keeps_the_whole_sample_in_the_errors(survey, stored):
    design = designs(survey.frame)["clusters"]
    domain = (survey.frame["cluster"] <= 12).to_numpy()

    found = partial_sums(stored, [Crossing("role")], design, where={"cluster": list(range(1, 13))})

    assert found.df == design.degrees_of_freedom(domain) == 11
    assert found.cell_totals(0).respondents.sum() == domain.sum()
    assert found.tables[0].weights.shape[0] == 40


def test_a_design_may_leave_out_who_has_no_weight(survey, stored):
    inside = (survey.frame["age"] > 45).to_numpy()
    frame = survey.frame.filter(inside)
    design = sample_design(frame["w"].to_numpy(), Drawn(units=frame["cluster"].to_numpy()))

    found = partial_sums(stored, [Crossing("role")], design, in_sample=inside, rows_at_once=100)

    np.testing.assert_allclose(
        found.cell_totals(0).totals, frame.group_by("role").agg(pl.col("w").sum()).sort("role")["w"]
    )


def test_a_filter_that_leaves_nobody_is_refused(survey, stored):
    nobody = {"role": [1], "view": ["poor"], "cluster": [1], "heard": [1]}

    with pytest.raises(InputError, match=r"world: nobody is left \(role is \[1\]; view is .*Widen the filter"):
        partial_sums(stored, TABLES, designs(survey.frame)["clusters"], where=nobody)


@pytest.mark.parametrize("name", ["age", "heard", "nothing"])
def test_only_coded_variables_make_a_table(survey, stored, name):
    with pytest.raises(InputError, match=f"'{name}' cannot be a row or a column"):
        partial_sums(stored, [Crossing(name)], designs(survey.frame)["clusters"])


@pytest.mark.parametrize("rows", [PEOPLE - 1, PEOPLE + 1])
def test_a_design_of_other_respondents_is_refused(stored, rows):
    with pytest.raises(InputError, match=f"the design is of {rows} respondents and the survey has {PEOPLE}"):
        partial_sums(stored, TABLES, sample_design(rows=rows), rows_at_once=400)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"role": [7]}, "'role' has no answer '7'. Its codes are 1, 2, 3"),
        ({"role": []}, "'role' has to be filtered by at least one answer"),
        ({"age": [1]}, "cannot filter by 'age'. Name a coded question"),
        ({"heard_1": [1]}, "cannot filter by 'heard_1'"),
    ],
)
def test_a_filter_speaks_of_answers_that_there_are(survey, stored, where, said):
    with pytest.raises(InputError) as refused:
        partial_sums(stored, TABLES, designs(survey.frame)["clusters"], where=where)

    assert said in str(refused.value)
