"""Finish: a workbook saved so that it opens with its answers in it, and always as the same bytes.

openpyxl stores formulas without results, stamps the clock, and gives charts no description. Here the saved parts
are evaluated by IronCalc, each formula
cell gets its value, dates are fixed, and the file appears under its name only when it is whole.
"""

import datetime as dt
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook

from alamo_xl.beside import beside
from alamo_xl.books.values import CellValues, formula_cells, with_values

Parts = dict[str, bytes]
ValueOf = Callable[[str, str, str], object]
OWN = re.compile(r"\bALAMO_\w+\(", re.IGNORECASE)
NOT_CALCULATED = ("#NAME?", "#ERROR!", "#N/IMPL!", "#CIRC!", "#SPILL!")
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
EPOCH = dt.date(2000, 1, 1)


def finish(workbook: Workbook, path: Path, values: ValueOf | None = None) -> Path:
    """Save a workbook with cached values and fixed bytes, by way of a temporary file; return the path.

    values: (sheet, cell, formula) -> the result of a formula with ALAMO_ functions: a number, text, bool, an error
    text such as `#N/A`, or rows of
    them for an array formula. Raises ValueError for a formula that nothing here can calculate.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.xlsx"
        created = workbook.properties.created
        workbook.save(raw)
        parts = read_parts(raw)
        parts["docProps/core.xml"] = _dated(parts["docProps/core.xml"], created)
        parts |= _described(workbook, parts)
        parts = with_cached_values(parts, values)
    with beside(path) as part:
        write_parts(part, parts)
    return path


def read_parts(path: Path) -> Parts:
    """A package's parts, uncompressed, in order."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write a package whose bytes depend on its parts alone; the content types come first, as readers like."""
    with zipfile.ZipFile(path, "w") as package:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            package.writestr(info, parts[name], compresslevel=6)


def with_cached_values(parts: Parts, values: ValueOf | None = None) -> Parts:
    """The parts with a value in every formula cell: ALAMO_ cells from `values`, the others from IronCalc, which is
    given the former as constants.
    """
    sheets = sheet_parts(parts)
    own: dict[str, CellValues] = {}
    for sheet, name in sheets.items():
        for ref, formula, spill in formula_cells(parts[name]):
            if OWN.search(formula):
                if values is None:
                    raise ValueError(f"{sheet}!{ref}: {formula} needs a value from the book's `values`")
                own.setdefault(sheet, {}).update(_spread(values(sheet, ref, formula), ref, spill))
    constants = {name: with_values(parts[name], own.get(sheet, {}), keep=False) for sheet, name in sheets.items()}
    calculated = _calculate({**parts, **constants}, sheets)
    finished = {
        name: with_values(parts[name], {**calculated[sheet], **own.get(sheet, {})}, keep=True)
        for sheet, name in sheets.items()
    }
    return {**parts, **finished}


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Each sheet's name and its part, in the book's order."""
    relations = {
        item.get("Id"): item.get("Target", "").removeprefix("/")
        for item in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314
    }
    found = {}
    for item in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():  # noqa: S314
        if item.tag.endswith("}sheet"):
            key = next(value for name, value in item.attrib.items() if name.endswith("}id"))
            target = relations[key]
            found[item.attrib["name"]] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def _spread(value: object, ref: str, spill: str) -> CellValues:
    """An array formula's rows, cell by cell over its range; a single value for one cell."""
    from openpyxl.utils import get_column_letter, range_boundaries

    if not isinstance(value, list | tuple):
        return {ref: value}
    bounds: Any = range_boundaries(spill or ref)
    left, top, right, bottom = bounds
    cells: CellValues = {}
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            line = value[row - top] if row - top < len(value) else []
            cells[f"{get_column_letter(column)}{row}"] = line[column - left] if column - left < len(line) else "#N/A"
    return cells


def ironcalc_model(parts: Mapping[str, bytes]) -> Any:
    """A book's parts as an IronCalc model, not yet evaluated.

    Cells with a style and no content are left out: IronCalc would take them for the number 0.
    """
    import ironcalc

    sheets = {name: _EMPTY_CELL.sub(b"", parts[name]) for name in sheet_parts(parts).values()}
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        write_parts(book, {**parts, **sheets})
        return ironcalc.load_from_xlsx(str(book))


_EMPTY_CELL = re.compile(rb"<c [^>]*/>")


def _calculate(parts: Parts, sheets: Mapping[str, str]) -> dict[str, CellValues]:
    """Every formula's value by IronCalc."""
    import ironcalc
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    model = ironcalc_model(parts)
    model.evaluate()
    error = ironcalc.CellType.ErrorValue
    found: dict[str, CellValues] = {}
    for index, (sheet, name) in enumerate(sheets.items()):
        cells = found.setdefault(sheet, {})
        for ref, formula, _ in formula_cells(parts[name]):
            letters, row = coordinate_from_string(ref)
            at = (index, row, column_index_from_string(letters))
            value: Any = model.get_cell_value(*at)
            if model.get_cell_type(*at) == error and value in NOT_CALCULATED:
                raise ValueError(f"{sheet}!{ref}: IronCalc answers {value} to ={formula}")
            cells[ref] = value
    return found


def _dated(core: bytes, created: dt.datetime | None) -> bytes:
    """The core properties with the day of the facts in place of the clock."""
    day = created.date() if created and created.time() == dt.time() else EPOCH
    return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + f"{day}T00:00:00Z".encode(), core)


def _described(workbook: Workbook, parts: Mapping[str, bytes]) -> Parts:
    """The drawings with their charts' alt text; openpyxl numbers drawings in the order of the sheets."""
    drawn: Parts = {}
    number = 0
    for worksheet in workbook.worksheets:
        charts = list(getattr(worksheet, "_charts", ()))
        if not charts and not getattr(worksheet, "_images", ()):
            continue
        number += 1
        name = f"xl/drawings/drawing{number}.xml"
        texts = iter([str(getattr(chart, "alt_text", "")) for chart in charts])
        drawn[name] = _CHART_FRAME.sub(partial(_frame, texts=texts), parts[name].decode()).encode()
    return drawn


_CHART_FRAME = re.compile(r'(<(?:\w+:)?cNvPr id="\d+" name="Chart \d+")\s*/>')


def _frame(match: re.Match[str], texts: Iterator[str]) -> str:
    text = next(texts, "")
    return f"{match[1]} descr={quoteattr(text)}/>" if text else match[0]
