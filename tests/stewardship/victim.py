"""What a killed worker leaves, in processes of their own: run as `python -m tests.stewardship.victim`.

The environment names an empty database, a warehouse with a published release and a newer load.  A steward asks for a
release, the worker is killed in the middle of it, and the steward asks again.  It prints what the pages said.
"""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django is set up first
from django.test import Client  # noqa: E402 - the same

from sectorled.stewardship.models import ReleaseWork  # noqa: E402 - the same
from tests.people import factories  # noqa: E402 - the same

LONGEST_SECONDS = 60


def wait_for(state, *steps):
    """Wait until the newest work is in this state, in one of these steps where any are named."""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        work = ReleaseWork.objects.first()
        if work.state == state and (not steps or work.step in steps):
            return work
        time.sleep(0.002)
    raise TimeoutError(f"not {state} {steps} but {work.state} {work.step} {work.message}")


def worker():
    """A worker as people start it."""
    return subprocess.Popen([sys.executable, "-m", "django", "db_worker", "--interval", "0.1", "--no-startup-delay"])


def main():
    """Ask, kill, look, ask again, publish."""
    call_command("migrate", verbosity=0)
    desk = Client()
    desk.force_login(factories.with_role("steward@example.org", "steward", factories.body()))
    desk.post("/steward/releases/make/")
    first = worker()
    work = wait_for("making", "building")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    ReleaseWork.objects.filter(pk=work.pk).update(beat=work.beat - timedelta(minutes=5))
    page = desk.get(f"/steward/releases/work/{work.pk}/").content.decode()
    said = ["stopped" if "It stopped" in page else "going"]
    said.append("offered" if 'action="/steward/releases/make/"' in page else "not offered")
    second = worker()
    try:
        desk.post("/steward/releases/make/")
        work = wait_for("ready")
        desk.post(f"/steward/releases/work/{work.pk}/publish/")
        said.append(wait_for("published").release)
    finally:
        second.terminate()
        second.wait()
    sys.stdout.write(" ".join(said))


if __name__ == "__main__":
    main()
