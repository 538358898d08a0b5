"""DuckDB, inside this process: bounded in memory, on disk past that; nothing is fetched from anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw

from alamo_xl.errors import BadExtract
from alamo_xl.extracts.delimited import Look, Rewritten, rows, write_rows
from alamo_xl.extracts.engine import ROW, Codes, Frame

MEMORY = "600MB"
SPARSE = 50
"""Whole numbers, so many times as far apart as there are of them, are looked up as texts and not in a list."""

TYPES = {str: "VARCHAR", bool: "BOOLEAN", float: "DOUBLE"}


def quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: object) -> str:
    """A text in SQL."""
    return "'" + str(value).replace("'", "''") + "'"


class Duck:
    """A DuckDB of its own, its work files in `folder`."""

    in_folders = False

    def __init__(self, folder: Path, memory: str = MEMORY, threads: int | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.views = 0
        self.connection = duckdb.connect(
            config={
                "memory_limit": memory,
                "temp_directory": str(folder),
                "threads": threads or min(4, os.cpu_count() or 1),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "preserve_insertion_order": True,
            }
        )
        self.connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")

    def progress(self) -> float:
        """How much of the query that runs is done, in per cent; below 0 where none does or that is not known."""
        return self.connection.query_progress()

    def close(self) -> None:
        """Lets go of its memory and files."""
        self.connection.close()

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query answers. Raises BadExtract where the disk is full, the memory short or a file damaged."""
        try:
            return self.connection.execute(sql).fetchall()
        except duckdb.Error as error:
            raise BadExtract(_line(error)) from error

    def first(self, frame: Frame) -> dict[str, Any]:
        """The first row of what a frame answers, by column."""
        return dict(zip(frame.collect_schema().names(), self.run(f"{_sql(frame)} LIMIT 1")[0], strict=True))

    def all(self, frame: Frame) -> list[dict[str, Any]]:
        """Every row of what a frame answers, in its order."""
        names = frame.collect_schema().names()
        return [dict(zip(names, row, strict=True)) for row in self.run(_sql(frame))]

    def kept(self, frame: Frame) -> Frame:
        """What a frame answers, computed once and kept in a table that goes to disk where it is large."""
        self.views += 1
        self.run(f"CREATE TEMP TABLE kept_{self.views} AS {_sql(frame)}")
        return self.query(f"SELECT * FROM kept_{self.views}")

    def store(self, frame: Frame, path: Path) -> Frame:
        """Writes a frame as Parquet in the order of ROW, without it, and gives back what was written."""
        self.run(f"COPY ({_sql(frame.drop(ROW))}) TO {text(path)} (FORMAT parquet)")
        return self.frame([path])

    def store_text(self, frame: Frame, path: Path) -> None:
        """Writes a frame as CSV in the order of ROW, without it; that order is the one that rows are read in."""
        self.run(f"COPY ({_sql(frame.drop(ROW))}) TO {text(path)} (FORMAT csv, HEADER true)")

    def reasons(self, stored: Frame, column: str, most: int) -> list[tuple[str, int, int]]:
        """The texts of a column, how many rows have each, and the first of them from 1; the most frequent first."""
        counted = f"SELECT {quoted(column)}, count(*), min({ROW}) + 1 FROM ({_sql(stored)})"
        return self.run(f"{counted} WHERE {quoted(column)} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 3 LIMIT {most}")

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """What a frame answers, whole."""
        return self.run(_sql(frame))

    def staged(self, path: Path, seen: Look, met: Rewritten) -> Path:
        """A file of delimited text as Parquet, every field as its text."""
        if seen.plain and (made := self._as_it_stands(path, seen)):
            return made
        rewritten = self.folder / f"{self._next()}.csv"
        write_rows(rewritten, seen.names, rows(path, seen, met))
        return self._parquet(self._csv(rewritten, seen.names, ",", parallel=False))

    def staged_rows(self, names: Sequence[str], of: Iterable[Iterable[object]]) -> Path:
        """Rows of text as Parquet."""
        written = self.folder / f"{self._next()}.csv"
        write_rows(written, names, of)
        return self._parquet(self._csv(written, names, ",", parallel=False))

    def columns(self, path: Path) -> dict[str, str]:
        """The columns of a Parquet file and their types. Raises BadExtract where it is damaged or none."""
        try:
            return {name: kind for name, kind, *_ in self.run(f"DESCRIBE SELECT * FROM read_parquet({text(path)})")}
        except BadExtract as error:
            raise BadExtract(f"{path.name} is not a whole Parquet file: {error}") from error

    def rows_in(self, path: Path) -> int:
        """The rows of a Parquet file."""
        return int(self.run(f"SELECT sum(num_rows) FROM parquet_file_metadata({text(path)})")[0][0])

    def frame(self, paths: Sequence[Path]) -> Frame:
        """The rows of some Parquet files one after the other, numbered from 0."""
        counts = [self.rows_in(path) for path in paths]
        before = [sum(counts[:place]) for place in range(len(counts))]
        files = ", ".join(map(text, paths))
        number = "file_row_number" if len(paths) == 1 else f"file_row_number + {_list(before)}[file_index::BIGINT + 1]"
        return self.query(f"SELECT *, {number} AS {ROW} FROM read_parquet([{files}])")

    def query(self, sql: str) -> Frame:
        """A query as a frame, not yet run."""
        self.views += 1
        self.run(f"CREATE TEMP VIEW step_{self.views} AS {sql}")
        frame: Frame = nw.from_native(self.connection.view(f"step_{self.views}"))
        return frame

    def values(self, frame: Frame, columns: Sequence[str], most: int) -> dict[str, list[str]]:
        """The texts that each column holds, the most frequent first, at most so many; nulls aside."""
        found = {}
        for name in columns:
            counted = f"SELECT {quoted(name)} AS v, count(*) AS n FROM ({_sql(frame)}) WHERE v IS NOT NULL GROUP BY v"
            query = f"SELECT CAST(v AS VARCHAR) FROM ({counted}) ORDER BY n DESC, 1 LIMIT {most}"
            found[name] = [value for (value,) in self.run(query)]
        return found

    def encoded(self, frame: Frame, codes: Mapping[str, Codes]) -> Frame:
        """New columns: the whole number that each text of a column stands for."""
        return self.query(
            f"SELECT *, {', '.join(f'{_code(of)} AS {name}' for name, of in codes.items())} FROM ({_sql(frame)})"
        )

    def looked_up(self, frame: Frame, tables: Mapping[str, tuple[str, Sequence[object]]]) -> Frame:
        """New columns: of each list the item whose place, from 0, a column says; null where that is null."""
        items = ", ".join(f"{_list(items)}[{quoted(at)} + 1] AS {name}" for name, (at, items) in tables.items())
        return self.query(f"SELECT *, {items} FROM ({_sql(frame)})")

    def table(self, columns: Mapping[str, Sequence[float]]) -> Frame:
        """A small table: of each column its values; kept, so that a join knows how few and how near its keys are."""
        return self.kept(
            self.query("SELECT " + ", ".join(f"unnest({_list(of)}) AS {name}" for name, of in columns.items()))
        )

    def _as_it_stands(self, path: Path, seen: Look) -> Path | None:
        """A plain file, read in parallel; None where its rows are not as many as its lines say."""
        try:
            made = self._parquet(self._csv(path, seen.names, seen.delimiter, parallel=True))
        except BadExtract as error:
            if isinstance(error.__cause__, duckdb.InvalidInputException):
                return None
            raise
        found = self.rows_in(made)
        if found + 1 != seen.lines:
            inside = " + ".join(
                f"coalesce(len({quoted(n)}) - len(replace({quoted(n)}, chr(10), '')), 0)" for n in seen.names
            )
            broken = self.run(f"SELECT coalesce(sum({inside}), 0) FROM read_parquet({text(made)})")[0][0]
            if found + 1 + broken != seen.lines:
                made.unlink()
                return None
        return made

    def _csv(self, path: Path, names: Sequence[str], delimiter: str, parallel: bool) -> str:
        columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in names)
        return (
            f"SELECT * FROM read_csv({text(path)}, auto_detect = false, header = true, delim = {text(delimiter)}, "
            f"quote = '\"', escape = '\"', columns = {{{columns}}}, parallel = {str(parallel).lower()}, "
            "max_line_size = 16000000)"
        )

    def _parquet(self, query: str) -> Path:
        made = self.folder / f"{self._next()}.parquet"
        self.run(f"COPY ({query}) TO {text(made)} (FORMAT parquet, COMPRESSION lz4)")
        return made

    def _next(self) -> str:
        return f"{len(list(self.folder.iterdir())):04d}"


