"""Functions as data: name, help, arguments, example and source, parsed from their docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alamo_xl import inputs
from alamo_xl.errors import NotUnderstood

PREFIX = "ALAMO_"


@dataclass(frozen=True)
class Argument:
    """One argument: its name, its help with units, whether it may be left out."""

    name: str
    help: str
    optional: bool


@dataclass(frozen=True)
class Function:
    """One function as users see it; `python` is what answers."""

    name: str
    summary: str
    arguments: tuple[Argument, ...]
    returns: str
    errors: str
    example: str
    expected: str
    source: str
    python: Callable[..., Any]

    @property
    def signature(self) -> str:
        """The call with optional arguments in square brackets."""
        names = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"{self.name}({', '.join(names)})"


def _arguments_section(text: str) -> dict[str, str]:
    section = re.search(r"^Args:\n((?:^    .*\n?)+)", text, re.MULTILINE)
    return dict(re.findall(r"^    (\w+): (.*)$", section[1], re.MULTILINE)) if section else {}


def _parse(name: str, python: Callable[..., Any], shared: dict[str, str]) -> Function:
    text = inspect.getdoc(python) or ""
    own = _arguments_section(text)
    fields = dict(re.findall(r"^(Returns|Errors|Example|Source): (.*)$", text, re.MULTILINE))
    arguments = tuple(
        Argument(parameter.name, own.get(parameter.name) or shared[parameter.name], parameter.default is None)
        for parameter in inspect.signature(python).parameters.values()
    )
    example, expected = fields["Example"].split(" -> ")
    return Function(
        name=name,
        summary=text.splitlines()[0],
        arguments=arguments,
        returns=fields["Returns"],
        errors=fields["Errors"],
        example=example,
        expected=expected,
        source=fields["Source"],
        python=python,
    )


def read(shared: str | None, names: Mapping[str, Any]) -> tuple[Function, ...]:
    """The ALAMO_ functions among some names, in order.

    shared: the docstring whose Args say what an argument is where a function's own do not.
    """
    words = _arguments_section(shared or "")
    return tuple(_parse(name, python, words) for name, python in names.items() if name.startswith(PREFIX))


def help_table(functions: Sequence[Function], function: object = None) -> list[list[str]]:
    """All functions with what they give, or one of them in full: rows of two texts. Raises NotUnderstood."""
    if inputs.is_blank(function):
        return [["function", "gives"], *([f.signature, f.summary] for f in functions)]
    name = function.strip().upper() if isinstance(function, str) else ""
    for known in functions:
        if known.name in (name, PREFIX + name):
            optional = {True: " (optional)", False: ""}
            return [
                ["function", known.signature],
                ["gives", known.summary],
                *([a.name, a.help + optional[a.optional]] for a in known.arguments),
                ["returns", known.returns],
                ["errors", f"gives {known.errors}"],
                ["example", f"{known.example[1:]} -> {known.expected}"],
                ["source", known.source],
            ]
    raise NotUnderstood(f"function {inputs.shown(function)} is not known; ALAMO_HELP() lists them")
