"""The VBA between a cell and Python, generated from the catalogue: true error values, one call a range, wizard help."""

from __future__ import annotations

import textwrap
from importlib.resources import files

from alamo_xl import __version__
from alamo_xl.catalogue import FUNCTIONS, Function
from alamo_xl.hosts.registration import CATEGORY, HELP_MAXIMUM

UDFS = "alamo_xl.hosts.excel.udfs"
FUNCTIONS_MODULE, EXCEL_MODULE, RIBBON_MODULE = "alamo_functions", "alamo_excel", "alamo_ribbon"
PROJECT = "alamo-xl"
LITERAL = 200


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


def ribbon_module() -> str:
    """What the add-in's ribbon calls."""
    return _lines(files("alamo_xl.hosts.excel").joinpath("vba", "alamo_ribbon.bas").read_text("utf-8"))


def _lines(source: str) -> str:
    source.encode("ascii")
    return source.replace("\n", "\r\n")


def _function(function: Function) -> str:
    arguments = [("Optional " if a.optional else "") + f"ByVal {a.name} As Variant" for a in function.arguments]
    values = [f"AlamoValue({a.name})" for a in function.arguments]
    return (
        f"Public Function {function.name}({_continued(arguments)}) As Variant\n"
        f'    {function.name} = AlamoCall("{function.name}", Array({_continued(values)}))\n'
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
    texts = [_literal(argument.help) for argument in function.arguments]
    listed = "Array(" + ", _\n        ".join(texts) + ")" if texts else "Empty"
    return (
        f"Private Sub {_help_name(function)}()\n"
        f'    AlamoHelpOf "{function.name}", {_literal(says)}, _\n        {listed}\n'
        "End Sub"
    )


def _literal(text: str) -> str:
    """A VBA string, in pieces that a line holds."""
    pieces = textwrap.wrap(text[:HELP_MAXIMUM], LITERAL, drop_whitespace=False, break_on_hyphens=False)
    return " & ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
