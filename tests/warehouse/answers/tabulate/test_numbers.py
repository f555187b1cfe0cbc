"""Estimates of numbers, weights made to known figures, and checks."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.means import mean, total
from sectorled.analysis.survey.stages import Drawn
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.tabulate.check import check_survey
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.answers.tabulate.estimate import Measure, survey_estimate
from sectorled.warehouse.answers.tabulate.sample import weighted
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers import small_survey
from tests.warehouse.answers.tabulate.made import multiple, numeric, of_columns, of_counts, sample_survey, single, table

TARGETS = {"region": {"North": 400, "South": 500}, "wave": {"2012": 450, "2": 450}}


def estimate(answers, of, only=None, **asked):
    said = asked.pop("said", {})
    return survey_estimate(answers, design_of("d", said), of, only=only, **asked)


def direct(answers):
    frame = answers.frame
    return sample_design(
        frame["w"].to_numpy(),
        Drawn(units=frame["council"].to_numpy().astype(str), strata=frame["region"].to_numpy().astype(str)),
    )


@pytest.mark.parametrize(("measure", "statistic"), [(Measure.MEAN, mean), (Measure.TOTAL, total)])
def test_means_and_totals_are_those_of_the_design(measure, statistic):
    answers = sample_survey()
    ages = answers.frame["age"].fill_null(float("nan")).to_numpy()

    found = estimate(answers, "age", measure=measure, by="region")

    north = answers.frame["region"].to_numpy() == "North"
    for group, mask in zip(found.groups, [None, north, ~north], strict=True):
        expected = direct(answers).estimate(statistic(ages, mask))
        assert group.value == pytest.approx(expected.values[0], rel=1e-12)
        assert group.error == pytest.approx(expected.errors[0], rel=1e-12)
        assert (group.design_effect is None) is (measure is Measure.TOTAL)
    assert [group.group for group in found.groups] == ["Total", "North", "South"]


def test_quantiles_and_ratios_are_estimated():
    answers = sample_survey()
    unweighted = {"weights": "none", "clusters": "none", "strata": []}

    median = estimate(answers, "age", measure=Measure.QUANTILE, said=unweighted).groups[0]
    ratio = estimate(answers, "age", measure=Measure.RATIO, over="size", said=unweighted).groups[0]

    ages = answers.frame["age"].drop_nulls()
    assert median.value == ages.quantile(0.5, "lower")
    assert median.lower < median.value < median.upper
    assert ratio.value == pytest.approx(ages.mean() / 20)


def test_scores_may_be_estimated_of_a_filter():
    said = {
        "scores": {"trust": {"1": 3, "2": 2, "3": 1}},
        "filters": {"north": {"region": ["North"]}},
        "weights": "none",
    }
    answers = sample_survey()

    found = estimate(answers, "trust", only="north", said=said)

    kept = answers.frame.filter((pl.col("region") == "North") & (pl.col("trust") < 4))
    assert found.groups[0].value == pytest.approx((4 - kept["trust"]).mean())
    assert found.filter == "north"


def test_small_groups_and_guarded_ones_have_marks_instead():
    answers = of_columns(
        [numeric("n"), single("place", ["A", "B", "C", "D"])],
        {"n": [1.0, 2.0] * 90, "place": [1] * 110 + [2] * 50 + [3] * 20},
    )

    open_to_all = estimate(answers, "n", by="place").groups
    guarded = estimate(
        answers, "n", by="place", said={"disclosure": {"identifying": ["place"], "least_base": 30}}
    ).groups

    assert [(group.mark, group.value is None) for group in open_to_all] == [
        (None, False),
        (None, False),
        ("u", False),
        ("u", True),
        ("z", True),
    ]
    assert guarded[3].mark == "c"
    assert guarded[3].base is None


@pytest.mark.parametrize(
    ("of", "asked", "words"),
    [
        ("trust", {}, "holds no numbers"),
        ("age", {"over": "size"}, "give --over with --measure ratio"),
        ("age", {"measure": Measure.RATIO}, "give --over with --measure ratio"),
        ("age", {"measure": Measure.QUANTILE, "at": 2.0}, "from 0 to 1"),
    ],
)
def test_what_cannot_be_estimated_is_refused(of, asked, words):
    with pytest.raises(InputError) as refused:
        estimate(sample_survey(), of, **asked)
    assert words in str(refused.value)


@pytest.mark.parametrize("method", ["raking", "linear", "raking calibration", "logit"])
def test_weights_meet_known_figures(method):
    said = {"method": method, "start": "w", "targets": TARGETS}
    if method == "logit":
        said["bounds"] = [0.5, 3]

    found = weighted(sample_survey(), design_of("d", {"weighting": said}))

    assert [one.after for one in found.figures] == pytest.approx([400, 500, 450, 450])
    assert found.after.total == pytest.approx(900)
    assert found.trimmed == 0
    assert found.before.effective_size > 0


def test_cells_are_of_one_question_and_start_from_one_each():
    found = weighted(
        sample_survey(), design_of("d", {"weighting": {"method": "cells", "targets": {"region": TARGETS["region"]}}})
    )

    assert found.before.design_effect == 1
    assert [one.before for one in found.figures] == [one.respondents for one in found.figures]
    assert [one.after for one in found.figures] == pytest.approx([400, 500])


def test_trimmed_weights_stay_within_their_bounds_and_keep_their_sum():
    said = {"targets": TARGETS, "start": "w", "trim": [0.8, 2.4]}

    found = weighted(sample_survey(), design_of("d", {"weighting": said}))

    assert found.trimmed > 0
    assert 0.8 <= found.after.least < found.after.greatest <= 2.4
    assert found.after.total == pytest.approx(900)


def test_tables_with_made_weights_have_errors_from_residuals():
    answers = sample_survey()
    design = {"weighting": {"targets": TARGETS, "start": "w"}, "clusters": "none", "strata": []}
    weights = weighted(answers, design_of("d", design)).weights
    fixed = Answers(answers.survey, answers.frame.with_columns(size=pl.Series(weights)))

    made = table(answers, "region", weights="made", **design)
    given = table(fixed, "region", weights="size", clusters="none", strata=[])

    assert [row.cells[0].per_cent for row in made.rows] == pytest.approx([row.cells[0].per_cent for row in given.rows])
    assert made.rows[0].cells[0].error == pytest.approx(0, abs=1e-9)
    assert given.rows[0].cells[0].error > 1
    assert dict(made.details)["Weighting"].startswith("Weighted to known figures")
    assert table(answers, "region", weights="made", **(design | {"weighting": {"targets": TARGETS}})).rows


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (None, "describes no weighting"),
        ({"targets": {"heard": {"1": 4}}}, "takes several answers"),
        ({"targets": {"region": {"North": 4}}}, "no figure for 'South'"),
        ({"targets": {"region": {"North": 4, "East": 4}}}, "no answer 'East'"),
        ({"targets": TARGETS, "method": "cells"}, "cells are of one question"),
        ({"targets": {"region": {"North": 4, "South": 5}, "wave": {"1": 1, "2": 1}}}, "are of one population"),
        ({"targets": {"job": {"1": 4, "2": 5, "3": 1}}}, "Respondent 1 has no category of job"),
    ],
)
def test_a_weighting_that_cannot_be_is_refused(said, words):
    design = design_of("d", {"weighting": said} if said else {})
    with pytest.raises(InputError) as refused:
        weighted(sample_survey(), design)
    assert words in str(refused.value)


def test_replicate_weights_are_brought_to_the_figures_but_not_trimmed():
    rng = np.random.default_rng(1)
    columns = {name: rng.uniform(0.5, 2, 60).tolist() for name in ("w", "r1", "r2", "r3")}
    answers = of_columns(
        [single("q", ["Yes", "No"]), *map(numeric, columns)], {"q": [1 + i % 2 for i in range(60)], **columns}
    )
    weighting = {"start": "w", "targets": {"q": {"1": 40, "2": 60}}}
    design = {"replicates": {"prefix": "r"}, "weighting": weighting}

    assert weighted(answers, design_of("d", design)).after.total == pytest.approx(100)
    with pytest.raises(InputError, match="replicate weights are not trimmed"):
        weighted(answers, design_of("d", design | {"weighting": weighting | {"trim": [0, 3]}}))


def test_a_sound_survey_has_no_findings():
    assert check_survey(sample_survey(), design_of("d", {})).findings == ()


def test_a_check_names_everything_at_once():
    answers = sample_survey()
    design = design_of(
        "d",
        {
            "strata": "job",
            "filters": {"old": {"age": {"least": 200}}},
            "weighting": {"targets": {"region": {"North": 4}}},
            "nets": {"tryst": [{"label": "Some", "answers": [1]}], "trust": [{"label": "Some", "answers": [9]}]},
        },
    )

    found = check_survey(Answers(answers.survey, answers.frame, ("A note.",)), design)

    assert [(one.kind, one.about) for one in found.findings] == [
        ("warning", "data"),
        ("error", "design"),
        ("error", "filter old"),
        ("error", "weighting"),
        ("error", "tryst"),
        ("error", "trust"),
    ]


def test_uneven_weights_and_labels_with_two_meanings_are_warned_of():
    answers = of_columns(
        [
            replace(single("a", ["Great", "Moderate", "Small"]), text="Did it help?", base="Leaders"),
            replace(single("b", ["Great", "Moderate", "Small"]), text="Did it help?", base="Everybody"),
            numeric("w"),
            multiple("m", ["One", "Two"]),
        ],
        {"a": [1, 2, 3], "b": [1, 2, 3], "w": [1.0, 1.0, 90.0], "m_1": [True] * 3, "m_2": [False] * 3},
    )
    nets = {"a": [{"label": "Helped", "answers": [1]}], "b": [{"label": "Helped", "answers": [1, 2]}]}

    found = check_survey(
        answers,
        design_of("d", {"weights": "w", "weighting": {"targets": {"a": {"1": 1, "2": 1, "3": 1}}}, "nets": nets}),
    )

    words = [one.words for one in found.findings]
    assert "half of the sample is lost" in words[0]
    assert "'Helped' means 'Great' here and 'Great or Moderate' in b." in words
    assert "'Did it help?' is of 'Leaders' here and of 'Everybody' in b: these are two figures." in words
    assert {one.kind for one in found.findings} == {"warning"}


def test_the_small_survey_has_notes_but_no_errors_besides_its_sample():
    found = check_survey(small_survey.answers(), design_of("d", {"clusters": "none"}))

    assert [one.about for one in found.findings if one.kind == "error"] == []


def test_counts_alone_can_be_checked():
    assert check_survey(of_counts({"Yes": [5], "No": [5]}), design_of("d", {})).findings == ()
