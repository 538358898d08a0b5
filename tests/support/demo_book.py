"""A small model book with one of everything the kit makes, for the tests of kit, finish and lint."""

import datetime as dt

from alamo_xl.books.kit import Book, Column, add_contents
from alamo_xl.books.kit.charts import Chart
from alamo_xl.books.kit.refs import Ref

YEARS = [2025, 2026, 2027]


def demo(profile: str = "model") -> Book:
    """Cover, Control, Demand, Checks and Change log; both rows of Determinants have bills."""
    book = Book("Demo", "A demo", profile=profile, dated=dt.date(2024, 5, 14), years=len(YEARS), key_columns=2)
    cover = book.sheet("Cover", "Demo model", "Shows one of everything.")
    cover.note("Source: a resolution. In force on 1 July. Version 1. Content hash abc. Contact: the office.")
    control = book.sheet("Control", "Control", "What is asked of the model.", kind="input")
    control.value("Growth", 0.01, "input percent", name="Growth", units="% a year", between=(-1, 1))
    control.value("Service", "water", "input text", name="Service", choices=["water", "sewer"])
    control.value("Status", "illustrative", "input text", name="Data_status")
    columns = [
        Column("Class", "input text", name="Det_class"),
        Column("Bills", "input integer", name="Det_bills", between=(0, 100000), whole=True),
        Column("CCF", "input volume"),
        Column("CCF a bill", "factor", formula="=IF({Bills}=0,0,{CCF}/{Bills})"),
    ]
    control.table(
        "Determinants", columns, [["household", 13000, 120000], ["non-household", 900, 40000]], spare=3, filters=True
    )
    demand = book.time_sheet("Demand", "Demand", "Bills by year.")
    years = demand.year_row(YEARS, ["Class", "Location"], "Base")
    keys = [["household", "inside"], ["non-household", "inside"]]
    opening = "=SUMIFS(Det_bills,Det_class,{key1})"
    bills = demand.block(
        keys, "bills", "={this_prev}*(1+Growth)", "integer", opening=opening, opening_role="link integer"
    )
    total = demand.line(
        "Total", "bills", f"=SUM({bills.year})", "integer", total=True, name="Bills", opening=f"=SUM({bills.opening})"
    )
    series: list[tuple[str, Ref]] = [("Household", bills.line(0).years), ("Non-household", bills.line(1).years)]
    alt = "Bills rise by one per cent a year in both classes."
    demand.chart(Chart("Bills a year", years.years, series, "Fiscal year", "Bills", alt, number_format="#,##0"))
    checks = book.sheet("Checks", "Checks", "Integrity, in words.")
    grown = f"{total.opening}*(1+Growth)"
    checks.flag(
        checks.value("Bills tie", f'=IF(ABS({total.at(0)}-{grown})<1,"OK","LOOK")', "check", name="Master_check")
    )
    log = book.sheet("Change log", "Change log", "What changed when.")
    log.table("Changes", [Column("Version"), Column("Change", width=40)], [["1", "First"]])
    add_contents(book, cover)
    return book
