"""What the loader refuses and in which words, what it lets pass, and that every fact arrives where it belongs."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from alamo_xl import BadSchedule, NoAdoptedRate, load_schedule, loader, read_schedule
from alamo_xl.loader import ADOPTED, adopted_schedules, newest
from alamo_xl.schedule import RETURN, Footnote, KnownException, LateFee, Limits, RateKey, Source

TEXT = (Path(ADOPTED) / "resolution-2024-31.toml").read_text(encoding="utf-8")
IRRIGATION = '    { label = "Irrigation Account Usage", charge = "irrigation", rates = ["%s", %s] },\n'
INSIDE = IRRIGATION % ("5.76", '"7.20", "8.64", "10.36", "11.08"')
OUTSIDE = IRRIGATION % ("11.52", '"14.40", "17.28", "20.72", "22.16"')
USAGE = '    { label = "All Usage Except for Irrigation Accounts", charge = "usage", rates = ["2.88", %s] },\n'
YEARS, PRINTED = "[2025, 2026, 2027, 2028, 2029]", "[instrument.printed]"
FIRST_TABLE = '[[tables]]\nservice = "water"\n'
COUNTS = "water = 150\nsewer = 130\nreclaimed = 10\nfees = 19\n"
DISCOUNT = '    { label = "Assisted", charge = "discount", meter_size = "base", unit = "share", rates = [%s] },\n'
USAGE_INSIDE = USAGE % '"3.60", "4.32", "5.18", "5.54"'


def read(folder, *changes):
    """The schedule of the adopted file with some text changed, each at its first place."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "changed.toml"
    path.write_text(text, encoding="utf-8")
    return read_schedule(path)


