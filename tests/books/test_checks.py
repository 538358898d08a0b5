"""Checks and alerts of the model one at a time, in IronCalc: what each of them notices, and from which cent on."""

import re

import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from alamo_xl.books.model.alerts import ALERTS as ALERT_CHECKS
from alamo_xl.books.model.checks import CHECKS
from alamo_xl.books.model.checks import STATUSES as SETS_OF_DATA
from alamo_xl.books.model.impact_rates import FROM, TO
from alamo_xl.books.model.money_checks import MONEY_CHECKS


@pytest.fixture
def model(what_if):
    """The model as it comes; what a test writes, over formulas too, is put back."""
    return what_if


def red(model, name, words):
    """The lines of a list of results that do not say OK, by their words."""
    return {
        model.typed((sheet, row, 1))
        for ((sheet, row, column),) in model.cells(name)
        if model.value((sheet, row, column)) == words
    }


def lines(model, name):
    """A list of results: each line's words and the formula that gives its verdict."""
    return {
        model.typed((sheet, row, 1)): model.typed((sheet, row, column)) for ((sheet, row, column),) in model.cells(name)
    }


def line_of(model, name, part):
    """The words of the line of a list of results whose verdict is of what has this name."""
    (found,) = (words for words, formula in lines(model, name).items() if re.search(rf"\b{part}\b", formula))
    return found


def compared(model, cell):
    """The cells of its own sheet that a difference rounded to the cent is of, in their order; an area by both ends."""
    formula = model.typed(cell).partition("ROUND(")[2]
    places = re.findall(r"(?<![!:$A-Z])([A-Z]+)\$?(\d+)", formula)
    return [(cell[0], int(row), column_index_from_string(letters)) for letters, row in places]


def put(model, changes):
    for (name, row, column), value in changes.items():
        model.over(model.cells(name)[row][column], value)
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


DIFFERENCE = re.compile(r"COUNTIF\((\w+),0\)=COLUMNS")


def differences(conditions):
    return [found for each in conditions for found in DIFFERENCE.findall(each)]


def test_the_sheet_has_the_differences_that_are_tried(model):
    of_the_sheet = differences(lines(model, "Check_results").values())
    assert of_the_sheet == differences(each.condition for each in (*CHECKS, *MONEY_CHECKS))
    assert len(of_the_sheet) >= 5


@pytest.mark.parametrize("name", differences(each.condition for each in (*CHECKS, *MONEY_CHECKS)))
def test_a_difference_of_a_cent_is_seen_and_less_than_half_a_cent_is_not(model, name):
    first = compared(model, model.cells(name)[0][3])[0]
    was = model.value(first)
    for by, seen in ((0.01, True), (-0.01, True), (0.004, False)):
        model.over(first, was + by)
        model.evaluate()
        assert (line_of(model, "Check_results", name) in red(model, "Check_results", "LOOK")) == seen, by


@pytest.mark.parametrize("sheet", ["Rates scenario", "Demand", "Revenue", "Cash flow", "Sufficiency"])
def test_the_cell_of_a_formula_that_is_overwritten_is_named(opened, sheet):
    """In a year in the middle: what follows from it differs too, and later years of what stands above it."""
    opened.evaluate()
    column = opened.cells("Scenario_years")[0][4][2]
    parts = [row for ((_, row, _),) in opened.cells("Part_cells") if opened.value(("Row checks", row, 1)) == sheet]
    ends = [map(int, opened.value(("Row checks", row, 2)).split(" to ")) for row in parts]
    every = [row for first, last in ends for row in range(first, last + 1) if opened.typed((sheet, row, column))]
    for row in (every[0], every[11], every[-4], every[-1]):
        cell = (sheet, row, column)
        opened.engine.write(cell, 123.25)
        opened.evaluate()
        assert "Every row of the scenario shown is that of the workings" in red(opened, "Check_results", "LOOK")
        named = f"{sheet}!{get_column_letter(column)}{row}"
        assert named in {opened.value(("Checks", line, 3)) for line in range(1, 99)}
        opened.engine.model.update_cell_with_formula(opened.engine.places[sheet], row, column, opened.typed(cell))


