"""The function calls of a formula, and the cells that their arguments name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import range_boundaries

from alamo_xl.books.lint.package import Cell, Package, SheetPart

Argument = tuple[Token, ...]
ADDRESS = re.compile(r"(?<![\w.])\$?[A-Z]{1,3}\$?[0-9]{1,7}(?![\w.(!])")
FIRST = "A1"
"""What stands for every address where a formula is taken apart once for all cells that it is filled into."""


@dataclass(frozen=True)
class Call:
    """A function's name in capitals, and its arguments."""

    function: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True)
class Area:
    """Cells that a reference or a name stands for."""

    sheet: SheetPart
    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_one_row(self) -> bool:
        """Whether it is a row of several cells."""
        return self.top == self.bottom and self.left < self.right

    def cells(self) -> Iterator[Cell | None]:
        """Its cells as stored, None for one that is not."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield self.sheet.at.get((row, column))


@lru_cache(maxsize=100_000)
def tokens(formula: str) -> tuple[Token, ...]:
    """A formula's tokens (without its =), remembered: every rule reads every formula, filled down or across."""
    addresses = ADDRESS.findall(formula)
    if not addresses:
        return _tokens(formula)
    there = iter(addresses)
    return tuple(
        Token(ADDRESS.sub(lambda _: next(there), item.value), item.type, item.subtype) if FIRST in item.value else item
        for item in _tokens(ADDRESS.sub(FIRST, formula))
    )


@lru_cache(maxsize=100_000)
def _tokens(formula: str) -> tuple[Token, ...]:
    return tuple(Tokenizer("=" + formula).items)


def calls_of(formula: str) -> list[Call]:
    """Every call of a formula (without its =), inner ones before outer ones."""
    return list(calls(tuple(item for item in tokens(formula) if item.type != "WHITE-SPACE")))


def calls(items: Sequence[Token]) -> Iterator[Call]:
    """Every call among tokens, inner ones before outer ones."""
    pending: list[tuple[str, list[list[Token]]]] = []
    for item in items:
        if item.subtype == "CLOSE":
            function, arguments = pending.pop()
            if function:
                yield Call(function, tuple(tuple(argument) for argument in arguments))
        separates = item.type == "SEP" and item.subtype == "ARG"
        for _, arguments in pending[:-1] if separates else pending:
            arguments[-1].append(item)
        if separates and pending:
            pending[-1][1].append([])
        if item.subtype == "OPEN":
            pending.append((item.value[:-1].upper() if item.type == "FUNC" else "", [[]]))


def ends_in_arithmetic(formula: str) -> bool:
    """Whether a formula's last step is arithmetic, whose result engines may differ in at the last binary place."""
    items = tokens(formula)
    depths = accumulate({"OPEN": 1, "CLOSE": -1}.get(item.subtype, 0) for item in items)
    outermost = [item for item, depth in zip(items, depths, strict=True) if depth == 0]
    return formula.startswith("SUM") or any(
        item.type == "OPERATOR-INFIX" and item.value in "+-*/" for item in outermost
    )


def whole(argument: Argument) -> Call | None:
    """The call that an argument is, where it is one call and no more."""
    if not argument or argument[0].type != "FUNC":
        return None
    depths = list(accumulate({"OPEN": 1, "CLOSE": -1}.get(item.subtype, 0) for item in argument))
    return None if 0 in depths[:-1] else list(calls(argument))[-1]


def area(item: Token, sheet: SheetPart, package: Package) -> Area | None:
    """The cells that an operand stands for on a sheet, if it is a reference or a name of cells."""
    if item.subtype != "RANGE":
        return None
    title, _, cells = str(package.names.get(item.value, item.value)).rpartition("!")
    named = title.strip("'").replace("''", "'")
    found = next((each for each in package.sheets if each.name == named), None) if title else sheet
    try:
        bounds = range_boundaries(cells)
    except ValueError:
        return None
    return Area(found, *bounds) if found and None not in bounds else None
