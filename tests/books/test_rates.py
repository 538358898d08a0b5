"""The book of rates: what an extract speaks of, where the answer stands, bills apart by service, paper that fits."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support import document

from alamo_xl import load_schedule
from alamo_xl.books.finish import read_parts
from alamo_xl.books.kit import Book, Column
from alamo_xl.books.lint import lint, paper
from alamo_xl.books.lint.package import Package
from alamo_xl.books.rates import build_extract
from alamo_xl.books.rates.extract import Extract

SCHEDULE = load_schedule()


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extract of household rates in FY2027."""
    extract = Extract.of(SCHEDULE, "household", "2027")
    return build_extract(extract).finish(tmp_path_factory.mktemp("extract") / extract.file)


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The rows under a sheet's table headings."""
    (table,) = sheet.tables.values()
    return [tuple(cell.value for cell in row) for row in sheet[table.ref][1:]]


def said(path: Path) -> str:
    return " ".join(str(c.value) for s in load_workbook(path) for row in s.iter_rows() for c in row if c.value)


def test_an_extract_speaks_of_its_own_days_customers_and_fees(household: Path) -> None:
    cover = load_workbook(household)["Cover"]
    values = {row[0].value: row[1].value for row in cover.iter_rows(max_col=2) if row[1].value}
    assert values["In force"].startswith("from July 1, 2026 to June 30, 2027 (inferred")
    text = said(household)
    for year in (2025, 2028, 2029):
        assert f"FY{year}" not in text
    for other in ('12"', ' 2" meter', "Non-household,", "525.53", "30.22"):
        assert other not in text
    fees = [row[0] for row in rows(load_workbook(household)["Fees"])]
    assert fees == [fee.label for fee in SCHEDULE.fees if fee.size in ("", "3/4", "1", "1-1/4", "1-1/2")]


def test_a_class_with_the_largest_meters_keeps_every_fee() -> None:
    assert Extract.of(SCHEDULE, "non-household").fees == Extract.of(SCHEDULE).fees == list(SCHEDULE.fees)


def test_typical_bills_are_the_third_sheet_and_their_parts_are_the_documents(rates_book: Path) -> None:
    book = load_workbook(rates_book)
    assert book.sheetnames[:3] == ["Cover", "Notes", "Typical bills"]
    together, water, sewer = (
        rows(book[name]) for name in ("Typical bills", "Typical water charges", "Typical sewer charges")
    )
    assert len(together) == len(water) == len(sewer) == 96
    for whole, of_water, of_sewer in zip(together, water, sewer, strict=True):
        customer, location, meter, ccf, gallons = whole[:5]
        assert whole[:5] == of_water[:5] == of_sewer[:5]
        assert gallons == int((int(str(ccf)) * 172_800 * 2 + 231) // 462)
        for place, year in enumerate(SCHEDULE.fiscal_years, 5):
            size = str(meter).removesuffix('"')
            lines = document.bill_lines(year, str(customer).lower(), size, ccf, location == "Outside")
            assert Decimal(str(of_water[place])) == sum(lines[:2])
            assert Decimal(str(of_sewer[place])) == sum(lines[2:])
            assert Decimal(str(whole[place])) == sum(lines)


def test_the_late_fee_is_a_percentage_with_its_days(rates_book: Path) -> None:
    book = load_workbook(rates_book)
    late, transfer = rows(book["Late and transfer fees"])
    assert (late[0], late[2], late[3]) == ("Late fee", 0.1, 10)
    assert transfer[2:4] == ("none printed", "none printed")
    assert "Late fee" not in [row[0] for row in rows(book["Fees"])]


def test_year_columns_are_alike_on_every_sheet(rates_book: Path) -> None:
    found = set()
    for sheet in load_workbook(rates_book):
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value).startswith("FY20") and str(cell.value).endswith(")"):
                    found.add((sheet.column_dimensions[cell.column_letter].width, cell.style))
    assert len(found) == 1


def book_of(path: Path, *, width: float = 20, count: int = 3, explanation: str = "") -> Path:
    book = Book("Fees")
    sheet = book.sheet("Fees", "Fees", "Each fee.")
    if explanation:
        sheet.note(explanation)
    sheet.table("Fees", [Column("Fee", width=width), Column("Amount ($)", "money")], [["Call", 35]] * count)
    return book.finish(path)


def reasons(path: Path, rule: str) -> str:
    return next(result.reason for result in lint(path) if result.rule == rule)


def test_lint_measures_the_type_on_paper(tmp_path: Path) -> None:
    path, note = tmp_path / "fees.xlsx", "A note at ten points."
    assert not reasons(book_of(path, width=120, explanation=note), "P11")
    assert "Fees is printed at 9.9 pt" in reasons(book_of(path, width=123, explanation=note), "P11")
    assert not reasons(book_of(path, width=123), "P11")


def test_lint_finds_an_explanation_in_parts(tmp_path: Path) -> None:
    assert not reasons(book_of(tmp_path / "fees.xlsx", explanation="One sentence."), "P11")
    parts = "A sentence that is longer than a line of the sheet, so that it is broken into two cells of it, one below."
    found = reasons(book_of(tmp_path / "fees.xlsx", explanation=parts + " " + parts), "P11")
    assert "part of an explanation" in found


def test_no_page_of_a_few_rows_and_lint_counts_them(tmp_path: Path) -> None:
    for count in range(25, 75):
        path = book_of(tmp_path / "fees.xlsx", count=count)
        (pages,) = [paper.printed(Package(read_parts(path)), 0).pages]
        assert sum(pages) == count + 4
        assert len(pages) == 1 or pages[-1] > paper.LOST_ROWS
    unbalanced = Book("Fees")
    sheet = unbalanced.sheet("Fees", "Fees", "Each fee.")
    sheet.table("Fees", [Column("Fee")], [["Call"]] * 40)
    sheet.new_page_after(sheet.ahead(-3))
    assert "pages holds 2 rows" in reasons(unbalanced.finish(tmp_path / "fees.xlsx"), "M12")
