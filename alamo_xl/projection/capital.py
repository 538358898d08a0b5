"""The capital plan: what is spent in a year, and who pays for it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from alamo_xl.projection.case import NOTHING, Case


class Capital(NamedTuple):
    """A service's capital spending of a year, and what grants and borrowing pay of it; the rest is paid in cash."""

    spending: Decimal = NOTHING
    grants: Decimal = NOTHING
    borrowed: Decimal = NOTHING


def capital(case: Case, plan: str, service: str, year: int) -> Capital:
    """Equal parts of each project's cost, each at its own year's index, where the plan has it in the year."""
    spending = grants = borrowed = NOTHING
    for project in case.projects:
        first = project.first.get(plan)
        if project.service == service and first is not None and first <= year < first + project.years:
            part = project.cost / project.years * case.index(project.index, year)
            spending += part
            grants += part * project.grant
            borrowed += part * project.debt
    return Capital(spending, grants, borrowed)
