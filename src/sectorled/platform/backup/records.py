"""Every row of every table, as text that no database owns."""

import io
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from sectorled.platform.backup.archive import Reader, Writer
from sectorled.warehouse.tidy import InputError

PART = "records"
_MADE_BY_MIGRATIONS = (Permission, ContentType)  # in the order in which they can be deleted
_ROWS_AT_ONCE = 1000


class _Exact(DjangoJSONEncoder):
    """Times to the microsecond, which Django's own encoder cuts off."""

    def default(self, value: Any) -> Any:
        """A time with all it has."""
        return value.isoformat() if isinstance(value, datetime | time) else super().default(value)


def migrations() -> list[str]:
    """Every migration of this version of the software, by which an archive's tables are recognised."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def write(writer: Writer) -> None:
    """Every table as it was at one moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for model in _tables():
            rows = model._base_manager.order_by("pk").iterator(chunk_size=_ROWS_AT_ONCE)
            with writer.entry(f"{PART}/{model._meta.label_lower}.jsonl") as entry:
                for row in rows:
                    entry.write(serializers.serialize("jsonl", [row], cls=_Exact).encode())


def check_fits(reader: Reader) -> None:
    """InputError unless the archive's tables are those of this version of the software."""
    theirs, ours = set(reader.manifest.get("migrations", [])), set(migrations())
    if theirs != ours:
        other = ", ".join(sorted(theirs ^ ours)[:5])
        raise InputError(
            f"The archive was made by another version of this software (they differ in {other}). "
            "Restore it with the version that made it, then bring that up to date."
        )


def is_empty() -> bool:
    """Whether no table holds a row, other than those that setting up makes."""
    there = set(connection.introspection.table_names())
    made = [model for model in _tables() if model not in _MADE_BY_MIGRATIONS]
    return not any(model._base_manager.exists() for model in made if model._meta.db_table in there)


def read(reader: Reader) -> None:
    """Set up the tables and fill them, all or none; call it inside a transaction that the caller commits last."""
    for model in _MADE_BY_MIGRATIONS:
        model._base_manager.all().delete()
    for name in reader.names(PART):
        with reader.open(PART, name) as stream:
            for row in serializers.deserialize("jsonl", io.TextIOWrapper(stream, "utf-8")):
                row.save(force_insert=True)
    connection.check_constraints()
    resets = connection.ops.sequence_reset_sql(no_style(), list(_tables()))
    with connection.cursor() as cursor:
        for reset in resets:
            cursor.execute(reset)


def set_up() -> None:
    """The tables, empty."""
    call_command("migrate", verbosity=0)


def _tables() -> Iterator[type[models.Model]]:
    """The models that have a table of their own; the tables between two models go with the first."""
    kinds = sorted(apps.get_models(), key=lambda model: model._meta.label_lower)
    return (model for model in kinds if model._meta.managed and not model._meta.proxy)
