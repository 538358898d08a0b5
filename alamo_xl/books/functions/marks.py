"""Marks: OK, LOOK, or changed, by formulas that see true errors and hide none.

An expected answer is that of the example as it was shipped, so a mark first asks whether the inputs still are. An
error is expected by its text, and an answer's error is compared by its text. Answers are compared as texts: LibreOffice
finds a text from an add-in unequal to the same text in a cell, unless something is joined to it. Until an engine has
calculated a mark, it says so: the file that holds Python's answers says nothing of the add-in that opens it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.utils.datetime import to_excel

from alamo_xl.books.kit import Column, Ref, Sheet
from alamo_xl.books.vocabulary import NOT_YET
from alamo_xl.cells import CellError

OK, LOOK, CHANGED = "OK", "LOOK", "changed"
ANSWER, EXPECTED, MARK, NOW, SHIPPED = "Answer", "Expected", "Mark", "Inputs now", "Inputs of the example"
BETWEEN = ", "
KEY_WIDTH = 9
WIDTH = 20


def same(answer: str, expected: str) -> str:
    """Whether an answer, or the text of its error, is the one expected; IFERROR here names the error, it hides none."""
    return f'(IFERROR({answer}&"",INDEX(Errors,ERROR.TYPE({answer})))={expected}&"")'


def same_row(answers: str, expected: str) -> str:
    """Whether several cells are as expected; an error among them is not."""
    return f'IFERROR(SUMPRODUCT(--({answers}&""={expected}&""))=COLUMNS({expected}),FALSE)'


def mark(agree: str, now: str, shipped: str) -> str:
    """A mark: changed inputs, else whether the answers agree."""
    return f'=IF({now}<>{shipped},"{CHANGED}",CHOOSE(1+{agree},"{LOOK}","{OK}"))'


def joined(cells: Iterable[str]) -> str:
    """A formula for inputs as one text, to be compared with `shipped_text`."""
    return "=" + (f'&"{BETWEEN}"&'.join(cells) or '"none"') + ('&""' if cells else "")


def shipped_text(inputs: Iterable[Any]) -> str:
    """Inputs as `joined` writes them."""
    return BETWEEN.join(map(_text, inputs)) or "none"


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(int(to_excel(value))) if isinstance(value, dt.date) else str(value)  # type: ignore[no-untyped-call]


def key_width(inputs: int) -> float:
    """Room for so many inputs as one line of text."""
    return max(24, KEY_WIDTH * inputs)


def expected_cell(answer: Any) -> Any:
    """An answer as the Expected column holds it: an error by its text, a blank answer as a blank cell."""
    return answer.code if isinstance(answer, CellError) else None if answer == "" else answer


def columns(arguments: Sequence[str], answer_role: str, width: float | None = None) -> list[Column]:
    """The columns that end a table of examples: expected, mark, and whether the inputs are the example's."""
    now = joined([f"{{{argument}}}" for argument in arguments])
    agree = same(f"{{{ANSWER}}}", f"{{{EXPECTED}}}")
    room = key_width(len(arguments))
    return [
        Column(EXPECTED, answer_role, width),
        Column(MARK, "mark", WIDTH, formula=mark(agree, f"{{{NOW}}}", f"{{{SHIPPED}}}")),
        Column(NOW, "source", room, formula=now),
        Column(SHIPPED, "source", room),
    ]


def finished(sheet: Sheet, where: Ref) -> Ref:
    """Marks that stand out where they say LOOK; what is right of them are workings, which paper leaves out."""
    sheet.flag(where)
    sheet.book.wait(where, NOT_YET)
    sheet.printed_to(where.column)
    return where
