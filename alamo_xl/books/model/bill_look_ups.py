"""Bill look-ups: the rates, quantities and amounts behind Bill calculator and Bill comparison, each cell named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alamo_xl.books.kit import Book, Column, Sheet
from alamo_xl.books.model import bill_calculator, bill_comparison
from alamo_xl.books.model.bill_formulas import (
    ASSISTED,
    UNIT,
    Account,
    Rates,
    amount_columns,
    amount_heading,
    count,
    in_row,
    look_up_columns,
    part_heading,
    place_heading,
    quantity,
    rate_columns,
    rate_heading,
    reduced_heading,
    thousandths,
    unit_heading,
)
from alamo_xl.books.model.chosen_account import Chosen
from alamo_xl.books.model.rate_lines import DISCOUNT, BillLine, account_kinds, bill_lines
from alamo_xl.books.model.rows.typical_bill import BUSINESS, HOUSEHOLD, SIZE, lines_of
from alamo_xl.books.model.seasons import season_of
from alamo_xl.books.vocabulary import SCENARIO, YES, key_formula, services
from alamo_xl.schedule import Schedule

FOUND = Rates("CHOOSE({Table},Rates_values,Scenario_values)", "CHOOSE({Table},Sewer_return,Scenario_return)", "{Place}")
PRICED, YEAR_THERE = "Priced", "COUNTIF(Scenario_years,{Year})=1"
PART_PLACES = 6
SHOWN = {"quantities": "volume3", "rates": "ratio", "amounts": "money"}
"""What the calculator shows of each line, and how."""
NOT_NAMED = ("Rates of", "Year", "Rates", "Kind", "Usage", ASSISTED)
TYPICAL = (HOUSEHOLD, BUSINESS)
ASKED = {
    "water": ("Calc_count", "Calc_volume"),
    "sewer": ("Calc_sewer_count", "Calc_sewer_volume"),
    "reclaimed": ("", "Calc_reclaimed_volume"),
}
"""What each service's base charges are multiplied by, and its volume."""


def add(book: Book, schedule: Schedule) -> None:
    """What is asked as the law takes it, whether it can be billed, and the rates of both years."""
    says = "What Bill calculator and Bill comparison look up: the rates of the account chosen, in both years."
    sheet = book.sheet("Bill look-ups", "Bill look-ups", says)
    sheet.value("Decimals of a part of a volume", PART_PLACES, "count", name="Part_places")
    kinds = [f"{name}, {place}" for name, place in account_kinds(schedule)]
    sheet.table("Kinds_of_account", [Column("Kind of account", width=34, name="Account_kinds")], [[k] for k in kinds])
    sheet.heading("Bill calculator")
    _asked(sheet)
    _fits(sheet, bill_calculator.CHOSEN)
    _look_ups(sheet, "Calculator_rates", schedule, bill_calculator.CHOSEN, _lines(schedule))
    sheet.gap()
    whole = "=AND(Calc_fits,OR(Calc_units_given,Calc_units_not_needed),Calc_priced,Calc_volumes)"
    sheet.value("It can be billed", whole, name="Calc_ok")
    _words(sheet)
    sheet.heading("Bill comparison")
    volume = f"={thousandths('Cmp_ccf')}"
    sheet.value("Volume as billed", volume, "volume3", name="Cmp_volume", units="CCF")
    _fits(sheet, bill_comparison.CHOSEN)
    _look_ups(sheet, "Comparison_rates", schedule, bill_comparison.CHOSEN)
    _typical(sheet, schedule)


def _words(sheet: Sheet) -> None:
    """What the calculator says of its bill."""
    change = '", "&Calc_more_words&CHOOSE(1+(Calc_change<0)," more"," less")&" ("&TEXT(Calc_share,"0.0%")&")"'
    size = f'IF(Calc_size="{UNIT}",SUM(Calc_units)&" units","a "&Calc_size&" inch meter")'
    whose = 'Calc_class&" "&Calc_location&" the city, "&Calc_size_words'
    for label, name, words in (
        ("The size", "Calc_size_words", size),
        ("The account, without its water", "Calc_whose_words", whose),
        ("The account", "Calc_account_words", 'Calc_whose_words&", "&TEXT(Calc_volume,"#,##0.000")&" CCF of water"'),
        ("This year's bill", "Calc_total_words", _dollars("Calc_total")),
        ("The other year's", "Calc_other_total_words", _dollars("Calc_other_total")),
        ("The change", "Calc_more_words", 'IF(Calc_ok,TEXT(ABS(Calc_change),"$#,##0.00"),"")'),
        ("The change, up or down", "Calc_change_words", f'IF(Calc_ok,{change},"")'),
    ):
        sheet.value(label, f"={words}", name=name, free=True)


def _dollars(of: str) -> str:
    """The formula text of dollars in words, where there is a bill."""
    return f'IF(Calc_ok,TEXT({of},"$#,##0.00"),"not billed")'


