"""Options that parts of `survey` have: the data, its codebook, the design, a filter, what becomes of the figures."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sectorled.cli.output import say
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.loads import StoredSurvey, every_survey, open_survey
from sectorled.warehouse.answers.tabulate.design_file import DesignFile, read_design
from sectorled.warehouse.answers.tabulate.guard import History
from sectorled.warehouse.answers.tabulate.released import released, releasing
from sectorled.warehouse.store import open_store


def add_survey(parser: ArgumentParser) -> None:
    """The data and the design."""
    parser.add_argument(
        "data", help="the survey: .sav, a table with its codebook, results of a form, counts, or the id of one kept"
    )
    parser.add_argument("--codebook", metavar="FILE", help="its codebook, where it does not lie beside the data")
    add_warehouse(parser)
    parser.add_argument("--design", metavar="FILE", help="the design as TOML: weights, clusters, filters, nets, tests")


def add_warehouse(parser: ArgumentParser) -> None:
    """Where surveys are kept and released tables remembered; after a part's name too."""
    parser.add_argument("--warehouse", default=SUPPRESS, help="where surveys are kept and released tables remembered")


def add_release(parser: ArgumentParser) -> None:
    """Whether the figures are released, and where what was released is remembered."""
    parser.add_argument(
        "--draft", action="store_true", help="look only: judged by what was released before, but not remembered"
    )
    parser.add_argument(
        "--afresh", action="store_true", help="these data correct others: forget the tables released of those"
    )


@contextmanager
def remembered(args: Namespace, answers: Answers | StoredSurvey) -> Iterator[History]:
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
    survey, design = found(args)
    return survey.answers() if isinstance(survey, StoredSurvey) else survey, design


def found(args: Namespace) -> tuple[Answers | StoredSurvey, DesignFile]:
    """The same, but a survey kept in the warehouse is not read yet."""
    design = read_design(args.design)
    if args.codebook is None and not Path(args.data).exists() and _is_kept(args):
        return open_survey(open_store(args.warehouse), args.data), design
    answers = read_survey(args.data, args.codebook)
    for note in answers.notes:
        say(note)
    return answers, design


def _is_kept(args: Namespace) -> bool:
    """Whether the warehouse holds a survey of that id."""
    return any(args.data in (one.load, one.survey) for one in every_survey(open_store(args.warehouse)))
