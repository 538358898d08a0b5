"""Bill frequency, and what a scenario does to the bills in it."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import Book, Chart, Column, Sheet, TableRef
from alamo_xl.books.model import chosen
from alamo_xl.books.model.status import add_status, banner
from alamo_xl.schedule import Schedule

COUNT = (0, 1_000_000_000)
CLASSES = ("household", "non-household")
STEPS = (0, 5, 10, 20, 40, 80, 160)


def add(book: Book, given: dict[str, Any], status: str) -> TableRef:
    """A row for each class and volume band, with the shares up to it."""
    sheet = book.sheet(
        "Bill frequency", "Bill frequency", "Bills and water by class and volume, base year.", kind="input"
    )
    add_status(sheet, "Frequency", status)
    sheet.note("Multi-family counts by unit. The totals of a class are those of Determinants: a check says so.")
    bands = [[row[0], row[1], row[2], _band(row), *row[3:]] for row in given["rows"]]

    def share(of: str, name: str) -> str:
        return f'=SUMIFS({name},Freq_class,{{Class}},Freq_over,"<="&{{Over (CCF)}})/SUMIFS({name},Freq_class,{{Class}})'

    columns = [
        Column("Class", width=34, name="Freq_class"),
        Column("Over (CCF)", "count", 12, name="Freq_over"),
        Column("Up to (CCF)", "count", 12),
        Column("Band", width=20),
        Column("Bills", "input integer", 13, name="Freq_bills", between=COUNT),
        Column("Water (CCF)", "input volume", 13, name="Freq_ccf", between=COUNT),
        Column("Average (CCF a bill)", "volume3", 13, formula="=ROUND(IF({Bills}=0,0,{Water (CCF)}/{Bills}),3)"),
        Column("Bills up to here (%)", "percent", 13, formula=share("Bills", "Freq_bills")),
        Column("Water up to here (%)", "percent", 13, formula=share("Water", "Freq_ccf")),
    ]
    table = sheet.table("Bill_frequency", columns, bands)
    sheet.heading("Against Determinants")
    totals = [Column("Class of the totals", width=34)]
    for words, role, here, there in (
        ("Bills", "integer", "Freq_bills", "Det_base"),
        ("Water (CCF)", "volume", "Freq_ccf", "Det_ccf"),
    ):
        ours, theirs = f"{words} here", f"{words} on Determinants"
        totals += [
            Column(ours, role, 13, formula=f"=SUMIFS({here},Freq_class,{{Class of the totals}})"),
            Column(theirs, role, 16, formula=f"=SUMIFS({there},Det_class,{{Class of the totals}})"),
            Column(
                f"{words}, difference",
                role,
                13,
                formula=f"=ROUND({{{ours}}}-{{{theirs}}},3)",
                name=f"{here}_difference",
            ),
        ]
    sheet.table("Frequency_totals", totals, [[each] for each in CLASSES])
    return table


def _band(row: list[Any]) -> str:
    return f"over {row[1]}" if row[2] == "over" else f"{row[1]} to {row[2]} CCF"


def add_impact(book: Book, schedule: Schedule, frequency: TableRef) -> None:
    """Each band's average bill then and now, and how many bills change by how much."""
    sheet = book.sheet(
        "Bill impact", "Bill impact", "What the scenario shown does to the bills of the bill frequency.", kind="input"
    )
    sheet.text(chosen.SHOWN, "banner")
    sheet.text(banner("Frequency_status"), "banner")
    sheet.value("From: adopted rates of FY", "=Base_year", "link year", name="Impact_from")
    years = "Scenario_years"
    sheet.value(
        "To: the scenario's rates of FY",
        schedule.fiscal_years[-2],
        "input year",
        name="Impact_to",
        choices=years,
    )
    sheet.value("Place of that year", "=MATCH(Impact_to,Scenario_years,0)", "integer", name="Impact_place")
    _rates(sheet)
    _distribution(sheet)
    table = _bands(sheet, frequency)
    sheet.title_row = table.header.row
    sheet.page_break()
    half = len(table_rows(frequency))
    for place, customer_class in enumerate(CLASSES):
        rows = table.column("Change ($ a month)")
        part = type(rows)(rows.sheet, rows.row + place * half, rows.column, half)
        bands = table.column("Band")
        sheet.chart(
            Chart(
                f"Change of the average monthly bill by volume, {customer_class} ($)",
                type(bands)(bands.sheet, bands.row + place * half, bands.column, half),
                [("Change", part)],
                "Band of the bill frequency (CCF a month)",
                "Change ($ a month)",
                f"Bars: by how many dollars the average {customer_class} bill of each volume band changes.",
                kind="bar",
            )
        )


