"""The LibreOffice add-in, installed by our own command into a fresh profile, answers as alamo_xl.functions does."""

import ast
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from support.command import alamo_xl
from support.function_calls import CALLS, HOUSEHOLD, TABLES
from support.libreoffice import Book, LibreOffice
from support.tools import needs

from alamo_xl import functions
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.libreoffice.names import method, programmatic, translated
from alamo_xl.hosts.libreoffice.package import parts, write_addin
from alamo_xl.hosts.libreoffice.translate import translate, write_ods
from alamo_xl.loader import load_schedule

SHEET = "Sheet1"


def literal(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE()" if value else "FALSE()"
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else repr(value)


def call(name: str, arguments: tuple[Any, ...]) -> str:
    return f"={name}({';'.join(map(literal, arguments))})"


def shown(value: Any) -> Any:
    """What a cell shows of a result: an error's code, a number, a text."""
    return value.split(" ")[0] if isinstance(value, str) and value.startswith("#") else value


@pytest.fixture
def sheet(libreoffice_with_addin: LibreOffice) -> Iterator[Book]:
    with libreoffice_with_addin.book() as book:
        yield book


def fill(book: Book, cells: str, formula: str) -> list[list[Any]]:
    book.sheets.getByName(SHEET).getCellRangeByName(cells).setArrayFormula(formula)
    return book.table(SHEET, cells)


def test_every_function_is_called_here() -> None:
    assert {name for name, _ in CALLS + TABLES} == {function.name for function in FUNCTIONS}


def test_single_cells_and_errors(sheet: Book) -> None:
    for row, (name, arguments) in enumerate(CALLS, 1):
        sheet.set(SHEET, f"A{row}", call(name, arguments))
    got = [sheet.get(SHEET, f"A{row}") for row in range(1, len(CALLS) + 1)]
    expected = [shown(getattr(functions, name)(*arguments)) for name, arguments in CALLS]
    assert got == expected
    assert got[0] == 53.01


@pytest.mark.parametrize(("name", "arguments"), TABLES)
def test_tables_spill(sheet: Book, name: str, arguments: tuple[Any, ...]) -> None:
    expected = getattr(functions, name)(*arguments)
    area = sheet.sheets.getByName(SHEET).getCellRangeByPosition(0, 0, len(expected[0]) - 1, len(expected) - 1)
    area.setArrayFormula(call(name, arguments))
    assert [list(row) for row in area.getDataArray()] == expected


def test_a_column_of_bills_is_one_formula(sheet: Book) -> None:
    rows = [("household", "3/4", 8), ("household", "2", 8), ("non-household", "2", -1), ("", "", ""), ("dog", "1", 3)]
    for row, (customer_class, size, ccf) in enumerate(rows, 1):
        sheet.set(SHEET, f"A{row}", customer_class or None)
        sheet.set(SHEET, f"B{row}", size or None)
        sheet.set(SHEET, f"C{row}", ccf if ccf != "" else None)
    got = fill(sheet, "D1:D5", "=ALAMO_BILL(2026;A1:A5;B1:B5;C1:C5)")
    assert [row[0] for row in got] == [88.65, "#N/A", "#NUM!", "", "#VALUE!"]


def test_sum_refuses_and_iserror_sees(sheet: Book) -> None:
    sheet.set(SHEET, "A1", call("ALAMO_WATER", HOUSEHOLD))
    sheet.set(SHEET, "A2", call("ALAMO_WATER", (2030, "household", "3/4", 8)))
    sheet.set(SHEET, "B1", "=SUM(A1:A2)")
    sheet.set(SHEET, "B2", "=ISERROR(A2)")
    sheet.set(SHEET, "B3", "=ERROR.TYPE(A2)")
    assert [sheet.get(SHEET, f"B{row}") for row in (1, 2, 3)] == ["#N/A", 1, 7]


def test_an_error_given_comes_back(sheet: Book) -> None:
    sheet.set(SHEET, "A1", "=1/0")
    sheet.set(SHEET, "A2", '=ALAMO_WATER(2026;"household";"3/4";A1)')
    assert sheet.get(SHEET, "A2") == "#DIV/0!"


def test_empty_cells(sheet: Book) -> None:
    sheet.set(SHEET, "A1", '=ALAMO_WATER(2026;"household";"3/4";Z1:Z1)')
    sheet.set(SHEET, "A2", "=ALAMO_WATER(2026;Z1;Z1;Z1)")
    sheet.set(SHEET, "A3", '=ALAMO_WATER(2026;Z1;"3/4";8)')
    sheet.set(SHEET, "A4", '=ALAMO_BILL(2026;"household";"3/4";8;Z1;Z1;;Z1;Z1;Z1)')
    assert [sheet.get(SHEET, f"A{row}") for row in (1, 2, 3, 4)] == ["#VALUE!", "", "#VALUE!", 88.65]


def test_a_whole_column_gives_its_used_rows_and_a_bounded_range_its_own(sheet: Book) -> None:
    cells = sheet.sheets.getByName(SHEET)
    cells.getCellRangeByName("B1:B20").setDataArray(tuple((float(ccf),) for ccf in range(20)))
    sheet.set(SHEET, "D1", "=SUM(ALAMO_RECLAIMED(2026;B:B))")
    sheet.set(SHEET, "D2", "=ROWS(ALAMO_RECLAIMED(2026;B:B))")
    sheet.set(SHEET, "D3", "=ROWS(ALAMO_RECLAIMED(2026;B1:B30))")
    sheet.set(SHEET, "D4", "=SUM(ALAMO_RECLAIMED(2026;B1:B20))")
    assert [sheet.get(SHEET, f"D{row}") for row in (1, 2, 3, 4)] == [684, 20, 30, 684]


def test_what_if_rates(sheet: Book) -> None:
    table = functions.ALAMO_RATE_TABLE()
    cells = sheet.sheets.getByName(SHEET).getCellRangeByPosition(0, 0, len(table[0]) - 1, len(table) - 1)
    table[1][6] = 30.0
    cells.setDataArray(tuple(map(tuple, table)))
    address = f"A1:J{len(table)}"
    sheet.set(SHEET, "M1", f'=ALAMO_WATER(2026;"household";"3/4";8;;;;{address})')
    assert sheet.get(SHEET, "M1") == functions.ALAMO_WATER(*HOUSEHOLD, rates=table) != 53.01


def test_wizard_explains_each_argument(libreoffice_with_addin: LibreOffice) -> None:
    descriptions = libreoffice_with_addin.office.context.ServiceManager.createInstance(
        "com.sun.star.sheet.FunctionDescriptions"
    )
    for function in FUNCTIONS:
        described = {pair.Name: pair.Value for pair in descriptions.getByName(function.name)}
        assert described["Description"].startswith(function.summary)
        assert "Ctrl+Shift+Enter" in described["Description"]
        arguments = described["Arguments"] or ()
        assert [(a.Name, a.IsOptional) for a in arguments] == [(a.name, a.optional) for a in function.arguments]
        for given, ours in zip(arguments, function.arguments, strict=True):
            assert given.Description.startswith(ours.help)


def test_same_bytes_and_everything_inside(tmp_path: Path) -> None:
    schedule = load_schedule()
    for name in ("one.oxt", "two.oxt"):
        write_addin(schedule, tmp_path / name)
    assert (tmp_path / "one.oxt").read_bytes() == (tmp_path / "two.oxt").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.oxt") as package:
        package.extractall(tmp_path / "inside")
    for name in ("CalcAddIns.xcu", "description.xml", "META-INF/manifest.xml"):
        ElementTree.fromstring(parts(schedule)[name])
    code = "from alamo_xl.functions import ALAMO_BILL; import sys; print(ALAMO_BILL(2026,'household','3/4',8))"
    inside = {**os.environ, "PYTHONPATH": str(tmp_path / "inside" / "pythonpath")}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env=inside, capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout.strip() == "88.65"


def test_the_extension_manager_tells_of_arrays_and_of_the_python_that_is_needed(tmp_path: Path) -> None:
    content = parts(load_schedule())
    description = ElementTree.fromstring(content["description.xml"])
    (source,) = (item for item in description.iter() if item.tag.endswith("}src"))
    told = content[source.attrib["{http://www.w3.org/1999/xlink}href"]].decode()
    for word in (
        "Ctrl+Shift+Enter",
        "Python of 3.11 or newer",
        "python-core-3",
        "LibreOfficePython.framework",
        "Close",
    ):
        assert word in told
    component = content["alamo_addin.py"].decode()
    ast.parse(component, feature_version=(3, 8))
    older = component.replace("if sys.version_info < NEEDED", "if (3, 9) < NEEDED")
    done = subprocess.run([sys.executable, "-c", older], capture_output=True, text=True, cwd=tmp_path)
    assert "RuntimeError: the functions ALAMO_ need Python 3.11 or newer inside LibreOffice" in done.stderr


def test_names() -> None:
    assert method("ALAMO_BILL_LINES") == "alamoBillLines"
    assert programmatic("ALAMO_BILL") == "ORG.ALAMO.XL.ADDIN.ALAMOBILL"
    formula = 'IF(A1="ALAMO_BILL(1)",ALAMO_BILL(1,"a"),MY_ALAMO_BILL(2)+ALAMO_OTHER(3))'
    wanted = 'IF(A1="ALAMO_BILL(1)",ORG.ALAMO.XL.ADDIN.ALAMOBILL(1,"a"),MY_ALAMO_BILL(2)+ALAMO_OTHER(3))'
    assert translated(formula) == wanted


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = '=ALAMO_WATER(2026,"household","3/4",8,FALSE)'
    book.active["A2"] = '=ALAMO_WATER(2030,"household","3/4",8)'
    book.save(tmp_path / "small.xlsx")
    return tmp_path / "small.xlsx"


def test_a_translated_book_calculates(libreoffice_with_addin: LibreOffice, small_book: Path) -> None:
    with libreoffice_with_addin.book(translate(small_book, small_book.with_name("copy.xlsx"))) as book:
        assert book.formulas() == {"Sheet": {"A1": 53.01, "A2": "#N/A"}}


def test_a_book_as_ods(tmp_path: Path, small_book: Path) -> None:
    needs("soffice", "it writes .ods")
    profile = tmp_path / "profile"
    assert alamo_xl("install-libreoffice", "--profile", profile).returncode == 0
    ods = write_ods(small_book, tmp_path / "small.ods", profile)
    with closing(LibreOffice(profile)) as office, office.book(ods) as book:
        assert book.formulas() == {"Sheet": {"A1": 53.01, "A2": "#N/A"}}


def test_install_and_remove(tmp_path: Path) -> None:
    needs("soffice", "the add-in is taken out of LibreOffice")
    done = [
        alamo_xl("install-libreoffice", "--profile", tmp_path, *more) for more in ([], [], ["--remove"], ["--remove"])
    ]
    assert [each.returncode for each in done] == [0, 0, 0, 0]
    said = [each.stdout for each in done]
    assert functions.ALAMO_VERSION() in said[0]
    assert "Ctrl+Shift+Enter" in said[0]
    assert [line.split()[0:2] for line in said] == [
        ["installed", "alamo-xl.oxt"],
        ["installed", "alamo-xl.oxt"],
        ["removed", "the"],
        ["the", "add-in"],
    ]
