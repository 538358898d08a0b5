"""Bill calculator and Bill comparison as whole sheets, in IronCalc: what they show and what they refuse."""

import re
from datetime import date

import pytest
from support import designs
from support.bills_book import bills_book
from support.what_if import ADOPTED, WhatIf

from alamo_xl.bill import bill
from alamo_xl.books import model as model_sheets
from alamo_xl.books.reader import Cells, model_in
from alamo_xl.books.vocabulary import printed_sizes
from alamo_xl.projection import project
from alamo_xl.rate_table import from_rows

LINES = {
    "Water base": ("water", "base"),
    "Water usage": ("water", "usage"),
    "Sewer base": ("sewer", "base"),
    "Sewer usage": ("sewer", "usage"),
    "Reclaimed usage": ("reclaimed", "usage"),
}
YEARS = ("this year", "the other year")
HEADINGS = ("Quantity, {}", "Rate, {} ($)", "Amount, {} ($)")
HOUSEHOLD = {"year": 2026, "other_year": 2029, "class": "household", "size": "3/4", "location": "inside", "ccf": 8.0025}
ACCOUNTS = {
    "a household outside that takes reclaimed water": {**HOUSEHOLD, "location": "outside", "reclaimed": 1.2345},
    "units of a building without sewer": {**HOUSEHOLD, "size": "multi-family", "units": 24, "sewer": "no"},
    "a garden": {**HOUSEHOLD, "size": "1", "irrigation": "yes"},
    "a garden with sewer": {**HOUSEHOLD, "irrigation": "yes", "sewer": "yes", "other_year": 2025},
    "no water": {**HOUSEHOLD, "ccf": 0, "units": 1},
}
PROPOSED = {
    **HOUSEHOLD,
    "class": "non-household",
    "size": "2",
    "year": 2031,
    "rates": "scenario",
    "other_year": 2028,
}
MESSAGES = ("Calc_size_message", "Calc_units_message", "Calc_years_message", "Calc_volume_message")


@pytest.fixture(scope="module")
def opened_sheets(tmp_path_factory):
    """The sheets that price a bill, opened once; the scenario's rates are the adopted ones."""
    return WhatIf(bills_book(ADOPTED, tmp_path_factory.mktemp("bills") / "bills.xlsx"))


@pytest.fixture
def sheets(opened_sheets):
    """Those sheets as they come; what a test changes is put back."""
    yield opened_sheets
    opened_sheets.reset()


@pytest.fixture
def model(what_if):
    """The whole model."""
    return what_if


def given(model, prefix, account):
    for word, value in account.items():
        model.put(model.cells(f"{prefix}_{word}")[0][0], value)
    model.evaluate()


def one(model, name):
    return model.values(name)[0][0]


def law(model, account, end):
    """The lines of the law's bill in one of the two years, by service and whether base."""
    year, rates = account[f"{end}year"], account.get(f"{end}rates", "adopted")
    schedule = ADOPTED
    if rates == "scenario":
        read = model_in(Cells(model.saved(), "the model"), ADOPTED)
        schedule = project(read.case, read.scenarios[one(model, "Scenario")]).schedule
    return bill(
        schedule,
        year,
        account["class"],
        account["size"],
        account["ccf"],
        account["location"],
        account.get("irrigation"),
        None if account.get("sewer", "usual") == "usual" else account["sewer"],
        account.get("reclaimed", 0),
        account.get("units"),
    )


@pytest.mark.parametrize("account", ACCOUNTS.values(), ids=list(ACCOUNTS))
def test_the_calculator_shows_the_laws_bill_charge_by_charge(sheets, account):
    shows_the_law(sheets, account)


def test_the_calculator_shows_a_bill_of_the_scenario_beside_an_adopted_one(model):
    shows_the_law(model, PROPOSED)


def shows_the_law(model, account):
    given(model, "Calc", account)
    before, after = law(model, account, ""), law(model, account, "other_")
    assert {one(model, name) for name in MESSAGES} == {"OK"}
    totals = [one(model, name) for name in ("Calc_total", "Calc_other_total")]
    assert totals == pytest.approx([float(before.total), float(after.total)])
    change = float(after.total - before.total)
    assert one(model, "Calc_change") == pytest.approx(change)
    assert one(model, "Calc_share") == pytest.approx(change / float(before.total))
    rows = {row["Charge"]: row for row in model.rows_of("Bill_lines")}
    assert len(rows) == len(LINES)
    for row, (service, charge) in zip(rows.values(), LINES.values(), strict=True):
        first, second = (
            shown(row, words, priced, service, charge == "base")
            for words, priced in zip(YEARS, (before, after), strict=True)
        )
        assert row["Change ($)"] == pytest.approx(second - first)


