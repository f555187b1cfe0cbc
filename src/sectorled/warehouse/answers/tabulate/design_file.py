"""The design file: how the sample was drawn and weighted, and how its tables are to be made, as TOML.

Everything may be left out: the codebook's weight, clusters and strata then count, a council being a cluster.
"""

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from sectorled.analysis.survey.banners.comparing import Against, Testing
from sectorled.analysis.survey.banners.presenting import BaseRule
from sectorled.analysis.survey.contrasts import Adjustment
from sectorled.analysis.survey.errors import SurveyError
from sectorled.analysis.survey.proportions import ProportionInterval
from sectorled.analysis.survey.stages import Lonely
from sectorled.warehouse.answers.questions import STRICT, Code
from sectorled.warehouse.tidy import InputError

NONE = "none"
MADE = "made"  # the weights that [weighting] makes
_SHOWN = 20
_MESSAGES = {"extra_forbidden": "no such key", "unexpected_keyword_argument": "no such key"}


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


Condition = tuple[Code, ...] | Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignFile:
    """A design file.

    `weights` is a column, "none", or "made" for those that `weighting` makes; `strata` are columns (crossed),
    `clusters` a column or "none", `population` how many clusters (or respondents) each stratum holds, a column or one
    number; `stages` say the same of several stages.
    `filters` are named conditions: of each question the answers that meet it, or bounds of a number.  `nets` and
    `scores` go by question, scores by code.  `details` are terms and texts printed under every table (Fieldwork, Mode,
    Source, Weighting).  `interval` is how the interval of a per cent is made.
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
    weighting: WeightingFile | None = None
    details: dict[str, str] = field(default_factory=dict)
    probability_sample: bool = True
    name: str = "the design"

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


_DESIGN: TypeAdapter[DesignFile] = TypeAdapter(DesignFile)


def read_design(path: str | Path | None) -> DesignFile:
    """The design in a file, or the one that says nothing; InputError names the key and what to do."""
    if path is None:
        return DesignFile()
    name = str(path)
    try:
        tree = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}). Give the path of a design file.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: is not valid TOML ({error}). Correct it there.") from error
    return design_of(name, tree)


def design_of(name: str, tree: dict[str, Any]) -> DesignFile:
    """The design in a tree of plain values; `name` is what messages call it."""
    try:
        design = _DESIGN.validate_json(json.dumps({"name": name} | tree, default=str))
        design.bases.rule  # noqa: B018 - refuses bounds out of order
    except ValidationError as error:
        lines = dict.fromkeys(_line(dict(fault)) for fault in error.errors(include_url=False))
        raise InputError("\n".join([f"{name}: is not a design file.", *list(lines)[:_SHOWN]])) from error
    except SurveyError as error:
        raise InputError(f"{name}, bases: {error}") from error
    _consistent(design)
    return design


def _line(fault: dict[str, Any]) -> str:
    where = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part[:80]}" for part in fault["loc"])
    given = "" if isinstance(fault["input"], dict | list) else f" = {str(fault['input'])[:80]!r}"
    said = _MESSAGES.get(fault["type"], fault["msg"])
    known = f" Known: {', '.join(_KEYS)}." if said == "no such key" and len(fault["loc"]) == 1 else ""
    return f"{where.lstrip('.') or 'the whole file'}{given}: {said}.{known} Correct it there."


_KEYS = tuple(key for key in DesignFile.__dataclass_fields__ if key != "name")


def _consistent(design: DesignFile) -> None:
    """Refuse what cannot hold together."""
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
    if not 0 <= design.decimals <= 3:
        raise InputError(f"{design.name}, decimals = {design.decimals}: per cents have 0 to 3 decimals.")
    if not design.tests.design_effect > 0:
        raise InputError(
            f"{design.name}, tests.design_effect = {design.tests.design_effect}: it is above 0, often above 1."
        )
    if not 0 < design.tests.level < 1:
        raise InputError(f"{design.name}, tests.level = {design.tests.level}: a level lies between 0 and 1.")
