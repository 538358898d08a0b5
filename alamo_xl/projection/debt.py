"""Debt service: the existing schedule, and new debt sized to what a service borrows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from alamo_xl.projection.case import LIENS, NOTHING, Case, Terms


class Issue(NamedTuple):
    """Bonds of one year: par, of which the cost of issue and the financed reserve are paid, the rest spent."""

    par: Decimal = NOTHING
    cost: Decimal = NOTHING
    reserve: Decimal = NOTHING


def issue(borrowed: Decimal, terms: Terms) -> Issue:
    """What must be issued so that so much can be spent.

    >>> issue(Decimal(970), Terms("senior", Decimal("0.04"), 20, Decimal("0.02"), Decimal("0.01"))).par
    Decimal('1.0E+3')
    """
    par = borrowed / (1 - terms.issue - terms.reserve)
    return Issue(par, par * terms.issue, par * terms.reserve)


def level_payment(rate: Decimal, term: int, par: Decimal) -> Decimal:
    """The yearly payment that repays par over a term: what spreadsheets call PMT.

    >>> round(level_payment(Decimal("0.05"), 20, Decimal(1_000_000)), 2)
    Decimal('80242.59')
    """
    return par * rate / (1 - (1 + rate) ** -term) if rate else par / term


def debt_service(case: Case, service: str, lien: str, year: int, issues: Mapping[int, Issue]) -> Decimal:
    """What a service pays in a year on a lien: as scheduled, and level payments from the year after each issue on."""
    dollars = existing_debt(case, service, lien, year)
    terms = case.terms.get(service)
    if terms is not None and terms.lien == lien:
        par = sum((bonds.par for then, bonds in issues.items() if then < year <= then + terms.term), NOTHING)
        dollars += level_payment(terms.rate, terms.term, par)
    return dollars


def existing_debt(case: Case, service: str, lien: str, year: int) -> Decimal:
    """What is owed already."""
    owed = (debt.by_year.get(year, NOTHING) for debt in case.debt if (debt.service, debt.lien) == (service, lien))
    return sum(owed, NOTHING)


def most_existing(case: Case, services: tuple[str, ...], year: int) -> Decimal:
    """The maximum annual debt service from a year on: of the existing schedule, all liens, to the horizon."""
    return max(
        sum((existing_debt(case, each, lien, later) for each in services for lien in LIENS), NOTHING)
        for later in range(year, case.horizon + 1)
    )
