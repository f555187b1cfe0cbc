"""Whether the site can do its work; for machines that watch it."""

from collections.abc import Callable

import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sectorled.councils.releases import release_read
from sectorled.warehouse.store import StoreError
from sectorled.warehouse.tidy import InputError

log = structlog.get_logger("sectorled.health")
UNWELL = 503


@never_cache
@require_safe
def health(_: HttpRequest) -> JsonResponse:
    """200 where the database and the published release can be read; else 503 and which of them cannot, no more."""
    said = {"database": _asked(_database), "warehouse": _asked(_warehouse)}
    well = set(said.values()) == {"well"}
    return JsonResponse({"status": "well" if well else "unwell"} | said, status=200 if well else UNWELL)


def _asked(ask: Callable[[], object]) -> str:
    try:
        ask()
    except (DatabaseError, InputError, StoreError, OSError) as error:
        log.error("unwell", part=ask.__name__.strip("_"), error=type(error).__name__)  # noqa: TRY400 - words may be secret
        return "unwell"
    return "well"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _warehouse() -> None:
    release_read()
