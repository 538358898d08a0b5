"""Lint for every engine and reader: each habit that some misread is caught in a broken copy of the demo book."""

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from alamo_xl.books.finish import read_parts
from alamo_xl.books.kit import Book, Column
from alamo_xl.books.lint.calls import calls_of, ends_in_arithmetic
from alamo_xl.books.lint.engines import m14_alike, m15_opens_anywhere
from alamo_xl.books.lint.package import Package

Parts = dict[str, bytes]
CONTROL, DEMAND = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"
ONE_ROW, EMPTY, KEY = "INDEX with two arguments", "may be empty", "holds |"
HIDES, NO_PLACE = "hides other failures", "where there is none"


def with_formula(parts: Parts, formula: str) -> Package:
    """The demo book with another formula in Demand!E7; Bills is a row of three, Growth an input, Det_class a column."""
    sheet = parts[DEMAND].decode()
    changed = sheet.replace("<f>D7*(1+Growth)</f>", f"<f>{escape(formula)}</f>", 1)
    assert changed != sheet
    return Package({**parts, DEMAND: changed.encode()})


def test_the_demo_book_is_read_alike_and_opens_anywhere(parts: Parts) -> None:
    assert list(m14_alike(Package(parts))) == []
    assert list(m15_opens_anywhere(Package(parts))) == []


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("INDEX(Bills,2)", ONE_ROW),
        ("1+ROUND(INDEX($D7:$F7,MATCH(1,Det_bills,0)),2)", ONE_ROW),
        ("INDEX('Demand'!$D$7:$F$7,2)", ONE_ROW),
        ("INDEX(CHOOSE(1,Det_bills,Bills),2)", ONE_ROW),
        ("IFERROR(MATCH(INDEX(Bills,2),Det_bills,0),0)", ONE_ROW),
        ("N(Growth)", EMPTY),
        ("1+N($Z$99)", EMPTY),
        ("N('Control'!$B$6)*2", EMPTY),
        ('COUNTIF(Det_class,"house|hold")', KEY),
        ('SUMIFS(Det_bills,Det_bills,0,Det_class,$A7&"|"&$B7)', KEY),
        ("IFERROR(INDEX(Det_bills,MATCH(1,Det_bills,0)),0)", HIDES),
        ("IFERROR(D7/Growth,0)", HIDES),
        ("IFERROR(MATCH(1,Det_bills,0)+1,0)", HIDES),
        ("IFERROR(MATCH(1,Det_bills,0),1)", NO_PLACE),
        ("IFERROR(MATCH(1,Det_bills,0),D7)", NO_PLACE),
        ("IFERROR(MATCH(1,Det_bills,0),0+D7)", NO_PLACE),
    ],
)
def test_a_formula_that_engines_read_apart_is_caught(formula: str, words: str, parts: Parts) -> None:
    (finding,) = m14_alike(with_formula(parts, formula))
    assert finding.startswith("Demand!E7: ")
    assert words in finding


@pytest.mark.parametrize(
    "formula",
    [
        "INDEX(Bills,1,2)",
        "INDEX(Det_bills,2)",
        "INDEX($D$7,1)",
        "INDEX(CHOOSE(1,Det_bills,Det_class),2)",
        "N(D7)",
        "SUM(Growth)",
        'COUNTIF(Det_class,"household")',
        'MATCH("house|hold",Det_class,0)',
        "IFERROR(MATCH(1,Det_bills,0),0)",
        'IFERROR(MATCH(1,Det_bills,0),"none")',
        'IF(IFERROR(D7/Growth,0),"OK","LOOK")',
        'IFERROR(D7&"",INDEX(Det_class,ERROR.TYPE(D7)))',
    ],
)
def test_a_formula_that_engines_read_alike_passes(formula: str, parts: Parts) -> None:
    assert list(m14_alike(with_formula(parts, formula))) == []


def test_a_key_in_a_cell_is_caught_where_it_is_a_criterion(parts: Parts) -> None:
    keyed = Package({**parts, DEMAND: parts[DEMAND].replace(b">household<", b">house|hold<", 1)})
    (finding,) = m14_alike(keyed)
    assert KEY in finding


@pytest.mark.parametrize(("formula", "found"), [("={Fee}*2", 1), ("=SUM({Fee},1)", 1), ("=ROUND({Fee}*2,2)", 0)])
@pytest.mark.parametrize(("criterion", "compares"), [('">0"', 1), ('"<="&1', 1), ('"<>0"', 0), ("0", 0)])
def test_money_is_rounded_before_it_is_compared(
    formula: str, found: int, criterion: str, compares: int, tmp_path: Path
) -> None:
    book = Book("Fees")
    sheet = book.sheet("Fees", "Fees", "Each fee.")
    sheet.value("Above", f"=COUNTIF(Twice,{criterion})", "count")
    sheet.table("Fees", [Column("Fee", "money"), Column("Twice", "money", formula=formula, name="Twice")], [[1], [2]])
    package = Package(read_parts(book.finish(tmp_path / "fees.xlsx")))
    assert ["money is compared" in finding for finding in m14_alike(package)] == [True] * (found * compares)


BROKEN = {
    "an empty cell of a type": (CONTROL, r'<c r="A(\d+)" s="(\d+)"/>', r'<c r="A\1" s="\2" t="n"/>', "type n"),
    "an absolute target": ("xl/_rels/workbook.xml.rels", 'Target="worksheets/', 'Target="/xl/worksheets/', "absolute"),
    "a drawing without its prefix": ("xl/drawings/drawing1.xml", r"\bxdr:", "", "prefixes"),
    "a chart without its prefix": ("xl/charts/chart1.xml", r"(<|</)c:", r"\1", "prefixes"),
    "a table without a style": ("xl/tables/table2.xml", "<tableStyleInfo[^>]*/>", "", "has no style"),
    "a table with a nameless style": ("xl/tables/table2.xml", '(<tableStyleInfo[^>]*) name="[^"]*"', r"\1", "no style"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_package_that_some_reader_refuses_is_caught(fault: str, parts: Parts) -> None:
    part, old, new, words = BROKEN[fault]
    text = parts[part].decode()
    changed = re.sub(old, new, text, count=0 if "prefix" in words else 1)
    assert changed != text
    changed = changed.replace("xmlns:xdr=", "xmlns=") if part.startswith("xl/drawings") else changed
    changed = changed.replace("xmlns:c=", "xmlns=") if part.startswith("xl/charts") else changed
    (finding,) = m15_opens_anywhere(Package({**parts, part: changed.encode()}))
    assert words in finding


def test_calls_come_with_their_arguments_inner_ones_first() -> None:
    found = calls_of('IF(A1=";,",SUM((A1,B2),C3), "x")')
    assert [(call.function, len(call.arguments)) for call in found] == [("SUM", 2), ("IF", 3)]
    assert [item.value for item in found[1].arguments[2]] == ['"x"']


@pytest.mark.parametrize(
    ("formula", "computed"), [("A1-B1", True), ("SUM(A1:A3)", True), ("ROUND(A1*2,2)", False), ("A1", False)]
)
def test_arithmetic_is_a_last_step_only_outside_calls(formula: str, computed: bool) -> None:
    assert ends_in_arithmetic(formula) is computed
