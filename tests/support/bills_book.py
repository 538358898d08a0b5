"""A book of the model's sheets that price a bill, and of no others: it is built and calculated in a moment."""

from __future__ import annotations

from pathlib import Path

from alamo_xl.books.kit import Book
from alamo_xl.books.model import bill_calculator, bill_comparison, bill_look_ups, lists, rates_adopted, seasons
from alamo_xl.schedule import Schedule

GIVEN = {"Business_size": "2", "Typical_ccf": 8, "Business_ccf": 50, "Typical_month": 7}


def bills_book(schedule: Schedule, path: Path) -> Path:
    """A book of the sheets that price a bill, on one schedule's rates, adopted and the scenario's alike."""
    book = Book("Bills", profile="model", master_check=False, key_columns=3)
    given = book.sheet("Given", "Given", "What the other sheets of the model would say.", kind="input")
    given.value("Last adopted year", schedule.fiscal_years[-1], name="Last_adopted_year")
    for name, value in GIVEN.items():
        given.value(name, value, "general", name=name)
    values = rates_adopted.add(book, schedule)
    book.name("Scenario_values", values)
    book.name("Scenario_return", values.row_at(values.rows - 1))
    book.name("Scenario_years", str(book.workbook.defined_names["Rates_years"].attr_text))
    lists.add(book, schedule)
    bill_calculator.add(book, schedule)
    bill_comparison.add(book, schedule)
    bill_look_ups.add(book, schedule)
    seasons.add(book, schedule)
    book.close().save(path)
    return path
