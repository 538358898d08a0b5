"""The rate model's formulas against the projection: at the defaults and at random settings, in two engines."""

import shutil

import pytest
from support.compared import differences
from support.counts import sample
from support.libreoffice import LibreOffice
from support.settings import settings, within_water
from support.what_if import InLibreOffice, WhatIf, errors

BATCH = 50
SETTINGS = sample(range(200))
BATCHES = [SETTINGS[start : start + BATCH] for start in range(0, len(SETTINGS), BATCH)]


def agree(what_if, seeds):
    """Set, calculate, compare, reset."""
    for seed in seeds:
        for cell, value in settings(seed, what_if):
            what_if.put(cell, value)
        for cell, value in within_water(what_if):
            what_if.put(cell, value)
        what_if.evaluate()
        wrong = [*differences(what_if), *errors(what_if)]
        assert not wrong, f"setting {seed}: {len(wrong)} cells, such as {wrong[:5]}"
        what_if.reset()


def at_the_defaults(what_if):
    what_if.evaluate()
    return [*differences(what_if), *errors(what_if)]


def test_the_book_as_it_comes_equals_the_projection_in_ironcalc(model_book):
    what_if = WhatIf(model_book)
    assert not at_the_defaults(what_if)
    assert what_if.values("Master_check") == [["OK"]]


def test_a_wrong_cell_is_found(model_book):
    what_if = WhatIf(model_book)
    cell = what_if.cells("Op_dollars")[0][0]
    what_if.engine.write(cell, 1)
    what_if.evaluate()
    assert any("Operation and maintenance" in each for each in differences(what_if))


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"settings {seeds[0]} to {seeds[-1]}")
def test_random_settings_equal_the_projection_in_ironcalc(model_book, seeds):
    agree(WhatIf(model_book), seeds)


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"settings {seeds[0]} to {seeds[-1]}")
def test_random_settings_equal_the_projection_in_libreoffice(libreoffice: LibreOffice, model_book, seeds, tmp_path):
    with libreoffice.book(shutil.copy(model_book, tmp_path)) as book:
        what_if = WhatIf(model_book, engine=lambda model: InLibreOffice(book, model.sizes))
        assert not at_the_defaults(what_if)
        agree(what_if, seeds)
