"""Levers to a proposed Schedule, as FINANCE.md has the rates of a scenario: every rate to the cent, half up, once a
year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from alamo_xl.bill import to_the_cent
from alamo_xl.errors import BadSchedule
from alamo_xl.facts import RATE_MAXIMUM
from alamo_xl.levers import ByYear, Escalated, Levers, standing
from alamo_xl.schedule import ADJUSTMENTS, RETURN, RateKey, Schedule

Rates = Mapping[RateKey, Decimal]
Row = Mapping[int, Decimal]
Volumes = Mapping[RateKey, Decimal]
NOTHING, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Proposal:
    """A scenario's rates; and, by service and year, the dollars at base-year volumes that a shift's rounding leaves."""

    schedule: Schedule
    left_over: Mapping[str, ByYear]


def propose(
    adopted: Schedule,
    levers: Levers,
    fiscal_years: Sequence[int],
    volumes: Volumes | None = None,
    base_year: int | None = None,
) -> Schedule:
    """The Schedule of a scenario, for consecutive fiscal years from the first adopted one; see `proposal`.

    >>> from alamo_xl import load_schedule
    >>> late = propose(load_schedule(), Levers("A year late", delay_from=2026), range(2025, 2030))
    >>> [str(late.rate(year, "water", "base", "household", "3/4")) for year in late.fiscal_years]
    ['19.37', '19.37', '24.21', '29.05', '34.86']
    """
    return proposal(adopted, levers, fiscal_years, volumes, base_year).schedule


def proposal(
    adopted: Schedule,
    levers: Levers,
    fiscal_years: Sequence[int],
    volumes: Volumes | None = None,
    base_year: int | None = None,
) -> Proposal:
    """A scenario's rates, as printed up to the base year (the first adopted one by default).

    volumes: what each rate is multiplied by in the base year (account-months, unit-months, CCF), for the rate-design
    shift. Raises BadSchedule for a base year that is not adopted, and for a rate below 0 or above what a rate may be.
    """
    base_year = adopted.fiscal_years[0] if base_year is None else base_year
    if base_year not in adopted.fiscal_years:
        first, last = adopted.fiscal_years[0], adopted.fiscal_years[-1]
        raise BadSchedule(f"the base year FY{base_year} is not an adopted year; give FY{first} to FY{last}")
    chain = _Chain(adopted, levers, fiscal_years, base_year)
    by_year: dict[int, Rates] = {}
    left_over: dict[str, dict[int, Decimal]] = {}
    for year in fiscal_years:
        rates: Rates = {key: chain.row(key)[year] for key in adopted.rates}
        if year > base_year:
            rates = _multiplied(rates, levers, year, base_year)
            rates, leaves = _shifted(rates, levers, year, base_year, volumes or {})
            for service, dollars in leaves.items():
                left_over.setdefault(service, {})[year] = dollars
        by_year[year] = rates
    rows = {key: tuple(by_year[year][key] for year in fiscal_years) for key in adopted.rates}
    for key, row in rows.items():
        if min(row) < 0:
            raise BadSchedule(f"{levers.name}: {key} would be {min(row):.2f}; a rate is 0 or more")
        if max(row) > RATE_MAXIMUM:
            raise BadSchedule(f"{levers.name}: {key} would be {max(row):.4g}; a rate is at most {RATE_MAXIMUM:,}")
    return Proposal(adopted.with_rates(rows, tuple(fiscal_years), levers.name), left_over)


def escalated(key: RateKey) -> Escalated:
    """The escalator that moves a row: irrigation and surcharges move with usage, dollars off with what they reduce."""
    charge = key.meter_size if key.charge == "discount" else key.charge
    return Escalated(key.service, key.customer_class, "base" if charge == "base" else "usage")


class _Chain:
    """The rates before multipliers and shifts: print governs until a row departs, then its increases do."""

    def __init__(self, adopted: Schedule, levers: Levers, years: Sequence[int], base_year: int) -> None:
        self.adopted, self.levers, self.years, self.base_year = adopted, levers, years, base_year
        self.last = adopted.fiscal_years[-1]
        self._rows: dict[RateKey, Row] = {}

    def row(self, key: RateKey) -> Row:
        """A row's rates: its own chain; where it follows another, print until that departs, then so many times it."""
        if key not in self._rows:
            self._rows[key] = self._row(key)
        return self._rows[key]

    def _row(self, key: RateKey) -> Row:
        printed = self._printed(key)
        if key == RETURN or key.unit == "share":
            return {year: printed[year] for year in self.years}
        twin = self._twin(key)
        if twin is None:
            return self._chained(key, printed)
        followed, times = self.row(twin[0]), twin[1]
        departs = self._departure(twin[0])
        return {year: printed[year] if year < departs else _cents(followed[year] * times) for year in self.years}

    def _printed(self, key: RateKey) -> Row:
        """The printed rates; after the last adopted year, the last."""
        printed = self.adopted.rates[key]
        row = dict(zip(self.adopted.fiscal_years, printed, strict=True))
        return row | {year: printed[-1] for year in self.years if year > self.last}

    def _twin(self, key: RateKey) -> tuple[RateKey, Decimal] | None:
        """What a row follows once it has departed, and how many times it: outside inside, irrigation usage."""
        if (inside := inside_of(key)) and inside in self.adopted.rates:
            return inside, self.adopted.outside_multiplier
        if (usage := usage_of(key)) and usage in self.adopted.rates:
            return usage, self.adopted.audit.irrigation_multiplier
        return None

    def _departure(self, key: RateKey) -> int:
        """The first year in which the chained inside rate that a row goes back to is not the printed one."""
        if twin := self._twin(key):
            return self._departure(twin[0])
        printed, own = self._printed(key), self.row(key)
        return next((year for year in self.years if own[year] != printed[year]), self.years[-1] + 1)

    def _chained(self, key: RateKey, printed: Row) -> Row:
        """Printed up to the base year; then the chained rate of the year before x (1 + increase), to the cent."""
        increases = _increases(self.adopted, self.levers, key)
        row: dict[int, Decimal] = {}
        for year in self.years:
            if year <= self.base_year:
                row[year] = printed[year]
                continue
            typed, source = self._effect(key.service, increases, year)
            before = row[year - 1]
            if typed is not None:
                row[year] = _cents(before * (1 + typed))
            elif source > self.last:
                row[year] = before
            elif printed[source - 1]:
                row[year] = _cents(before * printed[source] / printed[source - 1])
            else:
                row[year] = printed[source]
        return row

    def _effect(self, service: str, increases: ByYear, year: int) -> tuple[Decimal | None, int]:
        """A year's increase, None where it is the adopted one; and the year that that is the increase of."""
        first_open = self.base_year + 1
        for level in (self.levers.sought.get(service), self.levers.level_of(service)):
            if level is not None and year >= max(level.first, first_open):
                return (level.share if year <= level.last else NOTHING), year
        delay = None if self.levers.delay_from is None else max(self.levers.delay_from, first_open)
        if year == delay:
            return NOTHING, year
        source = year - 1 if delay is not None and year > delay else year
        return increases.get(source), source


