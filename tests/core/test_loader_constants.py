"""The loader refuses constants that the law is not written for, and texts that are none; the audit says its bounds."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from support.command import alamo_xl

from alamo_xl import BadSchedule, audit, given, load_schedule, read_schedule
from alamo_xl.loader import ADOPTED

TOML = Path(ADOPTED) / "resolution-2024-31.toml"
TEXT = TOML.read_text(encoding="utf-8")

REFUSED = {
    "a sewer return of 900": ('value = "0.90"', 'value = "900"', "sewer_return: '900' is not between 0 and 1"),
    "a sewer return that is no number": (
        'value = "0.90"',
        'value = "NaN"',
        "sewer_return: 'NaN' is not between 0 and 1",
    ),
    "a multiplier without end": ('value = "2"', 'value = "Infinity"', "outside_multiplier: 'Infinity' is not between"),
    "an audit's multiplier in words": (
        'irrigation_multiplier = "2"',
        'irrigation_multiplier = "two"',
        "'two' is not a number",
    ),
    "an escalator that is no number": ('2026 = "1.25"', '2026 = "sNaN"', "escalator 2026: 'sNaN' is not between"),
    "an escalator as a float": ('2026 = "1.25"', "2026 = 1.25", "escalator 2026: 1.25 must be written as text"),
    "a late fee above the bill": ('percent = "10"', 'percent = "101"', "late fee: '101' is not between 0 and 100"),
    "days of grace in words": ("grace_days = 10", 'grace_days = "10"', "grace_days 10 is not a whole number"),
    "days of grace that are true": ("grace_days = 10", "grace_days = true", "grace_days True is not a whole number"),
    "days of grace below 0": ("grace_days = 10", "grace_days = -1", "grace_days -1 is not a whole number, 0 to 365"),
    "another step of quantities": (
        'quantity_step = "0.001"',
        'quantity_step = "0.01"',
        "quantity_step is 0.01; the law is written for 0.001",
    ),
    "another step of money": (
        'money_step = "0.01"',
        'money_step = "0.05"',
        "money_step is 0.05; the law is written for 0.01",
    ),
    "no step": ('money_step = "0.01"', "", "'money_step' is missing"),
    "a maximum without end": (
        'quantity_maximum = "1000000"',
        'quantity_maximum = "Infinity"',
        "quantity_maximum: 'Infinity'",
    ),
    "a maximum of nothing": ('quantity_maximum = "1000000"', 'quantity_maximum = "0"', "quantity_maximum is 0"),
    "a name that is a number": ('name = "Resolution 2024-31"', "name = 31", "name 31 is not text"),
    "a title that is a list": ('title = "', 'title = []\nother = "', "title [] is not text"),
    "what is not included as one text": (
        'not_included = ["residential garbage", "deposits", "taxes", "FY2030 and later"]',
        'not_included = "taxes"',
        "not_included 'taxes' is not a list of texts",
    ),
    "a date in words": ("adopted = 2024-06-25", 'adopted = "June"', "adopted 'June' is not a date"),
    "a date with a time": ("in_force = 2024-07-01", "in_force = 2024-07-01T00:00:00", "in_force datetime.datetime"),
    "no fiscal years": (
        "fiscal_years = [2025, 2026, 2027, 2028, 2029]",
        "fiscal_years = []",
        "fiscal_years must be consecutive",
    ),
    "a fiscal year in words": (
        "fiscal_years = [2025,",
        'fiscal_years = ["2025",',
        "fiscal year 2025 is not a whole number",
    ),
    "a footnote that is a number": ('[[footnotes]]\nid = "1"', "[[footnotes]]\nid = 1", "id 1 is not text"),
    "a reading without its question": ('question = "Multi-family unit"', "question = 2", "question 2 is not text"),
    "a label that is a number": ('label = "Multi-Family Unit"', "label = 4", "label 4 is not text"),
    "a fee's label that is a date": ('label = "Same day service call"', "label = 2024-01-01", "label datetime.date"),
    "an exception of a year not printed": (
        "fiscal_year = 2026",
        "fiscal_year = 2036",
        "FY 2036 is not a whole number, 2,025 to 2,029",
    ),
    "a number of 5,000 digits": ("grace_days = 10", "grace_days = " + "9" * 5000, "a line of more than 1,500 letters"),
    "a nest of 10,000 lists": (
        "grace_days = 10",
        "grace_days = " + "[\n" * 10_000,
        "bad.toml is nested too deep",
    ),
}


@pytest.mark.parametrize(("before", "after", "words"), REFUSED.values(), ids=REFUSED)
def test_what_the_loader_refuses(tmp_path, before, after, words):
    assert before in TEXT
    bad = tmp_path / "bad.toml"
    bad.write_text(TEXT.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BadSchedule, match=re.escape(words)) as refused:
        read_schedule(bad)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("bad.toml")
    assert len(str(refused.value)) < 300


def test_what_is_no_file_or_too_long_is_refused(tmp_path):
    with pytest.raises(BadSchedule, match="is not a file"):
        read_schedule(tmp_path)
    with pytest.raises(BadSchedule, match="No such file"):
        read_schedule(tmp_path / "absent.toml")
    long = tmp_path / "long.toml"
    long.write_text("#" * (given.TEXT_MAXIMUM + 1), encoding="utf-8")
    with pytest.raises(BadSchedule, match="more than 200,000 bytes"):
        read_schedule(long)


def test_the_audit_says_what_it_does_not_cover():
    report = audit(load_schedule())
    for words in ("fees", "late fee", "sewer return", "limits"):
        assert words in report.not_covered
    shown = alamo_xl("audit")
    assert f"Not covered: {report.not_covered}" in shown.stdout
    assert shown.stdout.endswith("passed: the deviations are exactly the known exceptions\n")
    assert json.loads(alamo_xl("audit", "--json").stdout)["own_exceptions"] == []


def test_a_file_that_brings_its_own_exceptions_does_not_pass_unseen(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        TEXT.replace('rates = ["55.18", "68.98"', 'rates = ["55.18", "68.97"').replace(
            "[[audit.known_exceptions]]",
            '[[audit.known_exceptions]]\nrule = "outside"\nservice = "water"\ncustomer_class = "household"\n'
            'location = "outside"\ncharge = "base"\nmeter_size = "1"\nfiscal_year = 2026\nprinted = "68.97"\n'
            'derived = "68.98"\n\n[[audit.known_exceptions]]',
            1,
        ),
        encoding="utf-8",
    )
    assert audit(read_schedule(own)).unexpected == ()
    shown = alamo_xl("audit", "--rates", own).stdout
    assert "Exceptions that the file names for itself\n  outside: water household outside base 1, FY2026" in shown
    assert "only because the file itself names them" in shown.splitlines()[-1]
    (exception,) = json.loads(alamo_xl("audit", "--rates", own, "--json").stdout)["own_exceptions"]
    assert Decimal(exception["printed"]) == Decimal("68.97")
