"""What an extract's bills add up to: determinants and bill frequency, by fiscal year and month, in whole numbers.

Only bills that are priced count: a row that cannot be rated, and an inactive account's, are counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from alamo_xl import inputs
from alamo_xl.errors import AlamoError
from alamo_xl.rate_card import RateCard
from alamo_xl.schedule import Schedule
from alamo_xl.terms import THOUSANDTHS

BANDS = (2, 4, 6, 8, 10, 15, 20, 30, 50, 100)
"""Edges in CCF a bill, a unit's for multi-family; what is at an edge belongs below it (D2)."""


class Kind(NamedTuple):
    """A kind of account, as Determinants has one row for each."""

    customer_class: str
    location: str
    meter_size: str
    irrigation: bool


class Period(NamedTuple):
    """A month of a fiscal year; month 0 where bills have no date."""

    fiscal_year: int
    month: int

    def of(self, fiscal_year: int, month: int | None) -> bool:
        """Whether it is of a fiscal year, and of its month where one is asked for."""
        return self.fiscal_year == fiscal_year and month in (None, self.month)


class Band(NamedTuple):
    """Bills of a kind of account over and up to so many CCF, `to` None where there is no end; with sewer or without."""

    kind: Kind
    sewer: bool
    over: int
    to: int | None


class Billed(NamedTuple):
    """Bills that are alike as they count: volumes in thousandths of a CCF, metered-equivalent where sewer is alone."""

    kind: Kind
    period: Period
    bills: int
    units: int
    water: bool
    sewer: bool
    metered: int
    reclaimed: int


class Determined(NamedTuple):
    """What a kind of account was billed: bills, unit-months, and volumes in thousandths of a CCF."""

    bills: int = 0
    unit_months: int = 0
    ccf: int = 0
    sewer_bills: int = 0
    sewer_unit_months: int = 0
    sewer_ccf: int = 0
    sewer_only_ccf: int = 0
    reclaimed_ccf: int = 0


class Frequent(NamedTuple):
    """Bills (unit-months for multi-family) in a band, and their water in thousandths of a CCF."""

    bills: int = 0
    ccf: int = 0


@dataclass(frozen=True)
class Tabulation:
    """Determinants and bill frequency by period; rows that are not in them, by what they are."""

    determinants: Mapping[tuple[Kind, Period], Determined]
    frequency: Mapping[tuple[Band, Period], Frequent]
    inactive: int
    unrated: Counter[str]

    @property
    def fiscal_years(self) -> dict[int, int]:
        """The fiscal years that bills are of, and how many bills of water, or of sewer where more."""
        years: Counter[int] = Counter()
        for (_, period), found in self.determinants.items():
            years[period.fiscal_year] += max(found.bills, found.sewer_bills)
        return dict(sorted(years.items()))

    def of(self, fiscal_year: int, month: int | None = None) -> tuple[dict[Kind, Determined], dict[Band, Frequent]]:
        """The determinants and the bill frequency of a fiscal year, or of one of its months."""
        kinds: dict[Kind, Determined] = {}
        bands: dict[Band, Frequent] = {}
        for (kind, period), found in self.determinants.items():
            if period.of(fiscal_year, month):
                kinds[kind] = Determined(*map(sum, zip(kinds.get(kind, Determined()), found, strict=True)))
        for (band, period), frequent in self.frequency.items():
            if period.of(fiscal_year, month):
                bands[band] = Frequent(*map(sum, zip(bands.get(band, Frequent()), frequent, strict=True)))
        return kinds, bands

    def months(self, fiscal_year: int) -> list[int]:
        """The months that a fiscal year's bills are of, from its first one on; none where any of them has no date."""
        months = {period.month for _, period in self.determinants if period.fiscal_year == fiscal_year}
        return [] if 0 in months else sorted(months, key=lambda month: (month - inputs.FIRST_MONTH) % 12)


