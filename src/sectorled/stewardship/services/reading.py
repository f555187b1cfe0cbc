"""What the worker does with files: recognise them, load them, or propose what the columns of a table mean."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from sectorled.platform import audit
from sectorled.stewardship.columns import described, toml_of
from sectorled.stewardship.models import Intake
from sectorled.stewardship.places import folder_of, place_of
from sectorled.stewardship.rules import file_name
from sectorled.stewardship.telling import NOTHING_DONE, TakenOverError, Telling, alive, beat
from sectorled.warehouse.download import Download, download
from sectorled.warehouse.files import Files
from sectorled.warehouse.load import RefusedError as RowsRefusedError
from sectorled.warehouse.load import known_areas, load
from sectorled.warehouse.loads import SHOWN_REFUSALS
from sectorled.warehouse.sources import recognise
from sectorled.warehouse.store import Store, StoreError, open_store
from sectorled.warehouse.table_files import ENDINGS, read_table
from sectorled.warehouse.tidy import InputError

STATE = Intake.State
OURS = "A fault of ours stopped the reading; nothing was kept. Read it again, and tell us if it stays so."
log = structlog.get_logger("sectorled.stewardship")


def read_files(*, intake_id: int, at: datetime) -> None:
    """Read files that wait; one that does not wait is left alone, so that doing it twice reads once."""
    waiting = Intake.objects.filter(pk=intake_id, state=STATE.WAITING)
    if not waiting.update(state=STATE.READING, beat=at, step="reading", **NOTHING_DONE):
        return
    intake = Intake.objects.get(pk=intake_id)
    try:
        with alive(intake) as telling:
            outcome = _outcome(intake, telling, at)
    except TakenOverError:
        return
    if beat(intake, finished=at, **outcome):
        said = {"state": str(outcome["state"]), "load": outcome.get("load", "")}
        audit.record("files.read", kind="intake", subject=intake.pk, by=intake.by, at=at, **said)


def _outcome(intake: Intake, telling: Telling, at: datetime) -> dict[str, Any]:
    try:
        return _read(open_store(settings.WAREHOUSE), intake, telling, at)
    except RowsRefusedError as error:
        rows = [asdict(refusal) for refusal in error.refusals[:SHOWN_REFUSALS]]
        return {"state": STATE.REFUSED, "message": str(error).split("\n", 1)[0], "refusals": rows}
    except (InputError, StoreError) as error:
        return {"state": STATE.REFUSED, "message": str(error)}
    except TakenOverError:
        raise
    except Exception:  # whatever a hostile file does to a library, the page must not wait for ever
        log.exception("files not read", intake=intake.pk)
        return {"state": STATE.REFUSED, "message": OURS}


def _read(store: Store, intake: Intake, telling: Telling, at: datetime) -> dict[str, Any]:
    if intake.address and not intake.files:
        telling.step("fetching")
        _fetch(intake)
        telling.step("reading", files=intake.files)
    fits = _recognised(intake)
    kind = intake.kind or fits
    if kind is None or (kind == "mapped" and fits != "mapped" and intake.mapping is None):
        return {"state": STATE.COLUMNS, **_proposal(store, intake)}
    report = load(
        store,
        kind,
        place_of(intake),
        at=at,
        accept_refusals=intake.accept_refusals,
        adds=intake.adds,
        again=intake.again,
        mapping=_mapping(intake),
        progress=telling.progress,
    )
    return {"state": STATE.KEPT if report.new else STATE.UNCHANGED, "load": report.load, "kind": report.kind}


def _recognised(intake: Intake) -> str | None:
    with Files.open(place_of(intake)) as files:
        return recognise(files)


def _fetch(intake: Intake) -> None:
    """Bring the file of an address; it is kept, so that it can be read again as it was."""
    name, content = download(intake.address, Download(bytes=settings.UPLOAD_BYTES, private=settings.FETCH_PRIVATE))
    intake.files = [file_name(name)]
    place = place_of(intake)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _proposal(store: Store, intake: Intake) -> dict[str, Any]:
    with Files.open(place_of(intake)) as files:
        tables = [name for name in files.names() if name.lower().endswith(ENDINGS)]
        if not tables:
            raise InputError(
                f"{files.name}: is no table. Choose a file that ends in {', '.join(ENDINGS)}, or a zip of one."
            )
        content = files.read(tables[0])
        if content[:1000].lstrip().startswith(b"<"):
            raise InputError(f"{tables[0]}: is a web page and not a table. Choose the file that the page offers.")
        columns, mapping = described(read_table(files, tables[0]), known_areas(store))
    return {"columns": columns, "mapping": None, "proposed": mapping}


def _mapping(intake: Intake) -> Path | None:
    """The mapping as a file beside the files it describes."""
    if intake.mapping is None:
        return None
    place = folder_of(intake.token, intake.part) / "mapping.toml"
    place.write_text(toml_of(intake.mapping), "utf-8")
    return place
