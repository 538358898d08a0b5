"""Finish: cached values, fixed bytes, whole files."""

import hashlib
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.formula import ArrayFormula
from support.demo_book import demo
from support.places import TESTS

from alamo_xl.books.finish import finish, read_parts, sheet_parts
from alamo_xl.books.package import relations, with_relative_targets
from alamo_xl.books.values import formula_cells, with_values


def test_every_formula_cell_holds_its_value(parts: dict[str, bytes]) -> None:
    count = 0
    for part in sheet_parts(parts).values():
        refs = [ref for ref, _, _ in formula_cells(parts[part])]
        count += len(refs)
        stored = parts[part].decode()
        assert all("<v" in stored.split(f'<c r="{ref}"')[1].split("</c>")[0] for ref in refs)
    assert count > 15


def test_the_same_book_is_the_same_bytes(tmp_path: Path, book_path: Path) -> None:
    again = demo().finish(tmp_path / "again.xlsx")
    assert again.read_bytes() == book_path.read_bytes()
    assert list(tmp_path.iterdir()) == [again]


def test_what_other_libraries_call_namespaces_changes_no_byte(tmp_path: Path, book_path: Path) -> None:
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")  # as WeasyPrint does when it is imported
    again = demo().finish(tmp_path / "again.xlsx")
    assert again.read_bytes() == book_path.read_bytes()


@pytest.mark.parametrize("first", ["", "sys.modules['lxml'] = None; "], ids=["lxml there", "lxml absent"])
def test_another_process_with_another_hash_seed_writes_the_same_bytes(
    first: str, tmp_path: Path, book_path: Path
) -> None:
    program = f"import sys; {first}from pathlib import Path; from support.demo_book import demo; "
    program += "demo().finish(Path(sys.argv[1]))"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(TESTS), "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "x.xlsx")], check=True, env=environment, timeout=60)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (book_path, tmp_path / "x.xlsx")}
    assert len(digests) == 1


def test_properties_carry_the_day_of_the_facts(parts: dict[str, bytes]) -> None:
    core = parts["docProps/core.xml"].decode()
    assert core.count("2024-05-14T00:00:00Z") == 2
    assert "<dc:language>en-US</dc:language>" in core
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]


def test_charts_carry_alt_text(parts: dict[str, bytes]) -> None:
    assert b'descr="Bills rise by one per cent a year in both classes."' in parts["xl/drawings/drawing1.xml"]


def test_each_chart_has_the_text_of_its_own(tmp_path: Path) -> None:
    workbook = Workbook()
    for title, texts in (("Plain", []), ("Second", ["two"]), ("Third", ["three", "", "five"])):
        sheet = workbook.create_sheet(title)
        for text in texts:
            chart = BarChart()
            chart.add_data(Reference(sheet, 1, 1, 1, 2))
            chart.alt_text = text
            sheet.add_chart(chart)
    parts = read_parts(finish(workbook, tmp_path / "charts.xlsx"))
    found = [re.findall(rb'descr="(.*?)"', parts[f"xl/drawings/drawing{number}.xml"]) for number in (1, 2)]
    assert found == [[b"two"], [b"three", b"five"]]


def test_relationships_say_where_from_here(parts: dict[str, bytes]) -> None:
    assert b'Target="worksheets/sheet1.xml"' in parts["xl/_rels/workbook.xml.rels"]
    assert b'Target="../drawings/drawing1.xml"' in parts["xl/worksheets/_rels/sheet3.xml.rels"]
    assert not [name for name, part in parts.items() if name.endswith(".rels") and b'Target="/' in part]


def test_an_address_outside_stays_as_it_is() -> None:
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    rels += b'<Relationship Id="a" Type="x/hyperlink" Target="/abs" TargetMode="External"/>'
    rels += b'<Relationship Id="b" Type="x/table" Target="/xl/tables/table1.xml"/></Relationships>'
    (relative,) = with_relative_targets({"xl/worksheets/_rels/sheet1.xml.rels": rels}).values()
    assert b'Target="/abs"' in relative
    assert relations({"xl/worksheets/_rels/sheet1.xml.rels": relative}, "xl/worksheets/sheet1.xml") == {
        "b": ("table", "xl/tables/table1.xml")
    }
    assert b'Target="../tables/table1.xml"' in relative


