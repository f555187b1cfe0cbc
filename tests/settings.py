"""The site's settings for tests: nothing leaves the process, nothing is written outside a temporary folder."""

import os
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="sectorled-tests-"))
(FOLDER / "static").mkdir()
os.environ["SECTORLED_SECRET_KEY"] = "only-for-tests-" * 5
os.environ["SECTORLED_FILES"] = str(FOLDER / "files")
os.environ["SECTORLED_STATIC"] = str(FOLDER / "static")
os.environ["SECTORLED_WAREHOUSE"] = str(FOLDER / "warehouse")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from sectorled.site.settings import *  # noqa: E402, F403 - Django's way to change a few settings of many

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "memory": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405 - as above
POSTS_A_MINUTE = 0
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

del os.environ["SECTORLED_WAREHOUSE"]  # tests of the command line say themselves where their warehouse is
