"""The functions book and the model in a LibreOffice with the add-in: every ALAMO_ cell equals its expected value."""

import math
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter
from support.built import FUNCTIONS, MODEL
from support.command import alamo_xl
from support.dead_addin import install_dead_addin
from support.full import full_in_ci
from support.libreoffice import Book, LibreOffice
from support.tools import needs
from support.what_if import WhatIf

from alamo_xl.books.functions.verdict import WAITING
from alamo_xl.books.vocabulary import NOT_YET
from alamo_xl.hosts.libreoffice.translate import translate

AT_LEAST = {FUNCTIONS: 100, MODEL: 80}
CENT_SLACK = 1e-6
WORKS = "Checks: OK, the add-in works"


def same(value: Any, expected: Any) -> bool:
    if isinstance(value, float) and isinstance(expected, (int, float)):
        return math.isclose(value, expected, abs_tol=CENT_SLACK)
    if isinstance(expected, str) and expected.startswith("#"):
        return bool(value == expected.split(" ")[0])
    return (value or "") == ("" if expected is None else expected)


def calls_of(sheet: Any) -> dict[str, str]:
    """The cells of a sheet that hold nothing but one ALAMO_ call, outside array formulas."""
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and re.fullmatch(r"=\s*ALAMO_\w+\(.*\)", cell.value, re.DOTALL):
                found[cell.coordinate] = cell.value
    return found


def heading(sheet: Any, address: str, word: str) -> str | None:
    """The column whose heading in the nearest heading row above starts with a word: the first right of a cell. Above an
    empty row is another table.
    """
    letters, row = coordinate_from_string(address)
    for above in range(row - 1, 0, -1):
        if all(cell.value is None for cell in sheet[above]):
            return None
        found = [
            cell.column
            for cell in sheet[above]
            if isinstance(cell.value, str) and cell.value.strip().lower().startswith(word)
        ]
        if found:
            right = [column for column in found if column > column_index_from_string(letters)]
            return get_column_letter((right or found)[0])
    return None


def wrong_calls(book: Book, written: Any) -> tuple[int, list[str]]:
    """How many calls were compared with the value expected in their row, and those that differ."""
    values = book.formulas()
    compared, wrong = 0, []
    for sheet in written:
        for address in calls_of(sheet):
            column = heading(sheet, address, "expected")
            if column is None:
                continue
            expected = book.get(sheet.title, f"{column}{coordinate_from_string(address)[1]}")
            value = values[sheet.title][address]
            compared += 1
            if not same(value, expected):
                wrong.append(f"{sheet.title}!{address} {value!r}, expected {expected!r}")
    return compared, wrong


@pytest.fixture
def functions(libreoffice_with_addin: LibreOffice, functions_book: Path, tmp_path: Path) -> Iterator[Book]:
    """The functions book, open in a LibreOffice with the add-in."""
    with libreoffice_with_addin.book(translate(functions_book, tmp_path / FUNCTIONS)) as book:
        yield book


@pytest.fixture(scope="module")
def model(
    libreoffice_with_addin: LibreOffice, model_book: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Book]:
    """The model, open in a LibreOffice with the add-in; what a test changes, it puts back."""
    with libreoffice_with_addin.book(translate(model_book, tmp_path_factory.mktemp("model") / MODEL)) as book:
        yield book


@pytest.mark.parametrize("name", AT_LEAST)
def test_every_call_is_answered(request: pytest.FixtureRequest, workbooks: Path, name: str) -> None:
    written = openpyxl.load_workbook(workbooks / name)
    book = request.getfixturevalue("functions" if name == FUNCTIONS else "model")
    values = book.formulas()
    compared, wrong = wrong_calls(book, written)
    unnamed = [f"{name}!{at}" for name, cells in values.items() for at, value in cells.items() if value == "#NAME?"]
    assert not unnamed
    assert not wrong
    assert compared > AT_LEAST[name]


def test_a_wrong_expected_value_would_be_found(functions: Book, functions_book: Path) -> None:
    written = openpyxl.load_workbook(functions_book)
    functions.set("ALAMO_WATER", f"{heading(written['ALAMO_WATER'], 'A12', 'expected')}12", 53.02)
    assert len(wrong_calls(functions, written)[1]) == 1


