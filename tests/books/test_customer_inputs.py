"""Inputs behind what customers feel, left empty or spoiled: a check names the cell, and nothing is an error value."""

import pytest
from openpyxl.utils import get_column_letter
from support.counts import WHOLE_IN_CI, sample
from support.what_if import errors

SPOILED = {
    "Typical_ccf": (None, "lots", -1),
    "Business_ccf": (None, "lots"),
    "Business_size": (None, "9"),
    "Median_income": (None, "high"),
    "Lowest_income": (None, -5),
    "Minimum_wage": (None, "low"),
    "Income_growth": ("fast", 40),
    "Affordability_threshold": (None, 45),
    "Threshold_lowest_income": (None, 2),
    "Frequency_tolerance": (None, "some"),
    "Proof_tolerance": (None, 3),
    "Determinants_year": (None, 1999),
    "Impact_from_year": (None, "next"),
    "Impact_to_scenario": (None, "Wishful"),
    "Impact_listed": (None, "school"),
    "Cmp_from": (None, 1999),
    "Cmp_ccf": (None, "lots"),
    "Calc_year": (None, 1999),
    "Band_edges": (None, "wide"),
}


@pytest.mark.parametrize(
    ("name", "value"),
    sample([(name, value) for name, values in SPOILED.items() for value in values], WHOLE_IN_CI),
    ids=lambda part: "empty" if part is None else str(part),
)
def test_a_spoiled_input_is_named_by_a_check_and_makes_no_error_value(what_if, name, value):
    sheet, row, column = what_if.cells(name)[0][0]
    what_if.put((sheet, row, column), value)
    what_if.evaluate()
    assert what_if.values("Master_check") == [["LOOK: see Checks"]]
    named = [str(what_if.value(("Checks", place, 3))) for place in range(1, 150)]
    assert f"{sheet}!{get_column_letter(column)}{row}" in named
    assert not errors(what_if)
