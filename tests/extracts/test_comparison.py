"""Several rates over one extract: what they bring in, bill by bill, is the sum of the law's bills under each."""

from collections import Counter, defaultdict
from decimal import Decimal

import openpyxl
import pytest
from support.command import alamo_xl
from support.counts import share_of
from support.extracts import NAMES, bills, by_the_law, write_csv

from alamo_xl import load_schedule
from alamo_xl.books.lint import lint
from alamo_xl.extract import cards_of, read_extract, working
from alamo_xl.extracts.comparison import EDGES, compare
from alamo_xl.extracts.tables import table
from alamo_xl.schedule import RETURN

ADOPTED = load_schedule()
DEARER = ADOPTED.with_changes(
    {
        key: {2026: (rate[1] * Decimal("1.07")).quantize(Decimal("0.01"))}
        for key, rate in ADOPTED.rates.items()
        if key != RETURN
    }
)


@pytest.fixture(scope="module")
def rows():
    asked = list(bills(share_of(40_000)))[:: 20 if share_of(40_000) < 5_000 else 5]
    return [(f"A{place % 300}", *row) for place, row in enumerate(asked)] + [("A1", "2030", *asked[0][1:])]


@pytest.fixture(scope="module")
def comparison(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("comparison")
    path = write_csv(folder / "bills.csv", ("account", *NAMES), rows)
    with working(folder / "out.parquet") as engine:
        reading = read_extract(engine, path, [ADOPTED, DEARER])
        cards = {"adopted": cards_of(None), "dearer": cards_of(DEARER)}
        return compare(reading, {name: table(reading, each) for name, each in cards.items()})


@pytest.fixture(scope="module")
def by_law(rows):
    priced = [(row, by_the_law(ADOPTED, row[1:])[0], by_the_law(DEARER, row[1:])[0]) for row in rows]
    return [each for each in priced if each[1]]


def test_revenue_is_the_sum_of_the_laws_bills_by_service_charge_class_and_location(comparison, by_law):
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row, *both in by_law:
        for place, lines in enumerate(both):
            for which, amount in {
                ("total", "all"): lines[5],
                ("service", "water"): lines[0] + lines[1],
                ("service", "sewer"): lines[2] + lines[3],
                ("service", "reclaimed"): lines[4],
                ("charge", "fixed"): lines[0] + lines[2],
                ("charge", "volumetric"): lines[1] + lines[3] + lines[4],
                ("class", row[2]): lines[5],
                ("location", row[4]): lines[5],
            }.items():
                sums[which][place] += amount
    assert dict(comparison.revenue) == {which: tuple(amounts) for which, amounts in sums.items()}
    assert (comparison.bills, comparison.apart) == (len(by_law), 0)


def test_changes_of_bills_are_counted_in_bands(comparison, by_law):
    found = Counter()
    ends = [None, *EDGES, None]
    for _, before, after in by_law:
        change = after[5] - before[5]
        band = next(at for at in range(len(ends) - 1) if ends[at + 1] is None or change <= ends[at + 1])
        found[(0, 0) if not change else (ends[band], ends[band + 1])] += 1
    assert {band: count for band, count in comparison.changes[0].items() if count} == found
    assert len(found) > 3


def test_the_accounts_most_affected_are_those_whose_sum_changes_most(comparison, by_law):
    sums = defaultdict(lambda: [0, Decimal(0), Decimal(0)])
    for row, before, after in by_law:
        sums[row[0]] = [sums[row[0]][0] + 1, sums[row[0]][1] + before[5], sums[row[0]][2] + after[5]]
    ranked = sorted(sums.items(), key=lambda item: (-abs(item[1][2] - item[1][1]), item[0]))[:20]
    assert list(comparison.accounts) == [(name, count, (first, second)) for name, (count, first, second) in ranked]


def test_the_command_compares_scenarios_of_a_model_in_words_and_as_a_book(rows, model_book, tmp_path):
    path = write_csv(tmp_path / "bills.csv", ("account", *NAMES), rows[:-1])
    rates = ("--rates", "adopted", "--rates", model_book, "--scenario", "Uniform increase", "--rates", model_book)
    done = alamo_xl("rate", path, "--out", tmp_path / "rated.parquet", *rates)
    assert done.returncode == 0, done.stderr
    assert "bills under adopted / Uniform increase / alamogordo-rate-model:" in done.stdout
    book = tmp_path / "rated-comparison.xlsx"
    assert {each.rule for each in lint(book) if not each.passed} <= {
        "P6",
        "P13",
    }  # no cover, no notes: it is no publication
    total = next(line.split() for line in done.stdout.splitlines() if line.startswith("  All"))
    assert total[2] == total[4] != total[3]
    for _, _, first, *others in openpyxl.load_workbook(book)["Accounts"].iter_rows(min_row=6, values_only=True):
        sums, changes = others[: len(others) // 2], others[len(others) // 2 :]
        assert changes == pytest.approx([each - first for each in sums], abs=1e-6)


@pytest.mark.parametrize(
    "rates",
    [("--scenario", "X"), ("--rates", "adopted", "--scenario", "a", "--scenario", "b"), ("--rates", "none.csv")],
)
def test_rates_that_are_none_are_refused_in_one_line(rows, rates, tmp_path):
    path = write_csv(tmp_path / "bills.csv", ("account", *NAMES), rows[:3])
    done = alamo_xl("rate", path, "--out", tmp_path / "rated.parquet", *rates)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, done
    assert not (tmp_path / "rated.parquet").exists()
