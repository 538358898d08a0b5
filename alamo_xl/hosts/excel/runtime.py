"""What the add-in needs of xlwings' VBA: to find Python and start it. RunPython, ImportUDFs and the rest stay out.

Its own procedures are taken word for word out of the pinned xlwings, without comments; parts for a Mac and for Excel
before 2010 are left out, as the compiler would. It looks at this workbook where it would look at the active one, as its
module for single books does: Python is then started by one and the same command, also while no book is active. Its
settings come from the file that `alamo-xl install` writes, and from nowhere else.
"""

from __future__ import annotations

import re
from importlib.resources import files

MODULE = "xlwings"
KEPT = (
    *("XLPy", "XLPyCommand", "XLPyLoadDLL"),
    *("GetConfigFilePath", "GetConfigFromFile", "FileExists", "FileExistsOnWindows", "ParentFolder"),
)
DECLARED = ("XLPyDLLName", "XLPyDLLActivateAuto", "LoadLibrary")
CONDITIONS = {
    'App = "Microsoft Excel"': True,
    **{f'App = "Microsoft {other}"': False for other in ("Word", "Access", "PowerPoint")},
    "Mac": False,
    "Not Mac": True,
    "MAC_OFFICE_VERSION >= 15": False,
    "VBA7": True,
    "Win64": None,
    "": True,
}
"""What the compiler knows in Excel on Windows; None: it may be so or not, and the choice stays in the source."""
DIRECTIVE = re.compile(r"\s*#(If|ElseIf|Else|End If)\b *(.*?)(?: Then\b.*)?\s*$")
PROCEDURE = re.compile(
    r"^(?:Public |Private )?(?:Function|Sub) (\w+)\b.*?^End (?:Function|Sub)\n", re.DOTALL | re.MULTILINE
)
HEADER = f'Attribute VB_Name = "{MODULE}"\nOption Private Module\n'


def runtime_module(project: str) -> str:
    """The module `xlwings` of an add-in whose settings are in `%USERPROFILE%\\.project\\project.conf`."""
    package = files("xlwings")
    source = _compiled(package.joinpath("xlwings_custom_addin.bas").read_text("utf-8").replace("\r\n", "\n"))
    settings = files("alamo_xl.hosts.excel").joinpath("vba", "settings.txt").read_text("utf-8")
    procedures = {found[1]: found[0] for found in PROCEDURE.finditer(source)}
    licence = re.search(r"^'Version: .*?^'SOFTWARE, .*?\n", source, re.DOTALL | re.MULTILINE)
    if licence is None or not procedures.keys() >= set(KEPT):
        raise LookupError("the VBA of xlwings is not what this version of alamo_xl takes its part of")
    parts = [HEADER + licence[0], _declarations(source, project), *(_bare(procedures[name]) for name in KEPT), settings]
    return "\n".join(parts).replace("ActiveWorkbook", "ThisWorkbook")


def _bare(procedure: str) -> str:
    """A procedure without its lines of comment, whose addresses of web pages gateways take for the program's."""
    return re.sub(r"^[ \t]*(?:'.*)?\n", "", procedure, flags=re.MULTILINE)


def _compiled(source: str) -> str:
    """The source as the compiler sees it, for either width of Excel."""
    lines: list[str] = []
    blocks: list[list[bool | None]] = []
    for line in source.splitlines(keepends=True):
        found = DIRECTIVE.match(line)
        if found and found[1] == "If":
            blocks.append([CONDITIONS[found[2]]])
        elif found and found[1] != "End If":
            taken = blocks[-1]
            taken.append(None if taken[0] is None else bool(CONDITIONS[found[2]]) and not any(taken))
        of_choice = found is None or blocks[-1][0] is None
        if found and found[1] == "End If":
            blocks.pop()
        if of_choice and all(taken[-1] is not False for taken in blocks):
            lines.append(line)
    return "".join(lines)


def _declarations(source: str, project: str) -> str:
    """The functions of xlwings' DLL and of Windows that are called, and the name of the settings."""
    head = source[: source.index("Public Const XLWINGS_VERSION")]
    head = head[head.index("#If Win64") if "#If Win64" in head else 0 :]
    lines = [line for line in head.splitlines() if "#" in line.lstrip()[:1] or any(name in line for name in DECLARED)]
    return "\n".join([*(line.strip() for line in lines), f'Private Const PROJECT_NAME As String = "{project}"', ""])
