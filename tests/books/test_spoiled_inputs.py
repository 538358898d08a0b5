"""Spoiled inputs of the model: pasted past the validation, a check names each; typed, its validation refuses it."""

from __future__ import annotations

import shutil

import pytest
from support.counts import sample
from support.spoiled_inputs import InLibreOffice, Model, Spoiled, cases, silent
from support.tools import needs
from support.typed_inputs import SILENT, typed
from support.typist import typist


@pytest.fixture
def model(what_if):
    """The model in IronCalc."""
    return Model(what_if)


def test_there_are_enough_of_them(model):
    assert len(list(cases(model))) >= 150


def test_what_is_pasted_past_the_validation_is_named_by_a_check(model):
    assert silent(model, sample(list(cases(model)))) == []


def test_a_case_that_is_right_is_found(model):
    first = next(cases(model))
    right = Spoiled(first.cell, model.typed(first.cell))
    assert silent(model, [right]) == [right]


def test_in_libreoffice_it_is_named_or_refused(model, model_book, libreoffice):
    with libreoffice.book(model_book, recalculate=False) as book:
        office = InLibreOffice(model, book)
        tried = sample([each for each in cases(office) if each.value is not True])  # there TRUE is 1
        assert silent(office, tried) == []
        typed = [each for each in tried if each.value is not None and not each.says]
        assert [each for each in typed if not office.refuses(each.cell, each.value)] == []


@pytest.mark.parametrize(("sheet", "what"), [("Costs", "Rows"), ("Demand", "Columns")])
def test_in_libreoffice_rows_and_columns_that_move_are_named_by_sheet(model, model_book, libreoffice, sheet, what):
    with libreoffice.book(model_book, recalculate=False) as book:
        office = InLibreOffice(model, book)
        moved = book.sheets.getByName(sheet)
        moved.unprotect("")
        getattr(moved, what).removeByIndex(8, 1)
        where = office.told()["No row or column was inserted or deleted"]
        assert where.startswith(f"{sheet} ends in ")


def test_what_is_typed_is_refused_or_named_or_right(model, model_book, tmp_path):
    needs("soffice", "inputs are typed into a book as its user does")
    shutil.copy(model_book, tmp_path)
    with typist(tmp_path / "profile", tmp_path / model_book.name) as user:
        office = InLibreOffice(model, user.book)
        became = typed(office, user, sample(list(cases(office))))
        assert [(what, each.address, each.value) for what, each, _ in became if what == SILENT] == []
        first = next(cases(office))
        right = Spoiled(first.cell, office.typed(first.cell))
        assert [what for what, *_ in typed(office, user, [right])] == [SILENT]
