"""Billing extracts for tests: random bills with every key and tie, how the law prices them, and files of them."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from math import gcd
from pathlib import Path

from alamo_xl import AlamoError, Schedule, bill, load_schedule
from alamo_xl.extracts.duck import Duck

NAMES = (
    "fiscal_year",
    "customer_class",
    "meter_size",
    "outside",
    "irrigation",
    "sewer",
    "units",
    "ccf",
    "reclaimed_ccf",
)
LINES = (
    {("water", "base")},
    {("water", "usage"), ("water", "irrigation"), ("water", "surcharge")},
    {("sewer", "base")},
    {("sewer", "usage"), ("sewer", "surcharge")},
    {("reclaimed", "usage"), ("reclaimed", "surcharge")},
)
REACH = 60_000
"""Thousandths of a CCF."""
Row = tuple[str, ...]
SCHEDULE = load_schedule()


def keys(schedule: Schedule) -> Iterator[Row]:
    """Every kind of account that has a rate: year, class, size, outside, irrigation, sewer, units."""
    for year in schedule.fiscal_years:
        for key in schedule.rates:
            if (key.service, key.charge) == ("water", "base"):
                units = "24" if key.meter_size == "multi-family" else ""
                for irrigation in ("", "yes"):
                    for sewer in ("", "yes", "no"):
                        yield (str(year), key.customer_class, key.meter_size, key.location, irrigation, sewer, units)


def ties(schedule: Schedule, key: Row) -> set[int]:
    """The volumes up to REACH in thousandths for which a line of an account costs whole cents and a half."""
    year, customer_class, _, location, irrigation, *_ = key
    outside = location == "outside"
    charge = "irrigation" if irrigation else "usage"
    water = schedule.rate(int(year), "water", charge, customer_class, outside=outside) * 100
    sewer = schedule.rate(int(year), "sewer", "usage", customer_class, outside=outside) * 100
    returned = schedule.sewer_return(int(year)) * 1000
    return set(_ties(int(water), 1000)) | set(_ties(int(sewer * returned), 1_000_000))


def _ties(cents: int, parts: int) -> list[int]:
    period = parts // gcd(cents, parts)
    first = [volume for volume in range(min(period, REACH)) if volume * cents % parts == parts // 2]
    return [again for volume in first for again in range(volume, REACH, period)]


def bills(count: int, seed: int = 31) -> Iterator[Row]:
    """Every key with its ties, in cents and in thousandths (of fewer than there are a sample), then random volumes."""
    dice, every = random.Random(seed), list(keys(SCHEDULE))
    tied = [(*key, text, "") for key in every for volume in sorted(ties(SCHEDULE, key)) for text in _about(volume)]
    yield from tied if len(tied) <= count // 2 else sorted(dice.sample(tied, count // 2))
    for place in range(max(len(every), count - min(len(tied), count // 2))):
        key = every[place % len(every)]
        volume = f"{dice.uniform(0, dice.choice((10, 60, 5_000, 1_000_000))):.{dice.choice((0, 1, 2, 3, 3, 4, 6))}f}"
        reclaimed = f"{dice.uniform(0, 500):.{dice.randint(0, 4)}f}" if dice.random() < 0.1 else ""
        yield (*key, volume, reclaimed)


def _about(volume: int) -> list[str]:
    """A tie in cents, and the half thousandth that is rounded up to it."""
    exact = Decimal(volume) / 1000
    return [f"{text:f}" for text in (exact, exact - Decimal("0.0005")) if text >= 0]


def by_the_law(schedule: Schedule, row: Row) -> tuple[tuple[Decimal, ...] | None, str | None]:
    """The lines and the total of a bill in Decimal, or why there is none."""
    try:
        priced = bill(schedule, **dict(zip(NAMES, row, strict=True)))
    except AlamoError as error:
        return None, str(error)
    return lines_of(priced), None


def lines_of(priced) -> tuple[Decimal, ...]:
    """The columns of a rated row; a discount is its charge's (D15)."""
    sums = []
    for of in LINES:
        amounts = [line.amount for line in priced.lines if (line.service, line.reduces or line.charge) in of]
        sums.append(sum(amounts, Decimal("0.00")))
    return (*sums, priced.total)


def write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """A plain CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
    return path


def rows_in(path: Path) -> list[tuple]:
    """What a file of Parquet holds, or a folder of it, in its order."""
    engine = Duck(path.parent / "reading")
    try:
        return engine.run(f"SELECT * FROM read_parquet('{path}{'/*.parquet' if path.is_dir() else ''}')")
    finally:
        engine.close()
