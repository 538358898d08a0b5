"""Bill calculator: one account, line by line, one fiscal year against another."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column, Sheet
from alamo_xl.schedule import Schedule

THIS, OTHER = "this year", "other year"
LINES = (("water", "base"), ("water", "usage"), ("sewer", "base"), ("sewer", "usage"), ("reclaimed", "usage"))
QUANTITY_MOST = 1_000_000
UNITS_MOST = 100_000
RATES = ("adopted", "scenario")
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
    Column("Rates", width=11, formula=f'=IF({{Bill}}="{THIS}",Calc_rates,Calc_other_rates)'),
    Column("Place", "count", formula="=IFERROR(MATCH({Year},Scenario_years,0),0)"),
    Column(
        "Sewer return",
        "factor",
        13,
        formula='=IFERROR(IF({Rates}="scenario",INDEX(Scenario_return,{Place}),INDEX(Sewer_return,{Place})),0)',
    ),
    Column(
        "Volume (CCF)",
        "volume3",
        14,
        formula="=CHOOSE(MATCH({Service},Services,0),Calc_volume,Calc_volume*{Sewer return},Calc_reclaimed_volume)",
    ),
    Column("Quantity", "volume3", 13, formula='=IF({Charge}="base",Calc_count,{Volume (CCF)})*{Billed}'),
    *(
        Column(
            f"{words} rate ($)", "money", 12, formula=f"=IFERROR(INDEX({name},MATCH({{Key}},Rates_key,0),{{Place}}),0)"
        )
        for words, name in (("Adopted", "Rates_values"), ("Scenario", "Scenario_values"))
    ),
    Column("Rate ($)", "money", 12, formula='=IF({Rates}="scenario",{Scenario rate ($)},{Adopted rate ($)})'),
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
    for label, year, name, units in (
        ("Fiscal year", years[1], "Calc_year", "this year"),
        ("Other fiscal year", years[-1], "Calc_other_year", "to compare"),
    ):
        sheet.value(label, year, "input year", name=name, units=units, choices="Scenario_years")
        rates = {"Calc_year": "Calc_rates", "Calc_other_year": "Calc_other_rates"}[name]
        sheet.value("Its rates", RATES[0], "input text", name=rates, choices=RATES, note="The scenario is Control's.")
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
        ("Years", "Calc_years_message", "Calc_years_priced", "LOOK: no rate is adopted for that year; choose scenario"),
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
    for label, rates, year in (
        ("This year has rates", "Calc_rates", "Calc_year"),
        ("The other year has rates", "Calc_other_rates", "Calc_other_year"),
    ):
        formula = f'=OR({rates}="scenario",{year}<=Last_adopted_year)'
        sheet.value(label, formula, "general", name=f"{year}_priced")
    sheet.value("Both have", "=AND(Calc_year_priced,Calc_other_year_priced)", "general", name="Calc_years_priced")
    volumes = "=AND(ISNUMBER(Calc_ccf),N(Calc_ccf)>=0,N(Calc_reclaimed)>=0)"
    sheet.value("Volumes are numbers, 0 or more", volumes, "general", name="Calc_volumes")
    whole = "=AND(Calc_size_fits,OR(Calc_units_given,Calc_units_not_needed),Calc_years_priced,Calc_volumes)"
    sheet.value("It can be billed", whole, "general", name="Calc_ok")
