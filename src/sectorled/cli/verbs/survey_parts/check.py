"""What is wrong with a survey and its design, and what a table would withhold and why; code 1 where there is an error.

With --rows it is for whoever guards the data: it says which figures are small.
"""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from sectorled.cli.output import add_format, show
from sectorled.cli.verbs.survey_parts.reading import add_filter, add_survey, names, read
from sectorled.warehouse.answers.tabulate.check import check_survey
from sectorled.warehouse.answers.tabulate.guarding import guarding, told_so_far
from sectorled.warehouse.answers.tabulate.released import released
from sectorled.warehouse.queries.flat import flat
from sectorled.warehouse.store import open_store

EXAMPLE = "sectorled survey check survey.csv --codebook codebook.csv --design design.toml"
COLUMNS = ("kind", "about", "words")
EXIT_FOUND = 1


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey check`."""
    add_survey(parser)
    add_filter(parser)
    parser.add_argument("--rows", default=[], type=names, metavar="Q[,Q]", help="also what tables of these withhold")
    parser.add_argument("--columns", default=[], type=names, metavar="Q[,Q]", help="the breaks of those tables")
    add_format(parser)


def run(args: Namespace) -> int:
    """Print one row for each finding."""
    answers, design = read(args)
    history = released(open_store(args.warehouse), answers)
    found = check_survey(answers, design)
    told = [
        *told_so_far(history),
        *guarding(answers, design, args.rows, args.columns, only=args.filter, history=history),
    ]
    found = replace(found, findings=(*found.findings, *told))
    title = f"{found.survey}: {found.respondents:,} respondents, {found.questions:,} questions"
    show(found, [flat(one) for one in found.findings], form=args.format, columns=COLUMNS, title=title)
    return EXIT_FOUND if any(one.kind == "error" for one in found.findings) else 0
