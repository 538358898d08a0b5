"""A saved model book, read as its user left it: what was typed, never what was calculated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from alamo_xl.bill import bill
from alamo_xl.books import vocabulary as words
from alamo_xl.books.lever_inputs import read_scenarios
from alamo_xl.books.named_cells import Cell, Cells
from alamo_xl.books.plan_inputs import read_plan
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Levers
from alamo_xl.projection import Case, Determinant, base_volumes, project, revenue
from alamo_xl.rate_table import from_rows
from alamo_xl.schedule import RETURN, RateKey, Schedule
from alamo_xl.typical import day_in

RATES = "Rates_adopted"
MULTI_FAMILY = "multi-family"
ACCOUNT = ("class", "location", "size", "irrigation")
DETERMINED = ("bills", "units", "ccf", "sewer_bills", "sewer_units", "sewer_ccf", "sewer_only", "reclaimed")


@dataclass(frozen=True)
class Model:
    """A model book's inputs: what every projection starts from, and each scenario's levers by name."""

    name: str
    case: Case
    scenarios: Mapping[str, Levers]
    typical_ccf: Decimal
    typical_month: int | None
    shown: str
    solve_from: int
    solve_to: int

    def typical_bill(self, schedule: Schedule, fiscal_year: int) -> Decimal:
        """The typical household's bill of a month, at the rates of a schedule; in its month where they have seasons."""
        when = fiscal_year if self.typical_month is None else day_in(fiscal_year, self.typical_month)
        return bill(schedule, when, "household", "3/4", self.typical_ccf).total

    def name_of(self, scenario: str) -> str:
        """A scenario's name as the book writes it. Raises BadSchedule, which lists them."""
        for name in self.scenarios:
            if name.casefold() == scenario.strip().casefold():
                return name
        raise BadSchedule(f"{self.name} has no scenario {scenario!r}; it has: {', '.join(self.scenarios)}")


def read_rates(path: Path, adopted: Schedule, scenario: str | None = None) -> Schedule:
    """The schedule in a book's rate table, or a scenario's. Raises BadSchedule where there is none of that name."""
    if scenario is None:
        return rates_in(Cells.of(path), adopted)
    model = read_model(path, adopted)
    return project(model.case, model.scenarios[model.name_of(scenario)]).schedule


def base_revenue(cells: Cells, adopted: Schedule, fiscal_year: int) -> dict[RateKey, Decimal]:
    """What the rates of a fiscal year bring in on an open model's determinants: dollars a year by printed rate."""
    schedule = rates_in(cells, adopted)
    volumes = base_volumes(_determinants(cells), schedule, _shares(cells, schedule))
    return revenue(schedule, {fiscal_year: volumes})[fiscal_year]


def read_model(path: Path, adopted: Schedule) -> Model:
    """All inputs of a saved model. Raises BadSchedule, which names the cell and says what is accepted."""
    return model_in(Cells.of(path), adopted)


def model_in(cells: Cells, adopted: Schedule) -> Model:
    """All inputs of an open model."""
    schedule = rates_in(cells, adopted)
    years = _years(cells, schedule)
    base_year = cells.whole(cells.one("Base_year"), schedule.fiscal_years[0], min(schedule.fiscal_years[-1], years[-1]))
    case = Case(
        schedule,
        years,
        base_year,
        cells.whole(cells.one("Horizon"), base_year, years[-1]),
        tuple(_determinants(cells)),
        _shares(cells, schedule),
        **read_plan(cells, words.services(schedule), years),
    )
    scenarios = dict(read_scenarios(cells, schedule, years))
    solved = tuple(cells.whole(cells.one(name), years[0], years[-1]) for name in ("Solve_from", "Solve_to"))
    shown = str(cells.one("Scenario").value or "")
    ccf = cells.number(cells.one("Typical_ccf"), "0", "1e6")
    month = int(cells.number(cells.one("Typical_month"), "1", "12")) if schedule.seasonal else None
    return Model(cells.file, case, scenarios, ccf, month, shown, *solved)


def rates_in(cells: Cells, adopted: Schedule) -> Schedule:
    """The rate table of an open model."""
    try:
        return from_rows(cells.values(RATES), adopted, cells.file)
    except BadSchedule as error:
        raise BadSchedule(str(error) if cells.file in str(error) else f"{cells.file}: {error}") from error


def _years(cells: Cells, schedule: Schedule) -> tuple[int, ...]:
    """The fiscal years of the projection: consecutive, from the first that has rates."""
    first, *others = cells.rows("Scenario_years")[0]
    start = schedule.fiscal_years[0]
    years = [cells.whole(first, start, start)]
    for cell in others:
        years.append(cells.whole(cell, years[-1] + 1, years[-1] + 1))
    return tuple(years)


def _determinants(cells: Cells) -> Iterator[Determinant]:
    words_of_row = (*ACCOUNT, *DETERMINED)
    for row in cells.columns(*(f"Det_{word}" for word in words_of_row)):
        account = dict(zip(words_of_row, row, strict=True))
        number = {word: cells.number(account[word], "0") for word in DETERMINED}
        by_unit = account["size"].value == MULTI_FAMILY
        yield Determinant(
            customer_class=_word(account["class"]),
            location=_word(account["location"]),
            meter_size=_word(account["size"]),
            irrigation=account["irrigation"].value == words.YES,
            bills=number["units" if by_unit else "bills"],
            ccf=number["ccf"],
            sewer_bills=number["sewer_units" if by_unit else "sewer_bills"],
            sewer_ccf=number["sewer_ccf"],
            reclaimed_ccf=number["reclaimed"],
            sewer_only=number["sewer_only"],
        )


def _word(cell: Cell) -> str:
    """A word of a row; a size that was typed as a number reads as one that was typed as text."""
    return "" if cell.value is None else str(cell.value)


def _shares(cells: Cells, schedule: Schedule) -> dict[RateKey, Decimal]:
    """Of a rate design, which share of its charge's volume each row takes."""
    if "Base_share" not in cells:
        return {}
    said = {cell.value: share for cell, share in cells.columns("Base_key", "Base_share")}
    shares: dict[RateKey, Decimal] = {}
    for key in schedule.rates:
        if key != RETURN:
            if words.key_text(key) not in said:
                raise BadSchedule(f"{cells.file}: Base year has no row {key}")
            shares[key] = cells.number(said[words.key_text(key)], "0", "1")
    return shares
