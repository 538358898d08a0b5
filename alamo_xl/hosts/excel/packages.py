"""The Excel packages with our VBA inside: the add-in, and the rate model with the functions built in.

xlwings' own VBA module, which finds Python and starts it, goes in with the name of our settings file. It looks at this
workbook where it would look at the active one, as its module for single books does: Python is then started by one and
the same command, also while no book is active. Its own macros stay out of Excel's lists.
"""

from __future__ import annotations

import tempfile
from importlib.resources import files
from pathlib import Path

from alamo_xl.beside import beside
from alamo_xl.books.finish import Parts, read_parts, write_parts
from alamo_xl.books.kit import Book
from alamo_xl.hosts.excel import vba
from alamo_xl.schedule import Schedule

XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSM = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
XLAM = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATION = (
    '<Relationship Id="rIdRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{RIBBON_PART}"/>'
)
SETTINGS = {"UDF Modules": vba.UDFS, "ADD_WORKBOOK_TO_PYTHONPATH": "False"}


def with_functions(book: Path, path: Path) -> Path:
    """A book as it stands, with the functions built in."""
    return _written(_with_vba(read_parts(book)), path)


def write_addin(schedule: Schedule, path: Path) -> Path:
    """The add-in: its settings on a sheet, the functions, a small ribbon."""
    with tempfile.TemporaryDirectory() as folder:
        plain = _settings(schedule).finish(Path(folder) / "addin.xlsx")
        parts = _with_vba(read_parts(plain), ribbon=True)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(XLSM, XLAM)
    parts[RIBBON_PART] = files("alamo_xl.hosts.excel").joinpath("vba", "customUI14.xml").read_bytes()
    relations = parts["_rels/.rels"].decode()
    parts["_rels/.rels"] = relations.replace("</Relationships>", RIBBON_RELATION + "</Relationships>").encode()
    return _written(parts, path)


def _settings(schedule: Schedule) -> Book:
    book = Book("alamo_xl", "Alamogordo's rates as functions", dated=schedule.adopted)
    sheet = book.sheet(f"{vba.PROJECT}.conf", "alamo_xl", "What xlwings reads.")
    sheet.worksheet.delete_rows(1, sheet.last_row + 1)
    for row, (key, value) in enumerate(SETTINGS.items(), 1):
        sheet.worksheet.cell(row, 1, key)
        sheet.worksheet.cell(row, 2, value)
    return book


def _with_vba(parts: Parts, *, ribbon: bool = False) -> Parts:
    """The parts as a macro-enabled workbook with our modules."""
    from pyopenvba import ExcelFile
    from pyopenvba.vba import VBAModuleKind

    parts = {**parts, "[Content_Types].xml": parts["[Content_Types].xml"].replace(XLSX, XLSM)}
    xlwings = files("xlwings")
    runtime = xlwings.joinpath("xlwings_custom_addin.bas").read_text("utf-8")
    runtime = runtime.replace('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{vba.PROJECT}"')
    runtime = runtime.replace("ActiveWorkbook", "ThisWorkbook")
    runtime = runtime.replace("In Range(sht.", "In sht.Range(sht.")  # else the active sheet's, which a chart has not
    runtime = runtime.replace('VB_Name = "xlwings"\n', 'VB_Name = "xlwings"\nOption Private Module\n')
    dictionary = xlwings.joinpath("addin", "Dictionary.cls").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsm"
        write_parts(plain, parts)
        with ExcelFile(plain) as file:
            file.add_vba_project()
            project = file.vba_project()
            project.add_module("Dictionary", _crlf(dictionary), kind=VBAModuleKind.other)
            project.add_module("xlwings", _crlf(runtime))
            project.add_module(vba.EXCEL_MODULE, vba.excel_module())
            project.add_module(vba.REENTRY_MODULE, vba.reentry_module())
            project.add_module(vba.FUNCTIONS_MODULE, vba.functions_module())
            if ribbon:
                project.add_module(vba.RIBBON_MODULE, vba.ribbon_module())
            file.set_module("ThisWorkbook", vba.events_module())
            file.save(Path(folder) / "with.xlsm")
        return read_parts(Path(folder) / "with.xlsm")


def _crlf(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\n", "\r\n")


def _written(parts: Parts, path: Path) -> Path:
    with beside(path) as part:
        write_parts(part, parts)
    return path
