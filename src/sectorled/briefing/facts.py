"""Sentences with the facts they depend on, and the file of facts that lies beside a brief or a report.

A sentence is written by a pure function of its facts, so the same facts give the same words: a brief made again differs
from the last one only where facts did.  The file says, sentence by sentence, which facts those were.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sectorled.publishing.document import Figure, Text, plain

IDENTITY = "value_id"  # names a value and says nothing of it: a new release does not change a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """One or a few sentences on one matter: `key` says which, `facts` is the hash of all that the words depend on."""

    key: str
    text: Text
    facts: str

    @property
    def words(self) -> str:
        """The plain words."""
        return plain(self.text)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every number in the words."""
        return tuple(part for part in self.text if isinstance(part, Figure))


def said(key: str, write: Callable[..., Text], /, **facts: Any) -> Sentence:
    """What `write` says of the facts, which are plain values."""
    known = {name: value for name, value in facts.items() if name != IDENTITY}
    canonical = json.dumps([write.__name__, known], sort_keys=True, ensure_ascii=False, default=asdict)
    return Sentence(key, write(**facts), hashlib.sha256(canonical.encode()).hexdigest()[:16])


def joined(sentences: Iterable[Sentence]) -> Text:
    """Sentences one after another as one text."""
    parts: list[Any] = []
    for sentence in sentences:
        if sentence.text:
            parts += [" ", *sentence.text] if parts else sentence.text
    return tuple(parts)


def facts_file(
    sentences: Iterable[Sentence], *, kind: str, about: Mapping[str, Any], at: datetime, figures: Mapping[str, Any]
) -> bytes:
    """The file: what it is about, every sentence with its facts and values, and `figures` for the next one."""
    spoken = [
        {
            "key": sentence.key,
            "facts": sentence.facts,
            "words": sentence.words,
            "values": [{"id": f.value_id, "value": f.value, "shown": f.shown} for f in sentence.figures],
        }
        for sentence in sentences
        if sentence.text
    ]
    content = {"kind": kind, **about, "made": at.isoformat(), "sentences": spoken, "figures": dict(figures)}
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
