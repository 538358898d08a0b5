"""Spoiled models, tables and instruments: an answer or one line, never a traceback; `make prove` has more."""

from collections import Counter

import pytest
from support.counts import COSTLY, SEED, share_of
from support.spoiled import SpoiledFiles, SpoiledMaps, run

from alamo_xl.books.named_cells import Cells

MAPS, FILES = 20_000, 800


def test_spoiled_cells(model_book):
    spoiled = SpoiledMaps(model_book, SEED)
    became = Counter(spoiled.answer(book) for book in spoiled.each(share_of(MAPS, COSTLY)))
    assert set(became) == {"answered", "no scenario", "refused"}


def test_what_is_spoiled_is_all_that_is_read(model_book):
    spoiled = SpoiledMaps(model_book, SEED)
    assert len(spoiled.places) > 3_000
    assert len(spoiled.names) > 30


def test_spoiled_files(tmp_path, model_book):
    spoiled = SpoiledFiles(model_book, tmp_path, SEED)
    became = Counter(run(spoiled.one()) for _ in range(share_of(FILES, COSTLY)))
    assert became["refused"] and became["answered"]


def test_a_traceback_is_found(monkeypatch, model_book):
    spoiled = SpoiledMaps(model_book, SEED)
    monkeypatch.setattr(Cells, "whole", lambda cells, cell, *limits: int(cell.value))
    with pytest.raises((TypeError, ValueError, OverflowError)):
        for book in spoiled.each(2_000):
            spoiled.answer(book)
