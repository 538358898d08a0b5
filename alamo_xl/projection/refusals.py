"""What no plan may hold, refused by name before anything is calculated."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Levers
from alamo_xl.projection.case import GENERAL, LIENS, Case

MONEY = "1e12"


def refuse(case: Case, levers: Levers) -> None:
    """Raises BadSchedule, which names what is wrong and says what is accepted."""
    if not -1 < levers.elasticity <= 0:
        raise BadSchedule(f"{levers.name}: the elasticity of use is {levers.elasticity}; give above -1 and at most 0")
    if case.assumptions.real_prices and GENERAL not in case.indices:
        raise BadSchedule(f"prices are real only where there is a cost index named {GENERAL}")
    last = case.fiscal_years[-1]
    if not case.base_year <= case.horizon <= last:
        raise BadSchedule(f"the horizon is FY{case.horizon}; give FY{case.base_year} to FY{last}")
    for service in (*case.terms, *case.reserves, *case.transfers, *case.other_revenue):
        _service(case, service, "the plan")
    for whose, words, amount, least, most in _amounts(case):
        if not Decimal(least) <= amount <= Decimal(most):
            raise BadSchedule(f"{whose}: {words} is {amount:f}; give {least} to {most}")
    _determinants(case)
    _costs(case)
    _debt(case)


def _amounts(case: Case) -> Iterator[tuple[str, str, Decimal, str, str]]:
    """Every number that has limits: whose, what it is called, itself, the least and the most that it may be."""
    given = case.assumptions
    yield "the plan", "bad debt", given.bad_debt, "0", "0.999"
    yield "the plan", "the interest rate", given.interest, "-0.5", "1"
    yield "the plan", "reach", given.reach, "0", "1"
    for words, target in given.targets._asdict().items():
        if target is not None:
            yield "the plan", f"the coverage target {words}", target, "0", "100"
    for line in case.lines:
        yield f"{line.service} {line.category}", "operation and maintenance", line.dollars, "0", MONEY
        yield f"{line.service} {line.category}", "the variable share", line.variable, "0", "1"
    for project in case.projects:
        yield project.name, "the cost", project.cost, "0", MONEY
        yield project.name, "the number of years", Decimal(project.years), "1", "100"
        yield project.name, "the share from grants", project.grant, "0", "1"
        yield project.name, "the share from debt", project.debt, "0", "1"
        yield project.name, "the share from grants and debt", project.grant + project.debt, "0", "1"
    for debt in case.debt:
        for year, dollars in debt.by_year.items():
            yield debt.name, f"debt service in FY{year}", dollars, "0", MONEY
    for service, terms in case.terms.items():
        yield f"new {service} debt", "the rate", terms.rate, "0", "1"
        yield f"new {service} debt", "the term", Decimal(terms.term), "1", "100"
        yield f"new {service} debt", "the cost of issue", terms.issue, "0", "0.5"
        yield f"new {service} debt", "the financed reserve", terms.reserve, "0", "0.49"
    for service, reserve in case.reserves.items():
        for words, amount in list(reserve._asdict().items())[2:]:
            yield f"{service} reserves", words.replace("_", " "), amount, "0", MONEY
        yield f"{service} reserves", "restricted cash", reserve.restricted, "0", MONEY
    for charge in case.connections:
        for year, number in charge.numbers.items():
            yield f"{charge.fee} {charge.size}", f"the number in FY{year}", number, "0", MONEY
    for fee in case.fees:
        yield fee.fee, "the count", fee.count, "0", MONEY


def _determinants(case: Case) -> None:
    seen = set()
    for row in case.determinants:
        if row.name in seen:
            raise BadSchedule(f"determinants: {row.name} is there twice")
        seen.add(row.name)
        for key, volume in row.volumes().items():
            if key.words not in case.adopted.charges:
                raise BadSchedule(f"determinants: no adopted rate for {key}")
            if volume < 0:
                raise BadSchedule(f"determinants: {key} is {volume}; give 0 or more")
        if row.sewer_ccf > row.ccf:
            raise BadSchedule(
                f"determinants: {row.name} has {row.sewer_ccf:,} CCF subject to sewer of {row.ccf:,} CCF of water; "
                "enter accounts without water as sewer-only"
            )
        if min(row.sewer_ccf, row.sewer_only) < 0:
            raise BadSchedule(f"determinants: the sewer volume of {row.name} is below 0; give 0 or more")


def _costs(case: Case) -> None:
    """Lines, projects and fees are of services and indices that there are."""
    for name, index in [(f"{line.service} {line.category}", line.index) for line in case.lines]:
        _index(case, index, name)
    for project in case.projects:
        _service(case, project.service, project.name)
        _index(case, project.index, project.name)
        if project.debt and project.service not in case.terms:
            raise BadSchedule(f"{project.name} borrows, and new {project.service} debt has no terms")
    for line in case.lines:
        _service(case, line.service, line.category)
    for charge in case.connections:
        _service(case, charge.service, f"{charge.fee} {charge.size}")
    for fee in case.fees:
        _service(case, fee.service, fee.fee)


def _debt(case: Case) -> None:
    for name, service, lien in (
        *((debt.name, debt.service, debt.lien) for debt in case.debt),
        *((f"new {service} debt", service, terms.lien) for service, terms in case.terms.items()),
    ):
        _service(case, service, name)
        if lien not in LIENS:
            raise BadSchedule(f"{name}: the lien is {lien!r}; give {' or '.join(LIENS)}")


def _service(case: Case, service: str, whose: str) -> None:
    if service not in case.services:
        raise BadSchedule(f"{whose}: no service is called {service!r}; there are: {', '.join(case.services)}")


def _index(case: Case, name: str, whose: str) -> None:
    if name and name not in case.indices:
        raise BadSchedule(f"{whose}: no cost index is called {name!r}; there are: {', '.join(case.indices)}")
