"""The module that xlwings imports as user-defined functions: every function of the catalogue under its own name.

An error is its text, such as `#N/A no adopted rate ...`: Python cannot hand Excel an error value through xlwings.
"""

from __future__ import annotations

from typing import Any

from alamo_xl.catalogue import FUNCTIONS
from alamo_xl.cells import CellError
from alamo_xl.hosts.registration import registered


def result_out(result: Any) -> Any:
    """A result as pywin32 takes it: plain text for an error, which it would not know."""
    if isinstance(result, list):
        return [result_out(cell) for cell in result]
    return str(result) if isinstance(result, CellError) else result


globals().update({function.name: registered(function, result_out) for function in FUNCTIONS})
__all__ = [function.name for function in FUNCTIONS]
