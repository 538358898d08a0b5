"""An illustrative extract as a file: CSV by nothing but Python, Parquet by DuckDB."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

from alamo_xl.errors import AlamoError
from alamo_xl.extracts.sample import COLUMNS, Row

ENDINGS = (".csv", ".parquet")
MISSING = "Parquet needs DuckDB: pip install 'alamo-xl[extracts]'; or give a name that ends in .csv"


def write_sample(path: Path, rows: Iterable[Row], ending: str) -> int:
    """Write the rows under COLUMNS, all of them texts, and say how many there are. Raises AlamoError without DuckDB."""
    if ending == ENDINGS[0]:
        return _write_csv(path, rows)
    try:
        import duckdb
    except ImportError as error:
        raise AlamoError(MISSING) from error
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, duckdb.connect() as database:
        text = Path(folder) / "sample.csv"
        count = _write_csv(text, rows)
        database.read_csv(str(text), header=True, all_varchar=True).write_parquet(str(path))
    return count


def _write_csv(path: Path, rows: Iterable[Row]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count
