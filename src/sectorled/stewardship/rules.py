"""What a steward may do, and when work counts as stopped.  Pure decisions."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sectorled.platform.refusals import RefusedError

SILENT = timedelta(seconds=45)  # a worker that lives gives a sign of life every ten seconds
NOT_TAKEN_UP = timedelta(seconds=30)  # a worker looks for work every second
LONGEST_NAME = 200
MOST_FILES = 1000


def is_silent(*, since: datetime, at: datetime) -> bool:
    """Whether work that began has given no sign of life for so long that its worker must have ended."""
    return at - since > SILENT


def file_name(given: str) -> str:
    """A name that may stand in a folder: its last part, in one spelling; RefusedError where nothing is left of it."""
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2].strip()
    if not name or name.startswith(".") or not name.isprintable() or len(name.encode()) > LONGEST_NAME:
        raise RefusedError(f"{given[:80]!r} cannot be the name of a file. Give it a short name without signs.")
    return name


def check_files(names: Sequence[str], sizes: Sequence[int], *, most_bytes: int) -> None:
    """Raise RefusedError unless these files may be taken in together."""
    if len(names) > MOST_FILES:
        raise RefusedError(f"More than {MOST_FILES:,} files. Put them into one zip file, or send them in parts.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise RefusedError(f"{twice[0]} was chosen twice. Leave one of them out.")
    blank = [name for name, size in zip(names, sizes, strict=True) if size == 0]
    if blank:
        raise RefusedError(f"{blank[0]} is empty. Choose the file that has the figures in it.")
    if sum(sizes) > most_bytes:
        raise RefusedError(f"The files are larger than {most_bytes >> 20:,} MB together. Send them in parts.")


def parcels(kinds: Mapping[str, str | None]) -> list[tuple[str | None, list[str]]]:
    """What to load together: the files of a kind; those of no kind go with the only kind there is, else each alone."""
    known = sorted({kind for kind in kinds.values() if kind})
    if "package" in known:
        return [("package", list(kinds))]
    if len(known) == 1:
        return [(known[0], list(kinds))]
    together = [(kind, [name for name, found in kinds.items() if found == kind]) for kind in known]
    return [*together, *((None, [name]) for name, found in kinds.items() if found is None)]


def check_publish(*, state: str, verified: bool, published_now: str, compared_with: str, release: str) -> None:
    """Raise RefusedError unless this release may be published now."""
    if state != "ready":
        raise RefusedError(
            "This release is not ready to be published: somebody has published or dropped it, or a step failed."
        )
    if not verified:
        raise RefusedError("The figures of this release could not be verified, so it is not published.")
    if published_now == release:
        raise RefusedError("This release is already the published one.")
    if published_now != compared_with:
        raise RefusedError(
            "Another release was published since this one was compared with it. Make the release again, and look at "
            "what would change now."
        )


def check_roll_back(*, to: str, published_now: str, earlier: Collection[str], reason: str) -> None:
    """Raise RefusedError unless this earlier release may be published again."""
    if to == published_now:
        raise RefusedError("This release is already the published one.")
    if to not in earlier:
        raise RefusedError("This release was never published. Choose one of the list.")
    if not reason.strip():
        raise RefusedError("Say why you go back, for those who ask what happened to the figures.")
