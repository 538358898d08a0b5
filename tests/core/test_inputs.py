"""What people write."""

import datetime as dt
from decimal import Decimal

import pytest

from alamo_xl import NoAdoptedRate, NotUnderstood, OutOfRange, functions, inputs, load_schedule

LIMITS = load_schedule().limits


@pytest.mark.parametrize(
    ("written", "size"),
    [
        *((w, "3/4") for w in ("3/4", 0.75, '3/4"', "¾", "3/4 inch", ".75", "0.75 in", " 3/4 in. ", '3/4" meter')),
        *((w, "1-1/2") for w in (1.5, "1½", "1 1/2", "1-1/2", "1.5 in", "1-1/2 inch", '1½"')),
        *((w, "multi-family") for w in ("MF", "multi-family", "multi-family unit", "Multi Family", "multifamily")),
        *((w, "3/4") for w in ("3/4-inch", "3/4”", "“3/4”", "‘3/4", "¾-inch meter", "3/4″", '"3/4"', "3/4-in.")),
        *((w, "1-1/2") for w in ("1-1/2-inch", "1–1/2", "1½”", "1‑1/2’’", "1.5-inch")),
        (1, "1"), (1.0, "1"), ("1", "1"), ("6", "6"), (Decimal(2), "2"), ("5/8", "5/8"), (8, "8"), ("10", "10"),
    ],
)  # fmt: skip
def test_meter_sizes(written, size):
    assert inputs.meter_size(written) == size


@pytest.mark.parametrize(
    "dated", [45355, 45355.0, dt.date(2024, 3, 4), dt.datetime(2024, 3, 4), "4-Mar", "Mar-04", "2024-03-04", "3/4/2024"]
)
def test_the_date_trap_is_explained(dated):
    with pytest.raises(NotUnderstood, match="Excel turned 3/4 into 4 March"):
        inputs.meter_size(dated)


@pytest.mark.parametrize("wrong", ["", None, "big", True, -1, 0, "3/0", "1/3", float("nan"), float("inf"), 500, [], {}])
def test_what_is_no_meter_size(wrong):
    with pytest.raises(NotUnderstood):
        inputs.meter_size(wrong)


@pytest.mark.parametrize(
    ("written", "year"),
    [
        (2026, 2026), (2026.0, 2026), ("2026", 2026), ("FY2026", 2026), ("fy26", 2026), (2030, 2030), (1900, 1900),
        (dt.date(2025, 6, 30), 2025), (dt.date(2025, 7, 1), 2026), (dt.datetime(2025, 7, 1, 8), 2026),
        ("2025-07-01", 2026), ("7/1/2025", 2026), ("2025-06-30 12:00", 2025), (45838, 2025), (45839, 2026),
        (45839.5, 2026), ("FY 2025-26", 2026), ("fy25-26", 2026), ("FY2025/26", 2026), ("FY 2025–2026", 2026),
        ("“FY2026”", 2026), ("2025–07–01", 2026),
    ],
)  # fmt: skip
def test_fiscal_years(written, year):
    assert inputs.fiscal_year(written) == year


@pytest.mark.parametrize(
    "wrong",
    [
        1899, 2200, 2026.5, 36525, True, "26", "FY", None, float("inf"), "2025-13-01", 10**30, "FY 2025-27",
        "FY 2026-26", "2011-12", "FY 2026-25", "FY-26",
    ],
)  # fmt: skip
def test_what_is_no_fiscal_year(wrong):
    with pytest.raises(NotUnderstood, match="FY2026"):
        inputs.fiscal_year(wrong)


@pytest.mark.parametrize(
    ("written", "ccf"),
    [
        (8.0025, "8.003"), (8.0024999, "8.002"), (0.0005, "0.001"), ("1,234.5", "1234.500"), ("8", "8.000"),
        (1e-320, "0.000"), (-0.0, "0.000"), (1_000_000, "1000000.000"), ("1e3", "1000.000"), (".5", "0.500"),
    ],
)  # fmt: skip
def test_quantities_are_taken_to_thousandths_half_up(written, ccf):
    assert str(inputs.quantity(written, LIMITS)).lstrip("-") == ccf


@pytest.mark.parametrize("wrong", ["abc", "1_000", "1,23", "٣", True, "", "nan", "--1", object()])
def test_what_is_no_quantity(wrong):
    with pytest.raises(NotUnderstood, match="ccf"):
        inputs.quantity(wrong, LIMITS)


