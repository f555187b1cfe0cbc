"""Run a command with a PostgreSQL of its own: `python -m tests.postgres python -m pytest tests/people`.

Where DATABASE_URL is set the command runs with that.  Else a private cluster is made from Debian's binaries, listening
on a socket in a temporary folder only, and removed afterwards.  Without binaries the command is skipped, and says so.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

OWNER = "postgres"  # the server refuses to run as root; Debian's package makes this user
STARTS_WITHIN_SECONDS = 30
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nothing here outlives the command


def main(command: Sequence[str]) -> int:
    """Run the command and return its code; 0 where it was skipped."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    binaries = _binaries()
    if binaries is None:
        sys.stderr.write(f"1 pass skipped: PostgreSQL is not installed. Not run: {' '.join(command)}\n")
        return 0
    with cluster(binaries) as address:
        return subprocess.run(command, check=False, env=os.environ | {"DATABASE_URL": address}).returncode


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """The address of a new, empty PostgreSQL, while the block runs."""
    folder = Path(tempfile.mkdtemp(prefix="sectorled-postgres-"))
    as_owner = _as_owner(folder)
    try:
        data = ["-D", str(folder / "data")]
        made = [*as_owner, str(binaries / "initdb"), *data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*made, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL)
        options = [word for option in ("listen_addresses=", *QUICK) for word in ("-c", option)]
        server = subprocess.Popen(
            [*as_owner, str(binaries / "postgres"), *data, "-k", str(folder), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(binaries, folder, server)
            yield f"postgresql://{OWNER}@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown: it does not wait for connections that were left open
            server.wait(timeout=STARTS_WITHIN_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _as_owner(folder: Path) -> list[str]:
    """What stands before a command so that it runs as the server's owner, to whom the folder is given."""
    if os.getuid() != 0:
        return []
    owner = pwd.getpwnam(OWNER)
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups", "--"]


def _wait(binaries: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    asked = [str(binaries / "pg_isready"), "-q", "-h", str(folder)]
    while subprocess.run(asked, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start in {folder}.")
        time.sleep(0.05)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