def _typical(sheet: Sheet, schedule: Schedule) -> None:
    """Where the rates of the typical accounts are printed."""
    sheet.heading("Typical accounts")
    for each, asked in zip(TYPICAL, ("Typical_ccf", "Business_ccf"), strict=True):
        volume = f"={thousandths(asked)}"
        sheet.value(f"Volume as billed, {each.customer_class}", volume, "volume3", name=each.volume, units="CCF")
    lines, kinds = lines_of(schedule), account_kinds(schedule)
    account = Account("{Kind}", "{Size}", season=season_of(schedule, "Typical_season"))
    look_ups = look_up_columns(account, lines, len(kinds))
    columns = [
        Column("Typical account", width=34),
        Column("Size", width=12, formula=f"={SIZE}"),
        Column("Kind", "count", 8),
        *look_ups,
    ]
    rows = [[each.customer_class, kinds.index((each.customer_class, "inside")) + 1] for each in TYPICAL]
    table = sheet.table("Typical_accounts", columns, rows)
    for place, each in enumerate(TYPICAL):
        for column in look_ups:
            sheet.name(each.cell(column.heading), table.cell(place, column.heading))


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
    for label, name, of in (
        ("Sewer base charges", "Calc_sewer_count", "Calc_count"),
        ("Water billed as sewer", "Calc_sewer_volume", "Calc_volume"),
    ):
        sheet.value(label, f"={of}*Calc_sewer_billed", "volume3", name=name)
    unit, units = f'Calc_size="{UNIT}"', "SUM(Calc_units)"
    given = f"=AND({unit},{units}>=1,MOD({units},1)=0)"
    sheet.value("Units are needed and given", given, name="Calc_units_given")
    without = f"=AND(NOT({unit}),{units}<=1)"
    sheet.value("Units are not needed, nor given", without, name="Calc_units_not_needed")
    volumes = "=AND(ISNUMBER(Calc_ccf),SUM(Calc_ccf)>=0,SUM(Calc_reclaimed)>=0)"
    sheet.value("Volumes are numbers, 0 or more", volumes, name="Calc_volumes")


def _fits(sheet: Sheet, chosen: Chosen) -> None:
    kind = key_formula(chosen.name("class"), chosen.name("location"))
    sheet.value("Kind of account", f"=MATCH({kind},Account_kinds,0)", "count", name=chosen.name("kind"))
    words = ('"water"', chosen.name("class"), '"inside"', '"base"', chosen.name("size"))
    key = chosen.name("size_key")
    sheet.value("Key of the size's water base charge", f"={key_formula(*words)}", name=key, free=True)
    printed = "+".join(f"COUNTIF(Rates_key,{each})" for each in (key, key_formula(key, '"*"')))
    sheet.value("The size is printed for the class", f"={printed}>0", name=chosen.name("fits"))


def _lines(schedule: Schedule) -> list[Column]:
    """Each line in dollars; then what the calculator shows of the lines, side by side: quantities, rates, amounts."""
    lines = bill_lines(schedule)
    amounts, quantities = [], []
    for service in services(schedule):
        times, volume = ASKED[service]
        own = [line for line in lines if line.service == service]
        amounts += amount_columns(FOUND, own, times, volume)
        quantities += [f"={_quantity(line, times, volume)}" for line in own]
    rates = [f"={in_row(rate_heading(line, FOUND))}" for line in lines]
    dollars = [f"={in_row(amount_heading(line, ''))}" for line in lines]
    shown = [
        Column(_shown(words, line), role, 14, formula)
        for (words, role), formulas in zip(SHOWN.items(), (quantities, rates, dollars), strict=True)
        for line, formula in zip(lines, formulas, strict=True)
    ]
    return amounts + shown


def _quantity(line: BillLine, times: str, volume: str) -> str:
    """What a line's rate is multiplied by: of a discount's share the dollars that it is off."""
    if line.charge == DISCOUNT:
        share = in_row(unit_heading(line))
        return f'({in_row(place_heading(line))}>0)*IF({share}="share",{in_row(reduced_heading(line, ""))},1)'
    return in_row(part_heading(line, "")) if line.in_parts else quantity(line, times, volume, in_row, FOUND)


def _shown(words: str, line: BillLine) -> str:
    return f"{line.words}, {words} shown"


def _look_ups(sheet: Sheet, name: str, schedule: Schedule, chosen: Chosen, more: Sequence[Column] = ()) -> None:
    """The rates of the account in each year; 0 where none is printed, so that nothing but words stands in the bill."""
    first, second = chosen.years
    is_first = f'{{Rates of}}="{first.words}"'
    lines, kinds, account = bill_lines(schedule), len(account_kinds(schedule)), chosen.account(schedule)
    columns = [
        Column("Rates of", width=34),
        Column("Year", "year", 9, f"=IF({is_first},{first.year},{second.year})"),
        Column("Rates", width=12, formula=f"=IF({is_first},{first.rates},{second.rates})"),
        Column("Table", "count", 8, f'=1+({{Rates}}="{SCENARIO}")'),
        Column(PRICED, "general", 9, f"=AND({YEAR_THERE},OR({{Table}}>1,{{Year}}<=Last_adopted_year))"),
        Column("Place", "count", 8, f"=IF({{{PRICED}}},MATCH({{Year}},Scenario_years,0),1)"),
        Column("Kind", "count", 8, f"={account.kind}"),
        Column("Usage", width=12, formula=f"={account.usage}"),
        *look_up_columns(replace(account, kind=in_row("Kind"), usage=in_row("Usage")), lines, kinds),
        *rate_columns(FOUND, lines),
        *more,
    ]
    table = sheet.table(name, columns, [[year.words] for year in chosen.years])
    sheet.name(chosen.name("priced_years"), table.column(PRICED))
    for place, year in enumerate(chosen.years):
        for heading in [column.heading for column in columns if column.heading not in NOT_NAMED and column not in more]:
            sheet.name(year.cell(heading), table.cell(place, heading))
        for words in SHOWN if more else ():
            first_shown, last_shown = (table.cell(place, _shown(words, line)) for line in (lines[0], lines[-1]))
            sheet.name(f"{year.prefix}_{words}_shown", first_shown.to(last_shown))
    sheet.gap()
    sheet.value("Both years have rates", f"=AND({chosen.name('priced_years')})", name=chosen.name("priced"))
