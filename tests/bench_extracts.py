"""make bench: 10 million bills rated, beside copying the answer, a Decimal loop and a Polars join of five columns."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from support.bills import write_bills

from alamo_xl import load_schedule, rate_cards
from alamo_xl.extract import cards_of, read_extract
from alamo_xl.extracts.comparison import BILLS, pairs, priced
from alamo_xl.extracts.duck import Duck
from alamo_xl.extracts.pricing import CENTS, TOTAL, UNITS
from alamo_xl.extracts.rated import rated, written
from alamo_xl.extracts.reading import KEY, METERED, RECLAIMED
from alamo_xl.extracts.tables import table

ROWS = 10_000_000
LOOPED = 1_000_000
ACCOUNTS = (14_000, 700_000)
SCHEDULE = load_schedule()


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """The least of a few runs."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Parquet to Parquet, then in memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bills, out = folder / "bills.parquet", folder / "rated.parquet"
        write_bills(bills, ROWS)
        engine = Duck(folder / "work")
        first = seconds(lambda: _rate(engine, bills, out))
        copy = seconds(lambda: engine.run(f"COPY (FROM '{out}') TO '{folder / 'copy.parquet'}' (FORMAT parquet)"))
        print(f"{ROWS:,} bills, Parquet to Parquet in order: {ROWS / first / 1e6:.1f} million a second")
        print(f"  {first / copy:.2f} x DuckDB copying the file that is written, where volumes are texts")
        write_bills(folder / "numbers.parquet", ROWS, "DECIMAL(18, 3)")
        numbers = seconds(lambda: _rate(engine, folder / "numbers.parquet", out))
        copy = seconds(lambda: engine.run(f"COPY (FROM '{out}') TO '{folder / 'copy.parquet'}' (FORMAT parquet)"))
        print(f"  {numbers / copy:.2f} x that, where they are numbers")
        for accounts in ACCOUNTS:
            print(f"  a year of {accounts:,} accounts at that rate: {first / ROWS * accounts * 12:.2f} s")
        _in_memory(folder, bills, first)
        engine.close()


def _rate(engine: Duck, bills: Path, out: Path) -> None:
    reading = read_extract(engine, bills, [SCHEDULE])
    engine.store(written(reading, rated(reading, table(reading, cards_of(None)))), out)


def _in_memory(folder: Path, bills: Path, first: float) -> None:
    engine = Duck(folder / "memory", "6GB")
    reading = read_extract(engine, bills, [SCHEDULE])
    dense = table(reading, cards_of(None))
    rows = engine.kept(rated(reading, dense).select(KEY, METERED, RECLAIMED, UNITS))
    total = CENTS[TOTAL]

    def price(frame: object = rows) -> object:
        return engine.first(priced(reading, frame, dense).select(**{total: _sum(total)}))[total]

    ours = seconds(price) / ROWS
    print(f"  in memory, from keys and quantities to cents: {1 / ours / 1e6:.0f} million a second")
    answers = [tuple(row.values()) for row in engine.all(rows.select(KEY, METERED).head(LOOPED))]
    loop = seconds(lambda: _decimal_loop(reading.kinds, answers), 1) / LOOPED
    print(f"    {loop / ours:.0f} x a loop in Decimal")
    _beside_polars(engine, bills, ours, int(price()))
    distinct = pairs(reading, dense)
    count = engine.first(distinct.select(n=_count()))["n"]
    raised = {key: {2026: rate[1] + 1} for key, rate in SCHEDULE.rates.items() if key.service == "water"}
    other = table(reading, cards_of(SCHEDULE.with_changes(raised)))
    weighed = _sum(total, BILLS)
    more = seconds(lambda: engine.first(priced(reading, distinct, other).select(**{total: weighed})))
    print(
        f"  {ROWS:,} bills are {count:,} pairs of kind and quantity; one more scenario: {more / first:.2%} of the first"
    )
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


def _beside_polars(engine: Duck, bills: Path, ours: float, cents: int) -> None:
    try:
        import polars as pl
    except ImportError:
        print("    Polars is not there")
        return
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

    polars = seconds(joined) / ROWS
    print(
        f"    {polars / ours:.1f} x a Polars join on the five columns (whose total is {joined() - cents:+,} cents off)"
    )


if __name__ == "__main__":
    random.seed(31)
    main()
