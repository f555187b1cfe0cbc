"""A question over the waves: each with its interval, against the wave before and all earlier ones."""

from argparse import ArgumentParser, Namespace
from typing import Any

from sectorled.cli.output import add_format, say, show
from sectorled.cli.verbs.survey_parts.reading import add_filter, add_release, add_survey, read, remembered
from sectorled.warehouse.answers.tabulate.trend import SurveyTrend, survey_trend

EXAMPLE = "sectorled survey trend survey.csv --codebook codebook.csv --design design.toml --rows trust"
COLUMNS = ("answer", "wave", "base", "shown", "lower", "upper", "mark", "change", "p", "earlier")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey trend`."""
    add_survey(parser)
    add_filter(parser)
    parser.add_argument("--rows", required=True, metavar="Q", help="a coded question, or one line of a grid")
    add_release(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Print one row for each answer and wave."""
    answers, design = read(args)
    with remembered(args, answers) as history:
        found = survey_trend(answers, design, args.rows, only=args.filter, history=history)
    show(found, _rows(found), form=args.format, columns=COLUMNS, title=f"{found.question} Base: {found.base}")
    for note in found.notes:
        say(note)
    return 0


def _rows(found: SurveyTrend) -> list[dict[str, Any]]:
    return [
        {
            "answer": line.label,
            "wave": point.wave,
            "wording": point.wording,
            "base": point.base,
            "count": point.count,
            "per_cent": point.per_cent,
            "shown": point.shown,
            "lower": point.lower,
            "upper": point.upper,
            "mark": point.mark,
            "change": point.change.points if point.change else None,
            "p": point.change.p if point.change else None,
            "earlier": point.earlier,
        }
        for line in found.lines
        for point in line.points
    ]
