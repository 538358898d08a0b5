"""An extract rated: read, priced, written whole or not at all, and proved against what was written."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import narwhals as nw

from alamo_xl.beside import beside, folder_beside
from alamo_xl.errors import AlamoError, BadExtract
from alamo_xl.extracts.engine import ROW, Engine, Frame
from alamo_xl.extracts.findings import Findings, find
from alamo_xl.extracts.pricing import LINES, TOTAL
from alamo_xl.extracts.rated import ERROR, rated, written
from alamo_xl.extracts.reading import METERED, Reading
from alamo_xl.extracts.tables import Table

ENDINGS = (".csv", ".parquet")
REASONS_SHOWN = 10
FORMULA = r"^[=+\-@\t\r]"
NUMBER = r"^[+-]?(\d[\d,]*\.?\d*|\.\d+)([eE][+-]?\d+)?%?$"
"""Text that a spreadsheet calculates, and what of it is a plain number."""


@dataclass(frozen=True)
class Outcome:
    """What a rating did: rows, dollars by line, the reasons of rows without a bill (how many, the first row from 1).

    `protected` are the cells of a CSV that got an apostrophe, because a spreadsheet would calculate them.
    """

    out: Path
    rows: int
    dollars: Mapping[str, Decimal]
    errors: int
    reasons: Sequence[tuple[str, int, int]]
    protected: int
    findings: Findings


def out_of(path: Path) -> Path:
    """The file that is to be written. Raises BadExtract for another kind, or a folder of that name."""
    if path.suffix.lower() not in ENDINGS:
        raise BadExtract(f"{path.name} is neither CSV nor Parquet; give --out FILE.csv or FILE.parquet")
    return path


def write(reading: Reading, table: Table, out: Path) -> Outcome:
    """Rates every row into a file, in order. Raises AlamoError where what was written does not add up."""
    engine = reading.source.engine
    frame = rated(reading, table)
    final = written(reading, frame)
    if reading.sewered != METERED:
        final = final.sort(ROW)
    if engine.in_folders and out.suffix.lower() != ENDINGS[1]:
        raise BadExtract(f"Spark writes a folder of Parquet; give --out {out.stem}.parquet")
    with (folder_beside if engine.in_folders else beside)(out) as part:
        if out.suffix.lower() == ".parquet":
            stored = engine.store(final, part)
            protected = 0
        else:
            stored = engine.store(final, engine.folder / "rated.parquet")
            safe, protected = _without_formulas(engine, stored, final)
            engine.store_text(safe, part)
        outcome = _proved(reading, stored, out, protected)
        _to_disk(part)
    return outcome


def _proved(reading: Reading, stored: Frame, out: Path, protected: int) -> Outcome:
    """The totals of what was written: as many rows as were read, each total the sum of its lines."""
    engine = reading.source.engine
    sums = {name: nw.col(name).sum() for name in (*LINES, TOTAL)}
    lines = sum((nw.col(name) for name in LINES[1:]), nw.col(LINES[0]))
    counted = {
        "rows": nw.len(),
        "errors": nw.col(ERROR).count(),
        "wrong": (lines != nw.col(TOTAL)).cast(nw.Int64()).sum(),
    }
    neither = nw.col(ERROR).is_null() == nw.col(TOTAL).is_null()
    found = engine.first(stored.select(**sums, **counted, neither=neither.cast(nw.Int64()).sum()))
    dollars = {name: Decimal(found[name] or 0).quantize(Decimal("0.01")) for name in sums}
    if found["rows"] != reading.source.rows:
        raise AlamoError(f"{reading.source.rows:,} rows were read and {found['rows']:,} written; nothing is kept")
    if found["wrong"] or found["neither"] or sum(dollars[name] for name in LINES) != dollars[TOTAL]:
        raise AlamoError("the bills written do not add up to their lines; nothing is kept")
    reasons = engine.reasons(stored, ERROR, REASONS_SHOWN) if found["errors"] else []
    return Outcome(out, found["rows"], dollars, found["errors"], reasons, protected, find(reading))


def _without_formulas(engine: Engine, stored: Frame, final: Frame) -> tuple[Frame, int]:
    """Rows of which no text is calculated by a spreadsheet: an apostrophe goes before; and how many got one."""
    schema = final.collect_schema()
    texts = [name for name, kind in schema.items() if kind == nw.String]
    risky = {name: nw.col(name).str.contains(FORMULA) & ~nw.col(name).str.contains(NUMBER) for name in texts}
    names = {name: f"'{name}" for name in schema.names() if re.search(FORMULA, name)}
    columns = [
        (
            nw.when(risky[name]).then(nw.concat_str(nw.lit("'"), nw.col(name))).otherwise(nw.col(name))
            if name in risky
            else nw.col(name)
        ).alias(names.get(name, name))
        for name in (*(each for each in schema.names() if each != ROW), ROW)
    ]
    count = sum((each.cast(nw.Int64()).fill_null(0) for each in risky.values()), nw.lit(0, nw.Int64()))
    found = engine.first(stored.select(protected=count.sum()))["protected"] if risky else 0
    return stored.select(*columns), int(found or 0) + len(names)


def _to_disk(part: Path) -> None:
    """As far as the disk, so that a power cut after its renaming leaves it whole."""
    if part.is_file():
        with part.open("rb") as file:
            os.fsync(file.fileno())
