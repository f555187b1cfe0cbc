"""Decisions about accounts and roles."""

from sectorled.platform.refusals import RefusedError

AT_A_COUNCIL = frozenset({"officer", "leader"})
AT_THE_BODY = frozenset({"steward", "administrator"})


def check_fits(kind: str, *, at_a_council: bool) -> None:
    """RefusedError unless a role of this kind is held at a council, or at the sector body."""
    if at_a_council and kind not in AT_A_COUNCIL:
        raise RefusedError("This role is held at the sector body. Leave the council empty.")
    if not at_a_council and kind not in AT_THE_BODY:
        raise RefusedError("This role is held at a council. Choose the council.")


def check_administrator_stays(*, other_administrators: int) -> None:
    """RefusedError where an act would leave nobody who can give roles."""
    if other_administrators == 0:
        raise RefusedError("This is the last administrator. Make somebody else an administrator first.")
