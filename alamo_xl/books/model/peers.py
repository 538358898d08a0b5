"""Peers: bills of neighbouring utilities, as entered, beside this one's."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import SPARE, Book, Column, Line
from alamo_xl.books.model.banners import SHOWN, add_status


def add(book: Book, years: tuple[int, ...], given: dict[str, Any], status: str, household: Line) -> None:
    """A row a utility: its bill at the typical volume, and this utility's in the same fiscal year."""
    sheet = book.sheet("Peers", "Peers", "Neighboring utilities' bills at the typical volume.", kind="input")
    sheet.text(SHOWN, "heading")
    add_status(sheet, "Peers", status)
    ours = f"INDEX({household.years},1,{{Its place}})"
    bill = "{Water ($ a month)}+{Sewer ($ a month)}"
    money = (0, 1_000_000)
    columns = [
        Column("Utility", "input text", 34),
        Column("Fiscal year", "input year", 12),
        Column("Water ($ a month)", "input money", 14, between=money),
        Column("Sewer ($ a month)", "input money", 14, between=money),
        Column("Where it is from", "input source", 30),
        Column("Bill ($ a month)", "money", 14, formula=f"={bill}"),
        Column("This utility ($ a month)", "money", 15, formula=f"=IF({{Its place}}=0,0,{ours})"),
        Column(
            "This utility over it ($)",
            "money",
            15,
            formula='=IF({Utility}="",0,{This utility ($ a month)}-{Bill ($ a month)})',
        ),
        Column("Its place", "count", 9, formula="=IFERROR(MATCH({Fiscal year},Scenario_years,0),0)"),
    ]
    rows = [[name, years[place - 1], *rest] for name, place, *rest in given["rows"]]
    table = sheet.table("Peer_bills", columns, rows, spare=SPARE)
    sheet.printed_to(table.data.columns - 1)
