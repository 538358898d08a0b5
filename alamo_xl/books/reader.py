"""A saved model book, read as its user left it: what was typed, never what was calculated."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from alamo_xl import inputs
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Levers
from alamo_xl.projection import Case, DemandLevers, Determinant, Requirement, Targets, project
from alamo_xl.rate_table import from_rows
from alamo_xl.schedule import Schedule

RATES = "Rates_adopted"
ALL_SERVICES, USAGE_CHANGE, GROWTH = ("all services",), ("change of use",), ("growth of accounts",)
YES = "yes"


@dataclass(frozen=True)
class Model:
    """A model book's inputs: what every projection starts from, and each scenario's levers by name."""

    name: str
    case: Case
    scenarios: Mapping[str, tuple[Levers, DemandLevers]]
    typical_ccf: Decimal
    shown: str

    def name_of(self, scenario: str) -> str:
        """A scenario's name as the book writes it. Raises BadSchedule, which lists them."""
        for name in self.scenarios:
            if name.casefold() == scenario.strip().casefold():
                return name
        raise BadSchedule(f"{self.name} has no scenario {scenario!r}; it has: {', '.join(self.scenarios)}")


class Cells:
    """An open book's cells by defined name; file: what messages call it."""

    def __init__(self, book: Any, file: str) -> None:
        self.book, self.file = book, file

    @classmethod
    def of(cls, path: Path) -> Cells:
        """The cells of a saved book. Raises BadSchedule where it cannot be read."""
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            return cls(load_workbook(path, data_only=False), path.name)
        except (OSError, KeyError, zipfile.BadZipFile, InvalidFileException) as error:
            raise BadSchedule(f"{path.name}: {error}") from error

    def __contains__(self, name: str) -> bool:
        return name in self.book.defined_names

    def rows(self, name: str) -> list[list[Any]]:
        """The cells of a name, row by row."""
        if name not in self:
            raise BadSchedule(f"{self.file} is not a rate model: it has no cells named {name}")
        ((sheet, cells),) = self.book.defined_names[name].destinations
        block = self.book[sheet][cells.replace("$", "")]
        return [list(row) for row in block] if isinstance(block, tuple) else [[block]]

    def values(self, name: str) -> list[list[Any]]:
        """Their values."""
        return [[cell.value for cell in row] for row in self.rows(name)]

    def column(self, name: str) -> list[Any]:
        """Cells of a name one column wide."""
        return [row[0] for row in self.rows(name)]

    def one(self, name: str) -> Any:
        """The single cell of a name."""
        return self.rows(name)[0][0]

    def number(self, cell: Any, least: str = "-1e12", most: str = "1e12") -> Decimal:
        """The number in a cell. Raises BadSchedule, which names the cell."""
        number = None if isinstance(cell.value, bool) else inputs.exact(cell.value)
        if number is None or not number.is_finite() or not Decimal(least) <= number <= Decimal(most):
            given = "is blank" if inputs.is_blank(cell.value) else f"is {inputs.shown(cell.value)}"
            accepted = f"give a number from {Decimal(least):,f} to {Decimal(most):,f}"
            raise BadSchedule(f"{self.file}, {cell.parent.title}!{cell.coordinate} {given}; {accepted}")
        return number

    def optional(self, cell: Any, least: str = "-1e12", most: str = "1e12") -> Decimal | None:
        """The number in a cell, or None in an empty one."""
        return None if inputs.is_blank(cell.value) else self.number(cell, least, most)


def read_rates(path: Path, adopted: Schedule, scenario: str | None = None) -> Schedule:
    """The schedule in a book's rate table, or a scenario's. Raises BadSchedule where there is none of that name."""
    if scenario is None:
        return _rates(Cells.of(path), adopted)
    model = read_model(path, adopted)
    return project(model.case, *model.scenarios[model.name_of(scenario)]).schedule


def read_model(path: Path, adopted: Schedule) -> Model:
    """All inputs of a saved model. Raises BadSchedule, which names the cell and says what is accepted."""
    return model_in(Cells.of(path), adopted)


def model_in(cells: Cells, adopted: Schedule) -> Model:
    """All inputs of an open model."""
    schedule = _rates(cells, adopted)
    years = _years(cells)
    base_year = int(cells.number(cells.one("Base_year")))
    if base_year not in schedule.fiscal_years:
        first, last = schedule.fiscal_years[0], schedule.fiscal_years[-1]
        raise BadSchedule(f"{cells.file}: the base year is {base_year}; give an adopted year, {first} to {last}")
    targets = Targets(
        base_year,
        cells.number(cells.one("Coverage_target"), "0"),
        cells.number(cells.one("Reserve_days"), "0"),
        cells.number(cells.one("Operations_inflation"), "-0.99"),
        cells.number(cells.one("Bad_debt"), "0", "0.999"),
    )
    services = dict.fromkeys(key.service for key in schedule.rates)
    needs = {service: _needs(cells, service, years) for service in services}
    case = Case(schedule, years, tuple(_determinants(cells)), needs, targets)
    scenarios = dict(_scenarios(cells, schedule, years))
    shown = str(cells.one("Scenario").value or "")
    return Model(cells.file, case, scenarios, cells.number(cells.one("Typical_ccf"), "0", "1e6"), shown)


