"""Does a council's verdict on a metric survive other reasonable groups?  "Same in 5 of 6"."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import add_format, say, show
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.queries.council import same_verdict

EXAMPLE = "sectorled same-verdict ons-els.employment-rate Norwich"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `same-verdict`."""
    parser.add_argument("metric", help="the metric's id")
    parser.add_argument("area", help="the council, by code or name")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a group."""
    answer = same_verdict(opened(args), args.area, args.metric)
    say(f"Same in {answer.same} of {answer.of} groups." if answer.of else "Chance could not be assessed in any group.")
    rows = [{"group": group, "verdict": verdict} for group, verdict in answer.verdicts.items()]
    show(answer, rows, form=args.format, columns=("group", "verdict"), title=f"{answer.metric}, {answer.area}")
    return 0
