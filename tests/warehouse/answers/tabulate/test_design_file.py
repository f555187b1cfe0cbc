"""Design files: what they make of the answers, and how a mistake in one is named."""

import numpy as np
import pytest

from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.replicates import ReplicateDesign
from sectorled.analysis.survey.stages import Drawn
from sectorled.warehouse.answers.questions import Roles
from sectorled.warehouse.answers.tabulate.design_file import DesignFile, design_of, read_design
from sectorled.warehouse.answers.tabulate.sample import sample_of
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.tabulate.made import numeric, of_columns, sample_survey, single, table


def errors(design, answers):
    question = answers.frame["trust"].to_numpy() == 1
    return design.covariance((question - question.mean())[:, None].astype(float))[0, 0]


def columns(answers, *names):
    return [answers.frame[name].to_numpy().astype(str) for name in names]


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ({}, lambda c, r: [Drawn(units=c, strata=r)]),
        ({"clusters": "none"}, lambda c, r: [Drawn(strata=r)]),
        ({"strata": []}, lambda c, r: [Drawn(units=c)]),
        ({"strata": "region", "population": "size"}, lambda c, r: [Drawn(units=c, strata=r, population=[20.0] * 600)]),
        (
            {"stages": [{"units": "council", "strata": ["region"], "population": 20}, {"population": 500}]},
            lambda c, r: [Drawn(units=c, strata=r, population=[20] * 600), Drawn(population=[500] * 600)],
        ),
    ],
)
def test_a_design_file_says_how_the_sample_was_drawn(said, drawn):
    answers = sample_survey()
    council, region = columns(answers, "council", "region")

    found = sample_of(answers, design_of("design.toml", said)).design

    expected = sample_design(answers.frame["w"].to_numpy(), *drawn(council, region))
    assert errors(found, answers) == pytest.approx(errors(expected, answers), rel=1e-12)
    assert found.degrees_of_freedom() == expected.degrees_of_freedom()


def test_a_council_is_the_cluster_unless_the_design_says_otherwise():
    answers = sample_survey()

    assert sample_of(answers, DesignFile()).design.degrees_of_freedom() == 40 - 2
    assert sample_of(answers, DesignFile(clusters="none")).design.degrees_of_freedom() == 600 - 2


def test_strata_may_be_crossed():
    answers = sample_survey()
    found = sample_of(answers, DesignFile(strata=("region", "wave"), clusters="none")).design

    assert found.degrees_of_freedom() == 600 - 4


@pytest.mark.parametrize(
    "said",
    [
        {"columns": ["r1", "r2", "r3"]},
        {"prefix": "r"},
        {"prefix": "r", "method": "BRR", "fay": 0.5},
        {"prefix": "r", "method": "other", "scale": 0.5, "factors": [1, 1, 1], "df": 2},
    ],
)
def test_replicate_weights_come_as_columns(said):
    rng = np.random.default_rng(1)
    weights = {name: rng.uniform(0.5, 2, 60).tolist() for name in ("w", "r1", "r2", "r3")}
    answers = of_columns(
        [single("q", ["Yes", "No"]), *map(numeric, weights)], {"q": [1 + i % 2 for i in range(60)], **weights}
    )

    found = sample_of(answers, design_of("design.toml", {"weights": "w", "replicates": said})).design

    assert isinstance(found, ReplicateDesign)
    assert found.replicates.shape == (60, 3)
    assert table(answers, "q", weights="w", replicates=said).rows[0].cells[0].error > 0


def test_weights_are_said_with_their_design_effect():
    assert dict(sample_of(sample_survey(), DesignFile()).told)["Weighting"].startswith(
        "Weighted by w: design effect of"
    )
    unweighted = sample_of(sample_survey(), DesignFile(weights="none", probability_sample=False))
    assert dict(unweighted.told)["Weighting"] == "Unweighted."
    assert "self-selected" in dict(unweighted.told)["Sample"]
    said = sample_of(sample_survey(), DesignFile(details={"Weighting": "To the register", "Mode": "Telephone"}))
    assert said.told == (("Weighting", "To the register"), ("Mode", "Telephone"))