def _line(error: Exception) -> str:
    return str(error).split("\n")[0]


def _sql(frame: Frame) -> str:
    relation: duckdb.DuckDBPyRelation = frame.to_native()
    return relation.sql_query()


def _code(codes: Codes) -> str:
    column = quoted(codes.column)
    if not codes.of:
        return f"CASE WHEN {column} IS NULL THEN {codes.blank} ELSE {codes.other} END"
    numbers = {int(number): code for number, code in codes.of.items()} if codes.whole else {0: 0}
    first, last = min(numbers), max(numbers)
    if codes.whole and last - first < SPARSE * len(numbers):
        known = _list([numbers.get(number) for number in range(first, last + 1)])
        place = f"CASE WHEN {column} BETWEEN {first} AND {last} THEN {column} - {first - 1} END"
    else:
        known = _list(list(codes.of.values()))
        kinds = ", ".join(map(text, codes.of))
        place = f"enum_code(TRY_CAST(CAST({column} AS VARCHAR) AS ENUM({kinds})))::INTEGER + 1"
    found = f"coalesce({known}[{place}], {codes.other})"
    return found if codes.blank == codes.other else f"CASE WHEN {column} IS NULL THEN {codes.blank} ELSE {found} END"


def _list(items: Sequence[object]) -> str:
    shown = ("NULL" if item is None else text(item) if isinstance(item, str) else str(item) for item in items)
    kind = next((name for of, name in TYPES.items() if any(isinstance(item, of) for item in items)), "BIGINT")
    return f"CAST([{', '.join(shown)}] AS {kind}[])"
