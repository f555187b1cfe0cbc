"""Options that parts of `survey` have: the data, its codebook, the design, a filter, what becomes of the figures."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sectorled.cli.output import say
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.tabulate.design_file import DesignFile, read_design
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.answers.tabulate.released import released, releasing
from sectorled.warehouse.store import open_store


def add_survey(parser: ArgumentParser) -> None:
    """The data and the design."""
    parser.add_argument("data", help="the survey: .sav, a table with its codebook, results of a form, or counts")
    parser.add_argument("--codebook", metavar="FILE", help="its codebook, where it does not lie beside the data")
    parser.add_argument("--design", metavar="FILE", help="the design as TOML: weights, clusters, filters, nets, tests")


def add_release(parser: ArgumentParser) -> None:
    """Whether the figures are released, and where what was released is remembered."""
    parser.add_argument("--warehouse", default=SUPPRESS, help="where released tables are remembered")
    parser.add_argument(
        "--draft", action="store_true", help="look only: judged by what was released before, but not remembered"
    )
    parser.add_argument(
        "--afresh", action="store_true", help="these data correct others: forget the tables released of those"
    )


@contextmanager
def remembered(args: Namespace, answers: Answers) -> Iterator[History]:
    """The tables released before, by which new ones are judged; these are remembered, unless it is a draft."""
    store = open_store(args.warehouse)
    if args.draft:
        yield released(store, answers)
        say("A draft, not remembered as released: do not publish it.")
        return
    with releasing(store, answers, at=datetime.now(UTC), afresh=args.afresh) as known:
        yield known


def add_filter(parser: ArgumentParser) -> None:
    """Whom the figures are of."""
    parser.add_argument("--filter", metavar="NAME", help="only respondents who meet this filter of the design")


def names(text: str) -> list[str]:
    """Names with commas between."""
    return [name.strip() for name in text.split(",") if name.strip()]


def read(args: Namespace) -> tuple[Answers, DesignFile]:
    """The answers and the design; what the reader noted goes to standard error."""
    design = read_design(args.design)
    answers = read_survey(args.data, args.codebook)
    for note in answers.notes:
        say(note)
    return answers, design
