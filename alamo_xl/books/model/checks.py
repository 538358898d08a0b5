"""Checks: whether the model holds together, one line a check; apart from them the alerts."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Sheet
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.model import input_checks, row_checks, sheet_ends
from alamo_xl.books.model.alerts import ALERTS
from alamo_xl.books.model.bill_checks import BILL_CHECKS
from alamo_xl.books.model.check import Check
from alamo_xl.books.model.money_checks import FIRST_YEARS, MONEY_CHECKS
from alamo_xl.books.model.rate_lines import designed
from alamo_xl.books.vocabulary import ALERT, LOOK, OK
from alamo_xl.books.vocabulary import STATUSES as WORDS
from alamo_xl.schedule import Schedule

CHECKS = (
    Check(
        "Every rate is a number",
        "COUNT(Rates_values)=ROWS(Rates_values)*COLUMNS(Rates_values)",
        "Rates adopted: a rate is text or empty",
    ),
    Check("No rate is negative", 'COUNTIF(Rates_values,"<0")=0', "Rates adopted"),
    Check("No rate is too high", 'COUNTIF(Rates_values,">"&Rate_maximum)=0', "Rates adopted: a rate above its highest"),
    Check(
        "No row of rates is there twice",
        "COUNTIF(Rates_times,1)=ROWS(Rates_times)",
        "Rates adopted: a service, class, location, charge and size that repeat",
    ),
    Check("Every fee is a number", "COUNT(Fee_amounts)=ROWS(Fee_amounts)", "Fees"),
    Check("The scenario shown is in the list", "Scenario_number>0", "Control: choose a scenario from the list"),
    Check(
        "Every scenario has a name of its own",
        'COUNTIFS(Scenario_times,1,Scenario_names,"?*")=ROWS(Scenario_names)',
        "Scenarios: a name is empty or there twice",
    ),
    Check(
        "No lever is in a closed year or half given",
        "Lever_faults=0",
        "Scenarios: closed years are grey, and count for nothing",
        "Lever_fault",
    ),
    Check(
        "No scenario makes a rate or a volume negative, or a rate too high",
        "SUM(Scenarios_negative)=0",
        "Scenarios: an increase, a shift, growth or a change of use is too low or too high",
    ),
    Check("The base year is adopted", "COUNTIF(Years_adopted,Base_year)=1", "Control: choose from the list"),
    Check(
        "Determinants are numbers",
        "COUNT(Det_entered)=ROWS(Det_entered)*COLUMNS(Det_entered)",
        "Determinants: a cell is empty or text; enter 0 for nothing",
    ),
    Check("No determinant is negative", 'COUNTIF(Det_entered,"<0")=0', "Determinants: a cell is negative"),
    Check(
        "No kind of account is there twice",
        "COUNTIF(Det_times,1)=ROWS(Det_times)",
        "Determinants: a class, location, size and irrigation that repeat",
    ),
    Check(
        "Every kind of account has a printed rate",
        "COUNTIF(Det_printed,1)=ROWS(Det_printed)",
        "Determinants: a class and size that are not printed",
    ),
    Check(
        "No more water is billed sewer than is billed",
        "SUMPRODUCT(1*(Det_sewer_ccf>Det_ccf))=0",
        "Determinants: water subject to sewer above water",
    ),
    Check(
        "All bills reach the base year",
        "ROUND(SUM(Base_water_base,Base_sewer_base)-SUM(Det_base,Det_sewer_base),3)=0",
        "Base year: its base charges are not those of Determinants; alamo-xl check names what is overwritten",
    ),
    Check(
        "Everything billed reaches the base year",
        "ROUND(SUM(Base_volume)-Det_billed,3)=0",
        "Base year: its volumes are not those of Determinants; alamo-xl check names what is overwritten",
    ),
    Check(
        "Every row of the bill frequency is counted",
        "MAX(COUNTA(Freq_class),COUNTA(Freq_bills),COUNTA(Freq_ccf))=SUM(Freq_counted)",
        "Bill frequency: an account without a printed rate, a band that ends before it begins, or no numbers",
        '"Bill frequency, row "&(ROW(Freq_first)-1+MATCH(0,Freq_counted,0))',
    ),
    Check("The ledger is numbers", "COUNT(Ledger_amount)=ROWS(Ledger_amount)", "Actuals: enter 0 for nothing"),
    Check(
        "Every reconciling item has its line",
        'COUNTIF(Item_found,1)=ROWS(Item_words)-COUNTIF(Item_words,"")',
        "Actuals: an item's service and class are no line of the proof",
    ),
    Check(
        "Every reconciling item has an amount",
        'COUNT(Item_amount)=ROWS(Item_words)-COUNTIF(Item_words,"")',
        "Actuals: an item without a number, or an amount without an item",
    ),
    *(
        Check(
            words,
            f"COUNTIF({name},0)=COLUMNS({name})",
            f"A formula of {sheets} or Scenario workings is overwritten: alamo-xl check names it",
            f'"Scenario results, row "&ROW({name})',
        )
        for words, name, sheets in (
            (
                "Revenue is the same in detail and in the workings",
                "Revenue_difference",
                "Rates scenario, Demand, Revenue",
            ),
            ("Cash is the same in detail and in the workings", "Closing_difference", "Cash flow"),
        )
    ),
    Check(
        "Revenue is the same by kind of account and by charge",
        "COUNTIF(Revenue_by_account_difference,0)=COLUMNS(Revenue_by_account_difference)",
        "Revenue: its kinds of account and its charges differ; alamo-xl check names what is overwritten",
        '"Revenue, row "&ROW(Revenue_by_account_difference)',
    ),
)

STATUSES = {
    "use": ("Determinants", "Frequency", "Ledger"),
    "operations and projects": ("Operations", "Capital", "Debt"),
    "reserves and connections": ("Reserve", "Taps"),
    "customers": ("Income", "Peers"),
}
ENTERED = WORDS[2]
RANKS = 16
"""The column of what the council summary lists alerts by."""
MONEY = ("operations and projects", "reserves and connections")


SHARES = (
    Check(
        "The shares of each charge's volume add up to 1",
        "COUNTIF(Base_shares,1)=ROWS(Base_shares)",
        "Base year: shares of the volume",
    ),
)


def add(book: Book, schedule: Schedule) -> None:
    """A row a check, in words, then a row an alert; alerts never turn a check red."""
    inputs = input_checks.add(book)
    sheet_ends.add(book, book.sheets[-1])
    sheet = book.sheet("Checks", "Checks", "Whether the model holds together; LOOK says which check does not.")
    master = f'=IF(COUNTIF(Check_results,"{OK}")=ROWS(Check_results),"{OK}","{LOOK}: see Checks")'
    sheet.flag(sheet.value("All checks", master, "check", name="Master_check"))
    count = f'COUNTIF(Alert_results,"{ALERT}")'
    sheet.value("Alerts", f'=IF({count}=0,"none",{count}&" of "&ROWS(Alert_results))', "check", name="Alerts")
    sheet.heading("Checks: integrity")
    results = _rows(
        sheet,
        (
            *inputs,
            *CHECKS,
            *BILL_CHECKS,
            *MONEY_CHECKS,
            row_checks.CHECK,
            sheet_ends.CHECK,
            *(SHARES if designed(schedule) else ()),
        ),
        LOOK,
    )
    book.name("Check_results", results)
    sheet.flag(results)
    sheet.heading("Alerts: targets, of the scenario shown")
    alerts = _rows(sheet, ALERTS, ALERT, only_then=True)
    book.name("Alert_results", alerts)
    _ranks(sheet, alerts)
    sheet.heading("What checks and alerts compare")
    billed = "=SUM(Det_base,Det_sewer_base,Det_ccf,Det_sewer_ccf,Det_sewer_only,Det_reclaimed)"
    sheet.value("Everything billed, of Determinants", billed, "volume", name="Det_billed")
    for words, first, name in FIRST_YEARS:
        sheet.value(words, f"={first}", "year", name=name)
    _statuses(sheet)


def _ranks(sheet: Sheet, alerts: Ref) -> None:
    """Which of the alerts it is, counted from 1, right of the page: what the council summary lists them by."""
    ranks = alerts.beside(RANKS - sheet.VALUE_COLUMN)
    sheet.printed_to(sheet.NOTE_COLUMN)
    for place in range(alerts.rows):
        cell = alerts.cell(place)
        count = f'COUNTIF({alerts.cell().local}:{cell.in_row},"{ALERT}")'
        sheet.put(ranks.cell(place), f'=({cell.in_row}="{ALERT}")*{count}', "integer")
    sheet.name("Alert_ranks", ranks)
    sheet.name("Alert_said", alerts.beside(sheet.NOTE_COLUMN - sheet.VALUE_COLUMN))


def _statuses(sheet: Sheet) -> None:
    """How many data sets are illustrative; the status of all that rates must pay for."""
    made_up = {}
    for words, names in STATUSES.items():
        parts = "+".join(f"({each}_status=Illustrative)" for each in names)
        made_up[words] = sheet.value(f"Illustrative data sets: {words}", f"={parts}", "count").local
    sheet.value("Illustrative data sets", f"={'+'.join(made_up.values())}", "count", name="Data_illustrative")
    none = f"{'+'.join(made_up[each] for each in MONEY)}=0"
    status = f'=IF({none},"{ENTERED}",Illustrative)'
    sheet.value("Status of what rates must pay for", status, "text", name="Requirement_status")


def _rows(sheet: Sheet, checks: tuple[Check, ...], otherwise: str, *, only_then: bool = False) -> Ref:
    """A row each: what must hold, whether it does, and where to look; `only_then`: that stands there only otherwise."""
    cells = []
    for check in checks:
        verdict = f'=IF(IFERROR({check.condition},0),"{OK}","{otherwise}")'
        told = sheet.ahead().cell(0, sheet.VALUE_COLUMN - 1).in_row
        said = check.look[1:] if check.look.startswith("=") else f'"{check.look}"'
        note = f'=IF({told}="{OK}","",{said})' if only_then else check.look
        cells.append(sheet.value(check.words, verdict, "check", note=note))
        if check.where:
            found = f'=IF({cells[-1].in_row}="{OK}","",{check.where})'
            sheet.put(cells[-1].cell(0, 1), found, "warning")
    return cells[0].to(cells[-1])
