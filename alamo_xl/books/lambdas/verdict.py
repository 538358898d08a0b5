"""Checks: does this program calculate the functions, and as expected; then what that rests on, sheet by sheet."""

from __future__ import annotations

from collections.abc import Sequence

from alamo_xl.books.functions.marks import CHANGED, LOOK, OK
from alamo_xl.books.kit import Book, Ref, Sheet
from alamo_xl.books.lambdas.pages import ABSENT

Lot = tuple[str, Ref]
"""A sheet's name, and where its marks are."""
UNKNOWN = f"{LOOK}, nothing is calculated here: this program knows no LAMBDA; open this book in Excel 365"


def sheet(book: Book) -> Sheet:
    """The sheet itself, second in the book; `add` fills it when the others are there."""
    return book.sheet("Checks", "Do the functions work here?", "Each example's answer against the answer expected.")


def add(sheet: Sheet, lots: Sequence[Lot]) -> None:
    """A line a sheet, what follows from them, and the sentences that the verdict chooses from."""
    sheet.width(sheet.VALUE_COLUMN, 22)
    sheet.width(sheet.UNITS_COLUMN, 21)
    sheet.heading("Sheet by sheet")
    cells = [_line(sheet, words, sheet.name(f"Marks_{place}", marks)) for place, (words, marks) in enumerate(lots, 1)]
    sheet.name("Check_results", cells[0].to(cells[-1]))
    sheet.name("Check_counts", cells[0].to(cells[-1]).beside(sheet.UNITS_COLUMN - sheet.VALUE_COLUMN))
    sheet.heading("What follows")
    differ = f'=COUNTIF(Check_results,"{LOOK}")>0'
    changed = f'=COUNTIF(Check_counts,"*, 0 {CHANGED}")<ROWS(Check_counts)'
    probe = sheet.value("A function that gives OK", f'=UPPER(ALAMO.TEXT("{OK}"))', "general")
    sheet.value("LAMBDA is not known here", f"=ISERROR({probe.local})", "general", name=ABSENT)
    sheet.value("Some answer differs", differ, "general", name="Answers_differ")
    sheet.value("You changed an input", changed, "general", name="Inputs_changed")
    which = f"=1+NOT({ABSENT})*(1+NOT(Answers_differ)*(1+NOT(Inputs_changed)))"
    sheet.value("Sentence", which, "integer", name="Verdict_place", note="The place in the list below.")
    where = sheet.value("Verdict", "=INDEX(Verdicts,Verdict_place)", "check", name="Master_check", free=True)
    sheet.flag(where)
    total = sum(marks.rows for _, marks in lots)
    sheet.heading("Sentences")
    sentences = (
        ("LAMBDA is not known here", UNKNOWN),
        ("Some answer differs", f"{LOOK}, the functions answer, but not as expected everywhere: see Checks"),
        ("You changed an input", f"{OK}, the functions work; where you changed an example, its mark says so"),
        ("None of these", f"{OK}, the functions work: all {total} answers are as expected"),
    )
    listed = [sheet.value(case, sentence, "text", free=True) for case, sentence in sentences]
    sheet.name("Verdicts", listed[0].to(listed[-1]))


def _line(sheet: Sheet, words: str, marks: str) -> Ref:
    """What a sheet's marks come to, linked to it; the cell of the verdict."""
    as_meant = f'COUNTIF({marks},"{OK}")+COUNTIF({marks},"{CHANGED}")=ROWS({marks})'
    verdict = sheet.value(words, f'=IF({as_meant},"{OK}","{LOOK}")', "mark")
    sheet.flag(verdict)
    counted = f'=COUNTIF({marks},"{OK}")&" {OK}, "&COUNTIF({marks},"{CHANGED}")&" {CHANGED}"'
    sheet.put(verdict.beside(sheet.UNITS_COLUMN - sheet.VALUE_COLUMN), counted, "mark")
    sheet.link(words, words, verdict.beside(1 - sheet.VALUE_COLUMN))
    return verdict
