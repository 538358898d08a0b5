"""A schedule of rates: the one noun that crosses floors. Every calculation takes it as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from alamo_xl.errors import BadSchedule, NoAdoptedRate

Words = tuple[str, str, str, str, str]
ADJUSTMENTS = ("surcharge", "discount")
YEAR = frozenset(range(1, 13))
FLAT = (Decimal(0), "", 0, "")


class RateKey(NamedTuple):
    """What a printed rate is for, in canonical words.

    `meter_size` is empty but for base charges, and for discounts, where it names the charge that is reduced. Only a
    rate design (D1) fills the rest: above_ccf in CCF, months such as `5-10`, stage, a discount's unit.
    """

    service: str
    customer_class: str
    location: str
    charge: str
    meter_size: str = ""
    above_ccf: Decimal = FLAT[0]
    months: str = ""
    stage: int = 0
    unit: str = ""

    @property
    def words(self) -> Words:
        """The charge: service, class, location, charge and size, whatever its block, season, stage or unit."""
        return self[:5]

    @property
    def takes_return(self) -> bool:
        """Whether its volume is the sewer's share of metered water (R6, D5, D8)."""
        return self.service == "sewer" and self.charge in ("usage", "surcharge")

    @property
    def terms(self) -> str:
        """Block, season, stage and unit in words; empty for a flat rate."""
        above = f"above {self.above_ccf.normalize():f} CCF" if self.above_ccf else ""
        said = (f"stage {self.stage}" if self.stage else "", above, f"months {self.months}" if self.months else "")
        return " ".join(word for word in (*said, self.unit) if word)

    def __str__(self) -> str:
        return " ".join(word for word in (*self.words, self.terms) if word)

    def __repr__(self) -> str:
        given = zip(self._fields, self, (None,) * 5 + FLAT, strict=True)
        return f"RateKey({', '.join(f'{name}={value!r}' for name, value, default in given if value != default)})"


RETURN = RateKey("sewer", "all", "all", "return")


def months_in(season: str) -> frozenset[int]:
    """The months of `5-10`, `11-2` (which wraps), `7`; all twelve where it is empty (D6)."""
    if not season:
        return YEAR
    first, _, last = season.partition("-")
    return frozenset((int(first) + n - 1) % 12 + 1 for n in range((int(last or first) - int(first)) % 12 + 1))


class Source(NamedTuple):
    """Where a figure is printed, so that a reader can find it in the document."""

    instrument: str
    section: str
    row: str
    footnotes: tuple[str, ...] = ()

    def __str__(self) -> str:
        notes = "".join(f" [{note}]" for note in self.footnotes)
        return f"{self.instrument}, {self.section}, {self.row}{notes}"


class Row(NamedTuple):
    """A printed row as it applies to an account: above a volume in CCF, dollars (or a discount's share), and where."""

    above_ccf: Decimal
    rate: Decimal
    unit: str
    source: Source


class _Printed(NamedTuple):
    """A printed row under its charge: the months it is for, and itself as it applies in each fiscal year."""

    key: RateKey
    months: frozenset[int]
    by_year: tuple[Row, ...]


class Condition(NamedTuple):
    """What charges or fees stand under, in plain words and as printed; `of` names fees, services, `rates` or `fees`."""

    id: str
    of: tuple[str, ...]
    words: str
    quote: str
    source: Source


class PublicNote(NamedTuple):
    """Readings in plain words, as they are printed for the public."""

    topic: str
    words: str
    readings: tuple[str, ...]


class Fee(NamedTuple):
    """A printed fee in dollars; `basis` is fixed, minimum (R15) or indicative (R16)."""

    fee: str
    size: str
    amount: Decimal
    basis: str
    label: str
    condition: str
    source: Source


class LateFee(NamedTuple):
    """The late fee's rule: per cent of the bill, when more than `grace_days` past due (R10)."""

    percent: Decimal
    grace_days: int
    condition: str
    source: Source


class Footnote(NamedTuple):
    """A footnote of the instrument, word for word."""

    id: str
    text: str


