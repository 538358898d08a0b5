"""A saved model book, read as its user left it: what was typed, never what was calculated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from alamo_xl import inputs
from alamo_xl.bill import bill
from alamo_xl.books import vocabulary as words
from alamo_xl.books.model.rows.levers import lever_rows
from alamo_xl.books.named_cells import Cell, Cells, Rows
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Levers
from alamo_xl.projection import Case, DemandLevers, Determinant, Requirement, Targets, project
from alamo_xl.rate_table import from_rows
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN, RateKey, Schedule
from alamo_xl.typical import day_in

RATES = "Rates_adopted"
MULTI_FAMILY = "multi-family"
ACCOUNT = ("class", "location", "size", "irrigation")
DETERMINED = ("bills", "units", "ccf", "sewer_bills", "sewer_units", "sewer_ccf", "reclaimed")


@dataclass(frozen=True)
class Model:
    """A model book's inputs: what every projection starts from, and each scenario's levers by name."""

    name: str
    case: Case
    scenarios: Mapping[str, tuple[Levers, DemandLevers]]
    typical_ccf: Decimal
    typical_month: int | None
    shown: str

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
        return _rates(Cells.of(path), adopted)
    model = read_model(path, adopted)
    return project(model.case, *model.scenarios[model.name_of(scenario)]).schedule


def read_model(path: Path, adopted: Schedule) -> Model:
    """All inputs of a saved model. Raises BadSchedule, which names the cell and says what is accepted."""
    return model_in(Cells.of(path), adopted)


def model_in(cells: Cells, adopted: Schedule) -> Model:
    """All inputs of an open model."""
    schedule = _rates(cells, adopted)
    years = _years(cells, schedule)
    first, last = schedule.fiscal_years[0], schedule.fiscal_years[-1]
    base_year = cells.whole(cells.one("Base_year"), first, min(last, years[-1]))
    targets = Targets(
        base_year,
        cells.number(cells.one("Coverage_target"), "0"),
        cells.number(cells.one("Cash_days"), "0"),
        cells.number(cells.one("Operations_inflation"), "-0.99"),
        cells.number(cells.one("Bad_debt"), "0", "0.999"),
    )
    services = dict.fromkeys(key.service for key in schedule.rates)
    needs = {service: _needs(cells, service, years) for service in services}
    case = Case(schedule, years, tuple(_determinants(cells)), needs, targets, _shares(cells, schedule))
    scenarios = dict(_scenarios(cells, schedule, years))
    shown = str(cells.one("Scenario").value or "")
    ccf = cells.number(cells.one("Typical_ccf"), "0", "1e6")
    month = int(cells.number(cells.one("Typical_month"), "1", "12")) if schedule.seasonal else None
    return Model(cells.file, case, scenarios, ccf, month, shown)


def _rates(cells: Cells, adopted: Schedule) -> Schedule:
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


def _needs(cells: Cells, service: str, years: tuple[int, ...]) -> Requirement:
    rows = Rows(cells, f"Needs_{service}", "Needs_head", words.NEEDS_KEYS)

    def once(line: str) -> Decimal:
        return cells.number(rows.cell(words.NEEDS_OPENING, line, service, words.INPUT))

    def by_year(line: str) -> dict[int, Decimal]:
        return {year: cells.number(rows.cell(year, line, service, words.INPUT)) for year in years}

    old, new = by_year(words.EXISTING_DEBT), by_year(words.PROPOSED_DEBT)
    return Requirement(
        opening_cash=once(words.OPENING_CASH),
        operations=once(words.OPERATIONS),
        debt_service={year: old[year] + new[year] for year in years},
        capital=by_year(words.CAPITAL),
        transfers=by_year(words.TRANSFERS),
        non_rate_revenue=by_year(words.OTHER_REVENUE),
    )


def _scenarios(
    cells: Cells, schedule: Schedule, years: tuple[int, ...]
) -> Iterator[tuple[str, tuple[Levers, DemandLevers]]]:
    names: list[str] = []
    for number, cell in enumerate(cells.column("Scenario_names"), 1):
        name = str(cell.value or "").strip()
        if not name or name.casefold() in names:
            raise BadSchedule(f"{cells.file}, {cell} is {inputs.shown(name)}; give every scenario a name of its own")
        names.append(name.casefold())
        rows = Rows(cells, f"Levers_{number}", "Levers_head", words.LEVER_KEYS)
        levers = _Levers(cells, rows, schedule, years)
        yield name, (_rate_levers(levers, name, schedule), _demand_levers(levers, cells))


class _Levers:
    """One scenario's levers, by their words: what the book lets be typed, whether typed or pasted."""

    def __init__(self, cells: Cells, rows: Rows, schedule: Schedule, years: tuple[int, ...]) -> None:
        self.cells, self.rows, self.years = cells, rows, years
        self.limits = {row.words: [str(limit) for limit in row.between] for row in lever_rows(schedule)}

    def by_year(self, *lever: str) -> dict[int, Decimal]:
        """The years that have a number."""
        cells = {year: self.rows.cell(year, *lever) for year in self.years}
        found = {year: self.cells.optional(cell, *self.limits[lever]) for year, cell in cells.items()}
        return {year: share for year, share in found.items() if share is not None}

    def once(self, *lever: str) -> Decimal | None:
        """A lever that is one value for all years."""
        return self.cells.optional(self.rows.cell(words.ALL_YEARS, *lever), *self.limits[lever])


def _rate_levers(levers: _Levers, name: str, schedule: Schedule) -> Levers:
    years, common = levers.years, levers.by_year(words.ALL_SERVICES)
    escalators = {
        each: {year: share for year, share in (common | levers.by_year(*each)).items() if year != years[0]}
        for each in dict.fromkeys(escalated(key) for key in schedule.rates if key != RETURN)
    }
    delay = levers.once(words.DELAY)
    if delay is not None and (delay != int(delay) or not years[0] < delay <= years[-1]):
        raise BadSchedule(
            f"{levers.cells.file}: {name} is delayed from {delay}; give a fiscal year, {years[1]} to {years[-1]}"
        )
    shifted = dict.fromkeys(key.service for key in schedule.rates if key.charge == "base")
    return Levers(
        name,
        escalators,
        None if delay is None else int(delay),
        levers.once(words.OUTSIDE),
        levers.once(words.IRRIGATION),
        levers.once(words.SEWER_RETURN),
        {service: levers.once(words.SHIFT, service) or Decimal(0) for service in shifted},
    )


def _demand_levers(levers: _Levers, cells: Cells) -> DemandLevers:
    return DemandLevers(
        levers.by_year(words.GROWTH),
        levers.by_year(words.USAGE_CHANGE),
        levers.once(words.ELASTICITY) or Decimal(0),
        cells.number(cells.one("General_inflation"), "-0.99"),
        cells.one("Real_prices").value == words.YES,
    )
