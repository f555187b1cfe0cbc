"""The rows that a sweep writes: words as codes and numbers as arrays until they are Parquet."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Array = npt.NDArray[Any]
Words = tuple[Array, Sequence[str]]  # positions in a list of distinct words


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of equal length; in `numbers` NaN is a blank, and so is a rank or band of 0."""

    words: Mapping[str, Words]
    numbers: Mapping[str, Array]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.words.values()))[0])

    def frame(self) -> pl.DataFrame:
        """The rows as a frame."""
        words = [_worded(name, *words) for name, words in self.words.items()]
        numbers = [pl.Series(name, array) for name, array in self.numbers.items()]
        ranks, floats = pl.col(pl.Int32, pl.Int8), pl.col(pl.Float64)
        return pl.DataFrame([*words, *numbers]).with_columns(floats.fill_nan(None), pl.when(ranks != 0).then(ranks))


def _worded(name: str, positions: Array, words: Sequence[str]) -> pl.Series:
    return pl.Series(name, positions.astype(np.uint32)).cat.to(pl.Enum(list(words)))


def parquet(parts: Sequence[Rows]) -> bytes:
    """The parts as one file in order of metric; each part is so already, and no two share a metric."""
    frames = [rows.frame() for rows in parts]
    if len(frames) > 1:
        plain = [frame.with_columns(pl.col(pl.Enum).cast(pl.String)) for frame in frames]
        frames = [pl.concat(plain).sort("metric", maintain_order=True)]
    buffer = io.BytesIO()
    frames[0].write_parquet(buffer, compression="lz4")
    return buffer.getvalue()
