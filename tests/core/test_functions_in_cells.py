"""Each function in cells: every argument where it belongs, blanks, flags, shapes, refusals, two instruments."""

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from support.places import DATA

from alamo_xl import functions as f
from alamo_xl import loader, ranges, rate_cards
from alamo_xl.cells import CELLS_MAXIMUM, CellError, Grid, is_error, plain, single

HH = (2026, "household", "3/4", 8)
TABLE = f.ALAMO_RATE_TABLE()


def changed(row, column, cell):
    """The adopted rate table with one cell changed."""
    return [[*line] if at != row else [*line[:column], cell, *line[column + 1 :]] for at, line in enumerate(TABLE)]


@pytest.fixture
def two_instruments(tmp_path, monkeypatch):
    """The adopted instrument and a later one, made up, for FY2030 to FY2034."""
    for path in Path(loader.ADOPTED).glob("*.toml"):
        shutil.copy(path, tmp_path)
    shutil.copy(DATA / "next-resolution.toml", tmp_path)
    monkeypatch.setattr(loader, "ADOPTED", tmp_path)
    rate_cards._cards.cache_clear()
    yield
    rate_cards._cards.cache_clear()


@pytest.fixture
def no_irrigation(tmp_path, monkeypatch):
    """The adopted instrument without irrigation rates of households."""
    text = (Path(loader.ADOPTED) / "resolution-2024-31.toml").read_text(encoding="utf-8")
    for rate in ("5.76", "11.52"):
        start = text.index(f'    {{ label = "Irrigation Account Usage", charge = "irrigation", rates = ["{rate}"')
        text = text[:start] + text[text.index("\n", start) + 1 :]
    (tmp_path / "one.toml").write_text(text.replace("water = 150", "water = 140"), encoding="utf-8")
    monkeypatch.setattr(loader, "ADOPTED", tmp_path)
    rate_cards._cards.cache_clear()
    yield
    rate_cards._cards.cache_clear()


@pytest.mark.usefixtures("no_irrigation")
def test_a_rate_that_is_not_needed_may_be_missing():
    assert f.ALAMO_BILL(*HH, "outside") == 177.29
    assert f.ALAMO_BILL(*HH, sewer=True) == 88.65
    assert f.ALAMO_SEWER(*HH) == 35.64
    assert f.ALAMO_WATER(*HH) == 53.01
    assert f.ALAMO_WATER(*HH, irrigation=True) == "#N/A no adopted rate for household water irrigation"
    assert f.ALAMO_WATER(2026, "nh", "3/4", 8, irrigation=True) == 87.82


