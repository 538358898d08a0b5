"""Answers, as JSON, what the VBA of a built add-in does at a user's desk: run by itself with its path."""

import dataclasses
import datetime as dt
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from pyopenvba.apps.excel._model import Application, Range
from pyopenvba.interpreter._objects import MemberSpec
from pyopenvba.interpreter._values import NOTHING, error
from support import excel_vba
from support.excel_vba import Excel, XLPy
from support.vba_calls import recorded
from support.vba_source import modules

from alamo_xl.books.finish import read_parts, write_parts
from alamo_xl.books.values import with_values

CALLING, DESK = ("alamo_excel", "alamo_functions"), ("alamo_excel", "alamo_functions", "alamo_reentry", "alamo_ribbon")
MORNING = dt.datetime(2026, 3, 2, 9, 0)
HOUSEHOLD = (2026, "household", "3/4", 8)
FIRST = "xl/worksheets/sheet1.xml"
ELSEWHERE = r"'C:\Users\O''Brien\AppData\alamo xl\Alamo-XL.xlam'!"


CELLS = [
    *[(0, "dead")] * 150, (4.9, "dead"), (5.1, "dead"), (6, "dead"), (7, "alive"),
    (7, "reconnected"), (8, "alive"), (9, "crashed"), (9, "dead"), (9, "dead"),
]  # fmt: skip
"""At which minute each is calculated, and what Python then is."""


def dead_python(sources: dict[str, str]) -> dict[str, Any]:
    """When Python is started for these cells, and what they give and say."""
    excel = Excel(sources, CALLING)
    now = CELLS[0]
    starts: list[float] = []

    def start(_: Any) -> Any:
        starts.append(now[0])
        if now[1] == "dead":
            raise error(1000, "Could not activate Python COM server")
        return excel.xlpy

    XLPy._vba_members["started"] = MemberSpec("Started", "property", start)
    excel.app.add_module("Public Function XLPy() As Object\nSet XLPy = ComServer.Started\nEnd Function", name="xlwings")
    found = []
    for now in CELLS:
        excel.app.interpreter.freeze(MORNING + dt.timedelta(minutes=now[0]))
        excel.xlpy.broken = "The RPC server is unavailable" if now[1] == "crashed" else ""
        if now[1] == "reconnected":
            excel.app.interpreter.run("AlamoReconnect", [])
        found.append(excel.call("ALAMO_WATER", *HOUSEHOLD))
    return {"starts": starts, "found": found, "why": excel.app.evaluate("Why").splitlines()}


def whole_columns(sources: dict[str, str]) -> dict[str, Any]:
    excel = Excel(sources, CALLING)
    rows = [["household", "'3/4", float(place)] for place in range(20)]
    excel.range("A1:C20").vba_set("Value", excel_vba.to_vba(rows))
    excel.range("B23:B24").vba_set("Value", excel_vba.to_vba([["'1"], ["'2"]]))
    excel.range("Z900").vba_set("Value", "far below, in no argument")
    columns = [excel.range(f"{letter}:{letter}") for letter in "ABC"]

    def ask(name: str, *arguments: Any) -> Any:
        answer = excel.call(name, *arguments)
        return {"heights": [len(each) if isinstance(each, tuple) else 0 for each in excel.xlpy.given], "gives": answer}

    return {
        "one column": ask("ALAMO_RECLAIMED", 2026, columns[2]),
        "several": ask("ALAMO_WATER", 2026, *columns),
        "with a bounded one": ask("ALAMO_WATER", 2026, "household", excel.range("B1:B30"), columns[2]),
        "an empty one": ask("ALAMO_RECLAIMED", 2026, excel.range("E:E")),
        "bounded": ask("ALAMO_RECLAIMED", 2026, excel.range("C1:C30")),
    }


def counted_from_1904(sources: dict[str, str]) -> list[Any]:
    """Fiscal years of 1 July 2025 as a cell, a range and a formula give it, and of a plain year, in such a book."""
    excel = Excel(sources, CALLING)
    excel.app.workbook.from_1904 = True
    excel.range("A1:A2").vba_set("Value", excel_vba.to_vba([[45839.0 - 1462], [45838.0 - 1462]]))
    excel.range("B1").vba_set("Value", 2026.0)
    return [
        excel.call("ALAMO_FISCAL_YEAR", excel.range("A1")),
        excel.call("ALAMO_FISCAL_YEAR", excel.range("A1:A2")),
        excel.call("ALAMO_FISCAL_YEAR", 45839.0 - 1462),
        excel.call("ALAMO_WATER", excel.range("A1"), *HOUSEHOLD[1:]),
        excel.call("ALAMO_WATER", excel.range("B1"), *HOUSEHOLD[1:]),
        excel.call("ALAMO_RECLAIMED", excel.range("B1"), 100000.0),
        excel.call("ALAMO_RATE_TABLE", "reclaimed", 45839.0 - 1462)[0][-1],
    ]


