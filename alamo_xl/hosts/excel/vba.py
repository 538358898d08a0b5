"""The VBA between a cell and Python, generated from the catalogue: true error values, one call a range, wizard help."""

from __future__ import annotations

import re
from importlib.resources import files

from alamo_xl import __version__
from alamo_xl.catalogue import Argument, Function
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.registration import CATEGORY, HELP_MAXIMUM

UDFS = "alamo_xl.hosts.excel.udfs"
FUNCTIONS_MODULE, EXCEL_MODULE, RIBBON_MODULE = "alamo_functions", "alamo_excel", "alamo_ribbon"
REENTRY_MODULE = "alamo_reentry"
PROJECT = "alamo-xl"
RESERVED = frozenset({"date", "function"})
DATED = frozenset({"fy", "date"})


def functions_module() -> str:
    """Every function of the catalogue as a VBA function; and their help, which Excel forgets when it closes."""
    parts = [f'Attribute VB_Name = "{FUNCTIONS_MODULE}"', "Option Explicit", ""]
    parts += [_function(function) for function in FUNCTIONS]
    return _lines("\n".join(parts))


def excel_module() -> str:
    """What the functions, the events and the ribbon share, and the help of every function."""
    words = {"{udfs}": UDFS, "{version}": __version__, "{category}": CATEGORY}
    source = files("alamo_xl.hosts.excel").joinpath("vba", "alamo_excel.bas").read_text("utf-8")
    for word, text in words.items():
        source = source.replace(word, text)
    helps = "\n".join(f"    {_help_name(function)}" for function in FUNCTIONS)
    subs = "\n\n".join(_help(function) for function in FUNCTIONS)
    return _lines(f"{source}\nPublic Sub AlamoHelp()\n{helps}\nEnd Sub\n\n{subs}\n")


def events_module() -> str:
    """The workbook's own module: what happens when it, or any other workbook, opens."""
    return _lines(files("alamo_xl.hosts.excel").joinpath("vba", "ThisWorkbook.cls").read_text("utf-8"))


def reentry_module() -> str:
    """What enters formulas again that show #NAME?."""
    return _lines(files("alamo_xl.hosts.excel").joinpath("vba", "alamo_reentry.bas").read_text("utf-8"))


def ribbon_module() -> str:
    """What the add-in's ribbon calls."""
    return _lines(files("alamo_xl.hosts.excel").joinpath("vba", "alamo_ribbon.bas").read_text("utf-8"))


def _lines(source: str) -> str:
    source.encode("ascii")
    return source.replace("\n", "\r\n")


def parameter(argument: Argument) -> str:
    """An argument's name in VBA, whose own words stand in brackets, which the wizard does not show."""
    return f"[{argument.name}]" if argument.name in RESERVED else argument.name


def _function(function: Function) -> str:
    arguments = [("Optional " if a.optional else "") + f"ByVal {parameter(a)} As Variant" for a in function.arguments]
    values = [parameter(argument) for argument in function.arguments]
    dated = "".join(f", {place}" for place, a in enumerate(function.arguments) if a.name in DATED)
    return (
        f"Public Function {function.name}({_continued(arguments)}) As Variant\n"
        f'    {function.name} = AlamoCall("{function.name}", Array({_continued(values)}){dated})\n'
        "End Function\n"
    )


def _continued(parts: list[str]) -> str:
    """Comma separated, four to a line."""
    rows = [", ".join(parts[start : start + 4]) for start in range(0, len(parts), 4)]
    return ", _\n        ".join(rows)


def _help_name(function: Function) -> str:
    return f"Help_{function.name}"


def _help(function: Function) -> str:
    says = f"{function.summary} Gives {function.returns}."
    texts = [literal(argument.help[:HELP_MAXIMUM]) for argument in function.arguments]
    listed = "Array(" + ", _\n        ".join(texts) + ")" if texts else "Empty"
    return (
        f"Private Sub {_help_name(function)}()\n"
        f'    AlamoHelpOf "{function.name}", {literal(says[:HELP_MAXIMUM])}, _\n        {listed}\n'
        "End Sub"
    )


def literal(text: str) -> str:
    """A VBA expression for a text in any code page: what is not ASCII by its number."""
    runs = re.findall(r"[ -~]+|[^ -~]", text)
    return " & ".join(_quoted(run) if " " <= run[0] <= "~" else f"ChrW({ord(run)})" for run in runs) or '""'


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
