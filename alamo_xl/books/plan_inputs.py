"""What a saved model's rates must pay for: its Operations, Capital plan, Debt, Reserves, Fees and taps, and Control."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from alamo_xl import inputs
from alamo_xl.books import vocabulary as words
from alamo_xl.books.named_cells import Cell, Cells, Rows
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import ByYear
from alamo_xl.projection import (
    Assumptions,
    ConnectionCharge,
    ExistingDebt,
    OperatingLine,
    Project,
    Reserve,
    ServiceFee,
    Targets,
    Terms,
)

MONEY, TERM = "1e12", 100
Years = tuple[int, ...]


def read_plan(cells: Cells, services: tuple[str, ...], years: Years) -> dict[str, Any]:
    """The parts of a Case that say what rates must pay for, by field. Raises BadSchedule, which names the cell."""
    listed = _Listed(cells, services, years)
    return {
        "assumptions": _assumptions(cells),
        "indices": listed.indices(),
        "lines": tuple(listed.lines()),
        "transfers": listed.money(words.TRANSFERS_OUT),
        "other_revenue": listed.money(words.OTHER),
        "projects": tuple(listed.projects()),
        "debt": tuple(listed.debt()),
        "terms": dict(listed.terms()),
        "reserves": dict(listed.reserves()),
        "connections": tuple(listed.connections()),
        "fees": tuple(listed.fees()),
    }


def _assumptions(cells: Cells) -> Assumptions:
    def share(name: str, least: str = "0", most: str = "1") -> Decimal:
        return cells.number(cells.one(name), least, most)

    targets = (cells.optional(cells.one(f"Target_{name}"), "0", "100") for name in Targets._fields)
    return Assumptions(
        pooled=_yes(cells, "Cash_pooled"),
        bad_debt=share("Bad_debt", most="0.999"),
        interest=share("Interest_rate"),
        reach=share("Reach"),
        real_prices=_yes(cells, "Real_prices"),
        targets=Targets(*targets),
    )


def _yes(cells: Cells, name: str) -> bool:
    cell = cells.one(name)
    return word(cells, cell, words.YES_NO) == words.YES


def word(cells: Cells, cell: Cell, accepted: Collection[str]) -> str:
    """One of some words. Raises BadSchedule, which names the cell and lists them."""
    text = "" if cell.value is None else str(cell.value).strip()
    for each in accepted:
        if text.casefold() == each.casefold():
            return each
    given = "is blank" if not text else f"is {inputs.shown(text)}"
    raise BadSchedule(f"{cells.file}, {cell} {given}; give one of: {', '.join(accepted)}")


class _Listed:
    """The lists of a model, row by row; a row in which nothing is typed is none."""

    def __init__(self, cells: Cells, services: tuple[str, ...], years: Years) -> None:
        self.cells, self.services, self.years = cells, services, years

    def _table(self, names: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
        """The rows of a table in which something is typed."""
        return (row for row in self.cells.columns(*names) if not all(inputs.is_blank(cell.value) for cell in row))

    def _by_year(self, cells: dict[object, Cell]) -> ByYear:
        found = {year: self.cells.optional(cells[year], "0", MONEY) for year in self.years}
        return {year: number for year, number in found.items() if number is not None}

    def _block(self, block: tuple[str, str, tuple[str, ...]]) -> Iterator[dict[object, Cell]]:
        """The rows of a block by year in which something is typed, by heading."""
        name, head, keys = block
        headings: dict[object, int] = {
            cell.value: cell.column for cell in self.cells.rows(head)[0] if cell.value is not None
        }
        for heading in (*keys, *self.years):
            if heading not in headings:
                raise BadSchedule(f"{self.cells.file}: {name} has no column headed {heading!r}")
        for row in self.cells.rows(name):
            by_column = {cell.column: cell for cell in row}
            found = {heading: by_column[headings[heading]] for heading in (*keys, *self.years)}
            if not all(inputs.is_blank(cell.value) for cell in found.values()):
                yield found

    def _service(self, cell: Cell) -> str:
        return word(self.cells, cell, self.services)

    def _index(self, cell: Cell) -> str:
        """A cost index; nothing where the cell says that there is none."""
        found = word(self.cells, cell, (*words.INDICES, words.NO_INDEX))
        return "" if found == words.NO_INDEX else found

    def _share(self, cell: Cell) -> Decimal:
        return self.cells.optional(cell, "0", "1") or Decimal(0)

    def _dollars(self, cell: Cell) -> Decimal:
        return self.cells.number(cell, "0", MONEY)

    def indices(self) -> dict[str, ByYear]:
        """Cost indices, by name: change over the year before."""
        rows = Rows(self.cells, *words.INDEX_ROWS)
        return {
            name: {
                year: self.cells.number(rows.cell(year, name, words.COST_INDEX), "-0.99", MONEY) for year in self.years
            }
            for name in words.INDICES
        }

    def money(self, line: str) -> dict[str, ByYear]:
        """Transfers out or other revenue, by service."""
        rows = Rows(self.cells, *words.MONEY_ROWS)
        return {
            service: self._by_year({year: rows.cell(year, line, service) for year in self.years})
            for service in self.services
        }

    def lines(self) -> Iterator[OperatingLine]:
        """Of operation and maintenance; one without a category goes by the name of its line."""
        for name, service, category, dollars, index, variable in self._table(words.OPERATING_LINES):
            yield OperatingLine(
                self._service(service),
                str(category.value or name.value or dollars),
                self._dollars(dollars),
                self._index(index),
                self._share(variable),
            )

    def projects(self) -> Iterator[Project]:
        """The capital plan's."""
        for name, service, cost, index, years, grant, debt, *first in self._table(words.PROJECTS):
            begun = {plan: self._year(cell) for plan, cell in zip(words.PLANS, first, strict=True)}
            yield Project(
                str(name.value or name),
                self._service(service),
                self._dollars(cost),
                self._index(index),
                self.cells.whole(years, 1, TERM),
                self._share(grant),
                self._share(debt),
                {plan: year for plan, year in begun.items() if year is not None},
            )

    def _year(self, cell: Cell) -> int | None:
        if inputs.is_blank(cell.value):
            return None
        return self.cells.whole(cell, self.years[0] - TERM, self.years[-1] + TERM)

    def debt(self) -> Iterator[ExistingDebt]:
        """What is owed already."""
        for row in self._block(words.DEBT_ROWS):
            name, service, lien = (row[key] for key in words.DEBT_ROWS[2])
            whose, which = self._service(service), word(self.cells, lien, words.LIENS)
            yield ExistingDebt(str(name.value or name), whose, which, self._payments(row))

    def _payments(self, row: dict[object, Cell]) -> ByYear:
        """By year; empty before the first and after the last, never between them."""
        paid = self._by_year(row)
        for year in self.years:
            if paid and min(paid) < year < max(paid) and year not in paid:
                raise BadSchedule(f"{self.cells.file}, {row[year]} is blank; give 0 in a year between two payments")
        return paid

    def terms(self) -> Iterator[tuple[str, Terms]]:
        """Of new debt, by service."""
        for service, lien, rate, term, issue, reserve in self._table(words.DEBT_TERMS):
            yield (
                self._service(service),
                Terms(
                    word(self.cells, lien, words.LIENS),
                    self.cells.number(rate, "0", "1"),
                    self.cells.whole(term, 1, TERM),
                    self.cells.number(issue, "0", "1"),
                    self.cells.number(reserve, "0", "1"),
                ),
            )

    def reserves(self) -> Iterator[tuple[str, Reserve]]:
        """Opening balances and targets, by service."""
        for service, cash, *others in self._table(words.RESERVES):
            yield self._service(service), Reserve(self.cells.number(cash), *map(self._dollars, others))

    def connections(self) -> Iterator[ConnectionCharge]:
        """Taps and meter installations."""
        for row in self._block(words.TAP_ROWS):
            fee, size, service = (row[key] for key in words.TAP_ROWS[2])
            text = "" if size.value is None else str(size.value)
            yield ConnectionCharge(str(fee.value), text, self._service(service), self._by_year(row))

    def fees(self) -> Iterator[ServiceFee]:
        """Counted in the base year."""
        for fee, service, count in self._table(words.SERVICE_FEES):
            yield ServiceFee(str(fee.value), self._service(service), self._dollars(count))
