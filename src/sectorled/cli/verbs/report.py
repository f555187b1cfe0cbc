"""A report for a committee: headline (chosen measures by a group) or quarterly (own measures beside national ones)."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sectorled.briefing.headline import headline
from sectorled.briefing.material import gather
from sectorled.briefing.own_measures import read_own_measures
from sectorled.briefing.quarterly import quarterly
from sectorled.cli.reading import add_reading, opened
from sectorled.cli.writing import add_writing, written
from sectorled.warehouse.table_files import load_json
from sectorled.warehouse.tidy import InputError

EXAMPLE = "sectorled report quarterly Norwich --own measures.xlsx --since reports/quarterly-E07000148.json --to reports"
FORMATS = ("html", "pdf", "docx", "xlsx", "pptx", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `report`."""
    parser.add_argument("kind", choices=("headline", "quarterly"), help="which report")
    parser.add_argument("area", help="the council, by code or name")
    parser.add_argument("--group", help="the group it is compared with (default: its nearest neighbours)")
    parser.add_argument("--metrics", help="the measures, by id, with commas between (headline needs some)")
    parser.add_argument(
        "--own", metavar="FILE", help="quarterly: a table (CSV, XLSX, ODS) of the council's own measures"
    )
    parser.add_argument("--since", metavar="FACTS", type=Path, help="quarterly: the JSON file beside the last report")
    add_writing(parser, FORMATS)
    add_reading(parser)


def run(args: Namespace) -> int:
    """Write the report."""
    return _headline(args) if args.kind == "headline" else _quarterly(args)


def _headline(args: Namespace) -> int:
    metrics = _metrics(args)
    if not metrics:
        raise InputError(
            "A headline report needs measures. Name some: --metrics ID,ID. A wrong id is answered with the nearest."
        )
    material = gather(opened(args), args.area, group=args.group, metrics=metrics)
    report = headline(material, at=datetime.now(UTC), publisher=args.publisher)
    return written(report, args, f"headline-{material.view.area}")


def _quarterly(args: Namespace) -> int:
    if not args.own:
        raise InputError("A quarterly report needs the council's own measures. Give the table: --own FILE.")
    own = read_own_measures(args.own)
    last = _facts(args.since) if args.since else None
    material = gather(opened(args), args.area, group=args.group, metrics=_metrics(args))
    report = quarterly(material, own, at=datetime.now(UTC), publisher=args.publisher, last=last)
    return written(report, args, f"quarterly-{material.view.area}")


def _metrics(args: Namespace) -> list[str] | None:
    return [metric.strip() for metric in args.metrics.split(",") if metric.strip()] if args.metrics else None


def _facts(path: Path) -> dict[str, Any]:
    """The file of facts of an earlier report."""
    try:
        content = load_json(path.name, path.read_bytes())
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}). Give the JSON file beside the last report."
        ) from error
    if not isinstance(content, dict):
        raise InputError(f"{path}: is not a file of facts. Give the JSON file beside the last report.")
    return content