def travelled(sources: dict[str, str], path: Path) -> dict[str, Any]:
    """A book that comes from another user, whose add-in its formulas name; beside it one of somebody else's."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = f'={ELSEWHERE}ALAMO_WATER(2026,"household","3/4",8)+{ELSEWHERE}alamo_fee("x")'
    sheet["A2"] = r"='C:\Users\O''Brien\other.xlam'!OTHER(1)&" + '"it\'s ALAMO_"'
    sheet["A3"] = "text about alamo-xl.xlam!ALAMO_WATER(1)"
    sheet["A4"] = "=ALAMO_VERSION()"
    sheet["B1"] = ArrayFormula("B1:B2", f'={ELSEWHERE}ALAMO_WATER(2026,"household","3/4",C1:C2)')
    book.save(path)
    parts = read_parts(path)
    shown = dict.fromkeys(("A1", "A2", "A4", "B1"), "as it was saved")
    write_parts(path, {**parts, FIRST: with_values(parts[FIRST], shown, keep=True)})
    excel = Excel(sources, DESK, path)
    excel.app.add_module("Sub Reopened()\nAlamoReenter ActiveWorkbook\nEnd Sub", name="opening")
    written: list[list[str]] = []
    with recorded(written):
        excel.app.workbook.saved = True
        excel.app.run("Reopened")
    said = [
        excel.call("AlamoOwn", text)
        for text in ("='x'!A1&'alamo-xl.xlam'!ALAMO_FEE(1)", "='alamo-xl.xlam'!ALAMO_FEE(1)")
    ]
    return {"written": written, "saved": excel.app.workbook.saved, "own": said}


def foreign(sources: dict[str, str], path: Path) -> dict[str, Any]:
    """A large book without our functions; how many of its cells are looked at; and one that answers nothing."""
    book = Workbook()
    for row in range(1, 301):
        book.worksheets[0].cell(row, 1, "=BDP(1)")
        book.worksheets[0].cell(row, 300, row)
    book.save(path)
    excel = Excel(sources, DESK, path)
    excel.app.add_module("Sub Reopened()\nAlamoReenter ActiveWorkbook\nEnd Sub", name="opening")
    read: list[str] = []
    kept = {name: Range._vba_members[name] for name in ("formula", "value2", "hasformula", "find")}

    def refuse(name: str) -> None:
        def fail(*_: Any, **__: Any) -> Any:
            read.append(name)
            raise error(1004, "the sheet is no sheet as others are")

        Range._vba_members[name] = dataclasses.replace(kept[name], getter=fail)

    try:
        for name in ("formula", "value2", "hasformula"):
            refuse(name)
        excel.app.run("Reopened")
        looked = read[:]
        refuse("find")
        excel.app.run("Reopened")
        excel.app.interpreter.run("AlamoRibbonCheck", [NOTHING])
    finally:
        Range._vba_members.update(kept)
    return {"looked": looked, "then": read, "said": [text for _, text, _, _ in excel.app.dialogs]}


def reconnected(sources: dict[str, str], path: Path) -> dict[str, Any]:
    """The button, with Python dead and then alive; what is calculated, and which formulas are entered again."""
    book = Workbook()
    book.worksheets[0]["A1"] = f"={ELSEWHERE}ALAMO_VERSION()"
    book.save(path)
    excel = Excel(sources, DESK, path)
    calculated: list[str] = []
    Application._vba_members["calculatefull"] = MemberSpec(
        "CalculateFull", "method", lambda _: calculated.append("all")
    )
    written: list[list[str]] = []
    counts = []
    with recorded(written):
        for broken in ("Could not activate Python COM server", ""):
            excel.xlpy.broken = broken
            excel.app.interpreter.run("AlamoRibbonReconnect", [NOTHING])
            counts.append([len(calculated), len(written)])
    return {"said": [text for _, text, _, _ in excel.app.dialogs], "counts": counts, "written": written}


def nothing_active(sources: dict[str, str]) -> dict[str, Any]:
    """A first call while a chart sheet is active, or no book at all: nothing that is active can be asked for."""
    excel = Excel(sources, CALLING)
    host = excel.app.interpreter.host
    known = host.global_object
    volume = excel.range("A1")

    def none_active(name: str) -> Any:
        if name in ("range", "cells", "rows", "columns", "selection") or name.startswith("active"):
            raise error(1004, f"Method '{name}' of object '_Global' failed")
        return known(name)

    host.global_object = none_active
    gives = [excel.call("ALAMO_WATER", *HOUSEHOLD), excel.call("ALAMO_RECLAIMED", 2026, volume)]
    starting = re.sub(r"'.*", "", sources["xlwings"])
    asked = re.findall(r"\bActive(?:Workbook|Sheet|Cell|Window)\b|(?<![.\w])(?:Range|Cells|Selection)\(", starting)
    return {"gives": gives, "asked": asked}


def main(addin: Path) -> None:
    sources = modules(addin)
    with tempfile.TemporaryDirectory() as folder:
        answers = {
            "dead": dead_python(sources),
            "whole": whole_columns(sources),
            "1904": counted_from_1904(sources),
            "travelled": travelled(sources, Path(folder) / "travelled.xlsx"),
            "foreign": foreign(sources, Path(folder) / "foreign.xlsx"),
            "reconnected": reconnected(sources, Path(folder) / "reconnected.xlsx"),
            "nothing active": nothing_active(sources),
        }
    print(json.dumps(answers))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
