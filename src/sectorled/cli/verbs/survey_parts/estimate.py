"""Means, totals, quantiles and ratios of numbers, with errors and intervals by the design."""

from argparse import ArgumentParser, Namespace

from sectorled.cli.output import add_format, show
from sectorled.cli.verbs.survey_parts.reading import add_filter, add_release, add_survey, read, remembered
from sectorled.warehouse.answers.tabulate.estimate import Measure, survey_estimate
from sectorled.warehouse.queries.flat import flat

EXAMPLE = "sectorled survey estimate survey.csv --codebook codebook.csv --of age --by role"
COLUMNS = ("group", "base", "value", "error", "lower", "upper", "df", "design_effect", "mark")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey estimate`."""
    add_survey(parser)
    add_filter(parser)
    parser.add_argument("--of", required=True, metavar="Q", help="a numeric question, or one that the design scores")
    parser.add_argument("--measure", type=Measure, choices=list(Measure), default=Measure.MEAN, help="default: mean")
    parser.add_argument("--over", metavar="Q", help="of a ratio: the number below")
    parser.add_argument(
        "--at", type=float, default=0.5, help="of a quantile: the share below it (default: 0.5, the median)"
    )
    parser.add_argument("--by", metavar="Q", help="also for each answer to this question")
    add_release(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Print one row for everybody and for each group."""
    answers, design = read(args)
    with remembered(args, answers) as history:
        found = survey_estimate(
            answers,
            design,
            args.of,
            measure=args.measure,
            over=args.over,
            by=args.by,
            at=args.at,
            only=args.filter,
            history=history,
        )
    title = f"{found.measure} of {found.question} Base: {found.base}"
    show(found, [flat(one) for one in found.groups], form=args.format, columns=COLUMNS, title=title)
    return 0
