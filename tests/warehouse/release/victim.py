"""A process that does one act on a warehouse and dies on the way, for test_kills.

It reads lines `act warehouse calls|seconds amount`: a forked child does the act and dies at that call into the system
that opens, renames or makes something in the warehouse, or after so many seconds.  It answers each line with how the
child ended, how many such calls it made, how long it lived.  Forking costs a hundredth of a new interpreter.
"""

import os
import signal
import sys
import time
from itertools import count

from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.manifest import releases
from sectorled.warehouse.release.publish import publish, rollback
from sectorled.warehouse.store import Store, open_store
from tests.warehouse.release.little import at, load

_TOUCHING = {"open", "os.rename", "os.mkdir", "os.remove", "fcntl.flock"}


def act(name: str, store: Store) -> None:
    """One act, which changes what the warehouse holds."""
    if name == "load":
        load(store, 2, plus=5.0)
    elif name == "build":
        build(store, at=at(3))
    elif name == "publish":
        publish(store, releases(store)[-1].release, at=at(4))
    elif name == "rollback":
        rollback(store, at=at(5), to=releases(store)[0].release)
    else:
        raise ValueError(name)


def _die_at_call(fatal: int, root: str, tell: int) -> None:
    calls = count(1)

    def watch(event: str, args: tuple[object, ...]) -> None:
        touches = event == "fcntl.flock" or (args and isinstance(args[0], str | os.PathLike) and root in str(args[0]))
        if event in _TOUCHING and touches:
            os.write(tell, b".")
            if next(calls) == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def _child(name: str, warehouse: str, fatal: int, tell: int) -> None:
    _die_at_call(fatal, warehouse, tell)
    act(name, open_store(warehouse))


def main() -> None:
    """Serve one line after the other."""
    for line in sys.stdin:
        name, warehouse, how, amount = line.split()
        told, tell = os.pipe()
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                _child(name, warehouse, int(amount) if how == "calls" else 0, tell)
                status = 0
            finally:
                os._exit(status)
        os.close(tell)
        if how == "seconds":
            time.sleep(float(amount))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        lived = time.monotonic() - began
        with os.fdopen(told, "rb") as calls:
            made = len(calls.read())
        died = "killed" if os.WIFSIGNALED(status) else ("done" if status == 0 else "failed")
        print(died, made, lived, flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
