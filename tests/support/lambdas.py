"""The book of LAMBDAs in IronCalc: its functions called in rows of a sheet of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from alamo_xl.books.finish import ironcalc_model, read_parts

SHEET = "Calls"
WIDEST = 20
ERRORS = ("#N/A", "#VALUE!", "#NUM!", "#REF!", "#DIV/0!")


class Lambdas:
    """The functions of a saved book; `rows` counts the constants written for the next calls, which clear them."""

    def __init__(self, book: Path) -> None:
        self.model = ironcalc_model(read_parts(book))
        self.place = len(self.model.get_worksheets_properties())
        self.model.add_sheet(SHEET)
        self.rows = 0

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Put rows of constants below those that are there."""
        for row, values in enumerate(rows, self.rows + 1):
            for column, value in enumerate(values, 1):
                self._write((self.place, row, column), value)
        self.rows += len(rows)

    def called(self, function: str, rows: Sequence[Sequence[Any]], more: str = "") -> list[Any]:
        """What a function answers to each row of inputs in cells; None leaves a cell empty, `more` ends the call."""
        first, width = self.rows + 1, max(map(len, rows))
        self.write(rows)
        formulas = []
        for row in range(first, self.rows + 1):
            cells = ",".join(f"{get_column_letter(column)}{row}" for column in range(1, width + 1))
            formulas.append(f"={function}({cells}{more})")
        return self._answers(formulas, first, width + 1)

    def answers(self, formulas: Sequence[str]) -> list[Any]:
        """What formulas answer, of the cells written or of none."""
        return self._answers(formulas, self.rows + 1, 1)

    def _answers(self, formulas: Sequence[str], first: int, column: int) -> list[Any]:
        for row, formula in enumerate(formulas, first):
            self.model.update_cell_with_formula(self.place, row, column, formula)
        self.model.evaluate()
        found = [self.model.get_cell_value(self.place, row, column) for row in range(first, first + len(formulas))]
        self.model.range_clear_contents(self.place, 1, 1, first + len(formulas), WIDEST)
        self.rows = 0
        return found

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
