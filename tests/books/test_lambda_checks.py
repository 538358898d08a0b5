"""The book of LAMBDAs where it is calculated: what its marks, counts and verdict say of a changed cell, in IronCalc."""

import re

import pytest
from support.what_if import WhatIf

WORKS = "OK, the functions work"
CHANGED = f"{WORKS}; where you changed an example, its mark says so"
DIFFERS = "LOOK, the functions answer, but not as expected everywhere: see Checks"


@pytest.fixture(scope="module")
def opened(lambda_book):
    """The book, opened once."""
    return WhatIf(lambda_book)


@pytest.fixture
def book(opened):
    """The book as it comes; what a test changes is put back."""
    yield opened
    opened.reset()


def said(book):
    return book.values("Master_check")[0][0]


def lots(book):
    """Each line of Checks: its verdict, its counts, and the marks that it counts."""
    names = [name for name in book.inputs.defined_names if re.fullmatch(r"Marks_\d+", name)]
    marks = [[mark for (mark,) in book.values(name)] for name in sorted(names, key=lambda name: int(name[6:]))]
    verdicts, counts = ([row[0] for row in book.values(name)] for name in ("Check_results", "Check_counts"))
    return list(zip(verdicts, counts, marks, strict=True))


def place(book, sheet, shows, heading):
    """A cell of an example, by what it shows and its heading."""
    worksheet = book.inputs[sheet]
    top = next(cell.row for cell in worksheet["A"] if cell.value == "What it shows")
    column = next(cell.column for cell in worksheet[top] if cell.value == heading)
    return sheet, next(cell.row for cell in worksheet["A"] if cell.value == shows), column


def beside(book, sheet, words):
    return book.value((sheet, next(cell.row for cell in book.inputs[sheet]["A"] if cell.value == words), 2))


def test_where_every_answer_is_as_expected_every_mark_is_ok(book):
    book.evaluate()
    for verdict, counts, marks in lots(book):
        assert (verdict, counts, {*marks}) == ("OK", f"{len(marks)} OK, 0 changed", {"OK"})
    assert said(book) == f"{WORKS}: all {sum(len(marks) for *_, marks in lots(book))} answers are as expected"


@pytest.mark.parametrize(
    ("sheet", "shows", "heading", "value", "mark", "sentence"),
    [
        ("ALAMO.WATER", "The example of the catalogue", "ccf", 9, "changed", CHANGED),
        ("ALAMO.WATER", "The example of the catalogue", "Expected", 53.02, "LOOK", DIFFERS),
        ("ALAMO.WATER", "A negative volume", "Expected", "#N/A", "LOOK", DIFFERS),
        ("What-if rates", "A business", "ccf", 1, "changed", CHANGED),
        ("What-if rates", "A business", "Expected, adopted ($)", 1, "LOOK", DIFFERS),
        ("What-if rates", "A business", "Expected, what-if ($)", 1, "LOOK", DIFFERS),
    ],
)
def test_one_cell_changes_its_own_mark_and_the_verdict(book, sheet, shows, heading, value, mark, sentence):
    book.put(place(book, sheet, shows, heading), value)
    book.evaluate()
    ((verdict, counts, marks),) = (lot for lot in lots(book) if {*lot[2]} != {"OK"})
    assert sorted(marks) == sorted([mark, *["OK"] * (len(marks) - 1)])
    assert verdict == ("LOOK" if mark == "LOOK" else "OK")
    assert counts == f"{len(marks) - 1} OK, {marks.count('changed')} changed"
    assert said(book) == sentence


def test_changed_rates_are_counted_priced_and_told_by_every_bill_of_the_what_if(book):
    cells = [cell for (cell,) in book.cells("What_if_amounts")]
    shows = "A household"
    bill = place(book, "What-if rates", shows, "What-if bill ($)")
    book.evaluate()
    before = book.value(bill)
    assert beside(book, "What-if rates", "Rates that you changed") == 0
    for place_of, more in ((0, 1), (9, -0.01)):
        book.put(cells[place_of], book.typed(cells[place_of]) + more)
    book.evaluate()
    assert beside(book, "What-if rates", "Rates that you changed") == 2
    assert book.value(bill) == pytest.approx(before + 1, abs=0.2)
    ((_, counts, marks),) = (lot for lot in lots(book) if "changed" in lot[2])
    assert (marks, counts) == (["changed"] * 4, "0 OK, 4 changed")
