"""Checks and alerts of the model one at a time, in IronCalc: what each of them notices, and from which cent on."""

import re

import pytest
from openpyxl.utils import column_index_from_string
from support.what_if import WhatIf


@pytest.fixture(scope="module")
def opened(model_book):
    """The model, opened once."""
    return WhatIf(model_book)


@pytest.fixture
def model(opened):
    """The model as it comes; what a test writes, over formulas too, is put back."""
    typed = {}

    class Model:
        def put(self, cell, value):
            typed.setdefault(cell, opened.typed(cell))
            opened.engine.write(cell, value)

        def __getattr__(self, name):
            return getattr(opened, name)

    yield Model()
    for (sheet, row, column), value in typed.items():
        if isinstance(value, str) and value.startswith("="):
            opened.engine.model.update_cell_with_formula(opened.engine.places[sheet], row, column, value)
        else:
            opened.engine.write((sheet, row, column), value)


def red(model, name, words):
    """The lines of a list of results that do not say OK, by their words."""
    return {
        model.typed((sheet, row, 1))
        for ((sheet, row, column),) in model.cells(name)
        if model.value((sheet, row, column)) == words
    }


def put(model, changes):
    for (name, row, column), value in changes.items():
        model.put(model.cells(name)[row][column], value)
    model.evaluate()


def more(model, changes):
    put(model, {place: model.value(model.cells(place[0])[place[1]][place[2]]) + by for place, by in changes.items()})


ALL_BILLS, ALL_VOLUMES = "All bills reach the base year", "Everything billed reaches the base year"
SUM = "The calculator's bill is the sum of its lines"
# what is written over, by how much it is more, which check sees it; by how little it does not
OVER = [
    ("Base_water_base", 3, 0.0006, ALL_BILLS, 0.0004),
    ("Base_sewer_base", -1, -1, ALL_BILLS, 0.0004),
    ("Base_volume", 0, 0.0006, ALL_VOLUMES, 0.0004),
    ("Base_volume", -1, -1, ALL_VOLUMES, -0.0004),
    ("Freq_bills_difference", 1, 1, "The bill frequency has all bills", 0),
    ("Freq_ccf_difference", 0, -0.001, "The bill frequency has all water", 0),
    ("Calc_total", 0, 0.006, SUM, 0.004),
    ("Calc_other_total", 0, -0.01, SUM, 0.004),
]


@pytest.mark.parametrize(
    ("name", "row", "by", "check", "noise"), OVER, ids=[f"{name} {by}" for name, _, by, *_ in OVER]
)
def test_a_formula_that_is_off_is_seen_and_noise_is_not(model, name, row, by, check, noise):
    place = (name, row % len(model.cells(name)), 0)
    more(model, {place: by})
    assert check in red(model, "Check_results", "LOOK")
    assert model.values("Master_check") == [["LOOK: see Checks"]]
    more(model, {place: noise - by})
    assert check not in red(model, "Check_results", "LOOK")


