"""What is published: books of a class or a year, PDF, the same figures in every form, the same bytes on any day."""

import csv
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from importlib.util import find_spec

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from support import document
from support.command import alamo_xl
from support.page import Page
from support.tools import needs

from alamo_xl import load_schedule
from alamo_xl.books.lint import lint
from alamo_xl.exports import FORMATS
from alamo_xl.schedule import RETURN

SCHEDULE = load_schedule()
RATES = [rate for key, row in SCHEDULE.rates.items() if key != RETURN for rate in row]
FEES = [fee.amount for fee in SCHEDULE.fees]
RATE_SHEETS = ("Water household", "Water non-household", "Sewer household", "Sewer non-household", "Reclaimed")


@pytest.mark.parametrize(
    ("options", "file", "rows", "years"),
    [
        (["--class", "household", "--fy", "2027"], "alamogordo-rates-household-fy2027.xlsx", 24, [2027]),
        (["--class", "NH"], "alamogordo-rates-non-household.xlsx", 36, list(SCHEDULE.fiscal_years)),
        (["--fy", "FY2025"], "alamogordo-rates-fy2025.xlsx", 58, [2025]),
    ],
)
def test_a_book_of_a_class_or_a_year_is_a_whole_book_of_it(tmp_path, options, file, rows, years):
    done = alamo_xl("build", "rates", *options, "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [file]
    failed = [result for result in lint(tmp_path / file) if not result.passed]
    assert not failed
    book = load_workbook(tmp_path / file)
    words = " ".join(str(cell.value) for row in book["Cover"].iter_rows() for cell in row if cell.value)
    assert "An extract: " in words
    assert SCHEDULE.content_hash in words
    assert "Audit" not in book.sheetnames
    figures = [figure for sheet in RATE_SHEETS if sheet in book.sheetnames for figure in money_rows(book[sheet])]
    assert len(figures) == rows
    keys = [
        k
        for k in SCHEDULE.rates
        if k != RETURN and ("class" not in options[0] or k.customer_class in {"all", *_who(options)})
    ]
    assert figures == [[SCHEDULE.rates[key][SCHEDULE.fiscal_years.index(year)] for year in years] for key in keys]


def _who(options):
    return {"household": ["household"], "NH": ["non-household"]}[options[1]]


def money_rows(sheet):
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if "Where it is printed" in row)
    return [[Decimal(str(v)) for v in row if isinstance(v, (int, float))] for row in rows[head + 1 :]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rates", "--class", "school"], "customer class 'school'"),
        (["rates", "--fy", "2031"], "prices FY2025 to FY2029"),
        (["model", "--fy", "2027"], "alamo-xl build rates --class household"),
        (["--class", "household"], "alamo-xl build rates --class household"),
    ],
)
def test_a_book_that_cannot_be_is_one_line_and_nothing_written(tmp_path, arguments, words):
    done = alamo_xl("build", *arguments, "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    needs("soffice", "it writes the PDF")
    folder = tmp_path_factory.mktemp("pdf")
    done = alamo_xl("build", "rates", "--pdf", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["alamogordo-rates.pdf", "alamogordo-rates.xlsx"]
    return PdfReader(folder / "alamogordo-rates.pdf")


def test_the_pdf_has_title_language_bookmarks_and_page_numbers(pdf, rates_book):
    assert pdf.metadata.title == "City of Alamogordo: water, sewer and reclaimed water rates"
    assert pdf.trailer["/Root"]["/Lang"] == "en-US"
    assert [mark.title for mark in pdf.outline] == load_workbook(rates_book).sheetnames
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        assert f"Page {number} of {count}" in page.extract_text()


def test_without_libreoffice_the_pdf_is_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    done = alamo_xl("build", "rates", "--pdf", "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "LibreOffice's program soffice is not on the PATH" in done.stderr
    assert not list((tmp_path / "out").glob("*.pdf*"))


def test_every_form_holds_the_same_290_rates_and_19_fees(tmp_path, pdf, rates_book):
    for form in FORMATS.keys() - {"notice", "pdf"}:
        assert alamo_xl("export", "--format", form, "--out", str(tmp_path)).returncode == 0
    assert (len(RATES), len(FEES)) == (290, 19)
    with (tmp_path / "rates.csv").open(newline="", encoding="utf-8-sig") as lines:
        assert [Decimal(row["amount"]) for row in csv.DictReader(lines)] == RATES
    with (tmp_path / "fees.csv").open(newline="", encoding="utf-8-sig") as lines:
        assert [Decimal(row["amount"]) for row in csv.DictReader(lines) if row["amount"]] == FEES
    facts = json.loads((tmp_path / "rates.json").read_text("utf-8"))
    assert [Decimal(row["amount"]) for row in facts["rates"]] == RATES
    assert [Decimal(row["amount"]) for row in facts["fees"] if row["amount"]] == FEES
    assert Page((tmp_path / "rates.html").read_text("utf-8")).money == RATES + FEES
    book = load_workbook(rates_book)
    assert [figure for sheet in RATE_SHEETS for row in money_rows(book[sheet]) for figure in row] == RATES
    assert [figure for row in money_rows(book["Fees"]) for figure in row] == FEES
    starts = {mark.title: pdf.get_destination_page_number(mark) for mark in pdf.outline}
    ends = dict(zip(starts, [*list(starts.values())[1:], len(pdf.pages)], strict=True))
    pages = {name: range(starts[name], ends[name]) for name in starts}

    def printed(sheets):
        text = "\n".join(pdf.pages[place].extract_text() for name in sheets for place in pages[name])
        return [Decimal(amount.replace(",", "")) for amount in re.findall(r"\$([\d,]+\.\d\d)", text)]

    assert printed(RATE_SHEETS) == RATES
    assert printed(["Fees"]) == FEES
    for place, year in enumerate(SCHEDULE.fiscal_years):  # this format carries no fees; each figure has its source
        text = (tmp_path / f"alamogordo-fy{year}.owrs").read_text("utf-8")
        carried = {(source, Decimal(figure)) for figure, source in re.findall(r": ([\d.]+)  # (.*)", text)}
        expected = {
            (
                str(
                    SCHEDULE.source(year, k.service, k.charge, k.customer_class, k.meter_size, k.location == "outside")
                ),
                row[place],
            )
            for k, row in SCHEDULE.rates.items()
        }
        assert carried == expected


def test_typical_bills_are_what_the_document_makes_them(tmp_path):
    alamo_xl("export", "--format", "csv", "--out", str(tmp_path))
    with (tmp_path / "typical-bills.csv").open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 3 * 2 * 16 * 5
    for row in rows:
        account = int(row["fiscal_year"]), row["customer_class"], row["meter_size"].removesuffix(" in"), row["ccf"]
        assert Decimal(row["amount"]) == sum(document.bill_lines(*account, outside=row["location"] == "outside"))


ON_ANOTHER_DAY = """
import datetime, sys, time
class later_datetime(datetime.datetime):
    __module__, __qualname__ = "datetime", "datetime"
    @classmethod
    def now(cls, tz=None):
        return cls(2031, 2, 3, 4, 5, 6, tzinfo=tz)
    today = utcnow = now
class later_date(datetime.date):
    __module__, __qualname__ = "datetime", "date"
    @classmethod
    def today(cls):
        return cls(2031, 2, 3)
datetime.datetime, datetime.date = later_datetime, later_date
time.time = lambda: 1_927_000_000.0
if "without lxml" in sys.argv:
    sys.modules["lxml"] = None
sys.argv = ["alamo-xl", "build", "rates", "functions", "--out", sys.argv[1]]
from alamo_xl.cli import main
main()
"""


@pytest.mark.parametrize("lxml", ["with lxml", "without lxml"])
def test_another_day_and_folder_give_the_same_bytes(tmp_path, workbooks, lxml):
    assert find_spec("lxml"), "the test extra holds lxml, so that both can be shown"
    folder = tmp_path / "elsewhere" / "books"
    command = [sys.executable, "-c", ON_ANOTHER_DAY, str(folder), lxml]
    environment = {name: value for name, value in os.environ.items() if name != "OPENPYXL_LXML"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr[-800:]
    for path in folder.iterdir():
        assert path.read_bytes() == (workbooks / path.name).read_bytes(), path.name


def test_the_covers_hash_is_the_schedules(workbooks):
    for path in workbooks.glob("*.xlsx"):
        cover = load_workbook(path)["Cover"]
        assert SCHEDULE.content_hash in {cell.value for row in cover.iter_rows() for cell in row}, path.name
