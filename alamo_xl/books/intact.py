"""A saved model's cells against those that this version builds, inputs aside: what was overwritten, and where rows or
columns were inserted or deleted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from alamo_xl import __version__
from alamo_xl.books.kit import SPARE, Book
from alamo_xl.books.model import build
from alamo_xl.books.model.illustration import illustration
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.saved import CellMap, Value
from alamo_xl.books.tabulated import BY_MONTH, Tables, by_month
from alamo_xl.catalogue import PREFIX
from alamo_xl.errors import BadSchedule
from alamo_xl.schedule import Schedule

COVER = "Cover"
FREQUENCY_MOST = 5_000
"""Rows of a bill frequency: kinds of account by bands."""
MONTHS = 12
SHOWN = 60
SHARED = "="
"""A formula that Excel stores with the first of the cells it was filled into: that one shows what it is."""
FURTHEST = 100
"""Rows, or columns, by which a sheet may have moved and still be compared."""


@dataclass(frozen=True)
class _Sheet:
    """A sheet as it is built, its inputs left out, and as it was saved."""

    name: str
    built: Mapping[tuple[int, int], Any]
    saved: CellMap

    @cached_property
    def facts(self) -> dict[tuple[int, int], Any]:
        """What was built there and is no formula."""
        return {place: value for place, value in self.built.items() if not _is_formula(value)}

    @cached_property
    def moved(self) -> str:
        """Where rows or columns were inserted or deleted, in words; nothing where none were."""
        for axis, what in enumerate(("row", "column")):
            if more := self._shift(axis):
                place = min(at[axis] for at, value in self.facts.items() if not _same(value, self.saved.get(at)))
                at = place if axis == 0 else get_column_letter(place)
                many = "" if abs(more) == 1 else "s"
                done = "inserted" if more > 0 else "deleted"
                return f"{self.name}: {abs(more)} {what}{many} {done} at or above {what} {at}"
        return ""

    def _shift(self, axis: int) -> int:
        """By how many rows, or columns, the last of the sheet's facts stand further on than they were built."""
        end = max((place[axis] for place in self.facts), default=0)
        last = [(place, value) for place, value in self.facts.items() if place[axis] == end]

        def stand(further: int) -> bool:
            steps = (further, 0) if axis == 0 else (0, further)
            return all(_same(value, self.saved.get((at[0] + steps[0], at[1] + steps[1]))) for at, value in last)

        return max(filter(stand, range(-FURTHEST, FURTHEST + 1)), default=0)

    def overwritten(self, *, constants_alone: bool) -> Iterator[str]:
        """Cells that do not hold what was built; or formulas alone that something else stands in place of."""
        for place, built in sorted(self.built.items()):
            saved = self.saved.get(place)
            same = _is_formula(saved) if constants_alone and _is_formula(built) else _same(built, saved)
            if not same and not (constants_alone and not _is_formula(built)):
                holds = "is empty" if saved is None else f"holds {_shown(saved)}"
                yield f"{self.name}!{get_column_letter(place[1])}{place[0]} {holds} in place of {_shown(built)}"


def damage(path: Path, adopted: Schedule) -> list[str]:
    """What of a saved model is not as this version builds it, a line a cell or a sheet; nothing where it is whole.

    Raises BadSchedule where the book is no model of this version.
    """
    cells = Cells.of(path)
    return differences(cells, as_built(cells, adopted))


def as_built(cells: Cells, adopted: Schedule) -> Book:
    """The model that this version builds, with a bill frequency as long as the saved one's and its sheets by month.

    Raises BadSchedule where that is of another version or schedule.
    """
    _same_version(cells, adopted)
    return build(adopted, tables=_tables(cells))


def differences(cells: Cells, book: Book) -> list[str]:
    """A saved model against the one that was built.

    Formulas follow a row or column that moves: where any did, only formulas that something else stands in place of are
    told besides.
    """
    sheets = [each for each in book.sheets if each.name_text in cells.book.sheets]
    found = [f"there is no sheet {each.name_text}" for each in book.sheets if each not in sheets]
    compared = [
        _Sheet(each.name_text, _built(each), cells.book.sheets[each.name_text])
        for each in sheets
        if each.name_text not in BY_MONTH
    ]
    moved = [each.moved for each in compared if each.moved]
    found += moved
    for each in compared:
        if not each.moved:
            found += each.overwritten(constants_alone=bool(found))
    return found


def _built(sheet: Any) -> dict[tuple[int, int], Any]:
    """What the builder wrote into locked cells: a formula's text, or a constant."""
    filled = sheet.worksheet._cells
    return {
        place: getattr(filled[place].value, "text", filled[place].value)
        for place, role in sheet.roles.items()
        if not role.startswith("input ") and filled[place].value not in (None, "")
    }


def _tables(cells: Cells) -> Tables | None:
    """Tables of the saved model's length and sheets, where these are not those of the model as it comes."""
    given = illustration()
    rows, count = given["frequency"]["rows"], len(cells.rows("Freq_bills")) - SPARE
    listed = set(cells.book.sheets[COVER].values())
    if count == len(rows) and listed.isdisjoint(BY_MONTH):
        return None
    if not 0 < count <= FREQUENCY_MOST:
        raise BadSchedule(
            f"{cells.file}: its bill frequency has {count + SPARE:,} rows; at most {FREQUENCY_MOST:,} are read"
        )
    year = cells.whole(cells.one("Determinants_year"), 1900, 2199)
    tables = Tables(year, "", given["determinants"]["rows"], rows[:1] * count)
    months = ([[None] * len(each.columns)] * _months(cells, each.sheet, listed) for each in by_month(tables))
    return Tables(*tables[:4], *months)


def _months(cells: Cells, sheet: str, listed: Set[Value]) -> int:
    """The rows of a sheet by month, which has one at least where the Cover lists it; 0 of others."""
    if sheet not in listed:
        return 0
    first = (value for (_, column), value in cells.book.sheets.get(sheet, {}).items() if column == 1)
    return min(max(1, sum(isinstance(value, int | float) for value in first)), MONTHS * FREQUENCY_MOST)


def _same_version(cells: Cells, adopted: Schedule) -> None:
    saved = cells.book.sheets.get(COVER, {})
    said = {label: saved.get((row, 2)) for (row, column), label in saved.items() if column == 1}
    for label, ours in (("Version", f"alamo_xl {__version__}"), ("Content hash", adopted.content_hash)):
        if said.get(label) != ours:
            raise BadSchedule(
                f"{cells.file} is of {label} {said.get(label)!s:.80}, and this is {ours}; carry its inputs over with "
                "alamo-xl upgrade"
            )


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _same(built: object, saved: Value) -> bool:
    if _is_formula(built) and _is_formula(saved):
        return saved in (built, SHARED) or PREFIX in str(built) or _plain(str(built)) == _plain(str(saved))
    if isinstance(built, dt.date):
        built = to_excel(built)  # type: ignore[no-untyped-call]
    if isinstance(built, str) or isinstance(saved, str) or saved is None:
        return built == saved
    return float(str(built)) == float(saved)


def _plain(formula: str) -> str:
    """A formula without what applications write differently: spaces, quotes around sheets, brackets after TRUE."""
    pieces = re.split(r'("(?:[^"]|"")*")', formula)
    return "".join(
        piece
        if piece.startswith('"')
        else re.sub(r"(?i)\b(TRUE|FALSE)\(\)", r"\1", re.sub(r"[\s']", "", piece)).upper()
        for piece in pieces
    )


def _shown(value: object) -> str:
    text = str(value) if _is_formula(value) else repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
