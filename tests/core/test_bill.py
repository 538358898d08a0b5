"""The law in Decimal, against bills worked by hand and against the document."""

import itertools
import tomllib
from decimal import Decimal

import pytest
from support import document
from support.places import CASES

from alamo_xl import NoAdoptedRate, NotUnderstood, OutOfRange, bill, load_schedule

SCHEDULE = load_schedule()
WORKED = tomllib.loads((CASES / "bills.toml").read_text(encoding="utf-8"))["bill"]
ACCOUNTS = sorted({(k.customer_class, k.meter_size) for k in SCHEDULE.rates if k.service == "water" and k.meter_size})


def printed(source):
    """The rate in the document's row that a line names as its source."""
    heading, label, year = source.row.split(", ")
    return document.rate(int(year.removeprefix("FY")), source.section.upper(), heading, label)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["name"])
def test_worked_bill(case):
    for year, total in case["totals"].items():
        priced = bill(SCHEDULE, year, **case["account"])
        assert str(priced.total) == total
        amounts = [line.amount for line in priced.lines]
        if lines := case.get("lines", {}).get(year):
            assert [str(amount) for amount in amounts] == lines
        assert amounts == document.bill_lines(int(year), **case["account"])
        for line in priced.lines:
            assert line.rate == printed(line.source)


@pytest.mark.parametrize(
    ("account", "error", "words"),
    [
        ((2026, "household", "2", 8), NoAdoptedRate, "use multi-family units or non-household"),
        ((2026, "non-household", "MF", 8), NoAdoptedRate, "household only"),
        ((2026, "non-household", "5/8", 8), NoAdoptedRate, "3/4, 1, 1-1/2, 2, 3, 4, 6"),
        ((2030, "household", "3/4", 8), NoAdoptedRate, "FY2025 to FY2029"),
        ((2024, "household", "3/4", 8), NoAdoptedRate, "FY2025 to FY2029"),
        ((2026, "household", "MF", 8), NotUnderstood, "multi-family needs its number of units"),
        ((2026, "household", "3/4", -1), OutOfRange, "give 0 to 1,000,000 CCF"),
        ((2026, "household", "3/4", 1_000_000.0004), OutOfRange, "give 0 to 1,000,000 CCF"),
        ((2026, "household", "3/4", None), NotUnderstood, "ccf is blank"),
        ((2026, "household", 45355, 8), NotUnderstood, "4 March"),
    ],
)
def test_what_cannot_be_billed_says_what_is_accepted(account, error, words):
    with pytest.raises(error, match=words):
        bill(SCHEDULE, *account)


def test_units_belong_to_multi_family():
    for given_units in (None, "", 0, 1):
        assert bill(SCHEDULE, 2026, "hh", "3/4", 8, units=given_units).total == Decimal("88.65")
    with pytest.raises(NotUnderstood, match="multi-family only"):
        bill(SCHEDULE, 2026, "hh", "3/4", 8, units=24)
    for wrong, error in ((0, OutOfRange), (2.5, NotUnderstood), (100_001, OutOfRange), (True, NotUnderstood)):
        with pytest.raises(error):
            bill(SCHEDULE, 2026, "hh", "MF", 8, units=wrong)


def test_every_printed_base_charge_prices_an_account():
    for (household, size), year, outside in itertools.product(ACCOUNTS, SCHEDULE.fiscal_years, (False, True)):
        units = 1 if size == "multi-family" else None
        priced = bill(SCHEDULE, year, household, size, 0, outside, units=units)
        row = document.heading(household, outside), document.base_label(size)
        services = ("WATER SERVICE", "SEWER SERVICE")
        assert priced.total == sum(document.rate(year, service, *row) for service in services)
