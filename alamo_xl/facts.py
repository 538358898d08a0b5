"""What an entry of an instrument's TOML holds, of the type that is asked for; else BadSchedule, which names it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from alamo_xl.errors import BadSchedule

Entry = Mapping[str, Any]
RATE_MAXIMUM = Decimal(1_000_000)
MONEY_PLACES = 2


def text(entry: Entry, name: str, default: str | None = None) -> str:
    """A text; the default where it is absent."""
    found = entry[name] if default is None else entry.get(name, default)
    if not isinstance(found, str):
        raise BadSchedule(f"{name} {found!r:.40} is not text")
    return found


def texts(entry: Entry, name: str) -> tuple[str, ...]:
    """A list of texts; none where it is absent."""
    found = entry.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise BadSchedule(f"{name} {found!r:.40} is not a list of texts")
    return tuple(found)


def entries(entry: Entry, name: str) -> list[Entry]:
    """A list of tables."""
    found = entry[name]
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadSchedule(f"{name} is not a list of tables")
    return found


def whole(given: object, name: str, least: int, most: int) -> int:
    """A whole number in a range."""
    if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
        raise BadSchedule(f"{name} {given!s:.40} is not a whole number, {least:,} to {most:,}")
    return given


def day(entry: Entry, name: str) -> date:
    """A date without a time."""
    found = entry[name]
    if not isinstance(found, date) or isinstance(found, datetime):
        raise BadSchedule(f"{name} {found!r:.40} is not a date, such as 2024-06-25")
    return found


def word(entry: Entry, name: str, accepted: tuple[str, ...]) -> str:
    """One of the words that the law knows."""
    given = text(entry, name)
    if given not in accepted:
        raise BadSchedule(
            f"{name} {given!r} is not one of {', '.join(accepted)}; "
            "a new one is added in alamo_xl/loader.py and inputs.py"
        )
    return given


def number(given: object, where: str, places: int, most: Decimal = RATE_MAXIMUM) -> Decimal:
    """A number written as text, 0 to `most`, with at most some decimals."""
    if not isinstance(given, str) or not given.isascii():
        raise BadSchedule(f"{where}: {given!r:.40} must be written as text, so that it stays exact")
    try:
        amount = Decimal(given)
    except ArithmeticError:
        raise BadSchedule(f"{where}: {given!r:.40} is not a number") from None
    if not amount.is_finite() or not 0 <= amount <= most or round(amount, places) != amount:
        raise BadSchedule(f"{where}: {given!r:.40} is not between 0 and {most:,} with {places} decimals")
    return amount


def money(given: object, where: str) -> Decimal:
    """Dollars to the cent, written as text."""
    amount = number(given, where, MONEY_PLACES)
    if str(amount) != given or amount.as_tuple().exponent != -MONEY_PLACES:
        raise BadSchedule(f"{where}: {given!r:.40} is not money to the cent written as text, such as 12.30")
    return amount
