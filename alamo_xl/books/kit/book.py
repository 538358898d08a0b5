"""Book: a workbook with a profile, properties, names and sheets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import Workbook

from alamo_xl.books.kit.binding import Binding
from alamo_xl.books.kit.groups import Group, in_order
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.kit.sheet import Sheet
from alamo_xl.books.kit.years import TimeSheet, WideSheet

AnySheet = TypeVar("AnySheet", bound=Sheet)
MASTER_CHECK, ALERTS = "Master_check", "Alerts"


@dataclass(eq=False)
class Book(Binding):
    """A workbook being written, and its sheets.

    values: (sheet, cell, formula) -> the cached value; builders with ALAMO_ cells set it.
    """

    sheets: list[Sheet] = field(init=False, default_factory=list)
    values: Callable[[str, str, str], object] | None = field(init=False, default=None)

    def sheet(self, name: str, title: str, subtitle: str, **options: Any) -> Sheet:
        """Add a sheet; options as Sheet's: kind ("read" or "input"), portrait, measure."""
        return self._add(Sheet(self, name, title, subtitle, **options))

    def time_sheet(self, name: str, title: str, subtitle: str, **options: Any) -> TimeSheet:
        """Add a sheet whose columns are years, after an opening."""
        return self._add(TimeSheet(self, name, title, subtitle, **options))

    def wide_sheet(self, name: str, title: str, subtitle: str, **options: Any) -> WideSheet:
        """Add a sheet of years whose rows need more key columns."""
        return self._add(WideSheet(self, name, title, subtitle, **options))

    def _add(self, sheet: AnySheet) -> AnySheet:
        self.sheets.append(sheet)
        return sheet

    def publish(self, publisher: str) -> None:
        """Say who publishes: the document's author, and its company."""
        self.workbook.properties.creator = publisher

    def close(self) -> Workbook:
        """Set widths, printing, protection and the opening view; the workbook is then ready to be saved."""
        if self.master_check and MASTER_CHECK not in self.workbook.defined_names:
            raise ValueError(f"a model needs a check sheet that defines {MASTER_CHECK}")
        if self.alerts and ALERTS not in self.workbook.defined_names:
            raise ValueError(f"a check sheet defines {ALERTS} where sheets show them")
        self._arrange()
        for sheet in self.sheets:
            sheet.close()
        self.workbook.active = 0
        for index, worksheet in enumerate(self.workbook.worksheets):
            worksheet.sheet_view.tabSelected = index == 0
        return self.workbook

    def in_order(self) -> list[tuple[Group | None, Sheet]]:
        """The sheets in the order of the book's groups, each with its own."""
        sheets = {sheet.name_text: sheet for sheet in self.sheets}
        return [(group, sheets[name]) for name, group in in_order(self.groups, list(sheets))]

    def _arrange(self) -> None:
        """Sheets in their order, their tabs coloured by group."""
        for place, (group, sheet) in enumerate(self.in_order()):
            self.workbook.move_sheet(sheet.worksheet, place - self.workbook.index(sheet.worksheet))
            if group:
                sheet.worksheet.sheet_properties.tabColor = f"FF{group.colour}"
                sheet.page.printed = group.printed

    def finish(self, path: Path, values: Callable[[str, str, str], object] | None = None) -> Path:
        """Save with cached values and fixed bytes; see `alamo_xl.books.finish`."""
        from alamo_xl.books.finish import finish

        return finish(self.close(), path, values or self.values, self.waiting)

    def wait_by_role(self, words: Mapping[str, str]) -> None:
        """Let every formula of these roles say its words until then."""
        for sheet in self.sheets:
            for place, role in sheet.roles.items():
                cell = sheet.worksheet.cell(*place)
                if role in words and cell.data_type == "f":
                    self.wait(Ref(sheet.name_text, *place), words[role])
