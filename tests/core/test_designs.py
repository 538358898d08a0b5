"""Rate designs: the law in Decimal, in whole numbers and in the functions, on random tables and on worked bills."""

import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest
from support import designs as random_designs
from support.counts import share_of
from support.places import CASES

from alamo_xl import AlamoError, BadSchedule, NoAdoptedRate, NotUnderstood, OutOfRange, bill, load_schedule
from alamo_xl import functions as f
from alamo_xl.rate_card import RateCard
from alamo_xl.rate_table import from_rows, to_rows
from alamo_xl.schedule import RateKey, months_in

ADOPTED = load_schedule()
SEEDS = range(share_of(200))
WORKED = tomllib.loads((CASES / "designs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", SEEDS)
def test_whole_numbers_agree_with_decimal_on_random_designs(seed):
    schedule = from_rows(random_designs.table(seed), ADOPTED)
    card = RateCard(schedule)
    for account in random_designs.accounts(seed, 6):
        volumes = random_designs.volumes(schedule, account["units"] or 1)
        stage = account["stage"] if account["stage"] in schedule.stages else 0
        year = account["fiscal_year"].year + (account["fiscal_year"].month > 6)
        sewer = not account["irrigation"] if account["sewer"] is None else account["sewer"]
        terms = card.terms(
            year, account["customer_class"], account["meter_size"], account["outside"], account["irrigation"], sewer,
            account["units"] or 1, account["fiscal_year"].month, stage, account["assisted"],
        )  # fmt: skip
        for metered in volumes:
            ccf = Decimal(metered) / 1000
            law = bill(schedule, **{**account, "stage": stage}, ccf=ccf, reclaimed_ccf=ccf)
            assert terms.water(metered) == law.subtotal("water") * 100, (account, ccf)
            assert terms.sewer(metered) == law.subtotal("sewer") * 100, (account, ccf)
            assert terms.reclaimed(metered) == law.subtotal("reclaimed") * 100, (account, ccf)


@pytest.mark.parametrize("seed", SEEDS[:: max(1, len(SEEDS) // 20)])
def test_the_functions_agree_with_the_law_on_random_designs(seed):
    rows = random_designs.table(seed)
    schedule = from_rows(rows, ADOPTED)
    for account in random_designs.accounts(seed, 20):
        ccf = Decimal(seed * 1_003 % 40_000) / 1000
        account["stage"] = account["stage"] if account["stage"] in schedule.stages else ""
        law = bill(schedule, **account, ccf=ccf, reclaimed_ccf=2)
        who = [account[name] for name in ("fiscal_year", "customer_class", "meter_size")]
        more = [account[name] for name in ("outside", "irrigation", "sewer")]
        last = [account["units"], rows, account["stage"], account["assisted"]]
        assert f.ALAMO_BILL(*who, float(ccf), *more, 2, *last) == float(law.total)
        assert f.ALAMO_CHECK(*who, float(ccf), *more, 2, *last) == "OK"
        parts = f.ALAMO_WATER(*who, float(ccf), *more[:2], *last) + f.ALAMO_RECLAIMED(who[0], 2, more[0], *last[1:])
        assert round(parts, 2) == float(law.subtotal("water") + law.subtotal("reclaimed"))
        lines = f.ALAMO_BILL_LINES(*who, float(ccf), *more, 2, *last)
        assert [line[4] for line in lines[1:-1]] == [float(line.amount) for line in law.lines]
        assert lines[-1][4] == float(law.total)


@pytest.mark.parametrize("seed", SEEDS[:: max(1, len(SEEDS) // 20)])
def test_every_line_is_quantity_times_rate_and_blocks_take_all_volume(seed):
    schedule = from_rows(random_designs.table(seed), ADOPTED)
    for account in random_designs.accounts(seed, 20):
        account["stage"] = account["stage"] if account["stage"] in schedule.stages else 0
        law = bill(schedule, **account, ccf="37.125", reclaimed_ccf="8.003")
        for line in law.lines:
            assert line.amount == (line.quantity * line.rate).quantize(Decimal("0.01"), "ROUND_HALF_UP")
            assert (line.amount < 0) == (line.charge == "discount")
        volume = {service: Decimal(0) for service in ("water", "sewer", "reclaimed")}
        for line in law.lines:
            volume[line.service] += line.quantity if line.charge in ("usage", "irrigation") else 0
        sewer = any(line.service == "sewer" for line in law.lines)
        returned = schedule.sewer_return(YEAR) * Decimal("37.125") if sewer else 0
        assert volume == {"water": Decimal("37.125"), "sewer": returned, "reclaimed": Decimal("8.003")}


YEAR = 2026


@pytest.mark.parametrize("seed", SEEDS[:: max(1, len(SEEDS) // 20)])
def test_a_design_is_written_and_read_back(seed):
    schedule = from_rows(random_designs.table(seed), ADOPTED)
    assert from_rows(to_rows(schedule), schedule) is schedule
    again = from_rows(
        [[None if cell == "" else cell for cell in row] for row in to_rows(schedule)], ADOPTED, "rate table"
    )
    assert again.rates == schedule.rates
    assert list(again.rates)[-1] == list(ADOPTED.rates)[-1]


def worked_schedule(name):
    """The adopted table with the rows of a worked design in place of, or beside, its own."""
    design = WORKED["designs"][name]
    words = ("service", "customer_class", "location", "charge", "meter_size")
    optional = ("above_ccf", "months", "stage", "unit")
    replaced = {tuple(row.get(word, "") for word in words) for row in design}
    rows = [[*words, *optional, *ADOPTED.fiscal_years]]
    rows += [[*key.words, "", "", "", "", *rates] for key, rates in ADOPTED.rates.items() if key.words not in replaced]
    rows += [[*(row.get(word) for word in (*words, *optional)), *[row["rate"]] * 5] for row in design]
    return from_rows(rows, ADOPTED, name)


@pytest.mark.parametrize("case", WORKED["bill"], ids=lambda case: case["name"])
def test_worked_bill(case):
    priced = bill(worked_schedule(case["design"]), **case["account"])
    assert [[line.service, line.charge, str(line.amount)] for line in priced.lines] == case["lines"]
    assert str(priced.total) == case["total"]


def test_a_threshold_is_written_plainly_and_a_zero_has_no_sign():
    rows = with_rows(
        (USAGE, {"above_ccf": "-0.0"}, 3), (USAGE, {"above_ccf": "1e1"}, 4), (USAGE, {"above_ccf": 10.5}, 5)
    )
    schedule = from_rows(rows, ADOPTED)
    assert [str(row[5]) for row in to_rows(schedule) if tuple(row[:5]) == USAGE] == ["0", "10", "10.5"]


def test_months():
    assert months_in("") == months_in("4-3") == frozenset(range(1, 13))
    assert months_in("11-2") == {11, 12, 1, 2}
    assert months_in("7") == {7}
    assert months_in("5-10") == set(range(5, 11))


def test_a_flat_key_is_as_before():
    key = RateKey("water", "household", "inside", "base", "3/4")
    assert repr(key) == (
        "RateKey(service='water', customer_class='household', location='inside', charge='base', meter_size='3/4')"
    )
    assert str(key) == "water household inside base 3/4"
    block = RateKey("water", "household", "inside", "usage", above_ccf=Decimal("10.500"), months="5-10")
    assert str(block) == "water household inside usage above 10.5 CCF months 5-10"
    assert repr(block).endswith("above_ccf=Decimal('10.500'), months='5-10')")
    assert ADOPTED.content_hash.startswith("dc27a9dfc96009b3")


def test_a_charge_of_several_rates_has_no_one_rate():
    schedule = worked_schedule("blocks")
    with pytest.raises(NoAdoptedRate, match="several rates; ALAMO_BILL_LINES"):
        schedule.rate(2026, "water", "usage", "household")
    with pytest.raises(NoAdoptedRate, match="several rates"):
        schedule.source(2026, "water", "usage", "household")
    assert schedule.rate(2026, "water", "usage", "non-household") == Decimal("3.60")
    rows = to_rows(schedule)
    assert f.ALAMO_RATE(2026, "water", "usage", "household", rates=rows).startswith("#N/A")


def test_a_seasonal_table_needs_a_date():
    schedule = worked_schedule("seasons")
    rows = to_rows(schedule)
    for when in (2026, "FY2026", "FY26"):
        with pytest.raises(NotUnderstood, match=r"seasons.*give the bill's date"):
            bill(schedule, when, "household", "3/4", 8)
        for got in (
            f.ALAMO_BILL(when, "household", "3/4", 8, rates=rows),
            f.ALAMO_WATER(when, "non-household", "2", 8, rates=rows),
            f.ALAMO_SEWER(when, "household", "3/4", 8, rates=rows),
            f.ALAMO_RECLAIMED(when, 8, rates=rows),
            f.ALAMO_BILL_LINES(when, "household", "3/4", 8, rates=rows),
        ):
            assert got.startswith("#VALUE!")
            assert "give the bill's date" in got
    for when in (date(2026, 6, 30), "2026-06-30", "6/30/2026", 46203):
        assert f.ALAMO_WATER(when, "household", "3/4", 8, rates=rows) == 24.21 + 8 * 4


@pytest.mark.parametrize(
    ("stage", "error"), [(4, NoAdoptedRate), (1.5, NotUnderstood), ("dry", NotUnderstood), (True, NotUnderstood),
                         (-1, OutOfRange), (float("nan"), OutOfRange), (Decimal("1E+1000000"), NoAdoptedRate)]
)  # fmt: skip
def test_a_stage_that_is_not_printed(stage, error):
    schedule = worked_schedule("drought")
    with pytest.raises(error):
        bill(schedule, 2026, "household", "3/4", 8, stage=stage)
    with pytest.raises(NoAdoptedRate, match="no stage is printed"):
        bill(ADOPTED, 2026, "household", "3/4", 8, stage=1)
    for none in (0, "0", "", None, " "):
        assert bill(schedule, 2026, "household", "3/4", 8, stage=none) == bill(schedule, 2026, "household", "3/4", 8)


OPTIONAL = ("above_ccf", "months", "stage", "unit")
USAGE = ("water", "household", "inside", "usage", "")


def with_rows(*rows, without=USAGE):
    """The adopted table, a charge of it replaced by rows: five words, the optional cells by name, one rate."""
    adopted = [[*key.words, "", "", "", "", *rates] for key, rates in ADOPTED.rates.items() if key.words != without]
    given = [[*words, *(cells.get(name, "") for name in OPTIONAL), *[rate] * 5] for words, cells, rate in rows]
    return [
        [*["service", "customer_class", "location", "charge", "meter_size"], *OPTIONAL, *ADOPTED.fiscal_years],
        *adopted,
        *given,
    ]


SURCHARGE = ("water", "household", "inside", "surcharge", "")
FOR_ALL = ("water", "all", "all", "surcharge", "")
DISCOUNT = ("water", "household", "inside", "discount", "base")
FLAT_USAGE = (USAGE, {}, 3)
REFUSED = {
    "a threshold below 0": (
        [(USAGE, {}, 3), (USAGE, {"above_ccf": -1}, 4)],
        "row water household inside usage: above_ccf -1 is out of range",
    ),
    "a threshold with four decimals": (
        [(USAGE, {}, 3), (USAGE, {"above_ccf": 1.0005}, 4)],
        "row water household inside usage: above_ccf 1.0005 has more than 3",
    ),
    "a threshold in words": ([(USAGE, {}, 3), (USAGE, {"above_ccf": "ten"}, 4)], "above_ccf 'ten' is not understood"),
    "a threshold that is not finite": (
        [(USAGE, {}, 3), (USAGE, {"above_ccf": float("inf")}, 4)],
        "above_ccf inf is out of range",
    ),
    "a month 13": (
        [(USAGE, {"months": "5-13"}, 3)],
        "row water household inside usage: months '5-13' is not understood",
    ),
    "a month 0": ([(USAGE, {"months": 0}, 3)], "months 0 is not understood"),
    "months that Excel made a date": (
        [(USAGE, {"months": 45787}, 3)],
        "months 45787 is a date: Excel turned 5-10 into 10 May",
    ),
    "months that a text made a date": ([(USAGE, {"months": "10-May"}, 3)], "months '10-May' is a date"),
    "a first block above 0": (
        [(USAGE, {"above_ccf": 5}, 3)],
        "row water household inside usage above 5 CCF: the first row of a charge has above_ccf 0",
    ),
    "blocks that fall": (
        [(USAGE, {}, 3), (USAGE, {"above_ccf": 9}, 3), (USAGE, {"above_ccf": 5}, 3)],
        "row water household inside usage above 5 CCF comes after 9 CCF",
    ),
    "a doubled block": (
        [(USAGE, {}, 3), (USAGE, {"above_ccf": 5}, 3), (USAGE, {"above_ccf": "5.0"}, 4)],
        "row water household inside usage above 5 CCF is there twice",
    ),
    "seasons that overlap": (
        [(USAGE, {"months": "5-10"}, 3), (USAGE, {"months": "10-4"}, 3)],
        "row water household inside usage months 10-4 overlaps months 5-10",
    ),
    "a season beside the whole year": (
        [(USAGE, {}, 3), (USAGE, {"months": 7}, 3)],
        "row water household inside usage months 7 overlaps",
    ),
    "seasons with a gap": (
        [(USAGE, {"months": "5-10"}, 3), (USAGE, {"months": "12-4"}, 3)],
        "row water household inside usage months 12-4: the charge has no rate for month 11",
    ),
    "a charge that is missing": ([], "row water household inside usage is missing"),
    "a block of a base charge": (
        [FLAT_USAGE, (("water", "household", "inside", "base", "3/4"), {"above_ccf": 5}, 3)],
        "row water household inside base: above_ccf 5, and a base charge has no blocks",
    ),
    "a stage on usage": ([(USAGE, {"stage": 1}, 3)], "row water household inside usage: stage 1 goes with surcharges"),
    "a surcharge without its stage": (
        [FLAT_USAGE, (SURCHARGE, {}, 3)],
        "row water household inside surcharge: a surcharge needs its stage",
    ),
    "a stage of a half": (
        [FLAT_USAGE, (SURCHARGE, {"stage": 1.5}, 3)],
        "row water household inside surcharge: stage 1.5 is not understood",
    ),
    "a stage 0": (
        [FLAT_USAGE, (SURCHARGE, {"stage": 0}, 3)],
        "row water household inside surcharge: stage 0 is not understood",
    ),
    "a surcharge doubled by one for all": (
        [FLAT_USAGE, (FOR_ALL, {"stage": 1}, 3), (SURCHARGE, {"stage": 1}, 3)],
        "row water household inside surcharge stage 1 is doubled by row water all all surcharge stage 1",
    ),
    "a discount above 100 %": (
        [FLAT_USAGE, (DISCOUNT, {"unit": "share"}, 1.01)],
        "water household inside discount base share FY2025 is 1.01; give 0 to 1 with at most 4",
    ),
    "a share with five decimals": (
        [FLAT_USAGE, (DISCOUNT, {"unit": "share"}, 0.12345)],
        "FY2025 is 0.12345; give 0 to 1 with at most 4",
    ),
    "a discount without its unit": (
        [FLAT_USAGE, (DISCOUNT, {}, 0.1)],
        "row water household inside discount: unit '' is not understood; give share, dollars",
    ),
    "a discount off nothing": (
        [FLAT_USAGE, ((*DISCOUNT[:4], ""), {"unit": "share"}, 0.1)],
        "row water household inside discount: the charge that a discount reduces (meter_size) ''",
    ),
    "a discount off what the service has not": (
        [FLAT_USAGE, (("sewer", "all", "all", "discount", "irrigation"), {"unit": "share"}, 0.1)],
        "sewer has no irrigation charge to reduce",
    ),
    "two discounts of one charge": (
        [FLAT_USAGE, (DISCOUNT, {"unit": "share"}, 0.1), (DISCOUNT, {"unit": "dollars"}, 1)],
        "row water household inside discount base dollars is there twice",
    ),
    "a reclaimed surcharge of a class": (
        [FLAT_USAGE, (("reclaimed", "household", "inside", "surcharge", ""), {"stage": 1}, 1)],
        "row reclaimed household inside surcharge: reclaimed water has one class, all",
    ),
    "a surcharge of a service that is not there": (
        [FLAT_USAGE, (("gas", "household", "inside", "surcharge", ""), {"stage": 1}, 1)],
        "no row gas household inside surcharge stage 1 in Resolution 2024-31",
    ),
    "a surcharge of a place that is not there": (
        [FLAT_USAGE, (("water", "household", "near", "surcharge", ""), {"stage": 1}, 1)],
        "no row water household near surcharge stage 1 in Resolution 2024-31",
    ),
    "a usage row of a size": ([((*USAGE[:4], "3/4"), {}, 3)], "meter_size '3/4' goes with a base charge"),
    "seasons of the return": (
        [FLAT_USAGE, (("sewer", "all", "all", "return", ""), {"months": 7}, 0.9)],
        "row sewer all all return: months 7, and the return has no seasons",
    ),
    "a year left blank": ([(USAGE, {}, None)], "water household inside usage FY2025 is blank"),
}


@pytest.mark.parametrize(("rows", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_names_the_row(rows, words):
    table = with_rows(*rows)
    with pytest.raises(BadSchedule, match=re.escape(words)) as refused:
        from_rows(table, ADOPTED)
    assert "\n" not in str(refused.value)
    got = f.ALAMO_BILL("2026-05-01", "household", "3/4", 8, rates=table)
    assert got.startswith("#NUM! rate table: " if "out of range" in words else "#VALUE! rate table: ")
    assert words in got


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (("stage", "stage"), "heading stage is there twice"),
        (("notes",), "fiscal year 'notes' is not understood"),
        (("tier",), "before the first year may stand above_ccf, months, stage, unit"),
    ],
)
def test_headings_that_are_not_known_are_refused(headings, words):
    flat = to_rows(ADOPTED)
    rows = [[*flat[0][:5], *headings, *flat[0][5:]], *([*row[:5], *[""] * len(headings), *row[5:]] for row in flat[1:])]
    with pytest.raises(AlamoError, match=re.escape(words)):
        from_rows(rows, ADOPTED)


def test_optional_columns_left_blank_are_the_flat_table_wherever_they_stand():
    flat = to_rows(ADOPTED)
    rows = [["unit", *flat[0][:2], "months", *flat[0][2:5], "above_ccf", *flat[0][5:]]]
    rows += [["dollars a CCF", *row[:2], None, *row[2:5], 0, *row[5:]] for row in flat[1:]]
    assert from_rows(rows, ADOPTED) is ADOPTED


def test_who_does_not_ask_for_assistance_has_none():
    schedule = from_rows(with_rows(FLAT_USAGE, (DISCOUNT, {"unit": "share"}, 0.25)), ADOPTED)
    account = (2026, "household", "3/4", 8)
    assert str(bill(schedule, *account, assisted=True).lines[2].amount) == "-6.05"
    plain = bill(schedule, *account, assisted=False)
    assert [line.charge for line in plain.lines] == ["base", "usage", "base", "usage"]
    assert bill(schedule, *account) == bill(schedule, *account, assisted=None) == plain


def test_the_last_stage_is_1000():
    schedule = from_rows(with_rows(FLAT_USAGE, (SURCHARGE, {"stage": 1000}, 0.5)), ADOPTED)
    assert schedule.stages == {1000}
    with pytest.raises(BadSchedule, match="stage 1001 is not understood; give a whole number, 1 to 1000"):
        from_rows(with_rows(FLAT_USAGE, (SURCHARGE, {"stage": 1001}, 0.5)), ADOPTED)


@pytest.mark.parametrize(
    ("months", "seasons"),
    [
        (("5-10", "11-4"), ("5-10", "11-4")),
        (("12-2", "3", "4-11"), ("3", "4-11", "12-2")),
        (("1-6", "7-12"), ("1-6", "7-12")),
        (("1-12",), ("1-12",)),
    ],
)
def test_seasons_are_runs_of_months_from_january_on(months, seasons):
    rows = [(USAGE, {"months": each}, 3 + place) for place, each in enumerate(months)]
    assert from_rows(with_rows(*rows), ADOPTED).seasons == seasons


def test_a_rate_card_of_a_design_says_what_is_not_printed_as_the_law_does():
    seasonal = from_rows(with_rows((USAGE, {"months": "5-10"}, 3), (USAGE, {"months": "11-4"}, 4)), ADOPTED)
    with pytest.raises(NoAdoptedRate, match="water household inside usage has several rates"):
        RateCard(seasonal).terms(2026, "household", "3/4", False, False, True, 1)
    designed = from_rows(with_rows(FLAT_USAGE, (SURCHARGE, {"stage": 1}, 0.5)), ADOPTED)
    with pytest.raises(NoAdoptedRate) as by_the_law:
        bill(designed, 2026, "household", "2", 8)
    with pytest.raises(NoAdoptedRate, match=re.escape(str(by_the_law.value))):
        RateCard(designed).terms(2026, "household", "2", False, False, True, 1)


def test_reclaimed_water_has_its_stage_and_its_assistance():
    stage, assistance = (
        ("reclaimed", "all", "inside", charge, of) for charge, of in (("surcharge", ""), ("discount", "usage"))
    )
    rows = with_rows(FLAT_USAGE, (stage, {"stage": 1}, 0.5), (assistance, {"unit": "share"}, 0.25))
    answers = {asked: f.ALAMO_RECLAIMED(2026, 10, "", rows, *asked) for asked in ((), (1,), (0, True), (1, "yes"))}
    assert answers == {(): 36.0, (1,): 41.0, (0, True): 27.0, (1, "yes"): 32.0}
    wrong = f.ALAMO_RECLAIMED(2026, 10, "", rows, 0, "perhaps")
    assert wrong.startswith("#VALUE! assisted 'perhaps' is not understood; give TRUE")
    for function in (f.ALAMO_BILL, f.ALAMO_WATER):
        wrong = function(2026, "household", "3/4", 8, rates=rows, assisted="perhaps")
        assert wrong.startswith("#VALUE! assisted 'perhaps' is not understood")
        wrong = function(2026, "household", "3/4", 8, rates=rows, stage="dry")
        assert wrong.startswith("#VALUE! stage 'dry' is not understood")


def test_surcharges_and_discounts_come_after_the_charges_and_before_the_return():
    rows = with_rows((SURCHARGE, {"stage": 1}, 0.5), (DISCOUNT, {"unit": "share"}, 0.25), FLAT_USAGE)
    keys = list(from_rows(rows, ADOPTED).rates)
    assert [key.charge for key in keys[-3:]] == ["surcharge", "discount", "return"]
    assert keys[:-3] == list(ADOPTED.rates)[:-1]
