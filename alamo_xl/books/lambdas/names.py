"""A function as a defined name: LAMBDA as one types it, and as Excel stores it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from alamo_xl.books.excel_365 import FUNCTIONS

PREFIX = "ALAMO."
LOCAL = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True)
class Lambda:
    """A named function: its parameters, optional ones in square brackets, and its formula with named steps.

    The formula may run over lines; its own names (parameters, steps) are lower case, all others are capitals.
    """

    name: str
    parameters: tuple[str, ...]
    formula: str
    says: str

    @property
    def typed(self) -> str:
        """As one types it into Excel's Name Manager."""
        return f"=LAMBDA({','.join(self.parameters)},{self._body})"

    @property
    def stored(self) -> str:
        """As a file holds it: `_xlop.` for an optional parameter in the list, `_xlpm.` for every name in use."""
        listed = ",".join(
            f"_xlop.{each.strip('[]')}" if each.startswith("[") else f"_xlpm.{each}" for each in self.parameters
        )
        body = "".join(map(_stored, Tokenizer("=" + self._body).items))
        return f"_xlfn.LAMBDA({listed},{body})"

    @property
    def signature(self) -> str:
        """The call with optional arguments in square brackets."""
        return f"{self.name}({', '.join(self.parameters)})"

    @property
    def _body(self) -> str:
        return "".join(line.strip() for line in self.formula.splitlines())


def _stored(token: Token) -> str:
    if token.type == "FUNC" and token.subtype == "OPEN" and token.value[:-1] in FUNCTIONS:
        return f"_xlfn.{token.value}"
    if token.type == "OPERAND" and token.subtype == "RANGE" and LOCAL.fullmatch(token.value):
        return f"_xlpm.{token.value}"
    return str(token.value)
