"""What is typed into a saved book, cell by cell and name by name; damage is told in words."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from alamo_xl.books.lint import lint
from alamo_xl.books.named_cells import Cells, Rows
from alamo_xl.books.saved import SavedBook, saved_book
from alamo_xl.errors import BadSchedule


def test_every_kind_of_cell(tmp_path):
    book = openpyxl.Workbook()
    rich = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    values = [1, 0.1, 1e300, -5, True, False, " text ", "3/4", "é", "=A1+1", rich, "#REF!", 2**53]
    for value in values:
        book.active.append([value])
    book.active["C3"] = "far"
    path = tmp_path / "kinds.xlsx"
    book.save(path)
    found = saved_book(path).sheets["Sheet"]
    assert [found[row, 1] for row in range(1, len(values) + 1)] == [*values[:10], "plain bold", *values[11:]]
    assert [type(found[row, 1]) for row in (5, 6)] == [bool, bool]
    assert found[3, 3] == "far"


RUNS = "<r><t>a</t></r><r><t>b</t></r>"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets><definedNames>'
    '<definedName name="Ours">Sheet!$A$1</definedName>'
    '<definedName name="Ours" localSheetId="0">Sheet!$B$1</definedName></definedNames></workbook>',
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/sharedStrings.xml": "<sst><si><t>one</t><rPh><t>pronounced</t></rPh></si>"
    "<si><r><t>t</t></r><r><t>wo</t></r></si></sst>",
}


def written(folder: Path, rows: str) -> Path:
    """A book of one sheet with these rows of XML, and two texts."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    path = folder / "written.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for name, part in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            package.writestr(name, part)
    return path


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", {(1, 1): 1, (1, 2): 2, (2, 1): 3}),
        ('<row><c t="inlineStr"><is><r><t/></r><r><t>a</t></r></is></c></row>', {(1, 1): "a"}),
        ('<row r="4"><c r="C4"><v>1</v></c><c><v>2</v></c></row>', {(4, 3): 1, (4, 4): 2}),
        ('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', {(1, 1): "one", (1, 2): "two"}),
        ('<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>', {(1, 1): True, (1, 2): "#N/A"}),
        ('<row><c t="inlineStr"><is><t>a</t></is></c><c t="str"><v>b</v></c></row>', {(1, 1): "a", (1, 2): "b"}),
        ('<row><c t="inlineStr"><is/></c></row>', {(1, 1): ""}),
        (f'<row><c t="inlineStr"><is>{RUNS}<rPh><t>c</t></rPh></is></c></row>', {(1, 1): "ab"}),
        ("<row><c/><c><v></v></c><c><f>A1</f><v>2</v></c><c><f/><v>3</v></c></row>", {(1, 3): "=A1", (1, 4): "="}),
        ("<row><c><v>words</v></c><c><v>" + "9" * 16 + "</v></c></row>", {(1, 1): "words", (1, 2): 1e16}),
    ],
)
def test_cells_as_they_are_stored(tmp_path, rows, cells):
    found = saved_book(written(tmp_path, rows)).sheets["Sheet"]
    assert found == cells
    assert list(map(type, found.values())) == list(map(type, cells.values()))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ('<row><c t="s"><v>2</v></c></row>', "the cell None holds text 2 of 2"),
        ('<row><c r="A1" t="s"><v>-1</v></c></row>', "the cell A1 holds text -1 of 2"),
        ('<row><c r="1A"><v>1</v></c></row>', "a cell is at '1A'"),
        ('<row r="one"/>', "invalid literal"),
    ],
)
def test_damage_is_told_with_the_file(tmp_path, rows, words):
    with pytest.raises(BadSchedule, match=f"^written.xlsx is not a whole workbook: .*{words}"):
        saved_book(written(tmp_path, rows))


@pytest.mark.parametrize("place", ["B", "2", "AAAA1", "b2", ""])
def test_a_cell_that_is_nowhere_is_told_by_lint_too(tmp_path, place):
    path = written(tmp_path, f'<row><c r="{place}"><v>1</v></c></row>')
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/styles.xml", "<styleSheet/>")
    (told,) = lint(path)
    assert (told.rule, told.passed, told.reason) == ("package", False, f"a cell is at {place!r}")
    with pytest.raises(BadSchedule, match=f"a cell is at {place!r}$"):
        saved_book(path)


BOOK = SavedBook({}, {"A sheet": {(1, 1): 1, (2, 1): 2}, "It's": {(1, 1): 3}})


def cells_of(area: str) -> Cells:
    return Cells(SavedBook({"It": area}, BOOK.sheets), "book.xlsx")


