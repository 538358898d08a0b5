"""Control: the scenario shown, the base year, the switches and the targets."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import Book, Sheet
from alamo_xl.books.model.banners import banner
from alamo_xl.books.vocabulary import YES, YES_NO, sizes_name
from alamo_xl.inputs import FIRST_MONTH
from alamo_xl.projection import DAYS_A_YEAR
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule, given: dict[str, Any]) -> None:
    """Inputs by name, then what follows from the adopted rates."""
    sheet = book.sheet("Control", "Control", "Which scenario is shown, against which targets.", kind="input")
    sheet.text(banner("Requirement_status", "Determinants_status"), "banner")
    _scenario(sheet, schedule, given)
    _targets(sheet, given)
    _assumptions(sheet, given)
    _typical_accounts(sheet, schedule, given)
    _what_follows(sheet)


def _scenario(sheet: Sheet, schedule: Schedule, given: dict[str, Any]) -> None:
    sheet.heading("Scenario")
    sheet.value("Scenario shown", given["scenario"], "input text", name="Scenario", choices="Scenario_names")
    base = "of the determinants, and of the dollars of operations"
    base_year = schedule.fiscal_years[given["base_year"] - 1]
    sheet.value("Base year", base_year, "input year", name="Base_year", choices="Years_adopted", note=base)


def _targets(sheet: Sheet, given: dict[str, Any]) -> None:
    sheet.heading("Targets")
    for label, key, name, role, units, between in (
        ("Debt service coverage", "coverage", "Coverage_target", "ratio", "times", (0, 10)),
        ("Cash held", "reserve_days", "Reserve_days", "integer", "days of operations", (0, 730)),
        ("Revenue proof tolerance", "tolerance", "Proof_tolerance", "percent2", "of ledger revenue", (0, 1)),
        (
            "Bill frequency tolerance",
            "frequency_tolerance",
            "Frequency_tolerance",
            "percent2",
            "of Determinants",
            (0, 1),
        ),
    ):
        sheet.value(label, given[key], f"input {role}", name=name, units=units, between=between)


def _assumptions(sheet: Sheet, given: dict[str, Any]) -> None:
    sheet.heading("Assumptions")
    for label, key, name in (
        ("Inflation of operations", "inflation", "Operations_inflation"),
        ("General inflation", "general_inflation", "General_inflation"),
    ):
        sheet.value(label, given[key], "input percent", name=name, units="a year", between=(-0.5, 1))
    switch = f"{YES}: elasticity answers to rates less general inflation"
    sheet.value("Real prices", given["real_prices"], "input text", name="Real_prices", choices=YES_NO, note=switch)
    sheet.value(
        "Bad debt", given["bad_debt"], "input percent2", name="Bad_debt", units="of rate revenue", between=(0, 1)
    )


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
