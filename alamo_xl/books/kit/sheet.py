"""Sheet: writes down the page; nothing is placed by address, and nobody but the kit moves the cursor."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from alamo_xl.books.kit import breaks, charts, pages, tables
from alamo_xl.books.kit.binding import Binding
from alamo_xl.books.kit.entries import Choices
from alamo_xl.books.kit.grid import Grid
from alamo_xl.books.kit.refs import Ref, TableRef

CHECKS_SHEET = "Checks"


class Sheet(Grid):
    """A worksheet written from top to bottom. kind, portrait: as Grid's; measure: characters in a line of notes."""

    VALUE_COLUMN, UNITS_COLUMN, NOTE_COLUMN = 2, 3, 4

    def __init__(
        self,
        book: Binding,
        name: str,
        title: str,
        subtitle: str,
        *,
        kind: Literal["read", "input"] = "read",
        portrait: bool = False,
        measure: int | None = None,
    ) -> None:
        super().__init__(book, name, kind, portrait)
        self.title_text, self.subtitle_text = title, subtitle
        self.measure = measure or (85 if portrait else 110)
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

    def unprinted_from(self, first: Ref) -> None:
        """Paper leaves out what was written from a cell's row on."""
        self.unprinted(Ref(self.name_text, first.row, 1, self.last_row - first.row + 1))

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
        written = list(rows)
        whole = self.take(1 + len(written) + spare, len(columns))
        return tables.add_table(self, whole, name, columns, written, spare, filters)

    def chart(self, chart: charts.Chart) -> None:
        """A chart; what follows is below it."""
        self.take(charts.draw(self, chart, self.ahead()))

    def charts_side_by_side(self, wanted: Sequence[charts.Chart]) -> None:
        """Charts whose tops are in one row, each in its own column; what follows is below the tallest."""
        top = self.ahead()
        heights = [charts.draw(self, chart, top) for chart in wanted]
        self.take(max(heights))

    @property
    def last_row(self) -> int:
        """The last row that is taken."""
        return self._next - 1

    def close(self) -> None:
        """Widths, printing, protection."""
        pages.set_widths(self)
        pages.set_heights(self)
        pages.set_printing(self, self.last_row)
        if self.page.divided_to:
            headings = sorted(row for (row, _), role in self.roles.items() if role == "heading")
            breaks.settle(self.worksheet, self.page.divided_to, self.page.title_row, self.page.room, headings)
        if self.book.profile != "publish":
            pages.protect(self)
