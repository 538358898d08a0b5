"""What one account pays, in whole numbers of cents and thousandths of a CCF: flat rates, or the plans of a design."""

from __future__ import annotations

from typing import NamedTuple

CENTS = 100
THOUSANDTHS = 1000
TEN_THOUSANDTHS = 10_000


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


class Block(NamedTuple):
    """A rate in cents a CCF above a volume in thousandths of a CCF."""

    above: int
    cents: int


class Discount(NamedTuple):
    """What an assisted account is let off one charge: ten-thousandths of it, or cents at most."""

    share: int | None
    cents: int


class Plan(NamedTuple):
    """One service of a rate design, for one account, month and stage; `parts` of a CCF are what its volumes count."""

    parts: int
    base: int
    usage: tuple[Block, ...]
    surcharge: tuple[Block, ...]
    off_base: Discount | None
    off_usage: Discount | None
    off_surcharge: Discount | None

    def cents(self, volume: int) -> int:
        """Base, usage and surcharge in cents, each less its discount (D10)."""
        usage, surcharge = (_in_blocks(volume, blocks, self.parts) for blocks in (self.usage, self.surcharge))
        charges = ((self.base, self.off_base), (usage, self.off_usage), (surcharge, self.off_surcharge))
        return sum(charge - _let_off(charge, discount) for charge, discount in charges)


class DesignedTerms(NamedTuple):
    """What one account pays under a rate design, service by service; None where a service is not billed."""

    water_plan: Plan | None
    sewer_plan: Plan | None
    reclaimed_plan: Plan
    sewer_return: int

    def water(self, metered: int) -> int:
        """The water charge in cents of `metered` thousandths of a CCF."""
        return self.water_plan.cents(metered) if self.water_plan else 0

    def sewer(self, metered: int) -> int:
        """The sewer charge in cents of metered water, whose return is never rounded (D5)."""
        return self.sewer_plan.cents(metered * self.sewer_return) if self.sewer_plan else 0

    def reclaimed(self, volume: int) -> int:
        """The reclaimed charge in cents of `volume` thousandths of a CCF; none without volume."""
        return self.reclaimed_plan.cents(volume) if volume else 0


Priced = Terms | DesignedTerms


def _in_blocks(volume: int, blocks: tuple[Block, ...], parts: int) -> int:
    """Cents of a volume, from the highest block down; each block is rounded once (D2, D11)."""
    cents = 0
    for above, rate in blocks:
        if volume > above:
            cents += _half_up((volume - above) * rate, parts)
            volume = above
    return cents


def _let_off(charge: int, discount: Discount | None) -> int:
    if discount is None:
        return 0
    if discount.share is None:
        return min(discount.cents, charge)
    return _half_up(charge * discount.share, TEN_THOUSANDTHS)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