class Sums:
    """Adds bills up, those of a band of the bill frequency at a time."""

    def __init__(self) -> None:
        self.inactive, self.unrated = 0, Counter[str]()
        self._kinds: dict[tuple[Kind, Period], list[int]] = {}
        self._bands: dict[tuple[Band, Period], list[int]] = {}

    def add(self, billed: Billed, over: int, to: int | None) -> None:
        """Count bills of one kind, month and band."""
        _add(self._kinds.setdefault((billed.kind, billed.period), [0] * len(Determined._fields)), determined(billed))
        if billed.water:
            band = Band(billed.kind, billed.sewer, over, to)
            _add(self._bands.setdefault((band, billed.period), [0, 0]), (billed.units, billed.metered))

    @property
    def tabulation(self) -> Tabulation:
        """What has been counted."""
        return Tabulation(
            {key: Determined(*sums) for key, sums in self._kinds.items()},
            {key: Frequent(*sums) for key, sums in self._bands.items()},
            self.inactive,
            self.unrated,
        )


class Tally:
    """Tabulates an extract row by row, in plain Python; columns are named as the command names them."""

    def __init__(self, schedule: Schedule, bands: Sequence[int] = BANDS) -> None:
        self.bands, self.sums = bands, Sums()
        self._read = _Reader(schedule)

    def add(self, row: Mapping[str, object]) -> None:
        """Count a row; one that cannot be rated by its reason."""
        try:
            billed = self._read(row)
        except AlamoError as error:
            self.sums.unrated[str(error)] += 1
            return
        if billed is None:
            self.sums.inactive += 1
        else:
            self.sums.add(billed, *band_of(billed, self.bands))

    @property
    def tabulation(self) -> Tabulation:
        """What has been counted."""
        return self.sums.tabulation


def determined(billed: Billed) -> Determined:
    """What bills add to the determinants of their kind; sewer bills are also those of sewer alone."""
    unit_months = billed.units if billed.kind.meter_size == inputs.MULTI_FAMILY else 0
    return Determined(
        bills=billed.bills * billed.water,
        unit_months=unit_months * billed.water,
        ccf=billed.metered * billed.water,
        sewer_bills=billed.bills * billed.sewer,
        sewer_unit_months=unit_months * billed.sewer,
        sewer_ccf=billed.metered * (billed.sewer and billed.water),
        sewer_only_ccf=billed.metered * (billed.sewer and not billed.water),
        reclaimed_ccf=billed.reclaimed,
    )


def band_of(billed: Billed, bands: Sequence[int]) -> tuple[int, int | None]:
    """Over and up to how many CCF one bill is, a unit's for multi-family."""
    over = 0
    for edge in bands:
        if billed.metered <= edge * THOUSANDTHS * billed.units:
            return over, edge
        over = edge
    return over, None


class _Reader:
    """Reads a row as the law does: raises AlamoError where it cannot be rated, gives None for an inactive account."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule, self.card = schedule, RateCard(schedule)
        self.account = cache(self._account)

    def __call__(self, row: Mapping[str, object]) -> Billed | None:
        if not inputs.flag(row.get("active"), "active", True):
            return None
        when = row["bill_date"] if "bill_date" in row else row.get("fiscal_year")
        words = ("customer_class", "location", "meter_size", "irrigation", "units", "water", "sewer")
        kind, period, units, water, sewer = self.account(when, *(row.get(word) for word in words))
        limits = self.schedule.limits
        metered = inputs.quantity(row.get("ccf"), limits)
        reclaimed = Decimal(0)
        if not inputs.is_blank(row.get("reclaimed_ccf")):
            reclaimed = inputs.quantity(row["reclaimed_ccf"], limits, "reclaimed ccf")
        volumes = (int(volume * THOUSANDTHS) for volume in (metered, reclaimed))
        return Billed(kind, period, 1, units, water, sewer, *volumes)

    def _account(
        self,
        when: object,
        customer_class: object,
        location: object,
        meter_size: object,
        irrigation: object,
        units: object,
        water: object,
        sewer: object,
    ) -> tuple[Kind, Period, int, bool, bool]:
        size = inputs.meter_size(meter_size)
        outside, irrigated = inputs.outside(location), inputs.flag(irrigation, "irrigation", False)
        kind = Kind(inputs.customer_class(customer_class), "outside" if outside else "inside", size, irrigated)
        count = inputs.units(units, size)
        billed = inputs.flag(sewer, "sewer", not irrigated)
        year = inputs.fiscal_year(when)
        self.card.terms(year, kind.customer_class, size, outside, irrigated, billed, count)
        try:
            month = inputs.month(when)
        except AlamoError:
            month = 0
        return kind, Period(year, month), count, inputs.flag(water, "water", True), billed


def _add(sums: list[int], more: Iterable[int]) -> None:
    for place, value in enumerate(more):
        sums[place] += value
