"""A load, build, publication or roll-back that is killed at any moment leaves the published release as it was."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from sectorled.warehouse.layout import as_frame, observations_of
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.manifest import Manifest, manifest_of
from sectorled.warehouse.release.publish import damaged_files, publish, published
from sectorled.warehouse.store import Store, open_store
from tests.warehouse.release.little import at, load
from tests.warehouse.release.victim import act

ACTS = ("load", "build", "publish", "rollback")
FEW = 12  # in the fast suite
KILLS = int(os.environ.get("SECTORLED_KILLS", "200"))

Victim = Callable[[str, Path, str, float], tuple[str, int, float]]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse as it stands before each act: a release published, what the act needs done."""
    folder = tmp_path_factory.mktemp("before")
    for name in ACTS:
        store = open_store(str(folder / name))
        load(store, 1)
        publish(store, build(store, at=at(1)).release, at=at(1))
        for earlier in ACTS[: ACTS.index(name)]:
            act(earlier, store)
    return folder


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    """Do an act in a process that dies at a call, or after some seconds."""
    command = [sys.executable, "-m", "tests.warehouse.release.victim"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        talk, answer = process.stdin, process.stdout
        assert talk
        assert answer

        def kill(name: str, warehouse: Path, how: str, amount: float) -> tuple[str, int, float]:
            print(name, warehouse, how, amount, file=talk, flush=True)
            died, calls, lived = answer.readline().split()
            return died, int(calls), float(lived)

        yield kill
        talk.close()


def stands(store: Store) -> tuple[str, tuple[float, ...]]:
    """The published release, whole, with figures that can be read from it."""
    release = published(store)
    manifest = manifest_of(store, release)
    assert manifest is not None
    assert damaged_files(store, manifest) == []
    return release, tuple(as_frame(observations_of(store, release).of_metrics(["m2"]))["value"])


def kill_often(kills: int, before: Path, victim: Victim, folder: Path) -> Counter[str]:
    """Kill each act many times, half at a call and half after a time; count how the acts ended."""
    chance, ended = np.random.default_rng(kills), Counter[str]()
    for name in ACTS:
        whole = folder / f"{name}-whole"
        shutil.copytree(before / name, whole)
        _, calls, seconds = victim(name, whole, "calls", 0)
        for number in range(kills // len(ACTS)):
            how, amount = ("calls", chance.integers(1, calls + 1)), ("seconds", chance.uniform(0, seconds))
            place = folder / f"{name}-{number}"
            shutil.copytree(before / name, place)
            ended[victim(name, place, *(how if number % 2 else amount))[0]] += 1
            check(name, open_store(str(place)), open_store(str(before / name)), open_store(str(whole)))
            shutil.rmtree(place)
    return ended


def check(name: str, killed: Store, before: Store, whole: Store) -> None:
    """What stands is what stood or what was to stand; and what was killed can be done after, to the same result."""
    assert stands(killed) in (stands(before), stands(whole))
    act(name, killed)
    assert stands(killed) == stands(whole)
    assert files(build(killed, at=at(3))) == files(build(whole, at=at(3)))


def files(manifest: Manifest) -> tuple[str, dict[str, str]]:
    return manifest.release, manifest.files


def test_a_few_kills_leave_the_published_release_as_it_was(before, victim, tmp_path):
    ended = kill_often(FEW, before, victim, tmp_path)

    assert ended["failed"] == 0
    assert ended["killed"] >= FEW // 2


@pytest.mark.slow
def test_many_kills_leave_the_published_release_as_it_was(before, victim, tmp_path):
    ended = kill_often(KILLS, before, victim, tmp_path)

    assert ended["failed"] == 0
    assert ended["killed"] >= KILLS // 2
