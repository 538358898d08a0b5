"""Random rate designs as rate tables, the accounts that they price, and the volumes where a bill could go wrong."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from alamo_xl import Schedule, load_schedule
from alamo_xl.rate_table import HEADINGS
from alamo_xl.schedule import RETURN

ADOPTED = load_schedule()
YEARS = ADOPTED.fiscal_years[:3]
OPTIONAL = ("above_ccf", "months", "stage", "unit")
SEASONS = ((None,), ("5-10", "11-4"), ("6-8", "9-5"), ("12-2", "3-11"), (7, "8-6"), ("1-4", "5-9", "10-12"))
GAPS = ((None,), (None,), ("6-9",), ("11-2", "5"))
WHOLE = "all"
Row = dict[str, object]


def table(seed: int) -> list[list[object]]:
    """A rate table with blocks, seasons, surcharges and discounts, its rows and optional columns in any order."""
    dice = random.Random(seed)
    rows = [row for key in ADOPTED.rates if key != RETURN for row in _charge(dice, key)]
    for service in ("water", "sewer", "reclaimed"):
        rows += [*_surcharges(dice, service), *_discounts(dice, service)]
    rows.append({**dict(zip(HEADINGS, RETURN.words, strict=True)), "amounts": [dice.choice((0.9, 0.855, 1, 0.75))] * 3})
    headings = list(HEADINGS)
    for name in OPTIONAL:
        headings.insert(dice.randint(0, len(headings)), name)
    cells = ([*(row.get(heading) for heading in headings), *row["amounts"]] for row in _mixed(dice, rows))
    return [[*headings, *YEARS], *cells]


def accounts(seed: int, count: int) -> Iterator[dict[str, object]]:
    """Accounts as `bill` takes them, without their volumes: any class, size, place, day, stage from 0 to 3."""
    dice = random.Random(seed)
    printed = [key for key in ADOPTED.rates if (key.service, key.charge) == ("water", "base")]
    for _ in range(count):
        key = dice.choice(printed)
        irrigation = dice.random() < 0.3
        yield {
            "fiscal_year": date(dice.choice(YEARS) - 1, 7, 1).replace(month=dice.randint(7, 12))
            if dice.random() < 0.5
            else date(dice.choice(YEARS), dice.randint(1, 6), dice.randint(1, 28)),
            "customer_class": key.customer_class,
            "meter_size": key.meter_size,
            "outside": key.location == "outside",
            "irrigation": irrigation,
            "sewer": dice.choice((True, False, None)),
            "units": dice.choice((1, 3, 24)) if key.meter_size == "multi-family" else None,
            "stage": dice.randint(0, 3),
            "assisted": dice.random() < 0.5,
        }


def volumes(schedule: Schedule, units: int) -> list[int]:
    """Thousandths of a CCF: each threshold and its neighbours, in water and through the return, and half-cent ties."""
    found = {0, 1, 999, 1_000, 123_457, 1_000_000_000}
    returned = int(schedule.sewer_return(YEARS[0]) * 1000)
    for key, rates in schedule.rates.items():
        if key.charge in ("base", "discount", "return"):
            continue
        above = int(key.above_ccf * 1000)
        for times in {1, units}:
            share = returned if key.service == "sewer" else 1000
            edge = -(-above * times * 1000 // share)
            found.update((edge - 1, edge, edge + 1))
            found.update(_ties(above * times * 1000, share, int(rates[0] * 100), edge))
    return sorted(volume for volume in found if 0 <= volume <= 1_000_000_000)


def _ties(low: int, share: int, cents: int, edge: int) -> Iterator[int]:
    """The first volumes above a threshold whose part in the block costs a whole number of cents and a half."""
    ties = (volume for volume in range(edge, edge + 2_000) if (volume * share - low) * cents % 1_000_000 == 500_000)
    yield from (tie for tie, _ in zip(ties, range(2), strict=False))


def _charge(dice: random.Random, key) -> Iterator[Row]:
    words = dict(zip(HEADINGS, key.words, strict=True))
    if key.charge != "base" and dice.random() < 0.5:
        words["meter_size"] = WHOLE
    for months in dice.choice(SEASONS) if dice.random() < 0.4 else (None,):
        blocks = _thresholds(dice) if key.charge != "base" and dice.random() < 0.6 else [0]
        for above in blocks:
            yield {**words, "months": months, "above_ccf": above or dice.choice((0, None)), "amounts": _amounts(dice)}


def _surcharges(dice: random.Random, service: str) -> Iterator[Row]:
    for stage in (1, 2, 3):
        classes, places = _scopes(dice, service)
        for customer_class in classes:
            for place in places:
                words = dict(zip(HEADINGS, (service, customer_class, place, "surcharge", None), strict=True))
                for months in dice.choice(GAPS):
                    for above in _thresholds(dice) if dice.random() < 0.6 else [0]:
                        row = {**words, "months": months, "above_ccf": above, "stage": stage}
                        yield {**row, "amounts": [0, 0, 0] if above == 0 and dice.random() < 0.4 else _amounts(dice)}


def _discounts(dice: random.Random, service: str) -> Iterator[Row]:
    charges = {"water": ("base", "usage", "irrigation", "surcharge"), "sewer": ("base", "usage", "surcharge")}
    for charge in charges.get(service, ("usage", "surcharge")):
        classes, places = _scopes(dice, service)
        for customer_class in classes[: dice.randint(0, 2)]:
            for place in places:
                words = dict(zip(HEADINGS, (service, customer_class, place, "discount", charge), strict=True))
                for months in dice.choice(GAPS):
                    unit = dice.choice(("share", "dollars"))
                    share = [round(dice.choice((dice.random(), 1, 0.5, 0.1255)), 4) for _ in YEARS]
                    yield {
                        **words,
                        "months": months,
                        "unit": unit,
                        "amounts": share if unit == "share" else _amounts(dice),
                    }


def _scopes(dice: random.Random, service: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    classes = (
        (WHOLE,) if service == "reclaimed" else dice.choice(((WHOLE,), ("household",), ("household", "non-household")))
    )
    return classes, dice.choice(((WHOLE,), ("inside", "outside"), ("outside",)))


def _thresholds(dice: random.Random) -> list[object]:
    tops = sorted(
        {dice.choice((dice.randint(1, 40_000), dice.randint(1, 40) * 1000)) for _ in range(dice.randint(1, 3))}
    )
    return [0, *(float(Decimal(top) / 1000) for top in tops)]


def _amounts(dice: random.Random) -> list[object]:
    return [dice.choice((0.0, round(dice.uniform(0, 20), 2), round(dice.uniform(0, 3), 2))) for _ in YEARS]


def _mixed(dice: random.Random, rows: list[Row]) -> list[Row]:
    """The rows in any order, but those of one key rising."""
    named = {id(row): tuple(row.get(word) for word in (*HEADINGS, "months", "stage")) for row in rows}
    shuffled = dice.sample(rows, len(rows))
    waiting = {name: [row for row in rows if named[id(row)] == name] for name in set(named.values())}
    return [waiting[named[id(row)]].pop(0) for row in shuffled]
