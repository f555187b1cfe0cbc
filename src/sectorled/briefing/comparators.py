"""How a sentence names the councils that one is compared with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparators:
    """`counted` has a place for their number ("its {n} nearest neighbours"), `named` has none."""

    counted: str
    named: str

    def of(self, n: int) -> str:
        """The words around a number: its 15 nearest neighbours."""
        return self.counted.format(n=f"{n:,}")


NEIGHBOURS = Comparators("its {n} nearest neighbours", "its nearest neighbours")


def comparators(kind: str, label: str | None) -> Comparators:
    """The words for a group of this kind (as in `tables.GROUP_KINDS`) and label."""
    if kind == "neighbours":
        return NEIGHBOURS
    if kind == "all":
        return Comparators("the {n} other councils", "the other councils")
    if kind in ("type", "tier"):
        return Comparators(f"the {{n}} other councils of its {kind}", f"the other councils of its {kind}")
    if kind == "family":
        return Comparators("the {n} others in its family", "the others in its family")
    where = (label or "its group").replace("{", "(").replace("}", ")")
    return Comparators(f"the {{n}} others in {where}", f"the others in {where}")
