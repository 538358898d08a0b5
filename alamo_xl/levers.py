"""The levers of a what-if: what a scenario changes, by fiscal year. `scenario` turns them into a Schedule.

A lever counts in the open years alone, those after the base year. One by year that is empty is as the year before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

Share = Decimal
ByYear = Mapping[int, Share]
ALL = "all"
"""The scope of a level increase, or the group of a change of use, that stands for every one without its own."""


class Escalated(NamedTuple):
    """What one escalator moves: a service's base charges, or its usage charges, for one customer class."""

    service: str
    customer_class: str
    charge: str


class Level(NamedTuple):
    """One increase for each year from a first to a last one; after the last, none."""

    share: Share
    first: int
    last: int


@dataclass(frozen=True)
class Levers:
    """One scenario. Shares are fractions (0.05 is 5 %); what is absent is as adopted.

    escalators: increase over the year before, for each Escalated and fiscal year.
    delay_from: from this fiscal year on, a year takes the increase of the year before it, and it itself takes none.
    level: the increase that replaces the others from its first year on, by service or for ALL.
    sought: by service, a level increase that a solver tries in place of all of these from its first year on.
    outside_multiplier, irrigation_multiplier: outside = inside x, irrigation = usage x; standing from a year on.
    sewer_return: the share of metered water billed as sewer, from a year on.
    shift: share of a service's revenue moved from its base charges to its usage charges, from a year on.
    use: change of use against the base year, by group (a class, irrigation, reclaimed or ALL), from a year on.
    growth: of accounts, a year. elasticity: of use, nominal or real. plan: of capital.
    """

    name: str
    escalators: Mapping[Escalated, ByYear] = field(default_factory=dict)
    delay_from: int | None = None
    level: Mapping[str, Level] = field(default_factory=dict)
    sought: Mapping[str, Level] = field(default_factory=dict)
    outside_multiplier: ByYear = field(default_factory=dict)
    irrigation_multiplier: ByYear = field(default_factory=dict)
    sewer_return: ByYear = field(default_factory=dict)
    shift: Mapping[str, ByYear] = field(default_factory=dict)
    use: Mapping[str, ByYear] = field(default_factory=dict)
    growth: ByYear = field(default_factory=dict)
    elasticity: Decimal = Decimal(0)
    plan: str = "A"

    def level_of(self, service: str) -> Level | None:
        """The level increase that counts for a service: its own, else that of all."""
        return self.level.get(service, self.level.get(ALL))


def standing(lever: ByYear, year: int, base_year: int) -> Share | None:
    """What stands in a year: the latest entry of an open year up to it; None while there is none."""
    entered = [each for each in lever if base_year < each <= year]
    return lever[max(entered)] if entered else None
