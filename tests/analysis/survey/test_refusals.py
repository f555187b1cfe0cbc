"""What the engine refuses, and that the message says what, where and what to do."""

import numpy as np
import pytest

from sectorled.analysis.survey import calibration as calibrating
from sectorled.analysis.survey import models
from sectorled.analysis.survey.calibration import Calibration, Distance
from sectorled.analysis.survey.chisquare import TwoWay, independence
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.layout import laid_out
from sectorled.analysis.survey.margins import Margin, Raking
from sectorled.analysis.survey.means import mean, ratio
from sectorled.analysis.survey.models import linear, logistic
from sectorled.analysis.survey.quantiles import quantiles
from sectorled.analysis.survey.replicates import jackknife, replicate_design
from sectorled.analysis.survey.stages import Drawn, Lonely
from sectorled.analysis.survey.sufficient import cell_sums
from sectorled.analysis.survey.weights import trimmed

NAN = float("nan")
FOUR = np.ones(4)
PLAIN = sample_design(FOUR)
REGIONS = np.array(["East", "East", "East", "West"])
NOBODY = np.zeros(4, bool)


def margin(name, codes, targets):
    return Margin(name, tuple("abc"[: len(targets)]), np.array(codes), np.array(targets, float))


def calibration(totals, *args, **settings):
    covariates = np.column_stack([FOUR, [1.0, 2, 3, 4]])
    return Calibration(covariates, np.array(totals, float), ("everyone", "days"), *args, **settings)


def in_one_step(module, act):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "NEWTON_STEPS", 1)
        act()


