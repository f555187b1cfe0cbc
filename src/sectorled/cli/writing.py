"""Options of the verbs that write documents, and the writing: whole files or none, their paths on standard output."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path

from sectorled.briefing.facts import Report
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.files import forms, save
from sectorled.warehouse.tidy import InputError


def add_writing(parser: ArgumentParser, formats: Sequence[str]) -> None:
    """In which forms, where, and who publishes."""
    known = ",".join(formats)
    parser.add_argument(
        "--formats",
        type=lambda text: _chosen(text, formats),
        default=list(formats),
        help=f"which of {known} (default: all); json is the file of facts that the next one is compared with",
    )
    parser.add_argument("--to", type=Path, default=Path("reports"), metavar="FOLDER", help="where (default: reports)")
    parser.add_argument("--publisher", default="Made with sectorled", help="who stands behind the document")


def _chosen(text: str, known: Sequence[str]) -> list[str]:
    chosen = [form.strip().lower() for form in text.split(",") if form.strip()]
    if not chosen or any(form not in known for form in chosen):
        raise ArgumentTypeError(f"{text!r} is not a list of forms. Use some of: {','.join(known)}.")
    return chosen


def written(report: Report, args: Namespace, name: str) -> int:
    """Write the forms asked for and print their paths."""
    try:
        files = forms(report.document, name, [form for form in args.formats if form != "json"])
    except PublishingError as error:
        raise InputError(str(error)) from error
    if "json" in args.formats:
        files[f"{name}.json"] = report.facts()
    for path in save(files, args.to):
        print(path)  # noqa: T201 - the answer
    return 0
