"""What was typed into a saved model, carried into this version's: by name, by the words a reader sees, and by the rules
of `earlier` where a sheet has been laid out anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alamo_xl.books.carried import SCENARIOS, Carried, Inputs, blocks
from alamo_xl.books.earlier import moved
from alamo_xl.books.input_cells import InputCell
from alamo_xl.books.package import Parts
from alamo_xl.books.saved import Value
from alamo_xl.books.typed import typed_into

LOG = "Change log"
CLOSED = "no lever moves the first adopted year"


def upgraded(old: Inputs, new: Inputs) -> tuple[Parts, Carried]:
    """The parts of a new model, as this version builds it, with a saved one's inputs, and what became of each."""
    carried = carry(old, new)
    return typed_into(new.path, carried.values()), carried


def carry(old: Inputs, new: Inputs) -> Carried:
    """Every input of the old model to its place in the new one."""
    carried = Carried()
    numbers = blocks(old, new, carried)
    done = moved(old, new, numbers, carried)
    prefilled = sum(cell.value is not None for cell in new.column(LOG, "Version"))
    for cell in old.cells:
        if cell in done:
            continue
        there = _place(cell, new, numbers, prefilled)
        if there is None and cell.sheet == SCENARIOS and isinstance(cell.label.heading, int):
            if cell.value:
                carried.left[cell] = CLOSED
        else:
            carried.put(there, cell)
    carried.filled = sum(cell.value is not None for cell in old.cells) - len(carried.left)
    carried.notes += _rates_that_differ(old, new)
    return carried


def _place(cell: InputCell, new: Inputs, numbers: Mapping[int, int], prefilled: int) -> InputCell | None:
    label = cell.label
    if cell.sheet == SCENARIOS:
        number = numbers.get(label.number)
        return None if number is None else new.labels.get(label._replace(number=number))
    if cell.sheet == LOG:
        return new.labels.get(label._replace(number=label.number + prefilled))
    return new.names[cell.name] if cell.name in new.names else new.labels.get(label)


def _rates_that_differ(old: Inputs, new: Inputs) -> Iterator[str]:
    """Adopted rates that are not those of the old model: an instrument is never carried over."""
    before, after = (_words(each.book.values("Rates_adopted")) for each in (old, new))
    if before != after:
        yield f"the adopted rates are this version's; those of {old.file} differ"


def _words(rows: list[list[Value]]) -> list[list[str]]:
    """The cells of a rate table, its headings as any version writes them."""
    return [[str(cell).casefold().replace(" ", "_") for cell in row] for row in rows]
