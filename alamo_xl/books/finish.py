"""Finish: a workbook saved so that it opens with its answers in it, in every reader, and always as the same bytes.

openpyxl stores formulas without results, stamps the clock, gives charts no description, and writes some things as only
Excel reads them. Here the saved parts are put right, the formulas evaluated by IronCalc, each formula cell gets its
value, and the file appears under its name only when it is whole.
"""

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from openpyxl import Workbook

from alamo_xl.beside import beside
from alamo_xl.books.dynamic_arrays import with_dynamic_arrays
from alamo_xl.books.evaluate import evaluated, ironcalc_model
from alamo_xl.books.package import (
    CORE,
    NAMESPACES,
    Parts,
    parsed,
    read_parts,
    relations,
    serialized,
    sheet_parts,
    with_prefixed_drawings,
    with_relative_targets,
    write_parts,
)
from alamo_xl.books.values import CellValues, formula_cells, with_exact_constants, with_values

__all__ = ["Parts", "finish", "ironcalc_model", "read_parts", "sheet_parts", "with_cached_values", "write_parts"]

ValueOf = Callable[[str, str, str], object]
OWN = re.compile(r"\bALAMO_\w+\(", re.IGNORECASE)
APP = "docProps/app.xml"
EPOCH = dt.date(2000, 1, 1)


Waiting = Mapping[str, CellValues]


def finish(workbook: Workbook, path: Path, values: ValueOf | None = None, waiting: Waiting | None = None) -> Path:
    """Save a workbook with cached values and fixed bytes, by way of a temporary file; return the path.

    values: (sheet, cell, formula) -> the result of a formula with ALAMO_ functions: a number, text, bool, an error
    text such as `#N/A`, or rows of
    them for an array formula; waiting: by sheet and cell, what formulas say that judge ALAMO_ cells, until an engine
    calculates them. Raises ValueError for a formula that nothing here can calculate.
    """
    path = Path(path)
    created = workbook.properties.created
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.xlsx"
        workbook.save(raw)
        parts = read_parts(raw)
    parts = with_prefixed_drawings(with_relative_targets(parts))
    parts[CORE] = _dated(parts[CORE], created)
    parts[APP] = _published(parts[APP], workbook.properties.creator)
    parts |= _described(workbook, parts)
    parts |= _exact(workbook, parts)
    parts = with_dynamic_arrays(with_cached_values(parts, values, waiting))
    with beside(path) as part:
        write_parts(part, parts)
    return path


def with_cached_values(parts: Parts, values: ValueOf | None = None, waiting: Waiting | None = None) -> Parts:
    """The parts with a value in every formula cell: ALAMO_ cells from `values`, those that wait as said, the others
    from IronCalc, which is given the former as constants.
    """
    sheets = sheet_parts(parts)
    own: dict[str, CellValues] = {sheet: dict(cells) for sheet, cells in (waiting or {}).items()}
    for sheet, name in sheets.items():
        for ref, formula, spill in formula_cells(parts[name]):
            if OWN.search(formula):
                if values is None:
                    raise ValueError(f"{sheet}!{ref}: {formula} needs a value from the book's `values`")
                own.setdefault(sheet, {}).update(_spread(values(sheet, ref, formula), ref, spill))
    constants = {name: with_values(parts[name], own.get(sheet, {}), keep=False) for sheet, name in sheets.items()}
    calculated = evaluated({**parts, **constants})
    finished = {
        name: with_values(parts[name], {**calculated[sheet], **own.get(sheet, {})}, keep=True)
        for sheet, name in sheets.items()
    }
    return {**parts, **finished}


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


def _exact(workbook: Workbook, parts: Parts) -> Parts:
    """The sheets with their constants as exact as they were given."""
    found: Parts = {}
    for sheet, name in sheet_parts(parts).items():
        cells = workbook[sheet]._cells.values()
        numbers = {cell.coordinate: cell.value for cell in cells if isinstance(cell.value, float | Decimal)}
        found[name] = with_exact_constants(parts[name], numbers)
    return found


def _dated(core: bytes, created: dt.datetime | None) -> bytes:
    """The core properties with the day of the facts in place of the clock."""
    day = created.date() if created and created.time() == dt.time() else EPOCH
    root = parsed(core)
    for name in ("created", "modified"):
        for element in root.iterfind(f"dcterms:{name}", NAMESPACES):
            element.text = f"{day}T00:00:00Z"
    return serialized(root)


def _published(app: bytes, publisher: str | None) -> bytes:
    """The application's properties with the publisher as their company, which openpyxl cannot say."""
    return app.replace(b"</Properties>", f"<Company>{escape(publisher or '')}</Company></Properties>".encode())


def _described(workbook: Workbook, parts: Parts) -> Parts:
    """The drawings with their charts' alt text."""
    drawn: Parts = {}
    for sheet, name in sheet_parts(parts).items():
        texts = [str(getattr(chart, "alt_text", "")) for chart in getattr(workbook[sheet], "_charts", ())]
        for kind, drawing in relations(parts, name).values():
            if kind == "drawing":
                root = parsed(parts[drawing])
                for frame, text in zip(_frames(root), texts, strict=True):
                    if text:
                        frame.set("descr", text)
                drawn[drawing] = serialized(root)
    return drawn


def _frames(drawing: Element) -> Iterator[Element]:
    """What a drawing says of each chart, in order."""
    return drawing.iterfind(".//xdr:graphicFrame/xdr:nvGraphicFramePr/xdr:cNvPr", NAMESPACES)