def test_drawings_and_charts_carry_the_usual_prefixes(parts: dict[str, bytes]) -> None:
    assert parts["xl/drawings/drawing1.xml"].startswith(b"<xdr:wsDr xmlns:")
    assert parts["xl/charts/chart1.xml"].startswith(b"<c:chartSpace xmlns:")
    assert b"<c:lineChart>" in parts["xl/charts/chart1.xml"]


@pytest.mark.parametrize("number", [88.65, Decimal("88.65"), 68.1, 0.1 + 0.2, 2.0**-40, 1e21, 1234567, -0.07])
def test_constants_are_as_exact_as_given_and_empty_cells_have_no_type(number: float, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = number, "=A1", "text"
    sheet["B1"].number_format = sheet["B2"].number_format = "0.00"
    sheet["B2"] = ""
    stored = read_parts(finish(workbook, tmp_path / "exact.xlsx"))["xl/worksheets/sheet1.xml"].decode()
    (text,) = re.findall(r'<c r="A1"[^>]*><v>([^<]*)</v>', stored)
    assert Decimal(text) == Decimal(repr(float(number)))
    assert re.findall(r'<c r="B\d"[^>]*>', stored) == ['<c r="B1" s="1"/>', '<c r="B2" s="1"/>']
    assert "<t>text</t>" in stored


def own_book(formula: str) -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = formula, "=IF(ISERROR(A1),ERROR.TYPE(A1),A1*2)"
    return workbook


@pytest.mark.parametrize(
    ("value", "cached", "beside"), [(53.01, 53.01, 106.02), ("#N/A no adopted rate", "#N/A", 7), ("#NUM!", "#NUM!", 6)]
)
def test_own_functions_are_valued_by_the_book_and_their_neighbours_follow(
    tmp_path: Path, value: object, cached: object, beside: object
) -> None:
    path = finish(own_book("=ALAMO_WATER(1,2)"), tmp_path / "own.xlsx", lambda sheet, ref, formula: value)
    sheet = load_workbook(path, data_only=True).active
    assert (sheet["A1"].value, sheet["B1"].value) == (cached, beside)
    assert load_workbook(path).active["A1"].value == "=ALAMO_WATER(1,2)"


def test_an_array_fills_its_range(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in sheet["A1:B2"]:
        for cell in row:
            cell.number_format = "0.00"
    sheet["A1"] = ArrayFormula("A1:B2", "=ALAMO_RATE_TABLE()")
    path = finish(workbook, tmp_path / "a.xlsx", lambda *_: [["water", 1.5]])
    found = load_workbook(path, data_only=True).active
    assert [[cell.value for cell in row] for row in found["A1:B2"]] == [["water", 1.5], ["#N/A", "#N/A"]]


def test_what_cannot_be_calculated_raises_and_leaves_nothing(tmp_path: Path) -> None:
    for formula, words in (("=NoSuchName+1", "NoSuchName"), ("=ALAMO_WATER(1)", "needs a value")):
        with pytest.raises(ValueError, match=words):
            finish(own_book(formula), tmp_path / "bad.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (True, '<c r="A1" s="1" t="b"><f>X</f><v>1</v></c>'),
        (12.0, '<c r="A1" s="1"><f>X</f><v>12</v></c>'),
        ("a<b ", '<c r="A1" s="1" t="str"><f>X</f><v xml:space="preserve">a&lt;b </v></c>'),
        ("#N/A because", '<c r="A1" s="1" t="e"><f>X</f><v>#N/A</v></c>'),
    ],
)
def test_values_are_stored_as_cells_store_them(value: object, stored: str) -> None:
    sheet = b'<sheetData><c r="A1" s="1"><f>X</f><v></v></c></sheetData>'
    assert with_values(sheet, {"A1": value}, keep=True).decode() == f"<sheetData>{stored}</sheetData>"


def test_not_a_number_is_no_cell_value() -> None:
    with pytest.raises(ValueError, match="nan"):
        with_values(b'<c r="A1"><f>X</f><v/></c>', {"A1": float("nan")}, keep=True)


def test_a_finished_book_can_be_read_part_by_part(book_path: Path) -> None:
    assert next(iter(read_parts(book_path))) == "[Content_Types].xml"