def _rates(cells: Cells, adopted: Schedule) -> Schedule:
    try:
        return from_rows(cells.values(RATES), adopted, cells.file)
    except BadSchedule as error:
        raise BadSchedule(str(error) if cells.file in str(error) else f"{cells.file}: {error}") from error


def _years(cells: Cells) -> tuple[int, ...]:
    return tuple(int(cells.number(cell)) for cell in cells.rows("Scenario_years")[0])


def _determinants(cells: Cells) -> Iterator[Determinant]:
    words = [cells.column(name) for name in ("Det_class", "Det_location", "Det_size", "Det_irrigation")]
    names = ("Det_bills", "Det_units", "Det_ccf", "Det_sewer_bills", "Det_sewer_units", "Det_sewer_ccf")
    numbers = [cells.column(name) for name in (*names, "Det_reclaimed")]
    for account, row in zip(zip(*words, strict=True), zip(*numbers, strict=True), strict=True):
        customer_class, location, size, irrigation = (cell.value for cell in account)
        bills, units, ccf, sewer_bills, sewer_units, sewer_ccf, reclaimed = (cells.number(cell, "0") for cell in row)
        by_unit = size == "multi-family"
        yield Determinant(
            customer_class,
            location,
            size,
            irrigation == YES,
            units if by_unit else bills,
            ccf,
            sewer_units if by_unit else sewer_bills,
            sewer_ccf,
            reclaimed,
        )


def _needs(cells: Cells, service: str, years: tuple[int, ...]) -> Requirement:
    cash, operations, existing, proposed, capital, transfers, other = cells.rows(f"Needs_{service}")
    opening = len(cash) - len(years) - 1

    def by_year(row: list[Any]) -> dict[int, Decimal]:
        return {year: cells.number(cell) for year, cell in zip(years, row[opening + 1 :], strict=True)}

    old, new = by_year(existing), by_year(proposed)
    return Requirement(
        cells.number(cash[opening]),
        cells.number(operations[opening]),
        {year: old[year] + new[year] for year in years},
        by_year(capital),
        by_year(transfers),
        by_year(other),
    )


def _scenarios(
    cells: Cells, schedule: Schedule, years: tuple[int, ...]
) -> Iterator[tuple[str, tuple[Levers, DemandLevers]]]:
    names = [str(cell.value or "").strip() for cell in cells.column("Scenario_names")]
    for number, name in enumerate(names, 1):
        yield name, _scenario(cells, name, cells.rows(f"Levers_{number}"), schedule, years)


def _scenario(
    cells: Cells, name: str, rows: list[list[Any]], schedule: Schedule, years: tuple[int, ...]
) -> tuple[Levers, DemandLevers]:
    from alamo_xl.scenario import escalated
    from alamo_xl.schedule import RETURN

    all_years = len(rows[0]) - len(years) - 1
    by_words = {tuple(str(cell.value) for cell in row[:3] if cell.value is not None): row for row in rows}

    def by_year(*words: str) -> dict[int, Decimal]:
        found = {year: cells.optional(cell) for year, cell in zip(years, by_words[words][all_years + 1 :], strict=True)}
        return {year: share for year, share in found.items() if share is not None}

    def scalar(*words: str) -> Decimal | None:
        return cells.optional(by_words[words][all_years])

    common = by_year(*ALL_SERVICES)
    escalators = {
        each: {year: share for year, share in (common | by_year(*each)).items() if year != years[0]}
        for each in dict.fromkeys(escalated(key) for key in schedule.rates if key != RETURN)
    }
    delay = scalar("delayed from")
    if delay is not None and (delay != int(delay) or not years[0] < delay <= years[-1]):
        raise BadSchedule(
            f"{cells.file}: {name} is delayed from {delay}; give a fiscal year, {years[1]} to {years[-1]}"
        )
    shifted = dict.fromkeys(key.service for key in schedule.rates if key.charge == "base")
    shift = {service: scalar("shift from base to usage", service) or Decimal(0) for service in shifted}
    levers = Levers(
        name,
        escalators,
        None if delay is None else int(delay),
        scalar("outside multiplier"),
        scalar("irrigation multiplier"),
        scalar("sewer return"),
        shift,
    )
    demand = DemandLevers(
        by_year(*GROWTH),
        by_year(*USAGE_CHANGE),
        scalar("elasticity of use") or Decimal(0),
        cells.number(cells.one("General_inflation"), "-0.99"),
        cells.one("Real_prices").value == YES,
    )
    return levers, demand