def shown(row, words, priced, service, base):
    """The amount of a line in a year, once quantity, rate and amount are found to be the law's."""
    quantity, rate, amount = (row[head.format(words)] for head in HEADINGS)
    lines = [line for line in priced.lines if (line.service, line.charge == "base") == (service, base)]
    if lines:
        assert [quantity, rate, amount] == pytest.approx([float(each) for each in lines[0][2:5]])
    else:
        assert (quantity, amount, rate > 0) == (0, 0, True)
    return amount


WORDS = (
    "household meters stop at 1-1/2; use multi-family units or non-household",
    "units go with multi-family, and only with it",
    "no rate is adopted for that year; choose scenario",
    "give metered water, 0 or more CCF",
)
REFUSED = {
    "a size that is not printed for the class": ({"size": "2"}, 0),
    "a size that is the beginning of one that is printed": ({"class": "non-household", "size": "1-1"}, 0),
    "multi-family without units": ({"size": "multi-family"}, 1),
    "no unit": ({"size": "multi-family", "units": 0}, 1),
    "half a unit": ({"size": "multi-family", "units": 1.5}, 1),
    "units of a meter": ({"units": 2}, 1),
    "a year that is not adopted": ({"year": 2030}, 2),
    "another year that is not adopted": ({"other_year": 2034}, 2),
    "less than no water": ({"ccf": -0.001}, 3),
    "water in words": ({"ccf": "lots"}, 3),
    "no volume": ({"ccf": None}, 3),
    "less than no reclaimed water": ({"reclaimed": -1}, 3),
}


@pytest.mark.parametrize(("changes", "message"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_refused_is_told_once_and_shows_words_in_place_of_bills(sheets, changes, message):
    given(sheets, "Calc", {**HOUSEHOLD, **changes})
    said = [one(sheets, name) for name in MESSAGES]
    assert said == [f"LOOK: {words}" if place == message else "OK" for place, words in enumerate(WORDS)]
    shown = [one(sheets, name) for name in ("Calc_total", "Calc_other_total", "Calc_change")]
    assert {*shown, one(sheets, "Calc_share")} == {"not billed"}
    lines = {value for row in sheets.table("Bill calculator", "Charge") for value in row.values()}
    assert not lines & {"#N/A", "#REF!", "#DIV/0!"}


TAKEN = {
    "one unit of a building": {"size": "multi-family", "units": 1},
    "a meter that says one unit": {"units": 1},
    "the last adopted year": {"year": 2029},
    "a year of the scenario": {"year": 2028, "rates": "scenario"},
    "a size whose word begins another": {"class": "non-household", "size": "1"},
    "an empty cell for reclaimed water": {"reclaimed": None},
}


@pytest.mark.parametrize("changes", TAKEN.values(), ids=list(TAKEN))
def test_what_is_taken_is_billed(sheets, changes):
    given(sheets, "Calc", {**HOUSEHOLD, **changes})
    assert {one(sheets, name) for name in MESSAGES} == {"OK"}
    assert one(sheets, "Calc_total") > 40


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ["OK", "OK"]),
        ({"class": "non-household", "size": "6"}, ["OK", "OK"]),
        ({"class": "household", "size": "6"}, ["LOOK", "OK"]),
        ({"to": 2030}, ["OK", "LOOK"]),
        ({"from": 2030}, ["OK", "LOOK"]),
        ({"to": 2029, "to_rates": "scenario"}, ["OK", "OK"]),
        ({"to": 2030, "to_rates": "scenario"}, ["OK", "LOOK"]),
    ],
)
def test_what_the_comparison_says_of_its_size_and_years(sheets, changes, said):
    given(sheets, "Cmp", changes)
    assert [str(one(sheets, name)).partition(":")[0] for name in ("Cmp_message", "Cmp_years_message")] == said


def test_the_comparison_from_the_scenario_to_the_adopted_rates(model):
    account = {"class": "household", "size": "3/4", "location": "inside"}
    given(model, "Cmp", {**account, "from": 2031, "from_rates": "scenario", "to": 2025, "ccf": 0})
    row = next(row for row in model.rows_of("Bills_by_volume") if row["Volume (CCF)"] == 8)
    ends = [
        float(law(model, {**account, "ccf": 8, "year": year, "rates": rates}, "").total)
        for year, rates in ((2031, "scenario"), (2025, "adopted"))
    ]
    assert [row["Bill, from year ($)"], row["Bill, to year ($)"]] == pytest.approx(ends)
    assert row["Change (%)"] == pytest.approx(ends[1] / ends[0] - 1)


def free_of_charge(sheets):
    """Households inside the city pay nothing in the first year; the cell of their water's base charge."""
    cells = {
        key: sheets.cells("Rates_values")[place][0]
        for place, key in enumerate(ADOPTED.rates)
        if key.customer_class == "household" and key.location == "inside" and key.meter_size in ("", "3/4")
    }
    for cell in cells.values():
        sheets.put(cell, 0)
    return next(cell for key, cell in cells.items() if (key.service, key.charge) == ("water", "base"))


