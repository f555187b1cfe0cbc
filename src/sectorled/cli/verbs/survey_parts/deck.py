"""Slides on a survey that a board can read: one finding a slide, charts that can be edited, what stands behind."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from sectorled.briefing.survey.deck import deck
from sectorled.cli.verbs.survey_parts.reading import add_survey
from sectorled.cli.verbs.survey_parts.writing import add_plan, material, write
from sectorled.warehouse.tidy import InputError

EXAMPLE = "sectorled survey deck survey.csv --codebook codebook.csv --design design.toml --plan plan.toml -o deck.pptx"
ENDING = ".pptx"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey deck`."""
    add_survey(parser)
    add_plan(parser)
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("deck.pptx"), metavar="FILE", help="the file (default: deck.pptx)"
    )


def run(args: Namespace) -> int:
    """Write the slides and print their path."""
    if args.output.suffix.lower() != ENDING:
        raise InputError(f"{args.output}: slides are a {ENDING} file. Give a name that ends with it.")
    made = deck(material(args), at=datetime.now(UTC), publisher=args.publisher, banner=args.banner)
    return write(made.document, ["pptx"], args.output.parent, args.output.stem)
