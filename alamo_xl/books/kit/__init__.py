"""The sheet kit: how every book is written.

    from alamo_xl.books.kit import Book, Column, add_contents, add_cover

    def build(schedule: Schedule) -> Book:
        book = Book("Rates", subject="Adopted rates", profile="publish")
        cover = add_cover(book, schedule, "Alamogordo utility rates", "What the book is for, in one sentence.")
        fees = book.sheet("Fees", "Fees", "Each fee with its condition.")
        columns = [Column("Fee", width=40), Column("Amount ($)", "money")]
        table = fees.table("Fees", columns, [["Service call", Decimal("35")]])
        fees.name("Fee_amounts", table.column("Amount ($)"))
        add_contents(book, cover)  # last: a table of links to every other sheet
        return book

A model's time sheets have the same year in the same column everywhere:

    book = Book("Model", profile="model", years=5, key_columns=2)
    control = book.sheet("Control", "Control", "What is asked.", kind="input")
    growth = control.value("Growth", 0.01, "input percent", name="Growth", units="% a year", between=(-1, 1))
    sheet = book.time_sheet("Demand", "Demand", "Bills and volume by year.")
    sheet.year_row(schedule.fiscal_years, keys=["Class", "Location"])
    bills = sheet.line("Bills", "bills", "={this_prev}*(1+Growth)", "integer", opening=13000)
    sheet.line("Revenue", "$", f"={bills.year}*{rate.year}", "money0", name="Revenue_by_year", total=True)

Lists that users lengthen have spare rows, unlocked and counted by the names, left out on paper:

    from alamo_xl.books.kit import SPARE
    sheet.table("Projects", columns, rows, spare=SPARE)                                # a table
    debt = sheet.block(rows, "$ a year", values, "input money0", key_role="input text", spare=SPARE)  # rows of years
    sheet.name("Debt_rows", debt.keys.to(debt.years))
    sheet.validate(debt.key(2), choices=services)                                      # its key columns

A book may have `groups`: its sheets then stand in their order, with a tab colour each, whatever the order in which
they are written; sheets of a group that is not printed stay off paper. Every validated input has a prompt, made of its
limits and units; `prompt=` says what else its user should know. `filters=True` gives a table filter buttons.

The words of templates are listed at YearSheet.line and Column. A book with ALAMO_ cells sets `book.values`, a callable
(sheet name, cell, formula) -> cached value (a number, text, bool, an error such as "#N/A", or rows of them for an
array).
"""

from alamo_xl.books.kit.book import Book
from alamo_xl.books.kit.charts import Chart
from alamo_xl.books.kit.cover import add_contents, add_cover, add_legend
from alamo_xl.books.kit.groups import Group
from alamo_xl.books.kit.refs import Block, Line, Ref, TableRef
from alamo_xl.books.kit.sheet import Sheet
from alamo_xl.books.kit.tables import SPARE, Column
from alamo_xl.books.kit.years import TimeSheet, WideSheet, YearSheet

__all__ = [
    "SPARE",
    "Block",
    "Book",
    "Chart",
    "Column",
    "Group",
    "Line",
    "Ref",
    "Sheet",
    "TableRef",
    "TimeSheet",
    "WideSheet",
    "YearSheet",
    "add_contents",
    "add_cover",
    "add_legend",
]
