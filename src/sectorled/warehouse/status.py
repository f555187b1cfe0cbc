"""The status of a value: every observation has exactly one (C3)."""

STATUSES = (
    "final",
    "provisional",
    "estimated",
    "revised",
    "restricted",
    "suppressed",
    "not applicable",
    "not collected",
    "missing",
)
COUNTED = frozenset({"final", "provisional", "estimated", "revised"})  # only these enter statistics
WITHHELD = ("restricted", "suppressed")  # a value exists and is not to be known
CODE = {status: code for code, status in enumerate(STATUSES)}
N_COUNTED = len(COUNTED)  # codes below this one are counted: the tuple starts with them
NOT_APPLICABLE = CODE["not applicable"]
MISSING = CODE["missing"]
ABSENT = -1  # in dense arrays: the release has no row for this metric, area and period
OUTSIDE = -2  # in dense arrays: the area did not exist then and has no place in the group
