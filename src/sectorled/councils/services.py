"""Keeping the rows of councils as the published release has them."""

from django.db import transaction

from sectorled.councils.models import Council
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.groups import councils


@transaction.atomic
def project_councils(*, release: Release) -> int:
    """Write a release's councils, new or changed; returns how many there are.  None is deleted."""
    rows = councils(release.table("areas")).select("code", "name", "kind", "start", "end").iter_rows(named=True)
    made = [Council(**(row | {"kind": row["kind"] or ""})) for row in rows]
    Council.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["code"], update_fields=["name", "kind", "start", "end"]
    )
    return len(made)
