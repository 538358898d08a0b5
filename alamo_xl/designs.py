"""The rows of a rate design (D1 to D16, in `design-readings.toml`): what each may say, and which stand together."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise, product

from alamo_xl import inputs
from alamo_xl.errors import BadSchedule, BadThreshold, NotUnderstood
from alamo_xl.schedule import ADJUSTMENTS, FLAT, RETURN, YEAR, RateKey, Reading, Words, months_in

CHARGES = ("base", "usage", "irrigation")
REDUCED = (*CHARGES, "surcharge")
UNITS = ("share", "dollars")
IN_BLOCKS = ("usage", "irrigation", "surcharge")
TERMS = RateKey._fields[5:]
THRESHOLD_MAXIMUM, THRESHOLD_PLACES = Decimal(1_000_000), 3
STAGE_MAXIMUM = 1_000
SHARE_PLACES = 4
READINGS = os.path.join(os.path.dirname(__file__), "design-readings.toml")


@cache
def readings() -> tuple[Reading, ...]:
    """How a rate design is read, D1 on: data beside the law, apart from the resolution's own readings."""
    with open(READINGS, "rb") as file:
        return tuple(Reading(**each) for each in tomllib.load(file)["readings"])


def row_key(words: tuple[str, str, str, str], size: object, terms: Mapping[str, object]) -> RateKey:
    """The key of a row: its service, class, location and charge, its size as written, its cells of a rate design.

    Raises BadSchedule, which names the row. Source: D1, D2, D6, D8, D9.
    """
    charge = words[3]
    named = "row " + " ".join(filter(None, words))
    given = {name: None if inputs.is_blank(value) else value for name, value in terms.items()}
    try:
        key = RateKey(
            *words,
            _size(charge, size),
            _threshold(given.get("above_ccf")),
            season(given.get("months")),
            _stage(given.get("stage")),
            inputs.word(given.get("unit") or "", "unit", UNITS) if charge == "discount" else "",
        )
    except BadThreshold as error:
        raise BadThreshold(f"{named}: {error}") from error
    except NotUnderstood as error:
        raise BadSchedule(f"{named}: {error}") from error
    if key.above_ccf and charge not in IN_BLOCKS:
        raise BadSchedule(f"{named}: above_ccf {key.above_ccf}, and a {charge} charge has no blocks")
    if key.months and charge == RETURN.charge:
        raise BadSchedule(f"{named}: months {key.months}, and the return has no seasons")
    if (charge == "surcharge") != bool(key.stage):
        wrong = "a surcharge needs its stage" if charge == "surcharge" else f"stage {key.stage} goes with surcharges"
        raise BadSchedule(f"{named}: {wrong}")
    if charge in ADJUSTMENTS and key.service == "reclaimed" and key.customer_class != "all":
        raise BadSchedule(f"{named}: reclaimed water has one class, all")
    return key


def check(keys: Collection[RateKey]) -> None:
    """Refuses blocks that do not rise from 0, seasons that overlap or leave a gap, and what is doubled.

    Takes the rows in table order. Raises BadSchedule, which names the row. Source: D2, D6, D9, D12.
    """
    groups: dict[tuple[Words, int], dict[str, list[RateKey]]] = {}
    for key in keys:
        groups.setdefault((key.words, key.stage), {}).setdefault(key.months, []).append(key)
    for seasons in groups.values():
        for blocks in seasons.values():
            _rise(blocks)
        _cover([blocks[0] for blocks in seasons.values()])
    adjusted = [seasons for (words, _), seasons in groups.items() if words[3] in ADJUSTMENTS]
    for one, other in combinations(adjusted, 2):
        _apart(one, other)
    printed = {(key.service, key.charge) for key in keys}
    for key in keys:
        if key.charge == "discount" and key.meter_size != "surcharge" and (key.service, key.meter_size) not in printed:
            raise BadSchedule(f"row {key}: {key.service} has no {key.meter_size} charge to reduce")


