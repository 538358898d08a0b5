"""How xlwings comes to know a function of the catalogue, whatever the host."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import xlwings as xw

from alamo_xl.catalogue import Function

HELP_MAXIMUM = 255
CATEGORY = "Alamogordo rates"
ROWS = (list, tuple)


CLEANED = {"ndim": 2, "err_to_str": True}


def registered(
    function: Function,
    result_out: Callable[[Any], Any],
    argument_in: Callable[[Any], Any] = lambda value: value,
    conversion: Mapping[str, object] = CLEANED,
) -> Callable[..., Any]:
    """A function as xlwings wants it, documented.

    conversion: what xlwings does to an argument, by default rows of cells with error values as text; argument_in:
    what is then done to it; result_out: what is done to a result.
    """

    def call(*arguments: Any) -> Any:
        return result_out(function.python(*(_single(argument_in(value)) for value in arguments)))

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
        known = xw.arg(argument.name, doc=argument.help[:HELP_MAXIMUM], **conversion)(known)
    return known


def _single(value: Any) -> Any:
    """A single cell out of its rows."""
    if isinstance(value, ROWS) and len(value) == 1 and isinstance(value[0], ROWS) and len(value[0]) == 1:
        return value[0][0]
    return value
