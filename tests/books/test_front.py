"""The front of the model: the council summary says what the sheets behind it say; actual years stand beside them."""

from __future__ import annotations

from itertools import pairwise

import openpyxl
import pytest
from support.spoiled_inputs import Model

YEARS = slice(5, 15)


@pytest.fixture(scope="module")
def values(model_book):
    """The values that the model is saved with."""
    return openpyxl.load_workbook(model_book, data_only=True)


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_summary_has_the_cash_of_the_cash_flow_and_names_the_scenario(values):
    council = rows(values["Council summary"])
    closing = [row[YEARS] for row in rows(values["Cash flow"]) if row[0] == "Closing unrestricted cash"]
    shown = {row[0]: row[YEARS] for row in council if row[0] in ("Water", "Sewer", "Reclaimed", "Utility")}
    assert [shown[whose] for whose in ("Water", "Sewer", "Reclaimed", "Utility")] == closing
    assert council[6][0].startswith("Scenario: Adopted, as of ")


def test_the_summary_lists_every_alert_that_checks_has_and_no_other(values):
    told = [row[3] for row in rows(values["Checks"]) if row[1] == "ALERT"]
    council = [row[0] for row in rows(values["Council summary"])]
    listed = [each for each in council[council.index("Alerts") + 1 :] if each]
    assert told
    assert listed == told


def test_a_scenarios_first_missed_year_is_that_of_scenario_results(values):
    results = rows(values["Scenario results"])
    years = next(row for row in results if row[0] == "Scenario" and row[5] == 2025)[YEARS]
    tests = {row[0]: row[YEARS] for row in results if row[1] == "Tests"}
    first = {
        name: next((y for y, said in zip(years, row, strict=True) if said == "MISSED"), "none")
        for name, row in tests.items()
    }
    council = rows(values["Council summary"])
    start = next(place for place, row in enumerate(council) if row[0] == "Scenario")
    assert {row[0]: row[1] for row in council[start + 1 : start + 1 + len(first)]} == first
    assert len(set(first.values())) > 1


@pytest.fixture
def model(what_if):
    """The model in IronCalc."""
    return Model(what_if)


def test_the_base_year_rolls_forward_with_its_own_opening_balances(model):
    model.put(model.cells("Base_year")[0][0], 2026)
    years = {
        "The determinants are the base year's",
        "Opening balances are the base year's",
        "The ledger is the base year's",
    }
    assert years <= set(model.told())
    for name in ("Determinants_year", "Opening_year", "Ledger_year"):
        model.put(model.cells(name)[0][0], 2026)
    assert not years & set(model.told())
    opening = next(row for row in model.built["Cash flow"].iter_rows() if row[0].value == "Opening unrestricted cash")
    shown = [model.what_if.value(("Cash flow", cell.row, cell.column)) for cell in opening[5:7]]
    assert shown == ["", model.typed(model.cells("Reserve_cash")[0][0])]


def test_a_year_that_has_passed_stands_beside_the_projection(model):
    sheet = model.built["Actuals"]
    at = {
        row[0].value: row[0].row
        for row in sheet.iter_rows(max_row=45)
        if row[1].value == "Rate revenue" and row[2].value == "water"
    }
    model.put(("Actuals", at["actual"], 6), 10_000_000)
    model.what_if.evaluate()
    projected, variance = (model.what_if.value(("Actuals", at[kind], 6)) for kind in ("projected", "variance"))
    assert variance == pytest.approx(10_000_000 - projected)
    assert model.what_if.value(("Actuals", at["variance"], 7)) == ""


def test_the_summary_says_what_is_true_of_the_scenario_shown(model):
    def told():
        model.what_if.evaluate()
        places = [[("Council summary", row, column) for column in range(1, 16)] for row in range(1, 82)]
        return [[model.what_if.value(cell) for cell in row] for row in places]

    def increases(lines):
        return next(row[0] for row in lines if str(row[0]).startswith("One increase a year"))

    def adopted(lines):
        return next(row[YEARS] for row in lines if row[0] == "These rates are adopted")

    lines = told()
    bills, more = (
        next(row[YEARS] for row in lines if row[0] == words)
        for words in ("Typical household bill, water and sewer", "more than the year before")
    )
    assert more == ["", *(pytest.approx(after - before) for before, after in pairwise(bills))]
    assert adopted(lines) == ["yes"] * 5 + ["no"] * 5
    assert "FY2027 to FY2029: 2" in increases(lines)
    model.put(model.cells("Scenario")[0][0], "No further increases")
    lines = told()
    assert adopted(lines) == ["yes"] + ["no"] * 9
    assert any(row[3] == "0.0% a year, FY2026 to FY2034" for row in lines)
    for name in ("Solve_from", "Solve_to"):
        model.put(model.cells(name)[0][0], 2034)
    assert "FY2034 to FY2034: over 100%, of every rate" in increases(told())


def test_balances_are_dollars_and_usage_rates_dollars_a_ccf(values):
    flow = {row[0]: row[3] for row in rows(values["Cash flow"]) if row[1] == "water"}
    balances = {words for words in flow if words.endswith("restricted cash")}
    assert len(balances) == 4
    assert {flow[words] for words in balances} == {"$"}
    assert {flow["Rate revenue"], flow["Capital spending"]} == {"$ a year"}
    actual = {row[1]: row[3] for row in rows(values["Actuals"]) if row[0] == "variance"}
    assert (actual["Closing unrestricted cash"], actual["Rate revenue"]) == ("$", "$ a year")
    rates = {row[0]: row[3] for row in rows(values["Affordability"]) if str(row[0]).endswith(" rate")}
    assert {words: units for words, units in rates.items() if "usage" in words} == {
        "Water usage rate": "$ a CCF",
        "Sewer usage rate": "$ a CCF",
    }
