"""The question bank as data: what was asked, in which words and waves, on which scale, and what stands for no answer.

Ids are stable over waves; words may change, and then a trend says so.  The same classes are the codebook that is read
and written (`codebook`), so that a survey yet to be collected and one long finished look alike.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, ConfigDict, Strict

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)
NOT_CHOSEN = "Not chosen"

Value = int | float | str


def plain(value: Value) -> Value:
    """A code in its one form: 1.0 is 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Code = Annotated[
    Annotated[int, Strict()] | Annotated[float, Strict()] | Annotated[str, Strict()], AfterValidator(plain)
]
Translations = dict[str, str]  # language code and text


class Kind(StrEnum):
    """How a question is answered; a grid asks the same of several items."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    GRID = "grid"
    NUMERIC = "numeric"
    OPEN = "open"
    DATE = "date"


class Measure(StrEnum):
    """What arithmetic an answer bears."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"
    UNKNOWN = "unknown"


CODED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.GRID})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer offered: the code in the data and its label."""

    code: Code
    label: str
    translations: Translations = field(default_factory=dict)

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Numbers from `low` to `high`, both included, that stand for no answer."""

    low: float
    high: float

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """Answers counted together; a respondent who gave several of them counts once."""

    id: str
    label: str
    codes: tuple[Code, ...]
    definition: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a grid; `id` is its column in the data."""

    id: str
    label: str
    translations: Translations = field(default_factory=dict)

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a question was put in some waves: its text and, where they differed, the answers offered."""

    text: str
    waves: tuple[Code, ...]
    answers: tuple[Answer, ...] = ()

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    `answers` is the scale (of a numeric question only labels of codes in `missing`), `missing` what stands for no
    answer and is in no base, `base` who was asked in words and `asked_if` the same as data: of each earlier question,
    the answers that led here.  `wordings` cover every wave in which it was asked; without them `text` held in all.
    """

    id: str
    kind: Kind
    text: str
    answers: tuple[Answer, ...] = ()
    items: tuple[Item, ...] = ()
    missing: tuple[Code | Range, ...] = ()
    nets: tuple[Net, ...] = ()
    base: str = ""
    asked_if: dict[str, tuple[Code, ...]] = field(default_factory=dict)
    wordings: tuple[Wording, ...] = ()
    measure: Measure = Measure.UNKNOWN
    unit: str = ""
    translations: Translations = field(default_factory=dict)

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold its answers: one, or one for each item of a grid or answer of a multiple response.

        The column of an answer is `q2_1`, or the code itself where that is text.
        """
        if self.kind is Kind.MULTIPLE:
            return tuple(a.code if isinstance(a.code, str) else f"{self.id}_{a.code}" for a in self.answers)
        return tuple(item.id for item in self.items) if self.kind is Kind.GRID else (self.id,)

    def is_missing(self, code: Value) -> bool:
        """Whether a code stands for no answer."""
        ranges = (m for m in self.missing if isinstance(m, Range))
        return code in self.missing or (not isinstance(code, str) and any(r.low <= code <= r.high for r in ranges))

    @property
    def valid_answers(self) -> tuple[Answer, ...]:
        """The answers that count in a base, in their order."""
        return tuple(answer for answer in self.answers if not self.is_missing(answer.code))

    def filters(self, name: str) -> bool:
        """Whether `name` says of which of its answers a condition may speak: the question, or one item of a grid."""
        return self.kind in CODED and (name in self.columns if self.kind is Kind.GRID else name == self.id)

    def wording_in(self, wave: Value) -> Wording | None:
        """How it was put in a wave; None where it was not asked."""
        if not self.wordings:
            return Wording(text=self.text, waves=(wave,), answers=self.answers)
        return next((wording for wording in self.wordings if wave in wording.waves), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One round of fieldwork; `code` is what the wave's column holds."""

    code: Code
    label: str
    start: date | None = None
    end: date | None = None
    mode: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Columns with a part in the design; those not named have no such part.  A council is a cluster by default."""

    respondent: str | None = None
    wave: str | None = None
    weights: tuple[str, ...] = ()
    strata: str | None = None
    cluster: str | None = None
    council: str | None = None

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    @property
    def clusters(self) -> str | None:
        """The column of sampled clusters: the one named, else the council."""
        return self.cluster or self.council


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a programme sends this survey: days after the event, from the earliest to the latest."""

    programme: str
    stage: str
    from_days: int
    to_days: int

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey as its codebook has it.

    `counts_only` says that the respondents were made from published counts: each question has its own, and how answers
    to different questions go together is not known.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    waves: tuple[Wave, ...] = ()
    roles: Roles = field(default_factory=Roles)
    language: str = "en"
    source: str = ""
    population: str = ""
    unit_of_analysis: str = "respondent"
    counts_only: bool = False
    schedules: tuple[Schedule, ...] = ()

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the data, in order."""
        return tuple(column for question in self.questions for column in question.columns)

    @property
    def known_waves(self) -> tuple[Wave, ...]:
        """The waves described, else one for each answer of the wave's column."""
        column = self.find(self.roles.wave) if self.roles.wave else None
        if self.waves or column is None:
            return self.waves
        return tuple(Wave(code=answer.code, label=answer.label) for answer in column.valid_answers)

    def find(self, name: str) -> Question | None:
        """The question of that id, or the one that holds that column."""
        return next((q for q in self.questions if q.id == name), None) or next(
            (q for q in self.questions if name in q.columns), None
        )

    def chain(self, name: str) -> tuple[str, ...]:
        """The filter questions that lead to a question, first one first, and the question itself."""
        question, before = self.find(name), list[str]()
        for earlier in question.asked_if if question else ():
            before += [link for link in self.chain(earlier) if link not in before]
        return (*before, name)


@dataclass(frozen=True, slots=True)
class Variable:
    """One column as a row or a column of a table can use it: the codes that count and their labels, in order."""

    name: str
    question: str
    label: str
    codes: tuple[Value | bool, ...]
    labels: tuple[str, ...]


def variable_of(survey: Survey, name: str) -> Variable | None:
    """The coded variable in a column; None for numbers, texts, dates and names that nothing has.

    Of a multiple response each answer is a variable of its own, chosen or not chosen.
    """
    question = survey.find(name)
    if question is None or question.kind not in CODED or name not in question.columns:
        return None
    if question.kind is Kind.MULTIPLE:
        answer = question.answers[question.columns.index(name)]
        return Variable(name, question.id, answer.label, (True, False), (answer.label, NOT_CHOSEN))
    label = question.text
    if question.kind is Kind.GRID:
        label = question.items[question.columns.index(name)].label
    answers = question.valid_answers
    return Variable(name, question.id, label, tuple(a.code for a in answers), tuple(a.label for a in answers))
