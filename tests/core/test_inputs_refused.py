"""What people write, at its edges: limits, forms of numbers, sizes and dates, and the words of every refusal."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from alamo_xl import NotUnderstood, OutOfRange, inputs, load_schedule
from alamo_xl.inputs import exact, fiscal_year, flag, meter_size, outside, quantity, shown, tap_size, units, word

LIMITS = load_schedule().limits


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "TRUE"),
        (False, "FALSE"),
        (8, "8"),
        (-4.0, "-4"),
        (8.5, "8.5"),
        (Decimal("1.10"), "1.10"),
        ("hh", "'hh'"),
        ("x" * 40, repr("x" * 40)),
        ("x" * 41, repr("x" * 37 + "...")),
        (None, "a NoneType"),
        (10**20 - 1, "9" * 20),
        (10**20, "a number of more than 20 digits"),
        (-(10**20), "a number of more than 20 digits"),
        (dt.date(2025, 7, 1), "2025-07-01"),
        (Decimal("1." + "2" * 60), "1." + "2" * 38),
        ([], "a list"),
    ],
)
def test_a_value_is_shown_short(value, words):
    assert shown(value) == words


@pytest.mark.parametrize(
    ("value", "blank"), [(None, True), ("", True), (" \t", True), (0, False), ("0", False), ([], False)]
)
def test_blanks(value, blank):
    assert inputs.is_blank(value) is blank


@pytest.mark.parametrize(
    ("written", "year"),
    [
        (1900, 1900),
        (2199, 2199),
        (36526, 2000),
        (36707, 2000),
        (36708, 2001),
        (2958465, 10000),
        ("fy 26", 2026),
        ("FY00", 2000),
        ("fy99", 2099),
        ("FY1999", 1999),
        (" 2026 ", 2026),
        ("2,026", 2026),
        (2026.0, 2026),
        ("2025-7-1", 2026),
        ("2025-07-01T08:00:00", 2026),
        ("6/30/2025", 2025),
        ("07/01/2025 8:00", 2026),
        ("45839", 2026),
        (dt.datetime(2025, 6, 30, 23, 59), 2025),
        (Decimal(2026), 2026),
    ],
)
def test_fiscal_years_at_their_edges(written, year):
    assert fiscal_year(written) == year


@pytest.mark.parametrize(
    "wrong",
    [
        1899,
        2200,
        36525,
        2958466,
        2026.5,
        "FY",
        "FY2",
        "FY026",
        "FY20260",
        "xFY26",
        "2025-13-01",
        "13/1/2025",
        "2025-02-30",
        "2/30/2025",
        "2025-7-1x",
        False,
        "",
        " ",
        float("nan"),
        Decimal("NaN"),
        [],
        "FY２６",
    ],
)
def test_what_is_no_fiscal_year_is_shown(wrong):
    words = f"fiscal year {shown(wrong)} is not understood; give 2026, FY2026, FY26 or a bill's date"
    with pytest.raises(NotUnderstood, match=f"^{re.escape(words)}$"):
        fiscal_year(wrong)


@pytest.mark.parametrize(
    ("written", "name"),
    [("h h", "household"), ("n_h", "non-household"), ("House-Hold", "household"), ("NON HOUSEHOLD", "non-household")],
)
def test_classes(written, name):
    assert inputs.customer_class(written) == name


@pytest.mark.parametrize("wrong", ["", None, 1, "house", "hhh", "non"])
def test_what_is_no_class(wrong):
    words = f"customer class {shown(wrong)} is not understood; give household or non-household"
    with pytest.raises(NotUnderstood, match=f"^{re.escape(words)}$"):
        inputs.customer_class(wrong)


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("multi_family units", "multi-family"),
        ("1 1/2 inches", "1-1/2"),
        ("1-1/2''", "1-1/2"),
        ("2”", "2"),
        ("2″", "2"),
        ("2 in", "2"),
        ("2 inch meter", "2"),
        ("1¼", "1-1/4"),
        ("⅝", "5/8"),
        ("3⁄4", "3/4"),
        ("48", "48"),
        (48, "48"),
        (12, "12"),
        ("0 3/4", "3/4"),
        ("1/16", "1/16"),
        (0.0625, "1/16"),
        ("1.25", "1-1/4"),
        (".5", "1/2"),
        ("6/8", "3/4"),
        ("4/4", "1"),
        ("47.9375", "47-15/16"),
        ("10-1/2", "10-1/2"),
    ],
)
def test_sizes_at_their_edges(written, size):
    assert meter_size(written) == size


SIZES = "is not understood; give 3/4, 1, 1-1/2, 2, 3, 4, 6 or multi-family"


@pytest.mark.parametrize(
    "wrong",
    [
        49,
        "49",
        48.5,
        0,
        "0",
        -0.75,
        "-1",
        "1/32",
        0.03125,
        0.3,
        "0.3",
        "0/4",
        "3/0",
        "1/3",
        "inch",
        Decimal("-1E+1000000"),
        "¾¾",
        True,
        "mff",
        36525,
        "100000000000000000000000000000000000000000000000000000000000000000000",
        "3 4",
    ],
)
def test_what_is_no_size_is_shown(wrong):
    with pytest.raises(NotUnderstood, match=f"^{re.escape(f'meter size {shown(wrong)} {SIZES}')}$"):
        meter_size(wrong)


DATE = "is a date: Excel turned 3/4 into 4 March; type '3/4 or format as text"


@pytest.mark.parametrize(
    "dated",
    [
        36526,
        45355.5,
        "45355",
        dt.date(2024, 3, 4),
        "4-mar",
        "4-mar-24",
        "04-Mar-2024",
        "mar-4",
        "Mar-2024",
        "2024-03-04 00:00",
        "2024-3-4",
        "3/4/24",
        "3/4/2024 0:00",
        "3/4/5",
    ],
)
def test_what_excel_made_a_date_is_told_as_one(dated):
    with pytest.raises(NotUnderstood, match=f"^{re.escape(f'tap size {shown(dated)} {DATE}')}$"):
        tap_size(dated)


def test_taps_have_sizes_of_their_own():
    assert tap_size("1-1/4 in.") == "1-1/4"
    with pytest.raises(
        NotUnderstood, match="tap size 'MF' is not understood; give 1, 1-1/4, 1-1/2, 2, 4, 6, 8, 10 or 12"
    ):
        tap_size("MF")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,234.5", "1234.5"),
        ("+8", "8"),
        ("-8", "-8"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1E+3"),
        ("1E-3", "0.001"),
        (0.1, "0.1"),
        (8, "8"),
        ("1,234,567", "1234567"),
        ("12,345", "12345"),
        ("1e+2", "1E+2"),
        (" 8 ", "8"),
        (Decimal("8.50"), "8.50"),
        ("9" * 60, "9" * 60),
        ("1e999", "1E+999"),
    ],
)
def test_numbers_are_exact(written, number):
    assert str(exact(written)) == str(Decimal(number))


@pytest.mark.parametrize(
    "wrong",
    [
        True,
        None,
        "",
        "e3",
        ".",
        "+",
        "1,23",
        "1,2345",
        ",123",
        "12,34,567",
        "1 000",
        "1_0",
        "٣",
        "0x1",
        "1e",
        "1e1000",
        "--1",
        "9" * 61,
        "$5",
        "1e3,000",
        b"1",
        ".e1",
        "-.e2",
    ],
)
def test_what_is_no_number(wrong):
    assert exact(wrong) is None


@pytest.mark.parametrize(
    ("written", "ccf"),
    [
        (0, "0.000"),
        ("0.0005", "0.001"),
        ("0.00049", "0.000"),
        (1_000_000, "1000000.000"),
        ("999999.9995", "1000000.000"),
    ],
)
def test_volumes_at_their_edges(written, ccf):
    assert str(quantity(written, LIMITS)) == ccf


@pytest.mark.parametrize(
    "wrong", [-0.001, 1_000_000.001, 1_000_001, float("inf"), float("nan"), Decimal("sNaN"), "1e999"]
)
def test_volumes_out_of_range(wrong):
    with pytest.raises(
        OutOfRange, match=f"^{re.escape(f'ccf {shown(wrong)} is out of range; give 0 to 1,000,000 CCF')}$"
    ):
        quantity(wrong, LIMITS)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [(None, "ccf is blank; give a number of CCF"), ("wet", "ccf 'wet' is not understood; give a number of CCF")],
)
def test_what_is_no_volume(wrong, words):
    with pytest.raises(NotUnderstood, match=f"^{words}$"):
        quantity(wrong, LIMITS)
    with pytest.raises(NotUnderstood, match=f"^{words.replace('ccf', 'reclaimed ccf')}$"):
        quantity(wrong, LIMITS, "reclaimed ccf")


@pytest.mark.parametrize(
    ("written", "size", "count"),
    [
        (None, "3/4", 1),
        ("", "2", 1),
        (0, "3/4", 1),
        (1, "3/4", 1),
        ("0", "3/4", 1),
        ("1", "3/4", 1),
        (1.0, "3/4", 1),
        (1, "multi-family", 1),
        ("24", "multi-family", 24),
        (100_000, "multi-family", 100_000),
        (24.0, "multi-family", 24),
    ],
)
def test_units(written, size, count):
    assert units(written, size) == count


@pytest.mark.parametrize(
    ("wrong", "size", "error", "words"),
    [
        (
            None,
            "multi-family",
            NotUnderstood,
            "multi-family needs its number of units; give a whole number, 1 to 100,000",
        ),
        ("few", "multi-family", NotUnderstood, "units 'few' is not understood; give a whole number of units"),
        (float("inf"), "3/4", OutOfRange, "units inf is out of range; give 1 to 100,000"),
        (2, "3/4", NotUnderstood, 'units 2 go with multi-family only; leave them blank for a 3/4" meter'),
        (-1, "3/4", NotUnderstood, "units -1 go with multi-family only"),
        (0.5, "3/4", NotUnderstood, "units 0.5 go with multi-family only"),
        (1.5, "multi-family", NotUnderstood, "units 1.5 is not a whole number; give 1 to 100,000"),
        (0, "multi-family", OutOfRange, "units 0 is out of range; give 1 to 100,000"),
        (100_001, "multi-family", OutOfRange, "units 100001 is out of range; give 1 to 100,000"),
    ],
)
def test_units_refused(wrong, size, error, words):
    with pytest.raises(error, match=f"^{re.escape(words)}($|;)"):
        units(wrong, size)


@pytest.mark.parametrize(
    ("written", "truth"),
    [
        (True, True),
        (False, False),
        ("1", True),
        ("0", False),
        (1, True),
        (0, False),
        (1.0, True),
        (0.0, False),
        (Decimal(1), True),
        (" Yes ", True),
        ("NO", False),
        ("true", True),
        ("FALSE", False),
    ],
)
def test_flags(written, truth):
    assert flag(written, "irrigation", not truth) is truth
    assert outside(written) is truth


@pytest.mark.parametrize("blank", [None, "", " "])
def test_blank_flags_are_their_default(blank):
    assert flag(blank, "sewer", True) is True
    assert flag(blank, "sewer", False) is False
    assert outside(blank) is False


@pytest.mark.parametrize("wrong", [2, -1, 0.5, "1.0", "01", "2", "inside out", [], float("nan")])
def test_what_is_no_flag(wrong):
    with pytest.raises(
        NotUnderstood, match=f"^{re.escape(f'sewer {shown(wrong)} is not understood; give TRUE, FALSE, yes or no')}$"
    ):
        flag(wrong, "sewer", True)
    words = f"outside {shown(wrong)} is not understood; give TRUE, FALSE, outside or inside"
    with pytest.raises(NotUnderstood, match=f"^{re.escape(words)}$"):
        outside(wrong)


def test_places_are_flags_of_outside_alone():
    assert (outside(" Outside "), outside("INSIDE")) == (True, False)
    with pytest.raises(NotUnderstood, match="give TRUE, FALSE, yes or no"):
        flag("inside", "irrigation", False)


@pytest.mark.parametrize(("written", "dollars"), [(0, "0"), ("1,000,000,000", "1000000000"), (88.655, "88.655")])
def test_money_is_exact_as_given(written, dollars):
    assert str(inputs.money(written, "bill amount")) == dollars


def test_what_is_no_money():
    with pytest.raises(NotUnderstood, match=r"^actual cost 'dear' is not understood; give dollars$"):
        inputs.money("dear", "actual cost")


@pytest.mark.parametrize("wrong", [-0.01, 1_000_000_000.01, float("inf"), float("nan")])
def test_money_out_of_range(wrong):
    words = f"actual cost {shown(wrong)} is out of range; give 0 to 1,000,000,000 dollars"
    with pytest.raises(OutOfRange, match=f"^{re.escape(words)}$"):
        inputs.money(wrong, "actual cost")


@pytest.mark.parametrize(
    ("written", "count"), [(11, 11), ("-3", -3), (1_000_000, 1_000_000), (-1_000_000, -1_000_000), (0.0, 0)]
)
def test_days(written, count):
    assert inputs.days(written) == count


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        (1_000_001, OutOfRange, "days past due 1000001 is out of range"),
        (-1_000_001, OutOfRange, "days past due -1000001 is out of range"),
        (float("-inf"), OutOfRange, "days past due -inf is out of range"),
        (float("nan"), OutOfRange, "days past due nan is out of range"),
        (10.5, NotUnderstood, "days past due 10.5 is not a whole number of days"),
        ("soon", NotUnderstood, "days past due 'soon' is not understood; give a whole number of days"),
        (None, NotUnderstood, "days past due is blank; give a whole number of days"),
    ],
)
def test_days_refused(wrong, error, words):
    with pytest.raises(error, match=f"^{re.escape(words)}$"):
        inputs.days(wrong)


def test_words_in_any_case():
    assert word(" Water ", "service", ("water", "sewer")) == "water"
    for wrong in ("gas", None, 1, ""):
        words = f"service {shown(wrong)} is not understood; give water, sewer"
        with pytest.raises(NotUnderstood, match=f"^{re.escape(words)}$"):
            word(wrong, "service", ("water", "sewer"))
