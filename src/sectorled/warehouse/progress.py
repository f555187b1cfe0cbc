"""How far long work is: told in words and numbers to whoever shows it, in a terminal or on a page."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many
T = TypeVar("T")


def unseen(what: str, done: int, of: int) -> None:
    """Nobody looks."""


def counted(items: Sequence[T], what: str, progress: Progress) -> Iterator[T]:
    """The items one after the other; before each is told how many are done, and after the last that all are."""
    for done, item in enumerate(items):
        progress(what, done, len(items))
        yield item
    progress(what, len(items), len(items))
