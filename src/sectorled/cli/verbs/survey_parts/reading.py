"""Options that every part of `survey` has: the data, its codebook, the design, a filter."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import say
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.tabulate.design_file import DesignFile, read_design


def add_survey(parser: ArgumentParser) -> None:
    """The data and the design."""
    parser.add_argument("data", help="the survey: .sav, a table with its codebook, results of a form, or counts")
    parser.add_argument("--codebook", metavar="FILE", help="its codebook, where it does not lie beside the data")
    parser.add_argument("--design", metavar="FILE", help="the design as TOML: weights, clusters, filters, nets, tests")


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
