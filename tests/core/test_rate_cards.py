"""Rate cards, and what is remembered of them: the order of calls never changes an answer."""

import time
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alamo_xl import functions as f
from alamo_xl import rate_cards, rate_table
from alamo_xl.errors import AlamoError

TABLE = f.ALAMO_RATE_TABLE()
SAME = {
    "sewer return": (-1, 5, (1.0, 1, Decimal("1.00"), True, "1", "TRUE")),
    "fiscal year": (0, 5, (2025, 2025.0, Decimal("2025"), "FY2025", True)),
    "meter size": (2, 4, (1, 1.0, Decimal("1.000"), "1", True, "TRUE")),
    "a rate of zero": (1, 5, (0, 0.0, -0.0, False, "0", Decimal("0.00"))),
}
"""Cells that Python takes for equal and that are not, and others that mean the same."""


def with_cell(row, column, cell):
    table = [[*line] for line in TABLE]
    table[row][column] = cell
    return table


def asked(table):
    """What a table answers, and in which types."""
    account = (2025, "household", "1", 8)
    got = [f.ALAMO_BILL(*account, rates=table), f.ALAMO_RATE(2025, "water", "base", "hh", "3/4", rates=table)]
    return repr([*got, f.ALAMO_BILL_LINES(*account, rates=table), f.ALAMO_CHECK(*account, rates=table)])


@pytest.mark.parametrize("place", SAME)
def test_tables_with_cells_that_python_takes_for_equal_answer_as_each_does_alone(place):
    row, column, cells = SAME[place]
    tables = [with_cell(row, column, cell) for cell in cells]

    def alone(table):
        rate_cards._what_if.cache_clear()
        return asked(table)

    expected = [alone(table) for table in tables]
    assert len(set(expected)) > 1
    for order in permutations(range(len(tables)), 2):
        rate_cards._what_if.cache_clear()
        assert [asked(tables[index]) for index in order] == [expected[index] for index in order], order


def test_true_in_a_table_is_refused_before_and_after_the_same_table_with_a_one():
    true, one = with_cell(-1, 5, True), with_cell(-1, 5, 1.0)
    answers = [f.ALAMO_SEWER(2025, "hh", "3/4", 8, rates=table) for table in (true, one, true)]
    assert answers[0] == answers[2]
    assert answers[0].startswith("#VALUE! rate table: sewer all all return FY2025")
    assert answers[1] == 17.68 + 12.00


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([None, "", 2024, 2026, "FY2027", 2029.0, True, 2030, "x", Decimal(2026)]), max_size=6))
def test_the_adopted_card_of_a_year_does_not_depend_on_the_years_asked_before(years):
    expected = {repr(year): rate_cards.adopted().schedule.id for year in years}
    assert {repr(year): rate_cards.Rates().card(year).schedule.id for year in years} == expected
    for year in years:
        f.ALAMO_BILL(year, "hh", "3/4", 8)
    assert f.ALAMO_BILL(2026, "hh", "3/4", 8) == 88.65


def test_terms_asked_in_any_order_are_the_same():
    card = rate_cards.adopted()
    accounts = [(2026, "household", "multi-family", False, False, True, units) for units in (1, 2, 24)]
    accounts += [(2026, "household", "3/4", outside, not outside, True, 1) for outside in (True, False)]
    expected = {account: rate_cards.RateCard(card.schedule).terms(*account) for account in accounts}
    assert len(set(expected.values())) == len(accounts)
    shared = rate_cards.RateCard(card.schedule)
    for order in permutations(accounts, 3):
        assert [shared.terms(*account) for account in order] == [expected[account] for account in order]


def test_a_table_is_read_once_a_call_however_many_accounts_ask(monkeypatch):
    read = []
    monkeypatch.setattr(rate_table, "from_rows", lambda rows, *_: read.append(len(rows)) or bad())

    def bad():
        raise AlamoError("no such table")

    sizes = [[number] for number in range(1, 41)]
    answers = f.ALAMO_BILL(2026, "hh", sizes, 8, rates=[["a"], [None], ["b"]])
    assert [row[0].startswith("#VALUE!") for row in answers] == [True] * 40
    assert "no such table" in answers[0][0]
    assert read == [2]
    f.ALAMO_CHECK(2026, "hh", sizes, 8, rates=[["a"]])
    assert read == [2, 1]


@pytest.mark.parametrize("filling", [None, 7.25], ids=["blanks", "numbers"])
def test_a_hundred_thousand_rows_of_rates_are_answered_in_seconds(filling):
    table = [*TABLE, *([[filling] * len(TABLE[0])] * 100_000)]
    sizes = [["3/4"], ["1"], ["1-1/2"], ["2"]] * 50
    volumes = [[number] for number in range(200)]
    start = time.perf_counter()
    answers = f.ALAMO_BILL([[2025 + number % 5] for number in range(200)], "nh", sizes, volumes, rates=table)
    assert time.perf_counter() - start < 10
    known = all(isinstance(row[0], float) for row in answers)
    assert known if filling is None else "customer class" in answers[0][0]


def test_an_error_value_in_a_table_comes_back_for_every_row_that_needs_it():
    table = with_cell(3, 6, "#DIV/0!")
    got = f.ALAMO_BILL(2026, [["hh"], [None], ["dog"]], [["3/4"], [None], ["3/4"]], [[8], [None], [8]], rates=table)
    assert [got[0], got[1]] == [["#DIV/0!"], [""]]
    assert "customer class 'dog'" in got[2][0]
