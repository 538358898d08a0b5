"""Extracts at full size: a real Spark session beside the law and DuckDB, one core and two, 100 million bills."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.prove.figures import Step
from tests.prove.machine import TESTS

from support.bills import write_bills  # isort: skip
from support.extracts import NAMES, SCHEDULE, bills, by_the_law, rows_in, write_csv  # isort: skip

TITLE = "Extracts at full size"
HEADINGS = ("what", "bills", "seconds", "most MB", "differences")
ON_SPARK = 100_000
TIMED = 10_000_000
MANY = int(os.environ.get("ALAMO_BILLS", "100_000_000"))
MOST = 1 << 30
WRONG = "count(*) FILTER (i.account IS DISTINCT FROM o.account OR i.ccf IS DISTINCT FROM o.ccf OR o.total IS NULL)"
MEASURED = """
import json, os, resource, sys, time
os.sched_setaffinity(0, range(int(sys.argv.pop(1))))
from alamo_xl.cli import main
started = time.perf_counter()
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps([time.perf_counter() - started, used]), file=sys.stderr)
"""


def run() -> Step:
    """All of it; what is generated goes with it. The memory of Spark's Java machine is its own affair."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("ALAMO_SPACE")) as name:
        folder = Path(name)
        spark, differing = _against_the_law(folder)
        cores = [_on_cores(folder, count) for count in (1, 2)]
        many, within = _many(folder)
    rows = (spark, *cores, many)
    return Step(TITLE, HEADINGS, rows, not differing and within)


def _rated(extract: Path, out: Path, *options: str, cores: int = os.cpu_count() or 1) -> tuple[float, int]:
    """Seconds and bytes of a rating that has so many cores, the Java machine's own threads included."""
    command = [sys.executable, "-c", MEASURED, str(cores), "rate", str(extract), "--out", str(out), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TESTS)
    if done.returncode not in (0, 3):
        raise OSError(done.stderr)
    seconds, used = json.loads(done.stderr.splitlines()[-1])
    return seconds, used


def _against_the_law(folder: Path) -> tuple[tuple[str, ...], int]:
    rows = list(bills(ON_SPARK))
    extract = write_csv(folder / "bills.csv", NAMES, rows)
    seconds, _ = _rated(extract, folder / "spark.parquet", "--engine", "spark", "--master", "local[2]")
    _rated(extract, folder / "duck.parquet")
    spark, duck = rows_in(folder / "spark.parquet"), rows_in(folder / "duck.parquet")
    expected = [by_the_law(SCHEDULE, row)[0] for row in rows]
    wrong = sum(answer[len(NAMES) : -1] != lines for answer, lines in zip(spark, expected, strict=True))
    wrong += sum(one != other for one, other in zip(spark, duck, strict=True))
    return (
        "in Spark, every key and half of them ties, beside the Decimal law and DuckDB",
        f"{len(rows):,}",
        f"{seconds:.0f}",
        "",
        f"{wrong:,}",
    ), wrong


def _on_cores(folder: Path, count: int) -> tuple[str, ...]:
    extract = folder / "timed.parquet"
    if not extract.exists():
        write_bills(extract, TIMED)
    options = ("--engine", "spark", "--master", f"local[{count}]")
    seconds, _ = _rated(extract, folder / "timed-out.parquet", *options, cores=count)
    return (f"in Spark on {count} core{'s' * (count > 1)}", f"{TIMED:,}", f"{seconds:.0f}", "", "")


def _many(folder: Path) -> tuple[tuple[str, ...], bool]:
    extract, out = write_bills(folder / "many.parquet", MANY), folder / "many-out.parquet"
    seconds, used = _rated(extract, out)
    wrong = _moved(extract, out)
    row = ("in DuckDB, Parquet to Parquet, in order", f"{MANY:,}", f"{seconds:.0f}", f"{used / 1e6:.0f}", f"{wrong:,}")
    return row, used <= MOST and not wrong


def _moved(extract: Path, out: Path) -> int:
    """Rows that stand elsewhere in what was written, or have no bill."""
    from alamo_xl.extracts.duck import Duck

    started = time.perf_counter()
    engine = Duck(extract.parent / "compared")
    try:
        return int(engine.run(f"SELECT {WRONG} FROM '{extract}' AS i POSITIONAL JOIN '{out}' AS o")[0][0])
    finally:
        engine.close()
        print(f"compared in {time.perf_counter() - started:.0f} s", file=sys.stderr)
