"""Answers, as JSON, what Excel on Windows gets for function calls: run by itself, since it fakes pywin32."""

import json
import sys

from support import fakewin
from support.function_calls import CALLS, TABLES

fakewin.install()
MODULE = "alamo_xl.hosts.excel.udfs"
COLUMN = (
    [[2026.0], [2026.0], [None]],
    [["household"], ["dog"], [None]],
    [["3/4"], ["1"], [None]],
    [[8.0], [8.0], [None]],
)


def answers():
    calls = [*CALLS, *TABLES]
    in_cells = [(name, [fakewin.Cells([[value]]) for value in given]) for name, given in CALLS]
    return {
        "values": [fakewin.call(MODULE, name, *given) for name, given in calls],
        "cells": [fakewin.call(MODULE, name, *given) for name, given in in_cells],
        "from_vba": [fakewin.call_from_vba(MODULE, name, *given) for name, given in CALLS],
        "column_from_vba": fakewin.call_from_vba(MODULE, "ALAMO_WATER", *(tuple(map(tuple, rows)) for rows in COLUMN)),
        "row_from_vba": fakewin.call_from_vba(MODULE, "ALAMO_WATER", 2026, "household", "3/4", (8.0, 9.0)),
        "column": fakewin.call(MODULE, "ALAMO_WATER", *map(fakewin.Cells, COLUMN), fakewin.MISSING),
        "error": fakewin.call(MODULE, "ALAMO_WATER", 2026, "household", "3/4", fakewin.Cells([[-2146826281]])),
        "blank": fakewin.call(MODULE, "ALAMO_WATER", 2026, "household", "3/4", fakewin.Cells([[None]])),
        "help": {
            name: [argument["doc"] for argument in getattr(sys.modules[MODULE], name).__xlfunc__["args"]]
            for name in sys.modules[MODULE].__all__
        },
    }


if __name__ == "__main__":
    print(json.dumps(answers()))