@pytest.mark.parametrize(
    ("got", "answer"),
    [
        (lambda: f.ALAMO_WATER(*HH, True), 106.02),
        (lambda: f.ALAMO_WATER(*HH, "inside", "yes"), 81.81),
        (lambda: f.ALAMO_WATER(2026, "household", "MF", 8, None, None, 3), 101.43),
        (lambda: f.ALAMO_SEWER(*HH, "outside"), 71.27),
        (lambda: f.ALAMO_SEWER(2026, "household", "MF", 8, None, 3), 79.84),
        (lambda: f.ALAMO_RECLAIMED(2026, 100, "1"), 720.0),
        (lambda: f.ALAMO_RECLAIMED(2026, 100, "0"), 360.0),
        (lambda: f.ALAMO_RECLAIMED("FY2027", "1,000.5"), 4322.16),
        (lambda: f.ALAMO_BILL(*HH, "1", "1", "0", 2), 178.02),
        (lambda: f.ALAMO_BILL(*HH, "0", "0", "1", 2), 95.85),
        (lambda: f.ALAMO_BILL(*HH, None, True), 81.81),
        (lambda: f.ALAMO_BILL(*HH, None, True, True), 117.45),
        (lambda: f.ALAMO_BILL(2026, "household", "MF", 8, None, None, None, 1, 3), 184.87),
        (lambda: f.ALAMO_RATE(2026, "water", "irrigation", "nh"), 7.2),
        (lambda: f.ALAMO_RATE(2026, "Sewer", "Return"), 0.9),
        (lambda: f.ALAMO_RATE(2026, "sewer", "base", "nh", "6", True), 1040.82),
        (lambda: f.ALAMO_RATE(2026, "reclaimed", "usage", "ignored", "ignored", "outside"), 7.2),
        (lambda: f.ALAMO_RATE(2026, "water", "usage", "hh", "ignored"), 3.6),
        (lambda: f.ALAMO_TAP("2"), 1525.0),
        (lambda: f.ALAMO_TAP(2, 1800), 1800.0),
        (lambda: f.ALAMO_METER_INSTALLATION("3/4", 250), 250.0),
        (lambda: f.ALAMO_METER_INSTALLATION("3/4", ""), 300.0),
        (lambda: f.ALAMO_LATE_FEE(100, 11), 10.0),
        (lambda: f.ALAMO_LATE_FEE(100, 10), 0.0),
        (lambda: f.ALAMO_FISCAL_YEAR(dt.date(2025, 6, 30)), 2025),
        (lambda: f.ALAMO_FEE(" Accounting-Processing "), 35.0),
        (lambda: f.ALAMO_CHECK(2026, "household", "MF", 8, True, True, True, 5, 3), "OK"),
    ],
)
def test_every_argument_counts(got, answer):
    assert got() == answer


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (lambda: f.ALAMO_WATER(*HH, units=2), "#VALUE! units 2 go with multi-family only"),
        (lambda: f.ALAMO_WATER(2026, "hh", "2", 8, units=2), '#N/A no adopted rate for household 2" meters'),
        (lambda: f.ALAMO_WATER(2026, "hh", "MF", 8), "#VALUE! multi-family needs its number of units"),
        (lambda: f.ALAMO_SEWER(2024, "hh", "3/4", 8), "#N/A no adopted rate for FY2024"),
        (lambda: f.ALAMO_BILL(*HH, irrigation="perhaps"), "#VALUE! irrigation 'perhaps'"),
        (lambda: f.ALAMO_BILL(*HH, sewer="perhaps"), "#VALUE! sewer 'perhaps'"),
        (lambda: f.ALAMO_BILL(*HH, reclaimed_ccf=-1), "#NUM! ccf -1 is out of range"),
        (lambda: f.ALAMO_BILL(2026, "dog", "3/4", -1), "#VALUE! customer class 'dog'"),
        (lambda: f.ALAMO_BILL(2026, "hh", "3/4", -1, reclaimed_ccf="x"), "#NUM! ccf -1 is out of range"),
        (lambda: f.ALAMO_RECLAIMED(2030, 1), "#N/A no adopted rate for FY2030"),
        (lambda: f.ALAMO_RECLAIMED("soon", 1), "#VALUE! fiscal year 'soon'"),
        (lambda: f.ALAMO_RECLAIMED(2026, 1, "near"), "#VALUE! outside 'near'"),
        (lambda: f.ALAMO_RATE("soon", "gas", "base"), "#VALUE! service 'gas'"),
        (lambda: f.ALAMO_WATER([[2026], [2026, 2027]], "hh", "3/4", 8), "#VALUE! a range must have rows of one length"),
        (lambda: f.ALAMO_WATER(2026, "hh", "3/4", Decimal("NaN")), "#NUM! ccf nan is out of range"),
        (
            lambda: f.ALAMO_BILL(2031, "hh", "3/4", 8, rates=changed(1, 6, 1)),
            "#N/A no adopted rate for FY2031; what-if rate table prices FY2025 to FY2029",
        ),
        (
            lambda: f.ALAMO_RATE(2026, "gas", "base"),
            "#VALUE! service 'gas' is not understood; give water, sewer, reclaimed",
        ),
        (
            lambda: f.ALAMO_RATE(2026, "water", "tap", "hh"),
            "#VALUE! charge 'tap' is not understood; give base, usage, irrig",
        ),
        (lambda: f.ALAMO_RATE(2026, "water", "base", "hh"), "#N/A a base charge needs a meter size: 3/4, 1, 1-1/2"),
        (lambda: f.ALAMO_RATE(2026, "water", "base", "hh", "vast"), "#VALUE! meter size 'vast'"),
        (lambda: f.ALAMO_RATE(2026, "water", "usage", None), "#VALUE! customer class a NoneType is not understood"),
        (lambda: f.ALAMO_RATE(2030, "water", "usage", "hh"), "#N/A no adopted rate for FY2030"),
        (lambda: f.ALAMO_RATE(None, "water", "usage", "hh"), "#VALUE! fiscal year a NoneType"),
        (lambda: f.ALAMO_SOURCE(2030, "water", "usage", "hh"), "#N/A no adopted rate for FY2030"),
        (lambda: f.ALAMO_RATE_TABLE("gas"), "#VALUE! service 'gas'"),
        (
            lambda: f.ALAMO_RATE_TABLE("water", 2030),
            "#N/A no adopted rate for FY2030; Resolution 2024-31 prices FY2025",
        ),
        (lambda: f.ALAMO_RATE_TABLE(None, "soon"), "#VALUE! fiscal year 'soon'"),
        (lambda: f.ALAMO_RATE_TABLE([["water"], ["sewer"]]), "#VALUE! this function takes single cells"),
        (lambda: f.ALAMO_RATE_TABLE([["water", "sewer"]]), "#VALUE! this function takes single cells"),
        (lambda: f.ALAMO_FEE("wine"), "#VALUE! fee 'wine' is not understood; give service-call-same-day, "),
        (lambda: f.ALAMO_FEE("x" * 50), f"#VALUE! fee '{'x' * 37}...' is not understood"),
        (lambda: f.ALAMO_TAP("3"), '#N/A no adopted fee for tap 3"'),
        (lambda: f.ALAMO_TAP("2", -1), "#NUM! actual cost -1"),
        (lambda: f.ALAMO_METER_INSTALLATION("3"), '#N/A no adopted fee for meter-installation 3"'),
        (lambda: f.ALAMO_LATE_FEE(1, None), "#VALUE! days past due is blank"),
        (lambda: f.ALAMO_LATE_FEE(" ", 11), "#VALUE! bill amount is blank"),
        (lambda: f.ALAMO_LATE_FEE(-1, 11), "#NUM! bill amount -1"),
        (lambda: f.ALAMO_FISCAL_YEAR("x"), "#VALUE! fiscal year 'x'"),
        (lambda: f.ALAMO_BILL_LINES(2026, None, "3/4", 8), "#VALUE! customer class a NoneType"),
        (lambda: f.ALAMO_BILL_LINES(2030, "hh", "3/4", 8), "#N/A no adopted rate for FY2030"),
        (lambda: f.ALAMO_BILL_LINES([[2026], [2027]], "hh", "3/4", 8), "#VALUE! this function takes single cells"),
        (lambda: f.ALAMO_HELP("ALAMO_WINE"), "#VALUE! "),
    ],
)
def test_what_cannot_be_answered_says_why_in_its_cell(got, words):
    answer = got()
    assert isinstance(answer, CellError)
    assert answer.startswith(words)
    assert answer.code == words.split()[0]


