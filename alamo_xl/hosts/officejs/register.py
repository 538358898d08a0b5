"""Registers every function of the catalogue with xlwings, for xlwings Server and xlwings Lite alike.

`from alamo_xl.hosts.officejs.register import *` in a project's functions module makes them its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import xlwings as xw

from alamo_xl.catalogue import FUNCTIONS, Function
from alamo_xl.cells import CellError

HELP_MAXIMUM = 255


def cell_out(value: Any) -> Any:
    """A cell of a result: an error as the bare code that xlwings turns into a true error."""
    return value.code if isinstance(value, CellError) else value


def result_out(result: Any) -> Any:
    """A result for Excel. A single #VALUE! is raised, for then Excel shows its words on hover."""
    if isinstance(result, CellError) and result.code == "#VALUE!" and result != result.code:
        raise xw.XlwingsError(result.removeprefix(result.code).strip())
    if not isinstance(result, list):
        return cell_out(result)
    return [list(map(cell_out, row)) if isinstance(row, list) else cell_out(row) for row in result]


def registered(function: Function) -> Callable[..., Any]:
    """A function as xlwings wants it: documented, its ranges always rows of cells, its error values as text."""

    def call(*arguments: Any) -> Any:
        return result_out(function.python(*map(_argument, arguments)))

    plain = [
        inspect.Parameter(
            a.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None if a.optional else inspect._empty
        )
        for a in function.arguments
    ]
    call.__name__ = call.__qualname__ = function.name
    call.__doc__ = f"{function.summary} Gives {function.returns}."[:HELP_MAXIMUM]
    call.__annotations__ = {}
    call.__signature__ = inspect.Signature(plain)  # type: ignore[attr-defined]
    known: Callable[..., Any] = xw.func(call)
    for argument in function.arguments:
        options = {"doc": argument.help[:HELP_MAXIMUM], "ndim": 2, "err_to_str": True}
        known = xw.arg(argument.name, **options)(known)
    return known


def _argument(value: Any) -> Any:
    """A single cell out of the rows that xlwings gives."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], list) and len(value[0]) == 1:
        return value[0][0]
    return value


globals().update({function.name: registered(function) for function in FUNCTIONS})
__all__ = [function.name for function in FUNCTIONS]
