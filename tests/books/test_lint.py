"""Lint: the demo book passes, and each deliberately broken copy of it is caught."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import validator

from alamo_xl.books.finish import read_parts, write_parts
from alamo_xl.books.kit import Book, Column, add_contents
from alamo_xl.books.lint import lint, rules
from alamo_xl.books.lint.models import relative
from alamo_xl.books.lint.package import Cell
from alamo_xl.books.lint.pages import contrast
from alamo_xl.books.vocabulary import NOT_YET
from alamo_xl.commands.lint import command

Parts = dict[str, bytes]
BOOK, CONTROL, DEMAND, CHECKS = "xl/workbook.xml", *(f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4))
TABLE, OTHER = "xl/tables/table2.xml", "xl/tables/table3.xml"
CORE, DRAWING, STYLES = "docProps/core.xml", "xl/drawings/drawing1.xml", "xl/styles.xml"


def swap(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, count)


def pattern(old: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(old, new, text, count=1, flags=re.DOTALL)


BROKEN = {
    "a table heading that the header cell does not say": (TABLE, swap('name="CCF"', 'name="CFF"')),
    "two columns of one name": (TABLE, swap('name="CCF"', 'name="Bills"')),
    "two tables of one name": (OTHER, swap('"Changes"', '"Determinants"')),
    "two tables of one id": (OTHER, pattern(r'(<table [^>]*?)id="\d"', r'\1id="1"')),
    "a table wider than its columns": (TABLE, pattern(r'ref="A(\d+):D', r'ref="A\1:E')),
    "a formula with semicolons": (CHECKS, swap('&lt;1,"OK"', '&lt;1;"OK"')),
    "a formula with a parenthesis too few": (CHECKS, swap('"LOOK")', '"LOOK"')),
    "an unknown name in a formula": (DEMAND, swap("(1+Growth)", "(1+Growht)")),
    "an unknown function": (DEMAND, swap("SUM(", "SUMM(")),
    "a newer function without its prefix": (DEMAND, swap("<f>SUM(", "<f>CONCAT(")),
    "a function newer than Excel 2010 needs": (DEMAND, swap("<f>SUM(", "<f>XLOOKUP(")),
    "cells out of order": (DEMAND, pattern(r'(<c r="A7".*?</c>)(<c r="B7".*?</c>)', r"\2\1")),
    "rows out of order": (DEMAND, pattern(r'(<row r="7".*?</row>)(<row r="8".*?</row>)', r"\2\1")),
    "a truth value in words": (CONTROL, pattern(r'(<c r="B6" s="\d+" )t="n">', r'\1t="b">')),
    "text typed as a number": (DEMAND, pattern(r'(<c r="A4" [^>]*?) t="str"', r"\1")),
    "an error value that is none": (DEMAND, pattern(r'(<c r="A4" [^>]*?)t="str"', r'\1t="e"')),
    "a style that does not exist": (DEMAND, pattern(r'(<c r="A1" s=)"\d+"', r'\1"999"')),
    "a conditional format without its style": (CHECKS, swap('dxfId="', 'dxfId="77')),
    "a validation list that is too long": (CONTROL, swap('"water,sewer"', '"' + "abcdefgh," * 40 + '"')),
    "a name for a sheet that does not exist": (BOOK, swap("'Control'!$B$6", "'Contrl'!$B$6")),
    "a name that looks like a cell": (BOOK, swap('name="Det_bills"', 'name="DB12"')),
    "a name with a hyphen": (BOOK, swap('name="Det_bills"', 'name="Det-bills"')),
    "a sheet name that is too long": (BOOK, swap('name="Change log"', 'name="' + "C" * 40 + '"')),
    "a sheet name with brackets": (BOOK, swap('name="Change log"', 'name="Change [log]"')),
    "two sheets of one id": (BOOK, swap('sheetId="3"', 'sheetId="2"')),
    "two sheets of one name": (BOOK, swap('sheet name="Checks"', 'sheet name="control"')),
    "a sheet without its part": (BOOK, pattern(r'(name="Checks"[^>]*r:id=)"rId\d+"', r'\1"rId99"')),
    "elements out of order": (DEMAND, pattern(r"(<sheetData>.*</sheetData>)(.*?)(<pageMargins[^>]*/>)", r"\3\1\2")),
    "a control character": (DEMAND, swap("Checks: OK", "Checks\x01: OK")),
    "merged cells that overlap": (
        CONTROL,
        swap(
            "<dataValidations",
            '<mergeCells><mergeCell ref="H1:I2"/><mergeCell ref="I2:J3"/></mergeCells><dataValidations',
        ),
    ),
    "text that is too long": (DEMAND, swap("Checks: OK", "x" * 33000)),
    "a relation to a part that is not there": (
        "xl/worksheets/_rels/sheet3.xml.rels",
        swap("drawing1.xml", "drawing9.xml"),
    ),
}


def altered(parts: Parts, part: str, change: Callable[[str], str], path: Path) -> Path:
    """A copy of the book with one part changed; a change that changes nothing is a mistake in the test."""
    text = parts[part].decode()
    changed = change(text)
    assert changed != text
    write_parts(path, {**parts, part: changed.encode()})
    return path


def verdict(path: Path, rule: str) -> tuple[bool, str]:
    (result,) = [result for result in lint(path) if result.rule == rule]
    return result.passed, result.reason


def test_the_demo_book_keeps_every_rule(book_path: Path) -> None:
    results = lint(book_path)
    assert [result for result in results if not result.passed] == []
    assert {"package", "P1", "P13", "M1", "M12"} <= {result.rule for result in results}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_excel_would_repair_is_caught(fault: str, parts: Parts, tmp_path: Path) -> None:
    passed, reason = verdict(altered(parts, *BROKEN[fault], tmp_path / "broken.xlsx"), "package")
    assert not passed, fault
    assert reason


AGAINST_THE_SCHEMA = (
    "a truth value in words",
    "a style that does not exist",
    "a conditional format without its style",
    "a sheet name that is too long",
    "a sheet name with brackets",
    "two sheets of one id",
    "two sheets of one name",
    "a sheet without its part",
    "elements out of order",
    "a control character",
    "merged cells that overlap",
    "a relation to a part that is not there",
)


@pytest.mark.parametrize("fault", AGAINST_THE_SCHEMA)
def test_the_validator_agrees_where_the_schema_is_broken(fault: str, parts: Parts, tmp_path: Path) -> None:
    assert validator.findings(altered(parts, *BROKEN[fault], tmp_path / "broken.xlsx"))


def test_the_validator_finds_nothing_in_the_demo_book(book_path: Path) -> None:
    assert validator.findings(book_path) == []


RULES = {
    "P1": (
        DEMAND,
        swap("<conditionalFormatting", '<mergeCells><mergeCell ref="H1:I2"/></mergeCells><conditionalFormatting'),
    ),
    "P2": (TABLE, swap('"Determinants"', '"Table7"')),
    "P8": (BOOK, swap('sheetId="3" state="visible"', 'sheetId="3" state="hidden"')),
    "P10": (CORE, swap("<dc:language>en-US</dc:language>", "")),
    "P11": (STYLES, swap('<sz val="10"', '<sz val="8"')),
    "P12": (DRAWING, pattern(' descr="[^"]*"', "")),
    "P13": (BOOK, swap('name="Cover"', 'name="Front"')),
    "M1": (DEMAND, pattern("<sheetProtection[^>]*>", "")),
    "M2": (DEMAND, swap("(1+Growth)", "(1.02+Growth)")),
    "M3": (DEMAND, swap("<f>D7*(1+Growth)</f>", "<f>D7*(1+1+Growth)</f>")),
    "M4": (DEMAND, swap("<f>D7*(1+Growth)</f>", "<f>IF(Growth=0,IF(D7=0,0,1),1)</f>")),
    "M5": (DEMAND, swap("<f>D7*(1+Growth)</f>", f"<f>D7{'+D7' * 40}</f>")),
    "M6": (DEMAND, swap("Units", "Unit")),
    "M7": (DEMAND, pattern(r'(<c r="A4" [^>]*?)t="str"(.*?)<v>[^<]*', r'\1t="e"\2<v>#N/A')),
    "M8": (BOOK, swap('name="Checks"', 'name="Tests"')),
    "M9": (DEMAND, swap("<f>D7*(1+Growth)</f>", "<f>INT(D7)</f>")),
    "M10": (BOOK, swap('name="Data_status"', 'name="Data_state"')),
    "M11": (DEMAND, pattern("</f><v>[^<]*</v>", "</f>")),
    "M12": (DEMAND, swap('fitToHeight="0"', 'fitToHeight="1"')),
    "M13": (CONTROL, pattern(' prompt="[^"]*"', "")),
    "M13 alerts": (BOOK, swap('name="Bills"', 'name="Alerts"')),
    "M12 spare rows": (BOOK, swap("'Control'!$A$1:$D$12", "'Control'!$A$1:$D$15")),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_book_that_breaks_a_rule_fails_that_rule(rule: str, parts: Parts, tmp_path: Path) -> None:
    part, change = RULES[rule]
    rule = rule.partition(" ")[0]
    if rule == "M8":
        parts = {
            name: data.replace(b"Checks!", b"Tests!").replace(b"'Checks'!", b"'Tests'!") for name, data in parts.items()
        }
    passed, reason = verdict(altered(parts, part, change, tmp_path / "broken.xlsx"), rule)
    assert not passed, rule
    assert reason


def test_a_mark_of_alamo_cells_that_says_ok_in_the_file_fails(functions_book: Path, tmp_path: Path) -> None:
    assert verdict(functions_book, "M11")[0]
    parts = read_parts(functions_book)
    name = next(name for name, part in parts.items() if name.startswith("xl/worksheets/") and b"ALAMO_WATER(" in part)
    says_ok = altered(parts, name, swap(f"<v>{NOT_YET}</v>", "<v>OK</v>"), tmp_path / "broken.xlsx")
    assert "says OK before" in verdict(says_ok, "M11")[1]


def published(path: Path, *, below: str = "", marker: str = "", amount: float | None = 35) -> Path:
    book = Book("Fees")
    cover = book.sheet("Cover", "Fees", "Source, in force, version, hash, contact.")
    notes = book.sheet("Notes", "Notes", "What the notes mean.")
    notes.text("note 1: as printed.")
    fees = book.sheet("Fees", "Fees", "Each fee [note 1].")
    fees.table(
        "Fees",
        [Column("Fee"), Column("Amount ($)", "money")],
        [[f"Call{marker}", 35], [None if amount is None else "Lien", amount]],
    )
    if below:
        fees.text(below)
    add_contents(book, cover)
    return book.finish(path)


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ("P4", {"below": "One more thing"}),
        ("P5", {"amount": None}),
        ("P6", {"marker": " [note 1]"}),
        ("P6", {"marker": " ²"}),
    ],
)
def test_a_published_book_that_breaks_a_rule_fails_it(rule: str, options: dict[str, str], tmp_path: Path) -> None:
    assert not verdict(published(tmp_path / "fees.xlsx", **options), rule)[0]  # type: ignore[arg-type]


def test_a_published_book_passes_and_model_rules_are_not_asked_of_it(tmp_path: Path) -> None:
    results = lint(published(tmp_path / "fees.xlsx"))
    assert [result for result in results if not result.passed] == []
    assert "M1" not in {result.rule for result in results}
    assert not verdict(published(tmp_path / "Fees_2.xlsx"), "P14")[0]


def test_every_rule_of_each_profile_has_its_function() -> None:
    publish, model = rules("publish"), rules("model")
    assert set(publish) == {f"P{number}" for number in range(1, 15)} | {"M7", "M11", "M12", "M15"}
    assert set(model) == {f"P{n}" for n in range(1, 14) if n not in (4, 6, 7)} | {f"M{n}" for n in range(1, 16)}


def test_a_filled_formula_is_the_same_text_everywhere() -> None:
    one, other = (
        Cell(ref, row, column, 0, "n", "1", formula)
        for ref, row, column, formula in [("C3", 3, 3, 'B3*$A3+C$1&"C3"'), ("D4", 4, 4, 'C4*$A4+D$1&"C3"')]
    )
    assert relative(one) == relative(other)
    assert relative(one) != relative(Cell("C3", 3, 3, 0, "n", "1", 'A3*$A3+C$1&"C3"'))


def test_contrast_is_wcags() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") < 4.5 < contrast("767676", "FFFFFF")


def test_the_command_prints_a_line_a_rule_and_fails_on_a_finding(book_path: Path, parts: Parts, tmp_path: Path) -> None:
    fine = CliRunner().invoke(command, [str(book_path)])
    assert fine.exit_code == 0
    assert len(fine.output.splitlines()) == len(lint(book_path))
    broken = altered(parts, *RULES["M2"], tmp_path / "broken.xlsx")
    failed = CliRunner().invoke(command, ["--failed", str(broken)])
    assert failed.exit_code == 1
    assert "1.02" in failed.output
