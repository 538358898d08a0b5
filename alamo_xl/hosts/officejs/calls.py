"""What a call of a function over HTTP must look like, and how much it may bring."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from alamo_xl.functions import FUNCTIONS

KNOWN = {function.name: function for function in FUNCTIONS}
CELLS_MAXIMUM = 500_000
VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
PLAIN = frozenset({str, int, float, bool, type(None)})
TEXTS = ("func_name", "client", "version", "runtime")
TEXTS_OR_NONE = ("caller_address", "date_format", "culture_info_name", "session_id")


class Refused(Exception):
    """A request that is not answered: the status of HTTP and the words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def json_of(body: bytes) -> Any:
    """The value of a body of JSON. Raises Refused for what is none, and for numbers that no cell can hold."""
    try:
        return json.loads(body, parse_constant=_not_a_number)
    except RecursionError as error:
        raise Refused(400, "the request is not understood: lists in lists without end") from error
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError are some
        raise Refused(400, f"the request is not understood: {error}") from error


def check_call(call: Any) -> None:
    """Whether a call names a function and brings its arguments. Raises Refused with words where it does not."""
    if not isinstance(call, dict):
        raise Refused(400, "a call is an object with func_name and args")
    for name in TEXTS:
        if not isinstance(call.get(name), str):
            raise Refused(400, f"{name} must be a text")
    if call["client"] != "Office.js" or not VERSION.fullmatch(call["runtime"]):
        raise Refused(400, "client must be Office.js, and runtime a version such as 1.4")
    for name in TEXTS_OR_NONE:
        if not isinstance(call.get(name), str | None):
            raise Refused(400, f"{name} must be a text, or null")
    function, arguments = KNOWN.get(call["func_name"]), call.get("args")
    if function is None:
        raise Refused(400, f"no function is called {call['func_name'][:40]!r}")
    if not isinstance(arguments, list):
        raise Refused(400, "args must be a list")
    least = sum(not argument.optional for argument in function.arguments)
    if not least <= len(arguments) <= len(function.arguments):
        raise Refused(
            400, f"{function.name} takes {least} to {len(function.arguments)} arguments, not {len(arguments)}"
        )
    sizes = [_size(argument) for argument in arguments]
    given = sum(height * width for height, width in sizes)
    answered = max((height for height, _ in sizes), default=1) * max((width for _, width in sizes), default=1)
    if max(given, answered) > CELLS_MAXIMUM:
        words = f"a request of {given:,} cells and an answer of up to {answered:,}"
        raise Refused(413, f"{words}; {CELLS_MAXIMUM:,} are the most")


def _size(argument: Any) -> tuple[int, int]:
    """An argument's rows and columns: one cell, or rows of one length."""
    rows = argument if isinstance(argument, list) else [[argument]]
    widths = {len(row) if isinstance(row, list) else 0 for row in rows}
    if len(widths) != 1 or 0 in widths:
        raise Refused(400, "a range is a list of rows of one length")
    if not all(_is_cell(cell) for row in rows for cell in row):
        raise Refused(400, "a cell holds a text, a number, true, false, null, or an object with type and basicValue")
    return len(rows), widths.pop()


def _is_cell(cell: Any) -> bool:
    """Whether Excel sends such a cell: a plain value, or an error or a data type around one."""
    if not isinstance(cell, dict):
        return type(cell) in PLAIN
    value, words = cell.get("basicValue"), cell.get("type")
    return type(value) in PLAIN and isinstance(words, str) and (words != "Error" or isinstance(value, str))


def _not_a_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
