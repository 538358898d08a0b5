"""A tabulated extract in a model: a fresh one is built of it, a saved one takes it and keeps all else."""

from decimal import Decimal

import pytest

from alamo_xl import load_schedule
from alamo_xl.books.model import build
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.reader import base_revenue
from alamo_xl.books.saved import SavedBook
from alamo_xl.books.tabulated import (
    DETERMINED,
    FREQUENCY,
    KIND,
    Tables,
    _typed,
    _typed_months,
    by_month,
    typed_tables,
    with_tables,
)
from alamo_xl.errors import BadSchedule

ADOPTED = load_schedule()
YEAR = ADOPTED.fiscal_years[1]
HOMES = ["household", "inside", "3/4", "no"]
UNITS = ["household", "outside", "multi-family", "no"]
TABLES = Tables(
    YEAR,
    "bills.parquet, 1,234 rows",
    [
        [*HOMES, 700, 0, Decimal("5000.125"), 710, 0, Decimal(4800), Decimal("61.5"), 0],
        [*UNITS, 12, 144, Decimal(432), 12, 144, Decimal(432), 0, 0],
    ],
    [
        [*HOMES, "yes", 0, 6, 600, Decimal("2000.125")],
        [*HOMES, "yes", 6, None, 100, 3000],
        [*UNITS, "yes", 2, 4, 144, 432],
    ],
)


MONTHS = TABLES._replace(
    determinants_by_month=[[7, *TABLES.determinants[0]], [8, *TABLES.determinants[1]]],
    frequency_by_month=[[month, *TABLES.frequency[0]] for month in (7, 8, 9)],
)


def typed_in(cells, names):
    """The rows under some names that hold anything beside words and noughts."""
    rows = [[cell.value for cell in row] for row in cells.columns(*names)]
    return [row for row in rows if any(isinstance(value, int | float) and value for value in row)]


def same(rows, expected):
    assert [[str(value) for value in row] for row in rows] == [[str(value) for value in row] for row in expected]


@pytest.fixture(scope="module")
def was(model_book):
    """The cells of a saved model."""
    return Cells.of(model_book)


@pytest.fixture(scope="module")
def now(was):
    """Its cells with what is typed into them."""
    return with_tables(was, TABLES)


@pytest.fixture(scope="module")
def fresh():
    return build(ADOPTED, tables=MONTHS).workbook


def test_a_fresh_model_is_built_of_it(fresh):
    workbook = fresh
    names = {name: defined.attr_text for name, defined in workbook.defined_names.items()}
    found = Cells(
        SavedBook(names, {s.title: {(c.row, c.column): c.value for r in s.iter_rows() for c in r} for s in workbook}),
        "fresh",
    )
    holds_the_tables(found)
    assert found.one("Base_year").value == YEAR


def holds_the_tables(cells):
    assert cells.one("Determinants_status").value == cells.one("Frequency_status").value == "tabulated"
    assert cells.one("Determinants_year").value == YEAR
    assert cells.one("Determinants_source").value == "bills.parquet, 1,234 rows"
    same(typed_in(cells, (*KIND, *DETERMINED)), TABLES.determinants)
    same(typed_in(cells, FREQUENCY), TABLES.frequency)


def test_a_saved_model_takes_it(was, now):
    holds_the_tables(now)
    changed = {sheet for sheet, cells in now.book.sheets.items() if cells != was.book.sheets[sheet]}
    assert changed == {"Determinants", "Bill frequency"}
    assert not any(isinstance(cell.value, str) and cell.value.startswith("=") for cell, _ in _typed(was, TABLES))


def test_its_revenue_is_each_volume_at_its_rate(now):
    found = base_revenue(now, ADOPTED, YEAR)
    assert {key.words: dollars for key, dollars in found.items()} == {
        ("water", "household", "inside", "base", "3/4"): 700 * Decimal("24.21"),
        ("water", "household", "inside", "usage", ""): Decimal("5000.125") * Decimal("3.60"),
        ("sewer", "household", "inside", "base", "3/4"): 710 * Decimal("22.10"),
        ("sewer", "household", "inside", "usage", ""): Decimal("4861.5") * Decimal("0.9") * Decimal("1.88"),
        ("water", "household", "outside", "base", "multi-family"): 144 * Decimal("48.42"),
        ("water", "household", "outside", "usage", ""): 432 * Decimal("7.20"),
        ("sewer", "household", "outside", "base", "multi-family"): 144 * Decimal("44.20"),
        ("sewer", "household", "outside", "usage", ""): 432 * Decimal("0.9") * Decimal("3.76"),
    }


def test_a_fresh_model_has_them_by_month_too(fresh, was):
    rows = [row[:6] for row in fresh["Determinants by month"].values if row[0] in (7, 8)]
    assert rows == [(7, *HOMES, 700), (8, *UNITS, 12)]
    assert [row[0] for row in fresh["Bill frequency by month"].values if row[1] == "household"] == [7, 8, 9]
    assert not {each.sheet for each in by_month(MONTHS)} & was.book.sheets.keys()


def test_another_tabulation_by_month_takes_the_place_of_the_one_before():
    names = {"Months": "'Determinants by month'!$A$1"}
    (months, frequency), head = by_month(MONTHS), 9
    earlier = {(head, column): heading for column, heading in enumerate(months.headings, 1)}
    earlier |= {(head + row, column): 1 for row in range(1, 6) for column in range(1, 14)}
    typed = dict(_typed_months(Cells(SavedBook(names, {months.sheet: earlier}), "mine"), months))
    assert [typed[row, 1] for row in range(10, 15)] == [7, 8, None, None, None]
    assert (typed[10, 6], typed[11, 4], typed[14, 13]) == (700, "multi-family", None)
    assert len(typed) == 5 * 13
    with pytest.raises(BadSchedule, match=r"mine has a sheet 'Bill frequency by month' of its own; rename it"):
        dict(
            _typed_months(
                Cells(SavedBook(names, {frequency.sheet: {(1, 1): "Month", (1, 2): "Mine"}}), "mine"), frequency
            )
        )


def test_a_frequency_of_too_many_rows_is_refused(was):
    many = TABLES._replace(frequency=TABLES.frequency * 1_000)
    with pytest.raises(
        BadSchedule, match=r"its bill frequency has \d+ rows and the extract needs 3,000; give fewer --bands"
    ):
        list(_typed(was, many))


def test_what_is_no_model_is_refused(rates_book):
    with pytest.raises(BadSchedule, match="has no cells named Det"):
        typed_tables(rates_book, Cells.of(rates_book), TABLES)