def table_rows(frequency: TableRef) -> range:
    """The bands of one class."""
    return range(frequency.data.rows // len(CLASSES))


def _rates(sheet: Sheet) -> None:
    sheet.heading("Rates of the accounts: household 3/4 inch; non-household with the meter on Control; inside")
    columns = [Column("Customer class", width=34, name="Impact_class"), Column("Size", width=15)]
    for end, values, place in (("then", "Rates_values", "Base_place"), ("now", "Scenario_values", "Impact_place")):
        for service in ("water", "sewer"):
            for charge, size in (("base", "{Size}"), ("usage", '""')):
                key = f'"{service}|"&{{Customer class}}&"|inside|{charge}|"&{size}'
                columns.append(
                    Column(
                        f"{service.capitalize()} {charge}, {end} ($)",
                        "money",
                        15,
                        formula=f"=INDEX({values},MATCH({key},Rates_key,0),{place})",
                        name=f"Impact_{service}_{charge}_{end}",
                    )
                )
        returns = {"then": "Sewer_return", "now": "Scenario_return"}[end]
        columns.append(
            Column(
                f"Sewer return, {end}", "factor", 13, formula=f"=INDEX({returns},{place})", name=f"Impact_return_{end}"
            )
        )
    rows = [[CLASSES[0], "3/4"], [CLASSES[1], "=Business_size"]]
    sheet.table("Impact_rates", columns, rows)


def _bands(sheet: Sheet, frequency: TableRef) -> TableRef:
    sheet.heading("Average bill of each band")
    ccf = "{Average (CCF)}"
    columns = [
        Column("Class", width=34),
        Column("Band", width=15),
        Column("Bills", "link integer", 15, name="Impact_bills"),
        Column("Average (CCF)", "link volume3", 15),
        Column("Place", "count", 10, formula="=MATCH({Class},Impact_class,0)"),
    ]
    for end in ("then", "now"):
        for service in ("water", "sewer"):
            base = f"INDEX(Impact_{service}_base_{end},{{Place}})"
            share = f"*INDEX(Impact_return_{end},{{Place}})" if service == "sewer" else ""
            usage = f"ROUND({ccf}{share}*INDEX(Impact_{service}_usage_{end},{{Place}}),2)"
            columns.append(Column(f"{service.capitalize()}, {end} ($)", "money", 15, formula=f"={base}+{usage}"))
    before, after = "({Water, then ($)}+{Sewer, then ($)})", "({Water, now ($)}+{Sewer, now ($)})"
    columns += [
        Column("Change ($ a month)", "money", 15, formula=f"={after}-{before}", name="Impact_change"),
        Column("Change (%)", "percent", 13, formula=f"=IF({before}=0,0,{after}/{before}-1)"),
    ]
    rows = [
        [
            f"='{frequency.data.sheet}'!{frequency.cell(place, head).in_row}"
            for head in ("Class", "Band", "Bills", "Average (CCF a bill)")
        ]
        for place in range(frequency.data.rows)
    ]
    return sheet.table("Bill_impact", columns, rows)


def _distribution(sheet: Sheet) -> None:
    sheet.heading("How many bills change by how much")
    counted = 'SUMIFS(Impact_bills,Impact_change,"<="&{A change of at most ($ a month)})'
    columns = [
        Column("A change of at most ($ a month)", "input money", 34, between=(-10_000, 10_000)),
        Column("Number of bills", "integer", 15, formula=f"={counted}"),
        Column("Share of bills (%)", "percent", 15, formula=f"=IF(SUM(Impact_bills)=0,0,{counted}/SUM(Impact_bills))"),
    ]
    sheet.table("Impact_distribution", columns, [[step] for step in STEPS])
