"""The module that xlwings imports as user-defined functions: every function of the catalogue under its own name.

Values come as COM hands them over, which is what `.Value2` gives: xlwings' cleaning would look at every cell twice. An
error is its text, such as `#N/A no adopted rate ...`: Python cannot hand Excel an error value through xlwings.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from alamo_xl.cells import CellError
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.registration import registered

RAW = {"convert": "raw"}
ERRORS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
"""Excel's error values as COM numbers them; every number of a cell is a float."""


def argument_in(value: Any) -> Any:
    """An argument with its error values as their text; an array constant of one row comes as a row alone."""
    if not isinstance(value, tuple):
        return ERRORS.get(value, value) if type(value) is int else value
    rows = value if isinstance(value[0], tuple) else (value,)
    if int not in set(map(type, chain.from_iterable(rows))):
        return rows
    return [[ERRORS.get(cell, cell) if type(cell) is int else cell for cell in row] for row in rows]


def result_out(result: Any) -> Any:
    """A result as pywin32 takes it: plain text for an error, which it would not know."""
    if not isinstance(result, list):
        return str(result) if isinstance(result, CellError) else result
    if CellError not in set(map(type, chain.from_iterable(map(_row, result)))):
        return result
    return [result_out(cell) for cell in result]


def _row(cells: Any) -> Any:
    return cells if isinstance(cells, list) else (cells,)


globals().update({function.name: registered(function, result_out, argument_in, RAW) for function in FUNCTIONS})
__all__ = [function.name for function in FUNCTIONS]
