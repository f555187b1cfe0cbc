"""The drawing library as one script for browsers, from the renderer that draws our pictures.

`python -m sectorled.publishing.browser FOLDER` writes `vega.js` there, at set-up.
"""

import sys
from pathlib import Path

import vl_convert

from sectorled.publishing.chart import VEGA_LITE

NAME = "vega.js"


def write_script(folder: Path) -> Path:
    """Write the script, whole or not at all; returns where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    under_way = folder / f".{NAME}.part"
    script = vl_convert.javascript_bundle(vl_version=VEGA_LITE)  # type: ignore[call-arg] # its stub forgets a default
    under_way.write_text(script, "utf-8")
    return under_way.replace(folder / NAME)


if __name__ == "__main__":  # pragma: no cover - run by the Makefile
    write_script(Path(sys.argv[1]))