@pytest.mark.parametrize(
    ("area", "values"),
    [
        ("'A sheet'!$A$1:$B$2", [[1, None], [2, None]]),
        ("'A sheet'!$B$2:$A$1", [[1, None], [2, None]]),
        ("'A sheet'!A2", [[2]]),
        ("'It''s'!$A$1", [[3]]),
        ("'A sheet'!$A$1:$J$10000", [[1, *[None] * 9], [2, *[None] * 9], *[[None] * 10] * 9998]),
    ],
)
def test_a_name_is_its_cells(area, values):
    assert cells_of(area).values("It") == values


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("#REF!", "'#REF!'; give one range of cells"),
        ("'A sheet'!#REF!", "give one range"),
        ("Gone!$A$1", "'Gone!.A.1'; give one range"),
        ("'A sheet'!$A$1,'A sheet'!$B$1", "give one range"),
        ("'A sheet'!$A:$B", "give one range"),
        ("'A sheet'!$A$0", "give one range"),
        ("'A sheet'!$A$1:$A$100001", "give at most 100,000 cells"),
        ("'A sheet'!$A$1:$K$10000", "give at most 100,000 cells"),
        ("'A sheet'!$A$1:$XFD$1048576", "give at most 100,000 cells"),
    ],
)
def test_a_name_that_is_not_one_range_of_cells_is_refused(area, words):
    with pytest.raises(BadSchedule, match=f"^book.xlsx: the name It is .*{words}"):
        cells_of(area).rows("It")


def test_a_name_of_one_sheet_alone_is_not_the_books(tmp_path):
    book = saved_book(written(tmp_path, "<row><c><v>1</v></c><c><v>2</v></c></row>"))
    assert Cells(book, "written.xlsx").one("Ours") == ("Sheet", 1, 1, 1)


def numbered(*values) -> Cells:
    """A column of values under the name It, the first two of them under the name Two."""
    cells = {(row, 1): value for row, value in enumerate(values, 1)}
    names = {"It": f"S!$A$1:$A${len(values)}", "Two": "S!$A$1:$A$2"}
    return Cells(SavedBook(names, {"S": cells}), "book.xlsx")


@pytest.mark.parametrize("value", [2025.5, 2024, 2030, True, "=2026", None, "soon", float("nan")])
def test_a_whole_number_between_limits(value):
    cells = numbered(value, 2026.0)
    assert cells.whole(cells.rows("It")[1][0], 2025, 2029) == 2026
    with pytest.raises(BadSchedule, match=r"^book\.xlsx, S!A1 is .*; give a (whole )?number from 2,?025 to 2,?029$"):
        cells.whole(cells.one("It"), 2025, 2029)


def test_columns_stand_side_by_side_where_they_are_of_one_length():
    assert [[cell.value for cell in row] for row in numbered(1, 2).columns("It", "Two")] == [[1, 1], [2, 2]]
    with pytest.raises(BadSchedule, match=r"^book\.xlsx: names that stand side by side .* rows: It 3, Two 2$"):
        numbered(1, 2, 3).columns("It", "Two")


def test_a_sheet_whose_part_is_gone_is_named(tmp_path):
    path = written(tmp_path, "")
    gone = path.with_name("gone.xlsx")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(gone, "w") as package:
        for name in whole.namelist():
            if "worksheets" not in name:
                package.writestr(name, whole.read(name))
    with pytest.raises(BadSchedule, match=r"^gone\.xlsx is not a whole workbook: the sheet Sheet is not there$"):
        saved_book(gone)


@pytest.mark.parametrize(
    ("value", "given"), [(None, "is blank"), (" ", "is blank"), ("lots", "is 'lots'"), (7, "is 7")]
)
def test_what_is_no_number_between_limits_is_shown(value, given):
    cells = numbered(value, 1)
    with pytest.raises(BadSchedule, match=rf"^book\.xlsx, S!A1 {given}; give a number from -1 to 5$"):
        cells.number(cells.one("It"), "-1", "5")


def rows_of(*rows, head=("Line", "Service", 2025)) -> Cells:
    """Rows of a sheet of years under their headings."""
    cells = {(row, column): value for row, of in enumerate((head, *rows), 1) for column, value in enumerate(of, 1)}
    names = {"Head": "S!$A$1:$C$1", "Rows": f"S!$A$2:$C${len(rows) + 1}", "Wide": f"S!$A$2:$B${len(rows) + 1}"}
    return Cells(SavedBook(names, {"S": cells}), "book.xlsx")


KEYS = ("Line", "Service")


def test_rows_are_found_by_their_words_and_cells_by_their_headings():
    rows = Rows(rows_of(("pipes", "water", 5), ("pipes", None, 6)), "Rows", "Head", KEYS)
    assert rows.cell(2025, "pipes", "water") == ("S", 2, 3, 5)
    assert rows.cell(2025, "pipes").value == 6
    with pytest.raises(BadSchedule, match=r"^book\.xlsx: S has no row called 'pumps water' in Rows$"):
        rows.cell(2025, "pumps", "water")
    with pytest.raises(BadSchedule, match=r"^book\.xlsx: S has no column headed 2026 in Rows$"):
        rows.cell(2026, "pipes")


def test_rows_that_are_there_twice_or_without_a_key_are_refused():
    twice = rows_of(("pipes", "water", 5), ("pipes", "water", 6))
    with pytest.raises(BadSchedule, match=r"^book\.xlsx: S has the row 'pipes water' twice in Rows$"):
        Rows(twice, "Rows", "Head", KEYS)
    with pytest.raises(BadSchedule, match=r"^book\.xlsx: S has no column headed 'Kind' in Rows$"):
        Rows(twice, "Rows", "Head", ("Kind",))
    narrow = Rows(rows_of(("pipes", "water", 5)), "Wide", "Head", KEYS)
    with pytest.raises(BadSchedule, match=r"^book\.xlsx: S has no column headed 2025 in Wide$"):
        narrow.cell(2025, "pipes", "water")
