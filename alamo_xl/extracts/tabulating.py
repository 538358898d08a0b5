"""An extract of any size tabulated: rated by the law's expression, then added up by the engine that holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import narwhals as nw

from alamo_xl.extracts.engine import Frame
from alamo_xl.extracts.pricing import CENTS, LINES, OK, UNITS
from alamo_xl.extracts.proof import Charged
from alamo_xl.extracts.rated import CREDIT, ERROR, rated
from alamo_xl.extracts.reading import ACTIVE, KEY, METERED, MONTH, RECLAIMED, Reading
from alamo_xl.extracts.reading import Kind as Read
from alamo_xl.extracts.tables import Table
from alamo_xl.extracts.tabulation import Billed, Kind, Period, Sums, Tabulation
from alamo_xl.terms import THOUSANDTHS

OVER, ROWS, WITH_RECLAIMED = "alamo_over", "alamo_rows", "alamo_with_reclaimed"
CREDITS = "a credit: its volume is below 0"


class Counted(NamedTuple):
    """What the bills of an extract add up to, and by kind of account and fiscal year what they come to in cents."""

    tabulation: Tabulation
    charged: Mapping[tuple[Kind, int], Charged]


def tabulate(reading: Reading, table: Table, bands: Sequence[int], reclaimed_alone: Kind) -> Counted:
    """The tabulation of every bill that can be rated; the others are counted by their reasons.

    reclaimed_alone: where reclaimed water counts whose row says no class and size.
    """
    sums, charged = Sums(), dict[tuple[Kind, int], Charged]()
    ends = dict(zip((0, *bands), (*bands, None), strict=True))
    for words, key, month, over, rows, units, metered, reclaimed, with_reclaimed, *cents in reading.source.engine.rows(
        _alike(rated(reading, table), bands)
    ):
        if words is not None:
            sums.unrated[words] += rows
        elif key is None:
            sums.inactive += rows
        else:
            read = reading.kinds[key]
            kind, period = _kind(read, reclaimed_alone), Period(read.year, month or 0)
            billed = Billed(kind, period, rows, units, read.water, read.with_sewer, metered, reclaimed)
            sums.add(billed, over, ends[over])
            more = (*cents, rows * read.water, rows * read.with_sewer, with_reclaimed)
            before = charged.get((kind, read.year), Charged())
            charged[kind, read.year] = Charged(*map(sum, zip(before, more, strict=True)))
    return Counted(sums.tabulation, charged)


def _kind(read: Read, reclaimed_alone: Kind) -> Kind:
    location = "outside" if read.outside else "inside"
    if read.reclaimed_only:
        return reclaimed_alone._replace(location=location)
    return Kind(read.customer_class, location, read.meter_size, read.irrigation)


def _alike(frame: Frame, bands: Sequence[int]) -> Frame:
    """Rows that count alike, together: why they are not billed, or key, month and band; their number, sums and cents.

    Without reason and key are those of inactive accounts. Credits are one reason, whatever their volumes.
    """
    counts = nw.col(OK) & nw.col(ACTIVE)
    credited = nw.col(ERROR).str.starts_with(CREDIT)
    by = {
        ERROR: nw.when(credited).then(nw.lit(CREDITS)).otherwise(nw.col(ERROR)),
        KEY: nw.when(counts).then(nw.col(KEY)),
        MONTH: nw.when(counts).then(nw.col(MONTH)),
        OVER: nw.when(counts).then(_over(bands)),
    }
    summed = [*(UNITS, METERED, RECLAIMED, WITH_RECLAIMED), *(CENTS[line] for line in LINES)]
    frame = frame.with_columns(**by, **{WITH_RECLAIMED: (nw.col(RECLAIMED) > 0).cast(nw.Int64())})
    return frame.group_by(*by).agg(nw.len().alias(ROWS), *(nw.col(name).sum() for name in summed))


def _over(bands: Sequence[int]) -> nw.Expr:
    """The lower edge of a bill's band, a unit's for multi-family."""
    over = nw.lit(bands[-1], nw.Int64())
    for low, high in reversed([*zip((0, *bands), bands, strict=False)]):
        within = nw.col(METERED) <= nw.col(UNITS) * (high * THOUSANDTHS)
        over = nw.when(within).then(nw.lit(low, nw.Int64())).otherwise(over)
    return over
