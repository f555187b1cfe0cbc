"""How was this worked out?  One value with its parts, formula, status, file and row, publisher, licence and methods."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import add_format, show
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.queries.flat import flat
from sectorled.warehouse.queries.provenance import provenance

EXAMPLE = "sectorled explain ons-els.cigarette-smokers Norwich"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `explain`."""
    parser.add_argument("metric", help="the metric's id")
    parser.add_argument("area", help="the council, by code or name")
    parser.add_argument("--period", help="the period, in ISO form or in words (default: the latest)")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a fact."""
    answer = provenance(opened(args), args.metric, args.area, period=args.period)
    rows = [{"what": name.replace("_", " "), "fact": value} for name, value in flat(answer).items()]
    title = f"{answer.label}, {answer.name}, {answer.period}"
    show(answer, rows, form=args.format, columns=("what", "fact"), title=title)
    return 0
