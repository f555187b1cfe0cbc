"""A council's values on a metric over time beside its group's, and its direction of travel by an exact test."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import add_format, say, show
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.queries.flat import series_rows
from sectorled.warehouse.queries.series import series

EXAMPLE = "sectorled trend ons-els.cigarette-smokers Norwich"
COLUMNS = ("period_spoken", "value", "lower", "upper", "status", "group_median", "group_q1", "group_q3", "n")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `trend`."""
    parser.add_argument("metric", help="the metric's id")
    parser.add_argument("area", help="the council, by code or name")
    parser.add_argument("--group", help="the group it is seen beside (default: its nearest neighbours)")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a period."""
    answer = series(opened(args), args.metric, args.area, group=args.group)
    trend = answer.trend
    said = trend.reason or f"{trend.direction}, p = {trend.p:.3g} ({trend.method}); verdict: {trend.verdict or 'none'}"
    say(f"Direction of travel: {said}.")
    title = f"{answer.label}, {answer.name} ({answer.unit or 'no unit'}). Source: {answer.source or 'not stated'}"
    show(answer, series_rows(answer), form=args.format, columns=COLUMNS, title=title)
    return 0
