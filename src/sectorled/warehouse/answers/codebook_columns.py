"""Metadata by columns and masks, as survey software of the market-research trade writes it.

`columns` describes each column of the data, `masks` the grids that some of them make, and `lib.values` scales that
several share (`"values": "lib@values@q5"`).
"""

from typing import Any

from sectorled.warehouse.answers.consistency import checked
from sectorled.warehouse.answers.questions import Answer, Item, Kind, Question, Roles, Survey
from sectorled.warehouse.identifiers import slug
from sectorled.warehouse.tidy import InputError

_KINDS = {
    "single": Kind.SINGLE,
    "delimited set": Kind.MULTIPLE,
    "int": Kind.NUMERIC,
    "float": Kind.NUMERIC,
    "time": Kind.NUMERIC,
    "date": Kind.DATE,
    "string": Kind.OPEN,
}


def is_by_columns(tree: Any) -> bool:
    """Whether a tree of JSON is of this form."""
    return isinstance(tree, dict) and isinstance(tree.get("columns"), dict) and "questions" not in tree


def from_columns(name: str, tree: dict[str, Any]) -> Survey:
    """The survey of such metadata; columns named like a wave or a weight have that part."""
    place = ["lib or masks"]  # what is being read, for the message
    try:
        survey = _Reading(name, tree).survey(place)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise InputError(
            f"{name}, {place[-1][:80]}: cannot be followed ({type(error).__name__}: {str(error)[:80]}). Each column "
            "needs a type and, where it is coded, values with value and text, listed or in lib."
        ) from error
    return checked(name, survey)


class _Reading:
    """The parts of one such tree."""

    def __init__(self, name: str, tree: dict[str, Any]) -> None:
        self._name, self._tree = name, tree

    def survey(self, place: list[str]) -> Survey:
        """The survey, grids where their first column stands."""
        questions: dict[str, Question] = {}
        masks = self._masks()
        for column, about in self._tree["columns"].items():
            place.append(f"column {column!r}")
            grid = masks.get(column)
            question = self._grid(grid) if grid else self._question(column, about)
            questions.setdefault(question.id, question)
        title = str(self._tree.get("info", {}).get("name") or self._name)
        return Survey(
            id=slug(title) or "survey",
            title=title,
            questions=tuple(questions.values()),
            roles=_roles(list(questions.values())),
            language=self._language,
        )

    @property
    def _language(self) -> str:
        return str(self._tree.get("lib", {}).get("default text", "en"))

    def _masks(self) -> dict[str, str]:
        """The grid that each column belongs to."""
        return {
            item["source"].removeprefix("columns@"): mask
            for mask, about in self._tree.get("masks", {}).items()
            for item in about["items"]
        }

    def _question(self, column: str, about: dict[str, Any]) -> Question:
        text, translations = self._texts(about.get("text", column))
        return Question(
            id=column,
            kind=_KINDS[about["type"]],
            text=text,
            answers=self._answers(about.get("values", [])),
            unit="seconds" if about["type"] == "time" else "",
            translations=translations,
        )

    def _grid(self, mask: str) -> Question:
        about = self._tree["masks"][mask]
        text, translations = self._texts(about["text"])
        return Question(
            id=mask,
            kind=Kind.GRID,
            text=text,
            answers=self._scale(mask, about),
            items=tuple(self._item(item) for item in about["items"]),
            translations=translations,
        )

    def _scale(self, mask: str, about: dict[str, Any]) -> tuple[Answer, ...]:
        """The scale of a grid, which must be that of each of its columns."""
        scale = self._answers(about["values"])
        for item in about["items"]:
            column = item["source"].removeprefix("columns@")
            own = self._answers(self._tree["columns"][column].get("values", about["values"]))
            if {(a.code, a.label) for a in own} != {(a.code, a.label) for a in scale}:
                raise InputError(
                    f"{self._name}: the grid {mask!r} and its column {column!r} have different values. Give them one."
                )
        return scale

    def _item(self, item: dict[str, Any]) -> Item:
        label, translations = self._texts(item["text"])
        return Item(id=item["source"].removeprefix("columns@"), label=label, translations=translations)

    def _answers(self, values: Any) -> tuple[Answer, ...]:
        if isinstance(values, str):
            values = self._tree["lib"]["values"][values.removeprefix("lib@values@")]
        answers = []
        for value in values:
            label, translations = self._texts(value["text"])
            code = value["value"]
            if isinstance(code, bool) or not isinstance(code, int | str):
                raise TypeError(f"{code!r} is no code")
            answers.append(Answer(code=code, label=label, translations=translations))
        return tuple(answers)

    def _texts(self, texts: Any) -> tuple[str, dict[str, str]]:
        """The text in the main language, and the others; texts may hold line breaks and doubled spaces."""
        if isinstance(texts, str):
            return " ".join(texts.split()), {}
        said = {language: " ".join(text.split()) for language, text in texts.items()}
        return said.pop(self._language), said


def _roles(questions: list[Question]) -> Roles:
    wave = next((q.id for q in questions if q.id.lower() == "wave" and q.kind is Kind.SINGLE), None)
    weights = tuple(q.id for q in questions if q.id.lower().startswith("weight") and q.kind is Kind.NUMERIC)
    return Roles(wave=wave, weights=weights)
