"""Checks: does the add-in work, in one sentence; then what that rests on, sheet by sheet."""

from __future__ import annotations

from collections.abc import Sequence

from alamo_xl.books.functions import marks
from alamo_xl.books.functions.cell_pages import Page
from alamo_xl.books.functions.marks import CHANGED, LOOK, OK
from alamo_xl.books.kit import Book, Ref, Sheet
from alamo_xl.books.vocabulary import NOT_YET

README = "put it in place as the README says, and open this book again"
RECONNECT = "run alamo-xl doctor, do what it says, then press Reconnect on the ribbon or open this book again"
WAITING = f"{NOT_YET}: nothing was calculated here; where the add-in is, allow editing (LibreOffice: Ctrl+Shift+F9)"


def sheet(book: Book) -> Sheet:
    """The sheet itself, second in the book; `add` fills it when the others are there."""
    return book.sheet("Checks", "Does the add-in work?", "Each example's answer against the answer expected.")


def add(book: Book, sheet: Sheet, pages: Sequence[Page]) -> None:
    """A line for each table of examples, what follows from them, and the sentences that the verdict chooses from."""
    sheet.width(sheet.VALUE_COLUMN, marks.WIDTH)
    sheet.width(sheet.UNITS_COLUMN, 21)
    sheet.heading("Sheet by sheet")
    lots = [(page, words, where) for page in pages for words, where in page.marks.items()]
    cells = [
        _line(sheet, page, words, sheet.name(f"Marks_{place}", f"{where.cell()}:{where.last.local}"))
        for place, (page, words, where) in enumerate(lots, 1)
    ]
    results = cells[0].to(cells[-1])
    sheet.name("Check_results", results)
    counts = results.beside(sheet.UNITS_COLUMN - sheet.VALUE_COLUMN)
    sheet.name("Check_counts", counts)
    sheet.heading("What follows")
    absent, silent = (f"=ISNUMBER(1/(ERROR.TYPE(Version_now)={error}_error))" for error in ("Absent", "Silent"))
    differ = f'=COUNTIF(Check_results,"{LOOK}")>0'
    changed = f'=COUNTIF(Check_counts,"*, 0 {CHANGED}")<ROWS(Check_counts)'
    follows = sheet.value(
        "The add-in is absent", absent, "general", name="Addin_absent", note="ALAMO_VERSION is #NAME?"
    )
    sheet.value("Python does not answer", silent, "general", name="Python_silent", note="ALAMO_VERSION is #VALUE!")
    sheet.value("Some answer differs", differ, "general", name="Answers_differ")
    sheet.value("You changed an input", changed, "general", name="Inputs_changed")
    which = "=1+NOT(Addin_absent)*(1+NOT(Python_silent)*(1+NOT(Answers_differ)*(1+NOT(Inputs_changed))))"
    place = sheet.value("Sentence", which, "integer", name="Verdict_place", note="The place in the list below.")
    where = sheet.value("Verdict", "=INDEX(Verdicts,Verdict_place)", "check", name="Master_check")
    sheet.flag(where)
    for waiting in (results, counts, follows.to(place)):
        book.wait(waiting, NOT_YET)
    book.wait(where, WAITING)
    total = sum(where.rows for _, _, where in lots)
    sentences = (
        ("The add-in is absent", f"{LOOK}, the add-in is absent (#NAME?): {README}"),
        ("Python does not answer", f"{LOOK}, Python does not answer (every answer is #VALUE!): {RECONNECT}"),
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


def _line(sheet: Sheet, page: Page, words: str, marked: str) -> Ref:
    """What a table of examples comes to, linked to its sheet; the cell of the verdict."""
    as_meant = f'COUNTIF({marked},"{OK}")+COUNTIF({marked},"{CHANGED}")=ROWS({marked})'
    verdict = sheet.value(words, f'=IF({as_meant},"{OK}","{LOOK}")', "check", note=page.says)
    sheet.flag(verdict)
    counted = f'=COUNTIF({marked},"{OK}")&" {OK}, "&COUNTIF({marked},"{CHANGED}")&" {CHANGED}"'
    sheet.put(verdict.beside(sheet.UNITS_COLUMN - sheet.VALUE_COLUMN), counted, "general")
    sheet.link(words, page.sheet, verdict.beside(1 - sheet.VALUE_COLUMN))
    return verdict
