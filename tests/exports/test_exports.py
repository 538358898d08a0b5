"""Every export holds the same facts."""

import csv
import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from importlib import resources

import jsonschema
import pytest
from openpyxl import load_workbook
from support.command import alamo_xl

from alamo_xl import load_schedule, rate_table
from alamo_xl.exports import FORMATS, html_page, json_file
from alamo_xl.schedule import RETURN

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
    for form in FORMATS:
        assert alamo_xl("export", "--format", form, "--out", tmp_path).returncode == 0
    return tmp_path


def test_csv_holds_the_290_rates_and_19_fees(written):
    with (written / "rates.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert {(*list(row.values())[:5], row["fiscal_year"]): Decimal(row["amount"]) for row in rows} == RATES
    assert len(rows) == 290
    assert all(row["source"].startswith("Resolution 2024-31, ") for row in rows)
    with (written / "fees.csv").open(newline="", encoding="utf-8") as lines:
        fees = list(csv.DictReader(lines))
    assert {(row["fee"], row["size"]): Decimal(row["amount"]) for row in fees[:-1]} == FEES
    assert len(fees) == 20
    assert fees[-1]["fee"] == "late-fee"
    assert fees[-1]["rule"].startswith("10% of the bill amount when more than ten (10) calendar days")


def test_the_rate_table_reads_back(written):
    with (written / "rate-table.csv").open(newline="", encoding="utf-8") as lines:
        assert rate_table.from_rows(list(csv.reader(lines)), SCHEDULE).rates == SCHEDULE.rates


def test_json_follows_its_schema(written):
    facts = json.loads((written / "rates.json").read_text(encoding="utf-8"))
    schema = json.loads(resources.files("alamo_xl.exports").joinpath(json_file.SCHEMA).read_text(encoding="utf-8"))
    jsonschema.validate(facts, schema, format_checker=jsonschema.FormatChecker())
    words = ("service", "customer_class", "location", "charge", "meter_size")
    got = {(*(r[w] for w in words), str(r["fiscal_year"])): Decimal(r["amount"]) for r in facts["rates"]}
    assert got == RATES
    facts["rates"][0]["amount"] = 19.37
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(facts, schema)


def test_nothing_is_left_half_written(written):
    names = {path.name for path in written.iterdir()}
    pages = {f"alamogordo-fy{year}.owrs" for year in SCHEDULE.fiscal_years}
    assert names == {"rates.csv", "rate-table.csv", "fees.csv", "typical-bills.csv", "rates.json", "rates.html"} | pages


class Money(HTMLParser):
    """The dollar cells of a page, in order."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "td" and ("class", "money") in attrs

    def handle_data(self, data):
        if self.inside and data.strip():
            self.found.append(Decimal(data.replace(",", "")))


def test_html_holds_the_same_figures_and_is_one_file(written):
    text = (written / "rates.html").read_text(encoding="utf-8")
    page = Money()
    page.feed(text)
    assert page.found == [*RATES.values(), *FEES.values()]
    for outside in ("<script", "http:", "https:", "src=", "@import", "url("):
        assert outside not in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert text == html_page.page(SCHEDULE)


def test_the_book_holds_the_same_figures(rates_book):
    sheets = load_workbook(rates_book)
    rates, fees = [], []
    for sheet in sheets:
        rows = list(sheet.iter_rows(values_only=True))
        head = next((row for row in rows if "Where it is printed" in row), None)
        for row in rows[rows.index(head) + 1 :] if head else []:
            money = [Decimal(str(value)) for value in row if isinstance(value, (int, float))]
            (fees if sheet.title == "Fees" else rates).extend(money)
    assert rates == list(RATES.values())
    assert fees == list(FEES.values())


def test_an_unknown_format_is_one_line(tmp_path):
    done = alamo_xl("export", "--format", "pdf", "--out", tmp_path / "x")
    assert done.returncode == 2
    assert "csv" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "x").exists()
