"""The least uniform increase that brings a service's revenue to a target."""

from decimal import Decimal

import pytest

from alamo_xl import load_schedule
from alamo_xl.books.reader import read_model
from alamo_xl.projection import project, total
from alamo_xl.solve import STEP, solve

ADOPTED = load_schedule()


@pytest.mark.parametrize("target", [18_500_000, 19_000_000, 21_234_567])
def test_solve_gives_the_least_increase_that_reaches_the_target(model_book, target):
    model = read_model(model_book, ADOPTED)
    levers, demand = model.scenarios["Adopted"]
    found = solve(model.case, levers, demand, "water", 2028, Decimal(target))

    def revenue(increase):
        each = {key: {**row, 2028: increase} for key, row in levers.escalators.items() if key.service == "water"}
        changed = type(levers)(levers.name, {**levers.escalators, **each})
        return total(project(model.case, changed, demand).revenue[2028], service="water")

    assert revenue(found.increase) == found.revenue >= target
    assert revenue(found.increase - STEP) < target
