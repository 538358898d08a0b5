"""Every export holds the same facts."""

import csv
import json
import re
from decimal import Decimal

import jsonschema
import pytest
from openpyxl import load_workbook
from support.command import alamo_xl
from support.page import Page

from alamo_xl import bill, load_schedule, rate_table
from alamo_xl.exports import FORMATS, html_page, json_file
from alamo_xl.exports.edition import PLAIN
from alamo_xl.schedule import RETURN
from alamo_xl.typical import VOLUMES
from alamo_xl.words import LANGUAGES

SCHEDULE = load_schedule()
RATES = {
    (*key.words, str(year)): rate
    for key, row in SCHEDULE.rates.items()
    if key != RETURN
    for year, rate in zip(SCHEDULE.fiscal_years, row, strict=True)
}
FEES = {(fee.fee, fee.size): fee.amount for fee in SCHEDULE.fees}


@pytest.fixture
def written(tmp_path):
    for form in FORMATS.keys() - {"notice", "pdf"}:
        assert alamo_xl("export", "--format", form, "--out", tmp_path).returncode == 0
    return tmp_path


def inches(size):
    """A size as this project's keys have it."""
    return "" if size == "all" else size.removesuffix(" in")


def known(row):
    """The key of a row of rates."""
    words = (row[name] for name in ("service", "customer_class", "location", "charge"))
    return (*words, inches(row["meter_size"]), str(row["fiscal_year"]))


def test_csv_holds_the_290_rates_and_19_fees(written):
    with (written / "rates.csv").open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    assert {known(row): Decimal(row["amount"]) for row in rows} == RATES
    assert len(rows) == 290
    assert all(row["source"].startswith("Resolution 2024-31, ") for row in rows)
    with (written / "fees.csv").open(newline="", encoding="utf-8-sig") as lines:
        fees = list(csv.DictReader(lines))
    assert {(row["fee"], inches(row["size"])): Decimal(row["amount"]) for row in fees[:-1]} == FEES
    assert len(fees) == 20
    assert fees[-1]["fee"] == "late-fee"
    assert "more than 10 calendar days past due: 10% of the bill amount" in fees[-1]["rule"]


def test_the_rate_table_reads_back(written):
    with (written / "rate-table.csv").open(newline="", encoding="utf-8-sig") as lines:
        assert rate_table.from_rows(list(csv.reader(lines)), SCHEDULE).rates == SCHEDULE.rates


def test_json_follows_its_schema(written):
    facts = json.loads((written / "rates.json").read_text(encoding="utf-8"))
    schema = json.loads((written / json_file.SCHEMA).read_text(encoding="utf-8"))
    jsonschema.validate(facts, schema)
    assert {known(row): Decimal(row["amount"]) for row in facts["rates"]} == RATES
    facts["rates"][0]["amount"] = 19.37
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(facts, schema)


def test_nothing_is_left_half_written(written):
    names = {path.name for path in written.iterdir()}
    pages = {f"alamogordo-fy{year}.owrs" for year in SCHEDULE.fiscal_years}
    assert names == {
        "rates.csv",
        "rate-table.csv",
        "fees.csv",
        "typical-bills.csv",
        "conditions.csv",
        "datapackage.json",
        "rates.json",
        "rates.schema.json",
    } | pages | {html_page.file_name(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_holds_the_same_figures_and_is_one_file(written, language):
    text = (written / html_page.file_name(language)).read_text(encoding="utf-8")
    assert Page(text).money == [*RATES.values(), *FEES.values()]
    linked = re.search(r'<script type="application/ld\+json">(.*)</script>', text)
    assert json.loads(linked[1])["temporalCoverage"] == "2024-07-01/2029-06-30"
    text = text.replace(linked[0], "")
    for outside in ("<script src", "http:", "https:", "src=", "@import", "url(", "fetch(", "import "):
        assert outside not in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert set(re.findall(r'href="([^#"]+)"', text)) == {html_page.file_name(each) for each in LANGUAGES} - {
        html_page.file_name(language)
    }
    assert text == html_page.page(SCHEDULE, PLAIN, language).replace(linked[0], "")


def test_without_scripts_the_typical_bills_serve_and_the_form_is_hidden():
    text = re.sub(r"<script.*?</script>", "", html_page.page(SCHEDULE), flags=re.DOTALL)
    assert '<section id="calculate" aria-labelledby="pay" hidden>' in text
    accounts = [("household", "3/4"), ("non-household", "3/4"), ("non-household", "2")]
    assert Page(text).bills == [
        bill(SCHEDULE, year, customer_class, size, ccf, place).total
        for customer_class, size in accounts
        for place in ("inside", "outside")
        for ccf in VOLUMES
        for year in SCHEDULE.fiscal_years
    ]
    assert text.index('id="bills"') < text.index('id="water"')


OFFICE = """
name = "Utility Billing & Co"
phone = "(555) 010-0100"
email = "billing@example.org"
resolution = "https://example.org/2024-31.pdf"
"""


def test_the_page_names_the_office_and_links_what_it_gives(tmp_path):
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")
    done = alamo_xl(
        "export", "--format", "html", "--out", tmp_path, "--office", tmp_path / "office.toml", "--language", "es"
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.glob("*.html")] == ["rates-es.html"]
    text = (tmp_path / "rates-es.html").read_text(encoding="utf-8")
    for words in (
        "Utility Billing &amp; Co",
        'href="tel:5550100100"',
        'href="mailto:billing@example.org"',
        "Leer la resol",
    ):
        assert words in text
    assert '<a href="https://example.org/2024-31.pdf">' in text
    assert "Descargar" not in text
    assert "rates.html" not in text
    assert "tel:" not in html_page.page(SCHEDULE)


def test_the_book_holds_the_same_figures(rates_book):
    sheets = load_workbook(rates_book)
    rates, fees, late = [], [], []
    for sheet in sheets:
        rows = list(sheet.iter_rows(values_only=True))
        head = next((row for row in rows if "Where it is printed" in row), None)
        for row in rows[rows.index(head) + 1 :] if head else []:
            money = [Decimal(str(value)) for value in row if isinstance(value, (int, float))]
            {"Fees": fees, "Late and transfer fees": late}.get(sheet.title, rates).extend(money)
    assert late == [SCHEDULE.late_fee.percent / 100, SCHEDULE.late_fee.grace_days]
    assert rates == list(RATES.values())
    assert fees == list(FEES.values())


def test_an_unknown_format_is_one_line(tmp_path):
    done = alamo_xl("export", "--format", "docx", "--out", tmp_path / "x")
    assert done.returncode == 2
    assert "csv" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "x").exists()
