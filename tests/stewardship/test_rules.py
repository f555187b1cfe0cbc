"""What a steward may do, decided without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from sectorled.platform.refusals import RefusedError
from sectorled.stewardship.rules import check_files, check_publish, check_roll_back, file_name, is_silent, parcels

NOW = datetime(2026, 11, 22, tzinfo=UTC)
READY = {"state": "ready", "verified": True, "published_now": "a", "compared_with": "a", "release": "b"}


@pytest.mark.parametrize(("seconds", "silent"), [(0, False), (45, False), (46, True)])
def test_work_is_silent_after_three_quarters_of_a_minute(seconds, silent):
    assert is_silent(since=NOW - timedelta(seconds=seconds), at=NOW) is silent


@pytest.mark.parametrize(
    ("given", "name"), [("a.csv", "a.csv"), ("C:\\figures\\a.csv", "a.csv"), ("../../a.csv", "a.csv"), (" a b ", "a b")]
)
def test_a_name_is_its_last_part(given, name):
    assert file_name(given) == name


@pytest.mark.parametrize("given", ["", "folder/", "..", ".hidden", "a\x00b", "é" * 101])
def test_what_cannot_be_a_name_is_refused(given):
    with pytest.raises(RefusedError, match="cannot be the name of a file"):
        file_name(given)


@pytest.mark.parametrize(
    ("names", "sizes", "message"),
    [
        (["a"] * 2, [1, 1], "a was chosen twice"),
        (["a", "b"], [1, 0], "b is empty"),
        (["a", "b"], [6, 6], "larger than"),
        ([str(i) for i in range(1001)], [1] * 1001, "More than 1,000 files"),
    ],
)
def test_files_that_may_not_come_together_are_refused(names, sizes, message):
    with pytest.raises(RefusedError, match=message):
        check_files(names, sizes, most_bytes=10)


def test_files_up_to_the_limit_may_come():
    check_files(["a", "b"], [5, 5], most_bytes=10)


@pytest.mark.parametrize(
    ("kinds", "laid"),
    [
        ({"a": "lait", "b": None}, [("lait", ["a", "b"])]),
        ({"a": "package", "b": "lait", "c": None}, [("package", ["a", "b", "c"])]),
        ({"a": None, "b": None}, [(None, ["a"]), (None, ["b"])]),
        (
            {"a": "lait", "b": "hexmaps", "c": None, "d": "lait"},
            [("hexmaps", ["b"]), ("lait", ["a", "d"]), (None, ["c"])],
        ),
    ],
)
def test_what_belongs_together_is_loaded_together(kinds, laid):
    assert parcels(kinds) == laid


def test_a_release_that_is_ready_verified_and_compared_may_be_published():
    check_publish(**READY)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"state": "published"}, "is not ready"),
        ({"verified": False}, "could not be verified"),
        ({"published_now": "b"}, "already the published one"),
        ({"published_now": "c"}, "Another release was published"),
    ],
)
def test_any_other_release_may_not(wrong, message):
    with pytest.raises(RefusedError, match=message):
        check_publish(**READY | wrong)


def test_one_goes_back_to_what_was_published_and_says_why():
    check_roll_back(to="a", published_now="b", earlier={"a", "b"}, reason="Wrong")


@pytest.mark.parametrize(
    ("to", "reason", "message"),
    [("b", "Wrong", "already the published one"), ("c", "Wrong", "never published"), ("a", " ", "Say why")],
)
def test_one_goes_back_to_nothing_else_and_not_without_a_reason(to, reason, message):
    with pytest.raises(RefusedError, match=message):
        check_roll_back(to=to, published_now="b", earlier={"a", "b"}, reason=reason)
