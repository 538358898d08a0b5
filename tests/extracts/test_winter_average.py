"""Sewer on a winter's average, in DuckDB and in Spark, beside the same in plain fractions and the Decimal law."""

import random
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec

import pytest
from support.bills import write_bills
from support.command import alamo_xl
from support.counts import share_of
from support.extracts import lines_of, rows_in, write_csv

from alamo_xl import AlamoError, bill, load_schedule, rate_extract
from alamo_xl.errors import BadExtract
from alamo_xl.extract import cards_of, read_extract, working
from alamo_xl.extracts.duck import Duck
from alamo_xl.extracts.rating import write
from alamo_xl.extracts.tables import table

SCHEDULE = load_schedule()
NAMES = ("account", "bill_date", "customer_class", "meter_size", "location", "irrigation", "sewer", "active", "ccf")
HOME = ("household", "3/4", "inside", "", "", "")
ODD = ("", "-3", "x", "1000001")
FIRST = SCHEDULE.fiscal_years[0]


def extract(count, seed=31):
    """Rows of accounts with and without winters, out of any order: two meters, irrigation, credits, inactive ones."""
    dice = random.Random(seed)
    for _ in range(count):
        number = dice.randint(0, max(3, count // 25))
        year, month = divmod(12 * (FIRST - 2) + dice.randint(5, 54), 12)
        date = dice.choice((f"{year}-{month + 1:02}-15", f"{month + 1}/3/{year}"))
        yield (
            dice.choice(("", f"A{number}")) if number % 9 == 0 else f"A{number}",
            f"FY{dice.choice(SCHEDULE.fiscal_years)}" if dice.random() < 0.02 else date,
            "non-household" if number % 3 else "household",
            dice.choice(("3/4", "1", "none")) if dice.random() < 0.1 else "3/4",
            "outside" if number % 5 == 0 else "inside",
            "yes" if dice.random() < 0.1 else "",
            dice.choice(("yes", "no", "maybe")) if dice.random() < 0.1 else "",
            dice.choice(("no", "yes", "perhaps")) if dice.random() < 0.06 else "",
            dice.choice(ODD) if dice.random() < 0.05 else f"{dice.uniform(0, 30):.{dice.choice((0, 2, 3, 3))}f}",
        )


def dated(text):
    """The fiscal year and the month of a date, no month of a fiscal year."""
    if text.startswith("FY"):
        return int(text[2:]), None
    year, month = (int(text[:4]), int(text[5:7])) if text[4] == "-" else (int(text[-4:]), int(text.split("/")[0]))
    return year + (month >= 7), month


def thousandths(text):
    volume = Decimal(text) * 1000 if text and text != "x" else Decimal(-1)
    return int(volume) if 0 <= volume <= 10**9 else None


def means(rows, months):
    """By account and fiscal year, and by class and fiscal year, the mean of the winter before in thousandths."""
    sums = defaultdict(list)
    for account, date, customer_class, _, _, irrigation, sewer, active, ccf in rows:
        year, month = dated(date)
        with_sewer = sewer == "yes" or (sewer == "" and not irrigation)
        volume = thousandths(ccf)
        if month in months and with_sewer and active != "no" and volume is not None:
            sums["class", customer_class, year + 1].append(volume)
            if account:
                sums["account", account, year + 1].append(volume)
    return {key: int(Fraction(sum(of), len(of)) + Fraction(1, 2)) for key, of in sums.items()}


def expected(rows, months, schedule=SCHEDULE):
    """The columns of each rated row; None where there is no bill."""
    winters = means(rows, months)
    for account, date, customer_class, size, location, irrigation, sewer, active, ccf in rows:
        if active == "no":
            yield (Decimal("0.00"),) * 6
            continue
        account_of = (customer_class, size)
        options = (location, irrigation, sewer)
        year = dated(date)[0]
        try:
            priced = bill(schedule, date, *account_of, ccf, *options)
            lines = lines_of(priced)
            if any(line.service == "sewer" for line in priced.lines):
                mean = winters.get(("account", account, year), winters.get(("class", customer_class, year)))
                if mean is None:
                    yield None
                    continue
                least = Decimal(min(mean, thousandths(ccf))) / 1000
                commodity = lines_of(bill(schedule, date, *account_of, least, *options))[3]
                lines = (*lines[:3], commodity, lines[4], lines[5] - lines[3] + commodity)
        except AlamoError:
            yield None
        else:
            yield None if active == "perhaps" else lines


def rated(rows, folder, months, on="duckdb"):
    file, out = write_csv(folder / "bills.csv", NAMES, rows), folder / f"{on}.parquet"
    with working(out, on, "local[2]" if on == "spark" else None) as engine:
        reading = read_extract(engine, file, [SCHEDULE], winter_average=months)
        outcome = write(reading, table(reading, cards_of(None)), out)
    return rows_in(out), outcome


@pytest.fixture(scope="module")
def rows():
    return list(extract(share_of(100_000)))


@pytest.fixture(scope="module")
def in_duckdb(rows, tmp_path_factory):
    return rated(rows, tmp_path_factory.mktemp("winter"), "12-2")


def test_every_bill_is_on_the_least_of_its_water_and_its_winter_and_in_order(rows, in_duckdb):
    found, outcome = in_duckdb
    assert outcome.rows == len(rows)
    less = none = 0
    for row, answer, lines in zip(rows, found, expected(rows, (12, 1, 2)), strict=True):
        assert tuple(cell or "" for cell in answer[: len(NAMES)]) == row
        assert answer[len(NAMES) : -1] == (lines or (None,) * 6), row
        assert (answer[-1] is None) == (lines is not None), row
        none += "no winter average" in (answer[-1] or "")
        less += lines is not None and lines != (0,) * 6
    assert less > len(rows) / 4
    assert 0 < none < len(rows) / 50
    assert outcome.findings.by_class > 10


@pytest.mark.skipif(find_spec("pyspark") is None, reason="make prove has the extra spark")
def test_spark_says_the_same(rows, in_duckdb, tmp_path):
    assert rated(rows, tmp_path, "12-2", "spark")[0] == in_duckdb[0]


def test_many_rows_stay_in_their_order(tmp_path):
    file, out = write_bills(tmp_path / "bills.parquet", 500_000), tmp_path / "out.parquet"
    rate_extract(file, out, winter_average="12-2")
    engine = Duck(tmp_path / "compared")
    moved = "count(*) FILTER (i.account IS DISTINCT FROM o.account OR i.ccf IS DISTINCT FROM o.ccf)"
    assert engine.run(f"SELECT {moved}, count(*) FROM '{file}' AS i POSITIONAL JOIN '{out}' AS o") == [(0, 500_000)]
    engine.close()


@pytest.mark.parametrize(("season", "months"), [("1", (1,)), ("11-3", (11, 12, 1, 2, 3)), ("7-6", range(1, 13))])
def test_a_winter_of_other_months(season, months, tmp_path):
    rows = list(extract(400, seed=5))
    for answer, lines in zip(rated(rows, tmp_path, season)[0], expected(rows, months), strict=True):
        assert answer[len(NAMES) : -1] == (lines or (None,) * 6)


def sewer_of(*bills, folder):
    """The sewer commodity and the reason of the last of some bills: account, date, CCF and what is not as usual."""
    rows = [
        tuple((dict(zip(NAMES, (account, date, *HOME, ccf), strict=True)) | other).values())
        for account, date, ccf, other in bills
    ]
    *_, (*_, commodity, _, _, error) = rated(rows, folder, "12-2")[0]
    return commodity, error


def commodity(ccf):
    return lines_of(bill(SCHEDULE, "2025-07-01", "household", "3/4", ccf))[3]


HALF = (("A", "2024-12-01", "2.000", {}), ("A", "2025-02-28", "2.001", {}))


def test_the_mean_is_half_up_and_counts_from_july(tmp_path):
    assert sewer_of(*HALF, ("A", "2025-07-01", "8", {}), folder=tmp_path) == (commodity("2.001"), None)
    assert sewer_of(*HALF, ("A", "2025-07-01", "2", {}), folder=tmp_path) == (commodity("2"), None)
    commodity_of_june, error = sewer_of(*HALF, ("A", "2025-06-30", "8", {}), folder=tmp_path)
    assert commodity_of_june is None
    assert error == ("no winter average: no bill of its class with sewer in months 12-2 of the fiscal year before")


def test_winters_before_the_first_rates_count(tmp_path):
    before = ("A", f"{FIRST - 1}-01-15", "3", {})
    assert sewer_of(before, ("A", f"{FIRST - 1}-07-15", "8", {}), folder=tmp_path)[1] is None


@pytest.mark.parametrize(
    "other",
    [
        {"irrigation": "yes"},
        {"sewer": "no"},
        {"active": "no"},
        {"ccf": "-1"},
        {"bill_date": "2024-11-30"},
        {"bill_date": "2025-03-01"},
        {"account": "B"},
        {"customer_class": "non-household", "account": "B"},
    ],
)
def test_what_is_no_bill_of_the_winter(other, tmp_path):
    more = ("A", "2025-01-15", "1", other)
    assert sewer_of(*HALF, more, ("A", "2025-07-01", "8", {}), folder=tmp_path) == (commodity("2.001"), None)


def test_an_account_without_a_winter_takes_its_classs(tmp_path):
    dear = ("B", "2025-01-15", "20", {"customer_class": "non-household"})
    for account in ("C", "", " "):
        found = sewer_of(*HALF, dear, (account, "2025-07-01", "8", {}), folder=tmp_path)
        assert found == (commodity("2.001"), None)


def test_another_years_rates_take_the_winter_before_the_bill(tmp_path):
    rows = [("A", "2025-01-15", *HOME, "2"), ("A", "2025-08-15", *HOME, "8")]
    rate_extract(
        write_csv(tmp_path / "bills.csv", NAMES, rows),
        out := tmp_path / "out.parquet",
        fiscal_year=2028,
        winter_average="12-2",
    )
    first, last = rows_in(out)
    assert "no winter average" in first[-1]
    assert last[len(NAMES) + 3] == lines_of(bill(SCHEDULE, 2028, "household", "3/4", 2))[3]


@pytest.mark.parametrize(
    ("months", "names", "words"),
    [
        ("5-8", NAMES, "--winter-average 5-8 is of two fiscal years; give months before July, such as 12-2"),
        ("13", NAMES, "--winter-average: months '13' is not understood"),
        ("", NAMES, "--winter-average: months '' is not understood"),
        ("12-2", ("note", *NAMES[1:]), "--winter-average needs account and bill_date, and no column is account"),
        ("12-2", ("account", "fy", *NAMES[2:]), "no column is bill_date"),
    ],
)
def test_what_it_needs(months, names, words, tmp_path):
    file = write_csv(tmp_path / "bills.csv", names, [("A", "2026", *HOME, "8")])
    with pytest.raises(BadExtract) as told:
        rate_extract(file, tmp_path / "out.parquet", winter_average=months)
    assert words in str(told.value)
    assert not (tmp_path / "out.parquet").exists()


def test_the_command_takes_it_and_says_whose_winter(tmp_path):
    rows = [("A", "2025-01-15", *HOME, "2"), ("C", "2025-08-15", *HOME, "8")]
    file = write_csv(tmp_path / "bills.csv", NAMES, rows)
    done = alamo_xl("rate", file, "--out", tmp_path / "out.csv", "--winter-average", "12-2")
    assert done.returncode == 3
    assert "sewer on the class's winter average, where the account has none: 1 row\n" in done.stdout
