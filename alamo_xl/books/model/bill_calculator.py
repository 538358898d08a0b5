"""Bill calculator: one account's bill as a bill, charge by charge, in one fiscal year against another."""

from __future__ import annotations

from alamo_xl import inputs
from alamo_xl.books.kit import Book, Column, Sheet, TableRef
from alamo_xl.books.model import chosen_account
from alamo_xl.books.model.bill_formulas import in_row
from alamo_xl.books.model.chosen_account import NO_RATE, Chosen, ChosenYear, message_beside
from alamo_xl.books.model.rate_lines import BASE, DISCOUNT, BillLine, bill_lines
from alamo_xl.books.vocabulary import NO, YES_NO
from alamo_xl.schedule import Schedule

USUAL = "usual"
THIS = ChosenYear("this year", "Calc_this", "Calc_year", "Calc_rates")
OTHER = ChosenYear("the other year", "Calc_other", "Calc_other_year", "Calc_other_rates")
CHOSEN = Chosen("Calc", (THIS, OTHER), usage="Calc_usage")
AMOUNTS = {THIS: "Calc_amounts", OTHER: "Calc_other_amounts"}
TOTALS = {THIS: "Calc_total", OTHER: "Calc_other_total"}
NOT_BILLED = '"not billed"'
SHOWN = (
    ("Quantity", "", "volume3", "quantities"),
    ("Rate", " ($)", "money", "rates"),
    ("Amount", " ($)", "money", "amounts"),
)
"""What each year shows of a line: heading, its unit, style, the name of the look-ups."""
WIDTHS = (16, 15, 17), (16, 15, 17)
MEASURE = 170
"""Columns so wide, and characters in a line of notes, that the sheet is one page."""
TOTAL = "Total before tax, garbage and fees"
WORDS = (
    "Part of a CCF is billed, to the thousandth; each charge is rounded to the cent once, and the bill is their sum. "
    "A CCF is 100 cubic feet, about 748 gallons."
)


def add(book: Book, schedule: Schedule) -> None:
    """The answer; inputs, each with what is wrong with it; the bill. What it comes from is on Bill look-ups."""
    sheet = book.sheet(
        "Bill calculator",
        "Bill calculator",
        "One account's monthly bill, before tax, garbage and fees.",
        kind="input",
        measure=MEASURE,
    )
    _answer(sheet)
    _inputs(sheet, schedule)
    _bill(sheet, schedule)


def _answer(sheet: Sheet) -> None:
    sheet.text('="Bill of FY"&Calc_year&": "&Calc_total_words', "title")
    sheet.text('="FY"&Calc_other_year&": "&Calc_other_total_words&Calc_change_words', "heading")
    sheet.gap()


def _inputs(sheet: Sheet, schedule: Schedule) -> None:
    years = schedule.fiscal_years
    year = chosen_account.year_inputs(sheet, "Fiscal year", THIS, years[1])
    message_beside(sheet, year, "Calc_priced", NO_RATE, "Calc_years_message")
    chosen_account.year_inputs(sheet, "Other fiscal year", OTHER, years[-1])
    size = chosen_account.account_inputs(sheet, schedule, CHOSEN, "The list follows the class.")
    message_beside(sheet, size, "Calc_fits", chosen_account.size_words(schedule), "Calc_size_message")
    units = sheet.value(
        "Multi-family units",
        None,
        "input integer",
        name="Calc_units",
        units="units",
        between=(1, inputs.UNITS_MAXIMUM),
        whole=True,
        prompt="Needed for multi-family, blank for a meter.",
        optional=True,
    )
    needed = "OR(Calc_units_given,Calc_units_not_needed)"
    message_beside(sheet, units, needed, "units go with multi-family, and only with it", "Calc_units_message")
    sheet.value("Irrigation account", NO, "input text", name="Calc_irrigation", choices=YES_NO)
    usual = f"{USUAL}: billed unless an irrigation account."
    sheet.value("Sewer billed", USUAL, "input text", name="Calc_sewer", choices=[USUAL, *YES_NO], prompt=usual)
    volume = (0, int(schedule.limits.quantity_maximum))
    ccf = sheet.value("Metered water", 8, "input volume3", name="Calc_ccf", units="CCF a month", between=volume)
    message_beside(sheet, ccf, "Calc_volumes", "give metered water, 0 or more CCF", "Calc_volume_message")
    sheet.value("Reclaimed water", 0, "input volume3", name="Calc_reclaimed", units="CCF a month", between=volume)
    chosen_account.design_inputs(sheet, schedule, CHOSEN)


def _bill(sheet: Sheet, schedule: Schedule) -> None:
    """A row a line: quantity, rate and amount in both years, and the change; under them the total and words."""
    sheet.heading("The bill")
    sheet.text("=Calc_account_words", "subtitle")
    columns = [Column("Charge", width=24)]
    for year, widths in zip(CHOSEN.years, WIDTHS, strict=True):
        for (words, units, role, name), width in zip(SHOWN, widths, strict=True):
            found = f"=INDEX({year.prefix}_{name}_shown,1,{{Line}})"
            cells = AMOUNTS[year] if name == "amounts" else ""
            columns.append(Column(f"{words}, {year.words}{units}", role, width, found, cells))
    columns.append(Column("Change ($)", "money", 11, f"=ROUND({in_row(_amount(OTHER))}-{in_row(_amount(THIS))},2)"))
    columns.insert(2, Column("Counted in", "unit", 14))
    columns.append(Column("Line", "count", 8))
    rows = [[line.words, _unit(line), place] for place, line in enumerate(bill_lines(schedule), 1)]
    table = sheet.table("Bill_lines", columns, rows)
    sheet.printed_to(table.column("Change ($)").column)
    _total(sheet, table)
    sheet.gap()
    sheet.text('="Sewer is billed on "&TEXT(Calc_this_sewer_return,"0%")&" of metered water, where it is billed."')
    sheet.note(WORDS)


def _total(sheet: Sheet, table: TableRef) -> None:
    """The totals under their columns, and the change in percent."""
    row = sheet.take(1, table.data.columns)
    formulas = {_amount(year): (f"=IF(Calc_ok,SUM({AMOUNTS[year]}),{NOT_BILLED})", TOTALS[year]) for year in TOTALS}
    change = f"=IF(Calc_ok,ROUND(Calc_other_total-Calc_total,2),{NOT_BILLED})"
    formulas["Change ($)"] = change, "Calc_change"
    for place, heading in enumerate(table.headings[:-1]):
        formula, name = formulas.get(heading, (None, ""))
        sheet.put(row.cell(0, place), formula if place else TOTAL, "total money" if place else "total text")
        if name:
            sheet.name(name, row.cell(0, place))
    share = f"=IF(AND(Calc_ok,N(Calc_total)>0),N(Calc_change)/N(Calc_total),{NOT_BILLED})"
    sheet.value("Change in percent", share, "percent", name="Calc_share", units="of this year's")


def _unit(line: BillLine) -> str:
    """What a line's quantity counts."""
    if line.charge == DISCOUNT:
        return "$, bills"
    return "meters, units" if line.charge == BASE else "CCF"


def _amount(year: ChosenYear) -> str:
    return f"Amount, {year.words} ($)"