def test_the_three_answers_agree_in_every_row(model: Book, opened: WhatIf) -> None:
    sheet = opened.inputs["Functions"]
    rows = 0
    for address in calls_of(sheet):
        row = coordinate_from_string(address)[1]
        columns = [heading(sheet, address, word) for word in ("native", "expected", "difference")]
        if None in columns:
            assert sheet[f"A{row}"].value == "Installed"
            continue
        native, expected, difference = (model.get("Functions", f"{column}{row}") for column in columns)
        assert isinstance(expected, float), f"row {row}"
        assert model.get("Functions", address) == pytest.approx(expected, abs=CENT_SLACK), f"row {row}"
        assert native == pytest.approx(expected, abs=CENT_SLACK), f"row {row}"
        assert difference == 0, f"row {row}"
        rows += 1
    assert rows > AT_LEAST[MODEL]


def test_without_the_add_in_the_model_says_so_calculated_or_not(libreoffice: LibreOffice, opened: WhatIf) -> None:
    sheet = opened.inputs["Functions"]
    with libreoffice.book(opened.path, recalculate=False) as book:
        said = {value for value in book.formulas()["Functions"].values() if isinstance(value, str)}
        assert book.get("", "Master_check") == "OK"
        assert any(value.startswith(f"{NOT_YET}: ") for value in said)
        assert NOT_YET in said
        assert not {"there: three answers a row", "add-in absent"} & said
        book.recalculate()
        assert book.get("", "Master_check") == "OK"
        for address in calls_of(sheet):
            assert book.get("Functions", address) == "#NAME?"
            column = heading(sheet, address, "difference")
            if column:
                row = coordinate_from_string(address)[1]
                assert book.get("Functions", f"{column}{row}") == "add-in absent"
        errors = [value for name, cells in book.formulas().items() if name != "Functions" for value in cells.values()]
    assert not [value for value in errors if isinstance(value, str) and value.startswith("#")]


def test_a_row_that_differs_shows_by_how_much(model: Book, opened: WhatIf) -> None:
    sheet = opened.inputs["Functions"]
    address = next(at for at in calls_of(sheet) if heading(sheet, at, "difference"))
    row = coordinate_from_string(address)[1]
    expected, difference = (f"{heading(sheet, address, word)}{row}" for word in ("expected", "difference"))
    was = model.get("Functions", expected)
    model.set("Functions", expected, was + 0.01)
    assert model.get("Functions", difference) == pytest.approx(0.01)
    model.set("Functions", expected, was)


@pytest.fixture
def libreoffice_with_dead_addin(tmp_path: Path) -> Iterator[LibreOffice]:
    """A LibreOffice whose add-in answers #VALUE! to everything, as where Python does not run."""
    needs("soffice", "the add-in is installed into LibreOffice")
    install_dead_addin(tmp_path / "profile", tmp_path)
    with closing(LibreOffice(tmp_path / "profile")) as running:
        yield running


def marks(book: Book) -> list[Any]:
    """Every mark of the functions book, by the names that its verdict counts."""
    names = [name for name in book.document.NamedRanges.ElementNames if re.fullmatch(r"Marks_\d+", name)]
    areas = (book.document.NamedRanges.getByName(name).ReferredCells for name in names)
    return [row[0] for area in areas for row in area.getDataArray()]


def test_the_functions_book_says_that_the_add_in_works(functions: Book) -> None:
    assert set(marks(functions)) == {"OK"}
    assert functions.get("Cover", "A3") == f"{WORKS}: all {len(marks(functions))} answers are as expected"


def place(functions_book: Path, function: str, shows: str) -> tuple[int, dict[str, str]]:
    """The row of an example, and the column under each heading of its table."""
    sheet = openpyxl.load_workbook(functions_book)[function]
    top = next(cell.row for cell in sheet["A"] if cell.value == "What it shows")
    row = next(cell.row for cell in sheet["A"] if cell.value == shows)
    return row, {cell.value: cell.column_letter for cell in sheet[top] if cell.value}


def test_a_changed_input_changes_the_answer_and_its_mark_alone(functions: Book, functions_book: Path) -> None:
    row, columns = place(functions_book, "ALAMO_WATER", "The example of the catalogue")
    answer, mark, ccf = (f"{columns[heading]}{row}" for heading in ("Answer", "Mark", "ccf"))
    assert (functions.get("ALAMO_WATER", answer), functions.get("ALAMO_WATER", mark)) == (53.01, "OK")
    functions.set("ALAMO_WATER", ccf, 9)
    assert (functions.get("ALAMO_WATER", answer), functions.get("ALAMO_WATER", mark)) == (56.61, "changed")
    assert marks(functions).count("changed") == 1
    assert set(marks(functions)) == {"OK", "changed"}
    assert functions.get("Cover", "A3").startswith(f"{WORKS}; where you changed an example")
    functions.set("ALAMO_WATER", ccf, 8)
    assert set(marks(functions)) == {"OK"}


