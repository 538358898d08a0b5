"""Functions: each answer three ways, ALAMO_ function, native formula, and the figure expected; one difference.

The model needs no add-in: where it is absent the differences say so in words, and no check rests on them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from alamo_xl.bill import bill
from alamo_xl.books.calls import values_of
from alamo_xl.books.kit import Book, Column, Ref, Sheet
from alamo_xl.books.model import bill_formulas as law
from alamo_xl.books.model.rate_lines import account_kinds, bill_lines
from alamo_xl.books.vocabulary import NO, NOT_YET, YES, key_formula, key_text
from alamo_xl.fees import late_fee
from alamo_xl.schedule import ADJUSTMENTS, RETURN, Schedule, Source

ABSENT, SILENT = "add-in absent", "Python silent"
DOCTOR = "silent: run alamo-xl doctor"
WAITING = f"{NOT_YET}: where the add-in is, allow editing (LibreOffice: Ctrl+Shift+F9)"
ERROR_TYPE_OF_NAME = 5
CASE_WIDTH, LAST_PRINTED = 46, 7
NATIVE, EXPECTED, DIFFERENCE = "Native formula ($)", "Expected ($)", "Difference ($)"
SOURCE = "Where the figure is from"
DIFFERS = '=IF(Addin_missing="",ROUND(MAX({first}:{last})-MIN({first}:{last}),2),Addin_missing)'
BILLS = (
    ("A household", "household", "3/4", 8, "inside", NO, YES, 0, None),
    ("A household away from home", "household", "1", 0, "inside", NO, YES, 0, None),
    ("Half a cent is rounded up", "household", "3/4", 0.75, "inside", NO, NO, 0, None),
    ("Sewer is rounded once", "household", "3/4", 2.3, "inside", NO, YES, 0, None),
    ("Thousandths of a CCF, half up", "household", "1-1/2", 8.0025, "outside", NO, YES, 0, None),
    ("24 multi-family units", "household", "multi-family", 137.455, "outside", NO, YES, 0, 24),
    ("An irrigation account", "household", "1", 10, "inside", YES, NO, 0, None),
    ("An irrigation account with sewer", "non-household", "4", 310.5, "inside", YES, YES, 0, None),
    ("A business with reclaimed water", "non-household", "2", 5, "inside", NO, YES, 100, None),
    ("A large meter outside the city", "non-household", "6", 2400, "outside", NO, YES, 12.3456, None),
)
AMOUNTS = ((100, 11), (100, 10), (100.05, 30), (0.05, 90))


@dataclass(frozen=True)
class Answers:
    """One table: what its rows are about, the call, the native formula, its inputs, and what the latter works with.

    Each row: what it is about, the figure expected, where that is from, the inputs.
    """

    name: str
    function: str
    about: str
    inputs: Sequence[Column]
    call: str
    native: str
    rows: Iterable[Sequence[Any]]
    workings: Sequence[Column] = ()


def add(book: Book, schedule: Schedule) -> None:
    """Whether the add-in is there, then a table for each kind of answer."""
    book.values = values_of(book.workbook)
    says = "Each answer three ways: ALAMO_ function, native formula, figure expected. The model needs no add-in."
    sheet = book.sheet("Functions", "Functions", says)
    words = f'=CHOOSE(Addin_state,"there: three answers a row","{DOCTOR}","absent: the model works without it")'
    book.wait(sheet.value("The add-in is", words, "check"), WAITING)
    place = sheet.take()
    sheet.gap()
    sheet.printed_to(LAST_PRINTED)
    bills = () if schedule.seasonal else (_bills(schedule),)  # a season's bill needs its date: see Bill calculator
    tables = [_table(sheet, answers) for answers in (*bills, *_fees(schedule), _late_fees(schedule))]
    sheet.page_break()
    rates = _table(sheet, _rates(schedule))
    sheet.repeated(rates.cell(-1))
    with sheet.inside(place):
        differences = ",".join(map(str, (*tables, rates)))
        greatest = f'=IF(Addin_missing="",MAX({differences}),Addin_missing)'
        book.wait(sheet.value("Greatest difference", greatest, "money"), NOT_YET)
    _whether_it_is_there(sheet, schedule)


def _whether_it_is_there(sheet: Sheet, schedule: Schedule) -> None:
    """What the first lines follow from, on screen alone."""
    first = sheet.heading("Whether the add-in is there")
    sheet.value("Installed", "=ALAMO_VERSION()", name="Functions_version")
    number = sheet.value("Excel's number for #NAME?", ERROR_TYPE_OF_NAME, "integer")
    absent = f"=ISNUMBER(1/(ERROR.TYPE(Functions_version)={number}))"
    sheet.value("It answers #NAME?", absent, name="Functions_absent")
    state = "=1+ISERROR(Functions_version)+Functions_absent"
    sheet.value("1 there, 2 silent, 3 absent", state, "integer", name="Addin_state")
    missing = f'=CHOOSE(Addin_state,"","{SILENT}","{ABSENT}")'
    sheet.value("In place of differences", missing, name="Addin_missing")
    sheet.value("Days of grace of the late fee", schedule.late_fee.grace_days, "integer", name="Late_fee_grace")
    sheet.unprinted_from(first)


def _table(sheet: Sheet, answers: Answers) -> Ref:
    """A table of answers; the cells of its differences."""
    sheet.heading(answers.function)
    differs = DIFFERS.replace("first", f"{answers.function} ($)").replace("last", EXPECTED)
    columns = [
        Column(answers.about, width=CASE_WIDTH),
        Column(f"{answers.function} ($)", "money", 29, formula=answers.call),
        Column(NATIVE, "money", 21, formula=answers.native),
        Column(EXPECTED, "money", 15),
        Column(DIFFERENCE, "money", 18, formula=differs),
        Column(SOURCE, "source", 84),
        *answers.inputs,
        *answers.workings,
    ]
    rows = [[about, figure, source, *inputs] for about, figure, source, *inputs in answers.rows]
    differences = sheet.table(answers.name, columns, rows).column(DIFFERENCE)
    sheet.book.wait(differences, NOT_YET)
    return differences


def _bills(schedule: Schedule) -> Answers:
    inputs = (
        Column("Year", "year", 12),
        Column("Class", "unit", 16),
        Column("Size", "unit", 14),
        Column("Water (CCF)", "volume3", 15),
        Column("Location", "unit", 11),
        Column("Irrigation", "unit", 12),
        Column("Sewer", "unit", 9),
        Column("Reclaimed (CCF)", "volume3", 19),
        Column("Units", "integer", 10),
    )
    account = ",".join(f"{{{column.heading}}}" for column in inputs)
    lines = bill_lines(schedule)
    account_words = law.Account("{Kind}", "{Size}", "{Usage}")
    rates = law.Rates("Rates_values", "Sewer_return", "{Year's place}")
    workings = [
        Column("Year's place", "integer", 15, formula="=MATCH({Year},Rates_years,0)"),
        Column("Usage", "unit", 12, formula=f'=IF({{Irrigation}}="{YES}","irrigation","usage")'),
        Column("Count", "integer", 10, formula=f"={law.count('{Size}', '{Units}')}"),
        Column("Volume", "volume3", 13, formula=f"={law.thousandths('{Water (CCF)}')}"),
        Column("Reclaimed volume", "volume3", 14, formula=f"={law.thousandths('{Reclaimed (CCF)}')}"),
        Column("Kind", "count", 8, f"=MATCH({key_formula('{Class}', '{Location}')},Account_kinds,0)"),
        *law.look_up_columns(account_words, lines, len(account_kinds(schedule))),
        *law.rate_columns(rates, lines),
        *law.amount_columns(rates, [line for line in lines if line.service != law.RECLAIMED], "{Count}", "{Volume}"),
        *law.amount_columns(rates, [line for line in lines if line.service == law.RECLAIMED], "", "{Reclaimed volume}"),
        *law.service_columns(lines),
    ]
    native = f'={{Water ($)}}+IF({{Sewer}}="{YES}",{{Sewer ($)}},0)+{{Reclaimed ($)}}'
    rows = [
        [
            f"{words}, {account[2]} CCF",
            _law(schedule, year, *account),
            "the law in decimal arithmetic, on the printed rates (R2 to R9)",
            year,
            *account,
        ]
        for (words, *account), year in zip(BILLS, itertools.cycle(schedule.fiscal_years), strict=False)
    ]
    return Answers("Function_bills", "ALAMO_BILL", "Bill", inputs, f"=ALAMO_BILL({account})", native, rows, workings)


def _law(schedule: Schedule, year: int, *account: Any) -> Any:
    household, size, ccf, location, irrigation, sewer, reclaimed, units = account
    return bill(schedule, year, household, size, ccf, location, irrigation, sewer, reclaimed, units).total


def _rates(schedule: Schedule) -> Answers:
    """Every charge with one printed rate (D13), in a fiscal year of its own by turns."""
    inputs = (
        Column("Year", "year", 12),
        Column("Service", "unit", 16),
        Column("Charge", "unit", 14),
        Column("Class", "unit", 16),
        Column("Size", "unit", 14),
        Column("Location", "unit", 11),
    )
    rows = [
        [
            key_text(key),
            rates[schedule.fiscal_years.index(year)],
            _printed(schedule.sources[key]),
            year,
            key.service,
            key.charge,
            key.customer_class,
            key.meter_size or None,
            key.location,
        ]
        for (key, rates), year in zip(schedule.rates.items(), itertools.cycle(schedule.fiscal_years), strict=False)
        if key.charge not in (RETURN.charge, *ADJUSTMENTS) and len(schedule.charges[key.words]) == 1
    ]
    call = "=ALAMO_RATE({Year},{Service},{Charge},{Class},{Size},{Location})"
    native = "=INDEX(Rates_values,MATCH({Rate},Rates_key,0),MATCH({Year},Rates_years,0))"
    return Answers("Function_rates", "ALAMO_RATE", "Rate", inputs, call, native, rows)


def _fees(schedule: Schedule) -> Iterable[Answers]:
    """The printed fees: those with a name of their own, taps, meter installations."""
    inputs = (Column("Row of Fees", "integer", 12),)
    for name, function, about, kind in (
        ("Function_fees", "ALAMO_FEE", "Fee", ""),
        ("Function_taps", "ALAMO_TAP", "Tap size", "tap"),
        ("Function_installations", "ALAMO_METER_INSTALLATION", "Meter size", "meter-installation"),
    ):
        rows = [
            [fee.size or fee.fee, fee.amount, _printed(fee.source), place]
            for place, fee in enumerate(schedule.fees, 1)
            if (fee.fee if fee.size else "") == kind
        ]
        yield Answers(
            name, function, about, inputs, f"={function}({{{about}}})", "=INDEX(Fee_amounts,{Row of Fees})", rows
        )


def _printed(source: Source) -> str:
    return f"{source.section}, {source.row}"


def _late_fees(schedule: Schedule) -> Answers:
    inputs = (Column("Days past due", "integer", 12), Column("Bill ($)", "money", 16))
    rows = [
        [f"{days} days past due", late_fee(schedule, amount, days), _printed(schedule.late_fee.source), days, amount]
        for amount, days in AMOUNTS
    ]
    call = "=ALAMO_LATE_FEE({Bill ($)},{Days past due})"
    native = "=IF({Days past due}>Late_fee_grace,ROUND({Bill ($)}*Late_fee_share,2),0)"
    return Answers("Function_late_fees", "ALAMO_LATE_FEE", "Late fee", inputs, call, native, rows)
