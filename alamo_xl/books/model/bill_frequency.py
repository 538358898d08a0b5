"""Bill frequency: bills and water by kind of account and volume band, in the base year."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import SPARE, Book, Chart, Column, Ref, Sheet, TableRef
from alamo_xl.books.model import impact_bills, impact_rates
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.model.determinants import accounts
from alamo_xl.books.model.impact_bills import BILLS, CHANGE, OVER, TO, WATER
from alamo_xl.books.vocabulary import ALERT, OK, YES_NO, customer_classes, locations
from alamo_xl.schedule import Schedule

COUNT = (0, 1_000_000_000)
EDGES = (2, 4, 6, 8, 10, 15, 20, 30, 50, 100)
EDGE = "Up to (CCF a month)"
NOTE = (
    "One row for each kind of account and band of monthly water that has bills. Multi-family counts by the unit: "
    "unit-months, and bands of CCF a unit. A band without an end is left empty. A report never ties exactly: a total "
    "outside the tolerance on Control is an alert. Each row's bill is that of its average, before tax, garbage and "
    "fees."
)
MEASURES = ((BILLS, "integer", "Freq_bills", "Det_base"), (WATER, "volume", "Freq_ccf", "Det_ccf"))
"""What is tied: heading, style, the name of the rows here and of those on Determinants."""


def add(book: Book, schedule: Schedule, given: dict[str, Any], status: str) -> TableRef:
    """The totals against Determinants, the shares up to a volume, then the rows."""
    sheet = book.sheet(
        "Bill frequency", "Bill frequency", "Bills and water by kind of account and volume, base year.", kind="input"
    )
    add_status(sheet, "Frequency", status)
    sheet.gap()
    sheet.note(NOTE)
    _totals(sheet, schedule)
    sheet.page_break()
    _shares(sheet, schedule)
    sheet.page_break()
    sheet.heading("Bills and water by kind of account and band")
    priced = set(accounts(schedule))
    rows = [row for row in given["rows"] if tuple(row[:4]) in priced]
    table = sheet.table("Bill_frequency", _columns(schedule), rows, spare=SPARE, filters=True)
    sheet.name("Freq_first", table.data.cell())
    sheet.repeated(table.header)
    sheet.printed_to(table.column(CHANGE).column)
    return table


def _columns(schedule: Schedule) -> list[Column]:
    classes, places = customer_classes(schedule), locations(schedule)
    kind, place, size, irrigation, sewer = impact_rates.KEY
    return [
        Column(kind, "input text", 20, name="Freq_class", choices=classes),
        Column(place, "input text", 10, name="Freq_location", choices=places, required=True),
        Column(size, "input text", 13, name="Freq_size"),
        Column(irrigation, "input text", 10, name="Freq_irrigation", choices=YES_NO, required=True),
        Column(sewer, "input text", 9, name="Freq_sewer", choices=YES_NO, required=True),
        Column(OVER, "input count", 9, name="Freq_over", between=COUNT, required=True),
        Column(TO, "input count", 9, name="Freq_to", between=COUNT, required=False),
        Column(BILLS, "input integer", 10, name="Freq_bills", between=COUNT, required=True),
        Column(WATER, "input volume", 11, name="Freq_ccf", between=COUNT, required=True),
        *impact_bills.columns(schedule),
    ]


def _totals(sheet: Sheet, schedule: Schedule) -> None:
    """By class and location: here, on Determinants, and how far apart."""
    sheet.heading("Against Determinants")
    columns = [Column("Class of the totals", width=20), Column("Location of the totals", width=10)]
    differences = []
    for words, role, here, there in MEASURES:
        ours, theirs, difference = f"{words} here", f"{words} on Determinants", f"{words}, difference (%)"
        sums = (
            f"=SUMIFS({name},{kind}_class,{{Class of the totals}},{kind}_location,{{Location of the totals}})"
            for kind, name in (("Freq", here), ("Det", there))
        )
        apart = f"=IF({{{theirs}}}=0,1*({{{ours}}}>0),{{{ours}}}/{{{theirs}}}-1)"
        columns += [Column(heading, role, 14, of) for heading, of in zip((ours, theirs), sums, strict=True)]
        columns.append(Column(difference, "percent2", 11, apart))
        differences.append(f"ABS({{{difference}}})")
    verdict = f'=IF(MAX({",".join(differences)})>Frequency_tolerance,"{ALERT}","{OK}")'
    columns.append(Column("Within tolerance", "mark", 12, verdict, name="Frequency_verdicts"))
    rows = [[name, place] for name in customer_classes(schedule) for place in locations(schedule)]
    sheet.table("Frequency_totals", columns, rows)


def _shares(sheet: Sheet, schedule: Schedule) -> None:
    """How many bills and how much water there are up to each volume, by class."""
    sheet.heading("Bills and water up to a volume")
    columns = [Column(EDGE, "input count", 20, name="Band_edges", between=COUNT)]
    classes = customer_classes(schedule)
    for words, role, name, _ in MEASURES:
        for each in classes:
            whose, counted = f'{name},Freq_class,"{each}"', _counted(words, each)
            columns.append(Column(counted, role, 11, f'=SUMIFS({whose},Freq_over,"<"&{{{EDGE}}})'))
            share = f"=IF({{{counted}}}=0,0,{{{counted}}}/SUMIFS({whose}))"
            columns.append(Column(_share(words, each), "percent", 11, share))
    table = sheet.table("Frequency_shares", columns, [[edge] for edge in EDGES])
    sheet.gap()
    _chart(sheet, table, [(words, each) for words, *_ in MEASURES for each in classes], table.column(EDGE))


def _chart(sheet: Sheet, table: TableRef, shares: list[tuple[str, str]], edges: Ref) -> None:
    sheet.chart(
        Chart(
            "Share of bills and of water in bills up to a volume (%)",
            edges,
            [(_share(*each).removesuffix(" (%)"), table.column(_share(*each))) for each in shares],
            "Water of a bill, up to (CCF a month)",
            "Share of the class (%)",
            "Lines: for each class the share of its bills, and of its water, in bills up to a volume.",
            number_format="0%",
            y_range=(0, 1),
        )
    )


def _counted(words: str, customer_class: str) -> str:
    return f"{words}, {customer_class}"


def _share(words: str, customer_class: str) -> str:
    return f"{words.removesuffix(' (CCF)')}, {customer_class} (%)"
