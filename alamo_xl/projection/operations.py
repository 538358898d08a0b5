"""Operation and maintenance: lines that cost indices raise and flow moves."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from alamo_xl.projection.case import NOTHING, Case
from alamo_xl.projection.demand import Flow


class Operations(NamedTuple):
    """A service's dollars of a year: what no price moves, and what the response to prices moves."""

    still: Decimal
    moving: Decimal

    @property
    def dollars(self) -> Decimal:
        """Together."""
        return self.still + self.moving


def operations(case: Case, service: str, year: int, flow: Flow) -> Operations:
    """Each line's dollars x index x (1 + v x (flow / base-year flow - 1))."""
    still = moving = NOTHING
    for line in case.lines:
        if line.service == service:
            dollars = line.dollars * case.index(line.index, year)
            still += dollars * (1 + line.variable * (flow.still - 1))
            moving += dollars * line.variable * flow.moving
    return Operations(still, moving)
