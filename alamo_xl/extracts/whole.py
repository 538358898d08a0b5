"""Whole numbers divided exactly, on every engine alike."""

from __future__ import annotations

import narwhals as nw

EXACT = 2**53
"""Whole numbers below it are floats too."""


def divided(amount: nw.Expr, by: nw.Expr | int) -> nw.Expr:
    """The whole part of a whole number, from 0 to EXACT, divided by another.

    As floats, which hold both: the quotient is the float nearest to the true one, and no whole number above that is
    nearer than one `by`th, so its floor is the true one's. Narwhals' own `//` says the same in thrice the steps.
    """
    return (amount / by).floor().cast(nw.Int64())
