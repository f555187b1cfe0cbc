"""Direction of travel over a basket of metrics between two periods, for the sector or one council."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import add_format, say, show
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.queries.basket import basket
from sectorled.warehouse.queries.flat import flat

EXAMPLE = "sectorled basket outcomes --from 2013/14 --to 2024/25"
COLUMNS = ("label", "used", "base_mean", "latest_mean", "change_percent", "direction", "share_improving", "p_holm")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `basket`."""
    parser.add_argument("basket", help="the basket's id")
    parser.add_argument("--from", dest="base", required=True, metavar="PERIOD", help="the base period")
    parser.add_argument("--to", dest="latest", required=True, metavar="PERIOD", help="the latest period")
    parser.add_argument("--area", help="one council instead of the sector, by code or name")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with one row a metric; totals and what they hang on go to standard error too."""
    answer = basket(opened(args), args.basket, base=args.base, latest=args.latest, area=args.area)
    counted = answer.total
    blank = len(answer.without_figures)
    say(f"{len(answer.lines)} metrics used, {len(answer.dropped)} in only one version, {blank} without figures.")
    fell = f"{counted.worsened} worsened, {counted.unchanged} unchanged"
    say(f"Of {counted.judged} judged: {counted.improved} improved, {fell}.")
    for name, other in answer.other_bases.items():
        say(f"  With base {name}: {other.improved} of {other.judged} improved.")
    title = f"{answer.label or answer.basket}, {answer.base} to {answer.latest}"
    show(answer, [flat(line) for line in answer.lines], form=args.format, columns=COLUMNS, title=title)
    return 0
