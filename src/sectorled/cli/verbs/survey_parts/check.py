"""What is wrong with a survey and its design, before anything is published; exit code 1 where there is an error."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import add_format, show
from sectorled.cli.verbs.survey_parts.reading import add_survey, read
from sectorled.warehouse.answers.tabulate.check import check_survey
from sectorled.warehouse.queries.flat import flat

EXAMPLE = "sectorled survey check survey.csv --codebook codebook.csv --design design.toml"
COLUMNS = ("kind", "about", "words")
EXIT_FOUND = 1


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey check`."""
    add_survey(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Print one row for each finding."""
    answers, design = read(args)
    found = check_survey(answers, design)
    title = f"{found.survey}: {found.respondents:,} respondents, {found.questions:,} questions"
    show(found, [flat(one) for one in found.findings], form=args.format, columns=COLUMNS, title=title)
    return EXIT_FOUND if any(one.kind == "error" for one in found.findings) else 0
