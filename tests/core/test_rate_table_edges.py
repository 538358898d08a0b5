"""Rate tables: there and back, what is taken for a rate, what is refused and in which words."""

import re
from decimal import Decimal

import pytest

from alamo_xl import BadSchedule, bill, load_schedule
from alamo_xl.rate_table import HEADINGS, from_rows, to_rows
from alamo_xl.schedule import RETURN, RateKey

SCHEDULE = load_schedule()
BASE = RateKey("water", "household", "inside", "base", "3/4")
USAGE = RateKey("water", "household", "inside", "usage")


def with_heading(cell, place):
    """The adopted table's rows with one heading changed."""
    rows = to_rows(SCHEDULE)
    rows[0][place] = cell
    return rows


def with_cell(cell, key=BASE, place=5):
    """The adopted table's rows with one cell of a row changed."""
    rows = to_rows(SCHEDULE)
    rows[1 + list(SCHEDULE.rates).index(key)][place] = cell
    return rows


def test_a_table_is_headings_then_a_row_a_rate():
    rows = to_rows(SCHEDULE)
    assert rows[0] == ["service", "customer_class", "location", "charge", "meter_size", 2025, 2026, 2027, 2028, 2029]
    assert rows[1] == ["water", "household", "inside", "base", "3/4", *SCHEDULE.rates[BASE]]
    assert rows[-1] == ["sewer", "all", "all", "return", "", *[Decimal("0.90")] * 5]
    assert len(rows) == 1 + len(SCHEDULE.rates)


def test_the_adopted_table_is_the_adopted_schedule_itself():
    assert from_rows(to_rows(SCHEDULE), SCHEDULE) is SCHEDULE
    rows = to_rows(SCHEDULE)
    assert from_rows([rows[0], *reversed(rows[1:])], SCHEDULE) is SCHEDULE
    written = [[f" {cell} ".upper() if isinstance(cell, str) else float(cell) for cell in row] for row in rows]
    assert from_rows([[None] * 10, written[0], ["", " ", *[None] * 8], *written[1:]], SCHEDULE) is SCHEDULE


def test_a_table_of_other_rates_is_a_schedule_of_its_own():
    changed = from_rows(with_cell("20.5"), SCHEDULE)
    assert changed.name == "rate table"
    assert [str(rate) for rate in changed.rates[BASE]] == ["20.50", "24.21", "29.05", "34.86", "37.30"]
    assert changed.sources[BASE].instrument == "rate table, in place of Resolution 2024-31"
    assert list(changed.rates) == list(SCHEDULE.rates)
    assert from_rows(with_cell(20), SCHEDULE, "mine").name == "mine"


def test_a_table_may_have_other_years():
    rows = [[*row[:5], *row[6:], row[-1]] for row in to_rows(SCHEDULE)]
    rows[0][5:] = ["FY2026", "2027", 2028.0, "FY29", 2030]
    later = from_rows(rows, SCHEDULE)
    assert later.fiscal_years == (2026, 2027, 2028, 2029, 2030)
    assert later.rate(2030, *USAGE[:1], "usage", "household") == Decimal("5.54")
    short = from_rows([row[:6] for row in to_rows(SCHEDULE)], SCHEDULE)
    assert short.fiscal_years == (2025,)
    assert short.rates[RETURN] == (Decimal("0.90"),)


def test_classes_and_sizes_are_read_as_people_write_them():
    rows = with_cell("HH", BASE, 1)
    rows[1][4] = 0.75
    assert from_rows(rows, SCHEDULE) is SCHEDULE


def test_a_rate_of_exactly_0_is_a_rate():
    free = from_rows(with_cell(0, USAGE, 6), SCHEDULE)
    assert free.rates[USAGE][1] == 0
    assert str(bill(free, 2026, "household", "3/4", 8).subtotal("water")) == "24.21"
    nothing = from_rows(with_cell(0, RETURN, 6), SCHEDULE)
    assert str(bill(nothing, 2026, "household", "3/4", 8).subtotal("sewer")) == "22.10"


@pytest.mark.parametrize(
    ("cell", "key", "rate"),
    [
        (1_000_000, BASE, "1000000.00"),
        (0.0, BASE, "0.00"),
        ("1,234.5", BASE, "1234.50"),
        (1, RETURN, "1.00"),
        (0, RETURN, "0.00"),
        (0.905, RETURN, "0.905"),
    ],
)
def test_what_is_taken_for_a_rate(cell, key, rate):
    assert str(from_rows(with_cell(cell, key), SCHEDULE).rates[key][0]) == rate


