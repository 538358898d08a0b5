"""A tabulated extract as a model's determinants and bill frequency: for a fresh model, or typed into a saved one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from alamo_xl.books.named_cells import Cell, Cells
from alamo_xl.books.package import Parts
from alamo_xl.books.plain_sheet import with_plain_sheet
from alamo_xl.books.saved import SavedBook, Value
from alamo_xl.books.typed import typed_into
from alamo_xl.books.vocabulary import STATUSES
from alamo_xl.errors import BadSchedule
from alamo_xl.schedule import Schedule

STATUS = STATUSES[1]
KIND = ("Det_class", "Det_location", "Det_size", "Det_irrigation")
DETERMINED = (
    *("Det_bills", "Det_units", "Det_ccf"),
    *("Det_sewer_bills", "Det_sewer_units", "Det_sewer_ccf", "Det_sewer_only", "Det_reclaimed"),
)
FREQUENCY = (
    *("Freq_class", "Freq_location", "Freq_size", "Freq_irrigation", "Freq_sewer"),
    *("Freq_over", "Freq_to", "Freq_bills", "Freq_ccf"),
)

Given = str | int | Decimal | None


class Tables(NamedTuple):
    """A fiscal year's rows as the sheets take them (KIND and DETERMINED; FREQUENCY), and where they are from.

    The same rows by month have the month before them.
    """

    fiscal_year: int
    source: str
    determinants: Sequence[Sequence[Given]]
    frequency: Sequence[Sequence[Given]]
    determinants_by_month: Sequence[Sequence[Given]] = ()
    frequency_by_month: Sequence[Sequence[Given]] = ()


class ByMonth(NamedTuple):
    """A sheet of rows by month: its name, what it is for, its status's name, columns as heading, role and width."""

    sheet: str
    says: str
    status: str
    columns: tuple[tuple[str, str, float], ...]
    rows: Sequence[Sequence[Given]]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its columns."""
        return tuple(heading for heading, *_ in self.columns)


MONTH = "Month"
KIND_COLUMNS = (
    (MONTH, "count", 9),
    *(("Class", "text", 17), ("Location", "text", 11), ("Meter size", "text", 14), ("Irrigation", "text", 11)),
)
DETERMINED_COLUMNS = (
    *(("Bills", "integer", 12), ("Unit-months", "integer", 12), ("Water (CCF)", "volume", 13)),
    *(("Sewer bills", "integer", 12), ("Sewer unit-months", "integer", 12)),
    *(("Water subject to sewer (CCF)", "volume", 16), ("Sewer-only (metered-equivalent CCF)", "volume", 21)),
    ("Reclaimed (CCF)", "volume", 13),
)
FREQUENCY_COLUMNS = (
    *(("Sewer", "text", 9), ("Over (CCF)", "count", 10), ("Up to (CCF)", "count", 10)),
    *(("Bills", "integer", 12), ("Water (CCF)", "volume", 13)),
)

BY_MONTH = ("Determinants by month", "Bill frequency by month")
"""The sheets of rows by month, which hold what was tabulated and calculate nothing."""


def by_month(tables: Tables) -> tuple[ByMonth, ...]:
    """The sheets of the tables by month."""
    return (
        ByMonth(
            BY_MONTH[0],
            "What was billed in each month, by kind of account.",
            "Determinants_status",
            (*KIND_COLUMNS, *DETERMINED_COLUMNS),
            tables.determinants_by_month,
        ),
        ByMonth(
            BY_MONTH[1],
            "Bills and water of each month, by kind of account and volume.",
            "Frequency_status",
            (*KIND_COLUMNS, *FREQUENCY_COLUMNS),
            tables.frequency_by_month,
        ),
    )


def illustration_with(given: dict[str, Any], tables: Tables, schedule: Schedule) -> dict[str, Any]:
    """What a fresh model opens with: these tables in place of the made-up ones, and their year as the base year."""
    year = schedule.fiscal_years.index(tables.fiscal_year) + 1
    determinants = {"year": year, "source": tables.source, "rows": tables.determinants, "status": STATUS}
    frequency = {"rows": tables.frequency, "status": STATUS}
    control = given["control"] | {"base_year": year}
    return given | {"control": control, "determinants": determinants, "frequency": frequency}


def typed_tables(path: Path, cells: Cells, tables: Tables) -> Parts:
    """The parts of a saved model with these tables typed over its own, recalculated; all else stays as it is.

    cells: the model's, as read. The sheets by month come at its end where it has none. Raises BadSchedule where the
    book lacks a name, its bill frequency has too few rows, or a sheet by month is its user's own.
    """
    typed: dict[str, dict[tuple[int, int], Value]] = {}
    for cell, value in _typed(cells, tables):
        typed.setdefault(cell.sheet, {})[cell.row, cell.column] = value
    absent = []
    for each in by_month(tables):
        if each.sheet in cells.book.sheets:
            typed[each.sheet] = dict(_typed_months(cells, each))
        elif each.rows:
            absent.append(each)
    parts = typed_into(path, typed)
    for each in absent:
        parts = with_plain_sheet(parts, each.sheet, each.headings, each.rows)
    return parts


def with_tables(cells: Cells, tables: Tables) -> Cells:
    """An open model with these tables typed over its own. Raises BadSchedule as `typed_tables`."""
    sheets = {sheet: dict(values) for sheet, values in cells.book.sheets.items()}
    for cell, value in _typed(cells, tables):
        sheets[cell.sheet][cell.row, cell.column] = value
    return Cells(SavedBook(cells.book.names, sheets), cells.file)


def kinds_of(cells: Cells) -> list[tuple[Value, ...]]:
    """The kinds of account that an open model has a row for: class, location, meter size, irrigation."""
    return [tuple(cell.value for cell in row) for row in cells.columns(*KIND)]


def _typed(cells: Cells, tables: Tables) -> Iterator[tuple[Cell, Value]]:
    yield cells.one("Determinants_status"), STATUS
    yield cells.one("Frequency_status"), STATUS
    yield cells.one("Determinants_year"), tables.fiscal_year
    yield cells.one("Determinants_source"), tables.source
    rows = {tuple(row[: len(KIND)]): row[len(KIND) :] for row in tables.determinants}
    for words, numbers in zip(cells.columns(*KIND), cells.columns(*DETERMINED), strict=True):
        found = rows.get(tuple(str(cell.value) for cell in words), [0] * len(DETERMINED))
        yield from zip(numbers, map(_value, found), strict=True)
    places = cells.columns(*FREQUENCY)
    if len(places) < len(tables.frequency):
        raise BadSchedule(
            f"{cells.file}: its bill frequency has {len(places):,} rows and the extract needs "
            f"{len(tables.frequency):,}; give fewer --bands, or leave --model out for a fresh model"
        )
    nothing = [None] * len(FREQUENCY)
    for place, row in enumerate(places):
        found = tables.frequency[place] if place < len(tables.frequency) else nothing
        yield from zip(row, map(_value, found), strict=True)


def _typed_months(cells: Cells, by_month: ByMonth) -> Iterator[tuple[tuple[int, int], Value]]:
    """The rows of a sheet by month under its headings, and nothing in those of an earlier tabulation below them."""
    there, headings = cells.book.sheets[by_month.sheet], by_month.headings
    head = next((row for row, column in sorted(there) if column == 1 and there[row, column] == MONTH), 0)
    if [there.get((head, column)) for column in range(1, len(headings) + 1)] != list(headings):
        raise BadSchedule(f"{cells.file} has a sheet {by_month.sheet!r} of its own; rename it, so that there is room")
    last = max(head + len(by_month.rows), *(row for row, _ in there))
    for row in range(head + 1, last + 1):
        place = row - head - 1
        values = by_month.rows[place] if place < len(by_month.rows) else [None] * len(headings)
        yield from (((row, column), _value(value)) for column, value in enumerate(values, 1))


def _value(given: Given) -> Value:
    """A number as a cell stores it; whole where it is."""
    if isinstance(given, Decimal):
        return int(given) if given == int(given) else float(given)
    return given
