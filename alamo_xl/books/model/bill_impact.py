"""Bill impact: what the scenario shown does to the bills of the bill frequency."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column, Sheet, TableRef
from alamo_xl.books.model.banners import SHOWN, banner
from alamo_xl.books.model.bill_comparison import compared_lines
from alamo_xl.books.model.bill_formulas import (
    Account,
    Rates,
    amount_columns,
    in_row,
    look_up_columns,
    rate_columns,
    service_columns,
)
from alamo_xl.books.model.bill_frequency import AVERAGE, BILLS, OVER
from alamo_xl.books.model.determinants import ACCOUNT_WORDS
from alamo_xl.books.model.rate_lines import IRRIGATION, USAGE, account_kinds
from alamo_xl.books.model.seasons import season_of
from alamo_xl.books.vocabulary import YES, key_formula
from alamo_xl.schedule import Schedule

STEPS = (0, 5, 10, 20, 40, 80, 160)
THEN = Rates("Rates_values", "Sewer_return", "Base_place", "then")
NOW = Rates("Scenario_values", "Scenario_return", "Impact_place", "now")
CHANGE, AT_MOST = "Change ($ a month)", "A change of at most ($ a month)"


def add(book: Book, schedule: Schedule, frequency: TableRef) -> None:
    """Each band's average bill then and now, and how many bills change by how much."""
    sheet = book.sheet(
        "Bill impact", "Bill impact", "What the scenario shown does to the bills of the bill frequency.", kind="input"
    )
    sheet.text(SHOWN, "banner")
    sheet.text(banner("Frequency_status"), "banner")
    sheet.note("Each band is priced at its average; multi-family by the unit.")
    sheet.value("From: adopted rates of FY", "=Base_year", "link year", name="Impact_from")
    to_year = schedule.fiscal_years[-2]
    label = "To: the scenario's rates of FY"
    sheet.value(label, to_year, "input year", name="Impact_to", choices="Scenario_years")
    sheet.value("Place of that year", "=MATCH(Impact_to,Scenario_years,0)", "integer", name="Impact_place")
    _distribution(sheet)
    table = _bands(sheet, schedule, frequency)
    sheet.repeated(table.header)


def _distribution(sheet: Sheet) -> None:
    sheet.heading("How many bills change by how much")
    counted = f'SUMIFS(Impact_bills,Impact_change,"<="&{in_row(AT_MOST)})'
    columns = [
        Column(AT_MOST, "input money", 34, between=(-10_000, 10_000)),
        Column("Number of bills", "integer", 15, formula=f"={counted}"),
        Column("Share of bills (%)", "percent", 15, formula=f"=IF(SUM(Impact_bills)=0,0,{counted}/SUM(Impact_bills))"),
    ]
    sheet.table("Impact_distribution", columns, [[step] for step in STEPS])


def _bands(sheet: Sheet, schedule: Schedule, frequency: TableRef) -> TableRef:
    sheet.heading("Average bill of each band")
    lines, kinds = compared_lines(schedule), account_kinds(schedule)
    bills = [service_columns(lines, rates.words) for rates in (THEN, NOW)]
    before, after = ("(" + "+".join(in_row(column.heading) for column in of) + ")" for of in bills)
    columns = [
        *(Column(head, width=14) for head in ACCOUNT_WORDS),
        Column(OVER, "link count", 10),
        Column("Bills", "link integer", 15, name="Impact_bills"),
        Column("Average (CCF)", "link volume3", 15),
        *bills[0],
        *bills[1],
        Column(CHANGE, "money", 15, formula=f"=ROUND({after}-{before},2)", name="Impact_change"),
        Column("Change (%)", "percent", 13, formula=f"=IF({before}=0,0,{after}/{before}-1)"),
    ]
    usage = f'IF({{Irrigation}}="{YES}","{IRRIGATION}","{USAGE}")'
    account = Account("{Kind}", "{Meter size}", usage, season=season_of(schedule, "Typical_season"))
    workings = [
        Column("Kind", "count", 8, f"=IFERROR(MATCH({key_formula('{Class}', '{Location}')},Account_kinds,0),1)"),
        *look_up_columns(account, lines, len(kinds)),
    ]
    for rates in (THEN, NOW):
        amounts = amount_columns(rates, lines, "", "{Average (CCF)}", words=rates.words)
        workings += [*rate_columns(rates, lines), *amounts]
    rows = [
        [f"={frequency.cell(place, head).row_wise}" for head in (*ACCOUNT_WORDS, OVER, BILLS, AVERAGE)]
        for place in range(frequency.data.rows)
    ]
    sheet.printed_to(len(columns))
    return sheet.table("Bill_impact", [*columns, *workings], rows, filters=True)
