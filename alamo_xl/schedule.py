"""A schedule of rates: the one noun that crosses floors. Every calculation takes it as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from alamo_xl.errors import BadSchedule, NoAdoptedRate


class RateKey(NamedTuple):
    """What a printed rate is for, in canonical words; `meter_size` is empty but for base charges."""

    service: str
    customer_class: str
    location: str
    charge: str
    meter_size: str = ""

    def __str__(self) -> str:
        return " ".join(word for word in self if word)


RETURN = RateKey("sewer", "all", "all", "return")


@dataclass(frozen=True)
class Source:
    """Where a figure is printed, so that a reader can find it in the document."""

    instrument: str
    section: str
    row: str
    footnotes: tuple[str, ...] = ()

    def __str__(self) -> str:
        notes = "".join(f" [{note}]" for note in self.footnotes)
        return f"{self.instrument}, {self.section}, {self.row}{notes}"


@dataclass(frozen=True)
class Fee:
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

        Takes canonical words. Raises NoAdoptedRate, which says what is printed. Source: R1, R3, R20.
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
        printed = self.sources[key]
        return printed if key == RETURN else replace(printed, row=f"{printed.row}, FY{fiscal_year}")

    def sewer_return(self, fiscal_year: int) -> Decimal:
        """The share of metered water that is billed as sewer volume (R6)."""
        return self.rates[RETURN][self._column(fiscal_year)]

    def key(self, service: str, charge: str, customer_class: str, meter_size: str, outside: bool) -> RateKey:
        """The key of a printed row. Raises NoAdoptedRate, which says what is printed."""
        if (service, charge) == RETURN[::3]:
            return RETURN
        if service == "reclaimed":
            customer_class = "all"
        location = "outside" if outside else "inside"
        key = RateKey(service, customer_class, location, charge, meter_size if charge == "base" else "")
        if key not in self.rates:
            raise NoAdoptedRate(self._why_not_printed(key))
        return key

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
        sources = {
            key: replace(printed, instrument=f"{name}, in place of {printed.instrument}")
            for key, printed in self.sources.items()
        }
        return replace(self, name=name, fiscal_years=fiscal_years, rates=rates, sources=sources)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of every figure and source, in hexadecimal: what a book's Cover shows."""
        import hashlib

        facts = [self.name, self.adopted.isoformat(), *self.fiscal_years, *self.rates.items(), *self.sources.items()]
        facts += [*self.fees, self.late_fee, self.outside_multiplier, self.limits, *self.footnotes, *self.readings]
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
        sizes = [
            k.meter_size
            for k in self.rates
            if k[:4] == key[:4] and k.charge == "base" and k.meter_size != "multi-family"
        ]
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