def test_a_check_of_water_alone_says_what_is_missing():
    assert f.ALAMO_CHECK(2026, None, None, 8).startswith("customer class a NoneType is not understood")


def test_a_check_says_a_long_text_short():
    said = f.ALAMO_CHECK(2026, "x" * 41, "3/4", 8)
    assert said == f"customer class '{'x' * 37}...' is not understood; give household or non-household"
    assert not isinstance(said, CellError)
    assert f.ALAMO_CHECK(2026, "hh", "3/4", 8, units=24).startswith("units 24 go with multi-family only")
    assert f.ALAMO_CHECK(2026, "hh", "3/4", 8, reclaimed_ccf="wet").startswith("reclaimed ccf 'wet'")
    assert (
        f.ALAMO_CHECK(2030, "hh", "3/4", 8) == "no adopted rate for FY2030; Resolution 2024-31 prices FY2025 to FY2029"
    )


@pytest.mark.parametrize(
    ("blank", "partly"),
    [
        (lambda: f.ALAMO_BILL_LINES(2026, None, " ", ""), lambda: f.ALAMO_BILL_LINES(2026, None, None, 8)),
        (lambda: f.ALAMO_RATE(2026, None, ""), lambda: f.ALAMO_RATE(2026, None, "base")),
        (lambda: f.ALAMO_RATE(2026, None, ""), lambda: f.ALAMO_RATE(2026, "water", None)),
        (lambda: f.ALAMO_SOURCE(2026, None, ""), lambda: f.ALAMO_SOURCE(2026, "water", " ")),
        (lambda: f.ALAMO_SOURCE(2026, None, ""), lambda: f.ALAMO_SOURCE(2026, " ", "base")),
        (lambda: f.ALAMO_CHECK(2026, None, " ", ""), lambda: f.ALAMO_CHECK(2026, "hh", None, None)),
        (lambda: f.ALAMO_CHECK(2026, None, None, None, True), lambda: f.ALAMO_CHECK(2026, None, "3/4", None)),
        (lambda: f.ALAMO_BILL_LINES(2026, None, None, None, True), lambda: f.ALAMO_BILL_LINES(2026, None, "3/4", None)),
        (lambda: f.ALAMO_LATE_FEE(None, " "), lambda: f.ALAMO_LATE_FEE(None, 5)),
        (lambda: f.ALAMO_LATE_FEE(None, " "), lambda: f.ALAMO_LATE_FEE(5, None)),
        (lambda: f.ALAMO_TAP(None, " "), lambda: f.ALAMO_TAP(None, 5)),
        (lambda: f.ALAMO_METER_INSTALLATION("", None), lambda: f.ALAMO_METER_INSTALLATION("", 5)),
        (lambda: f.ALAMO_FEE(None), lambda: f.ALAMO_FEE(0)),
        (lambda: f.ALAMO_FISCAL_YEAR(""), lambda: f.ALAMO_FISCAL_YEAR(0)),
        (lambda: f.ALAMO_WATER(2026, None, None, None), lambda: f.ALAMO_WATER(2026, None, None, 0)),
        (lambda: f.ALAMO_WATER(None, " ", "", None), lambda: f.ALAMO_WATER(2026, "hh", None, None)),
        (lambda: f.ALAMO_SEWER(2026, None, None, None), lambda: f.ALAMO_SEWER(2026, None, "3/4", None)),
        (lambda: f.ALAMO_RECLAIMED(None, " "), lambda: f.ALAMO_RECLAIMED(None, 8)),
    ],
)
def test_all_blank_is_blank_and_a_part_is_not(blank, partly):
    assert blank() == ""
    assert isinstance(partly(), CellError) or partly().startswith(("meter size", "ccf", "customer class"))


