"""Take in a publisher's file, folder, zip or https address; say what was kept, what was refused and why."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from sectorled.cli.output import say, to_json
from sectorled.cli.progress import progress
from sectorled.warehouse.load import load
from sectorled.warehouse.loads import LoadReport, current, every_load
from sectorled.warehouse.sources import KINDS
from sectorled.warehouse.store import open_store

EXAMPLE = "sectorled load ons-els datasets-csvw.zip"


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `load`."""
    parser.add_argument("kind", choices=[*KINDS, "auto"], help="the kind of file; auto recognises the ones we know")
    parser.add_argument("file", help="a file, a folder, a zip or an https address")
    parser.add_argument("--mapping", type=Path, help="for a mapped table: the TOML file that names its columns")
    parser.add_argument(
        "--accept-refusals", action="store_true", help="keep the good rows although others were refused"
    )
    parser.add_argument(
        "--adds", action="store_true", help="add to the data set instead of replacing what was loaded before"
    )
    parser.add_argument("--again", action="store_true", help="load it although the same content was loaded before")
    parser.add_argument("--report", action="store_true", help="print the whole report as JSON on standard output")


def run(args: Namespace) -> int:
    """Load the file and report."""
    store = open_store(args.warehouse)
    with progress(args.file) as told:
        report = load(
            store,
            args.kind,
            args.file,
            at=datetime.now(UTC),
            accept_refusals=args.accept_refusals,
            adds=args.adds,
            again=args.again,
            mapping=args.mapping,
            progress=told,
        )
    if report.new:
        _tell(report)
    else:
        _tell_again(report, args.file, stands=report.load in {one.load for one in current(every_load(store))})
    if args.report:
        print(to_json(report))  # noqa: T201 - the answer
    return 0


def _tell_again(report: LoadReport, file: str, *, stands: bool) -> None:
    say(f"{file}: this content was loaded before, as {report.file} on {report.at[:10]}; nothing changed.")
    if not stands:
        say("  A newer load has taken its place since. To go back to this one, load it with --again.")


def _tell(report: LoadReport) -> None:
    say(f"{report.file}: {report.rows_read:,} rows read, {report.rows_kept:,} kept, {report.rows_refused:,} refused.")
    for refusal in report.refusals[:5]:
        say(f"  {refusal['file']}, row {refusal['row']}, {refusal['field']}: {refusal['reason']}.")
    if report.rows_refused:
        say("  The whole list: sectorled load ... --report, or sectorled check.")
    if report.unknown_areas:
        named = ", ".join(list(report.unknown_areas)[:8])
        say(f"  Not recognised as councils: {named} ({len(report.unknown_areas)} in all).")
    for note in report.notes:
        say(f"  {note}")