DIFFERENCES = {
    "Cash_difference": "The services' cash is the utility's",
    "Revenue_difference": "Revenue is the same in detail and in the workings",
    "Gap_difference": "The gap is the same in detail and in the workings",
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_difference_of_a_cent_is_seen_and_less_than_half_a_cent_is_not(model, name):
    sheet, row, column = model.cells(name)[0][3]
    formula = model.typed((sheet, row, column)).replace("ROUND", "").replace("INDEX", "")
    letters, number = re.search(r"\b([A-Z]+)\$?(\d+)", formula).groups()
    compared = sheet, int(number), column_index_from_string(letters)
    was = model.value(compared)
    for by, seen in ((0.01, True), (-0.01, True), (0.004, False)):
        model.put(compared, was + by)
        model.evaluate()
        assert (DIFFERENCES[name] in red(model, "Check_results", "LOOK")) == seen, by


# what is typed, which check turns red, and no other one
TYPED = [
    ({("Fee_amounts", 4, 0): "dear"}, "Every fee is a number"),
    ({("Reserve_days", 0, 0): "many"}, "Targets are numbers"),
    ({("Bad_debt", 0, 0): None}, "Targets are numbers"),
    ({("Coverage_target", 0, 0): -0.01}, "Targets are not negative"),
    ({("Bad_debt", 0, 0): -0.01}, "Targets are not negative"),
    ({("General_inflation", 0, 0): "some"}, "Rates of inflation are numbers"),
    ({("Freq_bills", 3, 0): None, ("Freq_bills", 4, 0): 1e9}, "The bill frequency is made of numbers"),
    ({("Calc_size", 0, 0): "multi-family"}, "The calculator's units fit its size"),
    ({("Calc_units", 0, 0): 2}, "The calculator's units fit its size"),
    ({("Calc_ccf", 0, 0): -1}, "The calculator's volumes can be billed"),
    ({("Cmp_to", 0, 0): 2030}, "The comparison's years have rates"),
    ({("Needs_sewer_years", 2, 7): None}, "What sewer must pay for is numbers"),
    ({("Needs_reclaimed_years", 0, 0): "none"}, "What reclaimed must pay for is numbers"),
    ({("Needs_water_once", 1, 0): None}, "Opening cash and operations of water are numbers"),
    ({("Item_words", 3, 0): "Credits", ("Item_amount", 3, 0): 5}, "Every reconciling item has its line"),
    ({("Item_amount", 5, 0): 7}, "Every reconciling item has an amount"),
    ({("Item_amount", 0, 0): None}, "Every reconciling item has an amount"),
]


@pytest.mark.parametrize(("changes", "check"), TYPED, ids=[f"{next(iter(c))[0]}: {check}" for c, check in TYPED])
def test_what_is_typed_turns_its_check_red(model, changes, check):
    put(model, changes)
    seen = red(model, "Check_results", "LOOK")
    assert check in seen
    assert len(seen) <= 3
    assert model.values("Master_check") == [["LOOK: see Checks"]]


CALM = {
    **{
        (f"{name}_status", 0, 0): "entered"
        for name in ("Determinants", "Frequency", "Ledger", "Requirement", "Income", "Peers")
    },
    **{("Needs_water_once", row, 0): 0 for row in range(2)},
    ("Coverage_target", 0, 0): 0,
    ("Reserve_days", 0, 0): 0,
}
ALERTS = {
    "No data is illustrative": {("Peers_status", 0, 0): "illustrative"},
    "Computed revenue is the ledger's, within tolerance": {("Proof_tolerance", 0, 0): 0},
    "Coverage meets its target in every year": {("Coverage_target", 0, 0): 10},
    "Cash meets its target in every year": {("Reserve_days", 0, 0): 100_000},
    "The typical bill is affordable in every year": {("Affordability_threshold", 0, 0): 0.001},
}


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_is_raised_alone_and_turns_no_check_red(model, alert):
    put(model, CALM)
    assert (red(model, "Alert_results", "ALERT"), model.values("Alerts")) == (set(), [["none"]])
    put(model, ALERTS[alert])
    assert red(model, "Alert_results", "ALERT") == {alert}
    assert (model.values("Alerts"), model.values("Master_check")) == ([["1 of 6"]], [["OK"]])


def test_a_year_that_spends_more_than_it_earns_has_a_gap(model):
    put(model, {**CALM, ("Needs_water_years", 0, 6): 900_000_000})
    assert "Rates cover uses in every year" in red(model, "Alert_results", "ALERT")


@pytest.mark.parametrize(("gap", "shown"), [(0.004, 0), (0.006, 0.01)])
def test_a_gap_is_of_cents(model, gap, shown):
    sheet, row, column = model.cells("Gap_shown")[0][3]
    letters, number = re.search(r"([A-Z]+)\$?(\d+)", model.typed((sheet, row, column)).removeprefix("=ROUND")).groups()
    model.put((sheet, int(number), column_index_from_string(letters)), gap)
    model.evaluate()
    assert model.value((sheet, row, column)) == shown


def test_every_set_of_illustrative_data_is_counted(model):
    put(model, CALM)
    assert model.values("Data_illustrative") == [[0]]
    for count, (status, row, column) in enumerate((place for place in CALM if place[0].endswith("_status")), 1):
        put(model, {(status, row, column): "illustrative"})
        assert model.values("Data_illustrative") == [[count]]


def proof(model):
    return list(model.table("Revenue proof", "Service"))


def test_a_variance_of_exactly_the_tolerance_is_within_it(model):
    ledger = model.cells("Ledger_amount")[0][0]
    first = proof(model)[0]
    put(model, {("Item_amount", 0, 0): 0})
    computed = proof(model)[0]["Computed ($)"]
    more(model, {("Proof_variance", 0, 0): 0})
    model.put(model.cells("Proof_variance")[0][0], 0.25 * model.typed(ledger))
    for tolerance, said in ((0.25, "OK"), (0.249, "ALERT"), (0.26, "OK")):
        put(model, {("Proof_tolerance", 0, 0): tolerance})
        assert proof(model)[0]["Within tolerance"] == said
    assert first["Computed ($)"] == computed


def test_a_ledger_of_nothing_has_no_variance_in_per_cent(model):
    put(model, {("Ledger_amount", 1, 0): 0})
    row = proof(model)[1]
    assert (row["Variance ($)"] > 0, row["Variance (%)"], row["Within tolerance"]) == (True, 0, "OK")


def test_a_peer_of_another_year_or_of_none(model):
    sheet = model.inputs["Peers"]
    head = next(cell for cell in sheet["A"] if cell.value == "Utility").row
    columns = {cell.value: cell.column for cell in sheet[head]}

    def cell(heading, row=1):
        return "Peers", head + row, columns[heading]

    over = columns["This utility over it ($)"]
    before = [model.value(("Peers", head + 1, columns["This utility ($ a month)"]))]
    model.put(cell("Fiscal year"), 2034)
    model.put(cell("Fiscal year", 2), 1999)
    model.evaluate()
    assert model.value(cell("This utility ($ a month)")) > before[0]
    assert model.value(cell("This utility ($ a month)", 2)) == 0
    assert model.value(cell("This utility over it ($)", 2)) == pytest.approx(-model.value(cell("Bill ($ a month)", 2)))
    spare = next(row for row in range(1, 50) if model.typed(cell("Utility", row)) is None)
    model.put(cell("Water ($ a month)", spare), 10)
    model.evaluate()
    assert model.value(("Peers", head + spare, over)) == 0


def test_a_band_without_bills_has_an_average_of_nothing(model):
    put(model, {("Freq_bills", 2, 0): 0, ("Freq_ccf", 4, 0): 100, ("Freq_bills", 4, 0): 3})
    rows = list(model.table("Bill frequency", "Class"))
    assert rows[2]["Average (CCF a bill)"] == 0
    assert rows[4]["Average (CCF a bill)"] == 33.333


def test_a_change_is_of_cents_whatever_a_float_makes_of_it(model):
    sheet = model.inputs["Bill impact"]
    head = next(cell for cell in sheet["A"] if cell.value == "Class").row
    headings = [cell.value for cell in sheet[head]]
    first = headings.index("Average (CCF)") + 2
    for before, after, change in ((53.46, 58.93, 5.47), (53.46, 53.464, 0), (53.46, 53.468, 0.01)):
        for place, amount in enumerate((before, 0, after, 0)):
            model.put(("Bill impact", head + 1, first + place), amount)
        model.evaluate()
        row = next(model.table("Bill impact", "Class"))
        assert row["Change ($ a month)"] == change
        assert row["Change (%)"] == pytest.approx(after / before - 1)


@pytest.mark.parametrize(("last", "said"), [(2029, True), (2033, True), (2034, False)])
def test_years_that_are_not_adopted_are_named_where_there_are_any(model, last, said):
    put(model, {("Last_adopted_year", 0, 0): last})
    lines = [model.value(("Rates scenario", row, 1)) for row in range(4, 8)]
    assert (f"Years after FY{last} are not adopted" in lines) == said
    assert any("not adopted" in str(line) for line in lines) == said
