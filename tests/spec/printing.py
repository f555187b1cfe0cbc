"""Reference pages are printed by tests: a page that no longer says what the code does fails its test.

`SECTORLED_WRITE_DOCS=1` writes the page instead; review the difference before committing it.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def printed(name: str, text: str, *, ending: str = "md") -> None:
    """Assert that `docs/reference/NAME.ENDING` reads exactly `text` (one line end at its close is added)."""
    page, text = REFERENCE / f"{name}.{ending}", text.strip() + "\n"
    if os.environ.get("SECTORLED_WRITE_DOCS") == "1":
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    assert page.exists(), f"{page.name} was never printed: run this test with SECTORLED_WRITE_DOCS=1"
    assert page.read_text(encoding="utf-8") == text, f"{page.name} is out of date: SECTORLED_WRITE_DOCS=1 reprints it"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; a column whose title ends with a colon is set to the right."""
    titles = [title.removesuffix(":") for title in header]
    rules = ["---:" if title.endswith(":") else "---" for title in header]
    lines = [titles, rules, *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
