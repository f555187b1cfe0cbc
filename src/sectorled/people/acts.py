"""What the log of acts says, in words."""

from collections.abc import Mapping
from typing import Any

ACTS = {
    "account.closed": "Closed an account",
    "account.made": "Made an account",
    "account.opened": "Opened an account again",
    "account.removed": "Removed a person",
    "account.renamed": "Changed their name",
    "account.two_step_removed": "Removed two-step sign-in",
    "file.stored": "Uploaded a file",
    "files.read": "Read files",
    "files.read_again": "Asked to read files again",
    "files.sent": "Sent files",
    "files.set_aside": "Set files aside",
    "following.began": "Began to follow a council",
    "following.ended": "Stopped following a council",
    "load.withdrawn": "Withdrew figures",
    "measures.reviewed": "Reviewed measures",
    "name.accepted": "Accepted a name for a council",
    "own_measure.defined": "Said what an own measure is",
    "own_measures.kept": "Entered values of own measures",
    "pause.ended": "Ended a pause of publication",
    "pause.entered": "Entered a pause of publication",
    "release.asked_for": "Asked for a release to be made",
    "release.confirmed": "Confirmed a release",
    "release.dropped": "Dropped a release",
    "release.failed": "Could not make or publish a release",
    "release.found": "Found a release that was published already",
    "release.published": "Published a release",
    "release.roll_back_confirmed": "Confirmed going back to an earlier release",
    "release.rolled_back": "Went back to an earlier release",
    "release.tried_again": "Tried again to publish a release",
    "reply.published": "Published a reply",
    "reply.sent_back": "Sent a reply back",
    "reply.withdrawn": "Withdrew a reply",
    "reply.written": "Wrote a reply",
    "report.made": "Made a committee report",
    "role.given": "Gave a role",
    "role.taken": "Took a role away",
}
NAMES = {"new": "new values", "changed": "changed values", "metric": "measure", "before": "release before"}


def spoken(verb: str) -> str:
    """An act in words; one that has none is spelt as it is recorded."""
    return ACTS.get(verb) or verb.replace(".", ": ").replace("_", " ").capitalize()


def verbs_like(words: str) -> list[str]:
    """The acts whose words hold these."""
    return [verb for verb, said in ACTS.items() if words.casefold() in said.casefold()]


def details_of(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was recorded beside an act: a name in words, and its value."""
    told = [(name, value) for name, value in sorted(details.items()) if value != ""]
    return [(NAMES.get(name, name.replace("_", " ")), _value(value)) for name, value in told]


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
