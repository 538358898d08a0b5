"""A year's sources and uses, and the cash they leave: unrestricted and restricted, by service and utility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from alamo_xl.levers import Levers
from alamo_xl.projection.capital import capital
from alamo_xl.projection.case import NOTHING, SENIOR, SUBORDINATE, Case, Reserve
from alamo_xl.projection.debt import Issue, debt_service, issue

DAYS_A_YEAR = Decimal(365)


@dataclass(frozen=True)
class Flows:
    """A year's dollars, but for cash and the interest on it."""

    fiscal_year: int
    rate_revenue: Decimal
    bad_debt: Decimal
    service_fees: Decimal
    connection_charges: Decimal
    other_revenue: Decimal
    operations: Decimal
    senior_debt: Decimal
    subordinate_debt: Decimal
    capital_spending: Decimal
    grants: Decimal
    loan_proceeds: Decimal
    cost_of_issue: Decimal
    financed_reserve: Decimal
    transfers: Decimal
    operating_target: Decimal
    capital_target: Decimal
    stabilisation_target: Decimal

    def __add__(self, other: Flows) -> Flows:
        """Two services together."""
        names = [field.name for field in fields(Flows)][1:]
        return Flows(self.fiscal_year, *(getattr(self, name) + getattr(other, name) for name in names))

    def earning(self, rate_revenue: Decimal, operations: Decimal, bad_debt: Decimal, days: Decimal) -> Flows:
        """The same with so much rate revenue, and so much to run; bad_debt: a share; days: of operations held."""
        return replace(
            self,
            rate_revenue=rate_revenue,
            bad_debt=rate_revenue * bad_debt,
            operations=operations,
            operating_target=operations * days / DAYS_A_YEAR,
        )

    @property
    def debt(self) -> Decimal:
        """Debt service of both liens."""
        return self.senior_debt + self.subordinate_debt

    @property
    def capital_in_cash(self) -> Decimal:
        """Capital that neither grants nor borrowing pay."""
        return self.capital_spending - self.grants - self.loan_proceeds

    @property
    def cash_target(self) -> Decimal:
        """The unrestricted cash that is wanted at the year's end."""
        return self.operating_target + self.capital_target + self.stabilisation_target


@dataclass(frozen=True)
class Year(Flows):
    """A year's cash."""

    opening_cash: Decimal
    opening_restricted: Decimal
    interest: Decimal

    @property
    def net_revenue(self) -> Decimal:
        """Before transfers and capital; grants, loans and movements of reserves are no revenue."""
        fees = self.service_fees + self.connection_charges
        return self.rate_revenue - self.bad_debt + fees + self.other_revenue + self.interest - self.operations

    @property
    def closing_cash(self) -> Decimal:
        """Unrestricted."""
        return self.opening_cash + self.net_revenue - self.debt - self.capital_in_cash - self.transfers

    @property
    def restricted_cash(self) -> Decimal:
        """At the year's end: the debt service reserve."""
        return self.opening_restricted + self.financed_reserve


def year_of(flows: Flows, cash: Decimal, restricted: Decimal, rate: Decimal) -> Year:
    """A year from what it opens with, which bears interest: so nothing is circular."""
    interest = rate * max(NOTHING, cash + restricted)
    return Year(**vars(flows), opening_cash=cash, opening_restricted=restricted, interest=interest)


def cash_flow(years: Sequence[Flows], kept: Reserve, rate: Decimal) -> list[Year]:
    """Year after year from the balances at the start of the base year."""
    result: list[Year] = []
    cash, restricted = kept.cash, kept.restricted
    for flows in years:
        result.append(year_of(flows, cash, restricted, rate))
        cash, restricted = result[-1].closing_cash, result[-1].restricted_cash
    return result


def together(earned: Mapping[str, Sequence[Flows]]) -> list[Flows]:
    """The utility's dollars, year by year: the sums of its services'."""
    result = []
    for first, *others in zip(*earned.values(), strict=True):
        result.append(sum(others, first))
    return result


def commitments(case: Case, levers: Levers) -> dict[str, list[Flows]]:
    """By service, each year's dollars before rates and what they run: nothing that a change of rates moves."""
    return {service: _committed(case, levers, service) for service in case.services}


def _committed(case: Case, levers: Levers, service: str) -> list[Flows]:
    built = {year: capital(case, levers.plan, service, year) for year in case.years}
    issues = {
        year: issue(each.borrowed, case.terms[service]) if each.borrowed else Issue() for year, each in built.items()
    }
    kept, price = case.reserve(service), case.adopted.fee
    paid = [(fee.count, price(fee.fee).amount) for fee in case.fees if fee.service == service]
    joined = [(each.numbers, price(each.fee, each.size).amount) for each in case.connections if each.service == service]
    return [
        Flows(
            fiscal_year=year,
            rate_revenue=NOTHING,
            bad_debt=NOTHING,
            service_fees=sum((count * dollars for count, dollars in paid), NOTHING)
            * case.compounded(levers.growth, year),
            connection_charges=sum((numbers.get(year, NOTHING) * dollars for numbers, dollars in joined), NOTHING),
            other_revenue=case.other_revenue.get(service, {}).get(year, NOTHING),
            operations=NOTHING,
            senior_debt=debt_service(case, service, SENIOR, year, issues),
            subordinate_debt=debt_service(case, service, SUBORDINATE, year, issues),
            capital_spending=built[year].spending,
            grants=built[year].grants,
            loan_proceeds=built[year].borrowed,
            cost_of_issue=issues[year].cost,
            financed_reserve=issues[year].reserve,
            transfers=case.transfers.get(service, {}).get(year, NOTHING),
            operating_target=NOTHING,
            capital_target=kept.capital_dollars + kept.capital_share * built[year].spending,
            stabilisation_target=kept.stabilisation,
        )
        for year in case.years
    ]
