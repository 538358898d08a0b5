"""A tabulation as rows of tables: the words of a kind of account, then numbers, volumes in CCF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from alamo_xl import inputs
from alamo_xl.extracts.tabulation import Band, Determined, Frequent, Kind, Tabulation
from alamo_xl.schedule import Schedule
from alamo_xl.terms import THOUSANDTHS

YES_NO = ("no", "yes")

Cell = str | int | Decimal | None


def ccf(thousandths: int) -> Decimal:
    """A volume in CCF, without noughts at its end.

    >>> ccf(12_500), ccf(3000)
    (Decimal('12.5'), Decimal('3'))
    """
    volume = Decimal(thousandths) / THOUSANDTHS
    return volume.quantize(Decimal(1)) if volume == int(volume) else volume.normalize()


def printed_kinds(schedule: Schedule) -> list[Kind]:
    """Every kind of account that the schedule prices, in its order; no multi-family units on irrigation accounts."""
    return [
        Kind(key.customer_class, key.location, key.meter_size, irrigation)
        for irrigation in (False, True)
        for key in schedule.rates
        if (key.service, key.charge) == ("water", "base") and not (irrigation and key.meter_size == inputs.MULTI_FAMILY)
    ]


def determinants_rows(kinds: Mapping[Kind, Determined], order: Sequence[Kind]) -> Iterator[list[Cell]]:
    """The rows of Determinants, one for each kind: its words, then what it was billed, volumes in CCF."""
    for kind in order:
        found = kinds.get(kind, Determined())
        yield [
            *kind[:3],
            YES_NO[kind.irrigation],
            *(ccf(n) if name.endswith("ccf") else n for name, n in found._asdict().items()),
        ]


def frequency_rows(bands: Mapping[Band, Frequent], order: Sequence[Kind]) -> Iterator[list[Cell]]:
    """The rows of Bill frequency that hold something: the kind's words, sewer, over, to, bills, CCF."""
    there = (band for band in bands if band.kind in order)
    for band in sorted(there, key=lambda band: (order.index(band.kind), not band.sewer, band.over)):
        flags = (YES_NO[flag] for flag in (band.kind.irrigation, band.sewer))
        yield [*band.kind[:3], *flags, band.over, band.to, bands[band].bills, ccf(bands[band].ccf)]


def determinants_by_month(found: Tabulation, fiscal_year: int, order: Sequence[Kind]) -> Iterator[list[Cell]]:
    """The rows of each month's determinants that hold something, the month before the kind's words."""
    for month in found.months(fiscal_year):
        kinds, _ = found.of(fiscal_year, month)
        for row in determinants_rows(kinds, [kind for kind in order if kind in kinds]):
            yield [month, *row]


def frequency_by_month(found: Tabulation, fiscal_year: int, order: Sequence[Kind]) -> Iterator[list[Cell]]:
    """The rows of each month's bill frequency that hold something, the month before the kind's words."""
    for month in found.months(fiscal_year):
        for row in frequency_rows(found.of(fiscal_year, month)[1], order):
            yield [month, *row]
