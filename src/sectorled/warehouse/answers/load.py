"""Load a survey: recognise what a file is, read it whole, and keep it; the same file again changes nothing.

A file loaded `again` although a newer one of the same survey came since is the newest from then on.
"""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sectorled.warehouse.answers.codebook import read_codebook
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.council import with_council
from sectorled.warehouse.answers.loads import SurveyLoad, keep, report_of
from sectorled.warehouse.answers.questions import Survey
from sectorled.warehouse.answers.readers import counts, delimited, sav, xlsform
from sectorled.warehouse.files import Files
from sectorled.warehouse.store import Store
from sectorled.warehouse.table_files import ENDINGS, read_table
from sectorled.warehouse.tidy import InputError

KINDS = ("sav", "table", "form", "counts")
_SAV = (".sav", ".zsav")
_BESIDE = ("codebook.json", "codebook.toml", "codebook.csv")  # a codebook that lies in the same folder or zip


def load_survey(
    store: Store, place: str | Path, *, at: datetime, codebook: str | Path | None = None, again: bool = False
) -> SurveyLoad:
    """Load a .sav, a table with its codebook, results with their form, or counts; InputError, and nothing is kept.

    Content that was loaded before changes nothing (the answer is not `new`), unless it is to be loaded `again`.

    `codebook` is a codebook in any of its forms or an XLSForm; without one it may lie beside the data as codebook.json,
    codebook.toml or codebook.csv.
    """
    with Files.open(place) as files:
        digest = _digest(files, codebook)
        before = report_of(store, digest[:16])
        if before and not again:
            return replace(before, new=False)
        kind, answers = _read(files, codebook)
        return keep(store, with_council(answers), kind=kind, file=files.name, sha256=digest, at=at)


def read_survey(place: str | Path, codebook: str | Path | None = None) -> Answers:
    """The answers in a file, without keeping them."""
    with Files.open(place) as files:
        return with_council(_read(files, codebook)[1])


def _digest(files: Files, codebook: str | Path | None) -> str:
    total = hashlib.sha256(b"survey")
    for name in files.names():
        total.update(name.encode() if len(files.names()) > 1 else b"")
        total.update(hashlib.sha256(files.read(name)).digest())
    if codebook is not None:
        with Files.open(codebook) as described:
            total.update(b"codebook" + hashlib.sha256(described.read(_only(described))).digest())
    return total.hexdigest()


def _only(files: Files) -> str:
    if len(files.names()) != 1:
        raise InputError(f"{files.name}: holds {len(files.names())} files. Name the one that is the codebook.")
    return files.names()[0]


def _read(files: Files, codebook: str | Path | None) -> tuple[str, Answers]:
    """The kind of file and its answers."""
    beside = [name for name in files.names() if name.rpartition("/")[2].lower() in _BESIDE]
    names = [name for name in files.names() if name not in beside and name.lower().endswith((*_SAV, *ENDINGS))]
    if len(names) != 1:
        raise InputError(
            f"{files.name}: holds {len(names)} files of answers. Give one (.sav, .zsav, {', '.join(ENDINGS)})."
        )
    survey, is_form = _described(files, beside, codebook)
    if names[0].lower().endswith(_SAV):
        return "sav", sav.read(files, names[0], survey)
    if survey is not None:
        return (
            ("form", xlsform.read(files, names[0], survey))
            if is_form
            else (
                "table",
                delimited.read(files, names[0], survey),
            )
        )
    if counts.is_counts(read_table(files, names[0], header_row=1).frame.columns):
        return "counts", counts.read(files, names[0])
    raise InputError(
        f"{names[0]}: has no codebook. Give one with --codebook, put codebook.json, codebook.toml or codebook.csv "
        f"beside it, or name the columns of counts {', '.join(counts.REQUIRED)}."
    )


def _described(files: Files, beside: list[str], codebook: str | Path | None) -> tuple[Survey | None, bool]:
    """The survey that a codebook or form describes, and whether it is a form."""
    if codebook is None:
        return (read_codebook(files, beside[0]) if beside else None), False
    with Files.open(codebook) as described:
        name = _only(described)
        content = described.read(name)
        if name.lower().endswith((".xlsx", ".xlsm")) and xlsform.is_form(name, content):
            return xlsform.read_form(name, content), True
        return read_codebook(described, name), False
