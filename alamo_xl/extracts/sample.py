"""An illustrative extract: a fiscal year of monthly bills of made-up accounts, seeded, from `sample.toml`."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from statistics import NormalDist
from typing import Any, NamedTuple

from alamo_xl.inputs import FIRST_MONTH, MULTI_FAMILY
from alamo_xl.terms import THOUSANDTHS

COLUMNS = (
    "account",
    "bill_date",
    "read_from",
    "read_to",
    "customer_class",
    "location",
    "meter_size",
    "irrigation",
    "units",
    "water",
    "sewer",
    "ccf",
    "reclaimed_ccf",
    "active",
)
MONTHS = 12
ACCOUNTS_MAXIMUM = 10_000_000
FIRST_ACCOUNT = 100_001
DAYS_A_MONTH = 365 / MONTHS
EVENLY = (math.sqrt(5) - 1) / 2  # multiples of it fall evenly between whole numbers, however many there are

Row = list[str]


class Kind(NamedTuple):
    """Accounts that are alike; water and reclaimed water in CCF a month."""

    customer_class: str
    location: str
    meter_size: str
    irrigation: bool
    services: str
    accounts: int
    ccf: float
    reclaimed_ccf: float
    units: int

    def takes(self, service: str) -> bool:
        """Whether a service is billed."""
        return service in self.services.split()

    @property
    def use(self) -> str:
        """Whose seasons and spread its water follows."""
        return "irrigation" if self.irrigation else self.customer_class


@cache
def made_up() -> Mapping[str, Any]:
    """The tables of `sample.toml`."""
    return tomllib.loads(files("alamo_xl.extracts").joinpath("sample.toml").read_text("utf-8"))


def sample(accounts: int, fiscal_year: int, seed: int | None = None) -> Iterator[Row]:
    """The bills of so many accounts in a fiscal year, account by account, as texts under COLUMNS.

    The same numbers give the same rows. From some 60 accounts on, every kind of account is among them.
    """
    data = made_up()
    kinds = [Kind(*row) for row in data["kinds"]["rows"]]
    chance = Random(data["seed"] if seed is None else seed)  # noqa: S311
    counts = apportioned([kind.accounts for kind in kinds], accounts)
    order = [place for place, count in enumerate(counts) for _ in range(count)]
    chance.shuffle(order)
    faults = _faults(data["faults"], accounts, chance)
    met = [0] * len(kinds)
    for number, place in enumerate(order):
        met[place] += 1
        evenly = (met[place] * EVENLY) % 1
        bills = _bills(str(FIRST_ACCOUNT + number), kinds[place], fiscal_year, evenly, data, chance)
        for month, bill in enumerate(bills):
            fault = faults.get((number, month), {})
            yield [fault.get(column, text) for column, text in zip(COLUMNS, bill, strict=True)]


def apportioned(weights: Sequence[int], total: int) -> list[int]:
    """A total in whole parts by weight, at least one of each where it suffices; the largest remainders go up.

    >>> apportioned([6, 3, 1], 10), apportioned([6, 3, 1], 2)
    ([6, 3, 1], [1, 1, 0])
    """
    least = int(total >= len(weights))
    shared, whole = total - least * len(weights), sum(weights) - least * len(weights)
    exact = [(weight - least) * shared for weight in weights]
    parts = [least + each // whole for each in exact]
    for place in sorted(range(len(weights)), key=lambda p: -(exact[p] % whole))[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _faults(given: Mapping[str, Any], accounts: int, chance: Random) -> dict[tuple[int, int], Mapping[str, str]]:
    """What some columns of some bills say instead, by account and month."""
    rows = [fault for fault in given["rows"] for _ in range(-(-accounts // given["every"]))]
    places = chance.sample(range(accounts * MONTHS), min(len(rows), accounts * MONTHS))
    return {divmod(place, MONTHS): fault for place, fault in zip(places, rows, strict=False)}


def _bills(
    account: str, kind: Kind, fiscal_year: int, evenly: float, data: Mapping[str, Any], chance: Random
) -> Iterator[Row]:
    """An account's twelve bills."""
    spread, events = data["spread"], data["events"]
    own = math.exp(NormalDist(0, spread[kind.use]).inv_cdf(evenly) - spread[kind.use] ** 2 / 2)
    empty = _some_months(events["empty"], events["empty_months"], chance)
    closed = _some_months(events["closed"], (1, MONTHS), chance)
    cycle = data["cycles"][chance.randrange(len(data["cycles"]))]
    read = list(_reads(fiscal_year, cycle, data, chance))
    step = data["register"][kind.meter_size]
    for month in range(MONTHS):
        bill_date, start, end = read[month + 1][0], read[month][1], read[month + 1][1]
        use = own * math.exp(chance.gauss(0, spread["months"]) - spread["months"] ** 2 / 2)
        use *= data["seasons"][kind.use][end.month - 1] * (end - start).days / DAYS_A_MONTH
        if chance.random() < events["leak"]:
            use *= chance.uniform(*events["leak_times"])
        use *= month not in empty and month not in closed
        yield [
            account,
            bill_date.isoformat(),
            start.isoformat(),
            end.isoformat(),
            kind.customer_class,
            kind.location,
            kind.meter_size if kind.meter_size == MULTI_FAMILY else f"{kind.meter_size} in",
            _word(kind.irrigation),
            str(kind.units) if kind.units else "",
            _word(kind.takes("water")),
            _word(kind.takes("sewer")),
            _volume(kind.ccf * use, step),
            _volume(kind.reclaimed_ccf * use, step),
            _word(month not in closed),
        ]


def _some_months(share: float, between: Sequence[int], chance: Random) -> range:
    """Consecutive months of the year, of a share of accounts; none of the others."""
    if chance.random() >= share:
        return range(0)
    first = chance.randrange(MONTHS)
    return range(first, first + chance.randint(*between))


def _reads(fiscal_year: int, cycle: int, data: Mapping[str, Any], chance: Random) -> Iterator[tuple[date, date]]:
    """A meter's bill dates and the reads before them, from the month before the fiscal year on."""
    for month in range(-1, MONTHS):
        year, place = divmod(FIRST_MONTH - 1 + month, MONTHS)
        billed = date(fiscal_year - 1 + year, place + 1, cycle)
        early = chance.randint(*data["events"]["early_days"]) if chance.random() < data["events"]["early"] else 0
        yield billed, billed - timedelta(days=data["billed_after"] + early)


def _volume(ccf: float, step: int) -> str:
    """A volume as its register shows it, in CCF."""
    thousandths = round(ccf * THOUSANDTHS / step) * step
    return f"{thousandths // THOUSANDTHS}.{thousandths % THOUSANDTHS:03d}".rstrip("0").rstrip(".")


def _word(flag: bool) -> str:
    return "true" if flag else "false"
