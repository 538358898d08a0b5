"""What IronCalc makes of a book's formulas, and its conventions."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from alamo_xl.books.package import sheet_parts, write_parts
from alamo_xl.books.values import CellValues, formula_cells

NOT_CALCULATED = ("#NAME?", "#ERROR!", "#N/IMPL!", "#CIRC!", "#SPILL!")
"""IronCalc's answers to a formula that it does not understand."""
LOOKS = re.compile(rb"<((?:\w+:)?(?:mergeCells|conditionalFormatting))\b(?:[^>]*/>|.*?</\1>)", re.DOTALL)
"""What no value depends on, and IronCalc goes through cell by cell, be it all of a sheet."""


def ironcalc_model(parts: Mapping[str, bytes]) -> Any:
    """A book's parts as an IronCalc model, not yet evaluated; it counts sheets from 0, rows and columns from 1."""
    import ironcalc

    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        write_parts(book, {**parts, **{name: LOOKS.sub(b"", parts[name]) for name in sheet_parts(parts).values()}})
        return ironcalc.load_from_xlsx(str(book))


def evaluated(parts: Mapping[str, bytes]) -> dict[str, CellValues]:
    """Every formula's value, by sheet and cell. Raises ValueError for one that IronCalc cannot calculate."""
    import ironcalc

    model = ironcalc_model(parts)
    model.evaluate()
    error = ironcalc.CellType.ErrorValue
    found: dict[str, CellValues] = {}
    for index, (sheet, name) in enumerate(sheet_parts(parts).items()):
        cells = found.setdefault(sheet, {})
        for ref, formula, _ in formula_cells(parts[name]):
            letters, row = coordinate_from_string(ref)
            at = (index, row, column_index_from_string(letters))
            value: Any = model.get_cell_value(*at)
            if model.get_cell_type(*at) == error and value in NOT_CALCULATED:
                raise ValueError(f"{sheet}!{ref}: IronCalc answers {value} to ={formula}")
            cells[ref] = value
    return found
