"""Settings of every test."""

from hypothesis import settings

# a slow machine is no failed property; the suite's own limit on time is kept elsewhere
settings.register_profile("sectorled", deadline=None)
settings.load_profile("sectorled")