@pytest.mark.parametrize("error", ["shown", "both"])
def test_an_error_in_the_scenario_shown_alone_is_named(opened, error):
    """What an input's error makes of both is for the check of that input."""
    column = opened.cells("Scenario_years")[0][4][2]
    cells = [("Demand", 15, column)] if error == "shown" else [("Printed", 12, column)]
    was = {cell: opened.typed(cell) for cell in cells}
    for cell in cells:
        opened.engine.model.update_cell_with_formula(opened.engine.places[cell[0]], *cell[1:], "=1/0")
    opened.evaluate()
    seen = "Every row of the scenario shown is that of the workings" in red(opened, "Check_results", "LOOK")
    assert seen == (error == "shown")
    named = {opened.value(("Checks", line, 3)) for line in range(1, 99)}
    assert ("Demand, rows 11 to 68" in named) == (error == "shown")
    for cell, formula in was.items():
        opened.engine.model.update_cell_with_formula(opened.engine.places[cell[0]], *cell[1:], formula)


def test_a_sheet_that_does_not_end_where_it_was_built_to_is_named(model):
    (moved,) = model.cells("Sheet_moved")[3]
    sheet, row, _ = moved
    said = model.typed((sheet, row, 1))
    for column in (3, 4):
        model.over((sheet, row, column), model.typed((sheet, row, column)) + 1)
        model.evaluate()
        assert red(model, "Check_results", "LOOK") == {"No row or column was inserted or deleted"}
        named = [model.value(("Checks", line, 3)) for line in range(1, 99)]
        assert any(str(each).startswith(f"{said} ends in row ") for each in named)


