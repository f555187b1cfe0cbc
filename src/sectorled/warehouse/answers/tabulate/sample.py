"""The sample that a design file makes of answers: weights, clusters, strata, replicates, and whom a filter leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sectorled.analysis.arrays import Bools, Floats
from sectorled.analysis.survey.banners.crossing import AnyDesign, Counting, counting
from sectorled.analysis.survey.cells import CellTotals
from sectorled.analysis.survey.designs import sample_design
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.replicates import balanced, bootstrap, replicate_design
from sectorled.analysis.survey.stages import Coded, Drawn
from sectorled.analysis.survey.weights import effective_size, weighting_effect
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.filters import condition
from sectorled.warehouse.answers.tabulate.design_file import MADE, NONE, Bounds, Condition, DesignFile, StageFile
from sectorled.warehouse.answers.tabulate.questions import Asked
from sectorled.warehouse.answers.tabulate.weighting import Weighting, made_design, weighting_of, weighting_report
from sectorled.warehouse.tidy import InputError

SELF_SELECTED = (
    "Replies are self-selected, not a random sample: intervals and tests show chance alone, not who chose to reply."
)
TotalsOf = Callable[[Asked, Asked | None], Sequence[CellTotals]]
CORRECTED = "Errors are smaller for the share of the population that was sampled (the count of the frame)."
NOT_CORRECTED = "Errors are not made smaller for the share of the population that was sampled."


@dataclass(frozen=True, slots=True)
class Sample:
    """Answers with their design; `inside` [n] are those a filter leaves, or None, and `told` what is printed of it.

    `totals` gives the totals of a question by a break (None for none) where answers stay in their store.
    """

    answers: Answers
    file: DesignFile
    design: AnyDesign
    count: Counting
    weighted_by: str | None
    inside: Bools | None
    filter: str | None
    told: tuple[tuple[str, str], ...]
    totals: TotalsOf | None = None


def sample_of(answers: Answers, file: DesignFile, *, only: str | None = None) -> Sample:
    """The sample, cut to the filter called `only`; InputError says what in the design or data is in the way."""
    weights = weights_column(answers, file)
    inside = None if only is None else filtered(answers, file, only)
    try:
        design = _design(answers, file, weights)
        count = counting(design)
    except SurveyError as error:
        raise InputError(f"{file.name}: {error}") from error
    return Sample(answers, file, design, count, weights, inside, only, _told(file, design, weights, inside))


def _told(
    file: DesignFile, design: AnyDesign, weights: str | None, inside: Bools | None
) -> tuple[tuple[str, str], ...]:
    said = dict(file.details)
    if weights is None:
        said.setdefault("Weighting", "Unweighted.")
    else:
        held = design.weights if inside is None else design.weights[inside]
        size, effect = effective_size(held), weighting_effect(held)
        by = "to known figures" if weights == MADE else f"by {weights}"
        words = f"Weighted {by}: design effect of weighting {effect:.2f}, effective size {size:,.0f}."
        said.setdefault("Weighting", words)
    if file.population is not None or any(stage.population is not None for stage in file.stages):
        said.setdefault("Finite population", CORRECTED if file.finite_population else NOT_CORRECTED)
    if not file.probability_sample:
        said.setdefault("Sample", SELF_SELECTED)
    return tuple(said.items())


def weights_column(answers: Answers, file: DesignFile) -> str | None:
    """The column of weights, None for none; several in the codebook and no word in the design are refused."""
    if file.weights == NONE:
        return None
    if file.weights == MADE:
        return MADE
    known = answers.survey.roles.weights
    if file.weights is None and len(known) > 1:
        raise InputError(
            f"{file.name}: the codebook has the weights {', '.join(known)} and the design names none. Say weights = "
            f'"{known[0]}", or weights = "none".'
        )
    return file.weights or (known[0] if known else None)


def _design(answers: Answers, file: DesignFile, weights: str | None) -> AnyDesign:
    if weights == MADE:
        return made_design(answers, file, _drawn_design(answers, file, _start(answers, file)))
    return _drawn_design(answers, file, None if weights is None else numbers(answers, file, weights))


def weighted(answers: Answers, file: DesignFile) -> Weighting:
    """Make the weights that the design describes; InputError names the figure that cannot be met."""
    try:
        start = _drawn_design(answers, file, _start(answers, file))
        made = made_design(answers, file, start)
        return weighting_report(answers, file, start.weights, made.weights)
    except SurveyError as error:
        raise InputError(f"{file.name}, weighting: {error}") from error


def _start(answers: Answers, file: DesignFile) -> Floats | None:
    """The weights that weighting begins with; None for one each."""
    start = weighting_of(file).start
    return None if start == NONE else numbers(answers, file, start)


def _drawn_design(answers: Answers, file: DesignFile, given: Floats | None) -> AnyDesign:
    if file.replicates is not None:
        return _replicates(answers, file, given)
    stages = [_drawn(answers, file, stage) for stage in file.stages or (_one_stage(answers, file),)]
    made = sample_design(given, *stages, rows=answers.frame.height, lonely=file.lonely)
    if file.finite_population or all(stage.population is None for stage in stages):
        return made
    endless = (replace(stage, population=None) for stage in stages)
    return sample_design(made.weights, *endless, lonely=file.lonely)


def _one_stage(answers: Answers, file: DesignFile) -> StageFile:
    """What the design says of its only stage, else the codebook: a council is a cluster."""
    roles = answers.survey.roles
    units = file.clusters or roles.clusters
    strata = file.strata if file.strata is not None else (roles.strata or ())
    return StageFile(units=None if units == NONE else units, strata=strata, population=file.population)


def _drawn(answers: Answers, file: DesignFile, stage: StageFile) -> Drawn:
    names = (stage.strata,) if isinstance(stage.strata, str) else stage.strata
    population: Floats | None = None
    if isinstance(stage.population, str):
        population = numbers(answers, file, stage.population)
    elif stage.population is not None:
        population = np.full(answers.frame.height, stage.population)
    return Drawn(
        units=None if stage.units is None else labels(answers, file, (stage.units,)),
        strata=labels(answers, file, names) if names else None,
        population=population,
    )


def _replicates(answers: Answers, file: DesignFile, given: Floats | None) -> AnyDesign:
    said = file.replicates
    if said is None or given is None:
        raise InputError(f"{file.name}: replicate weights stand beside full weights. Name their column: weights = ...")
    names = said.columns or tuple(c for c in answers.frame.columns if c.startswith(said.prefix))
    if len(names) < 2:
        raise InputError(f"{file.name}, replicates.prefix = {said.prefix!r}: fewer than two columns start with it.")
    columns = np.column_stack([numbers(answers, file, name) for name in names])
    if said.method == "bootstrap":
        return bootstrap(given, columns)
    if said.method == "BRR":
        return balanced(given, columns, fay=said.fay)
    return replicate_design(given, columns, scale=said.scale, factors=said.factors or None, df=said.df)


def column(answers: Answers, file: DesignFile, name: str) -> pl.Series:
    """A column of the data that the design names."""
    if name not in answers.frame.columns:
        raise InputError(f"{file.name}: the data have no column {name[:80]!r}. Name one that the codebook describes.")
    return answers.frame[name]


def numbers(answers: Answers, file: DesignFile, name: str) -> Floats:
    """A column as numbers [n], NaN where there is none."""
    found = column(answers, file, name)
    if not found.dtype.is_numeric():
        raise InputError(f"{file.name}: {name!r} holds no numbers. Name a numeric column.")
    return found.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def labels(answers: Answers, file: DesignFile, names: tuple[str, ...]) -> Coded:
    """What columns say of each respondent, crossed and coded; a respondent of whom one says nothing is refused."""
    for name in names:
        blank = column(answers, file, name).is_null()
        if blank.any():
            raise InputError(
                f"{file.name}: respondent {blank.arg_true()[0] + 1} has nothing in {name!r} ({blank.sum():,} such in "
                "all), which the design needs. Fill it in, or leave it out of the design."
            )
    joined = answers.frame.select(pl.concat_str([pl.col(name).cast(pl.String) for name in names], separator=", "))
    series = joined.to_series()
    known = series.unique().sort()
    codes = series.replace_strict(known, pl.int_range(len(known), eager=True), return_dtype=pl.Int64)
    return Coded(codes.to_numpy().astype(np.intp), known.to_numpy().astype(str))


def filtered(answers: Answers, file: DesignFile, name: str) -> Bools:
    """Who meets every condition of a filter of the design [n]; one that leaves nobody is refused."""
    if name not in file.filters:
        known = ", ".join(file.filters) or "none"
        raise InputError(f"{file.name}: has no filter {name[:80]!r}. Its filters: {known}.")
    inside = np.ones(answers.frame.height, dtype=bool)
    for question, met in file.filters[name].items():
        inside &= _meets(answers, file, question, met)
    if not inside.any():
        raise InputError(f"{file.name}: the filter {name!r} leaves nobody. Widen it.")
    return inside


def _meets(answers: Answers, file: DesignFile, question: str, met: Condition) -> Bools:
    if isinstance(met, Bounds):
        values = numbers(answers, file, question)
        least = -np.inf if met.least is None else met.least
        greatest = np.inf if met.greatest is None else met.greatest
        return np.asarray((values >= least) & (values <= greatest))
    return answers.frame.select(condition(answers.survey, question, met)).to_series().to_numpy()
