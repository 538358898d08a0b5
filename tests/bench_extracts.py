"""make bench: 10 million bills rated, beside copying the answer, a Decimal loop and a Polars join of five columns."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from support.bills import write_bills

from alamo_xl import load_schedule, rate_cards
from alamo_xl.extract import cards_of, read_extract
from alamo_xl.extracts.comparison import BILLS, pairs, priced
from alamo_xl.extracts.duck import Duck
from alamo_xl.extracts.pricing import CENTS, TOTAL, UNITS
from alamo_xl.extracts.rated import rated, written
from alamo_xl.extracts.reading import KEY, METERED, RECLAIMED
from alamo_xl.extracts.tables import table

ROWS = int(os.environ.get("ALAMO_BILLS", "10_000_000"))
LOOPED = 1_000_000
ACCOUNTS = (14_000, 700_000)
SCHEDULE = load_schedule()


class Cost(NamedTuple):
    """Seconds of processors, to which other programs add little, and by the clock."""

    processor: float
    clock: float

    def __str__(self) -> str:
        return f"{self.processor:.2f} x by processor time, {self.clock:.2f} x by the clock"

    def over(self, other: Cost, times: float = 1) -> Cost:
        """As a ratio."""
        return Cost(self.processor / other.processor * times, self.clock / other.clock * times)


def costs(*works: Callable[[], object], repeats: int = 4) -> list[Cost]:
    """The least that each of some works costs, which take turns."""
    found: list[list[Cost]] = [[] for _ in works]
    for _ in range(repeats):
        for work, each in zip(works, found, strict=True):
            start = time.process_time(), time.perf_counter()
            work()
            each.append(Cost(time.process_time() - start[0], time.perf_counter() - start[1]))
    return [Cost(*map(min, zip(*each, strict=True))) for each in found]


def main() -> None:
    """Parquet to Parquet, then in memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bills, out = folder / "bills.parquet", folder / "rated.parquet"
        engine = Duck(folder / "work")
        first = _parquet(engine, write_bills(bills, ROWS), out, "texts")
        _parquet(engine, write_bills(folder / "numbers.parquet", ROWS, "DECIMAL(18, 3)"), out, "numbers")
        for accounts in ACCOUNTS:
            print(f"  a year of {accounts:,} accounts at that rate: {first.clock / ROWS * accounts * 12:.2f} s")
        _in_memory(folder, bills, first)
        engine.close()


def _parquet(engine: Duck, bills: Path, out: Path, volumes: str) -> Cost:
    """What rating a file costs, beside copying the file that is written."""
    _rate(engine, bills, out)
    copied = f"COPY (FROM '{out}') TO '{out.with_name('copy.parquet')}' (FORMAT parquet)"
    rated, copy = costs(lambda: _rate(engine, bills, out), lambda: engine.run(copied))
    print(f"{ROWS:,} bills, Parquet to Parquet in order, volumes as {volumes}: {ROWS / rated.clock / 1e6:.1f} M/s")
    print(f"  DuckDB copying the file that is written: {rated.over(copy)}")
    return rated


def _rate(engine: Duck, bills: Path, out: Path) -> None:
    reading = read_extract(engine, bills, [SCHEDULE])
    engine.store(written(reading, rated(reading, table(reading, cards_of(None)))), out)


