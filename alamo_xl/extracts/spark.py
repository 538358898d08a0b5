"""Apache Spark, for an extract that one machine has outgrown: the same expression, a folder of Parquet in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f

from alamo_xl.errors import BadExtract
from alamo_xl.extracts.duck import Duck
from alamo_xl.extracts.engine import ROW, Codes, Frame

LISTED = 64
"""Texts that are looked up in a list; more are joined."""
SETTINGS = {"spark.sql.session.timeZone": "UTC", "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "8"}


def session_of(master: str | None) -> SparkSession:
    """The session that there is, or one of a master such as `local[2]` or `spark://host:7077`. Raises BadExtract."""
    active = SparkSession.getActiveSession()
    if active is not None and master is None:
        return active
    builder = SparkSession.builder.appName("alamo-xl").master(master or "local[*]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        raise BadExtract(f"Spark does not start: {_line(error)}; it needs Java 17") from error


class Spark(Duck):
    """A Spark session; files not Parquet are made so by DuckDB, in `folder`, which its workers must see."""

    in_folders = True

    def __init__(self, folder: Path, session: SparkSession) -> None:
        super().__init__(folder)
        self.session = session

    def progress(self) -> float:
        """Not known: Spark shows its own."""
        return -1.0

    def frame(self, paths: Sequence[Path]) -> Frame:
        """The rows of some Parquet files one after the other, numbered from 0."""
        parts = [each for path in paths for each in (sorted(path.glob("*.parquet")) if path.is_dir() else [path])]
        before, offsets = 0, []
        for part in parts:
            offsets += [f.lit(part.resolve().as_uri()), f.lit(before)]
            before += self.rows_in(part)
        read = self.session.read.parquet(*map(str, parts))
        file = f.regexp_replace("_metadata.file_path", "^file:/+", "file:///")
        number = f.element_at(f.create_map(*offsets), file) + f.col("_metadata.row_index")
        frame: Frame = nw.from_native(read.select("*", number.cast("bigint").alias(ROW)))
        return frame

    def values(self, frame: Frame, columns: Sequence[str], most: int) -> dict[str, list[str]]:
        """The texts that each column holds, the most frequent first, at most so many; nulls aside."""
        found = {}
        for name in columns:
            counted = _native(frame).groupBy(f.col(_quoted(name)).cast("string").alias("v")).count()
            kept = counted.where("v is not null").orderBy(f.col("count").desc(), "v").limit(most)
            found[name] = [row["v"] for row in self._collected(kept)]
        return found

    def encoded(self, frame: Frame, codes: Mapping[str, Codes]) -> Frame:
        """New columns: the whole number that each text of a column stands for."""
        rows = _native(frame)
        for name, each in codes.items():
            column = f.col(_quoted(each.column))
            if len(each.of) > LISTED:
                table = self.session.createDataFrame(list(each.of.items()), f"alamo_text string, {name} bigint")
                rows = rows.join(f.broadcast(table), column.cast("string") == f.col("alamo_text"), "left").drop(
                    "alamo_text"
                )
                found = f.col(name)
            elif each.of:
                pairs = [f.lit(item) for pair in each.of.items() for item in pair]
                found = f.create_map(*pairs)[column.cast("string")]
            else:
                found = f.lit(None)
            known = f.coalesce(found, f.lit(each.other))
            code = f.when(column.isNull(), f.lit(each.blank)).otherwise(known)
            rows = rows.withColumn(name, code.cast("bigint"))
        return _framed(rows)

    def looked_up(self, frame: Frame, tables: Mapping[str, tuple[str, Sequence[object]]]) -> Frame:
        """New columns: of each list the item whose place, from 0, a column says; null where that is no place."""
        rows = _native(frame)
        for name, (at, items) in tables.items():
            rows = rows.withColumn(name, _item(items, f.col(_quoted(at))))
        return _framed(rows)

    def table(self, columns: Mapping[str, Sequence[float]]) -> Frame:
        """A small table: of each column its values; every worker has it."""
        whole = {name: all(isinstance(value, int) for value in of) for name, of in columns.items()}
        schema = ", ".join(f"{name} {'bigint' if whole[name] else 'double'}" for name in columns)
        rows = list(zip(*columns.values(), strict=True))
        return _framed(f.broadcast(self.session.createDataFrame(rows, schema)))

    def first(self, frame: Frame) -> dict[str, Any]:
        """The first row of what a frame answers, by column."""
        row: dict[str, Any] = self._collected(_native(frame).limit(1))[0].asDict()
        return row

    def all(self, frame: Frame) -> list[dict[str, Any]]:
        """Every row of what a frame answers, in its order."""
        return [row.asDict() for row in self._collected(_native(frame))]

    def kept(self, frame: Frame) -> Frame:
        """What a frame answers, computed once and kept."""
        return _framed(_native(frame).persist())

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """What a frame answers, whole."""
        return [tuple(row) for row in self._collected(_native(frame))]

    def store(self, frame: Frame, path: Path) -> Frame:
        """Writes a frame as a folder of Parquet in the order of ROW, without it, and gives back what was written."""
        self._written(_native(frame.sort(ROW).drop(ROW)), path)
        return self.frame([path])

    def reasons(self, stored: Frame, column: str, most: int) -> list[tuple[str, int, int]]:
        """The texts of a column, how many rows have each, and the first of them from 1; the most frequent first."""
        rows = _native(stored).where(f.col(column).isNotNull()).groupBy(column)
        counted = rows.agg(f.count("*").alias("n"), (f.min(ROW) + 1).alias("first"))
        ordered = counted.orderBy(f.col("n").desc(), "first").limit(most)
        return [(row[column], row["n"], row["first"]) for row in self._collected(ordered)]

    def _collected(self, rows: DataFrame) -> list[Any]:
        try:
            return list(rows.collect())
        except PySparkException as error:
            raise BadExtract(f"Spark: {_line(error)}") from error

    def _written(self, rows: DataFrame, path: Path) -> None:
        try:
            rows.write.mode("overwrite").parquet(str(path))
        except PySparkException as error:
            raise BadExtract(f"Spark: {_line(error)}") from error


def _item(items: Sequence[object], at: Column) -> Column:
    if not items:
        return f.lit(None)
    within = (at >= 0) & (at < len(items))
    return f.when(within, f.element_at(f.array(*map(f.lit, items)), f.when(within, at).otherwise(0).cast("int") + 1))


def _native(frame: Frame) -> DataFrame:
    rows: DataFrame = frame.to_native()
    return rows


def _framed(rows: DataFrame) -> Frame:
    frame: Frame = nw.from_native(rows)
    return frame


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _line(error: Exception) -> str:
    return str(error).split("\n")[0][:300]
