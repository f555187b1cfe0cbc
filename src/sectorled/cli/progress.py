"""Progress of long work on standard error: what is being done, how much of it, for how long."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from sectorled.publishing.plain_text import plain_text
from sectorled.warehouse.progress import Progress


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar beside the words, told what is done of it and how much; nothing where there is no terminal."""
    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        words = plain_text(what)
        task = bar.add_task(words, total=None)
        yield lambda part, done, of: bar.update(task, description=f"{words}: {part}", completed=done, total=of)
