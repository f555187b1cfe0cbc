"""Compare councils on a metric: values, ranks, bands, distance from the median, change, trend, how sure one can be."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import add_format, show
from sectorled.cli.reading import add_reading, day, opened
from sectorled.warehouse.queries.compare import compare
from sectorled.warehouse.queries.flat import comparison_rows

EXAMPLE = "sectorled compare ons-els.cigarette-smokers --scheme region --area Norwich --format json"
COLUMNS = ("group", "name", "value", "rank", "of", "band", "words", "how_sure", "verdict")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `compare`."""
    parser.add_argument("metric", help="the metric's id")
    parser.add_argument("--period", help="the period, in ISO form or in words (default: the latest)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--group", help="one group")
    which.add_argument("--scheme", help="all groups of a scheme, such as region (default: the metric's own scheme)")
    parser.add_argument("--area", help="only this council, by code or name, in its groups")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="groups as they were on a date")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer for the published release."""
    release = opened(args)
    groups = [args.group] if args.group else release.groups_of_scheme(args.scheme) if args.scheme else None
    answer = compare(release, args.metric, period=args.period, groups=groups, area=args.area, on=args.as_of)
    title = f"{answer.label}, {answer.period} ({answer.unit or 'no unit'}). Source: {answer.source or 'not stated'}"
    show(answer, comparison_rows(answer), form=args.format, columns=COLUMNS, title=title)
    return 0
