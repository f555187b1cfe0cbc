"""`python -m sectorled` is the `sectorled` command."""

from sectorled.cli.__main__ import main

raise SystemExit(main())
