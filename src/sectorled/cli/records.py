"""Django made ready, for the verbs that need records or pages; the others never load it."""

import argparse
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import django

SETTINGS = "sectorled.site.settings"


def as_demonstrated(parser: argparse.ArgumentParser) -> None:
    """The switch that `set_up` reads before the verb is known."""
    parser.add_argument(
        "--demonstration",
        action="store_true",
        help="records and secret lie beside the warehouse, as `make demo` has them",
    )


def set_up(argv: Sequence[str]) -> None:
    """Read the settings, for the warehouse that the command line names.

    With `--demonstration` no setting is needed: what is not given lies beside the warehouse, the secret key too.
    """
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--warehouse", default=os.environ.get("SECTORLED_WAREHOUSE", "var/warehouse"))
    early.add_argument("--demonstration", action="store_true")
    early.add_argument("--port", default="8000")
    asked = early.parse_known_args(argv)[0]
    warehouse = asked.warehouse
    os.environ["SECTORLED_WAREHOUSE"] = warehouse
    if asked.demonstration:
        os.environ.setdefault("SECTORLED_ADDRESS", f"http://127.0.0.1:{asked.port}")
        _beside(Path("var/warehouse" if "://" in warehouse else warehouse).absolute().parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def _beside(folder: Path) -> None:
    key = folder / "secret-key"
    if "SECTORLED_SECRET_KEY" not in os.environ and not key.exists():
        folder.mkdir(parents=True, exist_ok=True)
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    given = {
        "DATABASE_URL": f"sqlite:///{folder / 'records.sqlite3'}",
        "SECTORLED_FILES": str(folder / "files"),
        "SECTORLED_STATIC": str(folder / "static"),
        "SECTORLED_LOG_LEVEL": "WARNING",
    }
    for name, value in given.items():
        os.environ.setdefault(name, value)
    if key.exists():
        os.environ.setdefault("SECTORLED_SECRET_KEY", key.read_text())
