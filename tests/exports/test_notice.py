"""The rate notice: old and new charges out of the document, on one page, in two languages, as page and PDF."""

import io
import re
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from itertools import product

import pytest
from pypdf import PdfReader
from support import document
from support.command import alamo_xl
from support.tools import absent

from alamo_xl import load_schedule
from alamo_xl.exports import notice, pdf
from alamo_xl.exports.edition import Edition
from alamo_xl.office import Office
from alamo_xl.words import LANGUAGES

SCHEDULE = load_schedule()
CLASSES = ("household", "non-household")
YEARS = SCHEDULE.fiscal_years[1:]
OFFICE = Office("Utility Billing", "555-0100", "billing@example.org", "https://example.org/r", "https://example.org/d")
SIZES = {
    "household": ("3/4", "1", "1-1/2", "multi-family"),
    "non-household": ("3/4", "1", "1-1/2", "2", "3", "4", "6"),
}
EXAMPLES = {
    "household": [("3/4", ccf) for ccf in (5, 10, 15, 30)],
    "non-household": [(size, ccf) for size in ("3/4", "2") for ccf in (10, 30)],
}


def cells(text):
    """The rows of each table: dollar and percent cells."""
    return [
        [re.findall(r'<td class="money">([^<]*)</td>', row) for row in table.split("</tr>") if "<td" in row]
        for table in re.findall(r"<table>.*?</table>", text, re.DOTALL)
    ]


def change(old, new):
    percent = ((new - old) * 100 / old).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return [f"${old:,.2f}", f"${new:,.2f}", f"${new - old:,.2f}", f"{percent}%"]


def charges(fy, who, outside):
    """Every charge of a class in the document's order."""
    over = document.heading(who, outside)
    rows = [("WATER SERVICE", over, document.base_label(size)) for size in SIZES[who]]
    rows += [("WATER SERVICE", over, label) for label in document.USAGE.values()]
    rows += [("SEWER SERVICE", over, document.base_label(size)) for size in SIZES[who]]
    rows += [("SEWER SERVICE", over, document.COMMODITY), document.reclaimed_row(outside)]
    return [document.rate(fy, *row) for row in rows]


@pytest.mark.parametrize(("who", "year", "language"), list(product(CLASSES, YEARS, LANGUAGES)))
def test_a_notice_holds_the_documents_old_and_new_charges(who, year, language):
    rates, bills = cells(notice.page(SCHEDULE, Edition(OFFICE, language, who, year), language))
    inside, outside = (
        [change(old, new) for old, new in zip(charges(year - 1, who, out), charges(year, who, out), strict=True)]
        for out in (False, True)
    )
    assert rates == [within + beyond for within, beyond in zip(inside, outside, strict=True)]
    expected = []
    for size in dict.fromkeys(size for size, _ in EXAMPLES[who]):
        for out in (False, True):
            for ccf in (ccf for of, ccf in EXAMPLES[who] if of == size):
                old, new = (sum(document.bill_lines(fy, who, size, ccf, out)) for fy in (year - 1, year))
                expected.append(change(old, new))
    assert bills == expected


def test_a_notice_says_its_dates_and_whom_to_ask_in_both_languages():
    english, spanish = (notice.page(SCHEDULE, Edition(OFFICE, "", "household", 2027), each) for each in LANGUAGES)
    assert "<h1>Household customers: new rates from July 1, 2026</h1>" in english
    assert "<h1>Clientes residenciales: nuevas tarifas desde el 1 de julio de 2026</h1>" in spanish
    assert '<html lang="es">' in spanish
    for text in (english, spanish):
        for given in ("Utility Billing", "tel:5550100", "mailto:billing@example.org", "https://example.org/r"):
            assert given in text
    plain = notice.page(SCHEDULE, Edition(customer_class="household", fiscal_year=2027), "en")
    assert "<footer></footer>" in plain
    said = unescape(re.sub("<style>.*?</style>|<[^>]+>", " ", plain, flags=re.DOTALL))
    assert not re.search(r"fill(ed)? in|telephone|Questions|\{|\}", said)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "a notice is of a class and a year"),
        (["--class", "household"], "a notice is of a class and a year"),
        (["--class", "household", "--fy", "2025"], "changes rates from FY2026 to FY2029"),
        (["--class", "household", "--fy", "2030"], "changes rates from FY2026 to FY2029"),
        (["--class", "school", "--fy", "2027"], "'school'"),
    ],
)
def test_a_notice_that_cannot_be_is_one_line_and_nothing_written(tmp_path, options, words):
    done = alamo_xl("export", "--format", "notice", *options, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module", autouse=True)
def weasyprint():
    if not pdf.available():
        absent("WeasyPrint with Pango", "the notice is made a PDF with it")


@pytest.mark.parametrize(("who", "year"), list(product(CLASSES, (YEARS[0], YEARS[-1]))))
def test_a_notice_is_one_page_of_us_letter(who, year):
    files = notice.files(SCHEDULE, Edition(OFFICE, "", who, year))
    assert list(files) == [f"notice-{who}-fy{year}-{each}.{kind}" for each in LANGUAGES for kind in ("html", "pdf")]
    for name, content in files.items():
        if name.endswith(".pdf"):
            (page,) = PdfReader(io.BytesIO(content)).pages
            assert [float(side) for side in page.mediabox[2:]] == [612, 792]
