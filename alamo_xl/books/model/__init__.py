"""alamogordo-rate-model.xlsx: bills and what-ifs in Excel's own formulas; one file a sheet."""

from __future__ import annotations

from dataclasses import replace

from alamo_xl.books.kit import Book, add_contents, add_cover, add_legend
from alamo_xl.books.model import (
    actuals,
    affordability,
    base_year,
    bill_calculator,
    bill_comparison,
    bill_frequency,
    bill_impact,
    bill_look_ups,
    bills_by_account,
    by_month,
    capital_plan,
    cash_flow,
    change_log,
    checks,
    control,
    costs,
    council_summary,
    dashboard,
    debt,
    demand,
    determinants,
    fees,
    functions,
    impact_rates,
    levers,
    lists,
    needed_increase,
    notes,
    operations,
    peers,
    plan_sums,
    rates_adopted,
    rates_printed,
    rates_scenario,
    reserves,
    revenue,
    row_checks,
    scenario_results,
    scenario_workings,
    scenarios,
    seasons,
    solver,
    sufficiency,
    taps,
)
from alamo_xl.books.model.banners import ANY_BANNER
from alamo_xl.books.model.council_summary import Shown
from alamo_xl.books.model.groups import GROUPS, add_steps
from alamo_xl.books.model.illustration import illustration
from alamo_xl.books.model.row_checks import Detail
from alamo_xl.books.model.rows.needs import Moved
from alamo_xl.books.tabulated import Tables, illustration_with
from alamo_xl.books.vocabulary import UTILITY, services
from alamo_xl.office import NOBODY, Office
from alamo_xl.rate_table import terms_used
from alamo_xl.schedule import RETURN, Schedule

YEARS = 10
KEY_COLUMNS = 3


def build(schedule: Schedule, office: Office = NOBODY, tables: Tables | None = None) -> Book:
    """The rate model of a schedule; with the tables of an extract in place of the made-up ones."""
    title = "Alamogordo rate model"
    schedule = by_service(schedule)
    book = Book(
        title,
        f"Bills and what-ifs in live formulas on {schedule.name}",
        profile="model",
        years=YEARS,
        key_columns=KEY_COLUMNS + len(terms_used(schedule)),
        alerts=True,
        groups=GROUPS,
    )
    given = illustration() if tables is None else illustration_with(illustration(), tables, schedule)
    first = schedule.fiscal_years[0]
    years = tuple(range(first, first + YEARS))
    purpose = "What rates bring in, what they must pay for, what they do to customers: in Excel's own formulas."
    cover = add_cover(book, schedule, title, purpose, office=office)
    cover.gap()
    cover.text(ANY_BANNER, "banner")
    add_steps(cover)
    add_legend(cover)
    control.add(book, schedule, years, given["control"])
    blocks = scenarios.add(book, schedule, years, given["scenarios"])
    printed = rates_adopted.add(book, schedule)
    printed_fees = fees.add(book, schedule)
    accounts = determinants.add(book, schedule, given["determinants"], given["determinants"]["status"])
    served = services(schedule)
    money = given["money"]
    run = operations.add(book, years, served, money["operations"], given["status"])
    built = capital_plan.add(book, years, served, money["capital"], given["status"])
    owed = debt.add(book, years, served, money["debt"], given["status"])
    kept = reserves.add(book, served, money["reserves"], given["status"])
    tapped = taps.add(book, schedule, years, served, printed_fees, money["taps"], given["status"])
    cost = costs.add(book, years, served, run, built, owed, tapped, kept)
    plan_sums.show_spending(built, cost)
    plan_sums.show_debt(owed, cost)
    base = base_year.add(book, schedule, rates_printed.add(book, schedule, years, printed))
    chosen = rates_scenario.add(book, schedule, years, base, levers.add(book, schedule, years, blocks))
    rates = chosen.rates
    used = demand.add(book, schedule, years, base, chosen)
    bill_frequency.add(book, schedule, given["frequency"], given["frequency"]["status"])
    earned = revenue.add(book, schedule, years, accounts, base, chosen, used)
    flows = cash_flow.add(book, years, cost, chosen.levers, Moved(earned.total, used.growth, used.flow))
    enough = sufficiency.add(book, years, cost, flows)
    solved = solver.add(book, schedule, years, base, chosen, used, cost, flows, enough)
    needed_increase.add(book, years, solved)
    foreseen = actuals.projection(flows, enough)
    actuals.add(book, years, schedule.fiscal_years[given["control"]["base_year"] - 1], given, foreseen)
    results = scenario_workings.add(book, schedule, years, base, blocks, cost)
    row_checks.add(book, Detail(rates, used, earned, flows, enough), [each.detail for each in results])
    compared = scenario_results.add(book, schedule, years, blocks, results, earned, flows[UTILITY])
    lists.add(book, schedule)
    bill_calculator.add(book, schedule)
    bill_comparison.add(book, schedule)
    bills_by_account.add(book, schedule)
    bill_look_ups.add(book, schedule)
    seasons.add(book, schedule)
    called = impact_rates.add(book, schedule, blocks)
    bill_impact.add(book, schedule, given["control"], len(bill_frequency.EDGES), called)
    bills = affordability.add(book, schedule, years, given["affordability"], given["status"], rates)
    peers.add(book, years, given["peers"], given["status"], bills[0])
    shown = Shown(chosen, flows, enough, bills)
    council_summary.add(book, years, shown, compared)
    dashboard.add(book, years, earned, shown, compared)
    functions.add(book, schedule)
    if tables:
        by_month.add(book, tables)
    checks.add(book, schedule)
    notes.add(book, schedule)
    change_log.add(book)
    add_contents(book, cover)
    return book


def by_service(schedule: Schedule) -> Schedule:
    """The schedule with each service's rows together, as sheets take them; the resolution's own order within."""
    order = services(schedule)
    keys = sorted(schedule.rates, key=lambda key: (key == RETURN, order.index(key.service)))
    return replace(schedule, rates={key: schedule.rates[key] for key in keys})
