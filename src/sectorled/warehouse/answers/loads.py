"""Survey loads: what a file held, kept as immutable folders beside the loads of figures.

A folder `surveys/ID` holds the answers as Parquet, the codebook as JSON and, written last, the manifest with the hash
of each file and of what came in.  The id is the hash of what came in, so that the same file again changes nothing.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from sectorled.warehouse.answers.codebook import survey_of, to_json
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Survey
from sectorled.warehouse.store import Store
from sectorled.warehouse.tidy import InputError

FOLDER, LAST_FILE = "surveys", "manifest.json"
_ANSWERS, _CODEBOOK = "answers.parquet", "codebook.json"
_ROWS_IN_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class SurveyLoad:
    """What a load brought; `files` are hashes of what is kept, `sha256` that of what came in."""

    load: str
    survey: str
    title: str
    kind: str
    file: str
    sha256: str
    at: str
    respondents: int
    questions: int
    notes: list[str]
    files: dict[str, str]
    new: bool = field(default=True)


def report_of(store: Store, load: str) -> SurveyLoad | None:
    """The manifest of a load, or None where it does not exist or was never finished."""
    name = f"{FOLDER}/{load}/{LAST_FILE}"
    return SurveyLoad(**json.loads(store.read(name))) if store.exists(name) else None


def every_survey(store: Store) -> list[SurveyLoad]:
    """All finished loads, oldest first."""
    found = [report_of(store, load) for load in store.folders(FOLDER)]
    return sorted((report for report in found if report), key=lambda report: (report.at, report.load))


def keep(store: Store, answers: Answers, *, kind: str, file: str, sha256: str, at: datetime) -> SurveyLoad:
    """Write a load, its manifest last, so that half a load is never seen; one that it replaces goes first."""
    files = {_ANSWERS: _parquet(answers.frame), _CODEBOOK: to_json(answers.survey).encode()}
    report = SurveyLoad(
        load=sha256[:16],
        survey=answers.survey.id,
        title=answers.survey.title,
        kind=kind,
        file=file,
        sha256=sha256,
        at=at.isoformat(),
        respondents=answers.frame.height,
        questions=len(answers.survey.questions),
        notes=list(answers.notes),
        files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    folder = f"{FOLDER}/{report.load}"
    with store.writing("load of a survey"):
        if store.exists(f"{folder}/{LAST_FILE}"):
            store.remove(f"{folder}/{LAST_FILE}")
        for name, content in files.items():
            store.write(f"{folder}/{name}", content)
        manifest = json.dumps(asdict(report), indent=1, ensure_ascii=False)
        store.write(f"{folder}/{LAST_FILE}", manifest.encode())
    return report


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=3, row_group_size=_ROWS_IN_GROUP)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class StoredSurvey:
    """One load, to be read column by column and batch by batch."""

    store: Store
    report: SurveyLoad
    survey: Survey

    def answers(self, columns: Sequence[str] | None = None) -> Answers:
        """All respondents, with some columns or all of them."""
        names = list(self.survey.columns if columns is None else columns)
        with self._open() as file:
            table = file.read(columns=names)
        return Answers(self.survey, pl.DataFrame(table).select(names), tuple(self.report.notes))

    def batches(self, columns: Sequence[str], rows: int) -> Iterator[pa.Table]:
        """Respondents in their order, at most so many at a time, as Arrow tables."""
        names = list(columns)
        with self._open() as file:
            for batch in file.iter_batches(batch_size=rows, columns=names):
                yield pa.Table.from_batches([batch]).select(names)

    def verify(self) -> None:
        """InputError where a file kept is not the one that was loaded."""
        for name, digest in self.report.files.items():
            path = f"{FOLDER}/{self.report.load}/{name}"
            if not self.store.exists(path) or hashlib.sha256(self.store.read(path)).hexdigest() != digest:
                raise InputError(f"{path}: is not the file that was kept. Load {self.report.file} again.")

    def _open(self) -> parquet.ParquetFile:
        place = self.store.path(f"{FOLDER}/{self.report.load}/{_ANSWERS}")
        return parquet.ParquetFile(self.store.files.open_input_file(place))


def open_survey(store: Store, name: str) -> StoredSurvey:
    """The load of that id, or the newest of the survey of that id; InputError that lists what there is."""
    loads = every_survey(store)
    found = [report for report in loads if name in (report.load, report.survey)]
    if not found:
        known = ", ".join(dict.fromkeys(report.survey for report in loads)) or "none yet"
        raise InputError(f"There is no survey {name[:80]!r} in the warehouse. It holds: {known}.")
    path = f"{FOLDER}/{found[-1].load}/{_CODEBOOK}"
    return StoredSurvey(store, found[-1], survey_of(path, json.loads(store.read(path))))