def test_classes_and_flags():
    assert {inputs.customer_class(w) for w in ("HH", "Household", " household ")} == {"household"}
    assert {inputs.customer_class(w) for w in ("NH", "non household", "NonHousehold", "NON-HOUSEHOLD")} == {
        "non-household"
    }
    assert [inputs.outside(w) for w in (True, 1, 1.0, "outside", "YES", "TRUE")] == [True] * 6
    assert [inputs.outside(w) for w in (False, 0, "inside", "no", None, "")] == [False] * 6
    assert {inputs.outside("y"), inputs.flag("Y", "irrigation", False), inputs.flag("“yes”", "sewer", False)} == {True}
    assert {inputs.outside("n"), inputs.flag("N", "sewer", True)} == {False}
    for wrong in (2, "maybe", "2", "yn", "t"):
        with pytest.raises(NotUnderstood):
            inputs.outside(wrong)
    with pytest.raises(NotUnderstood):
        inputs.flag("outside", "irrigation", False)


@pytest.mark.parametrize(
    ("written", "usually"),
    [("residential", "household"), (" Residential", "household"), ("“commercial”", "non-household")],
)
def test_residential_and_commercial_are_no_classes_and_the_message_says_which_each_usually_is(written, usually):
    with pytest.raises(NotUnderstood, match=f"is usually {usually}, but see the account; give household or non-hou"):
        inputs.customer_class(written)
    assert functions.ALAMO_BILL(2026, written, "3/4", 8).startswith("#VALUE! customer class")
    assert f"is usually {usually}" in functions.ALAMO_CHECK(2026, written, "3/4", 8)
    assert {inputs.customer_class(w) for w in ("“Household”", "hh")} == {"household"}


@pytest.mark.parametrize("value", [0, "0", 0.0, "", None, " "])
def test_no_stage(value):
    assert inputs.stage(value, {1, 3}) == inputs.stage(value, ()) == 0


@pytest.mark.parametrize("value", [3, "3", 3.0, " 3 "])
def test_a_stage_that_is_printed(value):
    found = inputs.stage(value, {1, 3})
    assert (found, type(found)) == (3, int)


@pytest.mark.parametrize(
    ("value", "printed", "error", "words"),
    [
        (2, {3, 1}, NoAdoptedRate, "no adopted surcharge for stage 2; stages printed: 1, 3"),
        (1, (), NoAdoptedRate, "no adopted surcharge for stage 1; no stage is printed"),
        (-1, {1}, OutOfRange, "stage -1 is out of range; give 0 or a stage that is printed"),
        (float("inf"), {1}, OutOfRange, "stage inf is out of range; give 0 or a stage that is printed"),
        (1.5, {1}, NotUnderstood, "stage 1.5 is not a whole number"),
        ("dry", {1}, NotUnderstood, "stage 'dry' is not understood; give a whole number"),
    ],
)
def test_a_stage_that_is_not(value, printed, error, words):
    with pytest.raises(error) as refused:
        inputs.stage(value, printed)
    assert str(refused.value) == words


def test_the_month_of_a_bill_is_its_dates():
    assert [inputs.month(day) for day in (dt.date(2026, 7, 1), "2026-06-30", "12/31/2025", 46203)] == [7, 6, 12, 6]
    for year in (2026, "FY2026"):
        with pytest.raises(NotUnderstood, match=rf"^these rates have seasons, and {year!r} has no month; give the"):
            inputs.month(year)


@pytest.mark.parametrize("text", ['"1x', '"yes'])
def test_a_quote_that_is_not_closed_is_a_part_of_the_text(text):
    with pytest.raises(NotUnderstood):
        inputs.meter_size(text)
    with pytest.raises(NotUnderstood):
        inputs.flag(f"{text}x", "irrigation", False)


@pytest.mark.parametrize("value", [45787, 45787.0, dt.date(2025, 5, 10), "10-May", "2025-05-10", "5/10/2025"])
def test_what_excel_makes_a_date(value):
    assert inputs.is_dated(value)


@pytest.mark.parametrize("value", ["5-10", 7, "7", None, "", "May"])
def test_what_is_no_date(value):
    assert not inputs.is_dated(value)
