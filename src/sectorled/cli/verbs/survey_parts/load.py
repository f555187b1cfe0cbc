"""Keep a survey in the warehouse, so that its tables are made without reading it whole; prints its id."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from sectorled.cli.output import say
from sectorled.cli.verbs.survey_parts.reading import add_warehouse
from sectorled.warehouse.answers.load import load_survey
from sectorled.warehouse.store import open_store

EXAMPLE = "sectorled survey load survey.csv --codebook codebook.csv"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey load`."""
    parser.add_argument("data", help="the survey: .sav, a table with its codebook, results of a form, or counts")
    parser.add_argument("--codebook", metavar="FILE", help="its codebook, where it does not lie beside the data")
    parser.add_argument(
        "--again", action="store_true", help="make it the newest of its survey although it was kept before"
    )
    add_warehouse(parser)


def run(args: Namespace) -> int:
    """Keep it, and print the id that other parts take instead of a file."""
    store, at = open_store(args.warehouse), datetime.now(UTC)
    report = load_survey(store, args.data, at=at, codebook=args.codebook, again=args.again)
    for note in report.notes:
        say(note)
    said = "kept" if report.new else f"was kept before, on {report.at[:10]}; nothing changed"
    say(f"{report.survey}: {report.respondents:,} respondents, {report.questions:,} questions, {said}.")
    print(report.load)  # noqa: T201 - the answer
    return 0
