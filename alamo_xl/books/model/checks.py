"""Checks: whether the model holds together, one line a check, and the master check that every sheet shows."""

from __future__ import annotations

from dataclasses import replace

from alamo_xl.books.kit import Book

CHECKS = (
    ("Every rate is a number", "COUNT(Rates_values)=ROWS(Rates_values)*COLUMNS(Rates_values)"),
    ("No rate is negative", 'COUNTIF(Rates_values,"<0")=0'),
    ("No row of rates is there twice", "SUMPRODUCT(--(COUNTIF(Rates_key,Rates_key)>1))=0"),
    ("Every fee is a number", "COUNT(Fee_amounts)=ROWS(Fee_amounts)"),
    (
        "The calculator's bill is the sum of its lines",
        "ROUND(N(Calc_ok)*(SUM(Calc_amounts)-N(Calc_total)-N(Calc_other_total)),2)=0",
    ),
    ("The calculator's size fits its class", "Calc_size_fits"),
    ("The calculator's units fit its size", "OR(Calc_units_given,Calc_units_not_needed)"),
    ("The calculator's volumes can be billed", "Calc_volumes"),
    ("The comparison's size fits its class", "Cmp_fits"),
)


def add(book: Book) -> None:
    """A row a check, in words."""
    sheet = book.sheet("Checks", "Checks", "Whether the model holds together; LOOK says which check does not.")
    master = '=IF(COUNTIF(Check_results,"OK")=ROWS(Check_results),"OK","LOOK: see Checks")'
    sheet.flag(sheet.value("All checks", master, "check", name="Master_check"))
    sheet.heading("Each check")
    first = sheet.here(column=sheet.VALUE_COLUMN)
    for words, condition in CHECKS:
        sheet.value(words, f'=IF({condition},"OK","LOOK")', "check")
    results = replace(first, rows=len(CHECKS))
    book.name("Check_results", results)
    sheet.flag(results)