def inside_of(key: RateKey) -> RateKey | None:
    """The row that an outside one is a multiple of (footnote 1); dollars off are none."""
    return key._replace(location="inside") if key.location == "outside" and key.charge != "discount" else None


def usage_of(key: RateKey) -> RateKey | None:
    """The row that an irrigation one is a multiple of, as adopted: of the same block, season and place."""
    return key._replace(charge="usage") if key.charge == "irrigation" else None


def _increases(adopted: Schedule, levers: Levers, key: RateKey) -> ByYear:
    """What moves a row (D14). A row for all classes takes the increases that they share."""
    line = escalated(key)
    if line in levers.escalators or key.charge not in ADJUSTMENTS or key.customer_class != "all":
        return levers.escalators.get(line, {})
    classes = dict.fromkeys(k.customer_class for k in adopted.rates if k.service == key.service and k != RETURN)
    each = [levers.escalators.get(line._replace(customer_class=name), {}) for name in classes if name != "all"]
    if any(increases != each[0] for increases in each):
        raise BadSchedule(f"{levers.name}: {key} is for all classes, whose increases differ; give a row to each class")
    return each[0] if each else {}


def _multiplied(rates: Rates, levers: Levers, year: int, base_year: int) -> Rates:
    """The return that stands; irrigation, then outside, where a multiplier does: by block, season and stage."""
    result = dict(rates)

    def of(twin: RateKey, key: RateKey) -> Decimal:
        if twin not in result:
            raise BadSchedule(f"{levers.name}: a multiplier of {key} needs the row {twin}, which is not there")
        return result[twin]

    if (share := standing(levers.sewer_return, year, base_year)) is not None:
        result[RETURN] = share
    if (times := standing(levers.irrigation_multiplier, year, base_year)) is not None:
        for key in rates:
            if usage := usage_of(key):
                result[key] = _cents(of(usage, key) * times)
    if (times := standing(levers.outside_multiplier, year, base_year)) is not None:
        for key in rates:
            if inside := inside_of(key):
                result[key] = _cents(of(inside, key) * times)
    return result


def _shifted(
    rates: Rates, levers: Levers, year: int, base_year: int, volumes: Volumes
) -> tuple[Rates, dict[str, Decimal]]:
    """Base charges x (1 - sR/B), the others x (1 + sR/U): share s of a service's revenue R = B + U; what is left over.

    s is positive when it moves revenue from base to usage; B and U are the base-year volumes at the year's rates.
    """
    result, left_over = dict(rates), {}
    for service, lever in levers.shift.items():
        rows = [key for key in rates if key.service == service and key != RETURN and key.charge not in ADJUSTMENTS]
        billed = {key: (rates[RETURN] if key.takes_return else ONE) * volumes.get(key, NOTHING) for key in rows}
        base = sum((rates[key] * billed[key] for key in rows if key.charge == "base"), NOTHING)
        usage = sum((rates[key] * billed[key] for key in rows if key.charge != "base"), NOTHING)
        share = standing(lever, year, base_year) or NOTHING
        left_over[service] = NOTHING
        if base and usage and share:
            moved = share * (base + usage)
            for key in rows:
                factor = 1 - moved / base if key.charge == "base" else 1 + moved / usage
                result[key] = _cents(rates[key] * factor)
                left_over[service] += (result[key] - rates[key]) * billed[key]
    return result, left_over


def _cents(rate: Decimal) -> Decimal:
    """To the cent; one that is far too large for that stays, for `propose` to refuse."""
    return to_the_cent(rate) if abs(rate) <= RATE_MAXIMUM else rate
