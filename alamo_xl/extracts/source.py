"""An extract opened: its files as rows that are numbered, its columns matched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alamo_xl import inputs
from alamo_xl.errors import BadExtract
from alamo_xl.extracts.columns import Columns, Mapped, match
from alamo_xl.extracts.delimited import Rewritten, look
from alamo_xl.extracts.duck import Duck
from alamo_xl.extracts.engine import Frame
from alamo_xl.extracts.files import Files

BookRows = Callable[[Path], Iterable[tuple[object, ...]]]
"""The rows of a workbook's first sheet, its names first: handed over by the command, since this room knows no books."""


@dataclass(frozen=True)
class Source:
    """An extract's rows as they came (`frame`), the types they have, how many, and what was met on the way."""

    engine: Duck
    files: Files
    columns: Columns
    types: Mapping[str, str]
    frame: Frame
    rows: int
    notes: tuple[str, ...] = ()


def open_source(
    engine: Duck, files: Files, mapped: Mapped | None = None, unit: str | None = None, book_rows: BookRows | None = None
) -> Source:
    """An extract, its columns matched. Raises BadExtract in one line that names the file or the column."""
    met = Rewritten()
    paths = (
        list(files.paths)
        if files.kind == "parquet"
        else [_staged(engine, each, met, mapped, unit, book_rows) for each in files.paths]
    )
    types = engine.columns(paths[0])
    for path, original in zip(paths, files.paths, strict=True):
        if (others := engine.columns(path)) != types:
            raise BadExtract(
                f"{original.name} has other columns than {files.paths[0].name}: {_differing(types, others)}"
            )
    columns = match(list(types), mapped, unit)
    frame = engine.frame(paths)
    rows = sum(map(engine.rows_in, paths))
    if not rows:
        raise BadExtract(f"{files.paths[0].name} has names of columns and no rows")
    return Source(engine, files, columns, types, frame, rows, tuple(_notes(files, met)))


def _differing(types: Mapping[str, str], others: Mapping[str, str]) -> str:
    for name in (*types, *others):
        if types.get(name) != others.get(name):
            return f"{name!r} is {others.get(name, 'not there')}, not {types.get(name, 'there')}"
    return "their order"


def _staged(
    engine: Duck, path: Path, met: Rewritten, mapped: Mapped | None, unit: str | None, book_rows: BookRows | None
) -> Path:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        seen = look(path)
        match(seen.names, mapped, unit)
        return engine.staged(path, seen, met)
    if book_rows is None:
        raise BadExtract(f"{path.name} is a workbook; give CSV or Parquet")
    rows = iter(book_rows(path))
    names = [_text(cell).strip() for cell in next(rows, ())]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise BadExtract(f"{path.name} has no columns: the first row of its first sheet names them")
    named = [name or f"column {place}" for place, name in enumerate(names, 1)]
    match(named, mapped, unit)
    return engine.staged_rows(named, _cells(path, rows, len(named)))


def _cells(path: Path, rows: Iterable[tuple[object, ...]], width: int) -> Iterator[list[str]]:
    """Rows of a sheet as texts; blank rows at its end are none of the extract's."""
    blank = 0
    for number, row in enumerate(rows, 2):
        cells = [_text(cell) for cell in row]
        if any(cells[width:]):
            raise BadExtract(f"{path.name}, row {number:,}: {len(cells)} cells under {width} names")
        if not any(cells):
            blank += 1
            continue
        yield from ([""] * width for _ in range(blank))
        blank = 0
        yield (cells + [""] * width)[:width]


def _text(cell: object) -> str:
    """A cell as its text: a date in ISO, a number in its shortest decimals."""
    if cell is None:
        return ""
    number = inputs.exact(cell)
    if number is not None and not isinstance(cell, str):
        return f"{number:f}" if number.is_finite() else str(cell)
    return str(cell)


def _notes(files: Files, met: Rewritten) -> Iterator[str]:
    if files.left:
        yield f"not read, being no CSV, Parquet or xlsx: {', '.join(path.name for path in files.left)}"
    if met.windows:
        yield f"{met.windows:,} lines are not UTF-8 and were read as Windows-1252"
    if met.short:
        yield f"{met.short:,} rows have fewer fields than names; what they lack is blank"
