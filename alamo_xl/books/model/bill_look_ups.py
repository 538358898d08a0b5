"""Bill look-ups: the rates and quantities behind Bill calculator and Bill comparison, each cell named."""

from __future__ import annotations

from collections.abc import Sequence

from alamo_xl.books.kit import Book, Column, Sheet
from alamo_xl.books.model import bill_calculator, bill_comparison
from alamo_xl.books.model.bill_formulas import (
    ALL_SERVICES,
    CHARGES,
    UNIT,
    Charge,
    Rates,
    count,
    in_row,
    place_columns,
    quantity,
    rate_columns,
    rate_heading,
    return_heading,
    thousandths,
)
from alamo_xl.books.model.chosen_account import Chosen
from alamo_xl.books.vocabulary import SCENARIO, YES
from alamo_xl.schedule import RETURN

FOUND = Rates("CHOOSE({Table},Rates_values,Scenario_values)", "CHOOSE({Table},Sewer_return,Scenario_return)", "{Place}")
PRICED = "Priced"


def add(book: Book) -> None:
    """What is asked as the law takes it, whether it can be billed, and the rates of both years."""
    says = "What Bill calculator and Bill comparison look up: the rates of the account chosen, in both years."
    sheet = book.sheet("Bill look-ups", "Bill look-ups", says)
    sheet.heading("Bill calculator")
    _asked(sheet)
    _fits(sheet, bill_calculator.CHOSEN)
    _look_ups(sheet, "Calculator_rates", bill_calculator.CHOSEN, _quantities())
    sheet.gap()
    whole = "=AND(Calc_fits,OR(Calc_units_given,Calc_units_not_needed),Calc_priced,Calc_volumes)"
    sheet.value("It can be billed", whole, name="Calc_ok")
    sheet.heading("Bill comparison")
    volume = f"={thousandths('Cmp_ccf')}"
    sheet.value("Volume as billed", volume, "volume3", name="Cmp_volume", units="CCF")
    _fits(sheet, bill_comparison.CHOSEN)
    _look_ups(sheet, "Comparison_rates", bill_comparison.CHOSEN)


def _asked(sheet: Sheet) -> None:
    note = "Taken to 0.001 CCF, half up (R7)."
    metered, reclaimed = (f"={thousandths(name)}" for name in ("Calc_ccf", "Calc_reclaimed"))
    sheet.value("Metered water", metered, "volume3", name="Calc_volume", units="CCF", note=note)
    sheet.value("Reclaimed water", reclaimed, "volume3", name="Calc_reclaimed_volume", units="CCF")
    usage = f'=IF(Calc_irrigation="{YES}","irrigation","usage")'
    sheet.value("Charge for its water", usage, name=bill_calculator.CHOSEN.usage)
    counted = f"={count('Calc_size', 'Calc_units')}"
    sheet.value("Base charges", counted, "integer", name="Calc_count", units="meters or units")
    usual = f'AND(Calc_sewer="{bill_calculator.USUAL}",Calc_irrigation<>"{YES}")'
    billed = f'=IF(OR(Calc_sewer="{YES}",{usual}),1,0)'
    sheet.value("Sewer billed", billed, "integer", name="Calc_sewer_billed", units="1 is yes")
    unit, units = f'Calc_size="{UNIT}"', "SUM(Calc_units)"
    given = f"=AND({unit},{units}>=1,MOD({units},1)=0)"
    sheet.value("Units are needed and given", given, name="Calc_units_given")
    without = f"=AND(NOT({unit}),{units}<=1)"
    sheet.value("Units are not needed, nor given", without, name="Calc_units_not_needed")
    volumes = "=AND(ISNUMBER(Calc_ccf),SUM(Calc_ccf)>=0,SUM(Calc_reclaimed)>=0)"
    sheet.value("Volumes are numbers, 0 or more", volumes, name="Calc_volumes")


def _fits(sheet: Sheet, chosen: Chosen) -> None:
    condition = f"=COUNTIF(Rates_key,{chosen.account.key('water', 'base')})>0"
    sheet.value("The size is printed for the class", condition, name=chosen.name("fits"))


def _look_ups(sheet: Sheet, name: str, chosen: Chosen, more: Sequence[Column] = ()) -> None:
    """The rates of the account in each year; 0 where none is printed, so that nothing but words stands in the bill."""
    first, second = chosen.years
    is_first = f'{{Rates of}}="{first.words}"'
    columns = [
        Column("Rates of", width=34),
        Column("Year", "year", 9, f"=IF({is_first},{first.year},{second.year})"),
        Column("Rates", width=12, formula=f"=IF({is_first},{first.rates},{second.rates})"),
        Column("Table", "count", 8, f'=1+({{Rates}}="{SCENARIO}")'),
        Column(PRICED, "general", 9, "=OR({Table}>1,{Year}<=Last_adopted_year)"),
        Column("Place", "count", 8, f"=IF({{{PRICED}}},MATCH({{Year}},Scenario_years,0),1)"),
        *place_columns(chosen.account, ALL_SERVICES, chosen=True),
        *rate_columns(FOUND, ALL_SERVICES, chosen=True),
        *more,
    ]
    table = sheet.table(name, columns, [[year.words] for year in chosen.years])
    sheet.name(chosen.name("priced_years"), table.column(PRICED))
    needed = [rate_heading(charge, FOUND) for charge in CHARGES]
    quantities = [column.heading for column in more]
    for place, year in enumerate(chosen.years):
        for heading in ("Table", "Place", *needed, return_heading(FOUND)):
            sheet.name(year.cell(heading), table.cell(place, heading))
        for words, headings in (("rates_found", needed), ("quantities", quantities)):
            if headings:
                sheet.name(f"{year.prefix}_{words}", table.cell(place, headings[0]).to(table.cell(place, headings[-1])))
    sheet.gap()
    sheet.value("Both years have rates", f"=AND({chosen.name('priced_years')})", name=chosen.name("priced"))


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
