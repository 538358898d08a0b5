"""The functions as cells see them: shapes, blanks, errors in place, and that nothing makes them raise."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.counts import share_of

from alamo_xl import bill, load_schedule
from alamo_xl import functions as f
from alamo_xl.cells import CellError, is_error
from alamo_xl.functions import FUNCTIONS

SCHEDULE = load_schedule()


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_example_of_the_docstring(function):
    call = function.example.removeprefix("=").replace("FALSE", "False")
    got = eval(call, vars(f))
    if function.expected.endswith(" rows"):
        assert len(got) == int(function.expected.split()[0])
    elif "..." in function.expected:
        start, end = function.expected.split("...")
        assert got.startswith(start)
        assert got.endswith(end)
    elif isinstance(got, str):
        assert got == function.expected
    else:
        assert Decimal(repr(got)) == Decimal(function.expected)


def test_a_column_of_bills_keeps_its_good_rows():
    column = f.ALAMO_WATER(2026, [["hh"], ["hh"], [None], ["x"], ["hh"]], "3/4", [[8], [-1], [None], [8], ["#DIV/0!"]])
    assert column[0] == [53.01]
    assert [row[0][:7] for row in column[1:]] == ["#NUM! c", "#VALUE!", "#VALUE!", "#DIV/0!"]
    assert column[4] == ["#DIV/0!"]


def test_an_error_value_in_any_argument_comes_back_unchanged():
    account = [2026, "household", "3/4", 8, False, False, True, 0, None, None]
    for place in range(len(account)):
        given = [*account]
        given[place] = "#REF!"
        assert f.ALAMO_BILL(*given) == "#REF!"
        assert f.ALAMO_CHECK(*given) == "#REF!"
    assert f.ALAMO_FEE("#NAME?") == "#NAME?"
    assert f.ALAMO_TAP("2", "#N/A") == "#N/A"
    assert f.ALAMO_WATER("#N/A no adopted rate", "x", None, -1) == "#N/A no adopted rate"


def test_all_blank_is_blank_and_partly_blank_is_not_zero():
    assert f.ALAMO_WATER(2026, None, " ", "") == ""
    assert f.ALAMO_BILL(2026, [[None], ["hh"]], [[None], ["3/4"]], [[None], [None]])[0] == [""]
    assert f.ALAMO_BILL(2026, "hh", "3/4", None).startswith("#VALUE! ccf is blank")
    assert f.ALAMO_RECLAIMED(2026, None) == ""
    assert f.ALAMO_RECLAIMED(None, 8).startswith("#VALUE!")
    assert f.ALAMO_LATE_FEE(None, None) == ""
    assert f.ALAMO_LATE_FEE(None, 3).startswith("#VALUE!")


def test_shapes_broadcast_as_excels_do():
    across = f.ALAMO_WATER([[2025, 2026, 2027]], "hh", "3/4", [[8], [9]])
    assert [len(row) for row in across] == [3, 3]
    assert across[0] == [f.ALAMO_WATER(year, "hh", "3/4", 8) for year in (2025, 2026, 2027)]
    assert across[1][2] == f.ALAMO_WATER(2027, "hh", "3/4", 9)
    assert f.ALAMO_WATER([[2025], [2026]], "hh", "3/4", [[8], [8], [8]])[2] == ["#N/A"]
    assert f.ALAMO_WATER([[2025, 2026]], "hh", "3/4", [[8, 8, 8], [1, 1, 1]])[1][2] == "#N/A"
    assert f.ALAMO_WATER([[2026]], [["hh"]], [["3/4"]], [[8]]) == [[53.01]]
    assert f.ALAMO_WATER([2025, 2026], "hh", "3/4", 8) == [42.41, 53.01]
    for bad in ([], [[]], [[1], [1, 2]], [[1], 2]):
        assert f.ALAMO_WATER(bad, "hh", "3/4", 8).startswith("#VALUE!")


def test_true_is_not_a_number_beside_a_one():
    sizes = f.ALAMO_WATER(2026, "hh", [[1], [True], [1.0]], 8)
    assert sizes[0] == sizes[2] == [63.29]
    assert sizes[1][0].startswith("#VALUE!")
    assert f.ALAMO_WATER(2026, "hh", "MF", 8, units=[[1], [True]])[1][0].startswith("#VALUE!")


def test_bill_lines():
    lines = f.ALAMO_BILL_LINES(2026, "household", "3/4", 8)
    assert lines[0] == ["service", "charge", "quantity", "rate", "amount"]
    assert lines[4] == ["sewer", "usage", 7.2, 1.88, 13.54]
    assert lines[-1] == ["total", "", "", "", 88.65]
    assert f.ALAMO_BILL_LINES(2026, [["hh"], ["hh"]], "3/4", 8).startswith("#VALUE! this function takes single cells")


def test_check_says_in_words_what_is_wrong():
    got = f.ALAMO_CHECK(2026, [["hh"], ["hh"], [None]], [["3/4"], ["2"], [None]], [[8], [8], [None]])
    assert got == [["OK"], [SCHEDULE_MESSAGE], [""]]


SCHEDULE_MESSAGE = (
    'no adopted rate for household 2" meters; household meters printed: 3/4, 1, 1-1/2; '
    "use multi-family units or non-household"
)


@settings(max_examples=share_of(6_000))
@given(
    st.lists(
        st.tuples(
            st.sampled_from([2024, 2025, 2026.0, 2029, "FY28", dt.date(2026, 1, 1), 2030]),
            st.sampled_from(["household", "non-household", "HH", "nh", "other"]),
            st.sampled_from(["3/4", 0.75, 1, "1-1/2", 2, "6", "MF", "5/8"]),
            st.floats(0, 5000).map(lambda x: round(x, 4)) | st.integers(-1, 1_000_001),
            st.booleans(),
            st.booleans(),
            st.sampled_from([None, True, False]),
            st.floats(0, 100),
            st.sampled_from([None, 1, 24]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_ranges_equal_the_law_row_by_row(rows):
    from alamo_xl import AlamoError

    got = f.ALAMO_BILL(*([[row[i]] for row in rows] for i in range(9)))
    for row, (cell,) in zip(rows, got, strict=True):
        try:
            assert cell == float(bill(SCHEDULE, *row).total)
        except AlamoError as error:
            assert isinstance(cell, CellError)
            assert cell.code == error.code


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates() | st.datetimes()
    | st.decimals() | st.binary(max_size=3) | st.complex_numbers()
    | st.sampled_from(["#N/A", "hh", "3/4", "MF", 2026, 8, Decimal("sNaN"), 5e-324, 1e308, object, "water", "base"])
    | st.integers(4300, 5000).map(lambda digits: 10**digits),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner)
    | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=8,
)  # fmt: skip


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
@settings(max_examples=share_of(3_000), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_makes_a_function_raise(function, data):
    arguments = [data.draw(ANY) for _ in function.arguments]
    got = function.python(*arguments)
    cells = [c for row in got for c in (row if isinstance(row, list) else [row])] if isinstance(got, list) else [got]
    for cell in cells:
        assert isinstance(cell, (str, int, float))
        assert cell == cell


def test_no_text_of_the_help_is_taken_for_an_error_value() -> None:
    for function in FUNCTIONS:
        cells = [cell for row in f.ALAMO_HELP(function.name) for cell in row]
        assert not [cell for cell in cells if is_error(cell)]


def test_a_whole_float_is_told_as_it_was_typed() -> None:
    assert "ccf -4 is out of range" in f.ALAMO_WATER(2026, "household", "3/4", -4.0)