def test_a_bill_of_nothing_has_no_change_in_per_cent(sheets):
    base = free_of_charge(sheets)
    given(sheets, "Cmp", {"from": 2025, "to": 2026})
    given(sheets, "Calc", {**HOUSEHOLD, "year": 2025, "other_year": 2026})
    row = next(sheets.rows_of("Bills_by_volume"))
    assert (row["Bill, from year ($)"], row["Bill, to year ($)"] > 0, row["Change (%)"]) == (0, True, 0)
    assert (one(sheets, "Calc_total"), one(sheets, "Calc_other_total") > 0) == (0, True)
    assert one(sheets, "Calc_share") == "not billed"
    sheets.put(base, 0.5)
    sheets.evaluate()
    change = one(sheets, "Calc_other_total") / 0.5 - 1
    assert one(sheets, "Calc_share") == pytest.approx(change)


@pytest.fixture
def written_over(sheets):
    """Writes over formulas, and puts them back."""
    formulas = {}

    def write(cells):
        formulas.update({cell: sheets.typed(cell) for cell in cells})
        for cell, value in cells.items():
            sheets.engine.write(cell, value)
        sheets.evaluate()

    yield write
    for (sheet, row, column), formula in formulas.items():
        sheets.engine.model.update_cell_with_formula(sheets.engine.places[sheet], row, column, formula)


def column(sheets, sheet, first_heading, heading):
    """The first cell under a heading of a table."""
    head = next(cell for cell in sheets.inputs[sheet]["A"] if cell.value == first_heading)
    return sheet, head.row + 1, next(cell.column for cell in sheets.inputs[sheet][head.row] if cell.value == heading)


def test_a_change_is_of_cents_whatever_a_float_makes_of_it(sheets, written_over):
    calculator, comparison = ("Bill calculator", "Charge"), ("Bill comparison", "Volume (CCF)")
    ends = [column(sheets, *calculator, f"Amount, {year} ($)") for year in YEARS]
    others = [column(sheets, *comparison, f"Bill, {year} ($)") for year in ("from year", "to year")]
    assert 58.93 - 53.46 < 5.47
    for before, after, change in ((53.46, 58.93, 5.47), (53.46, 53.464, 0), (53.46, 53.468, 0.01)):
        written_over({ends[0]: before, ends[1]: after, others[0]: before, others[1]: after})
        assert next(sheets.table(*calculator))["Change ($)"] == change
        assert next(sheets.table(*comparison))["Change ($)"] == change


def test_a_class_that_is_none_has_no_kind(sheets):
    given(sheets, "Calc", {"class": "commercial"})
    assert one(sheets, "Calc_kind") == "#N/A"
    assert one(sheets, "Calc_total") == "not billed"


@pytest.mark.parametrize("prefix", ["Calc", "Cmp"])
def test_the_sizes_offered_are_those_of_the_class(sheets, prefix):
    sheet, row, place = sheets.cells(f"{prefix}_size")[0][0]
    address = sheets.inputs[sheet].cell(row, place).coordinate
    (rule,) = (each for each in sheets.inputs[sheet].data_validations.dataValidation if address in each.sqref)
    begin, chosen, old, new = re.fullmatch(
        r'INDIRECT\("(\w*)"&SUBSTITUTE\((\w+),"(.*)","(.*)"\)\)', rule.formula1.removeprefix("=")
    ).groups()
    assert chosen == f"{prefix}_class"
    for customer_class, sizes in printed_sizes(ADOPTED).items():
        offered = sheets.values(f"{begin}{customer_class.replace(old, new)}")
        assert [size for (size,) in offered] == list(sizes)


DESIGN = model_sheets.by_service(from_rows(designs.table(7), ADOPTED))


def test_the_calculator_shows_what_a_discount_is_off(tmp_path):
    sheets = WhatIf(bills_book(DESIGN, tmp_path / "bills.xlsx"))
    given(sheets, "Calc", {**HOUSEHOLD, "other_year": 2027, "reclaimed": 3, "assisted": "yes", "month": 8})
    account = [date(2025, 8, 1), "household", "3/4", 8.0025, False, False, None, 3, None, 0, True]
    priced = bill(DESIGN, *account)
    off = {(line.service, line.reduces): line for line in priced.lines if line.charge == "discount"}
    assert off
    assert one(sheets, "Calc_total") == pytest.approx(float(priced.total))
    shown = 0
    for row in sheets.table("Bill calculator", "Charge"):
        service, _, of = row["Charge"].lower().partition(" discount on ")
        if of:
            cells = [row[head.format("this year")] for head in HEADINGS]
            line = off.get((service, of))
            if line:
                assert cells[2] == pytest.approx(float(line.amount))
                assert cells[0] == pytest.approx(float(line.quantity))
            else:
                assert cells[2] == 0
            shown += line is not None
    assert shown == len(off)
