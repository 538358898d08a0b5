"""An account and two years that the user chooses: their inputs, their rates looked up, what is wrong in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alamo_xl.books.kit import Column, Sheet, TableRef
from alamo_xl.books.model.bill_formulas import ALL_SERVICES, UNIT, Account, Cells, Rates, place_columns, rate_columns
from alamo_xl.books.vocabulary import (
    ADOPTED,
    LOOK,
    OK,
    SCENARIO,
    customer_classes,
    locations,
    printed_sizes,
    sizes_name,
)
from alamo_xl.schedule import Schedule

RATES = (ADOPTED, SCENARIO)
PRICED = "Priced"
FOUND = Rates("CHOOSE({Table},Rates_values,Scenario_values)", "CHOOSE({Table},Sewer_return,Scenario_return)", "{Place}")


@dataclass(frozen=True)
class ChosenYear:
    """One of the two years: what it is called, the names of its input and of its rates' input."""

    words: str
    year: str
    rates: str


@dataclass(frozen=True)
class LookUps:
    """The table of rates found, a row for each of the two years."""

    table: TableRef

    @property
    def priced(self) -> str:
        """Whether both years have rates."""
        return f"AND({self.table.column(PRICED).local})"

    def of(self, place: int) -> Cells:
        """The cells of one year's row."""
        return lambda heading: self.table.cell(place, heading).local


def year_inputs(sheet: Sheet, label: str, which: ChosenYear, year: int) -> None:
    """The year, and whether its rates are the adopted ones or the scenario's."""
    sheet.value(label, year, "input year", name=which.year, units=which.words, choices="Scenario_years")
    sheet.value("Its rates", ADOPTED, "input text", name=which.rates, choices=RATES, note="The scenario is Control's.")


def account_inputs(sheet: Sheet, schedule: Schedule, prefix: str, size_note: str) -> Account:
    """Class, meter size and location; gives what formulas call them."""
    classes, places = customer_classes(schedule), locations(schedule)
    account = Account(f"{prefix}_class", f"{prefix}_location", f"{prefix}_size")
    sheet.value("Customer class", classes[0], "input text", name=account.customer_class, choices=classes)
    sheet.value(
        "Meter size",
        printed_sizes(schedule)[classes[0]][0],
        "input text",
        name=account.size,
        units="inches",
        choices=f'=INDIRECT("{sizes_name("")}"&SUBSTITUTE({account.customer_class},"-","_"))',
        note=size_note,
    )
    sheet.value("Location", places[0], "input text", name=account.location, units="the city", choices=places)
    return account


def look_ups(
    sheet: Sheet, name: str, account: Account, years: tuple[ChosenYear, ChosenYear], more: Sequence[Column] = ()
) -> LookUps:
    """The rates of the account in each year; 0 where none is printed, so that nothing but words stands in the bill."""
    first, second = years
    is_first = f'{{Rates of}}="{first.words}"'
    columns = [
        Column("Rates of", width=30),
        Column("Year", "year", 9, f"=IF({is_first},{first.year},{second.year})"),
        Column("Rates", width=12, formula=f"=IF({is_first},{first.rates},{second.rates})"),
        Column("Table", "count", 8, f'=1+({{Rates}}="{SCENARIO}")'),
        Column(PRICED, "general", 9, "=OR({Table}>1,{Year}<=Last_adopted_year)"),
        Column("Place", "count", 8, f"=IF({{{PRICED}}},MATCH({{Year}},Scenario_years,0),1)"),
        *place_columns(account, ALL_SERVICES, chosen=True),
        *rate_columns(FOUND, ALL_SERVICES, chosen=True),
        *more,
    ]
    return LookUps(sheet.table(name, columns, [[each.words] for each in years]))


def fits(sheet: Sheet, account: Account, name: str) -> None:
    """Whether the size is printed for the class, named."""
    condition = f"=COUNTIF(Rates_key,{account.key('water', 'base')})>0"
    sheet.value("The size is printed for the class", condition, "general", name=name)


def message(sheet: Sheet, label: str, condition: str, words: str, name: str) -> None:
    """OK, or what is wrong."""
    sheet.flag(sheet.value(label, f'=IF({condition},"{OK}","{LOOK}: {words}")', "check", name=name))


def size_words(schedule: Schedule) -> str:
    """What is printed for the class with the fewest sizes, and what to do."""
    customer_class, sizes = min(printed_sizes(schedule).items(), key=lambda item: len(item[1]))
    largest = [size for size in sizes if size != UNIT][-1]
    others = " or ".join(each for each in customer_classes(schedule) if each != customer_class)
    return f"{customer_class} meters stop at {largest}; use {UNIT} units or {others}"
