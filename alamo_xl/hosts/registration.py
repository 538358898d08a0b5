"""How xlwings comes to know a function of the catalogue, whatever the host."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import xlwings as xw

from alamo_xl.catalogue import Function

HELP_MAXIMUM = 255
CATEGORY = "Alamogordo rates"


def registered(function: Function, result_out: Callable[[Any], Any]) -> Callable[..., Any]:
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
    known: Callable[..., Any] = xw.func(category=CATEGORY)(call)
    for argument in function.arguments:
        options = {"doc": argument.help[:HELP_MAXIMUM], "ndim": 2, "err_to_str": True}
        known = xw.arg(argument.name, **options)(known)
    return known


def _argument(value: Any) -> Any:
    """A single cell out of the rows that xlwings gives."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], list) and len(value[0]) == 1:
        return value[0][0]
    return value
