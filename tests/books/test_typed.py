"""Values typed into a saved book: the cells say them, the formulas follow, nothing else of the package moves."""

import re
import zipfile
from xml.etree import ElementTree

import pytest
from ironcalc import WorkbookError

from alamo_xl.books.package import read_parts, sheet_parts, write_parts
from alamo_xl.books.saved import saved_book
from alamo_xl.books.typed import typed_into, with_typed
from alamo_xl.books.values import stored_values
from alamo_xl.errors import BadSchedule

SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="2"><c s="4" r="B2" t="s"><v>7</v></c><c r="D2"/><c r="E2"><f>B2*2</f><v>1</v></c></row><row r="5"/>'
    b"</sheetData><pageMargins/></worksheet>"
)


def cells(part):
    """Each cell's address and what stands in it."""
    return dict(re.findall(rb'<c[^>]*?r="([A-Z]+\d+)"[^>]*?(?:/>|>(.*?)</c>)', part))


def test_cells_that_are_there_and_cells_that_are_not_take_values():
    typed = {(2, 2): 1.5, (2, 3): "a < b", (2, 6): True, (5, 1): 3, (1, 1): 0, (9, 9): 8}
    part = with_typed(SHEET, typed)
    assert cells(part) == {
        b"A1": b"<v>0</v>",
        b"B2": b"<v>1.5</v>",
        b"C2": b'<is><t xml:space="preserve">a &lt; b</t></is>',
        b"D2": b"",
        b"E2": b"<f>B2*2</f><v>1</v>",
        b"F2": b"<v>1</v>",
        b"A5": b"<v>3</v>",
        b"I9": b"<v>8</v>",
    }
    assert re.findall(rb'<row r="(\d+)"', part) == [b"1", b"2", b"5", b"9"]
    assert b'<c s="4" r="B2"><v>1.5</v>' in part, "the style stays, the type of the old value goes"


def test_an_empty_cell_takes_a_value_and_its_neighbour_stays():
    part = with_typed(
        SHEET.replace(b'<row r="5"/>', b'<row r="5"><c r="A5"/><c r="B5"/></row>'), {(2, 4): 1, (5, 1): 2}
    )
    assert b'<c r="D2"><v>1</v></c><c r="E2"><f>B2*2</f>' in part
    assert b'<row r="5"><c r="A5"><v>2</v></c><c r="B5"/></row>' in part


def test_an_emptied_cell_keeps_its_style():
    assert b'<c s="4" r="B2"/>' in with_typed(SHEET, {(2, 2): None})


def test_prefixed_elements_stay_prefixed():
    part = SHEET.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"xmlns=", b"xmlns:x=")
    assert b'<x:row r="9"><x:c r="A9"><x:v>1</x:v></x:c></x:row>' in with_typed(part, {(9, 1): 1})


def test_a_formula_is_never_typed_over():
    with pytest.raises(BadSchedule, match="E2 holds a formula"):
        with_typed(SHEET, {(2, 5): 3})


def test_a_model_with_an_input_typed_is_recalculated_and_otherwise_the_same(workbooks, tmp_path):
    source = workbooks / "alamogordo-rate-model.xlsx"
    book = saved_book(source)
    sheet, place = book.names["Typical_ccf"].replace("$", "").split("!")
    row, column = int(place[1:]), ord(place[0]) - 64
    parts = typed_into(source, {sheet.strip("'"): {(row, column): 11}})
    out = tmp_path / "typed.xlsx"
    write_parts(out, parts)
    assert saved_book(out).sheets[sheet.strip("'")][row, column] == 11
    before = read_parts(source)
    changed = {name for name in before if before[name] != parts[name]}
    assert {name for name in parts if not name.startswith("xl/worksheets/")} & changed <= {"xl/workbook.xml"}
    assert before.keys() == parts.keys()
    names = sheet_parts(parts)
    moved = sum(stored_values(before[name]) != stored_values(parts[name]) for name in names.values())
    assert moved >= 2, "the sheets that follow from the typical volume show other results"
    functions = names["Functions"]
    assert stored_values(before[functions]) == stored_values(parts[functions])
    with zipfile.ZipFile(out) as package:
        assert package.read("xl/workbook.xml").count(b"fullCalcOnLoad") == 1


def test_a_sheet_that_is_not_there_is_refused(workbooks):
    with pytest.raises(BadSchedule, match="has no sheet 'Nowhere'"):
        typed_into(workbooks / "alamogordo-rate-model.xlsx", {"Nowhere": {(1, 1): 1}})


def test_several_values_in_empty_rows_and_after_an_empty_last_cell():
    part = SHEET.replace(b"</row><row", b'<c r="G2"/></row><row')
    part = with_typed(part, {(2, 7): 1, (2, 8): 2, (5, 1): 3, (5, 2): 4, (7, 1): 5, (8, 1): 6, (4, 1): 8, (3, 1): 7})
    found = cells(part)
    assert [found[ref] for ref in (b"G2", b"H2", b"A5", b"B5", b"A7", b"A8", b"A3", b"A4")] == [
        b"<v>%d</v>" % number for number in (1, 2, 3, 4, 5, 6, 7, 8)
    ]
    assert re.findall(rb'<row r="(\d+)"', part) == [b"2", b"3", b"4", b"5", b"7", b"8"]
    ElementTree.fromstring(part)


@pytest.mark.parametrize("error", [WorkbookError("no r"), ValueError("Sheet!A1: IronCalc answers #NAME? to =X()")])
def test_a_book_that_the_engine_cannot_calculate_is_typed_into_and_left_to_be(monkeypatch, book_path, error):
    def refuses(_):
        raise error

    monkeypatch.setattr("alamo_xl.books.typed.evaluated", refuses)
    parts = typed_into(book_path, {"Control": {(40, 9): 7}})
    assert b'<c r="I40"><v>7</v></c>' in parts[sheet_parts(parts)["Control"]]
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]
