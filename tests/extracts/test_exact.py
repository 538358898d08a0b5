"""Bills of an extract are the law's, cent for cent: every key, every tie, every type a column may have."""

import random
from decimal import Decimal

import pytest
from support.counts import SHARE, share_of
from support.designs import accounts, table, volumes
from support.extracts import NAMES, bills, by_the_law, lines_of, rows_in, write_csv

from alamo_xl import bill, load_schedule, rate_table
from alamo_xl.extract import rate_extract
from alamo_xl.extracts.duck import Duck

SCHEDULE = load_schedule()
COUNT = share_of(1_000_000, SHARE if SHARE == 1 else SHARE / 3)
WRITTEN = (
    ("2026", "FY26", "7/1/2025", "2026-06-30", "FY 2025-26", "2026-03-01 12:00:00", "2030", "", "x"),
    ("HH", "Household", "non household", "NH", "residential", "", "x"),
    ("3/4", "0.75", '¾"', "1", "1.5", "1-1/2", "2", "8", "5/8", "MF", "3-Apr", ""),
    ("inside", "outside", "yes", "0", "", "TRUE", "county"),
    ("", "yes", "N", "1", "maybe"),
    ("", "TRUE", "no", "q"),
    ("", "0", "1", "24", "100000", "100001", "1.5", "-3", "x"),
    (
        "0",
        "8",
        "8.0025",
        "2.3",
        "1,234.5",
        "12,34",
        "1000000",
        "1000000.0004",
        "999999.9995",
        "-1",
        "-0.0004",
        "-0",
        "1e3",
        "1.5E-3",
        "0.00049999999999999999",
        "1_000",
        "0x1A",
        " 7 ",
        ".5",
        "5.",
        "Infinity",
        "nan",
        "1e300",
        "(5)",
        "abc",
        "",
        "12345678",
        "8\n",
    ),
    ("", "0", "2.5", "-1", "x", "100.0005"),
)


@pytest.fixture(scope="module")
def rated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exact")
    rows = list(bills(COUNT))
    outcome = rate_extract(write_csv(folder / "bills.csv", NAMES, rows), folder / "rated.parquet")
    assert not outcome.errors and outcome.rows == len(rows)
    return rows, rows_in(folder / "rated.parquet")


def test_every_key_and_tie_and_random_bills_are_the_laws_and_in_order(rated):
    rows, found = rated
    assert len(rows) >= COUNT
    for row, answer in zip(rows, found, strict=True):
        assert tuple(cell or "" for cell in answer[: len(NAMES)]) == row
        assert answer[len(NAMES) : -1] == by_the_law(SCHEDULE, row)[0], row


def test_what_people_write_is_read_as_the_law_reads_it(tmp_path):
    dice = random.Random(7)
    usual = ("2026", "household", "3/4", "inside", "", "", "", "8", "")
    rows = []
    for _ in range(share_of(60_000)):
        row = [
            dice.choice(texts) if dice.random() < 0.25 else plain for texts, plain in zip(WRITTEN, usual, strict=True)
        ]
        rows.append(tuple(row))
    rate_extract(write_csv(tmp_path / "bills.csv", NAMES, rows), tmp_path / "rated.parquet")
    errors = 0
    for row, answer in zip(rows, rows_in(tmp_path / "rated.parquet"), strict=True):
        lines, error = by_the_law(SCHEDULE, row)
        assert (answer[len(NAMES) : -1] if lines else answer[-1] is not None) == (lines or True), (row, answer)
        assert (error is None) == (answer[-1] is None)
        errors += bool(error)
    assert 0 < errors < len(rows)


def test_a_reason_is_in_the_laws_own_words(tmp_path):
    usual = ["2026", "household", "3/4", "inside", "", "", "", "8", ""]
    rows = [(*usual[:at], text, *usual[at + 1 :]) for at, column in enumerate(WRITTEN) for text in column]
    rate_extract(write_csv(tmp_path / "bills.csv", NAMES, rows), tmp_path / "rated.parquet")
    told = 0
    for row, answer in zip(rows, rows_in(tmp_path / "rated.parquet"), strict=True):
        error = by_the_law(SCHEDULE, row)[1]
        if error and row[7][:1] != "-" != row[8][:1] and "multi-family only" not in error:
            assert answer[-1] == error
            told += 1
    assert told > 20


