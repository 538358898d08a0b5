"""The levers of a what-if: what a scenario changes, by fiscal year. `scenario` turns them into a Schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

Share = Decimal
ByYear = Mapping[int, Share]


class Escalated(NamedTuple):
    """What one escalator moves: a service's base charges, or its usage charges, for one customer class."""

    service: str
    customer_class: str
    charge: str


@dataclass(frozen=True)
class Levers:
    """One scenario. Shares are fractions (0.05 is 5 %); what is absent or None is as adopted.

    escalators: increase over the year before, for each Escalated and fiscal year; absent means the printed rate.
    delay_from: from this fiscal year on, a year takes the increase of the year before it, and it itself takes none.
    outside_multiplier, irrigation_multiplier: outside = inside x, irrigation = regular usage x; None: as printed.
    sewer_return: the share of metered water billed as sewer; None: as printed.
    shift: share of a service's revenue moved from its base charges to its usage charges (negative: back).
    usage_change: change of volume by year, such as a drought's.
    """

    name: str
    escalators: Mapping[Escalated, ByYear] = field(default_factory=dict)
    delay_from: int | None = None
    outside_multiplier: Decimal | None = None
    irrigation_multiplier: Decimal | None = None
    sewer_return: Decimal | None = None
    shift: Mapping[str, Share] = field(default_factory=dict)
    usage_change: ByYear = field(default_factory=dict)
