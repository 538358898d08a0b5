"""Registers every function of the catalogue with xlwings, for xlwings Server and xlwings Lite alike.

`from alamo_xl.hosts.officejs.register import *` in a project's functions module makes them its own.
"""

from __future__ import annotations

from typing import Any

import xlwings as xw

from alamo_xl.cells import CellError
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.registration import registered


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


globals().update({function.name: registered(function, result_out) for function in FUNCTIONS})
__all__ = [function.name for function in FUNCTIONS]
