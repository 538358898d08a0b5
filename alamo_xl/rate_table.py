"""The rate table (one layout everywhere) to a Schedule and back. Rows in, no file format.

A rate design adds the columns `above_ccf`, `months`, `stage` and `unit`, found by heading before the first year (D1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from alamo_xl import designs, inputs
from alamo_xl.errors import AlamoError, BadSchedule, BadThreshold
from alamo_xl.facts import MONEY_PLACES, RATE_MAXIMUM
from alamo_xl.schedule import ADJUSTMENTS, RETURN, RateKey, Schedule, Words

HEADINGS = RateKey._fields[:5]

RETURN_PLACES = 3

Rows = Sequence[Sequence[object]]


def to_rows(schedule: Schedule) -> list[list[object]]:
    """A heading row, then the printed rows in the resolution's order, then the sewer return.

    5 words, the columns of a rate design where any row has one, a rate a year.
    """
    rows = ([*row_words(key, schedule), *rates] for key, rates in schedule.rates.items())
    return [[*headings(schedule), *schedule.fiscal_years], *rows]


def headings(schedule: Schedule) -> tuple[str, ...]:
    """The headings before the first fiscal year."""
    return (*HEADINGS, *terms_used(schedule))


def row_words(key: RateKey, schedule: Schedule) -> list[object]:
    """What a row of a schedule's table says under them."""
    return [*key.words, *(term_cell(key, name) for name in terms_used(schedule))]


def terms_used(schedule: Schedule) -> list[str]:
    """The columns of a rate design that any row of a schedule fills."""
    return [name for name in designs.TERMS if any(getattr(key, name) for key in schedule.rates)]


def term_cell(key: RateKey, name: str) -> object:
    """What a row says in one of those columns, empty where it says nothing; a charge that may have blocks says 0."""
    if name == "above_ccf":
        return key.above_ccf if key.charge in designs.IN_BLOCKS else ""
    return getattr(key, name) or ""


def from_rows(rows: Rows, like: Schedule, name: str = "rate table") -> Schedule:
    """The what-if schedule in a rate table: its own fiscal years, the charges of `like`, in any order; `like` itself
    where no rate differs.

    Raises BadSchedule, which names the row that is missing, doubled, unknown, unordered, overlapping or not money.
    """
    rows = [row for row in rows if not all(map(inputs.is_blank, row))]
    headings, years = _headings(rows[0] if rows else ())
    try:
        rates = _rates(rows[1:], headings, years, like)
    except BadThreshold as error:
        raise BadThreshold(f"rate table: {error}") from error
    except AlamoError as error:
        raise BadSchedule(f"rate table: {error}") from error
    if (rates, years) == (like.rates, like.fiscal_years):
        return like
    return like.with_rates(rates, years, name)


def _rates(
    rows: Rows, headings: tuple[str, ...], years: tuple[int, ...], like: Schedule
) -> dict[RateKey, tuple[Decimal, ...]]:
    """The rates of a table, in the order of `like`, once they stand together as a rate design does."""
    rates: dict[RateKey, tuple[Decimal, ...]] = {}
    for row in rows:
        if len(row) != len(headings) + len(years):
            raise BadSchedule(f"a row of {len(row)} cells under {len(headings) + len(years)} headings")
        key = _key(dict(zip(headings, row, strict=False)), like)
        if key in rates:
            raise BadSchedule(f"row {key} is there twice")
        cells = zip(row[len(headings) :], years, strict=True)
        rates[key] = tuple(_amount(cell, key, year) for cell, year in cells)
    ordered = {key: rates[key] for key in _ordered(rates, like)}
    designs.check(ordered)
    return ordered


def _headings(cells: Sequence[object]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words that head the columns before the first year, also as books have them (Customer class); the years."""
    words = [_text(cell).lower().replace(" ", "_") for cell in cells]
    count = next((place for place, word in enumerate(words) if word not in (*HEADINGS, *designs.TERMS)), len(words))
    headings = tuple(words[:count])
    for word in headings:
        if headings.count(word) > 1:
            raise BadSchedule(f"rate table: heading {word} is there twice")
    if tuple(word for word in headings if word in HEADINGS) != HEADINGS:
        raise BadSchedule(f"a rate table starts with the headings {', '.join(HEADINGS)}, then one fiscal year a column")
    try:
        years = tuple(inputs.fiscal_year(cell) for cell in cells[count:])
    except AlamoError as error:
        raise BadSchedule(f"rate table: {error}; before the first year may stand {', '.join(designs.TERMS)}") from error
    if not years or years != tuple(range(years[0], years[0] + len(years))):
        raise BadSchedule("rate table: one column a fiscal year, consecutive, such as 2025 to 2029")
    return headings, years


def _ordered(rates: Collection[RateKey], like: Schedule) -> Iterator[RateKey]:
    """The charges of `like` in its order, each row by row; then surcharges and discounts; the return last."""
    printed: dict[Words, list[RateKey]] = {}
    for key in rates:
        printed.setdefault(key.words, []).append(key)
    adjusted = [key for key in rates if key.charge in ADJUSTMENTS]
    for charge in dict.fromkeys(key.words for key in like.rates if key.charge not in ADJUSTMENTS):
        if charge not in printed:
            raise BadSchedule(f"row {' '.join(filter(None, charge))} is missing")
        yield from adjusted if charge == RETURN.words else ()
        yield from printed[charge]


def _key(cells: Mapping[str, object], like: Schedule) -> RateKey:
    service, customer_class, location, charge = (_text(cells[heading]) for heading in HEADINGS[:4])
    customer_class = customer_class if customer_class == "all" else inputs.customer_class(customer_class)
    if charge not in (*designs.CHARGES, *ADJUSTMENTS, RETURN.charge):
        size = _text(cells[HEADINGS[4]])
        raise BadSchedule(f"no row {service} {customer_class} {location} {charge} {size} in {like.name}")
    terms = {name: cells.get(name) for name in designs.TERMS}
    key = designs.row_key((service, customer_class, location, charge), cells[HEADINGS[4]], terms)
    if key.charge in ADJUSTMENTS:
        known = all(any(k[place] == key[place] for k in like.rates) for place in (0, 1, 2))
    else:
        known = key.words in like.charges
    if not known:
        raise BadSchedule(f"no row {key} in {like.name}")
    return key


def _amount(cell: object, key: RateKey, year: int) -> Decimal:
    number = inputs.exact(cell)
    most, places = (RATE_MAXIMUM, MONEY_PLACES)
    if key == RETURN or key.unit == "share":
        most, places = Decimal(1), RETURN_PLACES if key == RETURN else designs.SHARE_PLACES
    if number is None or not number.is_finite() or not 0 <= number <= most or round(number, places) != number:
        given = "is blank" if inputs.is_blank(cell) else f"is {inputs.shown(cell)}"
        raise BadSchedule(f"{key} FY{year} {given}; give 0 to {most:,} with at most {places} decimals")
    cents = abs(number).quantize(Decimal(1).scaleb(-MONEY_PLACES))  # a zero has no sign
    return cents if cents == number else number


def _text(cell: object) -> str:
    return cell.strip().lower() if isinstance(cell, str) else ""
