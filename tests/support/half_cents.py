"""Volumes whose charge ends in exactly half a cent: where rounding half up shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from alamo_xl.rate_card import RateCard
from alamo_xl.schedule import Schedule

LARGEST = 200_000
"""Thousandths of a CCF."""
SIZE = "3/4"


def half_cents(schedule: Schedule) -> Iterator[tuple[int, str, str, bool, bool, float]]:
    """Year, class, size, outside, irrigation and CCF of each tie to 200 CCF, of water or of sewer."""
    card = RateCard(schedule)
    for household, outside, year, irrigation in itertools.product(
        ("household", "non-household"), (False, True), schedule.fiscal_years, (False, True)
    ):
        terms = card.terms(year, household, SIZE, outside, irrigation, True, 1)
        for metered in range(LARGEST + 1):
            water = metered * terms.water_rate % 1000 == 500
            sewer = metered * terms.sewer_rate * terms.sewer_return % 1_000_000 == 500_000
            if water or sewer:
                yield year, household, SIZE, outside, irrigation, metered / 1000
