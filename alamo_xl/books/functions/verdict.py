"""Checks: does the add-in work, in one sentence; then what that rests on, sheet by sheet."""

from __future__ import annotations

from collections.abc import Sequence

from alamo_xl.books.functions.cell_pages import Page
from alamo_xl.books.functions.marks import CHANGED, LOOK, OK
from alamo_xl.books.kit import Book, Ref, Sheet

README = "put it in place as the README says, and open this book again"


def sheet(book: Book) -> Sheet:
    """The sheet itself, second in the book; `add` fills it when the others are there."""
    return book.sheet("Checks", "Does the add-in work?", "Each example's answer against the answer expected.")


def add(sheet: Sheet, pages: Sequence[Page]) -> None:
    """A line for each table of examples, what follows from them, and the sentences that the verdict chooses from."""
    sheet.width(sheet.VALUE_COLUMN, 10)
    sheet.width(sheet.UNITS_COLUMN, 21)
    sheet.heading("Sheet by sheet")
    lots = [(page, words, where) for page in pages for words, where in page.marks.items()]
    cells = [
        _line(sheet, page, words, sheet.name(f"Marks_{place}", f"{where.cell()}:{where.last.local}"))
        for place, (page, words, where) in enumerate(lots, 1)
    ]
    results = cells[0].to(cells[-1])
    sheet.name("Check_results", results)
    sheet.name("Check_counts", results.beside(sheet.UNITS_COLUMN - sheet.VALUE_COLUMN))
    sheet.heading("What follows")
    absent = "=ISNUMBER(1/(ERROR.TYPE(Version_now)=Absent_error))"
    differ = f'=COUNTIF(Check_results,"{LOOK}")>0'
    changed = f'=COUNTIF(Check_counts,"*, 0 {CHANGED}")<ROWS(Check_counts)'
    sheet.value("The add-in is absent", absent, "general", name="Addin_absent", note="ALAMO_VERSION is #NAME?")
    sheet.value("Some answer differs", differ, "general", name="Answers_differ")
    sheet.value("You changed an input", changed, "general", name="Inputs_changed")
    which = "=1+NOT(Addin_absent)*(1+NOT(Answers_differ)*(1+NOT(Inputs_changed)))"
    sheet.value("Sentence", which, "integer", name="Verdict_place", note="The place in the list below.")
    where = sheet.value("Verdict", "=INDEX(Verdicts,Verdict_place)", "check", name="Master_check")
    sheet.flag(where)
    total = sum(where.rows for _, _, where in lots)
    sentences = (
        ("The add-in is absent", f"{LOOK}, the add-in is absent (#NAME?): {README}"),
        (
            "Some answer differs",
            f"{LOOK}, the add-in answers, but not as expected everywhere: see Checks",
        ),
        ("You changed an input", f"{OK}, the add-in works; where you changed an example, its mark says so"),
        ("None of these", f"{OK}, the add-in works: all {total} answers are as expected"),
    )
    sheet.heading("Sentences")
    listed = [sheet.value(case, sentence, "text", free=True) for case, sentence in sentences]
    sheet.name("Verdicts", listed[0].to(listed[-1]))


def _line(sheet: Sheet, page: Page, words: str, marks: str) -> Ref:
    """What a table of examples comes to, linked to its sheet; the cell of the verdict."""
    as_meant = f'COUNTIF({marks},"{OK}")+COUNTIF({marks},"{CHANGED}")=ROWS({marks})'
    verdict = sheet.value(words, f'=IF({as_meant},"{OK}","{LOOK}")', "check", note=page.says)
    sheet.flag(verdict)
    counted = f'=COUNTIF({marks},"{OK}")&" {OK}, "&COUNTIF({marks},"{CHANGED}")&" {CHANGED}"'
    sheet.put(verdict.beside(sheet.UNITS_COLUMN - sheet.VALUE_COLUMN), counted, "general")
    sheet.link(words, page.sheet, verdict.beside(1 - sheet.VALUE_COLUMN))
    return verdict
