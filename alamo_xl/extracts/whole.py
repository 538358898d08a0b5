"""Whole numbers divided exactly, on every engine alike."""

from __future__ import annotations

import narwhals as nw

EXACT = 2**53
"""Whole numbers below it are floats too."""


def floored(amount: nw.Expr, by: nw.Expr | int) -> nw.Expr:
    """The whole part, as a float, of a whole number from 0 to EXACT, divided by another.

    The quotient of floats is the float nearest to the true one, and no whole number above that is nearer than one
    `by`th, so its floor is the true one's. Narwhals' own `//` says the same in thrice the steps.
    """
    return (amount / by).floor()


def divided(amount: nw.Expr, by: nw.Expr | int) -> nw.Expr:
    """The same as a whole number."""
    return floored(amount, by).cast(nw.Int64())
