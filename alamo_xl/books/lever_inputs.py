"""The scenarios of a saved model: each one's levers, as typed or pasted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count, takewhile

from alamo_xl import inputs
from alamo_xl.books import vocabulary as words
from alamo_xl.books.model.rows.levers import lever_rows
from alamo_xl.books.named_cells import Cells, Rows
from alamo_xl.books.plan_inputs import word
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import ALL, ByYear, Level, Levers
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN, Schedule


def read_scenarios(cells: Cells, schedule: Schedule, years: tuple[int, ...]) -> Iterator[tuple[str, Levers]]:
    """Every scenario by name. Raises BadSchedule, which names the cell and says what is accepted."""
    names: list[str] = []
    numbers = takewhile(lambda number: f"Scenario_name_{number}" in cells, count(1))
    for number, cell in ((number, cells.one(f"Scenario_name_{number}")) for number in numbers):
        name = str(cell.value or "").strip()
        if not name or name.casefold() in names:
            raise BadSchedule(f"{cells.file}, {cell} is {inputs.shown(name)}; give every scenario a name of its own")
        names.append(name.casefold())
        yield name, _Typed(cells, number, schedule, years).levers(name)


def lever_cells(cells: Cells, number: int) -> Rows:
    """The rows of a scenario's levers; scenarios are numbered from 1."""
    return Rows(cells, f"Levers_{number}", "Levers_head", words.LEVER_KEYS)


class _Typed:
    """One scenario's levers by their words, within the limits of their cells."""

    def __init__(self, cells: Cells, number: int, schedule: Schedule, years: tuple[int, ...]) -> None:
        self.cells, self.schedule, self.years = cells, schedule, years
        self.rows = lever_cells(cells, number)
        self.limits = {row.words: [str(limit) for limit in row.between or ()] for row in lever_rows(schedule)}

    def by_year(self, *lever: str) -> dict[int, Decimal]:
        """The years that have a number."""
        cells = {year: self.rows.cell(year, *lever) for year in self.years}
        found = {year: self.cells.optional(cell, *self.limits[lever]) for year, cell in cells.items()}
        return {year: share for year, share in found.items() if share is not None}

    def once(self, *lever: str) -> Decimal | None:
        """A lever that is one value for all years."""
        return self.cells.optional(self.rows.cell(words.ALL_YEARS, *lever), *self.limits[lever])

    def year(self, *lever: str) -> int | None:
        """A lever that is a fiscal year."""
        cell = self.rows.cell(words.ALL_YEARS, *lever)
        return None if inputs.is_blank(cell.value) else self.cells.whole(cell, *map(int, self.limits[lever]))

    def levers(self, name: str) -> Levers:
        """All of them."""
        services = words.services(self.schedule)
        common = self.by_year(words.ALL_SERVICES)
        moved = dict.fromkeys(escalated(key) for key in self.schedule.rates if key != RETURN)
        shifted = dict.fromkeys(key.service for key in self.schedule.rates if key.charge == "base")
        levels = {scope: self._level(scope) for scope in (words.ALL_SERVICES, *services)}
        return Levers(
            name,
            escalators={each: common | self.by_year(*each) for each in moved},
            delay_from=self.year(words.DELAY),
            level={ALL if scope == words.ALL_SERVICES else scope: level for scope, level in levels.items() if level},
            outside_multiplier=self.by_year(words.OUTSIDE),
            irrigation_multiplier=self.by_year(words.IRRIGATION),
            sewer_return=self.by_year(words.SEWER_RETURN),
            shift={service: self.by_year(words.SHIFT, service) for service in shifted},
            use={ALL if group == words.USE_OF_ALL else group: self._use(group) for group in words.USE_GROUPS},
            growth=self.by_year(words.GROWTH),
            elasticity=self.once(words.ELASTICITY) or Decimal(0),
            plan=self._plan(),
        )

    def _level(self, scope: str) -> Level | None:
        """A level increase and its years; it needs its first, and without a last it goes on."""
        share = self.once(words.LEVEL, scope)
        first, last = self.year(words.LEVEL_FROM, scope), self.year(words.LEVEL_TO, scope)
        if share is None:
            return None
        if first is None:
            cell = self.rows.cell(words.ALL_YEARS, words.LEVEL_FROM, scope)
            raise BadSchedule(f"{self.cells.file}, {cell} is blank; give the level increase its first year")
        return Level(share, first, self.years[-1] if last is None else last)

    def _use(self, group: str) -> ByYear:
        return self.by_year(words.USAGE_CHANGE, group)

    def _plan(self) -> str:
        cell = self.rows.cell(words.ALL_YEARS, words.CAPITAL_PLAN)
        return words.PLANS[0] if inputs.is_blank(cell.value) else word(self.cells, cell, words.PLANS)
