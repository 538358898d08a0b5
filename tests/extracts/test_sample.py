"""The illustrative extract: what is in it, that its seed makes it, and that the model's illustration is its sum."""

import csv
import re
from collections import Counter
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import pytest
from support.command import alamo_xl
from support.counts import CI, SHARE
from support.places import ROOT

from alamo_xl import load_schedule
from alamo_xl.books import model
from alamo_xl.extract import cards_of, read_extract, working
from alamo_xl.extracts.proof import prove
from alamo_xl.extracts.sample import COLUMNS, apportioned, sample
from alamo_xl.extracts.tables import table
from alamo_xl.extracts.tabulated_rows import printed_kinds
from alamo_xl.extracts.tabulating import tabulate
from alamo_xl.extracts.tabulation import BANDS
from alamo_xl.projection import Determinant, base_volumes, revenue

ADOPTED = load_schedule()
FIRST = ADOPTED.fiscal_years[0]
COMMITTED = Path(model.__file__).parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample of the model's illustration and its tabulation, made by the command."""
    folder = tmp_path_factory.mktemp("sample")
    done = alamo_xl("sample", "--accounts", "13000", "--out", folder / "sample.csv", "--tabulation", folder)
    assert done.returncode == 0, done.stderr
    assert "156,000 bills of 13,000 made-up accounts, FY2025" in done.stdout
    return folder


