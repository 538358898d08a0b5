"""Is it enough: coverage of debt service and unrestricted cash against their targets, each year and in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from alamo_xl.bill import to_the_cent
from alamo_xl.projection.case import UTILITY, Case, Targets
from alamo_xl.projection.cash import Year
from alamo_xl.projection.debt import most_existing

CASH = "cash"
TESTS = {
    "senior": "coverage of senior debt",
    "all": "coverage of all debt",
    "senior_less_connections": "coverage of senior debt, less connection charges,",
    "all_less_connections": "coverage of all debt, less connection charges,",
    CASH: "unrestricted cash",
}
"""The tests: four of coverage, named as their targets are, and that of cash; with their words."""


def debt_covered(year: Year, test: str) -> Decimal:
    """The debt service that a test of coverage is of."""
    return year.senior_debt if test.startswith("senior") else year.debt


def net_for(year: Year, test: str) -> Decimal:
    """The net revenue that a test of coverage counts."""
    return year.net_revenue - (year.connection_charges if test.endswith("less_connections") else 0)


def coverage(year: Year, test: str) -> Decimal | None:
    """Net revenue over debt service; None without debt."""
    debt = debt_covered(year, test)
    return net_for(year, test) / debt if debt else None


def margin(year: Year, test: str, targets: Targets) -> Decimal | None:
    """Dollars above what a test asks for, below 0 where it fails, to the cent; None where nothing is tested."""
    if test == CASH:
        return to_the_cent(year.closing_cash - year.cash_target)
    target, debt = getattr(targets, test), debt_covered(year, test)
    return None if target is None or not debt else to_the_cent(net_for(year, test) - target * debt)


def passes(year: Year, targets: Targets) -> bool:
    """Whether every test of a year is met."""
    margins = (margin(year, test, targets) for test in TESTS)
    return all(each is None or each >= 0 for each in margins)


def first_failures(years: Iterable[Year], targets: Targets, first: int, horizon: int) -> dict[str, int | None]:
    """By test, the first year in which it fails; None where it never does."""
    tested = [year for year in years if first <= year.fiscal_year <= horizon]
    return {
        test: next((year.fiscal_year for year in tested if (margin(year, test, targets) or 0) < 0), None)
        for test in TESTS
    }


def sentence(who: str, failures: Mapping[str, int | None], horizon: int) -> str:
    """The first year that each test fails, in a sentence."""
    failing = [f"{TESTS[test]} in FY{year}" for test, year in failures.items() if year is not None]
    if not failing:
        return f"{who.capitalize()} meets every test to FY{horizon}."
    return f"{who.capitalize()} first misses its target of {'; '.join(failing)}."


def additional_bonds(case: Case, whose: str, years: Sequence[Year]) -> dict[int, Decimal | None]:
    """Net revenue of the year before over the most that the existing schedule asks for in a year from the year on."""
    services = case.services if whose == UTILITY else (whose,)
    found: dict[int, Decimal | None] = {}
    for before, year in pairwise(years):
        most = most_existing(case, services, year.fiscal_year) if year.fiscal_year <= case.horizon else 0
        found[year.fiscal_year] = before.net_revenue / most if most else None
    return found