def _rise(blocks: list[RateKey]) -> None:
    """The blocks of one charge and season: the first from 0, each above the one before."""
    if blocks[0].above_ccf:
        raise BadSchedule(f"row {blocks[0]}: the first row of a charge has above_ccf 0")
    for before, key in pairwise(blocks):
        if key.above_ccf == before.above_ccf:
            raise BadSchedule(f"row {key} is there twice")
        if key.above_ccf < before.above_ccf:
            raise BadSchedule(f"row {key} comes after {before.above_ccf} CCF; the rows of a charge rise")


def _cover(seasons: list[RateKey]) -> None:
    """The seasons of one charge: apart, and twelve months but for surcharges and discounts."""
    for one, other in combinations(seasons, 2):
        if months_in(one.months) & months_in(other.months):
            raise BadSchedule(f"row {other} overlaps months {one.months or '1-12'} of the same charge")
    if seasons[0].charge not in ADJUSTMENTS:
        missing = YEAR.difference(*(months_in(key.months) for key in seasons))
        if missing:
            raise BadSchedule(f"row {seasons[-1]}: the charge has no rate for month {min(missing)}")


def _apart(one: dict[str, list[RateKey]], other: dict[str, list[RateKey]]) -> None:
    """Two surcharges or discounts of one kind do not meet in a class, a place and a month (D12)."""
    for mine, theirs in product(one.values(), other.values()):
        first, second = mine[0], theirs[0]
        same = all(
            getattr(first, word) == getattr(second, word) for word in ("service", "charge", "meter_size", "stage")
        )
        meet = all(a == b or "all" in (a, b) for a, b in zip(first[1:3], second[1:3], strict=True))
        if same and meet and months_in(first.months) & months_in(second.months):
            raise BadSchedule(f"row {second} is doubled by row {first}")


def _size(charge: str, size: object) -> str:
    if charge == "base":
        return "" if inputs.is_blank(size) else inputs.meter_size(size)
    if charge == "discount":
        return inputs.word(size or "", "the charge that a discount reduces (meter_size)", REDUCED)
    if inputs.is_blank(size) or (isinstance(size, str) and size.strip().lower() == "all"):
        return ""
    raise NotUnderstood(f"meter_size {inputs.shown(size)} goes with a base charge; leave it blank")


def _threshold(value: object) -> Decimal:
    if value is None:
        return FLAT[0]
    number = inputs.exact(value)
    if number is None:
        raise NotUnderstood(f"above_ccf {inputs.shown(value)} is not understood; give a number of CCF")
    if not number.is_finite() or not 0 <= number <= THRESHOLD_MAXIMUM:
        raise BadThreshold(f"above_ccf {inputs.shown(value)} is out of range; give 0 to {THRESHOLD_MAXIMUM:,} CCF")
    if round(number, THRESHOLD_PLACES) != number:
        raise NotUnderstood(f"above_ccf {inputs.shown(value)} has more than {THRESHOLD_PLACES} decimals")
    return Decimal(f"{abs(number).normalize():f}")


def season(value: object) -> str:
    """A month or a range of months as `5-10`; empty for the whole year."""
    if value is None:
        return ""
    if inputs.is_dated(value):
        raise NotUnderstood(
            f"months {inputs.shown(value)} is a date: Excel turned 5-10 into 10 May; type '5-10 or format as text"
        )
    text = value.strip() if isinstance(value, str) else inputs.shown(value)
    found = re.fullmatch(r"(\d{1,2})(?:\.0)?(?:\s*[-–]\s*(\d{1,2}))?", text, re.ASCII)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not (first in YEAR and last in YEAR):
        raise NotUnderstood(
            f"months {inputs.shown(value)} is not understood; give a month, 1 to 12, or a range such as 5-10"
        )
    return str(first) if first == last else f"{first}-{last}"


def _stage(value: object) -> int:
    if value is None:
        return 0
    number = inputs.exact(value)
    if number is None or number not in range(1, STAGE_MAXIMUM + 1):
        raise NotUnderstood(f"stage {inputs.shown(value)} is not understood; give a whole number, 1 to {STAGE_MAXIMUM}")
    return int(number)
