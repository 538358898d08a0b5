"""Bill frequency: bills and water by class and volume band, in the base year."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import Book, Column, Sheet, TableRef
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.vocabulary import customer_classes
from alamo_xl.schedule import Schedule

COUNT = (0, 1_000_000_000)


def add(book: Book, schedule: Schedule, given: dict[str, Any], status: str) -> TableRef:
    """A row for each class and volume band, with the shares up to it."""
    sheet = book.sheet(
        "Bill frequency", "Bill frequency", "Bills and water by class and volume, base year.", kind="input"
    )
    add_status(sheet, "Frequency", status)
    sheet.note("Multi-family counts by unit. The totals of a class are those of Determinants: a check says so.")
    bands = [[row[0], row[1], row[2], _band(row), *row[3:]] for row in given["rows"]]
    table = sheet.table("Bill_frequency", _columns(), bands)
    _totals(sheet, schedule)
    return table


def _columns() -> list[Column]:
    def share(name: str) -> str:
        return f'=SUMIFS({name},Freq_class,{{Class}},Freq_over,"<="&{{Over (CCF)}})/SUMIFS({name},Freq_class,{{Class}})'

    return [
        Column("Class", width=34, name="Freq_class"),
        Column("Over (CCF)", "count", 12, name="Freq_over"),
        Column("Up to (CCF)", "count", 12),
        Column("Band", width=20),
        Column("Bills", "input integer", 13, name="Freq_bills", between=COUNT),
        Column("Water (CCF)", "input volume", 13, name="Freq_ccf", between=COUNT),
        Column("Average (CCF a bill)", "volume3", 13, formula="=ROUND(IF({Bills}=0,0,{Water (CCF)}/{Bills}),3)"),
        Column("Bills up to here (%)", "percent", 13, formula=share("Freq_bills")),
        Column("Water up to here (%)", "percent", 13, formula=share("Freq_ccf")),
    ]


def _totals(sheet: Sheet, schedule: Schedule) -> None:
    sheet.heading("Against Determinants")
    columns = [Column("Class of the totals", width=34)]
    for words, role, here, there in (
        ("Bills", "integer", "Freq_bills", "Det_base"),
        ("Water (CCF)", "volume", "Freq_ccf", "Det_ccf"),
    ):
        ours, theirs = f"{words} here", f"{words} on Determinants"
        difference = f"=ROUND({{{ours}}}-{{{theirs}}},3)"
        columns += [
            Column(ours, role, 13, formula=f"=SUMIFS({here},Freq_class,{{Class of the totals}})"),
            Column(theirs, role, 16, formula=f"=SUMIFS({there},Det_class,{{Class of the totals}})"),
            Column(f"{words}, difference", role, 13, formula=difference, name=f"{here}_difference"),
        ]
    sheet.table("Frequency_totals", columns, [[each] for each in customer_classes(schedule)])


def _band(row: list[Any]) -> str:
    return f"over {row[1]}" if row[2] == "over" else f"{row[1]} to {row[2]} CCF"
