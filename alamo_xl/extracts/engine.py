"""What the law needs of an engine beside what Narwhals says for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import narwhals as nw

Frame = nw.LazyFrame[Any]
ROW = "alamo_row"
"""The row's number in the extract, from 0, in the order of its files."""


class Codes(NamedTuple):
    """Which whole number each text of a column stands for; `blank` where it is null, `other` any other text.

    `whole` says that the column holds whole numbers, and the texts are theirs.
    """

    column: str
    of: Mapping[str, int]
    blank: int
    other: int
    whole: bool = False


class Engine(Protocol):
    """DuckDB or Spark."""

    folder: Path
    """Where its work files are."""
    in_folders: bool
    """Whether it writes a folder where another writes a file."""

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """What a frame answers, whole."""

    def values(self, frame: Frame, columns: Sequence[str], most: int) -> dict[str, list[str]]:
        """The texts that each column holds, the most frequent first, at most so many; nulls aside."""

    def encoded(self, frame: Frame, codes: Mapping[str, Codes]) -> Frame:
        """New columns: the whole number that each text of a column stands for."""

    def looked_up(self, frame: Frame, tables: Mapping[str, tuple[str, Sequence[object]]]) -> Frame:
        """New columns: of each list the item whose place, from 0, a column says; null where that is no place."""

    def table(self, columns: Mapping[str, Sequence[float]]) -> Frame:
        """A small table: of each column its values."""

    def first(self, frame: Frame) -> dict[str, Any]:
        """The first row of what a frame answers, by column."""

    def all(self, frame: Frame) -> list[dict[str, Any]]:
        """Every row of what a frame answers, in its order."""

    def kept(self, frame: Frame) -> Frame:
        """What a frame answers, computed once and kept."""

    def store(self, frame: Frame, path: Path) -> Frame:
        """Writes a frame as Parquet in the order of ROW, without it, and gives back what was written."""

    def store_text(self, frame: Frame, path: Path) -> None:
        """Writes a frame as CSV in the order of ROW, without it."""

    def reasons(self, stored: Frame, column: str, most: int) -> list[tuple[str, int, int]]:
        """The texts of a column, how many rows have each, and the first of them from 1; the most frequent first."""
