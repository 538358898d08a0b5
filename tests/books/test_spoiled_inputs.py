"""Spoiled inputs of the model: pasted past the validation, each is named by a check; typed, it is refused."""

from __future__ import annotations

import pytest
from support.counts import sample
from support.spoiled_inputs import Model, cases


@pytest.fixture(scope="module")
def model(model_book):
    """The model in IronCalc."""
    return Model(model_book)


def test_there_are_enough_of_them(model):
    assert len(list(cases(model))) >= 100


def test_what_is_pasted_past_the_validation_is_named_by_a_check(model):
    before = model.told()
    assert not [words for words in before if words.startswith("The inputs")]
    silent = []
    for spoiled in sample(list(cases(model))):
        model.put(spoiled.cell, spoiled.value)
        found = model.told()
        if spoiled.address not in found.values() and not (spoiled.says and spoiled.says in found):
            silent.append((spoiled, {words: cell for words, cell in found.items() if words not in before}))
        model.put(spoiled.cell, model.typed(spoiled.cell))
    assert silent == []
