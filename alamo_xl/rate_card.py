"""A Schedule compiled to whole numbers (cents, thousandths of a CCF): prices ranges in plain Python integers."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from alamo_xl.schedule import Schedule

CENTS = 100
THOUSANDTHS = 1000


class Terms(NamedTuple):
    """What one account pays: base charges in cents, rates in cents a CCF, the sewer return in thousandths."""

    water_base: int
    water_rate: int
    sewer_base: int
    sewer_rate: int
    sewer_return: int
    reclaimed_rate: int

    def water(self, metered: int) -> int:
        """The water charge in cents of `metered` thousandths of a CCF."""
        return self.water_base + _half_up(metered * self.water_rate, THOUSANDTHS)

    def sewer(self, metered: int) -> int:
        """The sewer charge in cents: metered water x return x rate, rounded once (R6)."""
        return self.sewer_base + _half_up(metered * self.sewer_return * self.sewer_rate, THOUSANDTHS * THOUSANDTHS)

    def reclaimed(self, volume: int) -> int:
        """The reclaimed charge in cents of `volume` thousandths of a CCF."""
        return _half_up(volume * self.reclaimed_rate, THOUSANDTHS)


class RateCard:
    """The whole-number law of one Schedule; look-ups raise NoAdoptedRate as the Schedule's do."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._terms: dict[tuple[int, str, str, bool, bool, bool, int], Terms] = {}

    def terms(
        self, year: int, customer_class: str, size: str, outside: bool, irrigation: bool, sewer: bool, units: int
    ) -> Terms:
        """What an account pays in a fiscal year; `units` multiplies the base charges (R2)."""
        account = (year, customer_class, size, outside, irrigation, sewer, units)
        if account not in self._terms:
            self._terms[account] = self._compile(*account)
        return self._terms[account]

    def reclaimed_rate(self, year: int, outside: bool) -> int:
        """Cents a CCF of reclaimed water."""
        return _whole(self.schedule.rate(year, "reclaimed", "usage", outside=outside), CENTS)

    def _compile(
        self, year: int, customer_class: str, size: str, outside: bool, irrigation: bool, sewer: bool, units: int
    ) -> Terms:
        def cents(service: str, charge: str) -> int:
            return _whole(self.schedule.rate(year, service, charge, customer_class, size, outside), CENTS)

        return Terms(
            water_base=units * cents("water", "base"),
            water_rate=cents("water", "irrigation" if irrigation else "usage"),
            sewer_base=units * cents("sewer", "base") if sewer else 0,
            sewer_rate=cents("sewer", "usage") if sewer else 0,
            sewer_return=_whole(self.schedule.sewer_return(year), THOUSANDTHS),
            reclaimed_rate=self.reclaimed_rate(year, outside),
        )


def _whole(amount: Decimal, parts: int) -> int:
    whole = int(amount * parts)
    if whole != amount * parts:
        raise ArithmeticError(f"{amount} is not a whole number of 1/{parts}")
    return whole


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