REFUSED = {
    "an inside row without its outside row": (
        [(OUTSIDE, ""), ("water = 150", "water = 145")],
        "row water household outside irrigation is missing beside water household inside irrigation",
    ),
    "an outside row without its inside row": (
        [(INSIDE, ""), ("water = 150", "water = 145")],
        "row water household inside irrigation is missing beside water household outside irrigation",
    ),
    "a base charge without its usage charge": (
        [(USAGE_INSIDE, ""), ("water = 150", "water = 145")],
        "row water household inside usage is missing beside water household inside base 3/4",
    ),
    "a rate that is no number": (
        [('"19.37"', '"lots"')],
        "row water household inside base 3/4: 'lots' is not a number",
    ),
    "a rate that is not finite": ([('"19.37"', '"NaN"')], "'NaN' is not between 0 and 1,000,000 with 2 decimals"),
    "a rate without end": ([('"19.37"', '"Infinity"')], "'Infinity' is not between 0 and 1,000,000"),
    "a rate in digits of another script": ([('"19.37"', '"١٩.٣٧"')], "must be written as text, so that it stays exact"),
    "three decimals": ([('"19.37"', '"19.371"')], "'19.371' is not between 0 and 1,000,000 with 2 decimals"),
    "three decimals, the last a zero": ([('"19.37"', '"19.370"')], "'19.370' is not money to the cent written as text"),
    "one decimal": ([('"19.37"', '"19.3"')], "'19.3' is not money to the cent written as text, such as 12.30"),
    "a sign before the rate": ([('"19.37"', '"+19.37"')], "'+19.37' is not money to the cent"),
    "a power of ten": ([('"19.37"', '"1.937E1"')], "'1.937E1' is not money to the cent"),
    "a rate below 0": ([('"19.37"', '"-0.01"')], "'-0.01' is not between 0 and 1,000,000"),
    "a rate above 1,000,000": ([('"19.37"', '"1000000.01"')], "'1000000.01' is not between 0 and 1,000,000"),
    "a condition of a fee that is not here": (
        [('of = ["lien-administrative"]', 'of = ["towing"]')],
        "the condition liens is of 'towing', which is not here",
    ),
    "a condition of nothing": ([('of = ["tap"]', "of = []")], "the condition tap-includes is of 'nothing'"),
    "a condition without a place": ([('row = "5) Property owners"', 'row = " "')], "no source for"),
    "a public note of a reading that is not here": (
        [('readings = ["R5"]', 'readings = ["R99"]')],
        "the public note 'Irrigation accounts: sewer' is of a reading that is not here",
    ),
    "a return of four decimals": ([('value = "0.90"', 'value = "0.9005"')], "sewer_return: '0.9005' is not between"),
    "a return that is a number": ([('value = "0.90"', "value = 0.90")], "sewer_return: 0.9 must be written as text"),
    "an outside multiplier in words": ([('value = "2"', 'value = "two"')], "outside_multiplier: 'two' is not a number"),
    "an outside multiplier of four decimals": ([('value = "2"', 'value = "2.0005"')], "with 3 decimals"),
    "a late fee of four decimals": ([('percent = "10"', 'percent = "9.9995"')], "late fee: '9.9995' is not between"),
    "an exception for no such row": (
        [('meter_size = "3"\nfiscal_year', 'meter_size = "8"\nfiscal_year')],
        "known exception sewer non-household outside base 8: there is no such row",
    ),
    "an exception without a size": (
        [('meter_size = "3"\nfiscal_year', "fiscal_year")],
        "row sewer non-household outside base: a meter size goes with a base charge",
    ),
    "an exception printed in words": (
        [('printed = "525.53"', 'printed = "much"')],
        "known exception sewer non-household outside base 3: 'much' is not a number",
    ),
    "an exception derived to a tenth": ([('derived = "525.52"', 'derived = "525.5"')], "'525.5' is not money"),
    "years with a gap": ([("2028, 2029]", "2028, 2030]")], "fiscal_years must be consecutive, given [2025, 2026, 2027"),
    "years backwards": (
        [("[2025, 2026, 2027, 2028, 2029]", "[2029, 2028, 2027, 2026, 2025]")],
        "fiscal_years must be consecutive",
    ),
    "a row twice": (
        [(INSIDE, INSIDE + INSIDE)],
        "row water household inside irrigation is there twice",
    ),
    "a usage charge with a size": (
        [('charge = "usage", rates', 'charge = "usage", meter_size = "1", rates')],
        "row water household inside usage 1: a meter size goes with a base charge, and only with one",
    ),
    "a base charge without a size": (
        [('charge = "base", meter_size = "3/4", rates', 'charge = "base", rates')],
        "a meter size goes with a base charge, and only with one",
    ),
    "a size that nobody writes": (
        [('meter_size = "3/4", rates', 'meter_size = "0.75", rates')],
        "'0.75' is not a size that inputs.py",
    ),
    "a size that is no size": (
        [('meter_size = "3/4", rates', 'meter_size = "vast", rates')],
        "'vast' is not a size that inputs.py",
    ),
    "a year too many": (
        [('["19.37", ', '["19.37", "19.37", ')],
        "row water household inside base 3/4 has 6 rates for 5",
    ),
    "another service": (
        [('[[tables]]\nservice = "water"', '[[tables]]\nservice = "gas"')],
        "service 'gas' is not one of water",
    ),
    "another place": (
        [('location = "inside"\nsection', 'location = "near"\nsection')],
        "location 'near' is not one of inside, outside; a new one is added in alamo_xl/loader.py and inputs.py",
    ),
    "a table without a heading": (
        [('heading = "Household Customers - Inside City"', 'heading = " "')],
        "table water household names no section and heading",
    ),
    "a table without a section": (
        [('section = "Water Service"', 'section = ""')],
        "table water household names no section and heading",
    ),
    "a blank label": (
        [("label = '3/4\" Meter'", 'label = " "')],
        "a row of 'Household Customers - Inside City' has no label: every rate needs its source",
    ),
    "a fee without a row": (
        [('row = "2) Same day Service calls"', 'row = " "')],
        "no source for {'fee': 'service-call",
    ),
    "a fee without a section": (
        [('section = "Ancillary Charge for Nonroutine Services"\nrow = "2)', 'section = ""\nrow = "2)')],
        "no source for {'fee': 'service-call-same-day'",
    ),
    "a fee in words": ([('amount = "55.00"', 'amount = "ask"')], "'ask' is not a number"),
    "a fee of another basis": ([('basis = "fixed"', 'basis = "guess"')], "basis 'guess' is not one of fixed, minimum"),
    "a fee twice": (
        [('fee = "accounting-processing"', 'fee = "lien-administrative"')],
        "is there twice",
    ),
    "text that is no TOML": ([("[instrument]", "[instrument")], "changed.toml: Expected"),
    "fees too few": ([("fees = 19", "fees = 20")], "fees: 19 figures given, 20 are printed"),
    "sewer rates too many": ([("sewer = 130", "sewer = 129")], "sewer: 130 figures given, 129 are printed"),
    "reclaimed rates too many": ([("reclaimed = 10", "reclaimed = 9")], "reclaimed: 10 figures given, 9 are printed"),
    "a footnote of a table that is not there": (
        [('footnotes = ["1"]\nrows', 'footnotes = ["9"]\nrows')],
        "there is no footnote [9]",
    ),
    "no tables": ([("[[tables]]", "[[tableaux]]")] * 9, "changed.toml: 'tables' is missing"),
    "tables of another form": ([("fiscal_years = [2025, 2026, 2027, 2028, 2029]", "fiscal_years = 5")], "not laid out"),
    "limits in words": (
        [('quantity_step = "0.001"', 'quantity_step = "fine"')],
        "quantity_step: 'fine' is not a number",
    ),
    "a heading that is no text": (
        [('heading = "Household Customers - Inside City"', "heading = 5")],
        "heading 5 is not text",
    ),
    "days of grace in words": ([("grace_days = 10", 'grace_days = "ten"')], "grace_days ten is not a whole number"),
    "limits of another name": ([("money_step =", "cent =")], "'money_step' is missing"),
    "a year after the last that is written": ([(YEARS, "[2196, 2197, 2198, 2199, 2200]")], "fiscal year 2200 is not a"),
    "the last years that are written, and an exception of another": (
        [(YEARS, "[2195, 2196, 2197, 2198, 2199]")],
        "FY 2026 is not a whole number, 2,195 to 2,199",
    ),
    "rows that are none": (
        [(FIRST_TABLE, '[[tables]]\nsection = "one"\nheading = "two"\nrows = 5\n' + FIRST_TABLE)],
        "rows is not a list of tables",
    ),
    "counts that are a list": ([(PRINTED, "printed = [150]"), (COUNTS, "")], "is not laid out as an instrument: "),
    "a share above 1": (
        [(INSIDE, INSIDE + DISCOUNT % '"0.2500", "1.0000", "0.1", "0", "1.01"')],
        "row water household inside discount base share: '1.01' is not between 0 and 1 with 4 decimals",
    ),
}


