"""Sheet: writes down the page; nothing is placed by address, and nobody but the kit moves the cursor."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from alamo_xl.books.kit import breaks, charts, pages, tables
from alamo_xl.books.kit.entries import Choices, Entry
from alamo_xl.books.kit.refs import Ref, TableRef
from alamo_xl.books.style import GREY, PALE, RUST, role_named

if TYPE_CHECKING:
    from alamo_xl.books.kit.book import Book

CHECKS_SHEET = "Checks"


class Sheet:
    """One worksheet. kind: "read" (no gridlines) or "input" (gridlines on); portrait: how it prints; measure:
    characters in a line of notes.
    """

    VALUE_COLUMN, UNITS_COLUMN, NOTE_COLUMN = 2, 3, 4

    def __init__(
        self,
        book: Book,
        name: str,
        title: str,
        subtitle: str,
        *,
        kind: Literal["read", "input"] = "read",
        portrait: bool = False,
        measure: int | None = None,
    ) -> None:
        self.book, self.title_text, self.subtitle_text = book, title, subtitle
        self.measure = measure or (85 if portrait else 110)
        self.worksheet = book.workbook.create_sheet(name)
        self.worksheet.sheet_view.showGridLines = kind == "input"
        self.page = pages.Page(portrait)
        self.roles: dict[tuple[int, int], str] = {}
        self._next = 1
        self.worksheet.row_dimensions[1].height = 24
        self.text(title, "title")
        self.text(subtitle, "subtitle")
        self._top()

    def _top(self) -> None:
        if len(self.book.workbook.worksheets) > 1:
            self.link("Back to the Cover", self.book.workbook.worksheets[0].title)
        if self.book.master_check:
            self.check_line()
        if self.book.alerts:
            self.alert_line()
        self.page.blank = self.take()

    @property
    def name_text(self) -> str:
        """The sheet's name."""
        return str(self.worksheet.title)

    def take(self, rows: int = 1, columns: int = 1) -> Ref:
        """The next rows, from column A: they are the caller's, and what follows is written below them."""
        taken = Ref(self.name_text, self._next, 1, rows, columns)
        self._next += rows
        return taken

    def ahead(self, rows: int = 0) -> Ref:
        """The cell in column A so many rows below the next one: for formulas that look down the page."""
        return Ref(self.name_text, self._next + rows, 1)

    @contextmanager
    def inside(self, reserved: Ref) -> Iterator[None]:
        """Write into rows taken before, and go on after them where the page ended. Raises ValueError past their end."""
        after, self._next = self._next, reserved.row
        yield
        if self._next > reserved.row + reserved.rows:
            raise ValueError(f"{self.name_text}: {self._next - reserved.row} rows in a place for {reserved.rows}")
        self._next = after

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

    def text(self, text: str, role: str = "note", *, literal: bool = False) -> Ref:
        """One line of free text in column A."""
        where = self.take()
        self.put_free(where, text, role, literal=literal)
        return where

    def note(self, text: str, role: str = "note") -> None:
        """A paragraph, broken into lines of the sheet's measure."""
        for line in textwrap.wrap(text, self.measure):
            self.text(line, role)

    def heading(self, text: str) -> Ref:
        """The heading of a part of the sheet, after a gap."""
        self.part()
        return self.text(text, "heading")

    def subheading(self, text: str, role: str = "heading") -> Ref:
        """A heading right below what stands above it."""
        where = self.take()
        self.put(where, text, role)
        return where

    def part(self) -> None:
        """Leave one row empty, unless the row above is empty already."""
        if self._next > 1 and self.worksheet.cell(self._next - 1, 1).value is not None:
            self.gap()

    def page_break(self) -> None:
        """What follows is printed on a new page."""
        self.gap()
        self.worksheet.row_breaks.append(Break(id=self._next - 1))

    def new_page_after(self, where: Ref) -> None:
        """What follows this cell's row is printed on a new page; for the inside of a table."""
        self.worksheet.row_breaks.append(Break(id=where.row))

    def gap(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.take(rows)

    def link(self, text: str, sheet: str, where: Ref | None = None) -> Ref:
        """A link to another sheet of the book; the text says where it goes."""
        at = where or self.take()
        self.put(at, text, "jump", literal=True)
        cell = self.worksheet.cell(at.row, at.column)
        cell.hyperlink = Hyperlink(ref=at.plain, location=f"{quote_sheetname(sheet)}!A1", display=text)
        self.book.dress(cell, "jump")
        if where is None:
            self.page.free_text.add(at.plain)
        return at

    def web_link(self, label: str, text: str, address: str) -> None:
        """A labelled link to a web page; the address stands beside its text, for paper."""
        label_cell = self.take()
        self.put(label_cell, label, "text")
        where = label_cell.cell(0, self.VALUE_COLUMN - 1)
        cell = self.put(where, f"{text}: {address}", "jump", literal=True)
        cell.hyperlink = Hyperlink(ref=where.plain, target=address, display=text)
        self.book.dress(cell, "jump")

    def check_line(self) -> None:
        """The book's master check, in words, which lead to the checks."""
        self.flag(self._leads('="Checks: "&Master_check'))

    def alert_line(self) -> None:
        """How many alerts there are, in words, which lead to them."""
        line = self._leads('="Alerts: "&Alerts')
        self.warn(line, f'ISERROR(SEARCH("none",{line.in_row}))')

    def _leads(self, formula: str) -> Ref:
        line = self.text(formula, "state")
        cell = self.worksheet.cell(line.row, line.column)
        cell.hyperlink = Hyperlink(ref=line.plain, location=f"{quote_sheetname(CHECKS_SHEET)}!A1")
        self.book.dress(cell, "state")
        return line

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

    def value(
        self,
        label: str,
        value: Any,
        role: str = "general",
        *,
        name: str = "",
        units: str = "",
        note: str = "",
        choices: Choices | None = None,
        between: tuple[float, float] | None = None,
        whole: bool = False,
        prompt: str = "",
        optional: bool = False,
        free: bool = False,
    ) -> Ref:
        """One labelled value on its own row: an input, a constant or a formula, with units and a note; `name`
        defines a name for it; `prompt`: as `validate` has it; `optional`: the input may be empty;
        `free`: a sentence that runs over the cells at its right.
        """
        label_cell = self.take()
        self.put(label_cell, label, "text")
        where, units_cell, note_cell = (
            label_cell.cell(0, column - 1) for column in (self.VALUE_COLUMN, self.UNITS_COLUMN, self.NOTE_COLUMN)
        )
        (self.put_free if free else self.put)(where, value, role)
        if units:
            self.put(units_cell, units, "unit")
        if note:
            self.put_free(note_cell, note)
        if name:
            self.book.name(name, where)
        self.validate(where, choices, between, whole, prompt=prompt, title=label, units=units, required=not optional)
        return where

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
        """Define a name; see Book.name."""
        return self.book.name(name, target)

    def table(
        self,
        name: str,
        columns: Sequence[tables.Column],
        rows: Iterable[Sequence[Any]],
        *,
        spare: int = 0,
        filters: bool = False,
    ) -> TableRef:
        """An Excel Table; see `tables.add_table`."""
        self.part()
        return tables.add_table(self, name, columns, rows, spare, filters)

    def contents(self, summaries: dict[str, str] | None = None) -> TableRef:
        """A table of links to every other sheet with its subtitle, by group where the book has groups; written last,
        when all sheets are there.
        """
        others = [(group.words if group else "", sheet) for group, sheet in self.book.in_order() if sheet is not self]
        said = {s.name_text: re.sub(r"\s*\[note \d+\]", "", s.subtitle_text) for _, s in others} | (summaries or {})
        columns = [
            tables.Column("Sheet", width=30),
            tables.Column("What it holds", "wrapped", 100 if self.book.groups else 84),
        ]
        rows = [[s.name_text, said[s.name_text]] for _, s in others]
        if self.book.groups:
            columns.append(tables.Column("Group", width=14))
            rows = [[*row, words] for row, (words, _) in zip(rows, others, strict=True)]
        table = self.table("Contents", columns, rows)
        for index, (_, sheet) in enumerate(others):
            self.link(sheet.name_text, sheet.name_text, table.cell(index, "Sheet"))
        return table

    def chart(self, chart: charts.Chart) -> None:
        """A chart; what follows is below it."""
        charts.add_chart(self, chart)

    def charts_side_by_side(self, wanted: Sequence[charts.Chart]) -> None:
        """Charts whose tops are in one row, each in its own column; what follows is below the tallest."""
        top = self.ahead()
        heights = [charts.draw(self, chart, top) for chart in wanted]
        self.take(max(heights))

    def width(self, column: int, characters: float) -> None:
        """A column (from 1) at least so wide, in place of the width of its content."""
        self.page.widths[column] = max(characters, self.page.widths.get(column, 0))

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

    @property
    def last_row(self) -> int:
        """The last row that is taken."""
        return self._next - 1

    def close(self) -> None:
        """Widths, printing, protection."""
        pages.set_widths(self)
        pages.set_heights(self)
        pages.set_printing(self)
        if self.page.balanced:
            breaks.balance(self.worksheet, self.last_row, self.page.title_row, self.page.room)
        if self.book.profile != "publish":
            pages.protect(self)
