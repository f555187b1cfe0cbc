"""The one-page brief on a council for its leader and chief executive; prints where its files lie."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from sectorled.briefing.brief import brief
from sectorled.briefing.changed import changed, figures_of
from sectorled.briefing.material import gather, named
from sectorled.cli.reading import add_reading, opened
from sectorled.cli.writing import add_writing, written
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import open_release

EXAMPLE = "sectorled brief Norwich --formats html,pdf --to reports"
FORMATS = ("html", "pdf", "docx", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `brief`."""
    parser.add_argument("area", help="the council, by code or name")
    parser.add_argument("--group", help="the group it is compared with (default: its nearest neighbours)")
    parser.add_argument("--since", metavar="RELEASE", help="say what changed since this release")
    parser.add_argument(
        "--audience",
        choices=("council", "public"),
        default="council",
        help="public leaves out the list of what stands out, for as long as the council may reply",
    )
    add_writing(parser, FORMATS)
    add_reading(parser)


def run(args: Namespace) -> int:
    """Write the brief."""
    release = opened(args)
    material = gather(release, args.area, group=args.group)
    changes = None
    if args.since:
        earlier = open_release(args.warehouse, release=args.since)
        before = council_view(earlier, args.area, group=args.group)
        changes = changed(figures_of(before.lines), figures_of(material.view.lines), since=f"release {named(earlier)}")
    report = brief(material, at=datetime.now(UTC), publisher=args.publisher, audience=args.audience, changes=changes)
    return written(report, args, f"brief-{material.view.area}")
