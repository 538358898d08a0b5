"""Between LibreOffice's cells and ours: errors are NaNs that carry a code, an omitted argument is None."""

import math
import struct
from collections.abc import Callable
from typing import Any

from alamo_xl.cells import CellError, used

CODES = {"#NUM!": 503, "#VALUE!": 519, "#NULL!": 521, "#REF!": 524, "#NAME?": 525, "#DIV/0!": 532, "#N/A": 0x7FFF}
TEXTS = {code: text for text, code in CODES.items()}
QUIET_NAN = 0x7FF8 << 48
LOW_WORD = 0xFFFFFFFF


def error_value(text: str) -> float:
    """The number by which LibreOffice knows an error."""
    code = CODES.get(text.split(" ", 1)[0], CODES["#VALUE!"])
    value: float = struct.unpack("<d", struct.pack("<Q", QUIET_NAN | code))[0]
    return value


def cell_in(value: Any) -> Any:
    """A cell of LibreOffice as ours."""
    if isinstance(value, float) and math.isnan(value):
        return TEXTS.get(struct.unpack("<Q", struct.pack("<d", value))[0] & LOW_WORD, "#VALUE!")
    return None if value == "" else value


def argument_in(value: Any, zero_is_blank: bool = False) -> Any:
    """An argument as ours: a range of one cell is that cell."""
    if isinstance(value, tuple):
        if len(value) != 1 or len(value[0]) != 1:
            return [[cell_in(cell) for cell in row] for row in value]
        value = value[0][0]
    return None if zero_is_blank and value == 0 else cell_in(value)


def cell_out(value: Any) -> Any:
    """A result for a cell of LibreOffice."""
    if value is None:
        return ""
    if isinstance(value, str):
        return error_value(value) if isinstance(value, CellError) or value in CODES else str(value)
    return float(value)


def result_out(result: Any) -> tuple[tuple[Any, ...], ...]:
    """A result as the sequence of rows that every function gives."""
    if not isinstance(result, list):
        return ((cell_out(result),),)
    return tuple(tuple(map(cell_out, row)) if isinstance(row, list) else (cell_out(row),) for row in result)


def answer(
    python: Callable[..., Any], arguments: tuple[Any, ...], blanks: tuple[int, ...] = (), volume: int | None = None
) -> Any:
    """Call one of our functions as LibreOffice does.

    A single empty cell arrives as 0. In the places `blanks` that can only mean empty; in the place `volume` it does
    where the class and the size before it are empty too, so that a column can be filled past its data.
    """
    given = [argument_in(value, place in blanks) for place, value in enumerate(used(arguments))]
    if volume is not None and given[volume] == 0 and given[volume - 1] is None and given[volume - 2] is None:
        given[volume] = None
    return result_out(python(*given))