TYPES = {
    "float": ("DOUBLE", "DOUBLE"),
    "decimal": ("DECIMAL(12,4)", "BIGINT"),
    "decimals within a thousandth": ("DECIMAL(10,3)", "INTEGER"),
    "whole numbers": ("BIGINT", "SMALLINT"),
    "single float": ("FLOAT", "VARCHAR"),
}


@pytest.mark.parametrize(("volume", "year"), TYPES.values(), ids=TYPES)
def test_columns_of_numbers_flags_and_dates_are_read_by_what_they_show(volume, year, tmp_path):
    engine = Duck(tmp_path / "work")
    engine.run(
        f"COPY (SELECT CAST(2025 + i % 5 AS {year}) AS fy, 'household' AS class, 0.75 AS size, i % 3 = 0 AS outside, "
        f"i % 7 = 0 AS irrigation, CAST(i * 7 / 2000 AS {volume}) AS ccf FROM range({share_of(40_000)}) t(i)) "
        f"TO '{tmp_path / 'bills.parquet'}' (FORMAT parquet)"
    )
    rate_extract(tmp_path / "bills.parquet", tmp_path / "rated.parquet")
    for fy, household, size, outside, irrigation, ccf, *answer in rows_in(tmp_path / "rated.parquet"):
        shown = engine.run(f"SELECT CAST({ccf!r}::FLOAT AS VARCHAR)")[0][0] if volume == "FLOAT" else ccf
        assert answer[:-1] == list(lines_of(bill(SCHEDULE, fy, household, size, shown, outside, irrigation))), (fy, ccf)
    engine.close()


@pytest.mark.parametrize("unit", ["gal", "kgal", "cf"])
def test_other_units_are_divided_once_and_exactly(unit, tmp_path):
    from fractions import Fraction

    a_ccf = {"gal": Fraction(57_600, 77), "kgal": Fraction(576, 770), "cf": Fraction(100)}[unit]
    dice = random.Random(3)
    texts = [f"{dice.uniform(0, 90):.{dice.choice((0, 2, 6, 8))}f}" for _ in range(share_of(40_000))]
    texts += [f"{float(a_ccf * Fraction(2 * n + 1, 2000)):.7f}" for n in (*range(200), 10**8, 10**9 - 1)] + [
        "1,234.5",
        "0",
    ]
    rows = [("2026", "household", "3/4", "inside", text) for text in texts]
    names = ("fy", "class", "size", "location", f"usage_{unit}")
    rate_extract(write_csv(tmp_path / "bills.csv", names, rows), tmp_path / "rated.parquet")
    for row, answer in zip(rows, rows_in(tmp_path / "rated.parquet"), strict=True):
        thousandths = int(Fraction(row[-1].replace(",", "")) / a_ccf * 1000 + Fraction(1, 2))
        expected = bill(SCHEDULE, *row[:3], Decimal(thousandths) / 1000)
        assert answer[5:-1] == lines_of(expected), row


@pytest.mark.parametrize("seed", range(share_of(60)))
def test_rate_designs_are_priced_by_the_same_expression(seed, tmp_path):
    schedule = rate_table.from_rows(table(seed), SCHEDULE, "design")
    names = (
        "bill_date",
        "customer_class",
        "meter_size",
        "outside",
        "irrigation",
        "sewer",
        "units",
        "stage",
        "assisted",
        "ccf",
        "reclaimed_ccf",
    )
    dice, asked = random.Random(seed), []
    for account in accounts(seed, 40):
        for volume in dice.sample(volumes(schedule, int(account["units"] or 1)), 8):
            asked.append(
                {**account, "ccf": f"{volume / 1000:.3f}", "reclaimed_ccf": f"{dice.choice((0, volume)) / 1000:.3f}"}
            )
    rows = [
        [str("" if (cell := each[name if name != "bill_date" else "fiscal_year"]) is None else cell) for name in names]
        for each in asked
    ]
    rate_extract(write_csv(tmp_path / "bills.csv", names, rows), tmp_path / "rated.parquet", schedule)
    for each, answer in zip(asked, rows_in(tmp_path / "rated.parquet"), strict=True):
        try:
            expected = lines_of(bill(schedule, **each))
        except Exception as error:
            assert answer[-1] == str(error)
        else:
            assert answer[len(names) : -1] == expected, each


