"""Control: the scenario shown, the base year, the switches and the targets."""

from __future__ import annotations

from typing import Any

from alamo_xl import RELEASED
from alamo_xl.books.kit import Book, Sheet
from alamo_xl.books.model.banners import banner
from alamo_xl.books.vocabulary import NO, YES, YES_NO, sizes_name
from alamo_xl.inputs import FIRST_MONTH
from alamo_xl.projection import DAYS_A_YEAR
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule, years: tuple[int, ...], given: dict[str, Any]) -> None:
    """Inputs by name, then what follows from the adopted rates."""
    sheet = book.sheet("Control", "Control", "Which scenario is shown, against which targets.", kind="input")
    sheet.text(banner("Requirement_status", "Determinants_status"), "banner")
    _scenario(sheet, schedule, given)
    _horizon(sheet, years, given)
    _targets(sheet, given)
    _assumptions(sheet, given)
    _tolerances(sheet, given)
    _typical_accounts(sheet, schedule, given)
    _what_follows(sheet)


def _scenario(sheet: Sheet, schedule: Schedule, given: dict[str, Any]) -> None:
    sheet.heading("Scenario")
    sheet.value("Scenario shown", given["scenario"], "input text", name="Scenario", choices="Scenario_names")
    base = "of the determinants, and of the dollars of operations"
    base_year = schedule.fiscal_years[given["base_year"] - 1]
    date = "Date of the council summary"
    sheet.value(date, RELEASED, "input date", name="Summary_date", prompt="The day on which the summary is given.")
    sheet.value("Base year", base_year, "input year", name="Base_year", choices="Years_adopted", note=base)


def _horizon(sheet: Sheet, years: tuple[int, ...], given: dict[str, Any]) -> None:
    sheet.heading("How far, and together or apart")
    for label, key, name, note in (
        ("Horizon", "horizon", "Horizon", "the last year that is tested"),
        ("Needed increase from", "solve_from", "Solve_from", "the first year whose rates may still change"),
        ("Needed increase to", "solve_to", "Solve_to", "the last; after it rates stay"),
    ):
        sheet.value(label, years[given[key] - 1], "input year", name=name, choices="Scenario_years", note=note)
    note = f"{YES}: the utility is tested as one; {NO}: each service stands alone"
    sheet.value("Cash is pooled", given["cash_pooled"], "input text", name="Cash_pooled", choices=YES_NO, note=note)


def _targets(sheet: Sheet, given: dict[str, Any]) -> None:
    sheet.heading("Targets of coverage: net revenue over debt service; empty is not tested")
    connections = "without connection charges"
    for label, name, note in (
        ("Senior debt", "Target_senior", ""),
        ("All debt", "Target_all", ""),
        ("Senior debt, less connections", "Target_senior_less_connections", connections),
        ("All debt, less connections", "Target_all_less_connections", connections),
    ):
        sheet.value(
            label,
            given[name.lower()],
            "input ratio",
            name=name,
            units="times",
            between=(0, 10),
            note=note,
            optional=True,
        )


def _assumptions(sheet: Sheet, given: dict[str, Any]) -> None:
    sheet.heading("Assumptions")
    for label, name, units in (
        ("Bad debt", "Bad_debt", "of rate revenue"),
        ("Interest on cash", "Interest_rate", "a year"),
        ("Change of use that reaches the sewer", "Reach", "of the change"),
    ):
        sheet.value(label, given[name.lower()], "input percent2", name=name, units=units, between=(0, 1))
    switch = f"{YES}: elasticity answers to rates less the cost index named general"
    sheet.value("Real prices", given["real_prices"], "input text", name="Real_prices", choices=YES_NO, note=switch)


def _tolerances(sheet: Sheet, given: dict[str, Any]) -> None:
    sheet.heading("Tolerances")
    for label, key, name, units in (
        ("Revenue proof tolerance", "tolerance", "Proof_tolerance", "of ledger revenue"),
        ("Bill frequency tolerance", "frequency_tolerance", "Frequency_tolerance", "of Determinants"),
    ):
        sheet.value(label, given[key], "input percent2", name=name, units=units, between=(0, 1))


def _typical_accounts(sheet: Sheet, schedule: Schedule, given: dict[str, Any]) -> None:
    sheet.heading("Typical accounts")
    volume = (0, int(schedule.limits.quantity_maximum))
    small = "household, inside, 3/4 inch"
    sheet.value(
        "Typical household",
        given["typical_ccf"],
        "input volume3",
        name="Typical_ccf",
        units="CCF a month",
        between=volume,
        note=small,
    )
    large = "non-household, inside"
    sheet.value(
        "Typical business",
        given["large_ccf"],
        "input volume3",
        name="Business_ccf",
        units="CCF a month",
        between=volume,
        note=large,
    )
    if schedule.seasonal:
        month = "Month of typical bills"
        sheet.value(month, FIRST_MONTH, "input count", name="Typical_month", units="1 is January", between=(1, 12))
    sheet.value(
        "Its meter",
        given["large_size"],
        "input text",
        name="Business_size",
        units="inches",
        choices=sizes_name("non-household"),
    )


def _what_follows(sheet: Sheet) -> None:
    sheet.heading("What follows")
    sheet.value("First year", "=INDEX(Rates_years,1,1)", "link year", name="First_year")
    last = "=INDEX(Rates_years,1,COLUMNS(Rates_years))"
    sheet.value("Last adopted year", last, "link year", name="Last_adopted_year")
    sheet.value("Place of the base year", "=Base_year-First_year+1", "integer", name="Base_place")
    number = "=IFERROR(MATCH(Scenario,Scenario_names,0),0)"
    sheet.value("Number of the scenario", number, "integer", name="Scenario_number")
    sheet.value("Days in a year", int(DAYS_A_YEAR), "integer", name="Days_a_year")