def test_blank_reclaimed_water_is_none_and_a_blank_check_is_no_error():
    assert f.ALAMO_BILL(*HH, reclaimed_ccf=" ") == f.ALAMO_BILL(*HH, reclaimed_ccf=0) == 88.65
    assert f.ALAMO_CHECK(2026, "hh", "3/4", None) == "ccf is blank; give a number of CCF"


def test_bill_lines_are_the_bill():
    lines = f.ALAMO_BILL_LINES(2026, "household", "MF", 8, "outside", None, None, 1.5, 24)
    assert lines == [
        ["service", "charge", "quantity", "rate", "amount"],
        ["water", "base", 24.0, 48.42, 1162.08],
        ["water", "usage", 8.0, 7.2, 57.6],
        ["sewer", "base", 24.0, 44.2, 1060.8],
        ["sewer", "usage", 7.2, 3.76, 27.07],
        ["reclaimed", "usage", 1.5, 7.2, 10.8],
        ["total", "", "", "", 2318.35],
    ]
    assert [line[1] for line in f.ALAMO_BILL_LINES(*HH, None, True)[1:]] == ["base", "irrigation", ""]
    assert len(f.ALAMO_BILL_LINES(*HH, None, None, False)) == 4


def test_a_rate_table_of_a_service_and_a_year():
    assert f.ALAMO_RATE_TABLE("Reclaimed", "FY2027") == [
        ["service", "customer_class", "location", "charge", "meter_size", 2027],
        ["reclaimed", "all", "inside", "usage", "", 4.32],
        ["reclaimed", "all", "outside", "usage", "", 8.64],
    ]
    assert f.ALAMO_RATE_TABLE("sewer", 2026)[-1] == ["sewer", "all", "all", "return", "", 0.9]
    assert [len(row) for row in f.ALAMO_RATE_TABLE("water")] == [10] * 31
    assert len(f.ALAMO_RATE_TABLE(" ", "")) == 60
    assert f.ALAMO_RATE_TABLE([["reclaimed"]], [["2025"]])[1][-1] == 2.88


def test_sources_are_the_rates_rows():
    said = f.ALAMO_SOURCE(2026, "sewer", "usage", "nh", None, True)
    assert said.startswith("Resolution 2024-31, Sewer Service, Non-Household Customers - Outside City, ")
    assert said.endswith("90% of Water Used, FY2026 [1]")
    assert "90% of Water Used" in f.ALAMO_SOURCE(2026, "sewer", "return")


