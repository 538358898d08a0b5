"""The Excel packages with our VBA inside: the add-in, and the rate model with the functions built in.

Their VBA project holds source text alone: what Excel would compile it to, which changes with its version, is left out,
so that Excel compiles it anew, and nothing that scans mail finds a second program beside the one that can be read.
"""

from __future__ import annotations

import tempfile
from importlib.resources import files
from pathlib import Path

from alamo_xl.beside import beside
from alamo_xl.books.finish import Parts, read_parts, write_parts
from alamo_xl.books.kit import Book
from alamo_xl.hosts.excel import runtime, vba
from alamo_xl.schedule import Schedule

XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSM = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
XLAM = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATION = (
    '<Relationship Id="rIdRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{RIBBON_PART}"/>'
)
PROJECT_PART = "xl/vbaProject.bin"
NOTHING_COMPILED = bytes.fromhex("CC61 FFFF 00 0000")
"""All of the stream `_VBA_PROJECT` that is to be written ([MS-OVBA] 2.3.4.1)."""


def with_functions(book: Path, path: Path) -> Path:
    """A book as it stands, with the functions built in."""
    return _written(_with_vba(read_parts(book)), path)


def write_addin(schedule: Schedule, path: Path) -> Path:
    """The add-in: the functions and a small ribbon, behind the one sheet that Excel requires."""
    with tempfile.TemporaryDirectory() as folder:
        plain = _one_sheet(schedule).finish(Path(folder) / "addin.xlsx")
        parts = _with_vba(read_parts(plain), ribbon=True)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(XLSM, XLAM)
    parts[RIBBON_PART] = files("alamo_xl.hosts.excel").joinpath("vba", "customUI14.xml").read_bytes()
    relations = parts["_rels/.rels"].decode()
    parts["_rels/.rels"] = relations.replace("</Relationships>", RIBBON_RELATION + "</Relationships>").encode()
    return _written(parts, path)


def _one_sheet(schedule: Schedule) -> Book:
    book = Book("alamo_xl", "Alamogordo's rates as functions", dated=schedule.adopted)
    book.sheet("alamo_xl", "alamo_xl", "The functions ALAMO_… for every book, while this add-in is open.")
    return book


def _with_vba(parts: Parts, *, ribbon: bool = False) -> Parts:
    """The parts as a macro-enabled workbook with our modules."""
    from pyopenvba import ExcelFile

    parts = {**parts, "[Content_Types].xml": parts["[Content_Types].xml"].replace(XLSX, XLSM)}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsm"
        write_parts(plain, parts)
        with ExcelFile(plain) as file:
            file.add_vba_project()
            project = file.vba_project()
            project.add_module(runtime.MODULE, _crlf(runtime.runtime_module(vba.PROJECT)))
            project.add_module(vba.EXCEL_MODULE, vba.excel_module())
            project.add_module(vba.REENTRY_MODULE, vba.reentry_module())
            project.add_module(vba.FUNCTIONS_MODULE, vba.functions_module())
            if ribbon:
                project.add_module(vba.RIBBON_MODULE, vba.ribbon_module())
            file.set_module("ThisWorkbook", vba.events_module())
            for module in project.modules:
                file.set_module(module.name, module.source)
            file.save(Path(folder) / "with.xlsm")
        parts = read_parts(Path(folder) / "with.xlsm")
    return {**parts, PROJECT_PART: _nothing_compiled(parts[PROJECT_PART])}


def _nothing_compiled(project: bytes) -> bytes:
    from pyopenvba.cfb import CFB

    streams = CFB.from_bytes(project)
    streams.write_stream_in_storage("VBA", "_VBA_PROJECT", NOTHING_COMPILED)
    return bytes(streams.to_bytes())


def _crlf(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\n", "\r\n")


def _written(parts: Parts, path: Path) -> Path:
    with beside(path) as part:
        write_parts(part, parts)
    return path
