"""An adopted instrument with a rate design (`data/next-designs.toml`, made up) goes through every door of the core."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import jsonschema
import pytest
from support.command import alamo_xl
from support.places import DATA, ROOT

from alamo_xl import BadSchedule, NoAdoptedRate, audit, bill, designs, load_schedule, read_schedule
from alamo_xl import functions as f
from alamo_xl.bill import to_the_cent
from alamo_xl.exports import csv_files, html_page, json_file
from alamo_xl.levers import Escalated, Levers
from alamo_xl.rate_table import from_rows, to_rows
from alamo_xl.scenario import propose
from alamo_xl.schedule import RETURN, RateKey
from alamo_xl.typical import typical_bills

NEXT = DATA / "next-designs.toml"
SCHEDULE = read_schedule(NEXT)
BLOCK = RateKey("water", "household", "inside", "usage", above_ccf=Decimal(8), months="5-10")
SHARE = RateKey("water", "household", "all", "discount", "base", unit="share")
DOLLARS = RateKey("water", "household", "all", "discount", "usage", unit="dollars")
SURCHARGE = RateKey("water", "all", "inside", "surcharge", stage=2)
SUMMER_BILL = [
    ("water", "base", "1", "39.17", "39.17"),
    ("water", "usage", "8", "5.00", "40.00"),
    ("water", "usage", "12", "6.20", "74.40"),
    ("water", "usage", "5", "8.75", "43.75"),
    ("water", "surcharge", "25", "1.10", "27.50"),
    ("water", "discount", "39.17", "-0.25", "-9.79"),
    ("water", "discount", "1", "-6.00", "-6.00"),
    ("sewer", "base", "1", "35.75", "35.75"),
    ("sewer", "usage", "22.5", "3.05", "68.63"),
]


def test_the_readings_are_those_of_the_document():
    assert [reading.id for reading in designs.readings()] == [f"D{number}" for number in range(1, 17)]
    assert not {reading.id for reading in SCHEDULE.readings} & {reading.id for reading in designs.readings()}
    document = ROOT.parent / "shared" / "DESIGNS.md"
    if document.exists():
        rows = re.findall(r"^\| (D\d+) \| (.*?) \| (.*) \|$", document.read_text(encoding="utf-8"), re.MULTILINE)
        said = [(each.id, each.question, each.reading) for each in designs.readings()]
        assert said == [tuple(cell.replace("`", "'") for cell in row) for row in rows]


def test_a_bill_line_by_line():
    priced = bill(SCHEDULE, date(2030, 6, 15), "HH", "3/4", 25, stage=2, assisted=True)
    lines = [
        (each.service, each.charge, f"{each.quantity.normalize():f}", str(each.rate), str(each.amount))
        for each in priced.lines
    ]
    assert lines == SUMMER_BILL
    assert str(priced.total) == "313.41"
    assert [line.reduces for line in priced.lines if line.reduces] == ["base", "usage"]
    assert str(priced.lines[2].source).endswith("Customers - Inside City, Usage: 8 to 20 CCF, May to October, FY2030")


def test_the_command_prints_it():
    account = ["--fy", "2030-06-15", "--class", "HH", "--size", "3/4", "--ccf", 25, "--stage", 2, "--assisted"]
    shown = alamo_xl("bill", "--rates", NEXT, *account)
    assert shown.returncode == 0, shown.stderr
    assert [tuple(line.split()) for line in shown.stdout.splitlines()[1:-1]] == SUMMER_BILL
    facts = json.loads(alamo_xl("bill", "--rates", NEXT, *account, "--json").stdout)
    assert [tuple(line.values())[:5] for line in facts["lines"]] == SUMMER_BILL
    for wrong, words in ((["--stage", 3], "stages printed: 2"), (["--fy", 2030], "give the bill's date")):
        refused = alamo_xl("bill", "--rates", NEXT, *account, *wrong)
        assert refused.returncode == 2
        assert words in refused.stderr
        assert refused.stderr.count("\n") == 1


def test_the_table_goes_to_the_functions_and_back():
    rows = to_rows(SCHEDULE)
    assert rows[0][5:9] == ["above_ccf", "months", "stage", "unit"]
    assert from_rows(rows, SCHEDULE) is SCHEDULE
    assert f.ALAMO_BILL("2030-06-15", "HH", "3/4", 25, rates=from_adopted(rows), stage=2, assisted=True) == 313.41
    written = list(csv.reader(io.StringIO(csv_files.files(SCHEDULE)["rate-table.csv"].removeprefix(csv_files.MARK))))
    assert from_rows(written, SCHEDULE) is SCHEDULE


def from_adopted(rows):
    """The rows as cells hold them."""
    return [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows]


def test_the_audit_compares_the_same_block_season_and_stage():
    report = audit(SCHEDULE)
    assert report.ok
    assert {rule.rule: rule.checked for rule in report.rules} == {
        "outside": 190, "escalator": 156, "irrigation": 60, "multi-family": 20, "reclaimed": 0, "classes": 40,
    }  # fmt: skip
    assert "50 rates of 'reclaimed'" in report.not_covered
    for key in (BLOCK, BLOCK._replace(charge="irrigation"), BLOCK._replace(location="outside"), SURCHARGE, DOLLARS):
        changed = SCHEDULE.with_changes({key: {2032: SCHEDULE.rates[key][2] + Decimal("0.01")}})
        assert not audit(changed).ok, key
    assert audit(SCHEDULE.with_changes({SHARE: {2032: Decimal("0.9")}})).ok


def test_a_scenario_moves_rates_surcharges_and_dollars_and_nothing_else():
    years = (*SCHEDULE.fiscal_years, 2035)
    tenth = {year: Decimal("0.1") for year in years[1:]}
    lines = {Escalated(k.service, k.customer_class, c) for k in SCHEDULE.rates for c in ("base", "usage")}
    lines -= {line for line in lines if line.customer_class == "all" and line.service == "water"}
    moved = propose(SCHEDULE, Levers("Tenth", dict.fromkeys(lines, tenth)), years)
    assert [str(rate) for rate in moved.rates[BLOCK]] == ["6.20", "6.82", "7.50", "8.25", "9.08", "9.99"]
    assert [str(rate) for rate in moved.rates[SURCHARGE][:3]] == ["1.10", "1.21", "1.33"]
    assert [str(rate) for rate in moved.rates[DOLLARS][:3]] == ["6.00", "6.60", "7.26"]
    assert [str(rate) for rate in moved.rates[SHARE]] == ["0.25", "0.25", "0.25", "0.2", "0.125", "0.125"]
    assert set(moved.rates) == set(SCHEDULE.rates)
    assert moved.rates[RETURN] == (Decimal("0.90"),) * 6
    levers = Levers("Three times", outside_multiplier={2031: Decimal(3)}, irrigation_multiplier={2031: Decimal("1.5")})
    dearer = propose(SCHEDULE, levers, SCHEDULE.fiscal_years)
    inside = SCHEDULE.rates[BLOCK][1]
    assert dearer.rates[BLOCK._replace(location="outside")][1] == 3 * inside
    assert dearer.rates[BLOCK._replace(charge="irrigation")][1] == to_the_cent(inside * Decimal("1.5"))
    assert dearer.rates[SURCHARGE._replace(location="outside")][1] == 3 * SCHEDULE.rates[SURCHARGE][1]
    assert dearer.rates[DOLLARS] == SCHEDULE.rates[DOLLARS]
    rows = [[*row[:2], "outside", *row[3:]] if row[3:5] == ["discount", "usage"] else row for row in to_rows(SCHEDULE)]
    outside = DOLLARS._replace(location="outside")
    proposed = propose(from_rows(rows, SCHEDULE), levers, SCHEDULE.fiscal_years)
    assert proposed.rates[outside] == SCHEDULE.rates[DOLLARS]


def test_a_row_for_all_classes_needs_one_increase():
    unlike = {Escalated("water", "household", "usage"): {2031: Decimal("0.1")}}
    with pytest.raises(BadSchedule, match="surcharge stage 2 is for all classes, whose increases differ"):
        propose(SCHEDULE, Levers("Unlike", unlike), SCHEDULE.fiscal_years)


def test_csv_and_json_carry_every_row():
    rows = list(csv.DictReader(io.StringIO(csv_files.files(SCHEDULE)["rates.csv"].removeprefix(csv_files.MARK))))
    assert len(rows) == 5 * (len(SCHEDULE.rates) - 1)
    wanted = {"customer_class": "household", "location": "inside", "charge": "usage", "fiscal_year": "2030"}
    wanted |= {"above_ccf": "8", "months": "5-10"}
    (block,) = (row for row in rows if wanted.items() <= row.items())
    assert (block["amount"], block["unit"]) == ("6.20", "dollars a CCF")
    assert {row["unit"] for row in rows if row["charge"] == "discount"} == {"share", "dollars a month"}
    facts = json_file.facts(SCHEDULE)
    schema = json_file.schema(SCHEDULE)
    jsonschema.validate(facts, schema)
    assert [{**rate, "fiscal_year": str(rate["fiscal_year"])} for rate in facts["rates"]] == rows
    facts["rates"][0]["amount"] = "0.125"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(facts, schema)


def test_typical_bills_are_by_season():
    bills = typical_bills(SCHEDULE)
    assert {each.months for each in bills} == {"5-10", "11-4"}
    (summer, winter) = (b.amounts[0] for b in bills if (b.customer_class, b.outside, b.ccf) == ("household", False, 20))
    assert (summer, winter) == tuple(
        bill(SCHEDULE, day, "HH", "3/4", 20).total for day in (date(2030, 5, 1), date(2029, 11, 30))
    )
    assert "5-10" in csv_files.files(SCHEDULE)["typical-bills.csv"]


def test_the_page_says_block_and_season():
    page = html_page.page(SCHEDULE)
    assert "Usage charge, above 8 CCF months 5-10, a CCF" in page
    assert "Surcharge, stage 2, a CCF" in page
    assert "Discount off the base charge, assisted account, as a share of it<" in page
    assert "Discount off the usage charge, assisted account, a month<" in page


def test_what_has_several_rates_names_the_lines():
    with pytest.raises(NoAdoptedRate, match="ALAMO_BILL_LINES"):
        SCHEDULE.rate(2030, "water", "irrigation", "household")
    assert SCHEDULE.stages == {2}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            'above_ccf = "8", rates = ["6.20"',
            'above_ccf = "-8", rates = ["6.20"',
            "row water household inside usage: above_ccf '-8' is out of range",
        ),
        (
            'months = "5-10", above_ccf = "20"',
            'months = "5-13", above_ccf = "20"',
            "row water household inside usage: months '5-13' is not",
        ),
        (
            '["0.25", "0.25", "0.25", "0.2", "0.125"]',
            '["1.25", "0.25", "0.25", "0.2", "0.125"]',
            "row water household all discount base share: '1.25' is not between 0 and 1",
        ),
        ("stage = 2, rates", "stage = 0, rates", "row water all inside surcharge: stage 0 is not understood"),
        ('unit = "share"', 'unit = "percent"', "unit 'percent' is not understood; give share, dollars"),
        ('months = "11-4", above_ccf = "0"', 'months = "12-4", above_ccf = "0"', "row water household inside usage"),
        ("water = 250", "water = 249", "250 figures given, 249 are printed"),
    ],
)
def test_a_bad_row_of_an_instrument_is_named(tmp_path, before, after, words):
    text = NEXT.read_text(encoding="utf-8")
    assert before in text
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BadSchedule, match=re.escape(words)) as refused:
        read_schedule(bad)
    assert "\n" not in str(refused.value)


def test_the_adopted_instrument_is_flat():
    adopted = load_schedule()
    assert all(not key.terms for key in adopted.rates)
    assert (adopted.seasonal, adopted.stages, adopted.seasons) == (False, frozenset(), ("",))
    assert to_rows(adopted)[0] == [
        "service",
        "customer_class",
        "location",
        "charge",
        "meter_size",
        *adopted.fiscal_years,
    ]