@pytest.mark.usefixtures("two_instruments")
def test_each_year_is_answered_by_the_instrument_that_has_it():
    assert f.ALAMO_RECLAIMED([[2029], [2030]], 100) == [[554.0], [f.ALAMO_RATE(2030, "reclaimed", "usage") * 100]]
    assert f.ALAMO_RECLAIMED([[2029], [2030]], 100, True)[0] == [1108.0]
    assert f.ALAMO_RECLAIMED(2035, 1).startswith("#N/A no adopted rate for FY2035; Resolution 2099-01 prices FY2030")
    assert f.ALAMO_BILL([[2029], [2030]], "household", "3/4", 8) == [[136.55], [143.44]]
    assert [f.ALAMO_BILL_LINES(year, "household", "3/4", 8)[-1][-1] for year in (2029, 2030)] == [136.55, 143.44]
    assert f.ALAMO_CHECK([[2029], [2030], [2035]], "household", "3/4", 8)[:2] == [["OK"], ["OK"]]
    assert f.ALAMO_RATE([[2029], [2030]], "water", "base", "hh", "3/4") == [[37.3], [39.17]]
    assert f.ALAMO_SOURCE([[2029], [2030]], "reclaimed", "usage")[0][0].startswith("Resolution 2024-31, ")
    assert f.ALAMO_SOURCE(2030, "reclaimed", "usage").startswith("Resolution 2099-01, ")
    assert f.ALAMO_RATE_TABLE("reclaimed", 2029)[1][-1] == 5.54
    assert f.ALAMO_RATE_TABLE("reclaimed")[0][5:] == [2030, 2031, 2032, 2033, 2034]
    assert f.ALAMO_VERSION().endswith("Resolution 2099-01 (FY2030 to FY2034)")
    assert f.ALAMO_BILL("soon", "household", "3/4", 8).startswith("#VALUE! fiscal year 'soon'")


def test_the_version_names_the_instrument_in_use():
    assert f.ALAMO_VERSION().endswith(", Resolution 2024-31 (FY2025 to FY2029)")


@pytest.mark.parametrize(
    "priced",
    [
        lambda rates: f.ALAMO_BILL(*HH, rates=rates),
        lambda rates: f.ALAMO_WATER(*HH, rates=rates),
        lambda rates: f.ALAMO_BILL_LINES(*HH, rates=rates)[1][-1],
        lambda rates: f.ALAMO_RATE(2026, "water", "base", "household", "3/4", rates=rates),
    ],
)
def test_a_rate_table_is_priced_where_it_is_given(priced):
    assert priced(None) == priced("") == priced(TABLE)
    assert priced(changed(1, 6, 25.21)) == round(priced(TABLE) + 1, 2)
    assert priced(changed(1, 6, 0)) == round(priced(TABLE) - 24.21, 2)


def test_rates_of_exactly_0_in_a_table():
    free = [[*row[:5], *([0] * 5)] for row in TABLE[1:]]
    assert f.ALAMO_BILL(*HH, reclaimed_ccf=5, rates=[TABLE[0], *free]) == 0.0
    assert f.ALAMO_SEWER(*HH, rates=changed(59, 6, 0)) == 22.10
    usage = next(place for place, row in enumerate(TABLE) if row[:4] == ["sewer", "household", "inside", "usage"])
    assert f.ALAMO_BILL(*HH, rates=changed(usage, 6, 0)) == 75.11
    base = next(place for place, row in enumerate(TABLE) if row[:5] == ["sewer", "household", "inside", "base", "3/4"])
    assert f.ALAMO_BILL(*HH, rates=changed(base, 6, 0)) == 66.55
    assert f.ALAMO_RECLAIMED(2026, 100, rates=[TABLE[0], *free]) == 0.0


@pytest.mark.parametrize("rates", ["mine", 5, True, dt.date(2026, 1, 1)])
def test_what_is_no_range_is_no_rate_table(rates):
    assert f.ALAMO_BILL(*HH, rates=rates) == "#VALUE! rates is a range laid out as the rate table of the model"
    assert f.ALAMO_CHECK(*HH, rates=rates) == "rates is a range laid out as the rate table of the model"


def test_errors_in_a_rate_table_come_back_unchanged():
    assert f.ALAMO_BILL(*HH, rates="#REF!") == f.ALAMO_BILL(*HH, rates=changed(9, 2, "#REF!")) == "#REF!"
    assert f.ALAMO_RATE(2026, "water", "usage", "hh", rates=changed(0, 0, "#N/A")) == "#N/A"
    assert f.ALAMO_BILL_LINES(*HH, rates=["#NUM!"]) == "#NUM!"
    assert f.ALAMO_BILL(*HH, rates=[1, 2]).startswith("#VALUE! a rate table starts with the headings")


