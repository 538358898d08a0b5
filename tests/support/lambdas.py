"""The book of LAMBDAs in IronCalc: its functions called in rows of a sheet of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from alamo_xl.books.finish import ironcalc_model, read_parts

SHEET = "Calls"
ERRORS = ("#N/A", "#VALUE!", "#NUM!", "#REF!", "#DIV/0!")


class Lambdas:
    """The functions of a saved book."""

    def __init__(self, book: Path) -> None:
        self.model = ironcalc_model(read_parts(book))
        self.place = len(self.model.get_worksheets_properties())
        self.model.add_sheet(SHEET)
        self.rows = 0

    def called(self, function: str, rows: Sequence[Sequence[Any]], more: str = "") -> list[Any]:
        """What a function answers to each row of inputs in cells; None leaves a cell empty, `more` ends the call."""
        first, self.rows = self.rows + 1, self.rows + len(rows)
        width = max(map(len, rows))
        for row, inputs in enumerate(rows, first):
            for column, value in enumerate(inputs, 1):
                self._write((self.place, row, column), value)
            cells = ",".join(f"{get_column_letter(column)}{row}" for column in range(1, width + 1))
            self.model.update_cell_with_formula(self.place, row, width + 1, f"={function}({cells}{more})")
        self.model.evaluate()
        return [self.model.get_cell_value(self.place, row, width + 1) for row in range(first, self.rows + 1)]

    def answers(self, formulas: Sequence[str]) -> list[Any]:
        """What formulas answer that hold no cells."""
        first, self.rows = self.rows + 1, self.rows + len(formulas)
        for row, formula in enumerate(formulas, first):
            self.model.update_cell_with_formula(self.place, row, 1, formula)
        self.model.evaluate()
        return [self.model.get_cell_value(self.place, row, 1) for row in range(first, self.rows + 1)]

    def _write(self, cell: tuple[int, int, int], value: Any) -> None:
        if value is None:
            return
        if isinstance(value, str) and value in ERRORS:
            self.model.update_cell_with_formula(*cell, f"={value}")
        elif isinstance(value, str):
            self.model.update_cell_with_text(*cell, value)
        elif isinstance(value, bool):
            self.model.update_cell_with_bool(*cell, value)
        else:
            self.model.update_cell_with_number(*cell, float(value))
