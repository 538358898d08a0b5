"""Lets the unmodified xlwings.udfs and xlwings.com_server run on Linux: pywin32, and no line of xlwings, is faked."""

import atexit
import ctypes
import datetime as dt
import sys
import types
from typing import Any

MISSING = -2147352572
RANGE_IID = "{00020846-0000-0000-C000-000000000046}"


class Inert:
    """Whatever is asked of it is another of it."""

    def __getattr__(self, name: str) -> "Inert":
        return Inert()

    def __call__(self, *arguments: Any, **options: Any) -> "Inert":
        return Inert()


class ComError(Exception):
    hresult = -1


class Dispatched:
    pass


def module(name: str, **content: Any) -> types.ModuleType:
    made = types.ModuleType(name)
    made.__dict__.update(content)
    sys.modules[name] = made
    return made


def install() -> Any:
    """Import xlwings' Windows half, and give xlwings the decorators that it has there."""
    import xlwings as xw

    if "xlwings.udfs" in sys.modules:
        return sys.modules["xlwings.udfs"]
    module("pywintypes", com_error=ComError, error=ComError, IID=str, TimeType=dt.datetime)
    constants = {"VT_ERROR": 10, "VT_VARIANT": 12, "VT_ARRAY": 0x2000, "Missing": MISSING, "com_error": ComError}
    interfaces = {"IID_IDispatch": "IDispatch", "IID_IEnumVARIANT": "IEnum", "TypeIIDs": {"IDispatch": Dispatched}}
    idle = {"CoInitialize": Inert(), "CoUninitialize": Inert(), "ole_error": ComError, "__file__": None}
    module("pythoncom", **constants, **interfaces, **idle)
    for name in ("win32api", "win32con", "win32event", "win32gui", "win32process"):
        module(name, __getattr__=lambda name: Inert())
    sys.modules["win32process"].GetWindowThreadProcessId = lambda window: (0, 1)  # type: ignore
    module("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: dt.UTC))
    classes = {name: type(name, (), {}) for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")}
    plain = {"Dispatch": lambda value, **_: value, "DispatchEx": lambda value, **_: value, "VARIANT": Inert()}
    client = module("win32com.client", **classes, **plain)

    def unwrap(value: Any) -> Any:
        raise ComError

    util = module("win32com.server.util", wrap=lambda value, *_, **__: value, unwrap=unwrap)
    policy = module("win32com.server.policy", DefaultPolicy=object)
    dispatcher = module("win32com.server.dispatcher")
    server = module("win32com.server", util=util, policy=policy, dispatcher=dispatcher)
    module("win32com", client=client, server=server)
    kept = {name: getattr(ctypes, name, None) for name in ("windll", "oledll", "PyDLL")}
    ctypes.windll, ctypes.oledll, ctypes.PyDLL = Inert(), Inert(), Inert()  # type: ignore
    try:
        from xlwings import _xlwindows

        atexit.unregister(_xlwindows.cleanup)
        _xlwindows.get_excel_hwnds = lambda: iter(())
        xw.engines.add(xw.Engine(impl=_xlwindows.engine))
        from xlwings import com_server, udfs
    finally:
        for name, value in kept.items():
            delattr(ctypes, name) if value is None else setattr(ctypes, name, value)
    xw.func, xw.arg, xw.ret, xw.sub = udfs.xlfunc, udfs.xlarg, udfs.xlret, udfs.xlsub
    xw.serve = com_server.serve
    return udfs


class Cells:
    """A range as COM hands it over: what a cell reference in a call is."""

    def __init__(self, rows: list[list[Any]]) -> None:
        self.rows = rows
        self.Row = self.Column = 1
        self.Rows, self.Columns = types.SimpleNamespace(Count=len(rows)), types.SimpleNamespace(Count=len(rows[0]))
        self.Count = len(rows) * len(rows[0])
        self.Worksheet, self.Address = Inert(), "$A$1"
        information = types.SimpleNamespace(iid=RANGE_IID)
        self._oleobj_ = types.SimpleNamespace(
            GetTypeInfo=lambda: types.SimpleNamespace(GetTypeAttr=lambda: information)
        )

    def GetAddress(self, *arguments: Any, **options: Any) -> str:  # noqa: N802
        return self.Address

    @property
    def Value(self) -> Any:  # noqa: N802
        return self.rows[0][0] if self.Count == 1 else tuple(map(tuple, self.rows))

    Value2 = Value


def call(udf_module: str, name: str, *arguments: Any) -> Any:
    """What Excel gets for =NAME(arguments), through xlwings' own COM server object."""
    from xlwings import com_server

    return com_server.XLPython().CallUDF(udf_module, name, arguments, None, Cells([[None]]))


def call_from_vba(udf_module: str, name: str, *arguments: Any) -> Any:
    """What our VBA gets: the values of ranges, no workbook, no caller."""
    from xlwings import com_server

    return com_server.XLPython().CallUDF(udf_module, name, arguments)
