"""What limits count is forgotten when it has ended, and never because others are counted too."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from sectorled.site.counts import SWEEP_SECONDS, SWEPT, Counts


@pytest.fixture
def counts(tmp_path):
    return Counts(str(tmp_path), {})


def test_nobody_pushes_out_what_is_counted_of_another(counts):
    counts.set("victim", 5, timeout=300)

    for other in range(700):
        counts.set(f"other-{other}", 1, timeout=300)

    assert counts.get("victim") == 5
    assert counts.get("other-0") == 1


def test_what_has_ended_is_swept_away_once_a_minute(counts, tmp_path):
    counts.set("ended", 1, timeout=-1)
    counts.set("lasts", 1, timeout=300)
    before = len(list(tmp_path.glob("*.djcache")))
    swept = tmp_path / SWEPT
    a_minute_ago = swept.stat().st_mtime - SWEEP_SECONDS
    os.utime(swept, (a_minute_ago, a_minute_ago))

    counts.set("another", 1, timeout=300)

    assert before == 2
    assert len(list(tmp_path.glob("*.djcache"))) == 2
    assert counts.get("ended") is None
    assert counts.get("lasts") == 1


def test_of_many_who_add_a_key_at_once_one_does(counts):
    with ThreadPoolExecutor(8) as several:
        added = list(several.map(lambda n: counts.add("code", n, timeout=30), range(64)))

    assert added.count(True) == 1
    assert counts.add("code", 0) is False
    assert counts.get("code") == added.index(True)
    assert counts.add("another", 0) is True
