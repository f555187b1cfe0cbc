"""What a killed worker leaves, in processes of their own: run as `python -m tests.stewardship.victim`.

The environment names an empty database and a warehouse with a published release; newer files lie beside them.  A
steward sends the files, has a release made and publishes it; each time the worker is killed on the way, and the steward
looks and asks again.  It prints what the pages said, and how much readers and the next release had of it then.
"""

import os
import signal
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django is set up first
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 - the same
from django.core.management import call_command  # noqa: E402 - the same
from django.test import Client  # noqa: E402 - the same

from sectorled.stewardship.models import Intake, ReleaseWork  # noqa: E402 - the same
from sectorled.warehouse.loads import every_load  # noqa: E402 - the same
from sectorled.warehouse.release.publish import history  # noqa: E402 - the same
from sectorled.warehouse.store import open_store  # noqa: E402 - the same
from tests.people import factories  # noqa: E402 - the same

LONGEST_SECONDS = 240  # on a busy machine
STORE = open_store(settings.WAREHOUSE)


def newest(model, **how):
    """The newest work of a model, once it is like this."""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        found = model.objects.filter(**how).first()
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError([how, *model.objects.values_list("state", "step", "message")])


@contextmanager
def worker():
    """A worker as people start it."""
    command = [sys.executable, "-m", "django", "db_worker", "--interval", "0.1", "--no-startup-delay"]
    with subprocess.Popen(command) as running:
        try:
            yield running
        finally:
            running.kill()


def killed(running, ask, model, **how):
    """Ask, while the warehouse is held, so that the worker waits for it; kill the worker there, five minutes ago."""
    with STORE.writing("test"):
        ask()
        work = newest(model, **how)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    model.objects.filter(pk=work.pk).update(beat=work.beat - timedelta(minutes=5))
    return work


def look(desk, page, button):
    """What the page says, whether it offers to begin again, and how many loads and publications there are."""
    text = desk.get(page).content.decode()
    said = "stopped" if "stopped: the worker gives no sign of life" in text else "going"
    offered = "offered" if f'action="{button}"' in text else "missing"
    sys.stdout.write(f"{said} {offered} {len(every_load(STORE))} {len(history(STORE))}\n")


def send(desk):
    """Send the newer files."""
    paths = sorted((Path(settings.FILES).parent / "newer").iterdir())
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    desk.post("/steward/files/send/", {"token": str(uuid.uuid4()), "files": files, "kind": ""})


def main():
    """Ask, kill, look, ask again; three times."""
    call_command("migrate", verbosity=0)
    desk = Client()
    desk.force_login(factories.with_role("steward@example.org", "steward", factories.body()))
    make, works = "/steward/releases/make/", "/steward/releases/work"
    with worker() as first:
        intake = killed(first, lambda: send(desk), Intake, state="reading", of__gt=0)
    page = f"/steward/files/{intake.pk}/"
    look(desk, page, f"{page}again/")
    with worker() as second:
        desk.post(f"{page}again/")
        newest(Intake, state="kept")
        work = killed(second, lambda: desk.post(make), ReleaseWork, step="building")
    look(desk, f"{works}/{work.pk}/", make)
    with worker() as third:
        desk.post(make)
        page = f"{works}/{newest(ReleaseWork, state='ready').pk}/"
        killed(third, lambda: desk.post(f"{page}publish/"), ReleaseWork, step="publishing")
    look(desk, page, f"{page}try-again/")
    with worker():
        desk.post(f"{page}try-again/")
        newest(ReleaseWork, state="published")
    look(desk, page, f"{page}try-again/")


if __name__ == "__main__":
    main()
