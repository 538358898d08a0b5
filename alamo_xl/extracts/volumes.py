"""Volumes as whole thousandths of a CCF, from whatever a column holds: exactly, through text (R7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import narwhals as nw

from alamo_xl import inputs
from alamo_xl.errors import AlamoError, NotUnderstood, OutOfRange
from alamo_xl.extracts.categories import ODD, TEXT, Category, Reasons
from alamo_xl.extracts.columns import Columns
from alamo_xl.extracts.engine import Codes
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
PARTS = 10**6
"""Of a unit other than CCF, in which its volumes are counted before they are rounded."""


class Volume(NamedTuple):
    """Whether a volume's text is plain digits within range, or such below 0; the thousandths of a CCF of either."""

    plain: nw.Expr
    below: nw.Expr
    thousandths: nw.Expr


def volume(field: str, unit: str, limits: Limits) -> Volume:
    """The expressions for a volume whose text is in the column of that field; its text has no commas."""
    text = nw.col(f"{TEXT}{field}")
    digits = len(str(int(Fraction(limits.quantity_maximum) * A_CCF[unit]))) - 1
    places = r"(\.\d*)?" if unit == "ccf" else r"(\.\d{0,6})?"
    plain = text.str.contains(rf"^\d{{1,{digits}}}{places}$")
    below = text.str.contains(rf"^-\d{{1,{digits}}}(\.\d*)?$") & text.str.contains("[1-9]")
    return Volume(plain, below, _thousandths(text.str.strip_chars("-"), unit))


def text_of(column: nw.Expr) -> nw.Expr:
    """A volume's text without what stands around it and without the commas of its thousands."""
    text = column.cast(nw.String()).str.strip_chars()
    return (
        nw.when(text.str.contains(r"^-?\d{1,3}(,\d{3})+(\.\d*)?$")).then(text.str.replace_all(",", "")).otherwise(text)
    )


def read_volume(field: str, columns: Columns, odd: Sequence[str] | None, limits: Limits, reasons: Reasons) -> Category:
    """The thousandths of a CCF that each text is which is neither plain nor below 0, or a reason; of a blank too."""

    def code(text: str) -> int:
        try:
            return thousandths(text, columns.units.get(field, "ccf"), limits, field)
        except AlamoError as error:
            return reasons.refused(error)

    blank = 0 if field == "reclaimed_ccf" else code("")
    if odd is None:
        return Category(field, (), None, blank)
    other = reasons.refused(f"{field} is not understood; give a number of {UNIT_NAMES[columns.units[field]]}")
    return Category(field, (), Codes(f"{ODD}{field}", {text: code(text) for text in odd}, blank, other), blank)


def thousandths(text: object, unit: str, limits: Limits, field: str = "ccf") -> int:
    """A volume in a unit as thousandths of a CCF, half up, once its range is checked. Raises as `inputs.quantity`."""
    if unit == "ccf":
        return int(inputs.quantity(text, limits, field) / limits.quantity_step)
    number = inputs.exact(text)
    if number is None:
        given = "is blank" if inputs.is_blank(text) else f"{inputs.shown(text)} is not understood"
        raise NotUnderstood(f"{field} {given}; give a number of {UNIT_NAMES[unit]}")
    if not number.is_finite() or not 0 <= Fraction(number) <= A_CCF[unit] * Fraction(limits.quantity_maximum):
        given = f"{inputs.shown(text)} {UNIT_NAMES[unit]}"
        raise OutOfRange(f"{field} {given} is out of range; give 0 to {limits.quantity_maximum:,} CCF")
    ccf = Fraction(number) / A_CCF[unit] / Fraction(limits.quantity_step)
    return int(ccf + Fraction(1, 2))


def _thousandths(text: nw.Expr, unit: str) -> nw.Expr:
    """Of a plain text. In CCF the text is rounded half up as a decimal; else its millionths are divided once."""
    if unit == "ccf":
        return (text.cast(nw.Decimal(18, 3)) * 1000).cast(nw.Int64)
    ratio = 1000 / A_CCF[unit] / PARTS
    millionths = (text.cast(nw.Decimal(18, 6)) * PARTS).cast(nw.Int64)
    return (millionths * (2 * ratio.numerator) + ratio.denominator) // (2 * ratio.denominator)
