"""Spoiled inputs of the model: pasted past the validation, a check names each; typed, its validation refuses it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from support.counts import sample
from support.spoiled_inputs import InLibreOffice, Model, Spoiled, cases


@pytest.fixture(scope="module")
def model(model_book):
    """The model in IronCalc."""
    return Model(model_book)


def silent(model: Model, spoiled: Iterable[Spoiled]) -> list[Spoiled]:
    """Those that neither their cell's check nor the check in words tells of."""
    before = model.told()
    assert not [words for words in before if words.startswith("The inputs")]
    found = []
    for each in spoiled:
        model.put(each.cell, each.value)
        told = model.told()
        new = {words for words in told if words not in before}
        if each.address not in told.values() and each.says not in new:
            found.append(each)
        model.put(each.cell, model.typed(each.cell))
    return found


def test_there_are_enough_of_them(model):
    assert len(list(cases(model))) >= 150


def test_what_is_pasted_past_the_validation_is_named_by_a_check(model):
    assert silent(model, sample(list(cases(model)))) == []


def test_a_case_that_is_right_is_found(model):
    first = next(cases(model))
    right = Spoiled(first.cell, model.typed(first.cell))
    assert silent(model, [right]) == [right]


def test_in_libreoffice_it_is_named_or_refused(model_book, libreoffice):
    with libreoffice.book(model_book, recalculate=False) as book:
        office = InLibreOffice(model_book, book)
        tried = sample([each for each in cases(office) if each.value is not True])  # there TRUE is 1
        assert silent(office, tried) == []
        typed = [each for each in tried if each.value is not None and not each.says]
        assert [each for each in typed if not office.refuses(each.cell, each.value)] == []


@pytest.mark.parametrize(("sheet", "what"), [("Costs", "Rows"), ("Demand", "Columns")])
def test_in_libreoffice_rows_and_columns_that_move_are_named_by_sheet(model_book, libreoffice, sheet, what):
    with libreoffice.book(model_book, recalculate=False) as book:
        office = InLibreOffice(model_book, book)
        moved = book.sheets.getByName(sheet)
        moved.unprotect("")
        getattr(moved, what).removeByIndex(20, 1)
        where = office.told()["No row or column was inserted or deleted"]
        assert where.startswith(f"{sheet} ends in ")
