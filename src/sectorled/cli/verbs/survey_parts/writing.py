"""Options of the parts of `survey` that write documents, and the plan of what goes into them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from sectorled.briefing.survey.gathering import SurveyMaterial, gather
from sectorled.briefing.survey.plan import default_plan, read_plan
from sectorled.cli.verbs.survey_parts.reading import add_release, read, remembered
from sectorled.publishing.document import Document
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.files import forms, save
from sectorled.warehouse.tidy import InputError

LONGEST_NAME = 100


def add_plan(parser: ArgumentParser) -> None:
    """What goes in, and who stands behind it."""
    parser.add_argument("--plan", metavar="FILE", help="what goes in, as TOML (default: every question, some breaks)")
    parser.add_argument("--banner", metavar="WORDS", help='words on every page, such as "Fictional data"')
    add_publisher(parser)
    add_release(parser)


def add_publisher(parser: ArgumentParser) -> None:
    """Who stands behind a file."""
    parser.add_argument("--publisher", default="Made with sectorled", help="who stands behind a file")


def material(args: Namespace) -> SurveyMaterial:
    """The figures of the plan, or of the default one, of which what cannot be shown is left out and named."""
    answers, design = read(args)
    plan = default_plan(answers) if args.plan is None else read_plan(args.plan)
    with remembered(args, answers) as history:
        return gather(answers, design, plan, lenient=args.plan is None, history=history)


def write(
    document: Document, formats: Iterable[str], folder: Path, name: str, more: dict[str, bytes] | None = None
) -> int:
    """Write the document in these forms, whole or not at all, and print the paths."""
    safe = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)[:LONGEST_NAME]
    try:
        files = forms(document, safe, formats) | (more or {})
    except PublishingError as error:
        raise InputError(str(error)) from error
    for path in save(files, folder):
        print(path)  # noqa: T201 - the answer
    return 0
