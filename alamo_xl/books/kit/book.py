"""Book: a workbook with a profile, properties, names and sheets."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any, Literal, TypeVar

from openpyxl import Workbook
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook.defined_name import DefinedName

from alamo_xl import RELEASED
from alamo_xl.books.kit.entries import Entry
from alamo_xl.books.kit.groups import Group, in_order
from alamo_xl.books.kit.refs import Line, Ref
from alamo_xl.books.kit.sheet import Sheet
from alamo_xl.books.kit.years import TimeSheet, WideSheet
from alamo_xl.books.style import named_style

Profile = Literal["publish", "model", "lambda"]
AnySheet = TypeVar("AnySheet", bound=Sheet)
MASTER_CHECK, ALERTS = "Master_check", "Alerts"


class Book:
    """A workbook being written.

    title, subject: document properties; dated: the day of this version, which stands for the clock, so that the bytes
    never depend on it;
    profile: "publish" (read), "model" (calculated in: protected, filters on, a master check on each sheet) or "lambda"
    (as model, its formulas call LAMBDAs);
    years, key_columns: the layout that all time sheets share;
    by_year: lines that the templates of every time sheet may call by a word, in the formula's own year;
    alerts: whether every sheet says how many there are (the name `Alerts`); groups: the order of the sheets.
    """

    def __init__(
        self,
        title: str,
        subject: str = "",
        *,
        profile: Profile = "publish",
        dated: dt.date = RELEASED,
        years: int = 5,
        key_columns: int = 1,
        master_check: bool | None = None,
        alerts: bool = False,
        groups: Sequence[Group] = (),
    ) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.profile = profile
        self.years, self.key_columns = years, key_columns
        self.master_check = profile != "publish" if master_check is None else master_check
        self.alerts, self.groups = alerts, tuple(groups)
        self.sheets: list[Sheet] = []
        self.entries: list[tuple[Ref, Entry]] = []
        self.by_year: dict[str, Line] = {}
        self._styles: dict[str, StyleArray] = {}
        self._waiting: dict[str, dict[str, object]] = {}
        properties = self.workbook.properties
        properties.title, properties.subject, properties.creator = title, subject or title, "alamo_xl"
        properties.language, properties.category = "en-US", profile
        properties.created = properties.modified = dt.datetime(dated.year, dated.month, dated.day)  # noqa: DTZ001
        self.workbook.calculation.fullCalcOnLoad = True

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

    def name(self, name: str, target: Ref | str) -> str:
        """Define a name for cells (or for a constant or formula, as text) and return it."""
        if name in self.workbook.defined_names:
            raise ValueError(f"the name {name} is defined twice")
        self.workbook.defined_names[name] = DefinedName(name, attr_text=str(target).removeprefix("="))
        return name

    def dress(self, cell: Any, role: str) -> None:
        """Give a cell a role's style, registered once in this workbook: looking it up by name each time is slow."""
        if role not in self._styles:
            self.workbook.add_named_style(named_style(role))
            cell.style = f"alamo {role}"
            self._styles[role] = cell._style
        cell._style = copy(self._styles[role])

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

        return finish(self.close(), path, values or self.values, self._waiting)

    def wait(self, where: Ref, words: str) -> None:
        """Let formulas that judge ALAMO_ cells say these words in the file, until an engine calculates them."""
        cells = self._waiting.setdefault(where.sheet, {})
        for row in range(where.rows):
            cells |= {where.cell(row, column).plain: words for column in range(where.columns)}

    def wait_by_role(self, words: Mapping[str, str]) -> None:
        """Let every formula of these roles say its words until then."""
        for sheet in self.sheets:
            for place, role in sheet.roles.items():
                cell = sheet.worksheet.cell(*place)
                if role in words and cell.data_type == "f":
                    self.wait(Ref(sheet.name_text, *place), words[role])

    values: Callable[[str, str, str], object] | None = None
    """Builders with ALAMO_ cells set this: (sheet, cell, formula) -> the cached value."""
