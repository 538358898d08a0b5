"""Inputs of exactly 0 in the model: no check turns red, no cell shows an error, the book equals the projection."""

import pytest
from support.compared import differences
from support.what_if import WhatIf, errors


@pytest.fixture(scope="module")
def opened(model_book):
    """The model, opened once."""
    return WhatIf(model_book)


def zeros(name, *places):
    """The cells of a name, all or some, each to become 0."""
    return lambda what_if: [
        (cell, 0)
        for row, cells in enumerate(what_if.cells(name))
        for column, cell in enumerate(cells)
        if not places or (row, column) in places
    ]


def elastic(what_if):
    """An elasticity in every scenario."""
    for number in range(1, len(what_if.scenario_names()) + 1):
        for row in what_if.cells(f"Levers_{number}"):
            if what_if.typed(row[0]) == "elasticity of use":
                yield row[4], -0.3


@pytest.mark.parametrize(
    "changes",
    [
        [zeros("Coverage_target"), zeros("Reserve_days"), zeros("Bad_debt")],
        [zeros("Operations_inflation"), zeros("General_inflation")],
        [zeros("Rates_values", (4, 0)), elastic],
        [zeros("Rates_values", (4, 2), (5, 1)), elastic],
        [zeros("Rates_values", (0, 0), (0, 1))],
        [zeros("Needs_water_years"), zeros("Needs_water_once"), zeros("Needs_sewer_years"), zeros("Needs_sewer_once")],
    ],
    ids=["targets", "inflation", "the base year's price", "later prices", "a base charge", "needs"],
)
def test_nothing_is_a_number_like_others(opened, changes):
    for change in changes:
        for cell, value in change(opened):
            opened.put(cell, value)
    opened.evaluate()
    try:
        assert not [*differences(opened), *errors(opened)]
        assert opened.values("Master_check") == [["OK"]]
    finally:
        opened.reset()
