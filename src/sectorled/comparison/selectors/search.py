"""Search over a release: names of councils, former names, measures, and words of their definitions.

A name is found by whole words, never by a part of one (Woking is not Wokingham); only where no whole word fits are
beginnings offered, and only where those do not fit either, names that are spelt nearly so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from sectorled.councils.releases import release_read
from sectorled.warehouse.areas import normal
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.groups import councils

MOST = 50  # measures listed; more words find fewer
LONGEST = 200  # characters of a question that are read
NEAR = 70  # of 100: how alike a suggestion has to be
SUGGESTED = 5
BEGINNING = 3  # letters from which the beginning of a word counts


@dataclass(frozen=True, slots=True)
class Place:
    """A council under one of its names; `now` is what it is called, `ended` that it is no more."""

    code: str
    name: str
    now: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with its question or description."""

    metric: str
    label: str
    theme: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `suggested` only where nothing was."""

    q: str
    places: list[Place]
    measures: list[Measure]
    more: int
    suggested: list[str]

    @property
    def only(self) -> str | None:
        """The code of the one council whose name was asked for in full, where nothing else was found."""
        codes = {place.code for place in self.places}
        exact = [place for place in self.places if normal(place.name) == normal(self.q)]
        return exact[0].code if exact and len(codes) == 1 and not self.measures else None


@dataclass(frozen=True, slots=True)
class _Index:
    places: list[tuple[tuple[str, ...], Place]]
    measures: list[tuple[frozenset[str], frozenset[str], Measure]]
    spelt: dict[str, str]


def search(release: Release, q: str) -> Found:
    """Look a few words up."""
    words, index = tuple(normal(q[:LONGEST]).split()), _index(release.id)
    if not words:
        return Found(q, [], [], 0, [])
    places = _places(index, words)
    titled = [m for title, _, m in index.measures if _all_begin(words, title)]
    defined = [m for title, text, m in index.measures if m not in titled and _all_begin(words, title | text)]
    measures = [*titled, *defined]
    suggested = [] if places or measures else _suggested(index, " ".join(words))
    return Found(q, places, measures[:MOST], max(len(measures) - MOST, 0), suggested)


def names(release: Release) -> list[tuple[str, str, str]]:
    """Every name that may be typed: what it says, what it is (council or measure), the code or id."""
    index = _index(release.id)
    places = [(p.name if p.name == p.now else f"{p.name} ({p.now})", "council", p.code) for _, p in index.places]
    return [*dict.fromkeys(places), *((m.label, "measure", m.metric) for _, _, m in index.measures)]


def _places(index: _Index, words: tuple[str, ...]) -> list[Place]:
    whole = [place for name, place in index.places if set(words) <= set(name)]
    begun = [place for name, place in index.places if _all_begin(words, name)] if not whole else []
    exact = " ".join(words)
    found = sorted(whole or begun, key=lambda p: (normal(p.name) != exact, p.ended, p.now, p.name != p.now))
    return list({place.code: place for place in reversed(found)}.values())[::-1]


def _all_begin(words: Iterable[str], known: Iterable[str]) -> bool:
    """Whether each word is one of those known or, from a few letters on, begins one."""
    there = set(known)
    return all(
        word in there or (len(word) >= BEGINNING and any(other.startswith(word) for other in there)) for word in words
    )


def _suggested(index: _Index, q: str) -> list[str]:
    near = process.extract(q, list(index.spelt), scorer=fuzz.ratio, limit=SUGGESTED * 2, score_cutoff=NEAR)
    return list(dict.fromkeys(index.spelt[text] for text, _, _ in near))[:SUGGESTED]


@lru_cache(maxsize=4)
def _index(release_id: str) -> _Index:
    release = release_read(release_id)
    places = _named(release)
    measures = [_measure(row) for row in release.table("metrics").sort("label", "metric").iter_rows(named=True)]
    spelt = {normal(place.name): place.name for _, place in places}
    return _Index(places, measures, spelt | {normal(m.label): m.label for _, _, m in measures})


def _named(release: Release) -> list[tuple[tuple[str, ...], Place]]:
    areas = councils(release.table("areas")).sort("name", "code").select("code", "name", "end").iter_rows()
    also = dict[str, list[str]]()
    for code, name in release.table("names").select("area", "name").iter_rows():
        also.setdefault(code, []).append(name)
    found = []
    for code, now, end in areas:
        ended = end is not None and end <= release.built
        called = {normal(name): name for name in (*also.get(code, []), now)}
        found += [(tuple(text.split()), Place(code, name, now, ended)) for text, name in sorted(called.items())]
    return found


def _measure(row: dict[str, str | None]) -> tuple[frozenset[str], frozenset[str], Measure]:
    title = frozenset(normal(f"{row['label']}").split())
    text = " ".join(filter(None, (row[key] for key in ("description", "question", "not_shown", "theme", "metric"))))
    about = row["question"] or row["description"]
    return title, frozenset(normal(text).split()), Measure(f"{row['metric']}", f"{row['label']}", row["theme"], about)
