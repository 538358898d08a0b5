"""A year of bills at the rates of another: each bill pays what it would, had it been dated so."""

import csv
import re

import pytest
from support.command import alamo_xl

from alamo_xl import load_schedule
from alamo_xl.extract import rate_extract
from alamo_xl.extracts.sample import sample
from alamo_xl.extracts.sample_file import write_sample

ADOPTED = load_schedule()
FIRST = ADOPTED.fiscal_years[0]


@pytest.fixture(scope="module")
def bills(tmp_path_factory):
    """A year of bills before any that is priced."""
    path = tmp_path_factory.mktemp("years") / "bills.csv"
    write_sample(path, sample(80, FIRST - 2), ".csv")
    return path


def amounts(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [[row[name] for name in ("water_base", "water_usage", "total", "error")] for row in csv.DictReader(file)]


def dated(path, years):
    """The extract with every bill so many years later."""
    later = path.with_name(f"{years}.csv")
    moved = re.sub(r"\b(20\d\d)-(\d\d-\d\d)", lambda d: f"{int(d[1]) + years}-{d[2]}", path.read_text("utf-8"))
    later.write_text(moved, "utf-8")
    return later


def test_bills_pay_the_rates_of_the_year_that_is_named(bills):
    year, named, by_date = FIRST + 3, bills.with_name("named.csv"), bills.with_name("by-date.csv")
    assert alamo_xl("rate", bills, "--out", named, "--fy", f"FY{year}").returncode == 3
    rate_extract(dated(bills, 5), by_date)
    assert amounts(named) == amounts(by_date)
    assert sum(not error for *_, error in amounts(by_date)) > 900


def test_without_it_a_year_that_is_not_priced_is_each_rows_reason(bills):
    outcome = rate_extract(bills, bills.with_name("none.csv"))
    assert outcome.errors > 900
    assert any(f"no adopted rate for FY{FIRST - 2}" in reason for reason, *_ in outcome.reasons)


@pytest.mark.parametrize(
    ("given", "words"), [("2031", "no adopted rate for FY2031"), ("soon", "fiscal year 'soon' is not understood")]
)
def test_a_year_without_rates_is_refused_in_one_line(bills, given, words):
    done = alamo_xl("rate", bills, "--out", bills.with_name("no.csv"), "--fy", given)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not bills.with_name("no.csv").exists()
