"""Groups of sheets: a book's order of work, a tab colour each, whatever the order in which sheets are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """What its sheets are for, in a word; their tabs' colour; their names in order; whether they are printed."""

    words: str
    colour: str
    sheets: tuple[str, ...]
    printed: bool = True


def in_order(groups: Sequence[Group], names: Sequence[str]) -> list[tuple[str, Group | None]]:
    """The names of sheets in the order of the groups, each with its own; without groups as they were written. Raises
    ValueError for a sheet that is in none.
    """
    if not groups:
        return [(name, None) for name in names]
    places = {name: group for group in groups for name in group.sheets}
    lost = [name for name in names if name not in places]
    if lost:
        raise ValueError(f"in no group of the book: {', '.join(lost)}")
    return [(name, group) for name, group in places.items() if name in names]
