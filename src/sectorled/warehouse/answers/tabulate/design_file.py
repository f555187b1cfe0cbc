"""The design file: how the sample was drawn and weighted, and how its tables are to be made, as TOML.

Everything may be left out: the codebook's weight, clusters and strata then count, a council being a cluster.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter

from sectorled.analysis.survey.banners.comparing import Against, Testing
from sectorled.analysis.survey.banners.presenting import BaseRule
from sectorled.analysis.survey.contrasts import Adjustment
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.proportions import ProportionInterval
from sectorled.analysis.survey.stages import Lonely
from sectorled.analysis.words import PLAIN_FRACTIONS, FractionRule
from sectorled.warehouse.answers.questions import STRICT, Code
from sectorled.warehouse.answers.tabulate.toml_file import built, read_tree
from sectorled.warehouse.tidy import InputError

NONE = "none"
MADE = "made"  # the weights that [weighting] makes


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFile:
    """One stage: the column of what was drawn, those of its strata, and its population (a column or a number)."""

    units: str | None = None
    strata: str | tuple[str, ...] = ()
    population: str | float | None = None

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicatesFile:
    """Replicate weights: their columns, or what all of these start with, and how they make a variance."""

    columns: tuple[str, ...] = ()
    prefix: str = ""
    method: Literal["bootstrap", "BRR", "other"] = "bootstrap"
    fay: float = 0.0
    scale: float = 1.0
    factors: tuple[float, ...] = ()
    df: int | None = None

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Numbers from `least` to `greatest`, both included."""

    least: float | None = None
    greatest: float | None = None

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class NetFile:
    """Answers counted together in the tables of one question."""

    label: str
    answers: tuple[Code, ...]
    definition: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesFile:
    """By unweighted base: the base alone under `least`, counts under `per_cent_from`, a mark under `plain_from`."""

    least: int = 0
    per_cent_from: int = 30
    plain_from: int = 100

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    @property
    def rule(self) -> BaseRule:
        """The same as the rule that decides."""
        return BaseRule(self.least, self.per_cent_from, self.plain_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestsFile:
    """Which columns are compared, by what, allowing for how many, at which level.

    `design_effect` raises the variances of tests from counts, where a design is known to exist and the data tell none.
    """

    __test__: ClassVar[bool] = False  # no test of pytest's

    against: tuple[Against, ...] = (Against.COLUMNS,)
    by: Testing = Testing.DESIGN
    adjust: Adjustment = Adjustment.NONE
    level: float = 0.05
    design_effect: float = 1.0

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureFile:
    """Which breaks identify people or are sensitive, which never stand together, and from what size counts show."""

    identifying: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    never_together: tuple[tuple[str, ...], ...] = ()
    least_cell: int = 10
    least_base: int = 10
    width: int = 10

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightingFile:
    """How weights are made: the method, known figures by question and answer, bounds of the factors, trimming."""

    method: Literal["cells", "raking", "linear", "raking calibration", "logit"] = "raking"
    start: str = NONE
    targets: dict[str, dict[str, float]] = field(default_factory=dict)
    bounds: tuple[float, float] | None = None
    trim: tuple[float, float] | None = None

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class FractionsFile:
    """How shares are said in words: within `exact` points of a fraction its name, else `below` or `above` before it.

    `names` are the fractions, name and per cent; those of everyday speech where none are given.
    """

    exact: float = PLAIN_FRACTIONS.exact
    below: str = PLAIN_FRACTIONS.below
    above: str = PLAIN_FRACTIONS.above
    names: dict[str, float] = field(default_factory=dict)

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    @property
    def rule(self) -> FractionRule:
        """The same as the rule that decides."""
        ordered = tuple(sorted((at, name) for name, at in self.names.items())) or PLAIN_FRACTIONS.fractions
        return replace(PLAIN_FRACTIONS, fractions=ordered, exact=self.exact, below=self.below, above=self.above)


Condition = tuple[Code, ...] | Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignFile:
    """A design file.

    `weights` is a column, "none", or "made" for those that `weighting` makes; `strata` are columns (crossed),
    `clusters` a column or "none", `population` how many clusters (or respondents) each stratum holds, a column or one
    number; `stages` say the same of several stages.  A population is the count of the frame (all leaders, say), never
    of who replied; `finite_population = false` leaves it out of the errors.
    `filters` are named conditions: of each question the answers that meet it, or bounds of a number.  `nets` and
    `scores` go by question, scores by code.  `details` are terms and texts printed under every table (Fieldwork, Mode,
    Source, Weighting).  `interval` is how the interval of a per cent is made.  Without a
    `probability_sample` every output warns that replies are self-selected.
    """

    weights: str | None = None
    strata: str | tuple[str, ...] | None = None
    clusters: str | None = None
    population: str | float | None = None
    stages: tuple[StageFile, ...] = ()
    replicates: ReplicatesFile | None = None
    lonely: Lonely = Lonely.FAIL
    filters: dict[str, dict[str, Condition]] = field(default_factory=dict)
    nets: dict[str, tuple[NetFile, ...]] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    interval: ProportionInterval = ProportionInterval.LOGIT
    decimals: int = 0
    bases: BasesFile = field(default_factory=BasesFile)
    tests: TestsFile = field(default_factory=TestsFile)
    disclosure: DisclosureFile | None = None
    fractions: FractionsFile = field(default_factory=FractionsFile)
    weighting: WeightingFile | None = None
    details: dict[str, str] = field(default_factory=dict)
    probability_sample: bool = True
    finite_population: bool = True
    name: str = "the design"

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


_DESIGN: TypeAdapter[DesignFile] = TypeAdapter(DesignFile)
_KEYS = tuple(key for key in DesignFile.__dataclass_fields__ if key != "name")


def read_design(path: str | Path | None) -> DesignFile:
    """The design in a file, or the one that says nothing; InputError names the key and what to do."""
    return DesignFile() if path is None else design_of(str(path), read_tree(path, "design file"))


def design_of(name: str, tree: dict[str, Any]) -> DesignFile:
    """The design in a tree of plain values; `name` is what messages call it."""
    design = built(_DESIGN, name, tree, what="design file", keys=_KEYS)
    try:
        design.bases.rule  # noqa: B018 - refuses bounds out of order
    except SurveyError as error:
        raise InputError(f"{name}, bases: {error}") from error
    _consistent(design)
    return design


def _consistent(design: DesignFile) -> None:
    """Refuse what cannot hold together."""
    _one_way_of_sampling(design)
    _within_bounds(design)


def _one_way_of_sampling(design: DesignFile) -> None:
    simple = [key for key in ("strata", "clusters", "population") if getattr(design, key) is not None]
    if design.stages and simple:
        raise InputError(
            f"{design.name}: {simple[0]} stands beside [[stages]], which say the same. Keep one way of saying it."
        )
    if design.replicates and (design.stages or simple):
        raise InputError(
            f"{design.name}: [replicates] already hold the design. Take {', '.join(simple) or 'stages'} out."
        )
    if design.replicates and bool(design.replicates.columns) == bool(design.replicates.prefix):
        raise InputError(
            f"{design.name}, replicates: name their columns, or the prefix of their names, one of the two."
        )


def _within_bounds(design: DesignFile) -> None:
    if not 0 <= design.decimals <= 3:
        raise InputError(f"{design.name}, decimals = {design.decimals}: per cents have 0 to 3 decimals.")
    if not design.tests.design_effect > 0:
        raise InputError(
            f"{design.name}, tests.design_effect = {design.tests.design_effect}: it is above 0, often above 1."
        )
    beyond = [name for name, at in design.fractions.names.items() if not 0 < at < 100]
    if beyond or not design.fractions.exact >= 0:
        raise InputError(
            f"{design.name}, fractions: {beyond[0] if beyond else 'exact'!r}: a fraction lies between 0 and 100 per "
            "cent, and exact is how many points from it still have its name."
        )
    if not 0 < design.tests.level < 1:
        raise InputError(f"{design.name}, tests.level = {design.tests.level}: a level lies between 0 and 1.")