class Reading(NamedTuple):
    """How the instrument is read where it is silent or contradicts itself."""

    id: str
    question: str
    reading: str


class KnownException(NamedTuple):
    """A printed rate known to differ from what a rule derives."""

    rule: str
    key: RateKey
    fiscal_year: int
    printed: Decimal
    derived: Decimal


class Limits(NamedTuple):
    """The readings' own constants (R7, R8): CCF, dollars, CCF."""

    quantity_step: Decimal
    money_step: Decimal
    quantity_maximum: Decimal


class AuditRules(NamedTuple):
    """What the printed rates are checked against; nothing is priced from it."""

    escalators: Mapping[int, Decimal]
    irrigation_multiplier: Decimal
    known_exceptions: tuple[KnownException, ...]


@dataclass(frozen=True)
class Schedule:
    """Adopted or proposed rates, fees and rules of one instrument.

    `rates` maps each key, in printed order, to one Decimal a fiscal year (dollars; the last key, `RETURN`, is a share).
    """

    id: str
    name: str
    title: str
    issuer: str
    adopted: date
    condition: str
    in_force: date
    not_included: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    rates: Mapping[RateKey, tuple[Decimal, ...]] = field(repr=False)
    sources: Mapping[RateKey, Source] = field(repr=False)
    fees: tuple[Fee, ...] = field(repr=False)
    late_fee: LateFee = field(repr=False)
    outside_multiplier: Decimal
    limits: Limits
    audit: AuditRules = field(repr=False)
    footnotes: tuple[Footnote, ...] = field(repr=False)
    readings: tuple[Reading, ...] = field(repr=False)
    conditions: tuple[Condition, ...] = field(default=(), repr=False)
    public_notes: tuple[PublicNote, ...] = field(default=(), repr=False)

    def rate(
        self,
        fiscal_year: int,
        service: str,
        charge: str,
        customer_class: str = "all",
        meter_size: str = "",
        outside: bool = False,
    ) -> Decimal:
        """One printed rate in dollars (the sewer return: a share), as printed and never derived.

        Takes canonical words. Raises NoAdoptedRate, which says what is printed; also where the charge has several rows.
        Source: R1, R3, R20, D13.
        """
        key = self.key(service, charge, customer_class, meter_size, outside)
        return self.rates[key][self._column(fiscal_year)]

    def source(
        self,
        fiscal_year: int,
        service: str,
        charge: str,
        customer_class: str = "all",
        meter_size: str = "",
        outside: bool = False,
    ) -> Source:
        """Where that rate is printed: instrument, section, row, fiscal-year column."""
        key = self.key(service, charge, customer_class, meter_size, outside)
        self._column(fiscal_year)
        return self.source_of(key, fiscal_year)

    def source_of(self, key: RateKey, fiscal_year: int) -> Source:
        """Where a row's rate of a fiscal year is printed."""
        printed = self.sources[key]
        if key == RETURN:
            return printed
        return Source(printed.instrument, printed.section, f"{printed.row}, FY{fiscal_year}", printed.footnotes)

    def rows(
        self,
        fiscal_year: int,
        month: int | None,
        service: str,
        charge: str,
        customer_class: str,
        meter_size: str,
        outside: bool,
        stage: int = 0,
    ) -> list[Row]:
        """The rows of a charge that apply to an account: one, or its blocks, the lowest first; of a month and a stage.

        For a discount `meter_size` is the charge reduced. Surcharges and discounts may be none. Raises NoAdoptedRate,
        which says what is printed. Source: R1, R3, R20, D2, D6, D8, D9, D12.
        """
        words = _words(service, charge, customer_class, meter_size, outside)
        printed = self.charges.get(words, ())
        if not printed and charge not in ADJUSTMENTS:
            raise NoAdoptedRate(self._why_not_printed(RateKey(*words)))
        column = self._column(fiscal_year)
        return [
            by_year[column]
            for key, months, by_year in printed
            if key.stage == stage and (months is YEAR or month in months)
        ]

    def sewer_return(self, fiscal_year: int) -> Decimal:
        """The share of metered water that is billed as sewer volume (R6)."""
        return self.rates[RETURN][self._column(fiscal_year)]

    def key(self, service: str, charge: str, customer_class: str, meter_size: str, outside: bool) -> RateKey:
        """The key of a printed row. Raises NoAdoptedRate, which says what is printed; also where there are several."""
        if (service, charge) == (RETURN.service, RETURN.charge):
            return RETURN
        words = _words(service, charge, customer_class, meter_size, outside)
        printed = self.charges.get(words, ())
        if not printed:
            raise NoAdoptedRate(self._why_not_printed(RateKey(*words)))
        if len(printed) > 1:
            raise NoAdoptedRate(f"{' '.join(filter(None, words))} has several rates; ALAMO_BILL_LINES shows a bill's")
        return printed[0].key

    @cached_property
    def charges(self) -> Mapping[Words, tuple[_Printed, ...]]:
        """The rows of each charge in printed order; a surcharge or discount for all is under each class and place."""
        charges: dict[Words, tuple[_Printed, ...]] = {}
        for key, rates in self.rates.items():
            by_year = tuple(
                Row(key.above_ccf, rate, key.unit, self.source_of(key, year))
                for year, rate in zip(self.fiscal_years, rates, strict=True)
            )
            printed = _Printed(key, months_in(key.months), by_year)
            for words in self._covered(key):
                charges[words] = (*charges.get(words, ()), printed)
        return charges

    def _covered(self, key: RateKey) -> list[Words]:
        """The charges that a row is for: its own, or each class and place where it says all (D12)."""
        if key.charge not in ADJUSTMENTS:
            return [key.words]
        everyone = dict.fromkeys(k.customer_class for k in self.rates if k.service == key.service and k != RETURN)
        classes = [name for name in everyone if name != "all"] if key.customer_class == "all" else [key.customer_class]
        places = ("inside", "outside") if key.location == "all" else (key.location,)
        return [
            (key.service, name, place, key.charge, key.meter_size) for name in classes or ["all"] for place in places
        ]

    @cached_property
    def seasonal(self) -> bool:
        """Whether any row has months, so that a bill needs its date (D7)."""
        return any(key.months for key in self.rates)

    @cached_property
    def seasons(self) -> tuple[str, ...]:
        """The runs of months that are billed alike, from January's on, as rows write them; one empty where all are."""
        if not self.seasonal:
            return ("",)
        seasons = {key.months: months_in(key.months) for key in self.rates if key.months}
        alike = {month: frozenset(name for name, months in seasons.items() if month in months) for month in YEAR}
        starts = [month for month in sorted(YEAR) if alike[month] != alike[(month - 2) % 12 + 1]] or [1]
        ends = [(start - 2) % 12 + 1 for start in (*starts[1:], starts[0])]
        return tuple(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))

    @cached_property
    def stages(self) -> frozenset[int]:
        """The stages that a surcharge prints (D8)."""
        return frozenset(key.stage for key in self.rates if key.stage)

    def conditions_of(self, of: str) -> tuple[Condition, ...]:
        """The conditions that are printed for a fee or a service, or for all `rates` or `fees`; maybe none."""
        return tuple(condition for condition in self.conditions if of in condition.of)

    def fee(self, fee: str, size: str = "") -> Fee:
        """One printed fee. Raises NoAdoptedRate, which lists the printed ones."""
        for printed in self.fees:
            if (printed.fee, printed.size) == (fee, size):
                return printed
        sizes = [f.size for f in self.fees if f.fee == fee and f.size]
        if sizes:
            raise NoAdoptedRate(f'no adopted fee for {fee} {size}"; sizes printed: {", ".join(sizes)}')
        named = ", ".join(f.fee for f in self.fees if not f.size)
        raise NoAdoptedRate(f"no adopted fee {fee!r}; fees printed: {named}")

    def with_changes(self, rates: Mapping[RateKey, Mapping[int, Decimal]], name: str | None = None) -> Schedule:
        """Another schedule with these rates changed; a new fiscal year must be given for every row.

        Raises BadSchedule where a row is unknown or a new year is not given for every row.
        """
        for key in rates:
            if key not in self.rates:
                raise BadSchedule(f"no row {key} in {self.name}")
        years = tuple(sorted({*self.fiscal_years, *(year for row in rates.values() for year in row)}))
        changed: dict[RateKey, tuple[Decimal, ...]] = {}
        for key, printed in self.rates.items():
            by_year = dict(zip(self.fiscal_years, printed, strict=True)) | dict(rates.get(key, {}))
            missing = [year for year in years if year not in by_year]
            if missing:
                raise BadSchedule(f"row {key} has no rate for FY{missing[0]}")
            changed[key] = tuple(by_year[year] for year in years)
        return self.with_rates(changed, years, name or f"{self.name} with changes")

    def with_rates(
        self, rates: Mapping[RateKey, tuple[Decimal, ...]], fiscal_years: tuple[int, ...], name: str
    ) -> Schedule:
        """The same instrument with another complete set of rates for these fiscal years; their sources say so."""
        return replace(
            self,
            name=name,
            fiscal_years=fiscal_years,
            rates=rates,
            sources={key: self._proposed(key, name) for key in rates},
        )

    def _proposed(self, key: RateKey, name: str) -> Source:
        """The source of a row in a proposal: in place of the printed row, or of those of its charge, or a new one."""
        if printed := self.sources.get(key):
            return printed._replace(instrument=f"{name}, in place of {printed.instrument}")
        replaced = self.charges.get(key.words)
        if not replaced or key.charge in ADJUSTMENTS:
            return Source(name, f"{key.service.capitalize()} Service", f"row {key}")
        printed = self.sources[replaced[0].key]
        row = ", ".join(filter(None, (printed.row, key.terms)))
        return printed._replace(instrument=f"{name}, in place of {printed.instrument}", row=row)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of every figure and source, in hexadecimal: what a book's Cover shows."""
        import hashlib

        facts = [self.name, self.adopted.isoformat(), *self.fiscal_years, *self.rates.items(), *self.sources.items()]
        facts += [*self.fees, self.late_fee, self.outside_multiplier, self.limits, *self.footnotes, *self.readings]
        facts += [*self.conditions, *self.public_notes]
        return hashlib.sha256("\n".join(map(repr, facts)).encode()).hexdigest()

    def _column(self, fiscal_year: int) -> int:
        try:
            return self.fiscal_years.index(fiscal_year)
        except ValueError:
            first, last = self.fiscal_years[0], self.fiscal_years[-1]
            raise NoAdoptedRate(
                f"no adopted rate for FY{fiscal_year}; {self.name} prices FY{first} to FY{last}"
            ) from None

    def _why_not_printed(self, key: RateKey) -> str:
        same = dict.fromkeys(k.meter_size for k in self.rates if k[:4] == key[:4] and k.charge == "base")
        sizes = [size for size in same if size != "multi-family"]
        if not sizes:
            return f"no adopted rate for {key.customer_class} {key.service} {key.charge}"
        if not key.meter_size:
            return f"a base charge needs a meter size: {', '.join(sizes)}"
        if key.meter_size == "multi-family":
            return f"no adopted rate for {key.customer_class} multi-family units; they are household only"
        hint = "; use multi-family units or non-household" if key.customer_class == "household" else ""
        return (
            f'no adopted rate for {key.customer_class} {key.meter_size}" meters; '
            f"{key.customer_class} meters printed: {', '.join(sizes)}{hint}"
        )


def _words(service: str, charge: str, customer_class: str, meter_size: str, outside: bool) -> Words:
    return (
        service,
        "all" if service == "reclaimed" else customer_class,
        "outside" if outside else "inside",
        charge,
        meter_size if charge in ("base", "discount") else "",
    )
