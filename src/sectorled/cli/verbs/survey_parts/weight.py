"""Bring weights to known figures (cells, raking, calibration), and say what that cost."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sectorled.cli.output import add_format, as_csv, say, show
from sectorled.cli.verbs.survey_parts.reading import add_survey, read
from sectorled.publishing.files import save
from sectorled.warehouse.answers.tabulate.sample import weighted
from sectorled.warehouse.queries.flat import flat

EXAMPLE = "sectorled survey weight survey.csv --codebook codebook.csv --design design.toml --to weights.csv"
COLUMNS = ("question", "answer", "respondents", "target", "before", "after")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey weight`."""
    add_survey(parser)
    parser.add_argument("--to", type=Path, metavar="FILE", help="write the weights there as CSV, a row a respondent")
    add_format(parser)


def run(args: Namespace) -> int:
    """Print the known figures before and after; the weights go to a file."""
    answers, design = read(args)
    found = weighted(answers, design)
    for when, spread in (("before", found.before), ("after", found.after)):
        say(
            f"Weights {when}: {spread.least:,.4g} to {spread.greatest:,.4g}, design effect {spread.design_effect:.3f}, "
            f"effective size {spread.effective_size:,.1f} of {found.respondents:,}."
        )
    show(found, [flat(one) for one in found.figures], form=args.format, columns=COLUMNS, title=f"By {found.method}")
    if args.to:
        respondent = answers.survey.roles.respondent
        ids = answers.frame[respondent].to_list() if respondent else range(1, found.respondents + 1)
        rows = [{"respondent": one, "weight": weight} for one, weight in zip(ids, found.weights, strict=True)]
        save({args.to.name: as_csv(rows, ("respondent", "weight")).encode()}, args.to.parent)
        say(f"{args.to}: {len(rows):,} weights.")
    return 0
