"""Volumes of water: CCF, which rates are printed in, and the gallons that people know."""

from __future__ import annotations

from fractions import Fraction

CUBIC_INCHES_A_GALLON = 231
CUBIC_INCHES_A_CCF = 100 * 12**3
GALLONS_A_CCF = Fraction(CUBIC_INCHES_A_CCF, CUBIC_INCHES_A_GALLON)


def gallons(ccf: int) -> int:
    """A volume in CCF as whole gallons, half up.

    >>> gallons(1), gallons(8)
    (748, 5984)
    """
    return int(ccf * GALLONS_A_CCF + Fraction(1, 2))
