"""Volumes as whole thousandths of a CCF, from whatever a column holds: exactly, a float by its shortest text (R7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

import narwhals as nw

from alamo_xl import inputs
from alamo_xl.errors import NotUnderstood, OutOfRange
from alamo_xl.extracts.whole import divided
from alamo_xl.schedule import Limits
from alamo_xl.volume import GALLONS_A_CCF

A_CCF: Mapping[str, Fraction] = {
    "ccf": Fraction(1),
    "cf": Fraction(100),
    "gal": GALLONS_A_CCF,
    "kgal": GALLONS_A_CCF / 1000,
}
"""How many of a unit are one CCF."""
UNIT_NAMES = {"ccf": "CCF", "cf": "cubic feet", "gal": "gallons", "kgal": "thousand gallons"}
TEXT = "VARCHAR"
PLACES = 6
"""Decimals of a unit other than CCF that are counted in whole numbers; longer texts are read one by one."""
COMMAS = r"^-?\d{1,3}(,\d{3})+(\.\d*)?$"


class Volume(NamedTuple):
    """How one column becomes a volume; thousandths of a CCF in each case, null where it is another case.

    `sure` is within range; `below` is under 0, as a positive number; `odd` is the text of what is neither, nor blank.
    """

    sure: nw.Expr
    below: nw.Expr
    odd: nw.Expr


def volume(column: str, kind: str, unit: str, limits: Limits, plain: bool = False) -> Volume:
    """The volume in a column of a type (text, or a number of DuckDB's or Spark's) and a unit.

    plain: that `not_plain` is true of no row, so that nothing need be asked of its texts again.
    """
    value = nw.col(column)
    most = Fraction(limits.quantity_maximum) * A_CCF[unit]
    number = _number(kind, unit)
    if plain:
        return Volume(_of_digits(value, unit), nw.lit(None, nw.Int64()), nw.lit(None, nw.String()))
    if number is None:
        return _of_text(value if kind == TEXT else value.cast(nw.String()), unit, _digits(unit, limits))
    within = (value >= 0) & (value <= int(most))
    below = (value < 0) & (value >= -int(most))
    size = nw.when(below).then(-value).otherwise(value)
    return Volume(
        nw.when(within).then(number(value)),
        nw.when(below).then(number(size)),
        nw.when(~within & ~below).then(value.cast(nw.String())),
    )


def not_plain(column: str, kind: str, unit: str, limits: Limits) -> nw.Expr | None:
    """Whether a text is other than plain digits within range; None of a column that holds no texts."""
    return ~nw.col(column).str.contains(f"^{_digits(unit, limits)}") if kind == TEXT else None


def _digits(unit: str, limits: Limits) -> str:
    """The pattern of plain digits of a number that is within range, to the text's end."""
    digits = len(str(int(Fraction(limits.quantity_maximum) * A_CCF[unit]))) - 1
    places = r"(\.\d*)?" if unit == "ccf" else rf"(\.\d{{0,{PLACES}}})?"
    return rf"\d{{1,{digits}}}{places}$"


def _of_text(text: nw.Expr, unit: str, digits: str) -> Volume:
    """Plain digits are taken as they stand; only of others the spaces around and the commas of thousands go."""
    plain = text.str.contains(f"^{digits}")
    trimmed = text.str.strip_chars()
    tidy = nw.when(trimmed.str.contains(COMMAS)).then(trimmed.str.replace_all(",", "")).otherwise(trimmed)
    tidied = tidy.str.contains(f"^{digits}")
    minus = tidy.str.contains(f"^-{digits}") & tidy.str.contains("[1-9]")
    sure = nw.when(plain).then(_of_digits(text, unit)).otherwise(nw.when(tidied).then(_of_digits(tidy, unit)))
    return Volume(
        sure,
        nw.when(~plain & minus).then(_of_digits(tidy.str.strip_chars("-"), unit)),
        nw.when(~plain & ~tidied & ~minus & (tidy != "")).then(tidy),
    )


def _of_digits(text: nw.Expr, unit: str) -> nw.Expr:
    """Of plain digits: a decimal half up, or in another unit its millionths divided once."""
    if unit == "ccf":
        return (text.cast(nw.Decimal(18, 3)) * 1000).cast(nw.Int64())
    return _ratio((text.cast(nw.Decimal(18, PLACES)) * 10**PLACES).cast(nw.Int64()), unit, 10**PLACES)


def _number(kind: str, unit: str) -> Callable[[nw.Expr], nw.Expr] | None:
    """How whole numbers, decimals or floats are read; None of a type or a unit that goes by its text."""
    decimals = re.fullmatch(r"DECIMAL\((\d+),\s*(\d+)\)", kind)
    if kind in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"):
        return lambda value: _ratio(value.cast(nw.Int64()), unit, 1)
    if decimals and int(decimals[2]) <= (3 if unit == "ccf" else PLACES):
        parts = 10 ** int(decimals[2])
        return lambda value: _ratio((value * parts).cast(nw.Int64()), unit, parts)
    if kind == "DOUBLE" and unit == "ccf":
        return _of_float
    return None


def _of_float(value: nw.Expr) -> nw.Expr:
    """A float's shortest text, half up to the thousandth: up where the float is the one of the tie, or above it.

    The tie is a fraction of whole numbers, so that its division is the float nearest to it; a text of so few digits
    is that float's shortest.
    """
    below = (value * 1000).floor().cast(nw.Int64())
    tie = (below * 2 + 1).cast(nw.Float64()) / nw.lit(2000.0)
    return nw.when(value >= tie).then(below + 1).otherwise(below)


def _ratio(parts: nw.Expr, unit: str, of: int) -> nw.Expr:
    """Whole parts of a unit, so many `of` it, as thousandths of a CCF, half up."""
    ratio = 1000 / A_CCF[unit] / of
    if ratio.denominator == 1:
        return parts * ratio.numerator
    whole = divided(parts, ratio.denominator)
    rest = (parts - whole * ratio.denominator) * (2 * ratio.numerator) + ratio.denominator
    return whole * ratio.numerator + divided(rest, 2 * ratio.denominator)


def thousandths(text: str, unit: str, limits: Limits, field: str) -> int:
    """A volume in a unit as thousandths of a CCF, half up, once its range is checked. Raises as `inputs.quantity`.

    >>> from alamo_xl import load_schedule
    >>> thousandths("748.051948", "gal", load_schedule().limits, "ccf")
    1000
    """
    if unit == "ccf":
        return int(inputs.quantity(text, limits, field) / limits.quantity_step)
    number = inputs.exact(text)
    if number is None:
        given = "is blank" if inputs.is_blank(text) else f"{inputs.shown(text)} is not understood"
        raise NotUnderstood(f"{field} {given}; give a number of {UNIT_NAMES[unit]}")
    if not number.is_finite() or not 0 <= Fraction(number) <= A_CCF[unit] * Fraction(limits.quantity_maximum):
        given = f"{inputs.shown(text)} {UNIT_NAMES[unit]}"
        raise OutOfRange(f"{field} {given} is out of range; give 0 to {limits.quantity_maximum:,} CCF")
    return int(Fraction(number) / A_CCF[unit] / Fraction(limits.quantity_step) + Fraction(1, 2))
