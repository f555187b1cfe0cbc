"""The baseline of a council that would replace others, and the metrics that cannot be combined, with reasons."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from sectorled.cli.output import add_format, say, show
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.queries.reorganisation import proposed_council

EXAMPLE = "sectorled propose-council Allerdale Carlisle Copeland"
COLUMNS = ("metric", "label", "period", "value", "reason")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `propose-council`."""
    parser.add_argument("councils", nargs="+", help="the councils it would replace, by code or name")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a metric."""
    answer = proposed_council(opened(args), args.councils)
    say(f"{len(answer.baseline)} metrics combined, {len(answer.not_combined)} not.")
    rows = [asdict(b) | {"of": " ".join(b.of), "reason": None} for b in answer.baseline]
    blank = dict.fromkeys(rows[0] if rows else (*COLUMNS, "unit", "numerator", "denominator", "of"))
    rows += [blank | asdict(refused) for refused in answer.not_combined]
    show(answer, rows, form=args.format, columns=COLUMNS, title=f"Proposed council of {', '.join(answer.names)}")
    return 0
