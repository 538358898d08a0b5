"""Answers, as JSON, what the VBA of a built add-in does: run by itself with its path, since it fakes pywin32."""

import dataclasses
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from pyopenvba.apps.excel._model import Application, Range, Workbooks
from pyopenvba.interpreter._intrinsics import INTRINSICS
from pyopenvba.interpreter._objects import MemberSpec
from pyopenvba.interpreter._values import NOTHING
from support import excel_vba
from support.excel_vba import Excel
from support.function_calls import CALLS, TABLES
from support.vba_source import modules

from alamo_xl.books.finish import read_parts, write_parts
from alamo_xl.books.values import with_values

OURS = '=ALAMO_WATER(2026,"household","3/4",8)'
OURS_AS_ARRAY = '=ALAMO_WATER(2026,"dog","3/4",A3:A5)'


def functions(sources: dict[str, str]) -> dict[str, Any]:
    excel = Excel(sources, ("alamo_excel", "alamo_functions"))
    answers: dict[str, Any] = {"values": [excel.call(name, *given) for name, given in [*CALLS, *TABLES]]}
    answers["calls"] = excel.xlpy.calls[:]
    rows = [[2026.0, "household", "'3/4", 8.0, "."], [2026.0, "dog", "'3/4", 8.0, "."], [None, None, None, None, "."]]
    excel.range("A1:E3").vba_set("Value", excel_vba.to_vba(rows))
    column = [excel.range(f"{letter}1:{letter}3") for letter in "ABCD"]
    excel.xlpy.calls.clear()
    answers["column"] = excel.call("ALAMO_WATER", *column)
    answers["calls of a column"] = excel.xlpy.calls[:]
    answers["row"] = excel.call("ALAMO_WATER", 2026, "household", "3/4", [8.0, -1.0])
    answers["left out"] = excel.call("ALAMO_BILL", 2026, "household", "3/4", 8, ..., True, ..., ..., ...)
    answers["blank cell"] = excel.call("ALAMO_WATER", 2026, "household", "3/4", excel.range("D3"))
    answers["error cell"] = excel.call("ALAMO_WATER", 2026, "household", "3/4", error(2007))
    answers["two ranges"] = excel.call("ALAMO_WATER", 2026, "household", "3/4", excel.range("D1,D3"))
    answers["why of two ranges"] = excel.app.evaluate("Why").splitlines()[-2:]
    excel.xlpy.broken = "Could not load xlwings64.dll"
    answers["broken"] = excel.call("ALAMO_WATER", 2026, "household", "3/4", 8)
    answers["why broken"] = excel.app.evaluate("Why").splitlines()[-1]
    return answers


def error(number: int) -> Any:
    return excel_vba.VBAErrorValue(number)


def helped(sources: dict[str, str]) -> list[dict[str, Any]]:
    excel = Excel(sources, ("alamo_excel", "alamo_functions"))
    found: list[dict[str, Any]] = []

    def options(self: Application, *given: Any) -> None:
        found.append(dict(zip(names, map(excel_vba.plain, given), strict=True)))

    names = ("Macro", "Description", "Category", "ArgumentDescriptions")
    Application._vba_members["macrooptions"] = MemberSpec("MacroOptions", "method", options, parameters=names)
    excel.call("AlamoHelp")
    return found


