"""Recompute a release with plain reference code and compare: every figure, or a sample of those of a large release."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from sectorled.cli.output import add_format, say, show
from sectorled.cli.progress import progress
from sectorled.cli.reading import add_reading, opened
from sectorled.warehouse.verify import verify

EXAMPLE = "sectorled verify"
COLUMNS = ("group", "metric", "period", "area", "figure", "kernel", "plain")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `verify`."""
    parser.add_argument("--seed", type=int, default=0, help="of the sample of a large release (default: 0)")
    add_reading(parser)
    add_format(parser)


def run(args: Namespace) -> int:
    """Answer with the differences; exit code 1 where there are any."""
    release = opened(args)
    with progress("Verifying the release") as told:
        answer = verify(release, seed=args.seed, progress=told)
    say(f"{answer.files} files, {len(answer.damaged)} damaged.")
    say(f"{answer.figures:,} figures of {answer.observations:,} observations compared, {answer.differing:,} differ.")
    say(f"{answer.rates:,} values have both parts, {answer.rates_off:,} do not follow from them (see sectorled check).")
    rows = [asdict(difference) for difference in answer.differences]
    show(answer, rows, form=args.format, columns=COLUMNS, title=f"Differences in {answer.release}")
    return 0 if answer.ok else 1
