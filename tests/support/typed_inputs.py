"""Spoiled inputs typed into the model through LibreOffice's own interface: what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from support.spoiled_inputs import InLibreOffice, Spoiled, address_of
from support.typist import Typist

REFUSED, NAMED, READ, SILENT = "refused", "named by a check", "read as what may be typed", "silently wrong"


def typed(model: InLibreOffice, user: Typist, spoiled: list[Spoiled]) -> Iterator[tuple[str, Spoiled, Any]]:
    """Each typed, looked at and put back: what became of it, and what the cell then held."""
    before = model.told()
    for each in spoiled:
        sheet, address = each.cell[0], address_of(each.cell)
        was = model.book.get(sheet, address)
        refused = user.types(sheet, address, _keys(each.value))
        held = model.book.get(sheet, address)
        yield _became(model, each, before, refused, was, held), each, held
        model.put(each.cell, model.typed(each.cell))


def _became(model: InLibreOffice, each: Spoiled, before: dict[str, str], refused: bool, was: Any, held: Any) -> str:
    if refused and held == was:
        return REFUSED
    told = model.told()
    if each.address in told.values() or each.says in {words for words in told if words not in before}:
        return NAMED
    otherwise = isinstance(each.value, bool) or held != each.value
    return READ if not refused and otherwise and not model.refuses(each.cell, held) else SILENT


def _keys(value: Any) -> str:
    """What a user types for a value."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:.15g}" if abs(value) < 1e15 else str(value)
