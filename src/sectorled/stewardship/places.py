"""Where the files of an intake lie: a folder of its own, under a name made by chance."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from sectorled.stewardship.models import Intake


def folder_of(token: UUID, part: int) -> Path:
    """The folder of an intake; part 0 is where a form's files are until it is known what belongs together."""
    return Path(settings.FILES) / "intake" / f"{token.hex}-{part}"


def data_of(token: UUID, part: int, kind: str, files: int) -> Path:
    """The folder that holds the files themselves: several go by their kind, which is what the load is called then."""
    return folder_of(token, part) / (kind if files > 1 and kind else "data")


def place_of(intake: Intake) -> Path:
    """What a reader is given: the one file, or the folder of several."""
    data = data_of(intake.token, intake.part, intake.kind, len(intake.files))
    return data / intake.files[0] if len(intake.files) == 1 else data


def report_of_work(pk: int, name: str) -> Path:
    """A list that the worker wrote beside a release: `findings` or `changes`."""
    return Path(settings.FILES) / "releases" / str(pk) / f"{name}.csv"