def test_a_design_file_is_read_from_a_file(tmp_path):
    path = tmp_path / "design.toml"
    path.write_text('weights = "w"\n[filters.leaders]\njob = [1]\n[bases]\nleast = 5\n', "utf-8")

    found = read_design(path)

    assert found.filters == {"leaders": {"job": (1,)}}
    assert found.bases.rule.least == 5
    assert read_design(None) == DesignFile()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("weights = ", ["is not valid TOML"]),
        ("wieghts = 'w'", ["wieghts", "no such key", "Known: weights"]),
        ("lonely = 'never'", ["lonely", "'never'"]),
        ("[filters.a]\nq = [true]", ["filters.a.q"]),
        ("[bases]\nleast = 40", ["bases", "put them in that order"]),
        ("clusters = 'council'\n[[stages]]\nunits = 'council'", ["clusters stands beside [[stages]]"]),
        ("strata = 'r'\n[replicates]\nprefix = 'r'", ["[replicates] already hold the design", "strata"]),
        ("[replicates]\nmethod = 'BRR'", ["name their columns, or the prefix"]),
        ("[replicates]\nprefix = 'r'\ncolumns = ['r1']", ["one of the two"]),
        ("decimals = 9", ["decimals = 9"]),
        ("[tests]\nlevel = 5", ["tests.level = 5"]),
        ("[tests]\ndesign_effect = 0", ["tests.design_effect = 0"]),
    ],
)
def test_a_mistake_in_a_design_file_is_named(tmp_path, text, words):
    path = tmp_path / "design.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(InputError) as refused:
        read_design(path)

    assert [word for word in ["design.toml", *words] if word not in str(refused.value)] == [], str(refused.value)


def test_a_design_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_design(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"weights": "v"}, "no column 'v'"),
        ({"weights": "region"}, "'region' holds no numbers"),
        ({"strata": "job"}, "respondent 1 has nothing in 'job' (12 such"),
        ({"weights": "none", "replicates": {"prefix": "w"}}, "stand beside full weights"),
        ({"weights": "w", "replicates": {"prefix": "zz"}}, "fewer than two columns"),
        ({"population": 3}, "design.toml: "),
        ({"weights": "age"}, "Respondent 1 has no weight"),
    ],
)
def test_what_a_design_asks_of_the_data_and_is_not_there_is_refused(said, words):
    design = design_of("design.toml", said)

    with pytest.raises(InputError) as refused:
        sample_of(sample_survey(), design)
    assert words in str(refused.value)


def test_one_cluster_in_a_stratum_is_named_with_the_remedies():
    answers = of_columns([single("q", ["Yes", "No"]), single("s", ["A", "B"])], {"q": [1, 2, 1], "s": [1, 1, 2]})

    with pytest.raises(InputError) as refused:
        sample_of(answers, DesignFile(strata="s"))

    assert "2" in str(refused.value)
    assert "average" in str(refused.value)
    assert sample_of(answers, design_of("d", {"strata": "s", "lonely": "average"})).design.degrees_of_freedom() == 1


def test_several_weights_must_be_chosen_from():
    answers = of_columns(
        [single("q", ["Yes", "No"]), numeric("a"), numeric("b")],
        {"q": [1, 2], "a": [1.0, 2.0], "b": [1.0, 1.0]},
        roles=Roles(weights=("a", "b")),
    )

    with pytest.raises(InputError, match=r'weights a, b and the design names none\. Say weights = "a"'):
        sample_of(answers, DesignFile())


@pytest.mark.parametrize(
    ("conditions", "kept"),
    [
        ({"job": [1]}, lambda f: f["job"] == 1),
        ({"heard": [2, 3]}, lambda f: f["heard_2"] | f["heard_3"]),
        ({"age": {"least": 30, "greatest": 40}}, lambda f: f["age"].is_between(30, 40)),
        ({"age": {"least": 70}, "region": ["North"]}, lambda f: (f["age"] >= 70) & (f["region"] == "North")),
    ],
)
def test_a_filter_leaves_who_meets_every_condition(conditions, kept):
    answers = sample_survey()
    inside = sample_of(answers, design_of("d", {"filters": {"some": conditions}}), only="some").inside

    assert inside.tolist() == kept(answers.frame).fill_null(value=False).to_list()


@pytest.mark.parametrize(
    ("conditions", "only", "words"),
    [
        ({"age": {"least": 200}}, "some", "leaves nobody"),
        ({"job": [9]}, "some", "no answer '9'"),
        ({"job": [1]}, "others", "has no filter 'others'"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(conditions, only, words):
    with pytest.raises(InputError) as refused:
        sample_of(sample_survey(), design_of("d", {"filters": {"some": conditions}}), only=only)
    assert words in str(refused.value)
