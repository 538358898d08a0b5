"""ALAMO_ cells of a book being written: their values, computed by `alamo_xl.functions` from the cells they refer to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import range_boundaries

from alamo_xl.functions import FUNCTIONS

PYTHON = {function.name: function.python for function in FUNCTIONS}
AREA = re.compile(r"\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?")
LITERALS: dict[str, Callable[[str], Any]] = {
    "TEXT": lambda text: text[1:-1].replace('""', '"'),
    "LOGICAL": lambda text: text.upper() == "TRUE",
    "NUMBER": lambda text: float(text) if "." in text else int(text),
    "ERROR": str,
}


def values_of(workbook: Workbook) -> Callable[[str, str, str], Any]:
    """What `Book.values` asks for: (sheet, cell, formula) -> the answer to a formula that is one ALAMO_ call.

    Arguments are constants, cells or ranges of constants, names of such, or nothing. Raises ValueError for any other
    formula.
    """

    def value(sheet: str, ref: str, formula: str) -> Any:
        name, arguments = parsed(formula)
        return PYTHON[name](*(_argument(workbook, sheet, token) for token in arguments))

    return value


def literals(formula: str) -> list[Any]:
    """The arguments of a call that holds constants only, such as a catalogue's example.

    >>> literals('ALAMO_BILL(2026, "household", "3/4", 8.5, , FALSE)')
    [2026, 'household', '3/4', 8.5, None, False]
    """
    return [None if token is None else LITERALS[token.subtype](token.value) for token in parsed(formula)[1]]


def parsed(formula: str) -> tuple[str, list[Token | None]]:
    """A call's name and its arguments, None where one is left out. Raises ValueError where it is not one call."""
    first, *inner = Tokenizer("=" + formula.removeprefix("=")).items
    name = first.value.rstrip("(").upper()
    if name not in PYTHON or not inner or inner.pop().subtype != "CLOSE":
        raise ValueError(f"{formula}: write one ALAMO_ call alone in its cell")
    arguments: list[Token | None] = [None]
    for token in inner:
        if token.type == "SEP":
            arguments.append(None)
        elif token.type == "OPERAND":
            arguments[-1] = token
        elif token.type != "WHITE-SPACE":
            raise ValueError(f"{formula}: {token.value} is more than a constant or a reference")
    return name, arguments if inner else []


def _argument(workbook: Workbook, sheet: str, token: Token | None) -> Any:
    if token is None:
        return None
    if token.subtype != "RANGE":
        return LITERALS[token.subtype](token.value)
    where = token.value
    if "!" not in where and not AREA.fullmatch(where):
        where = workbook.defined_names[where].attr_text or ""
    named, _, area = where.rpartition("!")
    return _cells(workbook, named.strip("'").replace("''", "'") or sheet, area)


def _cells(workbook: Workbook, sheet: str, area: str) -> Any:
    bounds: Any = range_boundaries(area.replace("$", ""))
    left, top, right, bottom = bounds
    rows = workbook[sheet].iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
    cells = [[_constant(cell) for cell in row] for row in rows]
    return cells if ":" in area else cells[0][0]


def _constant(cell: Any) -> Any:
    if cell.data_type == "f":
        raise ValueError(f"{cell.parent.title}!{cell.coordinate} holds a formula; an ALAMO_ cell reads constants here")
    return cell.value
