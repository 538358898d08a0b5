"""Checks: whether the model holds together, one line a check; apart from them the alerts."""

from __future__ import annotations

from collections.abc import Iterator

from alamo_xl.books.kit import Book, Sheet
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.model import input_checks
from alamo_xl.books.model.check import Check
from alamo_xl.books.model.input_checks import WRONG_KEY
from alamo_xl.books.model.money_checks import FIRST_YEARS, MONEY_ALERTS, MONEY_CHECKS
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
        "No scenario makes a rate or a volume negative",
        "SUM(Scenarios_negative)=0",
        "Scenarios: an increase, a shift, growth or a change of use is too low",
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
        "Base year: its base charges are not those of Determinants",
    ),
    Check(
        "Everything billed reaches the base year",
        "ROUND(SUM(Base_volume)-Det_billed,3)=0",
        "Base year: its volumes are not those of Determinants",
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
        Check(words, f"COUNTIF({name},0)=COLUMNS({name})", "Scenario results: the workings differ from the detail")
        for words, name in (
            ("Revenue is the same in detail and in the workings", "Revenue_difference"),
            ("Cash is the same in detail and in the workings", "Closing_difference"),
        )
    ),
    Check(
        "Revenue is the same by kind of account and by charge",
        "COUNTIF(Revenue_by_account_difference,0)=COLUMNS(Revenue_by_account_difference)",
        "Revenue: its kinds of account and its charges differ",
    ),
    Check(
        "The calculator's bill is the sum of its lines",
        "ROUND(Calc_ok*(SUM(Calc_amounts,Calc_other_amounts)-SUM(Calc_total,Calc_other_total)),2)=0",
        "Bill calculator",
    ),
    Check("The calculator's size fits its class", "Calc_fits", "Bill calculator: choose a size from the list"),
    Check(
        "The calculator's units fit its size",
        "OR(Calc_units_given,Calc_units_not_needed)",
        "Bill calculator: units go with multi-family",
    ),
    Check("The calculator's years have rates", "Calc_priced", "Bill calculator: choose scenario, or another year"),
    Check("The calculator's volumes can be billed", "Calc_volumes", "Bill calculator: give 0 or more CCF"),
    Check("The comparison's years have rates", "Cmp_priced", "Bill comparison: choose scenario, or another year"),
    Check("The comparison's size fits its class", "Cmp_fits", "Bill comparison: choose a size from the list"),
)

ALERTS = (
    Check(
        "No data is illustrative", "Data_illustrative=0", "Some data is made up: replace it, then change its status."
    ),
    Check(
        "The determinants are the base year's",
        "Determinants_year=Base_year",
        "The determinants are of another year than the base year.",
    ),
    Check(
        "Opening balances are the base year's",
        "Opening_year=Base_year",
        "The opening balances are of another year than the base year: see Actuals.",
    ),
    Check(
        "The ledger is the base year's",
        "Ledger_year=Base_year",
        "The ledger is of another year than the base year: see Actuals.",
    ),
    *(
        Check(
            f"The audited {words} of the services add up",
            f"COUNTIF(Audit_tie_{place},0)=COLUMNS(Audit_tie_{place})",
            f"The audited {words} of the services is not the audit's total: see Actuals.",
        )
        for place, words in enumerate(("rate revenue", "O&M", "debt service", "cash"), 1)
    ),
    Check(
        "The bill frequency ties to Determinants, within tolerance",
        f'COUNTIF(Frequency_verdicts,"{ALERT}")=0',
        "The bill frequency differs from Determinants by more than the tolerance.",
    ),
    Check(
        "Computed revenue is the ledger's, within tolerance",
        f'COUNTIF(Proof_verdicts,"{ALERT}")=0',
        "Computed revenue differs from the ledger by more than the tolerance: see Actuals.",
    ),
    *MONEY_ALERTS,
    Check(
        "The typical bill is affordable in every year",
        'COUNTIF(Bill_share_of_income,">"&Affordability_threshold)=0',
        "The typical bill is above the threshold of affordability in some year.",
    ),
)
STATUSES = {
    "use": ("Determinants", "Frequency", "Ledger"),
    "operations and projects": ("Operations", "Capital", "Debt"),
    "reserves and connections": ("Reserve", "Taps"),
    "customers": ("Income", "Peers"),
}
ENTERED = WORDS[2]
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
    sheet = book.sheet("Checks", "Checks", "Whether the model holds together; LOOK says which check does not.")
    master = f'=IF(COUNTIF(Check_results,"{OK}")=ROWS(Check_results),"{OK}","{LOOK}: see Checks")'
    sheet.flag(sheet.value("All checks", master, "check", name="Master_check"))
    count = f'COUNTIF(Alert_results,"{ALERT}")'
    sheet.value("Alerts", f'=IF({count}=0,"none",{count}&" of "&ROWS(Alert_results))', "check", name="Alerts")
    sheet.heading("Checks: integrity")
    results = _rows(sheet, (*_inputs(inputs), *CHECKS, *MONEY_CHECKS, *(SHARES if designed(schedule) else ())), LOOK)
    book.name("Check_results", results)
    sheet.flag(results)
    sheet.heading("Alerts: targets, of the scenario shown")
    alerts = _rows(sheet, ALERTS, ALERT)
    book.name("Alert_results", alerts)
    _ranks(sheet, alerts)
    sheet.gap()
    billed = "=SUM(Det_base,Det_sewer_base,Det_ccf,Det_sewer_ccf,Det_sewer_only,Det_reclaimed)"
    sheet.value("Everything billed, of Determinants", billed, "volume", name="Det_billed")
    for words, first, name in FIRST_YEARS:
        sheet.value(words, f"={first}", "year", name=name)
    _statuses(sheet)


def _ranks(sheet: Sheet, alerts: Ref) -> None:
    """Which of the alerts it is, counted from 1, beside each: what the council summary lists them by."""
    ranks = alerts.beside(1)
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


def _rows(sheet: Sheet, checks: tuple[Check, ...], otherwise: str) -> Ref:
    cells = []
    for check in checks:
        verdict = f'=IF(IFERROR({check.condition},0),"{OK}","{otherwise}")'
        cells.append(sheet.value(check.words, verdict, "check", note=check.look))
        if check.where:
            found = f'=IF({cells[-1].in_row}="{OK}","",{check.where})'
            sheet.put(cells[-1].cell(0, 1), found, "warning")
    return cells[0].to(cells[-1])


def _inputs(sheets: tuple[str, ...]) -> Iterator[Check]:
    """That every input is what may be typed there, a check a sheet."""
    for name in sheets:
        yield Check(
            f"The inputs of {name} are what may be typed",
            f'SUMIFS(Entry_wrong,Entry_sheets,"{name}")=0',
            f'=SUMIFS(Entry_wrong,Entry_sheets,"{name}")&" wrong; Input checks lists them"',
            f'INDEX(Entry_cells,MATCH("{name}{WRONG_KEY}",Entry_keys,0),1)',
        )