def book_of(shown: str, path: Path) -> Path:
    """Three sheets whose formulas show an error: an open one, a protected one, one protected by a password."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("Open", "Locked", "Password"):
        sheet = book.create_sheet(name)
        sheet["A1"], sheet["A2"], sheet["A3"] = OURS, "=FOREIGN(1)", 1
        sheet["B1"] = ArrayFormula("B1:B3", OURS_AS_ARRAY)
        sheet["B2"].number_format = sheet["B3"].number_format = "0.00"
        sheet.protection.sheet = name != "Open"
        sheet.protection.formatCells = sheet.protection.sort = sheet.protection.autoFilter = False
    book["Password"].protection.set_password("secret")
    book.save(path)
    parts = read_parts(path)
    wrong = dict.fromkeys(("A1", "A2", "B1", "B2", "B3"), shown)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = with_values(parts[name], wrong, keep=True)
    write_parts(path, parts)
    return path


def reentered(sources: dict[str, str], book: Path) -> dict[str, Any]:
    excel = Excel(sources, ("alamo_excel", "alamo_functions", "alamo_reentry"), book)
    excel.app.add_module("Sub Reopened()\nAlamoReenter ActiveWorkbook\nEnd Sub", name="opening")
    written: list[list[str]] = []
    with recorded(written):
        before = protection(excel)
        excel.app.workbook.saved = True
        excel.app.run("Reopened")
    application = excel.app.application
    return {
        "written": written,
        "protection": [before, protection(excel)],
        "saved": excel.app.workbook.saved,
        "left": [application.calculation, application.enable_events],
    }


def protection(excel: Excel) -> list[Any]:
    states = [view.sheet.protection for view in excel.app.sheets()]
    return [state and [state.contents, state.drawing_objects, sorted(state.allows), state.legacy] for state in states]


class recorded:  # noqa: N801
    """Keeps every formula that is written, and writes it."""

    def __init__(self, written: list[list[str]]) -> None:
        self.written = written
        self.kept = {name: Range._vba_members[name] for name in ("formula", "formula2", "formulaarray")}

    def __enter__(self) -> None:
        for name, spec in self.kept.items():
            Range._vba_members[name] = dataclasses.replace(spec, setter=self.setter(name, spec.setter))

    def __exit__(self, *_: object) -> None:
        Range._vba_members.update(self.kept)

    def setter(self, name: str, write: Any) -> Any:
        def record(cells: Any, value: Any, *rest: Any, **options: Any) -> Any:
            self.written.append([name, cells.vba_get("Worksheet").name, cells.vba_get("Address"), value])
            return write(cells, value, *rest, **options)

        return record


def ribbon(sources: dict[str, str], book: Path) -> dict[str, Any]:
    excel = Excel(sources, ("alamo_excel", "alamo_functions", "alamo_reentry", "alamo_ribbon"), book)

    def press(button: str) -> list[list[str]]:
        excel.app.interpreter.run(button, [NOTHING])
        return [[str(cell) for cell in row] for row in excel.app.sheets()[0].rows()]

    def calculate(cells: Any) -> None:
        formula = cells.vba_get("Cells", [1, 1]).vba_get("Formula")
        excel.app.evaluate(formula[1:].replace("A3:A5", 'Range("A3:A5")'))

    Range._vba_members["calculate"] = dataclasses.replace(Range._vba_members["calculate"], getter=calculate)
    written: list[list[str]] = []
    opened = excel.app.workbook
    press("AlamoRibbonVersion")
    with recorded(written):
        report = press("AlamoRibbonCheck")
    excel.xlpy.broken = "Could not load xlwings64.dll"
    excel.app.activate_workbook(opened)
    press("AlamoRibbonVersion")
    return {
        "said": [text for _, text, _, _ in excel.app.dialogs],
        "report": report,
        "written": [place for place in written if place[1] == "Open"],
    }


def opened(sources: dict[str, str], folder: Path) -> dict[str, Any]:
    """What the buttons for the books ask of Excel: with the books beside the add-in, read-only, and without."""
    host = Workbook()
    host.save(folder / "addin.xlsx")
    excel = Excel(sources, ("alamo_excel", "alamo_functions", "alamo_reentry", "alamo_ribbon"), folder / "addin.xlsx")
    asked: list[Any] = []

    def asks(name: str, *parameters: str) -> MemberSpec:
        def keep(self: Any, *given: Any) -> None:
            values = dict(zip(parameters, map(excel_vba.plain, given), strict=False))
            values = {key: Path(value).name if isinstance(value, str) else value for key, value in values.items()}
            asked.append([name, values])

        return MemberSpec(name, "method", keep, parameters=parameters)

    separator = MemberSpec("PathSeparator", "property", lambda _: os.sep)
    Application._vba_members["pathseparator"] = separator
    INTRINSICS["dir"] = lambda _, given, __: Path(given[0]).name if Path(given[0]).exists() else ""
    Workbooks._vba_members["add"] = asks("Add", "Template")
    Workbooks._vba_members["open"] = asks("Open", "Filename", "UpdateLinks", "ReadOnly")
    buttons = ("AlamoRibbonModel", "AlamoRibbonHelp")
    for button in buttons:
        excel.app.interpreter.run(button, [NOTHING])
    for name in ("alamogordo-rate-model.xlsx", "alamogordo-functions.xlsx"):
        host.save(folder / name)
        (folder / name).chmod(0o400)
    for button in buttons:
        excel.app.interpreter.run(button, [NOTHING])
    return {"asked": asked, "said": [text for _, text, _, _ in excel.app.dialogs]}


def main(addin: Path) -> None:
    sources = modules(addin)
    with tempfile.TemporaryDirectory() as folder:
        answers = {
            "functions": functions(sources),
            "help": helped(sources),
            "reentry": reentered(sources, book_of("#NAME?", Path(folder) / "names.xlsx")),
            "ribbon": ribbon(sources, book_of("#VALUE!", Path(folder) / "values.xlsx")),
            "opened": opened(sources, Path(folder)),
        }
    print(json.dumps(answers))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