@pytest.mark.parametrize(
    ("cell", "key", "words"),
    [
        (1_000_000.01, BASE, "is 1000000.01; give 0 to 1,000,000 with at most 2 decimals"),
        (1_000_001, BASE, "is 1000001; give 0 to 1,000,000"),
        (-0.01, BASE, "is -0.01; give 0 to 1,000,000"),
        (0.001, BASE, "is 0.001; give 0 to 1,000,000 with at most 2 decimals"),
        ("lots", BASE, "is 'lots'; give 0"),
        (True, BASE, "is TRUE; give 0"),
        (" ", BASE, "is blank; give 0"),
        (None, BASE, "is blank; give 0"),
        (float("nan"), BASE, "is nan; give 0"),
        (float("inf"), BASE, "is inf; give 0"),
        (1.001, RETURN, "is 1.001; give 0 to 1 with at most 3 decimals"),
        (0.9005, RETURN, "is 0.9005; give 0 to 1 with at most 3 decimals"),
        (-0.1, RETURN, "is -0.1; give 0 to 1 with"),
    ],
)
def test_what_is_no_rate(cell, key, words):
    with pytest.raises(BadSchedule, match=re.escape(f"rate table: {key} FY2025 {words}")):
        from_rows(with_cell(cell, key), SCHEDULE)


HEADS = "a rate table starts with the headings service, customer_class, location, charge, meter_size, then one fiscal"
YEARS = "rate table: one column a fiscal year, consecutive, such as 2025 to 2029"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], HEADS),
        ([[None, " "]], HEADS),
        (to_rows(SCHEDULE)[1:], HEADS),
        ([["service", 1, *to_rows(SCHEDULE)[0][2:]], *to_rows(SCHEDULE)[1:]], HEADS),
        (with_heading(2031, 9), YEARS),
        (with_heading(2027, 5), YEARS),
        ([row[:5] for row in to_rows(SCHEDULE)], YEARS),
        (with_heading("soon", 5), "rate table: fiscal year 'soon' is not understood"),
        ([*to_rows(SCHEDULE), to_rows(SCHEDULE)[3]], "row water household inside base 1-1/2 is there twice"),
        (to_rows(SCHEDULE)[:-1], "rate table: row sewer all all return is missing"),
        (
            [*to_rows(SCHEDULE)[:3], *to_rows(SCHEDULE)[4:]],
            "rate table: row water household inside base 1-1/2 is missing",
        ),
        ([*to_rows(SCHEDULE), ["water"]], "rate table: a row of 1 cells under 10 headings"),
        ([*to_rows(SCHEDULE), [*to_rows(SCHEDULE)[1], 1]], "rate table: a row of 11 cells under 10 headings"),
        ([[*to_rows(SCHEDULE)[0], 2030], *to_rows(SCHEDULE)[1:]], "rate table: a row of 10 cells under 11 headings"),
        (with_cell("gas", BASE, 0), "rate table: no row gas household inside base 3/4 in Resolution 2024-31"),
        (with_cell("firm", BASE, 1), "rate table: customer class 'firm' is not understood"),
        (with_cell("near", BASE, 2), "rate table: no row water household near base 3/4 in"),
        (with_cell("tap", BASE, 3), "rate table: no row water household inside tap 3/4 in"),
        (
            with_cell("vast", BASE, 4),
            "rate table: row water household inside base: meter size 'vast' is not understood",
        ),
        (with_cell("8", BASE, 4), "rate table: no row water household inside base 8 in"),
        (with_cell(" ", BASE, 4), "rate table: no row water household inside base in"),
        (with_cell("all", BASE, 1), "rate table: no row water all inside base 3/4 in"),
        (with_cell(5, BASE, 0), "rate table: no row household inside base 3/4 in"),
    ],
)
def test_what_is_no_rate_table(rows, words):
    with pytest.raises(BadSchedule, match=re.escape(words)):
        from_rows(rows, SCHEDULE)


def test_the_headings_are_the_words_of_a_key():
    assert HEADINGS == ("service", "customer_class", "location", "charge", "meter_size")