@pytest.mark.parametrize(("changes", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_and_why(tmp_path, changes, words):
    with pytest.raises(BadSchedule, match=re.escape(words)) as refused:
        read(tmp_path, *changes)
    assert str(refused.value).startswith("changed.toml")


def test_what_is_no_file_and_no_text_is_refused(tmp_path):
    with pytest.raises(BadSchedule, match=r"none\.toml: .*No such file"):
        read_schedule(tmp_path / "none.toml")
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"name = '\xff'")
    with pytest.raises(BadSchedule, match=r"^bytes\.toml is not text in UTF-8"):
        read_schedule(str(path))


@pytest.mark.parametrize("rate", ["0.00", "1000000.00"])
def test_the_least_and_the_greatest_rate_are_read(tmp_path, rate):
    schedule = read(tmp_path, ('"19.37"', f'"{rate}"'))
    assert str(schedule.rate(2025, "water", "base", "household", "3/4")) == rate


def test_a_return_of_three_decimals_is_read(tmp_path):
    schedule = read(tmp_path, ('value = "0.90"', 'value = "0.905"'), ('value = "2"', 'value = "1.755"'))
    assert schedule.sewer_return(2029) == Decimal("0.905")
    assert schedule.outside_multiplier == Decimal("1.755")


def test_a_discount_is_a_share_of_four_decimals(tmp_path):
    row = DISCOUNT % '"0.2505", "1.0000", "0.1", "0", "1"'
    schedule = read(tmp_path, (INSIDE, INSIDE + row), ("water = 150", "water = 155"))
    key = RateKey("water", "household", "inside", "discount", "base", unit="share")
    assert schedule.rates[key] == tuple(map(Decimal, ("0.2505", "1", "0.1", "0", "1")))


def test_a_late_fee_of_three_decimals_is_read(tmp_path):
    rule = read(tmp_path, ('percent = "10"', 'percent = "9.995"')).late_fee
    assert (str(rule.percent), rule.grace_days) == ("9.995", 10)


def test_every_fact_is_where_it_belongs():
    schedule = load_schedule()
    assert (schedule.id, schedule.name, schedule.issuer) == (
        "2024-31",
        "Resolution 2024-31",
        "City of Alamogordo, New Mexico",
    )
    assert schedule.title == "A resolution adopting rates and fees for water, sewer and reclaimed water service"
    assert (schedule.adopted, schedule.in_force) == (date(2024, 6, 25), date(2024, 7, 1))
    assert schedule.condition == "upon final adoption of Ordinance 1700"
    assert schedule.not_included == ("residential garbage", "deposits", "taxes", "FY2030 and later")
    assert schedule.fiscal_years == (2025, 2026, 2027, 2028, 2029)
    assert schedule.limits == Limits(Decimal("0.001"), Decimal("0.01"), Decimal(1_000_000))
    assert schedule.outside_multiplier == 2
    assert schedule.late_fee == LateFee(
        Decimal(10),
        10,
        "more than ten (10) calendar days past due; does not compound",
        Source("Resolution 2024-31", "Ancillary Charge for Nonroutine Services", "1) Late fee per account"),
    )
    assert schedule.audit.escalators == {
        2026: Decimal("1.25"),
        2027: Decimal("1.20"),
        2028: Decimal("1.20"),
        2029: Decimal("1.07"),
    }
    assert schedule.audit.irrigation_multiplier == 2
    assert schedule.audit.known_exceptions[0] == KnownException(
        "outside",
        RateKey("sewer", "non-household", "outside", "base", "3"),
        2026,
        Decimal("525.53"),
        Decimal("525.52"),
    )
    assert [reading.id for reading in schedule.readings] == [f"R{number}" for number in range(1, 21)]
    assert all(reading.question and reading.reading for reading in schedule.readings)
    first, second = schedule.footnotes
    assert (first.id, second.id, type(first)) == ("1", "2", Footnote)
    assert second.text.startswith("The existing sewer commodity charge")
    assert list(schedule.rates)[-1] == RETURN
    assert schedule.rates[RETURN] == (Decimal("0.90"),) * 5
    assert schedule.sources[RETURN] == Source(
        "Resolution 2024-31", "Sewer Service", "Commodity Rate Per CCF - Applied to 90% of Water Used", ("2",)
    )
    reclaimed = schedule.sources[RateKey("reclaimed", "all", "outside", "usage")]
    assert (reclaimed.row, reclaimed.footnotes) == ("All Customers, Commodity Charge Per CCF - Outside City", ("1",))
    fee = schedule.fee("service-call-same-day")
    assert (fee.label, fee.size, fee.basis) == ("Same day service call", "", "fixed")
    assert fee.condition == "Monday to Friday, 8:00 a.m. to 5:00 p.m."
    assert {fee.basis for fee in schedule.fees} == {"fixed", "minimum", "indicative"}


@pytest.fixture
def two_instruments(tmp_path, monkeypatch):
    """The adopted instrument, and one a year later whose file comes first by name."""
    later = TEXT.replace("Resolution 2024-31", "Resolution later").replace('id = "2024-31"', 'id = "later"')
    later = later.replace("2025, 2026, 2027, 2028, 2029]", "2026, 2027, 2028, 2029, 2030]")
    later = later.replace("in_force = 2024-07-01", "in_force = 2025-07-01")
    (tmp_path / "a.toml").write_text(later, encoding="utf-8")
    (tmp_path / "b.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not an instrument", encoding="utf-8")
    monkeypatch.setattr(loader, "ADOPTED", tmp_path)


@pytest.mark.usefixtures("two_instruments")
def test_the_newest_instrument_that_prices_a_year_is_chosen():
    earlier, later = adopted_schedules()
    assert (earlier.name, later.name) == ("Resolution 2024-31", "Resolution later")
    assert newest([earlier, later], 2025) is earlier
    assert newest([earlier, later], 2026) is later
    assert newest([earlier, later], 2031) is later
    assert newest([earlier, later]) is later
    assert load_schedule().name == "Resolution later"


@pytest.mark.usefixtures("two_instruments")
def test_an_instrument_holds_from_its_first_day():
    assert load_schedule(date(2025, 6, 30)).name == "Resolution 2024-31"
    assert load_schedule(date(2025, 7, 1)).name == "Resolution later"
    assert load_schedule(date(2024, 7, 1)).name == "Resolution 2024-31"
    words = "no adopted rate on 2024-06-30; the first instrument here is Resolution 2024-31, in force 2024-07-01; add"
    with pytest.raises(NoAdoptedRate, match=words):
        load_schedule(date(2024, 6, 30))
