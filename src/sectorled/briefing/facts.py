"""Sentences with the facts they depend on, and the file of facts that lies beside a brief or a report.

A sentence is written by a pure function of its facts, so the same facts give the same words: a brief made again differs
from the last one only where facts did.  The file says, sentence by sentence, which facts those were.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sectorled.publishing.document import Document, Figure, Inline, Text, plain

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


class Telling:
    """Joins sentences to texts and keeps them, so that the file of facts holds exactly what the document says."""

    def __init__(self) -> None:
        self.sentences = list[Sentence]()

    def __call__(self, *sentences: Sentence, between: str = " ") -> Text:
        """The sentences one after another; those with nothing to say are left out."""
        parts = list[Inline]()
        for sentence in sentences:
            if sentence.text:
                parts += [between, *sentence.text] if parts else sentence.text
                self.sentences.append(sentence)
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class Report:
    """A brief or report once written: a document for every form, its sentences, and what its file of facts says.

    `about` names the council, the release and the group; `figures` is what the next report is compared with.
    """

    kind: str
    document: Document
    sentences: tuple[Sentence, ...]
    about: Mapping[str, Any]
    figures: Mapping[str, Any]

    def facts(self) -> bytes:
        """The file of facts to keep beside the document: every sentence with its facts and values."""
        content = {"kind": self.kind, **self.about, "made": self.document.meta.at.isoformat()}
        content |= {"sentences": [_spoken(sentence) for sentence in self.sentences], "figures": dict(self.figures)}
        return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _spoken(sentence: Sentence) -> dict[str, Any]:
    values = [{"id": f.value_id, "value": f.value, "shown": f.shown} for f in sentence.figures]
    return {"key": sentence.key, "facts": sentence.facts, "words": sentence.words, "values": values}
