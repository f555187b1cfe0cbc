"""What is wrong with a survey and its design, or worth knowing before anything is published."""

from collections.abc import Iterator
from dataclasses import dataclass

from sectorled.analysis.survey.designs import Design
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.weights import weighting_effect
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import CODED, Kind
from sectorled.warehouse.answers.tabulate.banner import tabulate
from sectorled.warehouse.answers.tabulate.design_file import DesignFile
from sectorled.warehouse.answers.tabulate.sample import filtered, sample_of
from sectorled.warehouse.answers.tabulate.weighting import margins
from sectorled.warehouse.tidy import InputError

UNEVEN = 2.0  # a design effect of weighting from which half of the sample is lost


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFinding:
    """One thing: an error stops figures, a warning is to be known."""

    kind: str
    about: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyCheck:
    """What was found in a survey and its design."""

    survey: str
    respondents: int
    questions: int
    findings: tuple[SurveyFinding, ...]


def check_survey(answers: Answers, file: DesignFile) -> SurveyCheck:
    """Try the design, every filter, the weighting and every question's table, and name what fails."""
    looks, survey = (_notes, _design, _filters, _weighting, _strangers, _tables), answers.survey
    found = tuple(finding for look in looks for finding in look(answers, file))
    return SurveyCheck(
        survey=survey.id, respondents=answers.frame.height, questions=len(survey.questions), findings=found
    )


def _notes(answers: Answers, _: DesignFile) -> Iterator[SurveyFinding]:
    for note in answers.notes:
        yield SurveyFinding(kind="warning", about="data", words=note)


def _design(answers: Answers, file: DesignFile) -> Iterator[SurveyFinding]:
    try:
        sample = sample_of(answers, file)
    except InputError as error:
        yield SurveyFinding(kind="error", about="design", words=str(error))
        return
    if isinstance(sample.design, Design) and (sample.design.stages[0].fraction >= 1).all():
        words = "The population is no larger than the sample, so errors are 0. Give the count of the frame."
        yield SurveyFinding(kind="warning", about="population", words=words)
    effect = weighting_effect(sample.design.weights)
    if effect >= UNEVEN:
        words = f"Weights are so uneven that half of the sample is lost (design effect {effect:.2f}). Trim them."
        yield SurveyFinding(kind="warning", about="weights", words=words)


def _filters(answers: Answers, file: DesignFile) -> Iterator[SurveyFinding]:
    for name in file.filters:
        try:
            filtered(answers, file, name)
        except InputError as error:
            yield SurveyFinding(kind="error", about=f"filter {name}", words=str(error))


def _weighting(answers: Answers, file: DesignFile) -> Iterator[SurveyFinding]:
    if file.weighting is None:
        return
    try:
        margins(answers, file)
    except (InputError, SurveyError) as error:
        yield SurveyFinding(kind="error", about="weighting", words=str(error))


def _strangers(answers: Answers, file: DesignFile) -> Iterator[SurveyFinding]:
    """What the design says of questions that there are not."""
    for name in [*file.nets, *file.scores]:
        if answers.survey.find(name) is None:
            words = f"{file.name}: there is no question {name!r}. Correct its name."
            yield SurveyFinding(kind="error", about=name, words=words)


def _tables(answers: Answers, file: DesignFile) -> Iterator[SurveyFinding]:
    """Each question's table, and what two of them would say under one label."""
    survey, sound = answers.survey, list[str]()
    counted = [q.id for q in survey.questions if q.kind in {*CODED, Kind.NUMERIC} and q.id not in survey.roles.weights]
    for name in counted:
        try:
            tabulate(answers, _unweighted(file), [name])
        except InputError as error:
            yield SurveyFinding(kind="error", about=name, words=str(error))
        else:
            sound.append(name)
    for table in tabulate(answers, _unweighted(file), sound).tables:
        yield from (SurveyFinding(kind="warning", about=table.id, words=words) for words in table.warnings)


def _unweighted(file: DesignFile) -> DesignFile:
    """The nets and scores of a design without its sample, which has a finding of its own."""
    return DesignFile(weights="none", clusters="none", strata=(), nets=file.nets, scores=file.scores, name=file.name)
