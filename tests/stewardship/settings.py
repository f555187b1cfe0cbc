"""The settings of tests, with records, files and a warehouse that several processes share, and a worker's queue."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403 - Django's way to change a few settings of many

WAREHOUSE = os.environ["SHARED_WAREHOUSE"]
FILES = Path(os.environ["SHARED_FILES"])
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
