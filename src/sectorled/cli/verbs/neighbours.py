"""The councils most like one, worked out from the release: how near, by which variables, and how firmly."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import add_format, say, show
from sectorled.cli.reading import add_reading, at_least_one, opened
from sectorled.warehouse.queries.flat import flat
from sectorled.warehouse.queries.nearest import neighbours

EXAMPLE = "sectorled neighbours Norwich --k 15 --not-by ons-els.cigarette-smokers"
COLUMNS = ("position", "name", "distance", "closeness", "stability", "missing_share", "set_apart_by")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `neighbours`."""
    parser.add_argument("area", help="the council, by code or name")
    parser.add_argument("--k", type=at_least_one, default=15, help="how many (default: 15)")
    parser.add_argument(
        "--variables", nargs="+", metavar="METRIC", help="by these metrics (default: all context metrics)"
    )
    parser.add_argument(
        "--not-by", nargs="+", default=[], metavar="METRIC", help="never by these: what will be compared"
    )
    parser.add_argument("--any-kind", action="store_true", help="also councils of another kind")
    parser.add_argument("--seed", type=int, default=1, help="of the resamples behind the stability (default: 1)")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a neighbour."""
    answer = neighbours(
        opened(args),
        args.area,
        variables=args.variables,
        compared=args.not_by,
        k=args.k,
        any_kind=args.any_kind,
        seed=args.seed,
    )
    say(f"By {len(answer.variables)} variables, each in standard deviations.")
    rows = [flat(one) | {"set_apart_by": "; ".join(d.label for d in one.drivers)} for one in answer.neighbours]
    show(answer, rows, form=args.format, columns=COLUMNS, title=f"Councils most like {answer.name}")
    return 0
