"""The functions book: it names every function and argument, and expects what the functions and known figures say."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from support import answers, document

from alamo_xl.books.calls import literals, parsed, values_of
from alamo_xl.books.functions.verdict import WAITING
from alamo_xl.books.vocabulary import NOT_YET
from alamo_xl.cells import CellError
from alamo_xl.cli import COMMANDS
from alamo_xl.functions import FUNCTIONS

SINGLE = [f.name for f in FUNCTIONS if f.name not in ("ALAMO_BILL_LINES", "ALAMO_RATE_TABLE", "ALAMO_HELP")]
KNOWN = {
    ("ALAMO_WATER", 2026, "household", "3/4", 8, "inside"): 53.01,
    ("ALAMO_WATER", 2028, "household", "3/4", 0.75): 38.75,
    ("ALAMO_WATER", 2026, "household", "1", 10, "inside", "yes"): 106.49,
    ("ALAMO_WATER", 2026, "household", "3/4", 0): 24.21,
    ("ALAMO_WATER", 2030, "household", "3/4", 8): "#N/A",
    ("ALAMO_WATER", 2026, "household", "2", 8): "#N/A",
    ("ALAMO_WATER", 2026, "household", "4-Mar", 8): "#VALUE!",
    ("ALAMO_WATER", 2026, "household", "3/4", -1): "#NUM!",
    ("ALAMO_SEWER", 2026, "household", "3/4", 8): 35.64,
    ("ALAMO_SEWER", 2025, "household", "3/4", 2.3): 20.79,
    ("ALAMO_RECLAIMED", 2026, 100): 360,
    ("ALAMO_BILL", 2026, "household", "3/4", 8, "inside", "no", "yes"): 88.65,
    ("ALAMO_BILL", 2026, "household", "1", 10, "inside", "yes", "yes"): 154.53,
    ("ALAMO_BILL", 2029, "non-household", "2", 5, "inside", "no", "yes", 100): 984.41,
    ("ALAMO_RATE", 2026, "water", "base", "household", "3/4"): 24.21,
    ("ALAMO_RATE", 2026, "sewer", "base", "NH", "3", "outside"): 525.53,
    ("ALAMO_RATE", 2026, "sewer", "return"): 0.9,
    ("ALAMO_FEE", "service-call-same-day"): 55,
    ("ALAMO_FEE", "service-call-non-business-hours"): 110,
    ("ALAMO_TAP", "2", 1800): 1800,
    ("ALAMO_TAP", "3"): "#N/A",
    ("ALAMO_METER_INSTALLATION", "3/4"): 300,
    ("ALAMO_METER_INSTALLATION", "3/4", 180): 180,
    ("ALAMO_LATE_FEE", 88.65, 11): 8.87,
    ("ALAMO_LATE_FEE", 100, 10): 0,
    ("ALAMO_LATE_FEE", 100.05, 30): 10.01,
    ("ALAMO_FISCAL_YEAR", "2025-07-01"): 2026,
    ("ALAMO_FISCAL_YEAR", "soon"): "#VALUE!",
}
"""Read off the resolution or computed by hand from its printed rows."""


@pytest.fixture(scope="module")
def formulas(functions_book: Path) -> openpyxl.Workbook:
    """The functions book's formulas."""
    return openpyxl.load_workbook(functions_book)


@pytest.fixture(scope="module")
def values(functions_book: Path) -> openpyxl.Workbook:
    """The functions book's values."""
    return openpyxl.load_workbook(functions_book, data_only=True)


Examples = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def examples(formulas: openpyxl.Workbook, values: openpyxl.Workbook) -> Examples:
    """The rows of a function's examples by heading, as the file shows them; Call is the formula."""

    def rows(function: str) -> Iterator[dict[str, Any]]:
        sheet = values[function]
        top = next(row for row in sheet.iter_rows() if row[0].value == "What it shows")
        headings = [cell.value for cell in top if cell.value]
        for row in sheet.iter_rows(min_row=top[0].row + 1, max_col=len(headings)):
            if row[1].value is None:
                return
            found = dict(zip(headings, (cell.value for cell in row), strict=True))
            answer = row[headings.index("Answer")]
            yield {**found, "Call": formulas[function][answer.coordinate].value}

    return lambda function: list(rows(function))


