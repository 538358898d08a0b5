"""Answers, as JSON, what cells get from the built VBA: run by pyOpenVBA's interpreter, with the unmodified xlwings COM
server at the other end; run by itself, since it fakes pywin32. Argument: the built file.
"""

import json
import sys
from pathlib import Path

import fakewin
from function_calls import CALLS, TABLES
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter._objects import VBAObject, method
from pyopenvba.interpreter._values import EMPTY, MISSING, VBAArray, VBAErrorValue, error

fakewin.install()
RANGES = {
    "A": [2026, 2026, 2030, None],
    "B": ["household", "dog", "household", None],
    "C": ["'3/4", "'1", "'3/4", None],
    "D": [8, 8, 8, None],
    "E": [None, None, None, "so that row 4 is in use"],
}
COLUMN = "ABCD"
PROBE = """
Public Function AskWhy()
    AskWhy = Why
End Function

Public Function CellsThatFail()
    CellsThatFail = AlamoCells(ActiveSheet).Count
End Function

Public Sub ReenterProtected()
    ActiveSheet.Protect AllowFiltering:=True
    AlamoReenter ActiveWorkbook
End Sub

Public Function StillProtected()
    StillProtected = ActiveSheet.ProtectContents And ActiveSheet.Protection.AllowFiltering
End Function
"""
ERRORS = {2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A"}


def to_python(value):
    """What COM would hand to Python."""
    if isinstance(value, VBAArray):
        rows, columns = (upper - lower + 1 for lower, upper in value.bounds)
        return tuple(tuple(to_python(value.items[c * rows + r]) for c in range(columns)) for r in range(rows))
    if isinstance(value, VBAErrorValue):
        return -2146828288 + value.number
    if value is MISSING:
        return fakewin.MISSING
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return None if value is EMPTY else value


def to_vba(value):
    """What COM would hand to VBA."""
    if not isinstance(value, (list, tuple)):
        return value
    if value and isinstance(value[0], (list, tuple)):
        items = [row[column] for column in range(len(value[0])) for row in value]
        return VBAArray([(0, len(value) - 1), (0, len(value[0]) - 1)], items=items)
    return VBAArray([(0, len(value) - 1)], items=list(value))


def shown(value):
    """A cell's value, an error as its text, an array as rows."""
    if isinstance(value, VBAErrorValue):
        return ERRORS[value.number]
    if isinstance(value, list):
        return [shown(item) for item in value]
    return value


class Server(VBAObject):
    """xlwings' own COM server object, as VBA sees it."""

    vba_type_name = "XLPython"
    fails = False

    @method
    def CallUDF(self, script, name, arguments):  # noqa: N802
        from xlwings import com_server

        if Server.fails:
            raise error(1000, "the server is not there")
        given = tuple(to_python(argument) for argument in arguments.items)
        return to_vba(com_server.XLPython().CallUDF(script, name, given))


def application(path):
    """An Excel in memory with the file's own modules, and the COM server in place of xlwings' starter of it."""
    app = ExcelApplication()
    app.add_workbook()
    found = app.interpreter.host.global_object
    app.interpreter.host.global_object = lambda name: Server() if name == "comserver" else found(name)
    app.add_module("Public Function XLPy() As Object\n    Set XLPy = ComServer\nEnd Function\n", name="xlwings")
    with ExcelFile(path) as file:
        for module in file.vba_project().modules:
            if module.name in ("alamo_excel", "alamo_functions"):
                app.add_module(module.source, name=module.name)
    app.add_module(PROBE, name="probe")
    return app


def literal(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value).upper() if isinstance(value, bool) else repr(value)


def formula(name, given):
    return f"{name}({','.join(map(literal, given))})"


def main(path):
    app = application(path)
    sheet = app.sheet("Sheet1")
    for column, cells in RANGES.items():
        for row, value in enumerate(cells, 1):
            if value is not None:
                sheet.set_value(f"{column}{row}", value)
    scalars = [
        (name, given) for name, given in (*CALLS, *TABLES) if all(isinstance(g, (str, int, float, bool)) for g in given)
    ]
    answers = {"calls": scalars, "scalars": [shown(app.evaluate(formula(name, given))) for name, given in scalars]}
    ranges = ", ".join(f'Range("{column}1:{column}4")' for column in COLUMN)
    answers["column"] = shown(app.evaluate(f"ALAMO_WATER({ranges})"))
    answers["why"] = app.evaluate("AskWhy()")
    sheet.set_value("G1", '=ALAMO_WATER(2026,"household","3/4",8)')
    sheet.set_value("G2", "=1+ALAMO_FEE(1)")
    sheet.set_value("G3", "=SUM(D1:D3)")
    answers["failing"] = app.evaluate("CellsThatFail()")
    app.run("ReenterProtected")
    answers["formulas"] = [sheet.formula(f"G{row}") for row in (1, 2, 3)]
    answers["protected"] = app.evaluate("StillProtected()")
    Server.fails = True
    answers["failed"] = shown(app.evaluate(formula("ALAMO_VERSION", [])))
    answers["message"] = app.evaluate("AskWhy()")
    print(json.dumps(answers, default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
