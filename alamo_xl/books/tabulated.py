"""A tabulated extract as a model's determinants and bill frequency: for a fresh model, or typed into a saved one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from alamo_xl.books.named_cells import Cell, Cells
from alamo_xl.books.package import Parts
from alamo_xl.books.plain_sheet import with_plain_sheet
from alamo_xl.books.saved import Value
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

KIND_HEADINGS = ("Month", "Class", "Location", "Meter size", "Irrigation")
DETERMINANTS_BY_MONTH = "Determinants by month"
DETERMINANTS_HEADINGS = (
    *KIND_HEADINGS,
    *("Bills", "Unit-months", "Water (CCF)", "Sewer bills", "Sewer unit-months", "Water subject to sewer (CCF)"),
    *("Sewer-only (metered-equivalent CCF)", "Reclaimed (CCF)"),
)
FREQUENCY_BY_MONTH = "Bill frequency by month"
FREQUENCY_HEADINGS = (*KIND_HEADINGS, "Sewer", "Over (CCF)", "Up to (CCF)", "Bills", "Water (CCF)")

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


def illustration_with(given: dict[str, Any], tables: Tables, schedule: Schedule) -> dict[str, Any]:
    """What a fresh model opens with: these tables in place of the made-up ones, and their year as the base year."""
    year = schedule.fiscal_years.index(tables.fiscal_year) + 1
    determinants = {"year": year, "source": tables.source, "rows": tables.determinants, "status": STATUS}
    frequency = {"rows": tables.frequency, "status": STATUS}
    control = given["control"] | {"base_year": year}
    return given | {"control": control, "determinants": determinants, "frequency": frequency}


def typed_tables(path: Path, tables: Tables) -> Parts:
    """The parts of a saved model with these tables typed over its own, recalculated; all else stays as it is.

    Raises BadSchedule where the book lacks a name, or its bill frequency has too few rows.
    """
    cells = Cells.of(path)
    typed: dict[str, dict[tuple[int, int], Value]] = {}
    for cell, value in _typed(cells, tables):
        typed.setdefault(cell.sheet, {})[cell.row, cell.column] = value
    return typed_into(path, typed)


def with_months(parts: Parts, tables: Tables) -> Parts:
    """The parts of a model with the tables by month on two plain sheets at its end, where there are any."""
    if tables.determinants_by_month:
        parts = with_plain_sheet(parts, DETERMINANTS_BY_MONTH, DETERMINANTS_HEADINGS, tables.determinants_by_month)
    if tables.frequency_by_month:
        parts = with_plain_sheet(parts, FREQUENCY_BY_MONTH, FREQUENCY_HEADINGS, tables.frequency_by_month)
    return parts


def kinds_of(path: Path) -> list[tuple[Value, ...]]:
    """The kinds of account that a saved model has a row for: class, location, meter size, irrigation."""
    return [tuple(cell.value for cell in row) for row in Cells.of(path).columns(*KIND)]


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


def _value(given: Given) -> Value:
    """A number as a cell stores it; whole where it is."""
    if isinstance(given, Decimal):
        return int(given) if given == int(given) else float(given)
    return given
