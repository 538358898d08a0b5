"""What a service, or the utility, must pay for."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, Ref


@dataclass(frozen=True)
class Needs:
    """By year, and the opening cash."""

    opening_cash: Ref
    operations: Line
    debt: Line
    capital: Line
    transfers: Line
    other_revenue: Line
