"""Bill calculator: one account's bill, charge by charge, in one fiscal year against another."""

from __future__ import annotations

from dataclasses import replace

from alamo_xl import inputs
from alamo_xl.books.kit import Book, Column, Sheet, TableRef
from alamo_xl.books.model import chosen_account
from alamo_xl.books.model.bill_formulas import (
    CHARGES,
    UNIT,
    Account,
    Charge,
    count,
    in_row,
    quantity,
    rate_heading,
    return_heading,
    thousandths,
)
from alamo_xl.books.model.chosen_account import FOUND, ChosenYear, LookUps, message
from alamo_xl.books.vocabulary import NO, YES, YES_NO
from alamo_xl.schedule import RETURN, Schedule

USUAL = "usual"
THIS = ChosenYear("this year", "Calc_year", "Calc_rates")
OTHER = ChosenYear("the other year", "Calc_other_year", "Calc_other_rates")
YEARS = (THIS, OTHER)
AMOUNTS = {THIS: "Calc_amounts", OTHER: "Calc_other_amounts"}
NOT_BILLED = '"not billed"'


def add(book: Book, schedule: Schedule) -> None:
    """Inputs, the answer, what is wrong in words, the bill; below it what it comes from."""
    sheet = book.sheet(
        "Bill calculator", "Bill calculator", "One account's monthly bill, before tax, garbage and fees.", kind="input"
    )
    account = _inputs(sheet, schedule)
    _messages(sheet, schedule)
    _answer(sheet)
    sheet.heading("The bill, charge by charge")
    sheet.part()
    place = sheet.take(1 + len(CHARGES))
    sheet.gap()
    _workings(sheet)
    chosen_account.fits(sheet, account, "Calc_size_fits")
    verdict = sheet.take(2)
    sheet.heading("Rates of the account")
    found = chosen_account.look_ups(sheet, "Bill_rates", replace(account, usage="Calc_usage"), YEARS, _quantities())
    with sheet.inside(verdict):
        sheet.value("The years have rates", f"={found.priced}", "general", name="Calc_years_priced")
        whole = "=AND(Calc_size_fits,OR(Calc_units_given,Calc_units_not_needed),Calc_years_priced,Calc_volumes)"
        sheet.value("It can be billed", whole, "general", name="Calc_ok")
    with sheet.inside(place):
        table = _bill(sheet, found)
    for year, name in AMOUNTS.items():
        book.name(name, table.column(_amount(year)))


def _inputs(sheet: Sheet, schedule: Schedule) -> Account:
    years = schedule.fiscal_years
    chosen_account.year_inputs(sheet, "Fiscal year", THIS, years[1])
    chosen_account.year_inputs(sheet, "Other fiscal year", OTHER, years[-1])
    account = chosen_account.account_inputs(sheet, schedule, "Calc", "The list follows the class.")
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
    )
    volume = (0, int(schedule.limits.quantity_maximum))
    sheet.value("Metered water", 8, "input volume3", name="Calc_ccf", units="CCF a month", between=volume)
    sheet.value("Reclaimed water", 0, "input volume3", name="Calc_reclaimed", units="CCF a month", between=volume)
    return account


def _messages(sheet: Sheet, schedule: Schedule) -> None:
    sheet.heading("Whether it can be billed")
    needed = "OR(Calc_units_given,Calc_units_not_needed)"
    no_rate = "no rate is adopted for that year; choose scenario"
    message(sheet, "Meter size", "Calc_size_fits", chosen_account.size_words(schedule), "Calc_size_message")
    message(sheet, "Multi-family units", needed, "units go with multi-family, and only with it", "Calc_units_message")
    message(sheet, "Years", "Calc_years_priced", no_rate, "Calc_years_message")
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


def _quantities() -> list[Column]:
    """What each rate is multiplied by, nothing where sewer is not billed."""
    columns = []
    for charge in CHARGES:
        volume = "Calc_reclaimed_volume" if charge[0] == "reclaimed" else "Calc_volume"
        billed = "Calc_sewer_billed*" if charge[0] == RETURN.service else ""
        of = quantity(charge, "Calc_count", volume, in_row(return_heading(FOUND)))
        columns.append(Column(_quantity(charge), "volume3", 14, f"={billed}{of}"))
    return columns


def _quantity(charge: Charge) -> str:
    return f"{' '.join(charge).capitalize()}, quantity"


def _bill(sheet: Sheet, found: LookUps) -> TableRef:
    """A row a charge: quantity, rate and amount in both years, and the change."""
    columns = [Column("Service", width=30), Column("Charge", width=14), Column("Line", "count", 8)]
    for place, year in enumerate(YEARS):
        rates, quantities = (
            found.table.cell(place, of(CHARGES[0])).to(found.table.cell(place, of(CHARGES[-1]))).local
            for of in (lambda charge: rate_heading(charge, FOUND), _quantity)
        )
        times, rate = f"Quantity, {year.words}", f"Rate, {year.words} ($)"
        columns += [
            Column(times, "volume3", 13, f"=INDEX({quantities},1,{{Line}})"),
            Column(rate, "money", 13, f"=INDEX({rates},1,{{Line}})"),
            Column(_amount(year), "money", 13, f"=ROUND({in_row(times)}*{in_row(rate)},2)"),
        ]
    columns.append(Column("Change ($)", "money", 13, f"=ROUND({in_row(_amount(OTHER))}-{in_row(_amount(THIS))},2)"))
    return sheet.table("Bill_lines", columns, [[*charge, line] for line, charge in enumerate(CHARGES, 1)])


def _amount(year: ChosenYear) -> str:
    return f"Amount, {year.words} ($)"


def _workings(sheet: Sheet) -> None:
    sheet.heading("Workings")
    note = "Taken to 0.001 CCF, half up (R7)."
    metered, reclaimed = (f"={thousandths(name)}" for name in ("Calc_ccf", "Calc_reclaimed"))
    sheet.value("Metered water", metered, "volume3", name="Calc_volume", units="CCF", note=note)
    sheet.value("Reclaimed water", reclaimed, "volume3", name="Calc_reclaimed_volume", units="CCF")
    usage = f'=IF(Calc_irrigation="{YES}","irrigation","usage")'
    sheet.value("Charge for its water", usage, "general", name="Calc_usage")
    counted = f"={count('Calc_size', 'Calc_units')}"
    sheet.value("Base charges", counted, "integer", name="Calc_count", units="meters or units")
    billed = f'=IF(OR(Calc_sewer="{YES}",AND(Calc_sewer="{USUAL}",Calc_irrigation<>"{YES}")),1,0)'
    sheet.value("Sewer billed", billed, "integer", name="Calc_sewer_billed", units="1 is yes")
    unit, units = f'Calc_size="{UNIT}"', "SUM(Calc_units)"
    given = f"=AND({unit},{units}>=1,MOD({units},1)=0)"
    sheet.value("Units are needed and given", given, "general", name="Calc_units_given")
    without = f"=AND(NOT({unit}),{units}<=1)"
    sheet.value("Units are not needed, nor given", without, "general", name="Calc_units_not_needed")
    volumes = "=AND(ISNUMBER(Calc_ccf),SUM(Calc_ccf)>=0,SUM(Calc_reclaimed)>=0)"
    sheet.value("Volumes are numbers, 0 or more", volumes, "general", name="Calc_volumes")