def inputs(example: dict[str, Any]) -> list[Any]:
    headings = list(example)
    return [example[heading] for heading in headings[1 : headings.index("Answer")]]


def shown(answer: Any) -> Any:
    return answer.code if isinstance(answer, CellError) else answer


def test_every_function_has_a_sheet_that_names_all_its_arguments_with_help_and_errors(
    formulas: openpyxl.Workbook,
) -> None:
    for function in FUNCTIONS:
        texts = [str(cell.value) for row in formulas[function.name] for cell in row if cell.value is not None]
        assert function.signature in texts
        for argument in function.arguments:
            assert argument.name in texts, f"{function.name}: {argument.name}"
            help_text = f"{argument.help} (optional)" if argument.optional else argument.help
            assert help_text in texts, f"{function.name}: {argument.name}"
        assert {function.summary, function.returns, function.errors, function.source} <= set(texts), function.name


@pytest.mark.parametrize("function", [name for name in SINGLE if name != "ALAMO_SOURCE"])
def test_what_a_row_expects_is_what_the_document_makes_it(examples: Examples, function: str) -> None:
    rows = examples(function)
    assert rows
    for row in rows:
        headings = list(row)
        given = {name: row[name] for name in headings[1 : headings.index("Answer")]}
        wanted = answers.answer(function, row["What it shows"], given)
        wanted = float(wanted) if isinstance(wanted, Decimal) else wanted
        assert (row["Expected"], row["Answer"], row["Mark"]) == (wanted, wanted, NOT_YET), row
        assert row["Call"].startswith(f"={function}(")


def test_what_is_cited_is_where_the_document_prints_it(examples: Examples) -> None:
    for row in examples("ALAMO_SOURCE"):
        shows = row["What it shows"]
        note = " [1]" if row["outside"] == "outside" else ""
        wanted = answers.WRONG.get(shows) or f"Resolution 2024-31, {answers.CITED[shows]}, FY{row['fy']}{note}"
        assert (row["Expected"], row["Answer"], row["Mark"]) == (wanted, wanted, NOT_YET), row
        if shows in answers.CITED:
            section, heading, label = answers.CITED[shows].split(", ")
            assert document.rate(row["fy"], section.upper(), heading, label)


def test_known_figures_are_expected(examples: Examples) -> None:
    for (function, *given), figure in KNOWN.items():
        wanted = [*given, *[None] * 9]
        found = [row["Expected"] for row in examples(function) if inputs(row) == wanted[: len(inputs(row))]]
        assert found and {*found} == {figure}, (function, given, found)


def test_each_kind_of_error_is_shown_on_purpose(examples: Examples) -> None:
    answered = {row["Expected"] for function in SINGLE for row in examples(function)}
    assert {"#N/A", "#VALUE!", "#NUM!"} <= answered


def test_array_answers_are_array_formulas_whose_cells_hold_the_rows(
    formulas: openpyxl.Workbook, values: openpyxl.Workbook
) -> None:
    arrays = {
        (sheet.title, cell.value.text.split("(")[0]): (sheet.title, cell.value.ref)
        for sheet in formulas
        for row in sheet
        for cell in row
        if isinstance(cell.value, ArrayFormula)
    }
    assert {name for _, name in arrays} == {
        "=ALAMO_BILL_LINES", "=ALAMO_RATE_TABLE", "=ALAMO_HELP", "=ALAMO_BILL", "=ALAMO_CHECK",
    }  # fmt: skip
    sheet, area = arrays["ALAMO_BILL_LINES", "=ALAMO_BILL_LINES"]
    rows = [[cell.value for cell in row] for row in values[sheet][area]]
    assert rows[0] == ["service", "charge", "quantity", "rate", "amount"]
    assert rows[1] == ["water", "base", 1, 24.21, 24.21]
    assert rows[-1] == ["total", None, None, None, 448.65]
    assert len({*map(tuple, rows)}) == 7


