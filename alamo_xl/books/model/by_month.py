"""Determinants and bill frequency by month: of a tabulated extract alone, for a reader of seasons."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.model.banners import banner
from alamo_xl.books.tabulated import Tables, by_month


def add(book: Book, tables: Tables) -> None:
    """A row for each month and kind of account, and for each month, kind and band that holds bills."""
    for each in by_month(tables):
        if each.rows:
            sheet = book.sheet(each.sheet, each.sheet, each.says)
            sheet.text(banner(each.status), "banner")
            sheet.note(f"{tables.source}. Month 1 is January.")
            columns = [Column(heading, role, width) for heading, role, width in each.columns]
            table = sheet.table(each.sheet.replace(" ", "_"), columns, each.rows, filters=True)
            sheet.repeated(table.header)
