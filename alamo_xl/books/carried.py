"""A model's inputs as something that is carried from one model to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from alamo_xl.books import vocabulary as words
from alamo_xl.books.input_cells import InputCell, input_cells
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.saved import Value, book_in
from alamo_xl.books.unpack import unpacked
from alamo_xl.errors import BadSchedule

NOT_INPUTS = ("Cover",)
SCENARIOS = "Scenarios"
NO_SUCH_INPUT = "this version has no such input"
STANDING = ("Adopted", words.NO_FURTHER)


class Inputs:
    """A model's inputs, found by name or by what they are called."""

    def __init__(self, path: Path) -> None:
        parts = unpacked(path)
        self.path, self.file, self.book = path, path.name, Cells(book_in(parts, path.name), path.name)
        self.cells = [cell for cell in input_cells(parts, self.book.book) if cell.sheet not in NOT_INPUTS]
        self.names = {cell.name: cell for cell in self.cells if cell.name}
        self.labels = {cell.label: cell for cell in self.cells}
        self.sheets = {cell.sheet for cell in self.cells}
        self._headed: dict[tuple[str, Value, int], list[InputCell]] = {}
        for cell in self.cells:
            label = cell.label
            self._headed.setdefault((label.sheet, label.heading, label.number), []).append(cell)
        for name in ("Scenario", "Base_year"):
            self.named(name)

    def named(self, name: str) -> InputCell:
        """The input of a name. Raises BadSchedule where there is none."""
        if name not in self.names:
            raise BadSchedule(f"{self.file} is not a rate model: it has no input named {name}")
        return self.names[name]

    def find(self, sheet: str, words: tuple[str, ...], heading: Value, number: int = 1) -> InputCell | None:
        """The input of a row that begins with these words, under a heading; the words of its unit may follow."""
        for cell in self._headed.get((sheet, heading, number), ()):
            if cell.label.words[: len(words)] == words:
                return cell
        return None

    def of(self, sheet: str) -> Iterator[InputCell]:
        """The inputs of a sheet, row by row."""
        return (cell for cell in self.cells if cell.sheet == sheet)

    def column(self, sheet: str, heading: Value) -> list[InputCell]:
        """The inputs of a list under a heading, from the top."""
        return [cell for cell in self.of(sheet) if cell.label.heading == heading]

    def scenarios(self) -> dict[int, tuple[InputCell, InputCell | None]]:
        """By number of its block: the cell of a scenario's name, and of what it is about."""
        named = [self.names.get(f"Scenario_name_{number}") for number in range(1, 1 + len(self.names))]
        cells = [cell for cell in named if cell is not None]
        if not cells:
            places = {(cell.row, cell.column) for cell in self.book.column("Scenario_names")}
            cells = [cell for cell in self.of(SCENARIOS) if (cell.row, cell.column) in places]
        beside = {cell.row: cell for cell in self.of(SCENARIOS) if cell not in cells}
        return {number: (cell, beside.get(cell.row)) for number, cell in enumerate(cells, 1)}


@dataclass
class Carried:
    """What goes into which input of the new model; what of the old has no place there, and why; what is to be
    known; how many inputs of the old that hold something have their place."""

    typed: dict[InputCell, Value] = field(default_factory=dict)
    left: dict[InputCell, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    filled: int = 0

    def put(self, there: InputCell | None, cell: InputCell, why: str = NO_SUCH_INPUT) -> None:
        """An input's value into its place in the new model; told where it has none and holds something."""
        if there is not None:
            self.typed[there] = cell.value
        elif cell.value is not None:
            self.left[cell] = why

    def values(self) -> dict[str, dict[tuple[int, int], Value]]:
        """By sheet, row and column, without what the new model holds already."""
        found: dict[str, dict[tuple[int, int], Value]] = {}
        for cell, value in self.typed.items():
            if value != cell.value:
                found.setdefault(cell.sheet, {})[cell.row, cell.column] = value
        return found


def blocks(old: Inputs, new: Inputs, carried: Carried) -> dict[int, int]:
    """Old block to new block: those of the standing scenarios by name, the others in order."""
    theirs = {str(name.value): number for number, (name, _) in old.scenarios().items()}
    ours = {str(name.value): number for number, (name, _) in new.scenarios().items()}
    found = {theirs[name]: ours[name] for name in STANDING if name in theirs and name in ours}
    free = iter([number for name, number in ours.items() if name not in STANDING])
    for name, number in theirs.items():
        if number in found:
            continue
        there = next(free, None)
        if there is None:
            carried.notes.append(f"the scenario {name} has no block: this version holds {len(ours)}")
        else:
            found[number] = there
    return found
