"""Installations in folders of their own, each with its database, worked by the command in processes of their own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FILL = """
from datetime import UTC, datetime
import django
django.setup()
from tests.platform.filled import fill
fill(at=datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC))
"""
DUMP = """
import django
django.setup()
from tests.platform.filled import dump
print(dump())
"""


@dataclass(frozen=True)
class Installation:
    """A folder, and the address of its database."""

    folder: Path
    database: str

    @property
    def warehouse(self):
        return self.folder / "warehouse"

    @property
    def files(self):
        return self.folder / "files"

    def run(self, *command, **more):
        """A Python command with this installation's settings."""
        told = {
            "DJANGO_SETTINGS_MODULE": "sectorled.site.settings",
            "SECTORLED_SECRET_KEY": "only-for-tests-" * 5,
            "SECTORLED_LOG_LEVEL": "ERROR",
            "DATABASE_URL": self.database,
            "SECTORLED_FILES": str(self.files),
            "SECTORLED_WAREHOUSE": str(self.warehouse),
        }
        return subprocess.run(
            [sys.executable, *command], env=os.environ | told, capture_output=True, text=True, check=False, **more
        )

    def sectorled(self, *words):
        """The command."""
        return self.run("-m", "sectorled", *map(str, words))

    def fill(self):
        """Set the tables up and put something into them."""
        for command in (("-m", "django", "migrate", "-v0"), ("-c", FILL)):
            ran = self.run(*command)
            assert ran.returncode == 0, ran.stderr

    def rows(self):
        """Every row of every table, as text."""
        ran = self.run("-c", DUMP)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def contents(self):
        """Every file of uploads and warehouse; locks and what a stopped restore left behind are not."""
        found = (path for root in (self.files, self.warehouse) for path in root.rglob("*") if path.is_file())
        names = {path.relative_to(self.folder): path for path in found}
        return {
            str(name): path.read_bytes()
            for name, path in names.items()
            if not any(part.startswith(".") for part in name.parts)
        }


def in_sqlite(folder):
    """An installation on SQLite."""
    folder.mkdir()
    return Installation(folder, f"sqlite:///{folder / 'records.sqlite3'}")
