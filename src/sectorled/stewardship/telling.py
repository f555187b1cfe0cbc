"""Signs of life of work that the worker does, and how far it is; what was taken over by somebody else stops."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone

from sectorled.platform.refusals import RefusedError
from sectorled.stewardship.models import Intake, ReleaseWork

BEAT_SECONDS = 10.0
NOTHING_DONE: dict[str, Any] = {"doing": "", "done": 0, "of": 0}  # where a step begins
_PROGRESS_SECONDS = 0.5  # between two writes of how far a step is
Work = Intake | ReleaseWork


class TakenOverError(RefusedError):
    """The work is no longer this worker's: somebody began it anew while it gave no sign of life."""


class Telling:
    """Writes how far a piece of work is, as long as it is in the state in which it was taken up."""

    def __init__(self, work: Work) -> None:
        self._work, self._told = work, 0.0

    def step(self, name: str, **fields: Any) -> None:
        """A step begins."""
        self._write(step=name, **NOTHING_DONE, **fields)

    def progress(self, doing: str, done: int, of: int) -> None:
        """So many of so many are done of a part of the step; news that the database has no time for is left out."""
        if done in (0, of) or time.monotonic() - self._told > _PROGRESS_SECONDS:
            with suppress(OperationalError):
                self._write(doing=doing, done=done, of=of)

    def _write(self, **fields: Any) -> None:
        self._told = time.monotonic()
        if not beat(self._work, **fields):
            raise TakenOverError("This work was begun anew by somebody else.")


def beat(work: Work, **fields: Any) -> bool:
    """Write a sign of life with these fields, unless the work is no longer in the state it was taken up in."""
    mine = type(work)._default_manager.filter(pk=work.pk, state=work.state)  # noqa: SLF001 - its name in Django
    return bool(mine.update(beat=timezone.now(), **fields))


@contextmanager
def alive(work: Work) -> Iterator[Telling]:
    """Give a sign of life every few seconds while the block runs, whatever it is busy with."""
    over = threading.Event()
    thread = threading.Thread(target=_beating, args=(work, over), daemon=True)
    thread.start()
    try:
        yield Telling(work)
    finally:
        over.set()
        thread.join()


def _beating(work: Work, over: threading.Event) -> None:
    try:
        while not over.wait(BEAT_SECONDS):
            beat(work)
    finally:
        connection.close()
