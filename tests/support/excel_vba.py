"""The VBA of a built file in pyOpenVBA's interpreter, with xlwings' own COM server, unmodified, behind it.

Only what Windows would carry between the two is made here: values as pywin32 converts them.
"""

import re
from pathlib import Path
from typing import Any

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application, Workbook
from pyopenvba.interpreter import _runtime
from pyopenvba.interpreter._objects import MemberSpec, VBAObject, member
from pyopenvba.interpreter._values import EMPTY, MISSING, VBAArray, VBAErrorValue, VBAInt, error
from support import fakewin

SCODE = -2146828288
_compare = _runtime.compare


def compare(op: str, left: Any, right: Any, **options: Any) -> Any:
    """VBA compares two error values with =, which the interpreter does not know."""
    if op == "=" and isinstance(left, VBAErrorValue) and isinstance(right, VBAErrorValue):
        return left == right
    return _compare(op, left, right, **options)


_runtime.compare = compare
Workbook._vba_members["date1904"] = MemberSpec("Date1904", "property", lambda book: getattr(book, "from_1904", False))


def to_python(value: Any) -> Any:
    """A Variant as pywin32 gives it to Python."""
    if value is EMPTY:
        return None
    if value is MISSING:
        return fakewin.MISSING
    if isinstance(value, VBAErrorValue):
        return SCODE + value.number
    if isinstance(value, VBAInt):
        return int(value)
    if isinstance(value, VBAArray):
        ranges = [range(lower, upper + 1) for lower, upper in value.bounds]
        if len(ranges) == 1:
            return tuple(to_python(value.get([i])) for i in ranges[0])
        return tuple(tuple(to_python(value.get([i, j])) for j in ranges[1]) for i in ranges[0])
    assert type(value) in (str, float, bool), f"{value!r} is no value that Excel hands over"
    return value


def to_vba(value: Any) -> Any:
    """What Python answers as pywin32 makes it a Variant: only plain types, and rows of one length."""
    if isinstance(value, (list, tuple)):
        if not (value and isinstance(value[0], (list, tuple))):
            return VBAArray([(0, len(value) - 1)], items=[to_vba(cell) for cell in value])
        (width,) = {len(row) for row in value}
        items = [to_vba(row[column]) for column in range(width) for row in value]
        return VBAArray([(0, len(value) - 1), (0, width - 1)], items=items)
    if value is None:
        return EMPTY
    if type(value) is int:
        return VBAInt(value)
    assert type(value) in (str, float, bool), f"pywin32 does not know {type(value)}"
    return value


def given(argument: Any) -> Any:
    """An argument as a cell's formula gives it: a value, a range, an error value, or `...` for one left out."""
    if argument is ...:
        return MISSING
    return argument if isinstance(argument, (VBAObject, VBAErrorValue)) else to_vba(argument)


def unbracketed(source: str) -> str:
    """A module without names in brackets ([MS-VBAL] 3.3.5.3), which the interpreter does not know."""
    return re.sub(r"\[([a-z]+)\]", r"\1_", source)


class XLPy(VBAObject):
    """What xlwings' XLPy gives in VBA: the COM server."""

    def __init__(self) -> None:
        from xlwings import com_server

        self.server = com_server.XLPython()
        self.calls: list[str] = []
        self.given: list[Any] = []
        self.broken = ""

    @member
    def CallUDF(self, module: Any, name: Any, arguments: Any) -> Any:  # noqa: N802
        self.calls.append(name)
        self.given = list(to_python(arguments))
        if self.broken:
            raise error(1000, self.broken)
        try:
            return to_vba(self.server.CallUDF(module, name, to_python(arguments)))
        except Exception as failure:
            raise error(1001, repr(failure)) from failure


class Excel:
    """An Excel without Excel: modules of a built file, and a book."""

    def __init__(self, sources: dict[str, str], names: tuple[str, ...], book: Path | None = None) -> None:
        fakewin.install()
        self.app = ExcelApplication.open(book, with_vba=False) if book else ExcelApplication()
        if book is None:
            self.app.add_workbook()
        for name in names:
            self.app.add_module(unbracketed(sources[name]), name=name)
        self.xlpy = XLPy()
        host = self.app.interpreter.host
        known = host.global_object
        host.global_object = lambda name: self.xlpy if name == "comserver" else known(name)
        caller = MemberSpec("Caller", "property", lambda _: self.range("A1"))
        Application._vba_members["caller"] = caller  # the cell whose formula calls
        self.app.add_module("Public Function XLPy() As Object\nSet XLPy = ComServer\nEnd Function", name="xlwings")

    def call(self, name: str, *arguments: Any) -> Any:
        """What a cell gets."""
        return plain(self.app.interpreter.run(name, list(map(given, arguments))))

    def range(self, reference: str) -> Any:
        """A range of the first sheet, as a cell's formula gives it to a function."""
        return self.app.sheet(1).sheet.vba_get("Range", [reference])


def plain(value: Any) -> Any:
    """A Variant for JSON; an Excel error as `{"error": number}`."""
    if isinstance(value, VBAErrorValue):
        return {"error": value.number}
    if value is EMPTY or value is MISSING:
        return None
    if isinstance(value, VBAArray):
        ranges = [range(lower, upper + 1) for lower, upper in value.bounds]
        if len(ranges) == 1:
            return [plain(value.get([i])) for i in ranges[0]]
        return [[plain(value.get([i, j])) for j in ranges[1]] for i in ranges[0]]
    return int(value) if isinstance(value, VBAInt) else value