def _in_memory(folder: Path, bills: Path, first: Cost) -> None:
    engine = Duck(folder / "memory", "6GB")
    reading = read_extract(engine, bills, [SCHEDULE])
    dense = table(reading, cards_of(None))
    rows = engine.kept(rated(reading, dense).select(KEY, METERED, RECLAIMED, UNITS))
    total = CENTS[TOTAL]

    asked = priced(reading, rows, dense).select(**{total: _sum(total)})
    answers = [tuple(row.values()) for row in engine.all(rows.select(KEY, METERED).head(LOOPED))]
    works = [lambda: engine.first(asked), lambda: _decimal_loop(reading.kinds, answers)]
    if joined := _joined_in_polars(bills):
        works.append(joined)
    ours, loop, *polars = costs(*works)
    print(f"  in memory, from keys and quantities to cents: {ROWS / ours.clock / 1e6:.0f} M/s")
    print(f"    a loop in Decimal: {loop.over(ours, ROWS / LOOPED)}")
    if joined:
        off = joined() - engine.first(asked)[total]
        print(f"    a Polars join on five columns ({off:+,} cents off): {polars[0].over(ours)}")
    distinct = pairs(reading, dense)
    count = engine.first(distinct.select(n=_count()))["n"]
    raised = {key: {2026: rate[1] + 1} for key, rate in SCHEDULE.rates.items() if key.service == "water"}
    other = table(reading, cards_of(SCHEDULE.with_changes(raised)))
    weighed = priced(reading, distinct, other).select(**{total: _sum(total, BILLS)})
    [more] = costs(lambda: engine.first(weighed))
    share = more.processor / first.processor
    print(f"  {ROWS:,} bills are {count:,} pairs of kind and quantity; one more scenario: {share:.2%} of the first")
    engine.close()


def _sum(column: str, weight: str | None = None) -> object:
    import narwhals as nw

    return (nw.col(column) * nw.col(weight) if weight else nw.col(column)).sum()


def _count() -> object:
    import narwhals as nw

    return nw.len()


def _decimal_loop(kinds, answers) -> Decimal:
    """What a careful script does: a dictionary of rates, each charge rounded half up."""
    cent, rates = Decimal("0.01"), {}
    for place, kind in enumerate(kinds):
        try:
            terms = rate_cards.adopted(kind.year).terms(*kind[:5], kind.with_sewer, 1)
        except Exception:
            continue
        rates[place] = tuple(Decimal(each) / 100 for each in terms[:4])
    total = Decimal(0)
    for key, metered in answers:
        base, rate, sewer_base, sewer_rate = rates[key]
        ccf = Decimal(metered) / 1000
        total += base + (ccf * rate).quantize(cent, ROUND_HALF_UP)
        total += sewer_base + (ccf * Decimal("0.90") * sewer_rate).quantize(cent, ROUND_HALF_UP)
    return total


def _joined_in_polars(bills: Path) -> Callable[[], int] | None:
    """What the same bills come to by a join on their five columns."""
    try:
        import polars as pl
    except ImportError:
        print("    Polars is not there")
        return None
    rates = []
    for year in SCHEDULE.fiscal_years:
        for key in SCHEDULE.rates:
            if (key.service, key.charge) == ("water", "base") and key.meter_size != "multi-family":
                for irrigation in (False, True):
                    terms = rate_cards.adopted(year).terms(
                        year,
                        key.customer_class,
                        key.meter_size,
                        key.location == "outside",
                        irrigation,
                        not irrigation,
                        1,
                    )
                    rates.append((year, key.customer_class, key.meter_size, key.location, irrigation, *terms[:4]))
    names = [
        "year",
        "customer_class",
        "meter_size",
        "location",
        "irrigation",
        "base",
        "rate",
        "sewer_base",
        "sewer_rate",
    ]
    right = pl.DataFrame(rates, schema=names, orient="row")
    left = pl.read_parquet(bills).with_columns(
        year=pl.col("bill_date").dt.year() + (pl.col("bill_date").dt.month() >= 7).cast(pl.Int32),
        irrigation=pl.col("irrigation") == "true",
        ccf=pl.col("ccf").cast(pl.Float64),
    )
    left = left.with_columns(pl.col("year").cast(pl.Int64)).select(*names[:5], "ccf")

    def joined() -> int:
        priced = (
            left.lazy()
            .join(right.lazy(), on=names[:5], how="left")
            .select(
                total=pl.col("base")
                + (pl.col("ccf") * pl.col("rate") + 0.5).floor()
                + pl.col("sewer_base")
                + (pl.col("ccf") * 0.9 * pl.col("sewer_rate") + 0.5).floor()
            )
        )
        return int(priced.sum().collect().item())

    return joined


if __name__ == "__main__":
    random.seed(31)
    main()
