"""Seasons: which rows of the rates are in season in each month, and in the months that are asked about."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.vocabulary import key_text
from alamo_xl.schedule import YEAR, Schedule, months_in

MONTHS = {"Calc_season": "Calc_month", "Cmp_season": "Cmp_month", "Typical_season": "Typical_month"}
"""The names of what is in season, and of the months asked about."""


def season_of(schedule: Schedule, name: str) -> str:
    """The name of what is in season, where rates have seasons."""
    return name if schedule.seasonal else ""


def add(book: Book, schedule: Schedule) -> None:
    """A row for each row of the rates; nothing where rates have no seasons."""
    if not schedule.seasonal:
        return
    sheet = book.sheet("Seasons", "Seasons", "1 where a rate is in season in the month of the bill.")
    months = sorted(YEAR)
    columns = [
        Column("Rate", width=60),
        *(Column(f"Month {month}", "count", 9) for month in months),
        *(
            Column(name, "count", 14, f"=INDEX({{Month {months[0]}}}:{{Month {months[-1]}}},1,{month})", name)
            for name, month in MONTHS.items()
        ),
    ]
    rows = [[key_text(key), *(int(month in months_in(key.months)) for month in months)] for key in schedule.rates]
    sheet.table("Seasons", columns, rows)
