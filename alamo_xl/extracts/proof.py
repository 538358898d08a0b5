"""The revenue proof: what a model's rates bring in on tabulated bills, against the bills, each rated and rounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from alamo_xl.schedule import RateKey
from alamo_xl.terms import CENTS

HALF_A_CENT = Decimal(1) / CENTS / 2


class Charged(NamedTuple):
    """What bills come to, line by line, in cents; and how many are billed water, sewer and reclaimed water."""

    water_base: int = 0
    water_usage: int = 0
    sewer_base: int = 0
    sewer_commodity: int = 0
    reclaimed: int = 0
    water_bills: int = 0
    sewer_bills: int = 0
    reclaimed_bills: int = 0


class Line(NamedTuple):
    """A line of bills: dollars of the model and of the bills, and how many bills are rounded in it."""

    words: str
    model: Decimal
    bills: Decimal
    rounded: int

    @property
    def difference(self) -> Decimal:
        """What rounding each bill adds to the model's dollars, or takes from them."""
        return self.bills - self.model

    @property
    def at_most(self) -> Decimal:
        """The most that rounding can be: half a cent a bill; nothing where nothing is rounded."""
        return self.rounded * HALF_A_CENT

    @property
    def ties(self) -> bool:
        """Whether rounding explains the difference."""
        return abs(self.difference) <= self.at_most


def prove(revenue: Mapping[RateKey, Decimal], charged: Iterable[Charged]) -> list[Line]:
    """The proof, line by line, then its total: base charges to the cent, usage to the rounding of each bill (R8)."""
    sums = Charged(*map(sum, zip(Charged(), *charged, strict=True)))
    lines = list(_lines(revenue, sums))
    model, bills = sum((line.model for line in lines), Decimal(0)), sum((line.bills for line in lines), Decimal(0))
    return [*lines, Line("total", model, bills, sum(line.rounded for line in lines))]


def _lines(revenue: Mapping[RateKey, Decimal], sums: Charged) -> Iterator[Line]:
    for words, service, charges, cents, rounded in (
        ("water base", "water", ("base",), sums.water_base, 0),
        ("water usage", "water", ("usage", "irrigation"), sums.water_usage, sums.water_bills),
        ("sewer base", "sewer", ("base",), sums.sewer_base, 0),
        ("sewer commodity", "sewer", ("usage",), sums.sewer_commodity, sums.sewer_bills),
        ("reclaimed", "reclaimed", ("usage",), sums.reclaimed, sums.reclaimed_bills),
    ):
        model = sum((d for key, d in revenue.items() if key.service == service and key.charge in charges), Decimal(0))
        yield Line(words, model, Decimal(cents) / CENTS, rounded)
