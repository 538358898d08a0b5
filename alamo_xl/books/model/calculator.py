"""Bill calculator: one account, line by line, one fiscal year against another."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column, Sheet
from alamo_xl.schedule import Schedule

THIS, OTHER = "this year", "other year"
LINES = (("water", "base"), ("water", "usage"), ("sewer", "base"), ("sewer", "usage"), ("reclaimed", "usage"))
QUANTITY_MOST = 1_000_000
UNITS_MOST = 100_000
SIZE_WORDS = "household meters stop at 1-1/2; use multi-family units or non-household"

COLUMNS = (
    Column("Bill", width=30),
    Column("Service", width=14),
    Column("Charge", width=12),
    Column("Year", "year", formula=f'=IF({{Bill}}="{THIS}",Calc_year,Calc_other_year)'),
    Column(
        "Rate charge",
        "unit",
        width=12,
        formula='=IF(AND({Service}="water",{Charge}="usage",Calc_irrigation="yes"),"irrigation",{Charge})',
    ),
    Column("Rate class", width=15, formula='=IF({Service}="reclaimed","all",Calc_class)'),
    Column("Rate size", width=13, formula='=IF({Charge}="base",Calc_size,"")'),
    Column("Key", width=46, formula='={Service}&"|"&{Rate class}&"|"&Calc_location&"|"&{Rate charge}&"|"&{Rate size}'),
    Column("Billed", "integer", formula='=IF({Service}="sewer",Calc_sewer_billed,1)'),
    Column("Sewer return", "factor", 13, formula="=INDEX(Sewer_return,MATCH({Year},Rates_years,0))"),
    Column(
        "Volume (CCF)",
        "volume3",
        14,
        formula="=CHOOSE(MATCH({Service},Services,0),Calc_volume,Calc_volume*{Sewer return},Calc_reclaimed_volume)",
    ),
    Column("Quantity", "volume3", 13, formula='=IF({Charge}="base",Calc_count,{Volume (CCF)})*{Billed}'),
    Column(
        "Rate ($)",
        "money",
        12,
        formula="=IFERROR(INDEX(Rates_values,MATCH({Key},Rates_key,0),MATCH({Year},Rates_years,0)),0)",
    ),
    Column("Amount ($)", "money", 13, formula="=ROUND({Quantity}*{Rate ($)},2)"),
)


def add(book: Book, schedule: Schedule) -> None:
    """Inputs, what is wrong with them in words, the two bills, their lines."""
    sheet = book.sheet(
        "Bill calculator", "Bill calculator", "One account's monthly bill, before tax, garbage and fees.", kind="input"
    )
    _inputs(sheet, schedule)
    _messages(sheet)
    sheet.heading("The bill")
    for label, which, name in (
        ("Bill this year", THIS, "Calc_total"),
        ("Bill in the other year", OTHER, "Calc_other_total"),
    ):
        formula = f'=IF(Calc_ok,SUMIFS(Calc_amounts,Calc_bills,"{which}"),"not billed")'
        sheet.value(label, formula, "total money", name=name, units="$ a month")
    change = '=IF(Calc_ok,Calc_other_total-Calc_total,"not billed")'
    sheet.value("Change", change, "money", name="Calc_change", units="$ a month")
    share = '=IF(AND(Calc_ok,N(Calc_total)>0),N(Calc_change)/N(Calc_total),"not billed")'
    sheet.value("Change in per cent", share, "percent", units="of the bill this year")
    sheet.heading("Line by line")
    rows = [[bill, *line] for bill in (THIS, OTHER) for line in LINES]
    table = sheet.table("Bill_lines", COLUMNS, rows)
    book.name("Calc_amounts", table.column("Amount ($)"))
    book.name("Calc_bills", table.column("Bill"))
    _workings(sheet)


def _inputs(sheet: Sheet, schedule: Schedule) -> None:
    years = schedule.fiscal_years
    yes_no = ["yes", "no"]
    sheet.value("Fiscal year", years[1], "input year", name="Calc_year", units="this year", choices="Years_adopted")
    sheet.value(
        "Other fiscal year",
        years[-1],
        "input year",
        name="Calc_other_year",
        units="to compare",
        choices="Years_adopted",
    )
    classes = ["household", "non-household"]
    sheet.value("Customer class", "household", "input text", name="Calc_class", choices=classes)
    sizes = '=INDIRECT("Sizes_"&SUBSTITUTE(Calc_class,"-","_"))'
    sheet.value(
        "Meter size",
        "3/4",
        "input text",
        name="Calc_size",
        units="inches",
        choices=sizes,
        note="The list follows the class.",
    )
    sheet.value(
        "Location", "inside", "input text", name="Calc_location", units="the city", choices=["inside", "outside"]
    )
    sheet.value("Irrigation account", "no", "input text", name="Calc_irrigation", choices=yes_no)
    usual = "usual: billed unless an irrigation account"
    sheet.value("Sewer billed", "usual", "input text", name="Calc_sewer", choices=["usual", *yes_no], note=usual)
    units = "Needed for multi-family, blank for a meter."
    sheet.value(
        "Multi-family units",
        None,
        "input integer",
        name="Calc_units",
        units="units",
        between=(1, UNITS_MOST),
        whole=True,
        note=units,
    )
    volume = (0, QUANTITY_MOST)
    sheet.value("Metered water", 8, "input volume3", name="Calc_ccf", units="CCF a month", between=volume)
    sheet.value("Reclaimed water", 0, "input volume3", name="Calc_reclaimed", units="CCF a month", between=volume)


def _messages(sheet: Sheet) -> None:
    """What is wrong with the inputs, in words."""
    sheet.heading("Whether it can be billed")
    for label, name, condition, words in (
        ("Meter size", "Calc_size_message", "Calc_size_fits", f"LOOK: {SIZE_WORDS}"),
        (
            "Multi-family units",
            "Calc_units_message",
            "OR(Calc_units_given,Calc_units_not_needed)",
            "LOOK: units go with multi-family, and only with it",
        ),
        ("Volumes", "Calc_volume_message", "Calc_volumes", "LOOK: give metered water, 0 or more CCF"),
    ):
        sheet.flag(sheet.value(label, f'=IF({condition},"OK","{words}")', "check", name=name))


def _workings(sheet: Sheet) -> None:
    sheet.heading("Workings")
    thousandths = "Taken to 0.001 CCF, half up (R7)."
    sheet.value("Metered water", "=ROUND(N(Calc_ccf),3)", "volume3", name="Calc_volume", units="CCF", note=thousandths)
    sheet.value("Reclaimed water", "=ROUND(N(Calc_reclaimed),3)", "volume3", name="Calc_reclaimed_volume", units="CCF")
    count = '=IF(Calc_size="multi-family",N(Calc_units),1)'
    sheet.value("Base charges", count, "integer", name="Calc_count", units="meters or units")
    billed = '=IF(OR(Calc_sewer="yes",AND(Calc_sewer="usual",Calc_irrigation<>"yes")),1,0)'
    sheet.value("Sewer billed", billed, "integer", name="Calc_sewer_billed", units="1 is yes")

    fits = 'ISNUMBER(MATCH("water|"&Calc_class&"|inside|base|"&Calc_size,Rates_key,0))'
    sheet.value("The size is printed for the class", f"=AND({fits})", "general", name="Calc_size_fits")
    unit = 'Calc_size="multi-family"'
    given = f"=AND({unit},N(Calc_units)>=1,MOD(N(Calc_units),1)=0)"
    sheet.value("Units are needed and given", given, "general", name="Calc_units_given")
    without = f"=AND(NOT({unit}),N(Calc_units)<=1)"
    sheet.value("Units are not needed, nor given", without, "general", name="Calc_units_not_needed")
    volumes = "=AND(ISNUMBER(Calc_ccf),N(Calc_ccf)>=0,N(Calc_reclaimed)>=0)"
    sheet.value("Volumes are numbers, 0 or more", volumes, "general", name="Calc_volumes")
    whole = "=AND(Calc_size_fits,OR(Calc_units_given,Calc_units_not_needed),Calc_volumes)"
    sheet.value("It can be billed", whole, "general", name="Calc_ok")
