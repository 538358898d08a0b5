"""Bill comparison: bills from 0 to 50 CCF of one kind of account, and of every kind at one volume, in two years."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Chart, Column, Sheet
from alamo_xl.books.model.calculator import RATES
from alamo_xl.schedule import Schedule

VOLUMES = range(0, 51, 2)
CLASSES = ["household", "non-household"]


def add(book: Book, schedule: Schedule) -> None:
    """Inputs and rates, the table by volume with its charts, the table by account."""
    sheet = book.sheet(
        "Bill comparison",
        "Bill comparison",
        "Monthly water and sewer bills in two fiscal years, before tax, garbage and fees.",
        kind="input",
    )
    _inputs(sheet, schedule)
    _by_volume(sheet)
    accounts = book.sheet(
        "Bills by account",
        "Bills by account",
        "Monthly bills of every class, location and meter, at the volume chosen.",
    )
    _by_account(accounts, schedule)


def _inputs(sheet: Sheet, schedule: Schedule) -> None:
    years = schedule.fiscal_years
    for end, year in (("From", years[0]), ("To", years[1])):
        name = f"Cmp_{end.lower()}"
        sheet.value(f"{end} fiscal year", year, "input year", name=name, choices="Scenario_years")
        rates = f"{name}_rates"
        sheet.value("Its rates", RATES[0], "input text", name=rates, choices=RATES, note="The scenario is Control's.")
    sheet.value("Customer class", "household", "input text", name="Cmp_class", choices=CLASSES)
    sizes = '=INDIRECT("Sizes_"&SUBSTITUTE(Cmp_class,"-","_"))'
    sheet.value(
        "Meter size",
        "3/4",
        "input text",
        name="Cmp_size",
        units="inches",
        choices=sizes,
        note="Multi-family: one unit.",
    )
    sheet.value(
        "Location", "inside", "input text", name="Cmp_location", units="the city", choices=["inside", "outside"]
    )
    sheet.value(
        "Volume for the table by account", 8, "input volume3", name="Cmp_ccf", units="CCF", between=(0, 1_000_000)
    )
    sheet.value("Volume as billed", "=ROUND(N(Cmp_ccf),3)", "volume3", name="Cmp_volume", units="CCF")
    sheet.heading("Rates of the chosen account")
    for end in ("from", "to"):
        column = f"Cmp_{end}_column"
        formula = f"=IFERROR(MATCH(Cmp_{end},Scenario_years,0),0)"
        sheet.value(f"Column of the {end} year", formula, "integer", name=column)
        chosen = f"Cmp_{end}_table"
        formula = f'=IF(Cmp_{end}_rates="scenario",1,0)+1'
        sheet.value(f"Rates of the {end} year", formula, "count", name=chosen, units="2 is the scenario")
        for service in ("water", "sewer"):
            for charge in ("base", "usage"):
                size = "Cmp_size" if charge == "base" else '""'
                key = f'"{service}|"&Cmp_class&"|"&Cmp_location&"|{charge}|"&{size}'
                row = f"Cmp_{service}_{charge}_row"
                if end == "from":
                    sheet.value(
                        f"{service.capitalize()} {charge}, row",
                        f"=IFERROR(MATCH({key},Rates_key,0),0)",
                        "count",
                        name=row,
                    )
                formula = f"=IFERROR(INDEX(CHOOSE({chosen},Rates_values,Scenario_values),{row},{column}),0)"
                unit = "$ a month" if charge == "base" else "$ a CCF"
                name = f"Cmp_{service}_{charge}_{end}"
                sheet.value(f"{service.capitalize()} {charge}, {end} year", formula, "money", name=name, units=unit)
        formula = f"=IFERROR(INDEX(CHOOSE({chosen},Sewer_return,Scenario_return),{column}),0)"
        sheet.value(f"Sewer return, {end} year", formula, "factor", name=f"Cmp_return_{end}")
    fits = '=AND(ISNUMBER(MATCH("water|"&Cmp_class&"|inside|base|"&Cmp_size,Rates_key,0)))'
    sheet.value("The size is printed for the class", fits, "general", name="Cmp_fits")
    priced = ",".join(f'OR(Cmp_{end}_rates="scenario",Cmp_{end}<=Last_adopted_year)' for end in ("from", "to"))
    sheet.value("The years have rates", f"=AND({priced})", "general", name="Cmp_priced")
    words = "LOOK: household meters stop at 1-1/2; choose a size from the list"
    where = sheet.text(f'=IF(Cmp_fits,"OK","{words}")', "check")
    sheet.book.name("Cmp_message", where)
    sheet.flag(where)


def _bills(volume: str) -> list[Column]:
    columns = []
    for end in ("from", "to"):
        heading = f"{end} year ($)"
        water = f"=Cmp_water_base_{end}+ROUND({volume}*Cmp_water_usage_{end},2)"
        sewer = f"=Cmp_sewer_base_{end}+ROUND({volume}*Cmp_return_{end}*Cmp_sewer_usage_{end},2)"
        columns += [
            Column(f"Water, {heading}", "money", 16, formula=water),
            Column(f"Sewer, {heading}", "money", 16, formula=sewer),
            Column(f"Bill, {heading}", "money", 16, formula=f"={{Water, {heading}}}+{{Sewer, {heading}}}"),
        ]
    return [*columns, *_changes()]


def _changes() -> list[Column]:
    before, after = "{Bill, from year ($)}", "{Bill, to year ($)}"
    return [
        Column("Change ($)", "money", 13, formula=f"={after}-{before}"),
        Column("Change (%)", "percent", 12, formula=f"=IF({before}=0,0,({after}-{before})/{before})"),
    ]


def _by_volume(sheet: Sheet) -> None:
    sheet.heading("By volume")
    columns = [Column("Volume (CCF)", "count", 30), *_bills("{Volume (CCF)}")]
    table = sheet.table("Bills_by_volume", columns, [[ccf] for ccf in VOLUMES])
    sheet.page_break()
    volumes = table.column("Volume (CCF)")
    sheet.chart(
        Chart(
            "Monthly water and sewer bill by volume ($)",
            volumes,
            [("From year", table.column("Bill, from year ($)")), ("To year", table.column("Bill, to year ($)"))],
            "Metered water (CCF a month)",
            "Bill ($ a month)",
            "Two lines: the bill of the chosen account in the from year and in the to year, from 0 to 50 CCF.",
        )
    )
    sheet.chart(
        Chart(
            "Change of the monthly bill by volume ($)",
            volumes,
            [("Change", table.column("Change ($)"))],
            "Metered water (CCF a month)",
            "Change ($ a month)",
            "Bars: by how many dollars the bill of the chosen account changes, from 0 to 50 CCF.",
            kind="bar",
        )
    )


def _by_account(sheet: Sheet, schedule: Schedule) -> None:
    sheet.note("Years and volume are chosen on the sheet Bill comparison; a multi-family row is one unit.")
    accounts = [
        [f"{key.customer_class}|{key.location}", key.meter_size]
        for key in schedule.rates
        if (key.service, key.charge) == ("water", "base")
    ]
    columns = [Column("Account", width=30), Column("Size", width=16)]
    columns += [
        Column(f"{service.capitalize()} {charge}, row", "count", 9, formula=f"=MATCH({key},Rates_key,0)")
        for service in ("water", "sewer")
        for charge, size in (("base", "{Size}"), ("usage", '""'))
        for key in [f'"{service}|"&{{Account}}&"|{charge}|"&{size}']
    ]
    for end in ("from", "to"):
        for service in ("water", "sewer"):
            share = f"*Cmp_return_{end}" if service == "sewer" else ""
            name = f"{service.capitalize()}"
            rate = f"{name} rate, {end} ($)"
            usage, base = (f"{{{name} {charge}, row}}" for charge in ("usage", "base"))
            table = f"CHOOSE(Cmp_{end}_table,Rates_values,Scenario_values)"

            def rate_of(row: str, table: str = table, end: str = end) -> str:
                return f"=IFERROR(INDEX({table},{row},Cmp_{end}_column),0)"

            columns += [
                Column(rate, "money", 14, formula=rate_of(usage)),
                Column(f"{name} base, {end} ($)", "money", 14, formula=rate_of(base)),
                Column(f"{name} usage, {end} ($)", "money", 14, formula=f"=ROUND(Cmp_volume{share}*{{{rate}}},2)"),
            ]
        lines = "+".join(f"{{{s} {c}, {end} ($)}}" for s in ("Water", "Sewer") for c in ("base", "usage"))
        columns.append(Column(f"Bill, {end} year ($)", "money", 14, formula=f"={lines}"))
    sheet.table("Bills_by_account", [*columns, *_changes()], accounts)