@pytest.fixture(scope="module")
def rows(folder):
    with (folder / "sample.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def metered(rows):
    """The rows that hold a volume in range, and their water in CCF."""
    return [(row, Decimal(row["ccf"])) for row in rows if row["ccf"].replace(".", "", 1).isdecimal()]


@pytest.mark.parametrize("table", ["illustrative-determinants.csv", "illustrative-frequency.csv"])
def test_the_committed_illustration_is_what_the_command_makes(folder, table):
    assert (folder / table).read_bytes() == (COMMITTED / table).read_bytes()


def test_every_printed_kind_of_account_is_there_and_bills_something():
    found = kinds()
    sized = {key.words[1:3] + key.words[4:] for key in ADOPTED.rates if key.words[::3] == ("water", "base")}
    there = {(row["customer_class"], row["location"], row["meter_size"], row["irrigation"]) for row in found}
    assert there == {(*key, "no") for key in sized} | {(*key, "yes") for key in sized if key[2] != "multi-family"}
    assert len(found) == len(there)
    assert all(int(row["bills"]) > 0 and Decimal(row["ccf"]) > 0 for row in found)


def test_the_bill_frequency_has_all_bills_and_all_water_of_the_determinants():
    determined = {tuple(row.values())[:4]: row for row in kinds()}
    bills, water = Counter(), Counter()
    with (COMMITTED / "illustrative-frequency.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kind = tuple(row.values())[:4]
            count, ccf = int(row["bills"]), Decimal(row["ccf"])
            assert count > 0
            assert int(row["over"]) * count <= ccf <= int(row["to"] or 10**6) * count
            bills[kind] += count
            water[kind] += ccf
    for kind, row in determined.items():
        assert bills[kind] == int(row["unit_months"] if kind[2] == "multi-family" else row["bills"])
        assert water[kind] == Decimal(row["ccf"])


def test_it_is_of_the_size_of_a_utility_like_alamogordo(rows, metered):
    assert len({row["account"] for row in rows}) == 13_000
    water = [(row, ccf) for row, ccf in metered if row["water"] == "true"]
    assert 1_500_000 < sum(ccf for _, ccf in water) < 1_700_000
    outside = sum(ccf for row, ccf in water if row["location"] == "outside")
    assert 100_000 < outside < 160_000


def test_its_spread_is_that_of_a_utility(rows, metered):
    summer, winter = (
        sum(ccf for row, ccf in metered if row["bill_date"][5:7] == month and row["irrigation"] == "true")
        for month in ("07", "01")
    )
    assert summer > 5 * winter
    homes = sorted(ccf for row, ccf in metered if (row["customer_class"], row["meter_size"]) == ("household", "3/4 in"))
    middle = homes[len(homes) // 2]
    assert homes[len(homes) // 10] < middle / 2
    assert homes[-len(homes) // 100] > 4 * middle
    assert sum(ccf == 0 for ccf in homes) > 1_000
    assert {row["units"] for row in rows if row["meter_size"] == "multi-family"} > {"4", "10", "24", "48"}
    assert len({row["account"] for row in rows if (row["water"], row["sewer"]) == ("false", "true")}) == 52
    assert len({row["account"] for row in rows if (row["water"], row["sewer"]) == ("false", "false")}) == 3
    assert 500 < sum(row["active"] == "false" for row in rows) < 3_000
    assert {row["bill_date"] for row in rows if row["bill_date"] > f"{FIRST}-06-30"} == set()
    assert sum(not row["bill_date"].startswith("20") for row in rows) == 2


def test_the_seed_makes_it_and_nothing_else_does():
    assert list(sample(100, FIRST)) == list(sample(100, FIRST))
    assert list(sample(100, FIRST)) != list(sample(100, FIRST, seed=1))
    assert len(list(sample(3, FIRST))) == 36
    assert {len(row) for row in sample(100, FIRST)} == {len(COLUMNS)}


def test_parts_by_weight_make_up_the_total():
    for total in (1, 7, 10, 101):
        parts = apportioned([50, 30, 15, 3, 1, 1], total)
        assert sum(parts) == total
        assert (min(parts) >= 1) == (total >= 6)


@pytest.mark.skipif(find_spec("duckdb") is None, reason="Parquet needs DuckDB")
def test_the_same_rows_as_parquet(tmp_path):
    import duckdb

    for ending in ("csv", "parquet"):
        assert alamo_xl("sample", "--accounts", "200", "--out", tmp_path / f"s.{ending}").returncode == 0
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        written = [tuple(text or None for text in row) for row in csv.reader(file)]
    read = duckdb.read_parquet(str(tmp_path / "s.parquet"))
    assert [tuple(read.columns), *read.fetchall()] == written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s.csv", "s.parquet"]


@pytest.mark.parametrize(
    ("accounts", "out", "words"),
    [
        ("0", "s.csv", "--accounts is '0'; give a whole number, 1 to 10,000,000"),
        ("12.5", "s.csv", "--accounts is '12.5'"),
        ("many", "s.csv", "--accounts is 'many'"),
        ("99999999999", "s.csv", "1 to 10,000,000"),
        ("10", "s.xlsx", "s.xlsx: give a name that ends in .csv or .parquet"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_line(tmp_path, accounts, out, words):
    done = alamo_xl("sample", "--accounts", accounts, "--out", tmp_path / out)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not CI and SHARE < 1, reason="CI and make prove run it: every bill of the whole sample is rated")
def test_the_revenue_proof_that_the_readme_tells_of(folder):
    words = " ".join((ROOT / "README.md").read_text("utf-8").split())
    told = re.search(
        r"sample's ([\d,]+) bills of water and ([\d,]+) of sewer \$(\S+) of \$(\S+), .* \$(\S+)\. Exit", words
    )
    with working(folder / "out") as engine:
        reading = read_extract(engine, folder / "sample.csv", [ADOPTED])
        law = table(reading, cards_of(ADOPTED))
        charged = tabulate(reading, law, BANDS, printed_kinds(ADOPTED)[-1]).charged.values()
    volumes = base_volumes(map(determinant, kinds()), ADOPTED, {})
    total = prove(revenue(ADOPTED, {FIRST: volumes})[FIRST], charged)[-1]
    water, sewer = (sum(getattr(each, name) for each in charged) for name in ("water_bills", "sewer_bills"))
    shown = [f"{water:,}", f"{sewer:,}", *(f"{each:,.2f}" for each in (total.difference, total.bills, total.at_most))]
    assert list(told.groups()) == shown
    assert total.ties


def kinds():
    with (COMMITTED / "illustrative-determinants.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def determinant(row):
    number = {name: Decimal(row[name]) for name in list(row)[4:]}
    by_unit = row["meter_size"] == "multi-family"
    return Determinant(
        *(row[name] for name in ("customer_class", "location", "meter_size")),
        row["irrigation"] == "yes",
        number["unit_months" if by_unit else "bills"],
        number["ccf"],
        number["sewer_unit_months" if by_unit else "sewer_bills"],
        number["sewer_ccf"],
        number["reclaimed_ccf"],
        number["sewer_only_ccf"],
    )
