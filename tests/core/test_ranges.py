"""The range engine: what one call remembers never shows in another row, and no number takes long."""

import time
from decimal import Decimal
from itertools import permutations

import pytest

from alamo_xl import functions as f
from alamo_xl.cells import SHEET_ROWS, plain, used

EQUAL = [1, 1.0, True, Decimal("1"), "1", Decimal("1.00"), "TRUE", 2**70, float(2**70), -1, -1.0, Decimal("-1.0")]
RATES_SECONDS = 1.5  # 20 times what it takes; 3 s where all of its million rows are read
HUGE = [Decimal("1E+1000000"), Decimal("-1E+1000000"), Decimal("1E-1000000"), Decimal("-1E-1000000"), 10**5000]


def in_turn(function, cells, place):
    """The answers to cells one call after the other, and as one range."""
    account = [2026, "household", "3/4", 8, False, False, True, 2, None]
    given = [[*account[:place], cell, *account[place + 1 :]] for cell in cells]
    column = [[cell] for cell in cells]
    return [function(*row) for row in given], [r[0] for r in function(*account[:place], column, *account[place + 1 :])]


@pytest.mark.parametrize("place", range(9))
@pytest.mark.parametrize("function", [f.ALAMO_BILL, f.ALAMO_CHECK], ids=lambda function: function.__name__)
def test_a_cell_answers_the_same_wherever_it_stands_in_a_range(function, place):
    expected, _ = in_turn(function, EQUAL, place)
    by_cell = dict(zip(map(id, EQUAL), expected, strict=True))
    for order in permutations(EQUAL, 2):
        _, ranged = in_turn(function, order, place)
        assert list(map(kind, ranged)) == [kind(by_cell[id(cell)]) for cell in order], order


def kind(answer):
    """An answer; of an error its code, since a message may write a number in another way."""
    return answer if isinstance(answer, float) or answer == "OK" else str(answer).split(" is ")[0].split(" ")[0]


def test_equal_cells_mean_the_same():
    assert plain([True, 1, 1.0, None, "1"]) == ["TRUE", 1.0, 1.0, None, "1"]
    assert list(map(type, plain([1, 2.5, Decimal("2.50"), Decimal("0.1")]))) == [float] * 4
    assert plain([1, 2]) == [1, 2]
    assert plain([Decimal("0.1000000000000000000001")]) == [Decimal("0.1000000000000000000001")]
    assert plain([object(), [1]]) == ["a object", "a list"]


@pytest.mark.parametrize("function", f.FUNCTIONS, ids=lambda function: function.name)
def test_a_number_of_a_million_digits_is_answered_at_once(function):
    good = {"fy": 2026, "customer_class": "household", "meter_size": "3/4", "ccf": 8, "service": "water"}
    good |= {"charge": "base", "tap_size": "2", "bill_amount": 10, "days_past_due": 11}
    for argument in function.arguments:
        for number in HUGE:
            given = [number if a is argument else good.get(a.name) for a in function.arguments]
            start = time.perf_counter()
            answers = [
                function.python(*given),
                function.python(*([[cell]] if cell is number else cell for cell in given)),
            ]
            if argument.name == "rates":
                table = f.ALAMO_RATE_TABLE()
                table[1][5] = number
                answers.append(function.python(*given[:-1], table))
            assert time.perf_counter() - start < 2, argument.name
            assert all(answer is not None for answer in answers)


def whole(*cells, width=1, blank=None, kind=list):
    """A whole column that holds these cells from its top."""
    rows = [kind([cell] * width) for cell in cells]
    return kind(rows + [kind([blank] * width)] * (SHEET_ROWS - len(rows)))


@pytest.mark.parametrize("blank", [None, ""])
@pytest.mark.parametrize("kind", [list, tuple])
def test_whole_columns_end_with_the_last_row_that_any_of_them_uses(blank, kind):
    volumes = whole(8, None, 10, blank=blank, kind=kind)
    sizes = whole("3/4", "1", "1", None, "1", blank=blank, kind=kind)
    assert f.ALAMO_RECLAIMED(2026, volumes) == f.ALAMO_RECLAIMED(2026, [[8], [None], [10]])
    rows = [["3/4"], ["1"], ["1"], [None], ["1"]], [[8], [None], [10], [None], [None]]
    assert f.ALAMO_BILL(2026, "household", sizes, volumes) == f.ALAMO_BILL(2026, "household", *rows)
    assert f.ALAMO_FEE(whole("service-call-same-day", blank=blank, kind=kind)) == [[55.0]]


def test_a_bounded_range_keeps_its_shape_also_beside_a_whole_column():
    volumes = [[8], [8], [None], [None]]
    assert len(f.ALAMO_RECLAIMED(2026, volumes)) == 4
    assert f.ALAMO_RECLAIMED(2026, volumes, whole("outside")) == [[57.6], [28.8], [""], [""]]
    nearly = whole(8)[:-1]
    assert used([nearly, whole(9)])[0] is nearly
    row = [None] * SHEET_ROWS
    assert used([row])[0] is row


def test_an_empty_whole_column_is_one_blank_row_and_a_row_of_errors_is_used():
    assert f.ALAMO_RECLAIMED(2026, whole()) == f.ALAMO_FEE(whole()) == [[""]]
    assert f.ALAMO_RECLAIMED(2026, whole(8, "#N/A"))[1:] == [["#N/A"]]
    assert f.ALAMO_RECLAIMED(2026, whole(8, 9, width=2)) == f.ALAMO_RECLAIMED(2026, [[8, 8], [9, 9]])


def test_a_rate_table_may_be_given_by_its_whole_columns():
    table = f.ALAMO_RATE_TABLE()
    columns = table + [[""] * len(table[0])] * (SHEET_ROWS - len(table))
    start = time.perf_counter()
    assert f.ALAMO_WATER(2026, "household", "3/4", 8, rates=columns) == 53.01
    assert time.perf_counter() - start < RATES_SECONDS
