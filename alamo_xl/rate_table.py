"""The rate table (one layout everywhere) to a Schedule and back. Rows in, no file format."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from alamo_xl import inputs
from alamo_xl.errors import AlamoError, BadSchedule
from alamo_xl.schedule import RETURN, RateKey, Schedule

HEADINGS = RateKey._fields
RATE_MAXIMUM = Decimal(1_000_000)
RETURN_PLACES, MONEY_PLACES = 3, 2

Rows = Sequence[Sequence[object]]


def to_rows(schedule: Schedule) -> list[list[object]]:
    """A heading row, then the printed rows in the resolution's order, then the sewer return: 5 words, a rate a year."""
    return [[*HEADINGS, *schedule.fiscal_years], *([*key, *rates] for key, rates in schedule.rates.items())]


def from_rows(rows: Rows, like: Schedule, name: str = "rate table") -> Schedule:
    """The what-if schedule in a rate table: its own fiscal years, the rows of `like`, in any order; `like` itself where
    no rate differs.

    Raises BadSchedule where a row is missing, doubled, unknown or not money to the cent, and says which.
    """
    rows = [row for row in rows if not all(map(inputs.is_blank, row))]
    if not rows or tuple(_text(cell) for cell in rows[0][: len(HEADINGS)]) != HEADINGS:
        raise BadSchedule(f"a rate table starts with the headings {', '.join(HEADINGS)}, then one fiscal year a column")
    years = _years(rows[0][len(HEADINGS) :])
    rates: dict[RateKey, tuple[Decimal, ...]] = {}
    width = len(rows[0])
    for row in rows[1:]:
        if len(row) != width:
            raise BadSchedule(f"rate table: a row of {len(row)} cells under {width} headings")
        key = _key(row, like)
        if key in rates:
            raise BadSchedule(f"rate table: row {key} is there twice")
        cells = zip(row[len(HEADINGS) :], years, strict=True)
        rates[key] = tuple(_amount(cell, key, year) for cell, year in cells)
    for key in like.rates:
        if key not in rates:
            raise BadSchedule(f"rate table: row {key} is missing")
    ordered = {key: rates[key] for key in like.rates}
    if (ordered, years) == (like.rates, like.fiscal_years):
        return like
    return like.with_rates(ordered, years, name)


def _years(cells: Sequence[object]) -> tuple[int, ...]:
    try:
        years = tuple(inputs.fiscal_year(cell) for cell in cells)
    except AlamoError as error:
        raise BadSchedule(f"rate table: {error}") from error
    if not years or years != tuple(range(years[0], years[0] + len(years))):
        raise BadSchedule("rate table: one column a fiscal year, consecutive, such as 2025 to 2029")
    return years


def _key(row: Sequence[object], like: Schedule) -> RateKey:
    service, customer_class, location, charge = (_text(cell) for cell in row[:4])
    size = "" if inputs.is_blank(row[4]) else row[4]
    try:
        customer_class = customer_class if customer_class == "all" else inputs.customer_class(customer_class)
        key = RateKey(service, customer_class, location, charge, inputs.meter_size(size) if size else "")
    except AlamoError as error:
        raise BadSchedule(f"rate table: {error}") from error
    if key not in like.rates:
        raise BadSchedule(f"rate table: no row {key} in {like.name}")
    return key


def _amount(cell: object, key: RateKey, year: int) -> Decimal:
    number = inputs.exact(cell)
    most, places = (Decimal(1), RETURN_PLACES) if key == RETURN else (RATE_MAXIMUM, MONEY_PLACES)
    if number is None or not number.is_finite() or not 0 <= number <= most or round(number, places) != number:
        given = "is blank" if inputs.is_blank(cell) else f"is {inputs.shown(cell)}"
        raise BadSchedule(f"rate table: {key} FY{year} {given}; give 0 to {most:,} with at most {places} decimals")
    cents = abs(number).quantize(Decimal(1).scaleb(-MONEY_PLACES))  # a zero has no sign
    return cents if cents == number else number


def _text(cell: object) -> str:
    return cell.strip().lower() if isinstance(cell, str) else ""
