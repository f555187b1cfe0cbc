"""Faults of a reader told as what they are: a file that cannot be used."""

from collections.abc import Callable

import polars as pl

from sectorled.warehouse.tidy import InputError


def guarded(name: str, load: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """What `load` returns; every fault of the reader, its panics included, is an InputError."""
    try:
        return load()
    except InputError:
        raise
    except (
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
        OSError,
        ValueError,
        OverflowError,
        TypeError,
    ) as error:
        reason = str(error).split("\n", 1)[0][:200]
        raise InputError(f"{name}: cannot be read ({reason}). Fetch the file again.") from error
