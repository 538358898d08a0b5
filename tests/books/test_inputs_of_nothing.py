"""Inputs of exactly 0 in the model: no check turns red, no cell shows an error, the book equals the projection."""

import pytest
from support.compared import differences
from support.what_if import errors

from alamo_xl.projection import Targets


def zeros(name, *places):
    """The cells of a name, all or some, each to become 0."""
    return lambda what_if: [
        (cell, 0)
        for row, cells in enumerate(what_if.cells(name))
        for column, cell in enumerate(cells)
        if not places or (row, column) in places
    ]


def filled(name):
    """The cells of a list that hold something, each to become 0."""
    return lambda what_if: [(cell, 0) for (cell,) in what_if.cells(name) if what_if.typed(cell) is not None]


def elastic(what_if):
    """An elasticity in every scenario."""
    for number in range(1, len(what_if.scenario_names()) + 1):
        for row in what_if.cells(f"Levers_{number}"):
            if what_if.typed(row[0]) == "elasticity of use":
                yield row[4], -0.3


@pytest.mark.parametrize(
    "changes",
    [
        [zeros(f"Target_{name}") for name in Targets._fields]
        + [zeros("Bad_debt"), zeros("Interest_rate"), zeros("Reach")],
        [zeros("Rates_values", (4, 0)), elastic],
        [zeros("Rates_values", (4, 2), (5, 1)), elastic],
        [zeros("Rates_values", (0, 0), (0, 1))],
        [filled(name) for name in ("Op_dollars", "Project_cost", "Terms_rate")],
        [zeros(name) for name in ("Reserve_cash", "Reserve_restricted", "Reserve_days", "Fee_count", "Det_entered")],
    ],
    ids=["targets", "the base year's price", "later prices", "a base charge", "costs", "balances and volumes"],
)
def test_nothing_is_a_number_like_others(what_if, changes):
    for change in changes:
        for cell, value in change(what_if):
            what_if.put(cell, value)
    what_if.evaluate()
    assert not [*differences(what_if), *errors(what_if)]
    assert what_if.values("Master_check") == [["OK"]]
