"""The functions book where the add-in answers, in IronCalc: marks, counts and the verdict, and what each says when."""

import re
from decimal import Decimal

import openpyxl
import pytest
from support.answered import answered, write

from alamo_xl.books.functions.verdict import README, RECONNECT

WORKS = "OK, the add-in works"
DIFFERS = "LOOK, the add-in answers, but not as expected everywhere: see Checks"
CHANGED = f"{WORKS}; where you changed an example, its mark says so"
ABSENT = f"LOOK, the add-in is absent (#NAME?): {README}"
SILENT = f"LOOK, Python does not answer (every answer is #VALUE!): {RECONNECT}"


@pytest.fixture(scope="module")
def opened(functions_book, tmp_path_factory):
    """The book, opened once."""
    return answered(functions_book, tmp_path_factory.mktemp("answered"))


@pytest.fixture
def book(opened):
    """The book as it comes; what a test writes is put back."""
    undo = {}

    class Book:
        def write(self, changes):
            for cell in changes:
                undo.setdefault(cell, opened.typed(cell))
            write(opened, changes)

        def __getattr__(self, name):
            return getattr(opened, name)

    yield Book()
    write(opened, undo)


def said(book):
    return book.values("Master_check")[0][0]


def lots(book):
    """Each line of Checks: its verdict, its counts, and the marks that it counts."""
    names = sorted(
        (name for name in book.inputs.defined_names if re.fullmatch(r"Marks_\d+", name)), key=lambda n: int(n[6:])
    )
    marks = [[mark for row in book.values(name) for mark in row] for name in names]
    verdicts, counts = ([row[0] for row in book.values(name)] for name in ("Check_results", "Check_counts"))
    return list(zip(verdicts, counts, marks, strict=True))


def place(book, sheet, shows, heading):
    """A cell of an example, by what it shows and its heading."""
    worksheet = book.inputs[sheet]
    top = next(cell.row for cell in worksheet["A"] if cell.value == "What it shows")
    column = next(cell.column for cell in worksheet[top] if cell.value == heading)
    return sheet, next(cell.row for cell in worksheet["A"] if cell.value == shows), column


def test_where_every_answer_is_as_expected_every_mark_is_ok(book):
    count = 0
    for verdict, counts, marks in lots(book):
        assert (verdict, counts, {*marks}) == ("OK", f"{len(marks)} OK, 0 changed", {"OK"})
        count += len(marks)
    assert said(book) == f"{WORKS}: all {count} answers are as expected"
    assert count > 100


ANSWERS = [
    ("ALAMO_WATER", "The example of the catalogue", "Answer", 53.02),
    ("ALAMO_WATER", "A negative volume", "Answer", 0),
    ("ALAMO_SOURCE", "The example of the catalogue", "Expected", "elsewhere"),
    ("Column of bills", "A household", "Bill ($)", 88.66),
    ("Column of bills", "A blank row stays blank", "Bill ($)", 0),
    ("Column of bills", "A negative volume", "In words", "OK"),
    ("What-if rates", "A household", "Adopted bill ($)", 88.66),
    ("What-if rates", "A household", "What-if bill ($)", 88.65),
]


@pytest.mark.parametrize(("sheet", "shows", "heading", "other"), ANSWERS, ids=[" ".join(row[:3]) for row in ANSWERS])
def test_an_answer_that_differs_is_looked_at_alone(book, sheet, shows, heading, other):
    book.write({place(book, sheet, shows, heading): other})
    looked = [lot for lot in lots(book) if lot[0] != "OK"]
    ((verdict, counts, marks),) = looked
    assert (verdict, counts) == ("LOOK", f"{len(marks) - 1} OK, 0 changed")
    assert sorted(marks) == ["LOOK", *["OK"] * (len(marks) - 1)]
    assert said(book) == DIFFERS


@pytest.mark.parametrize("name", ["ALAMO_BILL_LINES", "ALAMO_RATE_TABLE", "ALAMO_HELP"])
def test_a_cell_of_a_table_that_differs_is_looked_at(book, name):
    sheet = book.inputs[name]
    head = next(cell for cell in sheet["A"] if cell.value == "Answer")
    for down in (1, 2):
        book.write({(name, head.row + down, 2): "another"})
        (marks,) = (marks for verdict, _, marks in lots(book) if verdict == "LOOK")
        assert [place for place, mark in enumerate(marks, 1) if mark == "LOOK"] == list(range(1, down + 1))


