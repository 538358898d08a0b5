"""Binding: what the sheets of one book share: the workbook that they are in, its styles and names, their layout."""

import datetime as dt
from collections.abc import Sequence
from copy import copy
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook.defined_name import DefinedName

from alamo_xl import RELEASED
from alamo_xl.books.kit.entries import Entry
from alamo_xl.books.kit.groups import Group
from alamo_xl.books.kit.refs import Line, Ref
from alamo_xl.books.style import named_style

Profile = Literal["publish", "model", "lambda"]


@dataclass(eq=False)
class Binding:
    """A workbook being written.

    title, subject: document properties; dated: the day of this version, which stands for the clock, so that the bytes
    never depend on it;
    profile: "publish" (read), "model" (calculated in: protected, filters on, a master check on each sheet) or "lambda"
    (as model, its formulas call LAMBDAs);
    years, key_columns: the layout that all time sheets share;
    master_check: whether every sheet shows it, as all but what is published does;
    alerts: whether every sheet says how many there are (the name `Alerts`); groups: the order of the sheets;
    entries: what inputs may be; by_year: lines that the templates of every time sheet may call by a word, in the
    formula's own year;
    waiting: what cells say, by sheet, until an engine calculates them.
    """

    title: str
    subject: str = ""
    _: KW_ONLY
    profile: Profile = "publish"
    dated: dt.date = RELEASED
    years: int = 5
    key_columns: int = 1
    master_check: bool | None = None
    alerts: bool = False
    groups: Sequence[Group] = ()
    workbook: Workbook = field(init=False, default_factory=Workbook)
    entries: list[tuple[Ref, Entry]] = field(init=False, default_factory=list)
    by_year: dict[str, Line] = field(init=False, default_factory=dict)
    waiting: dict[str, dict[str, object]] = field(init=False, default_factory=dict)
    _styles: dict[str, StyleArray] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.workbook.remove(self.workbook.worksheets[0])
        if self.master_check is None:
            self.master_check = self.profile != "publish"
        properties = self.workbook.properties
        properties.title, properties.subject = self.title, self.subject or self.title
        properties.creator, properties.language, properties.category = "alamo_xl", "en-US", self.profile
        day = dt.datetime(self.dated.year, self.dated.month, self.dated.day)  # noqa: DTZ001
        properties.created = properties.modified = day
        self.workbook.calculation.fullCalcOnLoad = True

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

    def wait(self, where: Ref, words: str) -> None:
        """Let formulas that judge ALAMO_ cells say these words in the file, until an engine calculates them."""
        cells = self.waiting.setdefault(where.sheet, {})
        for row in range(where.rows):
            cells |= {where.cell(row, column).plain: words for column in range(where.columns)}