def test_volumes_are_exact_whatever_their_type():
    for ccf in (8.0025, "8.0025", Decimal("8.0025")):
        assert f.ALAMO_WATER(2026, "hh", "3/4", [[ccf]]) == [[53.02]]
    assert f.ALAMO_WATER(2026, "hh", "3/4", [[1_000_000.0], [1_000_000.001], [-0.001], [0.0], [0.0005]]) == [
        [3600024.21],
        ["#NUM! ccf 1000000.001 is out of range; give 0 to 1,000,000 CCF"],
        ["#NUM! ccf -0.001 is out of range; give 0 to 1,000,000 CCF"],
        [24.21],
        [24.21],
    ]
    assert f.ALAMO_WATER(2026, "hh", "3/4", [[137.455], [0.138]]) == [[519.05], [24.71]]


def test_floats_of_whole_thousandths_are_taken_without_their_decimal_text(monkeypatch):
    floats = [[0.0], [0.5], [8.0], [137.455], [1_000_000.0]]
    expected = f.ALAMO_WATER(2026, "hh", "3/4", [[repr(cell)] for (cell,) in floats])
    monkeypatch.setattr(ranges, "_thousandths", None)
    assert f.ALAMO_WATER(2026, "hh", "3/4", floats) == expected


def test_whole_numbers_beyond_those_of_floats_stay_exact():
    beyond = 2**53 + 1
    assert plain([0.5, beyond, 2**53, -beyond]) == [0.5, Decimal(beyond), float(2**53), Decimal(-beyond)]
    assert list(map(type, plain([0.5, beyond, 1]))) == [float, Decimal, float]


def test_ranges_take_their_shapes():
    assert f.ALAMO_FEE([["lien-administrative", "x"]])[0][1].startswith("#VALUE!")
    assert f.ALAMO_TAP([["2", "4"]], [[None], [3000]])[1] == [3000.0, max(3000.0, f.ALAMO_TAP("4"))]
    assert f.ALAMO_TAP(["2", "4"]) == [1525.0, f.ALAMO_TAP("4")]
    assert f.ALAMO_TAP([["2"], ["4"]], [[1], [1], [1]])[2] == ["#N/A"]
    assert f.ALAMO_TAP([["2", "4"]], [[1, 1, 1]]) == [[1525.0, f.ALAMO_TAP("4"), "#N/A"]]
    assert f.ALAMO_TAP([["2", "4"], ["6", "8"]], [[1, 1, 1], [1, 1, 1], [1, 1, 1]])[2] == ["#N/A"] * 3
    assert f.ALAMO_TAP((("2",),)) == [[1525.0]]
    for ragged in ([["2"], ["4", "6"]], [], [[]], [["2"], []], [["2"], "4"]):
        assert isinstance(f.ALAMO_TAP(ragged), CellError)
    assert f.ALAMO_TAP([]) == "#VALUE! an empty range"
    assert f.ALAMO_TAP([["2"], "4"]) == "#VALUE! a range must have rows of one length"


def test_a_result_may_be_as_large_as_five_million_cells():
    tall, wide = [[1]] * 2500, [[1] * 2000]
    grid = Grid((tall, wide))
    assert (grid.height * grid.width, len(grid.columns[0])) == (CELLS_MAXIMUM, CELLS_MAXIMUM)
    with pytest.raises(ValueError, match="a result of more than 5,000,000 cells"):
        Grid(([*tall, [1]], wide))


def test_single_cells():
    assert (single(5), single([[5]]), single([5]), single(((True,),))) == (5, 5, 5, "TRUE")
    for several in ([[1], [2]], [[1, 2]], [1, 2], [[1, 2], [3, 4]]):
        with pytest.raises(ValueError, match=r"^this function takes single cells$"):
            single(several)


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("#N/A", True),
        ("#N/A no rate", True),
        ("#NAMELESS", False),
        ("N/A", False),
        (5, False),
        ("#", False),
        (None, False),
    ],
)
def test_error_values(cell, error):
    assert is_error(cell) is error


@pytest.mark.parametrize("place", range(9))
def test_an_error_value_goes_before_all_else(place):
    account = ["soon", "dog", "vast", -1, "x", "x", "x", -1, "x"]
    account[place] = "#DIV/0!"
    assert f.ALAMO_BILL(*account) == f.ALAMO_CHECK(*account) == f.ALAMO_BILL_LINES(*account) == "#DIV/0!"
    blank = [None] * 9
    blank[place] = "#DIV/0!"
    assert f.ALAMO_BILL(*blank) == f.ALAMO_CHECK(*blank) == "#DIV/0!"