REFUSED = {
    "a missing weight": (lambda: sample_design([1, NAN, 2, 3]), "Respondent 2 has no weight (1 such in all)"),
    "a weight of nothing": (lambda: sample_design([1, 2, 0, 0]), "Respondent 3 has a weight of 0 (2 such in all)"),
    "a negative weight": (lambda: sample_design([1, -2, 3, 3]), "Respondent 2 has a weight of -2"),
    "an endless weight": (lambda: sample_design([1, np.inf, 3, 3]), "Respondent 2 has a weight of inf"),
    "columns of two lengths": (lambda: sample_design(FOUR, Drawn(strata=REGIONS[:3])), "lengths [3, 4]"),
    "no respondents": (lambda: sample_design([]), "leaves nobody"),
    "some populations": (
        lambda: sample_design(None, Drawn(units=[1, 1, 2, 2], population=9), Drawn()),
        "every stage needs the size of its population",
    ),
    "a missing stratum": (
        lambda: sample_design(FOUR, Drawn(strata=["East", None, "West", "West"])),
        "Respondent 2 has no stratum",
    ),
    "a missing cluster": (lambda: sample_design(FOUR, Drawn(units=[1, 2, NAN, 3])), "Respondent 3 has no cluster"),
    "a stratum with one unit": (
        lambda: sample_design(FOUR, Drawn(strata=REGIONS)),
        "Stratum West has only one unit (1 such in all), so its variance cannot be estimated. Join it",
    ),
    "strata of one unit only": (
        lambda: sample_design(FOUR, Drawn(strata=[1, 2, 3, 4]), lonely=Lonely.AVERAGE),
        "no average to take",
    ),
    "one respondent of a cluster": (
        lambda: sample_design(FOUR, Drawn(units=[1, 1, 2, 3], population=9), Drawn(population=[5, 5, 1, 4])),
        "Stratum in the cluster of row 4 has only one unit",
    ),
    "a cluster in two strata": (
        lambda: sample_design(FOUR, Drawn(units=[1, 1, 2, 2], strata=["a", "b", "b", "b"])),
        "Cluster 1 lies in strata a and b",
    ),
    "a population too small": (
        lambda: sample_design(FOUR, Drawn(population=3)),
        "Respondent 1: stratum of everyone is said to hold 3",
    ),
    "a population that varies": (
        lambda: sample_design(FOUR, Drawn(population=[9, 9, 8, 9])),
        "has two sizes of population",
    ),
    "a filter that leaves nobody": (lambda: mean(FOUR, NOBODY), "The filter leaves nobody"),
    "answers all missing": (lambda: mean(FOUR * NAN), "leaves nobody with an answer"),
    "a denominator of nothing": (lambda: PLAIN.estimate(ratio(FOUR, FOUR - 1)), "has a denominator of 0"),
    "a probability above one": (lambda: quantiles(PLAIN, FOUR, [1.2]), "from 0 to 1"),
    "a contrast of the wrong length": (lambda: PLAIN.estimate(mean(FOUR)).contrast([1, -1]), "give one for each"),
    "answers that are not 0 and 1": (lambda: logistic([1, 2, 0, 1], [1, 2, 3, 5]), "answers of 0 and 1"),
    "predictors that repeat": (
        lambda: linear([1, 2, 0, 1], np.column_stack([[1, 2, 3, 4], [2, 4, 6, 8]])),
        "Predictor 2 is",
    ),
    "more predictors than people": (lambda: linear([1, 2, 0, 1], np.eye(4) + np.ones((4, 4))), "Predictor 4 is"),
    "an answer told exactly": (
        lambda: PLAIN.estimate(logistic([0, 0, 1, 1], [1.0, 2, 3, 4])),
        "tell the answer exactly",
    ),
    "one row": (lambda: independence(TwoWay(np.ones((1, 2)), np.eye(2), np.eye(2), 4, 3)), "two rows and two columns"),
    "a code beyond the table": (
        lambda: cell_sums(np.array([0, 2, 0, 1]), np.zeros(4, int), (2, 1), laid_out(PLAIN)[1]),
        "2 rows and 1 columns",
    ),
    "one replicate": (lambda: replicate_design(FOUR, FOUR[:, None]), "two columns or more"),
    "a negative replicate weight": (
        lambda: replicate_design(FOUR, [[1, 1], [1, -1], [1, 1], [1, 1]]),
        "Respondent 2 has no replicate weight 2",
    ),
    "a jackknife of one cluster": (
        lambda: jackknife(sample_design(FOUR, Drawn(strata=REGIONS), lonely=Lonely.ADJUST)),
        "A stratum with one cluster",
    ),
    "a jackknife after raking": (
        lambda: jackknife(PLAIN.adjusted(Raking([margin("sex", [0, 1, 0, 1], [3, 4])]))),
        "make them first, then adjust",
    ),
    "a respondent without category": (
        lambda: margin("sex", [0, -1, 1, 1], [3, 4]),
        "Respondent 2 has no category of sex",
    ),
    "a target of nothing": (lambda: margin("sex", [0, 0, 0, 1], [3, 0]), "sex, b: 1 respondents but a target of 0"),
    "no target": (lambda: margin("sex", [0, 0, 0, 0], [3, NAN]), "sex, b: 0 respondents but a target of nan"),
    "a table with nobody": (
        lambda: laid_out(PLAIN)[0].cell_totals(
            cell_sums(-np.ones(4, int), np.zeros(4, int), (2, 2), laid_out(PLAIN)[1])
        ),
        "nobody in any cell",
    ),
    "a target without respondents": (
        lambda: margin("sex", [0, 0, 0, 0], [3, 4]),
        "sex, b: a target of 4 but no respondents",
    ),
    "margins of two populations": (
        lambda: Raking([margin("sex", [0, 1, 0, 1], [3, 4]), margin("age", [0, 0, 1, 1], [3, 5])]).applied(FOUR),
        "The targets of sex add to 7 and those of age to 8",
    ),
    "margins that never agree": (
        lambda: Raking([margin("sex", [0, 0, 1, 1], [3, 4]), margin("age", [0, 0, 1, 1], [4, 3])]).applied(FOUR),
        "Raking does not converge: sex, a stays",
    ),
    "bounds that leave 1 out": (lambda: calibration([4, 10], bounds=(1.1, 2)), "do not lie around 1"),
    "a logit without bounds": (lambda: calibration([4, 10], Distance.LOGIT), "needs two finite bounds"),
    "bounds too narrow": (
        lambda: calibration([4, 15], Distance.LOGIT, bounds=(0.9, 1.1)).applied(FOUR),
        "Calibration does not converge: days stays",
    ),
    "weights turned negative": (lambda: calibration([4, 15]).applied(FOUR), "the first in row 1: choose raking"),
    "a gap in a covariate": (
        lambda: Calibration(np.array([[1.0, NAN]]), np.array([4.0, 4]), ("everyone", "days")),
        "Respondent 1 has no days",
    ),
    "a logistic model that keeps moving": (
        lambda: in_one_step(models, lambda: PLAIN.estimate(logistic([0, 1, 0, 1], [1.0, 2, 3, 4]))),
        "tell the answer exactly",
    ),
    "a calibration that keeps moving": (
        lambda: in_one_step(calibrating, lambda: calibration([4, 12], Distance.RAKING).applied(FOUR)),
        "Calibration does not converge",
    ),
    "every weight beyond the bounds": (lambda: trimmed(FOUR, lower=2), "Every weight lies outside"),
    "a sum that cannot be kept": (
        lambda: trimmed(np.array([1.0, 1, 13]), upper=4, strict=True),
        "with their sum kept",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case):
    act, message = REFUSED[case]

    with pytest.raises(SurveyError) as caught:
        act()

    assert message in str(caught.value)
