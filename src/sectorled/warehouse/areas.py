"""Areas as they are called: from a code or a name in a publisher's file to the area's code.

A name matches exactly, after normalisation, or not at all: a part of a name never matches (Woking is not Wokingham).
What two areas were called at different times is settled by the date the figure speaks of; what stays ambiguous is not
resolved.  Nearness of spelling only suggests.  `end` is the first day on which the area no longer existed.
"""

import re
import unicodedata
from collections import defaultdict
from datetime import date, timedelta

import polars as pl
from rapidfuzz import fuzz, process

from sectorled.analysis.periods import Period

_CODE = re.compile(r"[A-Z]\d{8}$")
_FORMER = re.compile(
    r"\s*[(\[]\s*(?:pre[ -]?(?:lgr?|\d{4})[^)\]]*|former|abolished|discontinued)\s*[)\]]$", re.IGNORECASE
)
_INVERTED = re.compile(r"^(?P<place>.+), (?P<style>(?:the )?(?:city|county|borough|royal borough) of)$", re.IGNORECASE)
_BEFORE = (
    "london borough of ",
    "royal borough of ",
    "city and county of ",
    "county borough of ",
    "borough of ",
    "city of ",
)
# words a publisher adds to a name, and the kinds of area that it can then not mean
_ADDED: dict[str, frozenset[str]] = {
    " county council": frozenset({"district", "metropolitan district", "London borough"}),
    " county": frozenset({"district", "metropolitan district", "London borough"}),
    " metropolitan borough council": frozenset({"county", "district", "unitary"}),
    " metropolitan borough": frozenset({"county", "district", "unitary"}),
    " london borough": frozenset({"county", "district", "unitary"}),
    " borough council": frozenset({"county"}),
    " borough": frozenset({"county"}),
    " district council": frozenset({"county"}),
    " district": frozenset({"county"}),
    " city council": frozenset({"county"}),
    " unitary authority": frozenset({"county", "district"}),
    " ua": frozenset({"county", "district"}),
    " council": frozenset(),
}


def normal(name: str) -> str:
    """The name as compared: lower case, no accents or punctuation, `&` read as and, "X, City of" turned round."""
    text = unicodedata.normalize("NFKD", name.strip())
    turned = _INVERTED.match(text)
    if turned:
        text = f"{turned['style']} {turned['place']}"
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold().replace("&", " and ")
    text = re.sub(r"['’`.]", "", text)
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


class KnownAreas:
    """The register that loaders look names up in; built from the tables `areas`, `names` and `successions`."""

    def __init__(self, areas: pl.DataFrame, names: pl.DataFrame, successions: pl.DataFrame) -> None:
        self._life: dict[str, tuple[date | None, date | None]] = {}
        self._kind: dict[str, str] = {}
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        self._spelt: dict[str, str] = {}
        for code, name, kind, start, end in areas.select("code", "name", "kind", "start", "end").iter_rows():
            self._life[code] = (start, end)
            self._kind[code] = kind or ""
            self._learn(name, code)
            if kind == "county":
                self._learn(name.removesuffix(" County"), code)
        for code, name in names.select("area", "name").iter_rows():
            if code in self._life:
                self._learn(name, code)
        self._replaced = set(successions["predecessor"].to_list())

    def __contains__(self, code: object) -> bool:
        return code in self._life

    @property
    def empty(self) -> bool:
        """Whether no area is known: no register was loaded."""
        return not self._life

    def _learn(self, name: str, code: str) -> None:
        self._by_name[normal(name)].add(code)
        if not _CODE.match(name):
            self._spelt.setdefault(normal(name), name)

    def resolve(self, text: str, on: date | None = None) -> str | None:
        """The code meant by a code or name; `on` is a day the figure speaks of (none: today's areas go first).

        A code stands for itself whatever the date.  None where nothing matches or more than one area does.
        """
        text = text.strip()
        if text in self._life:
            return text
        former = _FORMER.search(text)
        candidates = self._candidates(normal(_FORMER.sub("", text)))
        if former:
            candidates = {c for c in candidates if self._life[c][1] is not None or c in self._replaced}
            return candidates.pop() if len(candidates) == 1 else None
        return self._one(candidates, on)

    def knows(self, text: str) -> bool:
        """Whether this is the code or name of some area, or of several."""
        return text.strip() in self._life or bool(self._candidates(normal(_FORMER.sub("", text))))

    def contradicts(self, code: str, name: str) -> bool:
        """Whether the name is one of areas that the register knows, at any time, and the code is of none of them."""
        candidates = self._candidates(normal(_FORMER.sub("", name)))
        return bool(candidates) and code not in candidates

    def suggest(self, text: str, limit: int = 3) -> list[str]:
        """Names spelt much like this one, best first: for a person to choose from, never used to match."""
        found = process.extract(normal(text), self._spelt.keys(), scorer=fuzz.ratio, limit=limit * 3, score_cutoff=70)
        return list(dict.fromkeys(self._spelt[name] for name, _, _ in found))[:limit]

    def _candidates(self, name: str) -> set[str]:
        if name in self._by_name:
            return set(self._by_name[name])
        for word in _BEFORE:
            bare = name.removeprefix(word)
            if bare != name and bare in self._by_name:
                return {c for c in self._by_name[bare] if self._kind[c] != "county"}
        for word, excluded in _ADDED.items():
            bare = name.removesuffix(word)
            if bare != name and bare in self._by_name:
                return {c for c in self._by_name[bare] if self._kind[c] not in excluded}
        return set()

    def _one(self, candidates: set[str], on: date | None) -> str | None:
        if len(candidates) == 1:
            return next(iter(candidates))
        alive = {c for c in candidates if self.alive(c, on)}
        return alive.pop() if len(alive) == 1 else None

    def alive(self, code: str, on: date | None) -> bool:
        """Whether the area existed on that day; without a day, whether no end is known."""
        start, end = self._life[code]
        if on is None:
            return end is None
        return (start is None or start <= on) and (end is None or on < end)

    def existed(self, code: str, period: Period) -> bool:
        """Whether the area existed on the first or last day of the period; areas that nobody registered always did."""
        if code not in self._life:
            return True
        last = max(period.start, period.end - timedelta(days=1))
        return self.alive(code, period.start) or self.alive(code, last)