CHANGES = [
    ("ALAMO_WATER", "The example of the catalogue", "ccf", 9, 1),
    ("Column of bills", "A household", "ccf", 9, 2),
    ("What-if rates", "A household", "ccf", 9, 1),
]


@pytest.mark.parametrize(("sheet", "shows", "heading", "other", "count"), CHANGES, ids=[row[0] for row in CHANGES])
def test_an_input_that_is_another_is_told_by_its_own_marks(book, sheet, shows, heading, other, count):
    book.write({place(book, sheet, shows, heading): other})
    told = [lot for lot in lots(book) if "changed" in lot[2]]
    for verdict, counts, marks in told:
        assert (verdict, counts, marks.count("changed")) == ("OK", f"{len(marks) - 1} OK, 1 changed", 1)
    assert len(told) == count
    assert said(book) == CHANGED


def test_an_input_of_a_table_tells_every_row_of_it(book):
    sheet = book.inputs["ALAMO_BILL_LINES"]
    ccf = next(cell.row for cell in sheet["A"] if cell.value == "ccf")
    book.write({("ALAMO_BILL_LINES", ccf, 2): 9})
    (marks,) = (marks for _, _, marks in lots(book) if "changed" in marks)
    assert {*marks} == {"changed"}
    assert said(book) == CHANGED


def test_a_changed_rate_is_counted_and_told_by_every_bill_of_the_what_if(book):
    cells = [cell for (cell,) in book.cells("What_if_amounts")]
    assert values(book, "Rates that you changed") == 0
    book.write({cells[0]: 99, cells[5]: book.typed(cells[5]) - 0.01})
    assert values(book, "Rates that you changed") == 2
    (marks,) = (marks for _, _, marks in lots(book) if "changed" in marks)
    assert marks == ["changed"] * 4


def values(book, words):
    """What stands beside a sheet's words."""
    for sheet in book.inputs:
        for cell in sheet["A"]:
            if cell.value == words:
                return book.value((sheet.title, cell.row, 2))
    raise LookupError(words)


def test_the_change_of_a_bill_is_the_what_if_less_the_adopted_one(book):
    rows = list(book.table("What-if rates", "What it shows"))
    assert len(rows) == 4
    for row in rows:
        assert row["Change ($)"] == pytest.approx(row["What-if bill ($)"] - row["Adopted bill ($)"])
        assert row["Change ($)"] > 1


def test_what_is_billed_is_counted_and_added_without_errors_and_blanks(book):
    answers = [
        book.value(place(book, "Column of bills", row[0].value, "Bill ($)"))
        for row in book.inputs["Column of bills"].iter_rows()
        if row[0].value in SHOWN
    ]
    bills = [Decimal(str(answer)) for answer in answers if isinstance(answer, float)]
    assert (len(answers), len(bills), Decimal("88.65") in bills) == (10, 5, True)
    assert values(book, "Rows billed") == 5
    assert values(book, "Sum of what is billed") == pytest.approx(float(sum(bills)))


SHOWN = (
    "A household",
    "A household outside the city",
    "A business",
    "A blank row stays blank",
    "A blank volume is never zero",
    "Zero is a volume",
    "A size that is not printed",
    "A class that is misspelt",
    "A negative volume",
    "And the last row is billed all the same",
)


@pytest.mark.parametrize(("error", "sentence"), [("#NAME?", ABSENT), ("#VALUE!", SILENT), ("#N/A", DIFFERS)])
def test_a_version_that_is_an_error_says_what_to_do(book, error, sentence):
    book.write({book.cells("Version_now")[0][0]: error})
    assert said(book) == sentence


def test_who_changes_an_input_and_has_a_wrong_answer_is_told_of_the_answer(book):
    book.write(
        {
            place(book, "ALAMO_WATER", "The example of the catalogue", "ccf"): 9,
            place(book, "ALAMO_SEWER", "The example of the catalogue", "Answer"): 1,
        }
    )
    assert said(book) == DIFFERS


def test_every_sheets_line_is_linked_to_the_sheet(functions_book):
    sheet = openpyxl.load_workbook(functions_book)["Checks"]
    links = {cell.value: cell.hyperlink.location for cell in sheet["A"] if cell.hyperlink}
    assert links["ALAMO_WATER"].startswith("'ALAMO_WATER'!")
    assert links["Column of bills, in words"].startswith("'Column of bills'!")
