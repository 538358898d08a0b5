"""Grid: the cells of a sheet, each in its place: what stands in it, how it looks, what may be typed, how it prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break

from alamo_xl.books.kit.binding import Binding
from alamo_xl.books.kit.entries import Choices, Entry
from alamo_xl.books.kit.page import Page
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.style import GREY, PALE, RUST, role_named


class Grid:
    """A worksheet whose cells are written where they are asked to be. kind: "read" (no gridlines) or "input"
    (gridlines on); portrait: how it prints.
    """

    def __init__(
        self, book: Binding, name: str, kind: Literal["read", "input"] = "read", portrait: bool = False
    ) -> None:
        self.book = book
        self.worksheet = book.workbook.create_sheet(name)
        self.worksheet.sheet_view.showGridLines = kind == "input"
        self.page = Page(portrait)
        self.roles: dict[tuple[int, int], str] = {}

    @property
    def name_text(self) -> str:
        """The sheet's name."""
        return str(self.worksheet.title)

    def put(self, where: Ref, value: Any, role: str = "text", *, literal: bool = False) -> Cell:
        """Write one cell. Text that begins with = is a formula, unless `literal`; references to this same sheet
        lose its name. The text of an error value stays text.
        """
        is_ = role_named(role)
        cell: Cell = self.worksheet.cell(where.row, where.column)
        if isinstance(value, Ref):
            value = f"={value}"
        if isinstance(value, str) and value.startswith("=") and not literal:
            value = self._local(value)
        cell.value = value
        if (literal and isinstance(value, str)) or cell.data_type == "e":
            cell.data_type = "s"
        if value is not None and is_.number_format == "@" and isinstance(value, str) and value.startswith("="):
            role = {"text": "general", "input text": "input general", "link text": "link general"}.get(role, role)
        self.book.dress(cell, role)
        self.roles[cell.row, cell.column] = role
        return cell

    def _local(self, formula: str) -> str:
        return formula.replace(f"{quote_sheetname(self.name_text)}!", "")

    def array(self, where: Ref, formula: str, roles: Sequence[Sequence[str]]) -> None:
        """One array formula over a block of cells, each with its role; outside tables, for Excel allows none inside."""
        for row, of_row in enumerate(roles):
            for column, role in enumerate(of_row):
                self.put(where.cell(row, column), None, role)
        first = self.worksheet.cell(where.row, where.column)
        first.value = ArrayFormula(where.plain, self._local(formula))

    def put_free(self, where: Ref, text: str, role: str = "note", *, literal: bool = False) -> None:
        """Text that runs over the empty cells at its right, so that no column is widened for it."""
        self.put(where, text, role, literal=literal)
        self.page.free_text.add(where.plain)

    def flag(self, where: Ref, words: str = "LOOK") -> None:
        """Show cells that say LOOK, or other words, in the warning colour; the word stays the sign."""
        self.warn(where, f'ISNUMBER(SEARCH("{words}",{where.cell().plain}))')

    def warn(self, where: Ref, condition: str) -> None:
        """Show cells in the warning colour where a condition, written for the first of them, holds; beside the
        colour stands a word.
        """
        rule: Any = FormulaRule(formula=[condition], font=Font(bold=True, color=f"FF{RUST}"))  # type: ignore[no-untyped-call]
        self.worksheet.conditional_formatting.add(where.plain, rule)

    def fade(self, where: Ref, condition: str) -> None:
        """Grey out cells that count for nothing where a condition, written for the first of them, holds."""
        fill = PatternFill("solid", bgColor=f"FF{PALE}")
        rule: Any = FormulaRule(formula=[condition], font=Font(color=f"FF{GREY}", strike=True), fill=fill)  # type: ignore[no-untyped-call]
        self.worksheet.conditional_formatting.add(where.plain, rule)

    def validate(
        self,
        where: Ref,
        choices: Choices | None = None,
        between: tuple[float, float] | None = None,
        whole: bool = False,
        *,
        prompt: str = "",
        title: str = "",
        units: str = "",
        required: bool = False,
        beside: Ref | None = None,
    ) -> None:
        """Limit what may be typed, and say so beside the chosen cell: see `entries.Entry`. `prompt`: words before
        the limits, or alone where anything may be typed. The book keeps what inputs may be, for its checks.
        """
        if choices is None and between is None and not prompt:
            return
        role = self.roles.get((where.row, where.column), "general")
        entry = Entry(choices, between, whole, role, units, prompt, title, required, beside)
        if role.startswith("input ") and entry.limits:
            self.book.entries.append((where, entry))
        rule = entry.rule()
        rule.add(where.plain)
        self.worksheet.add_data_validation(rule)

    def name(self, name: str, target: Ref | str) -> str:
        """Define a name; see Binding.name."""
        return self.book.name(name, target)

    def width(self, column: int, characters: float) -> None:
        """A column (from 1) at least so wide, in place of the width of its content."""
        self.page.widths[column] = max(characters, self.page.widths.get(column, 0))

    def new_page_after(self, where: Ref) -> None:
        """What follows this cell's row is printed on a new page; for the inside of a table."""
        self.worksheet.row_breaks.append(Break(id=where.row))

    def printed_to(self, column: int) -> None:
        """Paper ends after this column (from 1); what is right of it are workings."""
        self.page.last_printed = column

    def unprinted(self, rows: Ref) -> None:
        """Paper leaves these rows out; what follows them is printed on a new page."""
        self.page.unprinted.append(rows)

    def repeated(self, row: Ref, *, first_wins: bool = False) -> None:
        """The row that is printed again on every page."""
        if not (first_wins and self.page.title_row):
            self.page.title_row = row.row

    def freeze(self, where: Ref) -> None:
        """What is above and left of this cell stays in sight."""
        self.worksheet.freeze_panes = where.plain
