"""alamogordo-rate-model.xlsx: bills and what-ifs in Excel's own formulas; one file a sheet."""

from __future__ import annotations

from alamo_xl.books.kit import Book, add_cover, add_legend
from alamo_xl.books.model import (
    affordability,
    calculator,
    checks,
    chosen,
    comparison,
    control,
    dashboard,
    determinants,
    fees,
    finances,
    frequency,
    functions,
    lists,
    log,
    notes,
    peers,
    proof,
    rates_adopted,
    requirement,
    results,
    revenue,
    scenarios,
    workings,
)
from alamo_xl.books.model.illustration import illustration
from alamo_xl.schedule import Schedule

YEARS = 10
KEY_COLUMNS = 3


def build(schedule: Schedule) -> Book:
    """The rate model of a schedule."""
    title = "Alamogordo rate model"
    book = Book(
        title,
        f"Bills and what-ifs in live formulas on {schedule.name}",
        profile="model",
        dated=schedule.adopted,
        years=YEARS,
        key_columns=KEY_COLUMNS,
    )
    given = illustration()
    first = schedule.fiscal_years[0]
    years = tuple(range(first, first + YEARS))
    purpose = "What rates bring in, what they must pay for, what they do to customers: in Excel's own formulas."
    cover = add_cover(book, schedule, title, purpose)
    add_legend(cover)
    control.add(book, schedule, given["control"])
    blocks = scenarios.add(book, schedule, years, given["scenarios"])
    printed = rates_adopted.add(book, schedule)
    fees.add(book, schedule)
    accounts = determinants.add(book, schedule, given["determinants"], given["status"])
    base = determinants.add_base_year(book, schedule, printed)
    levers, increases = chosen.add_levers(book, schedule, years, blocks)
    rates = chosen.add_rates(book, schedule, years, base, levers, increases)
    demand = chosen.add_demand(book, schedule, years, base, levers, increases, rates)
    frequent = frequency.add(book, given["frequency"], given["status"])
    revenue.add_current(book, schedule, years, accounts, levers, increases)
    earned = revenue.add_scenario(book, schedule, years, accounts, rates, demand)
    proof.add(book, given["ledger"], given["status"])
    needs = requirement.add(book, years, given["requirement"], given["status"])
    flows = finances.add_cash_flow(book, years, earned, needs)
    enough = finances.add_sufficiency(book, years, flows)
    utility = requirement.UTILITY
    finances.add_raised(book, schedule, years, flows[utility], enough[utility].cumulative, rates, demand)
    results_of = workings.add(book, schedule, years, base, blocks, needs)
    compared = results.add(book, schedule, years, blocks, results_of, earned, enough[utility])
    lists.add(book, schedule)
    calculator.add(book, schedule)
    comparison.add(book, schedule)
    frequency.add_impact(book, schedule, frequent)
    bills = affordability.add(book, years, given["affordability"], given["status"], rates)
    peers.add(book, years, given["peers"], given["status"], bills[0])
    dashboard.add(book, years, earned, flows[utility], enough[utility], bills, compared)
    functions.add(book, schedule)
    checks.add(book)
    notes.add(book, schedule)
    log.add(book)
    cover.contents()
    return book
