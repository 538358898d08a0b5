"""The engine's tabulation is that of plain Python, and its cents are those of the law, bill by bill."""

from collections import Counter
from decimal import Decimal
from importlib.util import find_spec

import pytest
from support.counts import share_of

from alamo_xl import bill, load_schedule
from alamo_xl.errors import AlamoError
from alamo_xl.extract import cards_of, read_extract, working
from alamo_xl.extracts.sample import COLUMNS, sample
from alamo_xl.extracts.sample_file import write_sample
from alamo_xl.extracts.tables import table
from alamo_xl.extracts.tabulating import CREDITS, tabulate
from alamo_xl.extracts.tabulation import Kind, Tally

ADOPTED = load_schedule()
FIRST = ADOPTED.fiscal_years[0]
BANDS = (1, 3, 6, 20)
ALONE = Kind("non-household", "inside", "3/4", True)
ODD = (
    {"meter_size": "multi-family", "units": "7", "ccf": "42"},
    {"meter_size": "multi-family", "units": "7", "ccf": "42.001", "irrigation": "yes"},
    {"ccf": "8.0025", "location": "OUTSIDE"},
    {"ccf": "20"},
    {"water": "no", "ccf": "12.34"},
    {"water": "no", "sewer": "no", "reclaimed_ccf": "900.5", "location": "outside"},
    {"bill_date": f"7/1/{FIRST}"},
    {"bill_date": f"FY{FIRST + 3}"},
    {"irrigation": "yes", "sewer": "yes"},
    {"active": "no", "meter_size": "none of its size"},
    {"ccf": "-0.001"},
    {"ccf": "-7"},
)
"""What the sample's first rows say instead."""


@pytest.fixture(scope="module")
def rows():
    made = [dict(zip(COLUMNS, row, strict=True)) for row in sample(share_of(13_000), FIRST, seed=7)]
    for row, odd in zip(made, ODD, strict=False):
        plain = {"customer_class": "household", "location": "inside", "meter_size": "1 in", "irrigation": "no"}
        row |= plain | {"units": "", "water": "yes", "sewer": "", "active": "yes", "ccf": "5"} | odd
    return made


@pytest.fixture(scope="module")
def counted(rows, tmp_path_factory):
    return counted_in(rows, tmp_path_factory.mktemp("tabulating"))


def counted_in(rows, folder, on="duckdb"):
    file = folder / "bills.csv"
    write_sample(file, ([row[column] for column in COLUMNS] for row in rows), ".csv")
    with working(folder / "out", on, "local[1]" if on == "spark" else None) as engine:
        reading = read_extract(engine, file, [ADOPTED])
        return tabulate(reading, table(reading, cards_of(ADOPTED)), BANDS, ALONE)


def test_it_is_the_tabulation_of_plain_python(rows, counted):
    tally = Tally(ADOPTED, BANDS)
    for row in rows:
        tally.add(row)
    expected = tally.tabulation
    assert counted.tabulation.determinants == expected.determinants
    assert counted.tabulation.frequency == expected.frequency
    assert counted.tabulation.inactive == expected.inactive > 0
    assert counted.tabulation.unrated.total() == expected.unrated.total() > 10
    assert len(counted.tabulation.fiscal_years) == 3


@pytest.mark.skipif(find_spec("pyspark") is None, reason="make prove has the extra spark")
def test_spark_counts_the_same(rows, counted, tmp_path):
    assert counted_in(rows, tmp_path, "spark") == counted


def test_credits_are_one_reason(counted):
    assert counted.tabulation.unrated[CREDITS] == 3
    assert not any("-0.001" in reason for reason in counted.tabulation.unrated)


def test_what_bills_come_to_is_the_law_bill_by_bill(rows, counted):
    expected = Counter()
    for row in rows:
        if row["active"] not in ("true", "yes"):
            continue
        for name, dollars in lines(row):
            expected[name] += dollars
    found = Counter()
    for charged in counted.charged.values():
        for name, cents in charged._asdict().items():
            found[name] += Decimal(cents) / 100
    assert {name: found[name] for name in expected} == expected
    assert all(expected[name] > 0 for name in ("water_usage", "sewer_base", "sewer_commodity", "reclaimed"))


def lines(row):
    """A row's charges by line, of the Decimal law; none where it cannot be rated."""
    names = {("water", "base"): "water_base", ("sewer", "base"): "sewer_base", ("sewer", "usage"): "sewer_commodity"}
    yes = {"true", "yes"}
    irrigation = row["irrigation"] in yes
    sewer = row["sewer"] in yes if row["sewer"] else not irrigation
    size, units = row["meter_size"].removesuffix(" in"), row["units"] or None
    try:
        account = (row["bill_date"], row["customer_class"], size, row["ccf"], row["location"], irrigation, sewer)
        priced = bill(ADOPTED, *account, row["reclaimed_ccf"], units)
    except AlamoError:
        return
    for line in priced.lines:
        if line.service == "reclaimed":
            yield "reclaimed", line.amount
        elif line.service == "sewer" or row["water"] in yes:
            yield names.get((line.service, line.charge), "water_usage"), line.amount


def test_reclaimed_water_that_names_no_meter_counts_where_it_is_told(rows, tmp_path):
    alone = {"customer_class": "", "meter_size": "", "water": "no", "sewer": "", "ccf": "", "reclaimed_ccf": "7"}
    found = counted_in([rows[3] | alone | {"location": "outside"}], tmp_path)
    ((kind, _), determined), *others = found.tabulation.determinants.items()
    assert not others
    assert kind == ALONE._replace(location="outside")
    assert (determined.reclaimed_ccf, sum(determined)) == (7000, 7000)


def test_how_many_bills_are_rounded_in_each_line(counted):
    charged, determined = counted.charged.values(), counted.tabulation.determinants.values()
    for name, bills in (("water_bills", "bills"), ("sewer_bills", "sewer_bills")):
        assert sum(getattr(each, name) for each in charged) == sum(getattr(each, bills) for each in determined) > 0
    assert 0 < sum(each.reclaimed_bills for each in charged) < sum(each.water_bills for each in charged) / 10
