"""What the worker does with reports that were asked for."""

from datetime import datetime
from pathlib import Path

import structlog

from sectorled.comparison.models import AskedReport
from sectorled.comparison.rules import KEPT
from sectorled.comparison.selectors.asked import path_of
from sectorled.comparison.selectors.reports import headline_report
from sectorled.councils.releases import release_read
from sectorled.publishing.files import forms

STATE = AskedReport.State
log = structlog.get_logger("sectorled.comparison")


def make_asked_report(*, asked_id: int, at: datetime) -> None:
    """Make a report that waits; one that does not is left alone, so that doing it twice makes it once."""
    waiting = AskedReport.objects.filter(pk=asked_id, state=STATE.WAITING)
    if not waiting.update(state=STATE.MAKING, doing="working out the figures"):
        return
    asked = AskedReport.objects.get(pk=asked_id)
    place = path_of(asked)
    _clear(place.parent, at)
    try:
        part = place.with_suffix(".part")
        part.write_bytes(_made(asked, at))
        part.replace(place)
        state = STATE.READY
    except Exception:  # the page must not wait for ever
        log.exception("report not made", asked=asked_id)
        state = STATE.FAILED
    AskedReport.objects.filter(pk=asked_id, state=STATE.MAKING).update(state=state, doing="")


def _made(asked: AskedReport, at: datetime) -> bytes:
    release = release_read(asked.release)
    report = headline_report(release, asked.council, group=asked.group, metrics=asked.metrics, at=at)
    AskedReport.objects.filter(pk=asked.pk).update(doing="drawing and writing the file")
    (content,) = forms(report.document, f"headline-{asked.council}", [asked.form]).values()
    return content


def _clear(folder: Path, at: datetime) -> None:
    """Make the folder, and take out of it the files of which the days are over."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in folder.iterdir():
        if path.stat().st_mtime < (at - KEPT).timestamp():
            path.unlink(missing_ok=True)