def test_a_blank_row_of_the_column_stays_blank_and_a_bad_one_harms_no_other(values: openpyxl.Workbook) -> None:
    sheet = values["Column of bills"]
    top = next(row for row in sheet.iter_rows() if row[0].value == "What it shows")
    bill = next(cell.column for cell in top if cell.value == "Bill ($)")
    bills = {row[0].value: row[bill - 1].value for row in sheet.iter_rows(min_row=top[0].row + 1)}
    assert bills["A household"] == 88.65
    assert bills["A blank row stays blank"] in (None, "")
    assert bills["A blank volume is never zero"] == "#VALUE!"
    assert bills["A size that is not printed"] == "#N/A"
    assert bills["A negative volume"] == "#NUM!"
    assert isinstance(bills["And the last row is billed all the same"], float)


def test_past_a_column_the_sheet_names_commands_that_there_are(values: openpyxl.Workbook) -> None:
    words = " ".join(str(row[0].value or "") for row in values["Column of bills"].iter_rows(max_row=12, max_col=1))
    assert "A hundred thousand bills are one formula" in words
    named = re.findall(r"alamo-xl ([a-z-]+)", words)
    assert named == ["rate", "determinants"]
    assert {*named} <= {*COMMANDS}


def test_no_cell_says_ok_before_an_engine_has_calculated_it(
    formulas: openpyxl.Workbook, values: openpyxl.Workbook
) -> None:
    lines = [row[0].value for sheet in values for row in sheet.iter_rows(max_row=5, max_col=1)]
    assert [line for line in lines if str(line).startswith("Checks: ")] == [f"Checks: {WAITING}"] * len(
        values.sheetnames
    )
    verdicts = [
        (sheet.title, cell.coordinate, values[sheet.title][cell.coordinate].value)
        for sheet in formulas
        for row in sheet
        for cell in row
        if cell.data_type == "f" and re.match(r"=.*\b(OK|LOOK|changed)\b", str(cell.value))
    ]
    assert len(verdicts) > 100
    assert [found for found in verdicts if found[2] != NOT_YET] == []


def scratch() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "It's here"
    for row in (("household", "3/4", 8), ("household", "3/4", Decimal("8.5")), (None, None, None)):
        sheet.append(row)
    book.defined_names["Class"] = openpyxl.workbook.defined_name.DefinedName("Class", attr_text="'It''s here'!$A$1")
    return book


@pytest.mark.parametrize(
    ("formula", "answer"),
    [
        ('ALAMO_WATER(2026,"household","3/4",8,FALSE)', 53.01),
        ("=ALAMO_WATER(2026,$A1,B$1,$C$1)", 53.01),
        ("ALAMO_WATER(2026, Class, 'It''s here'!B1, C1, , FALSE)", 53.01),
        ("ALAMO_WATER(2026,A1:A3,B1:B3,C1:C3)", [[53.01], [54.81], [""]]),
        ("ALAMO_WATER(2026,A3,B3,C3)", ""),
        ('ALAMO_FEE("a ""fee""")', "#VALUE!"),
        ("ALAMO_WATER(#REF!,A1,B1,C1)", "#REF!"),
    ],
)
def test_an_alamo_cell_is_computed_from_the_cells_it_refers_to(formula: str, answer: Any) -> None:
    assert shown(values_of(scratch())("It's here", "E1", formula)) == answer


@pytest.mark.parametrize(
    "formula", ["SUM(A1)", "ALAMO_WATER(2026,A1,B1,C1)+1", "ALAMO_WATER(2026,A1,B1,-C1)", "ALAMO_FEE(ALAMO_VERSION())"]
)
def test_what_is_not_one_call_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match=r"ALAMO_ call|more than a constant"):
        values_of(scratch())("It's here", "E1", formula)


def test_an_input_that_is_a_formula_is_refused() -> None:
    book = scratch()
    book["It's here"]["C1"] = "=4+4"
    with pytest.raises(ValueError, match="holds a formula"):
        values_of(book)("It's here", "E1", "ALAMO_WATER(2026,A1,B1,C1)")


def test_the_catalogues_examples_are_calls_of_constants() -> None:
    for function in FUNCTIONS:
        name, arguments = parsed(function.example)
        assert (name, len(literals(function.example))) == (function.name, len(arguments))
