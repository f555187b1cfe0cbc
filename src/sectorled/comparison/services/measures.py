"""Keeping a council's own measures: what they are, and their values, of which every version stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from sectorled.briefing import own_measures as briefing
from sectorled.comparison.models import OwnMeasure, OwnValue
from sectorled.councils.models import Council
from sectorled.people.models import User
from sectorled.platform import audit
from sectorled.publishing.plain_text import plain_text

FIXED = ("label", "unit", "polarity", "decimals")
COMPARED = ("value", "target", "status", "commentary", "owner")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many values were new, changed, and as before."""

    new: int
    changed: int
    same: int


@transaction.atomic
def keep_measures(*, council: Council, read: Iterable[briefing.OwnMeasure], by: User, at: datetime) -> Kept:
    """Write measures and values, all or none; what is as it was gets no new version, what is not there is left."""
    Council.objects.select_for_update().get(pk=council.pk)
    outcomes = list[str]()
    for given in read:
        measure = _measure(council, given)
        outcomes += [_keep(measure, value, by=by, at=at) for value in given.values]
    kept = Kept(*(outcomes.count(outcome) for outcome in ("new", "changed", "same")))
    numbers = {"new": kept.new, "changed": kept.changed}
    audit.record("own_measures.kept", kind="council", subject=council.pk, by=by, at=at, council=council.pk, **numbers)
    return kept


@transaction.atomic
def define_measure(
    *, council: Council, measure_id: int | None, label: str, unit: str, polarity: str, by: User, at: datetime
) -> OwnMeasure:
    """Make a measure, or say otherwise what one is; its id in tables follows from its first name."""
    Council.objects.select_for_update().get(pk=council.pk)
    if measure_id is None:
        measure = OwnMeasure(council=council, key=_free_key(council, label))
    else:
        measure = OwnMeasure.objects.get(pk=measure_id, council=council)
    measure.label, measure.unit, measure.polarity = label, unit, polarity
    measure.save()
    audit.record("own_measure.defined", kind="own measure", subject=measure.pk, by=by, at=at, council=council.pk)
    return measure


def _free_key(council: Council, label: str) -> str:
    """The name in lower case with hyphens; with a number behind it where another measure has that."""
    key = slugify(label)[:60] or "measure"
    taken = set(council.own_measures.values_list("key", flat=True))
    return key if key not in taken else next(k for n in range(2, len(taken) + 3) if (k := f"{key}-{n}") not in taken)


def _measure(council: Council, given: briefing.OwnMeasure) -> OwnMeasure:
    words = {"label": plain_text(given.label), "unit": plain_text(given.unit or ""), "polarity": given.polarity}
    measure, _ = OwnMeasure.objects.get_or_create(council=council, key=plain_text(given.measure), defaults=words)
    fixed = words | {"decimals": max(measure.decimals, given.decimals)}
    if any(getattr(measure, name) != fixed[name] for name in FIXED):
        for name in FIXED:
            setattr(measure, name, fixed[name])
        measure.save(update_fields=FIXED)
    return measure


def _keep(measure: OwnMeasure, given: briefing.Value, *, by: User, at: datetime) -> str:
    """One value: new, changed or same."""
    stands = measure.values.filter(period=given.period.iso, current=True).first()
    fields = {
        "value": given.value,
        "target": given.target,
        "status": given.status,
        "commentary": plain_text(given.commentary or ""),
        "owner": plain_text(given.owner or ""),
    }
    if stands and all(getattr(stands, name) == fields[name] for name in COMPARED):
        return "same"
    if stands:
        stands.current = False
        stands.save(update_fields=["current"])
    OwnValue.objects.create(
        measure=measure,
        period=given.period.iso,
        starts=given.period.start,
        number=stands.number + 1 if stands else 1,
        written_by=by,
        written_at=at,
        **fields,
    )
    return "changed" if stands else "new"
