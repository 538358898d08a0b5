"""The law as LAMBDAs, in IronCalc: against the law in Decimal and the ALAMO_ functions; and in LibreOffice."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from support.counts import sample, share_of
from support.half_cents import half_cents
from support.lambdas import Lambdas
from support.libreoffice import LibreOffice

from alamo_xl import bill, functions, inputs, load_schedule
from alamo_xl.books.dynamic_arrays import METADATA
from alamo_xl.books.excel_365 import LONGEST_COMMENT, LONGEST_NAME
from alamo_xl.books.finish import read_parts, sheet_parts, write_parts
from alamo_xl.books.lambdas import PENDING, law, pages, verdict
from alamo_xl.books.lambdas.names import Lambda
from alamo_xl.books.lint import lint
from alamo_xl.books.values import formula_cells
from alamo_xl.books.vocabulary import printed_sizes
from alamo_xl.cells import CellError, is_error
from alamo_xl.rate_table import HEADINGS, to_rows

SCHEDULE = load_schedule()
YEARS = SCHEDULE.fiscal_years
HOUSEHOLD = (2026, "household", "3/4")
VOLUMES = (0, 0.75, 2.3, 8, 8.0025, 137.455, 1234.5675, 1_000_000)
PUBLIC = ("WATER", "SEWER", "RECLAIMED", "BILL", "RATE", "FEE", "TAP", "METER_INSTALLATION", "LATE_FEE",
          "FISCAL_YEAR", "CHECK")  # fmt: skip
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def lambdas(lambda_book: Path) -> Lambdas:
    return Lambdas(lambda_book)


def plain(answer: Any) -> Any:
    """An answer of an ALAMO_ function as a cell shows it: an error by its code."""
    if isinstance(answer, CellError):
        return answer.code
    return answer.split(" ")[0] if is_error(answer) else answer


def differing(lambdas: Lambdas, function: str, rows: Rows) -> list[tuple[Any, ...]]:
    """The rows, and both answers, where the LAMBDA and the ALAMO_ function differ."""
    here = lambdas.called(f"ALAMO.{function}", rows)
    there = [plain(getattr(functions, f"ALAMO_{function}")(*row)) for row in rows]
    return [
        (*row, a, b) for row, a, b in zip(rows, here, there, strict=True) if (type(a), a) != (type(b), b) and a != b
    ]


def test_every_public_function_takes_the_catalogues_arguments(lambda_book: Path) -> None:
    names = openpyxl.load_workbook(lambda_book).defined_names
    assert tuple(function.name for function in law.public()) == tuple(f"ALAMO_{name}" for name in PUBLIC)
    for function in law.public():
        text = names[function.name.replace("ALAMO_", "ALAMO.")].attr_text
        listed = [f"_xlo{'p' if a.optional else ''}." if a.optional else "_xlpm." for a in function.arguments]
        wanted = ",".join(prefix + a.name for prefix, a in zip(listed, function.arguments, strict=True))
        assert text.startswith(f"_xlfn.LAMBDA({wanted},"), function.name


def test_names_are_stored_as_excel_stores_them(lambda_book: Path) -> None:
    names = openpyxl.load_workbook(lambda_book).defined_names
    stored = {name: item for name, item in names.items() if "LAMBDA" in item.attr_text}
    assert set(stored) == {each.name for each in law.lambdas(SCHEDULE)}
    for name, item in stored.items():
        assert len(item.attr_text) <= LONGEST_NAME, name
        assert 0 < len(item.comment) <= LONGEST_COMMENT, name
        assert not re.search(r"(?<![.\w])(LAMBDA|LET|MAP|REDUCE|X\w+|ISOMITTED|TEXT(BEFORE|AFTER))\(", item.attr_text)
        assert "[" not in item.attr_text
        used = set(re.findall(r"_xlo?p\w*\.(\w+)", item.attr_text))
        assert not re.search(rf"(?<![\w.\"])({'|'.join(used)})(?![\w\"])(?=[^\"]*(\"[^\"]*\"[^\"]*)*$)", item.attr_text)


def test_an_optional_parameter_is_marked_in_the_list_alone() -> None:
    function = Lambda("ALAMO.X", ("a", "[b]"), 'LET(c,IF(ISOMITTED(b),"b",b),ROUND(a*c,2)&ALAMO.Y(a))', "")
    body = 'LET(_xlpm.c,IF(_xlfn.ISOMITTED(_xlpm.b),"b",_xlpm.b),ROUND(_xlpm.a*_xlpm.c,2)&ALAMO.Y(_xlpm.a))'
    assert function.stored == f"_xlfn.LAMBDA(_xlpm.a,_xlop.b,_xlfn.{body})"
    assert function.typed == '=LAMBDA(a,[b],LET(c,IF(ISOMITTED(b),"b",b),ROUND(a*c,2)&ALAMO.Y(a)))'
    assert function.signature == "ALAMO.X(a, [b])"


def test_every_example_gives_the_figure_expected(lambda_book: Path) -> None:
    book = openpyxl.load_workbook(lambda_book, data_only=True)
    compared = 0
    for function in law.public():
        sheet = book[law.named(function.name)]
        (table,) = sheet.tables.values()
        head, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
        for row in rows:
            answer, expected = (row[head.index(heading)] for heading in ("Answer", "Expected"))
            assert answer == expected, (sheet.title, row)
        compared += len(rows)
    assert compared > 90


def test_the_book_finds_itself_right_where_lambda_is_known(lambdas: Lambdas) -> None:
    said, marks = lambdas.answers(["=Master_check", '=COUNTIF(Check_results,"OK")=ROWS(Check_results)'])
    assert (said, marks) == ("OK, the functions work: all 103 answers are as expected", True)


def accounts() -> Rows:
    """Every printed key and year: class, size, place, irrigation, at several volumes."""
    kinds = [(name, size) for name, sizes in printed_sizes(SCHEDULE).items() for size in sizes]
    every = itertools.product(YEARS, kinds, (False, True), (False, True), VOLUMES)
    return [
        (year, *kind, ccf, outside, irrigation, True, 1.2345, 24 if kind[1] == inputs.MULTI_FAMILY else None)
        for year, kind, outside, irrigation, ccf in every
    ]


def ties() -> Rows:
    """Every half-cent tie to 200 CCF."""
    return [
        (year, household, size, ccf, outside, irrigation, True, None, None)
        for year, household, size, outside, irrigation, ccf in half_cents(SCHEDULE)
    ]


@pytest.mark.parametrize(("every", "at_least"), [(accounts, 1_700), (ties, 24_000)], ids=["every account", "ties"])
def test_bills_equal_the_law_in_decimal(lambdas: Lambdas, every: Callable[[], Rows], at_least: int) -> None:
    rows = sample(every())
    assert len(rows) >= share_of(at_least)
    wrong = [
        (row, answer)
        for row, answer in zip(rows, lambdas.called("ALAMO.BILL", rows), strict=True)
        if answer != float(bill(SCHEDULE, *row).total)
    ]
    assert not wrong, wrong[:5]


def test_each_service_equals_its_part_of_the_law(lambdas: Lambdas) -> None:
    rows = sample(accounts())
    water = [(*row[:6], row[8]) for row in rows]
    sewer = [(*row[:5], row[8]) for row in rows]
    reclaimed = [(row[0], row[3], row[4]) for row in rows]
    for function, given in (("WATER", water), ("SEWER", sewer), ("RECLAIMED", reclaimed)):
        assert differing(lambdas, function, given) == []


def test_every_printed_rate_and_fee(lambdas: Lambdas) -> None:
    keys = [
        (year, key.service, key.charge, key.customer_class, key.meter_size or None, key.location)
        for key in SCHEDULE.rates
        for year in YEARS
        if key.location != "all"
    ]
    rates = lambdas.called("ALAMO.RATE", keys)
    assert rates == [float(SCHEDULE.rate(*k[:4], k[4] or "", k[5] == "outside")) for k in keys]
    assert len(rates) == 290
    assert lambdas.answers([f'=ALAMO.RATE({year},"sewer","return")' for year in YEARS]) == [0.9] * len(YEARS)
    for fee in SCHEDULE.fees:
        function = {"tap": "TAP", "meter-installation": "METER_INSTALLATION"}.get(fee.fee, "FEE")
        assert lambdas.called(f"ALAMO.{function}", [(fee.size or fee.fee,)]) == [float(fee.amount)]


SIZES = (
    "3/4", "1", "1-1/2", "1 1/2", "1½", "½", "¾", '3/4"', "3/4 in", "3/4 in.", "3/4 inches", "3/4''", "3/4”", "3/4″",
    "1.5", "1.5 in", ".75", "00.75", 0.75, 1, 1.5, 2, '2"', "2 inch meter", "6 meter", "MF", "Multi Family Unit",
    "multi_family", '5/8"', 0.625, 8, "1/3", "4-Mar", "Mar-75", "2025-03-04", "3/4/2025", 45720, 45720.5, "banana", "",
    None, "3//4", "/4", "3/", "-3/4", -1, 0, "49", 48, "1 - 1/2", "1 1 1/2", "3/4 in in", "3/0", "1e0", "+1", "1-", '"',
    "multi", "3/4 mm", "1-1/16", True, "3⁄4", "1 ½", "½½", "¾ meter", "2.50", "1.0625", "1.5.5", "2in", "#N/A", "#REF!",
)  # fmt: skip
DATES = (
    2026, 2030, 2024, 1900, 2199, 2200, 1899, 0, -1, 2026.5, "2026", "FY2026", "FY26", "fy 26", "FY026", "FY", "26",
    "2025-07-01", "2025-06-30", "7/1/2025", "06/30/2026", "07/01/2025 12:30", "2025-07-01T00:00:00", "13/1/2025",
    "FY 2025-26", "FY2025/26", "fy 2025 - 2026", "FY25-26", "FY 25/2026", "FY99-00", "FY 2025-25", "FY 2025-27",
    "FY 2025-", "FY 2025-026", "FY 2029-30", "FY 2025-26-27", "FY 2025-26 or so", "2025-26", "FY 2025 26", "FY-26",
    "FY/2026", "2025-007-01", "7/001/2025", "2025-02-30", "2/29/2028", "2/29/2027", "1/1/1999", 45839, 45838, 36526,
    36525, 45839.75, 2958465, 2958466, "45839", "soon", "", None, True, "2025/07/01", "2026.0", "FY-2026", "#NUM!",
    "2025-07-01x", "July 1, 2025", "1-Jul-25",
)  # fmt: skip
NUMBERS = (
    0, 8, 8.0025, 8.0015, 0.0005, 0.0004999, -0.0001, 1e6, 1_000_000.0001, "8", " 8.5 ", "1,000.05", "10,00", "1e3",
    "1e", "e3", "1e-3", "-5", "+5", "+-5", ".5", "5.", ".", "", None, "eight", "$8", "8%", "(8)", "8/2", "8:00",
    "1 000",     True, 0.1 + 0.2, 123456.7895, "0x8", "nan", "#VALUE!", "1,2,3", "12,345,678", "001", "1.2.3", "4-Mar",
)  # fmt: skip
FLAGS = (
    None,
    "",
    " ",
    True,
    False,
    1,
    0,
    2,
    0.5,
    "1",
    "0",
    "yes",
    "NO ",
    "y",
    "true",
    "outside",
    "Inside",
    "on",
    "#N/A",
)
COUNTS = (None, "", 0, 1, 2, 24, 1.5, -1, 100_000, 100_001, "24", "1,000", "many", True, 1e12, "#NUM!")
CLASSES = ("HOUSEHOLD", "HH", "hh ", "Non-Household", "non household", "non_household", "NH", "n-h", "houshold",
           "residential", "commercial", "house*", "h?", None, "", 1, True, "#N/A", "all")  # fmt: skip
FLAT = (None,) * 4
WRITTEN: dict[str, tuple[str, Rows]] = {
    "sizes": ("WATER", [(2026, name, size, 8) for size in SIZES for name in ("household", "NH")]),
    "taps": ("TAP", [(size, cost) for size in SIZES for cost in (None, 2000.005)]),
    "meters": ("METER_INSTALLATION", [(size, cost) for size in SIZES for cost in (None, -1)]),
    "fiscal years": ("FISCAL_YEAR", [(day,) for day in DATES]),
    "years of bills": ("SEWER", [(day, "HH", "3/4", 8) for day in DATES]),
    "volumes": ("BILL", [(*HOUSEHOLD, ccf) for ccf in NUMBERS]),
    "reclaimed volumes": ("RECLAIMED", [(2026, ccf) for ccf in NUMBERS]),
    "reclaimed water besides": ("BILL", [(*HOUSEHOLD, 8, None, None, None, ccf) for ccf in NUMBERS]),
    "places": ("BILL", [(*HOUSEHOLD, 8, flag) for flag in FLAGS]),
    "irrigation": ("BILL", [(*HOUSEHOLD, 8, None, flag) for flag in FLAGS]),
    "sewer": ("BILL", [(*HOUSEHOLD, 8, None, garden, flag) for flag in FLAGS for garden in (None, "yes")]),
    "assisted": ("BILL", [(*HOUSEHOLD, 8, *FLAT, None, None, None, flag) for flag in FLAGS]),
    "stages": ("BILL", [(*HOUSEHOLD, 8, *FLAT, None, None, count) for count in COUNTS]),
    "units": ("BILL", [(2026, "HH", "mf", 8, *FLAT, count) for count in COUNTS]),
    "units of a meter": ("BILL", [(*HOUSEHOLD, 8, *FLAT, count) for count in COUNTS]),
    "classes": ("WATER", [(2026, name, "1", 8) for name in CLASSES]),
    "blank rows": (
        "WATER",
        [(2026, None, " ", ""), ("#N/A", None, None, None), (None, "HH", "3/4", 8), (2026, None, None, 8)],
    ),
    "rates": (
        "RATE",
        list(
            itertools.product(
                (2026, "FY31", "x"), ("water", "Sewer ", "reclaimed", "gas", None),
                ("base", "usage", "irrigation", "return", "x", None), ("HH", "x", None), ("3/4", "2", "bad", None),
                (None, "outside"),
            )
        ),
    ),
    "fees": ("FEE", [(fee,) for fee in ("SERVICE-CALL-SAME-DAY ", "tap", "late fee", "", None, "#N/A", 5, "service*")]),
    "late fees": ("LATE_FEE", list(itertools.product(NUMBERS, (11, 10, -5, 10.5, "11", "x", None, 1e6, -1_000_001)))),
}  # fmt: skip


@pytest.mark.parametrize("what", WRITTEN)
def test_what_people_write_is_read_as_the_functions_read_it(lambdas: Lambdas, what: str) -> None:
    function, rows = WRITTEN[what]
    assert differing(lambdas, function, rows) == []


def test_an_argument_left_out_is_a_blank_one(lambdas: Lambdas) -> None:
    call = 'ALAMO.BILL(2026,"household","3/4",8'
    assert lambdas.answers([f"={call})", f"={call},,,,,,,,)", f'={call},"","","","","","","","")']) == [88.65] * 3


@pytest.mark.parametrize(
    "call", ["ALAMO.BILL(2026,B1:B2,C1,D1)", "ALAMO.RECLAIMED(2026,D1:D2)", "ALAMO.FISCAL_YEAR(A1:A2)"]
)
def test_a_range_in_place_of_a_cell_is_refused(lambdas: Lambdas, call: str) -> None:
    lambdas.write([(*HOUSEHOLD, 8), (*HOUSEHOLD, 9)])
    assert lambdas.answers([f"={call}"]) == ["#VALUE!"]


def test_a_range_is_priced_through_map(lambdas: Lambdas) -> None:
    lambdas.write([(*HOUSEHOLD, 8), (*HOUSEHOLD, 9)])
    (total,) = lambdas.answers(["=SUM(MAP(C1:C2,D1:D2,LAMBDA(size,ccf,ALAMO.BILL(2026,B1,size,ccf))))"])
    assert round(total, 2) == round(88.65 + functions.ALAMO_BILL(*HOUSEHOLD, 9), 2)


CHECKED = [
    (*HOUSEHOLD, 8), (2031, *HOUSEHOLD[1:], 8), ("x", *HOUSEHOLD[1:], 8), (2026, "bad", "3/4", 8),
    (2026, "HH", "bad", 8), (2026, "HH", 45720, 8), (2026, "HH", "4-Mar", 8), (2026, "HH", "Mar-75", 8),
    (2026, "HH", "2025-03-04", 8), (2026, "HH", "5/8", 8), (2026, "NH", "mf", 8), (2026, "HH", "mf", 8),
    (2026, "NH", "8", 8), (*HOUSEHOLD, None), (*HOUSEHOLD, "x"), (*HOUSEHOLD, -1), (*HOUSEHOLD, 2e6),
    (*HOUSEHOLD, 8, "maybe"), (*HOUSEHOLD, 8, None, "maybe"), (*HOUSEHOLD, 8, None, None, 2),
    (*HOUSEHOLD, 8, None, None, None, "x"), (*HOUSEHOLD, 8, None, None, None, -1), (*HOUSEHOLD, 8, *FLAT, 5),
    (*HOUSEHOLD, 8, *FLAT, "x"), (2026, "HH", "mf", 8, *FLAT, 0), (2026, "HH", "mf", 8, *FLAT, "x"),
    (2026, "HH", "mf", 8, *FLAT, 24), (*HOUSEHOLD, 8, *FLAT, None, None, 2), (*HOUSEHOLD, 8, *FLAT, None, None, -2),
    (*HOUSEHOLD, 8, *FLAT, None, None, "x"), (*HOUSEHOLD, 8, *FLAT, None, None, None, "x"), (None, None, None, None),
    ("#N/A", "HH", "3/4", 8), (*HOUSEHOLD, 8, "#REF!"),
]  # fmt: skip


@pytest.mark.parametrize("row", CHECKED, ids=str)
def test_check_says_what_the_law_says(lambdas: Lambdas, row: tuple[Any, ...]) -> None:
    assert differing(lambdas, "CHECK", [row]) == []


def table(change: Callable[[list[list[Any]]], object]) -> list[list[Any]]:
    """The adopted rate table with a change, numbers as cells hold them."""
    rows = [[float(cell) if not isinstance(cell, (str, int)) else cell for cell in row] for row in to_rows(SCHEDULE)]
    change(rows)
    return rows


def raised(rows: list[list[Any]]) -> None:
    for row in rows[1:-1]:
        row[5:] = [round(cell * 1.05 + 0.001, 2) for cell in row[5:]]


def put(rows: list[list[Any]], row: int, column: int, value: Any) -> None:
    rows[row][column] = value


ACCEPTED: dict[str, Callable[[list[list[Any]]], object]] = {
    "as adopted": lambda rows: None,
    "raised": raised,
    "another order": lambda rows: rows.__setitem__(slice(1, None), rows[:0:-1]),
    "years in words": lambda rows: put(rows, 0, 6, "FY2026"),
    "sizes with their unit": lambda rows: put(rows, 1, 4, "3/4 in"),
    "a blank row": lambda rows: rows.insert(7, [None] * 10),
    "another sewer return": lambda rows: put(rows, -1, 6, 0.875),
}
REFUSED: dict[str, Callable[[list[list[Any]]], object]] = {
    "a row is missing": lambda rows: rows.pop(9),
    "a row is doubled": lambda rows: rows.append(list(rows[9])),
    "a rate is blank": lambda rows: put(rows, 9, 6, None),
    "a rate is below 0": lambda rows: put(rows, 9, 6, -1.0),
    "a rate is in words": lambda rows: put(rows, 9, 6, "ten"),
    "the rate asked for is not to the cent": lambda rows: put(rows, 5, 6, 3.605),
    "years leave a gap": lambda rows: put(rows, 0, 9, 2031),
    "a return above 1": lambda rows: put(rows, -1, 6, 1.2),
    "blocks": lambda rows: [row.insert(5, "above_ccf" if row is rows[0] else 0.0) for row in rows],
    "a surcharge": lambda rows: rows.append(["water", "all", "all", "surcharge", "", *[1.0] * 5]),
    "another heading": lambda rows: put(rows, 0, 1, "class"),
}


def priced(lambdas: Lambdas, rows: list[list[Any]]) -> list[Any]:
    """A bill on a table of rates that is given as a range."""
    lambdas.write(rows)
    area = f"$A$1:${get_column_letter(len(rows[0]))}${len(rows)}"
    accounts = [(*HOUSEHOLD, 8), (2026, "household", "3/4", 12.345, "outside")]
    return lambdas.called("ALAMO.BILL", accounts, "," * (10 - max(map(len, accounts))) + area)


@pytest.mark.parametrize("what", ACCEPTED)
def test_a_what_if_table_is_priced_as_the_functions_price_it(lambdas: Lambdas, what: str) -> None:
    rows = table(ACCEPTED[what])
    wanted = [
        functions.ALAMO_BILL(*HOUSEHOLD, ccf, place, rates=rows) for ccf, place in ((8, None), (12.345, "outside"))
    ]
    assert all(isinstance(answer, float) for answer in wanted)
    assert priced(lambdas, rows) == wanted


@pytest.mark.parametrize("what", REFUSED)
def test_a_table_that_is_not_flat_and_whole_is_refused_never_priced(lambdas: Lambdas, what: str) -> None:
    assert priced(lambdas, table(REFUSED[what]))[0] == "#VALUE!"


def test_the_spellings_are_all_that_the_law_knows(lambda_book: Path) -> None:
    rows = openpyxl.load_workbook(lambda_book, data_only=True)["Spellings"].iter_rows(values_only=True)
    written = {kind: set() for kind in ("class", "flag", "place", "sign")}
    for kind, word, *_ in rows:
        if kind in written:
            written[kind].add(word)
    assert written["class"] == set(inputs._CLASSES)
    assert written["flag"] == set(inputs._FLAGS)
    assert written["place"] == {*inputs._FLAGS, *inputs._PLACES}
    assert written["sign"] == set(inputs._FRACTIONS)


def test_cells_that_call_a_lambda_are_dynamic_arrays_of_one_cell(lambda_book: Path, model_book: Path) -> None:
    parts = read_parts(lambda_book)
    assert b'fDynamic="1"' in parts[METADATA]
    assert parts["[Content_Types].xml"].count(METADATA.encode()) == 1
    assert parts["xl/_rels/workbook.xml.rels"].count(b"metadata.xml") == 1
    found = 0
    for part in sheet_parts(parts).values():
        text = parts[part].decode()
        for ref, formula, spill in formula_cells(parts[part]):
            calls = bool(re.search(r"\bALAMO\.\w+\(", formula))
            assert (spill == ref) is calls, (part, ref)
            assert bool(re.search(rf'<c r="{ref}"[^>]* cm="1"', text)) is calls, (part, ref)
            found += calls
    assert found > 100
    assert METADATA not in read_parts(model_book)


def test_marks_and_first_lines_wait_for_a_program_that_calculates_them(lambda_book: Path) -> None:
    book = openpyxl.load_workbook(lambda_book, data_only=True)
    for sheet in book:
        top = [row[0].value for row in sheet["A1:A4"]]
        assert f"Checks: {PENDING['check']}" in top, sheet.title
        held = [cell.value for row in sheet.iter_rows() for cell in row if cell.style in ("alamo mark", "alamo check")]
        assert all(str(value).startswith(pages.PENDING) for value in held), sheet.title


def test_libreoffice_says_in_words_that_it_knows_no_lambda(libreoffice: LibreOffice, lambda_book: Path) -> None:
    with libreoffice.book(lambda_book) as book:
        book.recalculate()
        assert book.get("Cover", "A3") == f"Checks: {verdict.UNKNOWN}"
        values, texts = book.formulas(), book.texts()
    cells = [(sheet, at, value) for sheet, found in values.items() for at, value in found.items()]
    marks = [value for sheet, at, value in cells if pages.NOT_HERE in texts[sheet][at]]
    assert set(marks) == {pages.NOT_HERE}
    assert len(marks) > 100
    calls = [value for sheet, at, value in cells if re.search(r"\bALAMO\.\w+\(", texts[sheet][at])]
    assert len(calls) > 100
    assert all(str(value).startswith(("#", "Err:")) for value in calls)


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        (lambda text: text.replace("_xlfn.LET(", "LET(", 1), "package", "LET needs the prefix _xlfn."),
        (lambda text: text.replace("_xlpm.year", "year", 1), "package", "the name year is unknown"),
        (lambda text: text.replace("_xlfn.XLOOKUP(", "_xlfn.FILTER(", 1), "package", "FILTER is not in Excel 2010"),
        (
            lambda text: re.sub(r'(name="ALAMO.DIGITS"[^>]*>)([^<]*)', rf"\1\2&amp;{'1+' * 500}1", text),
            "M5",
            "ALAMO.DIGITS",
        ),
    ],
    ids=["a function without its prefix", "a step without its prefix", "another function", "a name that is too long"],
)
def test_the_profile_finds(
    lambda_book: Path, tmp_path: Path, change: Callable[[str], str], rule: str, words: str
) -> None:
    parts = read_parts(lambda_book)
    altered = change(parts["xl/workbook.xml"].decode())
    assert altered.encode() != parts["xl/workbook.xml"]
    write_parts(tmp_path / lambda_book.name, {**parts, "xl/workbook.xml": altered.encode()})
    failed = {result.rule: result.reason for result in lint(tmp_path / lambda_book.name) if not result.passed}
    assert words in failed[rule]


def test_headings_of_a_table_are_those_of_the_rate_table(lambdas: Lambdas) -> None:
    assert lambdas.answers(["=INDEX(ALAMO.RATE_TABLE,1,1)", "=COLUMNS(ALAMO.RATE_TABLE)"]) == [
        HEADINGS[0],
        len(HEADINGS) + len(YEARS),
    ]
