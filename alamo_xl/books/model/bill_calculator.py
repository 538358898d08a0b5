"""Bill calculator: one account's bill, charge by charge, in one fiscal year against another."""

from __future__ import annotations

from alamo_xl import inputs
from alamo_xl.books.kit import Book, Column, Sheet
from alamo_xl.books.model import chosen_account
from alamo_xl.books.model.bill_formulas import in_row
from alamo_xl.books.model.chosen_account import NO_RATE, Chosen, ChosenYear, message
from alamo_xl.books.model.rate_lines import bill_lines
from alamo_xl.books.vocabulary import NO, YES_NO
from alamo_xl.schedule import Schedule

USUAL = "usual"
THIS = ChosenYear("this year", "Calc_this", "Calc_year", "Calc_rates")
OTHER = ChosenYear("the other year", "Calc_other", "Calc_other_year", "Calc_other_rates")
CHOSEN = Chosen("Calc", (THIS, OTHER), usage="Calc_usage")
AMOUNTS = {THIS: "Calc_amounts", OTHER: "Calc_other_amounts"}
NOT_BILLED = '"not billed"'


def add(book: Book, schedule: Schedule) -> None:
    """Inputs, what is wrong in words, the answer, the bill; what it comes from is on Bill look-ups."""
    sheet = book.sheet(
        "Bill calculator", "Bill calculator", "One account's monthly bill, before tax, garbage and fees.", kind="input"
    )
    _inputs(sheet, schedule)
    _messages(sheet, schedule)
    _answer(sheet)
    _bill(sheet, schedule)


def _inputs(sheet: Sheet, schedule: Schedule) -> None:
    years = schedule.fiscal_years
    chosen_account.year_inputs(sheet, "Fiscal year", THIS, years[1])
    chosen_account.year_inputs(sheet, "Other fiscal year", OTHER, years[-1])
    chosen_account.account_inputs(sheet, schedule, CHOSEN, "The list follows the class.")
    sheet.value("Irrigation account", NO, "input text", name="Calc_irrigation", choices=YES_NO)
    usual = f"{USUAL}: billed unless an irrigation account"
    sheet.value("Sewer billed", USUAL, "input text", name="Calc_sewer", choices=[USUAL, *YES_NO], note=usual)
    sheet.value(
        "Multi-family units",
        None,
        "input integer",
        name="Calc_units",
        units="units",
        between=(1, inputs.UNITS_MAXIMUM),
        whole=True,
        note="Needed for multi-family, blank for a meter.",
        optional=True,
    )
    volume = (0, int(schedule.limits.quantity_maximum))
    sheet.value("Metered water", 8, "input volume3", name="Calc_ccf", units="CCF a month", between=volume)
    sheet.value("Reclaimed water", 0, "input volume3", name="Calc_reclaimed", units="CCF a month", between=volume)
    chosen_account.design_inputs(sheet, schedule, CHOSEN)


def _messages(sheet: Sheet, schedule: Schedule) -> None:
    sheet.heading("Whether it can be billed")
    needed = "OR(Calc_units_given,Calc_units_not_needed)"
    message(sheet, "Meter size", "Calc_fits", chosen_account.size_words(schedule), "Calc_size_message")
    message(sheet, "Multi-family units", needed, "units go with multi-family, and only with it", "Calc_units_message")
    message(sheet, "Years", "Calc_priced", NO_RATE, "Calc_years_message")
    message(sheet, "Volumes", "Calc_volumes", "give metered water, 0 or more CCF", "Calc_volume_message")


def _answer(sheet: Sheet) -> None:
    sheet.heading("The bill")
    for label, year, name in (
        ("Bill this year", THIS, "Calc_total"),
        ("Bill in the other year", OTHER, "Calc_other_total"),
    ):
        formula = f"=IF(Calc_ok,SUM({AMOUNTS[year]}),{NOT_BILLED})"
        sheet.value(label, formula, "total money", name=name, units="$ a month")
    change = f"=IF(Calc_ok,Calc_other_total-Calc_total,{NOT_BILLED})"
    sheet.value("Change", change, "money", name="Calc_change", units="$ a month")
    share = f"=IF(AND(Calc_ok,N(Calc_total)>0),N(Calc_change)/N(Calc_total),{NOT_BILLED})"
    sheet.value("Change in per cent", share, "percent", units="of the bill this year")


def _bill(sheet: Sheet, schedule: Schedule) -> None:
    """A row a line: quantity, rate and amount in both years, and the change."""
    sheet.page_break()
    sheet.heading("The bill, charge by charge")
    columns = [Column("Charge", width=30), Column("Line", "count", 14)]
    for year in CHOSEN.years:
        columns += [
            Column(f"{words}, {year.words}{units}", role, 14, f"=INDEX({year.prefix}_{name}_shown,1,{{Line}})", amounts)
            for words, units, role, name, amounts in (
                ("Quantity", "", "volume3", "quantities", ""),
                ("Rate", " ($)", "money", "rates", ""),
                ("Amount", " ($)", "money", "amounts", AMOUNTS[year]),
            )
        ]
    columns.append(Column("Change ($)", "money", 14, f"=ROUND({in_row(_amount(OTHER))}-{in_row(_amount(THIS))},2)"))
    sheet.table("Bill_lines", columns, [[line.words, place] for place, line in enumerate(bill_lines(schedule), 1)])


def _amount(year: ChosenYear) -> str:
    return f"Amount, {year.words} ($)"
