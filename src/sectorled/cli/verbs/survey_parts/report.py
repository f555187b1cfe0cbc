"""A report on a survey: summary in sentences, findings with charts and tables, response, method, caveats."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from pathlib import Path

from sectorled.briefing.survey.report import report
from sectorled.cli.verbs.survey_parts.reading import add_survey, names
from sectorled.cli.verbs.survey_parts.writing import add_plan, material, write

EXAMPLE = (
    "sectorled survey report survey.csv --codebook codebook.csv --design design.toml --plan plan.toml --format html"
)
FORMATS = ("html", "docx", "pdf", "xlsx", "pptx", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey report`."""
    add_survey(parser)
    add_plan(parser)
    parser.add_argument(
        "--format",
        type=_forms,
        default=["html"],
        metavar="FORM[,FORM]",
        help=f"which of {','.join(FORMATS)} (default: html); json is every sentence with its figures",
    )
    parser.add_argument("--to", type=Path, default=Path("reports"), metavar="FOLDER", help="where (default: reports)")


def _forms(text: str) -> list[str]:
    chosen = names(text.lower())
    if not chosen or any(form not in FORMATS for form in chosen):
        raise ArgumentTypeError(f"{text!r} is not a list of forms. Use some of: {','.join(FORMATS)}.")
    return chosen


def run(args: Namespace) -> int:
    """Write the report and print its paths."""
    given = material(args)
    made = report(given, at=datetime.now(UTC), publisher=args.publisher, banner=args.banner)
    name = f"{given.survey.id}-report"
    facts = {f"{name}.json": made.facts()} if "json" in args.format else {}
    return write(made.document, [form for form in args.format if form != "json"], args.to, name, facts)