DEAR = (
    ("999999.99", "987654.32", "1000000.00"),
    ("500000.01", "500.01", "90071.99"),
    ("22517.98", "25.01", "22517.97"),
    ("22518.01", "25.02", "22518.00"),
)
"""Dollars a CCF: the highest, and those just below and above which whole CCF are priced apart."""


@pytest.mark.parametrize("rates", DEAR)
def test_the_highest_rates_are_multiplied_by_the_largest_volumes_without_a_cent_lost(rates, tmp_path):
    rows = {(service, "usage"): rate for service, rate in zip(("water", "sewer", "reclaimed"), rates, strict=True)}
    dear = {
        key: {2026: Decimal(rows[key.service, key.charge])}
        for key in SCHEDULE.rates
        if (key.service, key.charge) in rows and key.location == "inside"
    }
    schedule = SCHEDULE.with_changes(dear)
    volumes = ["0", "0.001", "0.005", "7.125", "8.0025", "123456.789", "999999.499", "999999.999", "1000000"]
    volumes += [f"{volume / 1000:.3f}" for volume in range(10**9 - 3_000, 10**9) if _at_a_tie(volume, rates)]
    assert len(volumes) > 9
    bills = [("2026", "household", "3/4", "inside", "", "", "", text, text) for text in volumes]
    rate_extract(write_csv(tmp_path / "bills.csv", NAMES, bills), tmp_path / "rated.parquet", schedule)
    for row, answer in zip(bills, rows_in(tmp_path / "rated.parquet"), strict=True):
        assert answer[len(NAMES) : -1] == by_the_law(schedule, row)[0], row


def _at_a_tie(volume: int, rates: tuple[str, ...]) -> bool:
    """Whether thousandths of a CCF come to half a cent, or to the most below it, at a rate for water or for sewer."""
    water, sewer = (int(Decimal(rate) * 100) for rate in rates[:2])
    return volume * water % 1_000 in (499, 500) or volume * 900 * sewer % 1_000_000 in (499_900, 500_000)


def test_where_rates_have_seasons_a_fiscal_year_alone_is_refused(tmp_path):
    designs = (rate_table.from_rows(table(seed), SCHEDULE, "design") for seed in range(100))
    schedule = next(design for design in designs if design.seasonal)
    bills = [(when, "household", "3/4", "inside", "8") for when in ("2026", "2025-08-01")]
    names = ("bill_date", "customer_class", "meter_size", "outside", "ccf")
    rate_extract(write_csv(tmp_path / "bills.csv", names, bills), tmp_path / "rated.parquet", schedule)
    refused, billed = rows_in(tmp_path / "rated.parquet")
    assert refused[-1] == "these rates have seasons, and fiscal year 2026 has no month; give the bill's date"
    assert billed[5:] == (*lines_of(bill(schedule, "2025-08-01", "household", "3/4", 8)), None)


@pytest.mark.parametrize("seed", range(4))
def test_reclaimed_water_alone_is_priced_by_its_place_and_season(seed, tmp_path):
    schedule, dice = rate_table.from_rows(table(seed), SCHEDULE, "design"), random.Random(seed)
    names = ("bill_date", "customer_class", "meter_size", "ccf", "water", "outside", "reclaimed_ccf")
    rows = [
        (f"2026-{month:02}-15", "", "", "", "false", outside, f"{dice.randrange(90_000) / 1000:.3f}")
        for month in range(1, 13)
        for outside in ("inside", "outside")
    ]
    rate_extract(write_csv(tmp_path / "bills.csv", names, rows), tmp_path / "rated.parquet", schedule)
    for (date, *_, outside, ccf), answer in zip(rows, rows_in(tmp_path / "rated.parquet"), strict=True):
        whole = bill(schedule, date, "household", "3/4", 0, outside, sewer=False, reclaimed_ccf=ccf)
        reclaimed = lines_of(whole)[-2]
        assert answer[-3:] == (reclaimed, reclaimed, None), (date, outside, ccf)