@pytest.mark.parametrize("expected", [53.02, "#N/A", "fifty-three"])
@pytest.mark.parametrize("shows", ["The example of the catalogue", "A negative volume"])
def test_an_answer_that_is_not_as_expected_is_a_look(
    functions: Book, functions_book: Path, shows: str, expected: object
) -> None:
    row, columns = place(functions_book, "ALAMO_WATER", shows)
    functions.set("ALAMO_WATER", f"{columns['Expected']}{row}", expected)
    assert functions.get("ALAMO_WATER", f"{columns['Mark']}{row}") == "LOOK"
    assert functions.get("Cover", "A3").startswith("Checks: LOOK, the add-in answers, but not as expected")


def test_a_rate_changed_in_the_what_if_table_changes_its_bills_alone(functions: Book, functions_book: Path) -> None:
    sheet = openpyxl.load_workbook(functions_book)["What-if rates"]
    rates = next(cell.row for cell in sheet["A"] if cell.value == "service")
    columns = {cell.value: cell.column_letter for row in sheet.iter_rows(max_row=rates - 1) for cell in row}
    case = next(cell.row for cell in sheet["A"] if cell.value == "A household")
    adopted, proposed, mark = (f"{columns[word]}{case}" for word in ("Adopted bill ($)", "What-if bill ($)", "Mark"))
    base = f"{sheet[rates][5].column_letter}{rates + 1}"
    before = [functions.get("What-if rates", at) for at in (adopted, proposed)]
    assert functions.get("What-if rates", mark) == "OK"
    functions.set("What-if rates", base, functions.get("What-if rates", base) + 1)
    after = [functions.get("What-if rates", at) for at in (adopted, proposed)]
    assert [round(now - then, 2) for now, then in zip(after, before, strict=True)] == [0, 1]
    assert functions.get("What-if rates", mark) == "changed"


def test_opened_without_the_add_in_and_never_calculated_it_says_that_nothing_was(
    libreoffice: LibreOffice, functions_book: Path
) -> None:
    with libreoffice.book(functions_book, recalculate=False) as book:
        assert book.get("Cover", "A3") == f"Checks: {WAITING}"
        assert set(marks(book)) == {NOT_YET}
        lines = {value for cells in book.formulas().values() for value in cells.values() if "Checks:" in str(value)}
    assert lines == {f"Checks: {WAITING}"}


@full_in_ci("an office of its own, each of whose cells waits for a Python that is not there")
def test_where_python_is_dead_every_cell_is_a_value_error_and_the_books_say_what_to_do(
    libreoffice_with_dead_addin: LibreOffice, workbooks: Path, tmp_path: Path
) -> None:
    for name in AT_LEAST:
        calls = [
            (sheet.title, address) for sheet in openpyxl.load_workbook(workbooks / name) for address in calls_of(sheet)
        ]
        with libreoffice_with_dead_addin.book(translate(workbooks / name, tmp_path / name)) as book:
            assert {book.get(*call) for call in calls} == {"#VALUE!"}
            if name == FUNCTIONS:
                assert book.get("Cover", "A3") == (
                    "Checks: LOOK, Python does not answer (every answer is #VALUE!): run alamo-xl doctor, do what it "
                    "says, then press Reconnect on the ribbon or open this book again"
                )
            else:
                values = book.formulas()["Functions"]
                assert book.get("", "Master_check") == "OK"
                assert "silent: run alamo-xl doctor" in values.values()
                assert [
                    at for at, value in values.items() if value == "#VALUE!" and ("Functions", at) not in calls
                ] == []


def test_without_the_add_in_the_functions_book_says_so(libreoffice: LibreOffice, functions_book: Path) -> None:
    with libreoffice.book(functions_book) as book:
        says = book.get("Cover", "A3")
        values = book.formulas()
    assert says.startswith("Checks: LOOK, the add-in is absent (#NAME?)")
    calls = openpyxl.load_workbook(functions_book)
    assert {values[sheet.title][at] for sheet in calls for at in calls_of(sheet)} == {"#NAME?"}


def test_the_functions_book_as_ods(tmp_path: Path) -> None:
    needs("soffice", "it writes the .ods")
    profile, ods = tmp_path / "profile", tmp_path / "functions.ods"
    done = alamo_xl("install-libreoffice", "--profile", profile, "--functions-book", ods)
    assert done.returncode == 0, done.stderr
    with closing(LibreOffice(profile)) as office:
        for recalculate in (False, True):
            with office.book(ods, recalculate) as book:
                assert len(marks(book)) > AT_LEAST[FUNCTIONS]
                assert set(marks(book)) == {"OK"}
                assert book.get("Cover", "A3").startswith(WORKS)
