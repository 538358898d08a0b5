"""A level increase typed into a saved model: which cells of a scenario take it, which increases stay before it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.what_if import ADOPTED

from alamo_xl.books import vocabulary as words
from alamo_xl.books.level_typed import level_typed
from alamo_xl.books.lever_inputs import lever_cells
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.reader import read_model
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Level, Levers

LEVEL = Level(Decimal("0.045"), 2029, 2031)
NUMBER = 3


@pytest.fixture(scope="module")
def model(model_book):
    """The model as a command reads it."""
    return read_model(model_book, ADOPTED)


@pytest.fixture
def typed(model_book, model, monkeypatch):
    """What is typed, by heading and the words of a lever, for the levers and the service of a call."""
    monkeypatch.setattr("alamo_xl.books.level_typed.typed_into", lambda path, values: values)
    cells = lever_cells(Cells.of(model_book), NUMBER)
    called = {
        (cell.sheet, cell.row, cell.column): (heading, *of_row)
        for of_row in cells.rows
        for heading in (words.ALL_YEARS, *model.case.fiscal_years)
        for cell in [cells.cell(heading, *of_row)]
    }

    def given(levers, whose, case=None):
        values = level_typed(model_book, NUMBER, case or model.case, levers, whose, LEVEL)
        return {called[sheet, *place]: value for sheet, filled in values.items() for place, value in filled.items()}

    return given


def level(scope):
    """The cells of a level increase, and what they take."""
    return {
        (words.ALL_YEARS, words.LEVEL, scope): 0.045,
        (words.ALL_YEARS, words.LEVEL_FROM, scope): 2029,
        (words.ALL_YEARS, words.LEVEL_TO, scope): 2031,
    }


def test_of_a_service_takes_three_cells(typed):
    assert typed(Levers("Mine"), "sewer") == level("sewer")


def test_of_the_utility_empties_those_of_each_service(typed, model):
    lines = (words.LEVEL, words.LEVEL_FROM, words.LEVEL_TO)
    emptied = {(words.ALL_YEARS, line, service): None for service in model.case.services for line in lines}
    assert typed(Levers("Mine"), "utility") == emptied | level(words.ALL_SERVICES)


def test_an_earlier_level_increase_stands_as_increases_up_to_the_first_year(typed, model):
    before = Levers(
        "Mine", level={"sewer": Level(Decimal("0.03"), 2024, 2027), "water": Level(Decimal("0.02"), 2030, 2031)}
    )
    rows = [("sewer", of, charge) for of in ("household", "non-household") for charge in ("base", "usage")]
    years = {year: 0.03 if year <= 2027 else 0 for year in range(model.case.base_year + 1, 2029)}
    own = {(year, *row): share for row in rows for year, share in years.items()}
    assert typed(before, "sewer") == level("sewer") | own
    assert typed(before, "water") == level("water")
    later = replace(model.case, base_year=2026)
    assert typed(before, "sewer", later) == level("sewer") | {key: share for key, share in own.items() if key[0] > 2026}
    of_all = typed(before, "utility")
    assert {key: share for key, share in of_all.items() if key[0] != words.ALL_YEARS} == own


def test_what_a_delay_would_move_is_refused(typed):
    before = Levers("Mine", level={"sewer": Level(Decimal("0.03"), 2027, 2034)}, delay_from=2030)
    with pytest.raises(
        BadSchedule, match="Mine has a delay and a level increase from FY2027; a level increase from FY2029"
    ):
        typed(before, "sewer")
    assert typed(replace(before, level={}), "sewer") == level("sewer")
