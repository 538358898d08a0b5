"""The rate model's formulas against the projection: at the defaults and at random settings, in two engines."""

from functools import partial

import pytest
from support.compared import differences
from support.counts import COSTLY, sample
from support.libreoffice import LibreOffice
from support.settings import settings
from support.what_if import ADOPTED, InLibreOffice, errors

from alamo_xl.books.model.rows.levers import lever_rows
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.reader import model_in
from alamo_xl.projection import UTILITY
from alamo_xl.projection.needed import needed

BATCH = 50
SEEDS = range(200)


def batches(seeds):
    return [seeds[start : start + BATCH] for start in range(0, len(seeds), BATCH)]


def called(seeds):
    return f"settings {seeds[0]} to {seeds[-1]}"


def agree(what_if, seeds):
    """Set, calculate, compare, reset."""
    for seed in seeds:
        for cell, value in settings(seed, what_if):
            what_if.put(cell, value)
        what_if.evaluate()
        wrong = [*differences(what_if), *errors(what_if)]
        assert not wrong, f"setting {seed}: {len(wrong)} cells, such as {wrong[:5]}"
        what_if.reset()


def at_the_defaults(what_if):
    what_if.evaluate()
    return [*differences(what_if), *errors(what_if)]


def test_the_book_as_it_comes_equals_the_projection_in_ironcalc(what_if):
    assert not at_the_defaults(what_if)
    assert what_if.values("Master_check") == [["OK"]]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("Op_dollars", 1, "Operation and maintenance"),
        ("Reach", 0, "Operation and maintenance"),
        ("Interest_rate", 0.5, "Interest"),
        ("Terms_term", 3, "Senior debt service"),
        ("Tap_rows", 9999, "Connection charges"),
        ("Target_senior", 9, "needed utility"),
        ("Solve_from", 2030, "needed utility"),
        ("Det_sewer_only", 9_000, "volume sewer household inside usage"),
    ],
)
def test_a_wrong_cell_is_found(what_if, name, value, words):
    """What the engine alone is told is told by the comparison."""
    what_if.over(what_if.cells(name)[0][-1], value)
    what_if.evaluate()
    assert any(words in each for each in differences(what_if))


def test_the_settings_take_every_lever_and_every_kind_of_answer(opened):
    """Over some seeds: each lever's row is typed in, and both solvers find none, something and no answer."""
    taken, answers = set(), set()
    for seed in range(12):
        for cell, value in settings(seed, opened):
            opened.put(cell, value)
        for number in range(1, len(opened.scenario_names()) + 1):
            for row in opened.cells(f"Levers_{number}"):
                words = tuple(filter(None, map(opened.typed, row[:3])))
                if any(opened.typed(cell) not in (None, "") for cell in row[4:]):
                    taken.add(words)
        model = model_in(Cells(opened.saved(), "the model"), ADOPTED)
        for whose in (*model.case.services, UTILITY):
            found = needed(model.case, model.scenarios[model.shown], whose, model.solve_from, model.solve_to)
            answers |= {("level", _kind(found.level)), *(("year", _kind(each)) for each in found.as_needed.values())}
        opened.reset()
    assert taken == {row.words for row in lever_rows(ADOPTED)}
    assert answers == {(way, kind) for way in ("level", "year") for kind in ("none", "nothing", "something")}


def _kind(share):
    return "none" if share is None else "something" if share else "nothing"


@pytest.mark.parametrize("seeds", batches(sample(SEEDS)), ids=called)
def test_random_settings_equal_the_projection_in_ironcalc(what_if, seeds):
    agree(what_if, seeds)


@pytest.mark.parametrize("seeds", batches(sample(SEEDS, COSTLY)), ids=called)
def test_random_settings_equal_the_projection_in_libreoffice(libreoffice: LibreOffice, opened, seeds):
    with libreoffice.book(opened.path) as book, opened.through(partial(InLibreOffice, book)).trial() as what_if:
        assert not at_the_defaults(what_if)
        agree(what_if, seeds)
