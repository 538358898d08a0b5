"""Rows with what they are billed, in dollars and cents, or why they cannot be rated."""

from __future__ import annotations

from decimal import Decimal

import narwhals as nw

from alamo_xl.extracts.categories import CODE, REFUSED
from alamo_xl.extracts.columns import VOLUMES
from alamo_xl.extracts.engine import ROW, Frame
from alamo_xl.extracts.pricing import CENTS, OK, UNITS, charged, looked_up, of
from alamo_xl.extracts.reading import ACTIVE, AS_METER, AS_UNITS, BELOW, INTO, KEY, KEYED, METERED, Reading
from alamo_xl.extracts.tables import BAD, Table

ERROR = "error"
CREDIT = "credit"
WHY = "alamo_why"


def rated(reading: Reading, table: Table) -> Frame:
    """To a reading's rows: OK, each line and the total in whole cents (null where a row cannot be rated), and ERROR."""
    frame = looked_up(reading.source.engine, reading.frame, table)
    by_units = of(table, "by_units")
    units = nw.when(by_units == 1).then(nw.col(AS_UNITS)).otherwise(nw.col(AS_METER))
    metered = nw.col(METERED)
    if table.constant("metered") != 1:
        unmetered = (of(table, "metered") == 0) & (metered < 0)
        metered = nw.when(unmetered).then(nw.lit(0, nw.Int64())).otherwise(metered)
    frame = frame.with_columns(**{UNITS: units, METERED: metered})
    billable = (nw.col(KEY) >= 0) & (of(table, BAD) < 0) & (nw.col(UNITS) > 0)
    for name in reading.volumes:
        billable = billable & (nw.col(name) >= 0)
    frame = frame.with_columns(**{OK: billable})
    frame = charged(frame, table, reading.sewered)
    billed = {name: nw.when(nw.col(OK)).then(nw.col(name)) for name in CENTS.values()}
    frame = frame.with_columns(**billed, **{WHY: nw.when(~nw.col(OK)).then(_why(reading, table))})
    frame = _without_inactive(reading, frame)
    return _with_errors(reading, frame)


def written(reading: Reading, frame: Frame) -> Frame:
    """What is written of rated rows: the extract's own columns in their order, the lines and the total, the error."""
    columns = reading.source.columns
    amounts = [_dollars(nw.col(name)).alias(line) for line, name in CENTS.items()]
    own = [nw.col(name).alias(columns.shown_as(name)) for name in columns.names]
    return frame.select(*own, *amounts, nw.col(ERROR), nw.col(ROW))


def _dollars(amount: nw.Expr) -> nw.Expr:
    """Whole cents as dollars with two decimals, exactly: at most 10**15 of them, so that the product is 18 digits."""
    return (amount.cast(nw.Decimal(15, 0)) * nw.lit(Decimal("0.01"))).cast(nw.Decimal(18, 2))


def _why(reading: Reading, table: Table) -> nw.Expr:
    """The place of the first reason, in the order in which the law reads an account."""
    of_key = [nw.when(nw.col(f"{CODE}{name}") < 0).then(-REFUSED - nw.col(f"{CODE}{name}")) for name in KEYED[:-1]]
    of_rates = nw.when(of(table, BAD) >= 0).then(of(table, BAD))
    of_row = [nw.when(nw.col(name) < 0).then(-REFUSED - nw.col(name)) for name in (UNITS, *reading.volumes)]
    return nw.when(nw.col(KEY) < 0).then(nw.coalesce(*of_key)).otherwise(nw.coalesce(of_rates, *of_row))


def _without_inactive(reading: Reading, frame: Frame) -> Frame:
    """Accounts that are not active bill 0, whatever else stands in their rows; whether they are must be understood."""
    if "active" not in reading.source.columns.of:
        return frame
    active = nw.col(f"{CODE}active")
    none = nw.lit(0, nw.Int64())
    amounts = {
        name: nw.when(active < 0).then(None).otherwise(nw.when(nw.col(ACTIVE)).then(nw.col(name)).otherwise(none))
        for name in CENTS.values()
    }
    why = nw.when(active < 0).then(-REFUSED - active).otherwise(nw.when(nw.col(ACTIVE)).then(nw.col(WHY)))
    return frame.with_columns(**amounts, **{WHY: why, OK: (active >= 0) & (nw.col(OK) | ~nw.col(ACTIVE))})


def _with_errors(reading: Reading, frame: Frame) -> Frame:
    """The reasons in words; a credit says how much."""
    engine, columns = reading.source.engine, reading.source.columns
    frame = engine.looked_up(frame, {ERROR: (WHY, reading.reasons.texts)})
    for name in VOLUMES:
        if name in columns.of:
            code = nw.col(INTO[name])
            given = nw.col(columns.of[name]).cast(nw.String())
            words = nw.concat_str(nw.lit(f"{CREDIT}: {name} "), given, nw.lit(" is below 0"))
            credited = ~nw.col(BELOW[name]).is_null() & (nw.col(WHY) == -REFUSED - code)
            frame = frame.with_columns(**{ERROR: nw.when(credited).then(words).otherwise(nw.col(ERROR))})
    return frame