# what is typed, which check turns red, and no other one; that of a sheet's inputs names the first cell
CONTROL, OPERATIONS, RESERVES = (
    f"The inputs of {sheet} are what may be typed" for sheet in ("Control", "Operations", "Reserves")
)
TYPED = [
    ({("Fee_amounts", 4, 0): "dear"}, "Every fee is a number"),
    ({("Reserve_days", 0, 0): "many"}, RESERVES),
    ({("Bad_debt", 0, 0): None}, CONTROL),
    ({("Compare_year", 0, 0): 2019}, "The inputs of Scenario results are what may be typed"),  # its only input
    ({("Target_senior", 0, 0): -0.01}, CONTROL),
    ({("Bad_debt", 0, 0): -0.01}, CONTROL),
    ({("Index_rows", 4, 6): "some"}, OPERATIONS),
    ({("Freq_bills", 3, 0): None, ("Freq_bills", 4, 0): 1e9}, "Every row of the bill frequency is counted"),
    ({("Calc_size", 0, 0): "multi-family"}, "The calculator's units fit its size"),
    ({("Calc_units", 0, 0): 2}, "The calculator's units fit its size"),
    ({("Calc_ccf", 0, 0): -1}, "The calculator's volumes can be billed"),
    ({("Cmp_to", 0, 0): 2030}, "The comparison's years have rates"),
    ({("Op_dollars", 2, 0): None}, OPERATIONS),
    ({("Money_rows", 2, 5): "none"}, OPERATIONS),
    ({("Reserve_cash", 0, 0): None}, RESERVES),
    ({("Op_service", 0, 0): None}, "All dollars of O&M are of a service"),
    ({("Project_service", 0, 0): None}, "All costs of projects are of a service"),
    ({("Project_grant", 0, 0): 0.6, ("Project_debt", 0, 0): 0.6}, "Grants and debt pay no more than all of a project"),
    ({("Debt_service", 0, 0): None}, "All existing debt reaches the cash flow"),
    ({("Base_year", 0, 0): 2026, ("Horizon", 0, 0): 2025}, "The horizon is not before the base year"),
    ({("Solve_from", 0, 0): 2029, ("Solve_to", 0, 0): 2028}, "The needed increase ends where it starts, or later"),
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
    if check.startswith("The inputs of"):
        assert seen == {check}
        name, row, column = next(iter(changes))
        sheet, row, column = model.cells(name)[row][column]
        named = {model.value(("Checks", line, 3)) for line in range(1, 99)}
        assert f"{sheet}!{get_column_letter(column)}{row}" in named


STATUSES = [name for names in SETS_OF_DATA.values() for name in names]
TARGETS = ("days", "capital_dollars", "capital_share", "stabilisation")
CALM = {
    **{(f"{name}_status", 0, 0): "entered" for name in STATUSES},
    **{(f"Reserve_{target}", row, 0): 0 for target in TARGETS for row in range(3)},
}
CASH = "The utility's cash meets its targets, where it is pooled"
NEGATIVE = "No service's cash is negative"
ALERTS = {
    "No data is illustrative": {("Peers_status", 0, 0): "illustrative"},
    "The determinants are the base year's": {("Determinants_year", 0, 0): 2026},
    "Opening balances are the base year's": {("Opening_year", 0, 0): 2026},
    "The ledger is the base year's": {("Ledger_year", 0, 0): 2026},
    "The bill frequency ties to Determinants, within tolerance": {("Freq_bills", 0, 0): 90_000},
    "Computed revenue is the ledger's, within tolerance": {("Proof_tolerance", 0, 0): 0},
    "The covenant's coverage is met in every year": {("Target_all", 0, 0): 10},
    CASH: {("Reserve_days", 0, 0): 1000},
    "Each service meets its tests, where it stands alone": {
        ("Cash_pooled", 0, 0): "no",
        ("Reserve_days", 1, 0): 1000,
    },
    NEGATIVE: {("Reserve_cash", 2, 0): -1_000_000},
    "The typical bill is affordable in every year": {("Affordability_threshold", 0, 0): 0.001},
}
TIES = [name for each in ALERT_CHECKS for name in DIFFERENCE.findall(each.condition)]


def raised(model):
    """The alerts that are raised; no check is red."""
    found = red(model, "Alert_results", "ALERT")
    said = f"{len(found)} of {len(lines(model, 'Alert_results'))}" if found else "none"
    assert (model.values("Alerts"), model.values("Master_check")) == ([[said]], [["OK"]])
    assert sum(bool(words) for (words,) in model.values("Alert_said")) == len(found)
    return found


def test_every_alert_of_the_sheet_is_tried(model):
    assert {*ALERTS, *(line_of(model, "Alert_results", tie) for tie in TIES)} == {*lines(model, "Alert_results")}


def test_where_nothing_is_to_be_said_no_alert_is_raised(model):
    put(model, CALM)
    assert raised(model) == set()


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_is_raised_alone_and_turns_no_check_red(model, alert):
    put(model, CALM | ALERTS[alert])
    assert raised(model) == {alert}


def untie(model, tie, by):
    """The utility's audited dollars are more than its services' by so much."""
    total, *parts = compared(model, model.cells(tie)[0][0])
    model.over(total, sum(model.typed(part) for part in parts) + by)


@pytest.mark.parametrize("tie", TIES)
def test_an_audited_total_that_is_a_cent_off_is_an_alert(model, tie):
    untie(model, tie, 0.01)
    put(model, CALM)
    assert raised(model) == {line_of(model, "Alert_results", tie)}


def test_audited_totals_that_are_less_than_half_a_cent_off_tie(model):
    for tie in TIES:
        untie(model, tie, 0.004)
    put(model, CALM)
    assert raised(model) == set()


def test_a_year_that_spends_more_than_there_is_has_alerts(model):
    put(model, {**CALM, ("Money_rows", 0, 6): 900_000_000})
    assert raised(model) == {CASH, NEGATIVE}


@pytest.mark.parametrize(("gap", "shown"), [(0.004, 0), (0.006, 0.01)])
def test_what_a_test_is_short_of_is_of_cents(model, gap, shown):
    sheet, row, column = *model.cells("First_cash_utility")[0][0][:2], 9
    (target,) = compared(model, (sheet, row, column))
    put(model, CALM)
    closing = re.search(r"'Cash flow'!\w+\$(\d+)", model.typed((sheet, row, column)))[1]
    model.over(target, model.value(("Cash flow", int(closing), column)) + gap)
    model.evaluate()
    assert model.value((sheet, row, column)) == shown
    assert red(model, "Alert_results", "ALERT") == ({CASH} if shown else set())
    assert red(model, "Check_results", "LOOK") == {"Every row of the scenario shown is that of the workings"}


@pytest.mark.parametrize(("name", "words"), [("Freq_bills", "Bills"), ("Freq_ccf", "Water (CCF)")])
def test_a_bill_frequency_that_is_off_by_no_more_than_the_tolerance_ties(model, name, words):
    put(model, CALM)
    first = next(model.rows_of("Frequency_totals"))
    assert first["Within tolerance"] == "OK"
    more(model, {(name, 0, 0): 0.25 * first[f"{words} on Determinants"]})
    for tolerance, alerts in ((0.2501, 0), (0.2499, 1)):
        put(model, {("Frequency_tolerance", 0, 0): tolerance})
        assert [row["Within tolerance"] for row in model.rows_of("Frequency_totals")].count("ALERT") == alerts
        assert ("The bill frequency ties to Determinants, within tolerance" in raised(model)) == bool(alerts)


def test_every_set_of_illustrative_data_is_counted(model):
    put(model, CALM)
    assert model.values("Data_illustrative") == [[0]]
    for count, (status, row, column) in enumerate((place for place in CALM if place[0].endswith("_status")), 1):
        put(model, {(status, row, column): "illustrative"})
        assert model.values("Data_illustrative") == [[count]]
    follows = {"Requirement_status", "Rates_status"}  # what the sheets say themselves, no input
    assert count == sum(name.endswith("_status") for name in {*model.inputs.defined_names} - follows)


def proof(model):
    return list(model.rows_of("Revenue_proof"))


def test_a_variance_of_exactly_the_tolerance_is_within_it(model):
    ledger = model.cells("Ledger_amount")[0][0]
    first = proof(model)[0]
    put(model, {("Item_amount", 0, 0): 0})
    computed = proof(model)[0]["Computed ($)"]
    more(model, {("Proof_variance", 0, 0): 0})
    model.over(model.cells("Proof_variance")[0][0], 0.25 * model.typed(ledger))
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
    model.over(cell("Fiscal year"), 2034)
    model.over(cell("Fiscal year", 2), 1999)
    model.evaluate()
    assert model.value(cell("This utility ($ a month)")) > before[0]
    assert model.value(cell("This utility ($ a month)", 2)) == 0
    assert model.value(cell("This utility over it ($)", 2)) == pytest.approx(-model.value(cell("Bill ($ a month)", 2)))
    spare = next(row for row in range(1, 50) if model.typed(cell("Utility", row)) is None)
    model.over(cell("Water ($ a month)", spare), 10)
    model.evaluate()
    assert model.value(("Peers", head + spare, over)) == 0


def test_a_band_without_bills_has_an_average_of_nothing(model):
    put(model, {("Freq_bills", 2, 0): 0, ("Freq_ccf", 4, 0): 100, ("Freq_bills", 4, 0): 3})
    rows = list(model.table("Bill frequency", "Class"))
    assert rows[2]["Average (CCF a bill)"] == 0
    assert rows[4]["Average (CCF a bill)"] == 33.333


def test_a_change_is_of_cents_whatever_a_float_makes_of_it(model):
    for before, after, change in ((53.46, 58.93, 5.47), (53.46, 53.464, 0), (53.46, 53.468, 0.01)):
        put(model, {(FROM.bills, 0, 0): before, (TO.bills, 0, 0): after})
        assert model.values("Impact_change")[0] == [change]


def test_a_change_in_per_cent_is_of_the_bill_before(model):
    head = next(cell for cell in model.inputs["Bill impact"]["A"] if cell.value == "Class").row
    headings = [cell.value for cell in model.inputs["Bill impact"][head]]
    before, after = (headings.index(f"Average bill, {pair.words} ($)") + 1 for pair in (FROM, TO))
    model.over(("Bill impact", head + 1, before), 50)
    model.over(("Bill impact", head + 1, after), 55)
    model.over(("Bill impact", head + 2, before), 0)
    model.evaluate()
    first, second, *_ = model.table("Bill impact", "Class")
    assert (first["Change ($)"], first["Change (%)"]) == (5, pytest.approx(0.1))
    assert second["Change (%)"] == 0


@pytest.mark.parametrize(("last", "said"), [(2029, True), (2033, True), (2034, False)])
def test_years_that_are_not_adopted_are_named_where_there_are_any(model, last, said):
    put(model, {("Last_adopted_year", 0, 0): last})
    lines = [model.value(("Rates scenario", row, 1)) for row in range(4, 10)]
    assert (f"Years after FY{last} are not adopted" in lines) == said
    assert any("not adopted" in str(line) for line in lines) == said
