"""The law as one expression over rows: whole cents from a key and whole thousandths, the same on every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import narwhals as nw

from alamo_xl.extracts.engine import Engine, Frame
from alamo_xl.extracts.reading import KEY, METERED, NARROW, RECLAIMED
from alamo_xl.extracts.tables import BAD, PARTS, Table
from alamo_xl.extracts.whole import EXACT, divided
from alamo_xl.terms import TEN_THOUSANDTHS, THOUSANDTHS

TOTAL = "total"
VOLUME_MOST = 10**9
"""Thousandths of a CCF; 1,000,000 CCF (R7)."""
UNITS = "alamo_units"
OK = "alamo_ok"
T = "alamo_t_"
CHARGES = {
    "water_base": (("water", "base"),),
    "water_usage": (("water", "usage"), ("water", "surcharge")),
    "sewer_base": (("sewer", "base"),),
    "sewer_commodity": (("sewer", "usage"), ("sewer", "surcharge")),
    "reclaimed": (("reclaimed", "usage"), ("reclaimed", "surcharge")),
}
"""What each line adds up: services' charges, each less its discount."""
LINES = tuple(CHARGES)
NOTHING = nw.lit(0, nw.Int64())
CENTS = {line: f"alamo_cents_{line}" for line in (*LINES, TOTAL)}


def looked_up(engine: Engine, frame: Frame, table: Table) -> Frame:
    """To rows with a key what the table says of it, where that differs from key to key; null where that is no kind."""
    return engine.looked_up(frame, {name: (KEY, values) for name, values in _differing(table)})


def joined(engine: Engine, frame: Frame, table: Table) -> Frame:
    """The same and OK by a join, which is faster: in no order, and without rows whose key is no kind's."""
    kinds = engine.table({KEY: range(len(table.columns[BAD])), **dict(_differing(table))})
    kinds = kinds.with_columns(**{KEY: nw.col(KEY).cast(NARROW), OK: of(table, BAD) < 0})
    return frame.join(kinds, on=KEY, how="inner")


def _differing(table: Table) -> Iterator[tuple[str, Sequence[float]]]:
    return ((f"{T}{name}", table.columns[name]) for name in table.columns if table.constant(name) is None)


def charged(frame: Frame, table: Table, sewered: str = METERED) -> Frame:
    """To rows with what the table says of them each line in whole cents and their total, under CENTS.

    These mean nothing where OK is false. sewered: the column of the volume that sewer is billed on before its return.
    A step at a time, each a column of its own: an expression that holds another several times would grow beyond bounds.
    """
    volumes = {
        "water": nw.col(METERED).cast(nw.Float64()),
        "sewer": nw.col(sewered).cast(nw.Float64()) * of(table, "sewer_return"),
        "reclaimed": nw.col(RECLAIMED).cast(nw.Float64()),
    }
    counts = {charge: count for charges in CHARGES.values() for charge in charges if (count := _count(table, *charge))}
    parts = {
        _block(*charge, place): _part(table, volumes[charge[0]], *charge, place, count)
        for charge, count in counts.items()
        for place in range(count)
    }
    frame = frame.with_columns(**parts)
    sums = {each: _sum(nw.col(_block(*each, place)) for place in range(count)) for each, count in counts.items()}
    lines = {
        f"{T}{line}": [_let_off(table, *charge, sums[charge]) for charge in charges if charge in counts]
        for line, charges in CHARGES.items()
    }
    frame = frame.with_columns(**{name: _sum(amounts) if amounts else NOTHING for name, amounts in lines.items()})
    cents = {CENTS[line]: nw.col(f"{T}{line}") for line in LINES}
    cents[CENTS[TOTAL]] = _sum(nw.col(name) for name, amounts in lines.items() if amounts)
    return frame.with_columns(**{name: amount.cast(nw.Int64()) for name, amount in cents.items()})


def _count(table: Table, service: str, charge: str) -> int:
    """The blocks that a charge has at most, a base charge being one of its own; 0 of none."""
    return {"base": 1, "usage": table.blocks[service], "surcharge": table.surcharges[service]}[charge]


def _block(service: str, charge: str, place: int) -> str:
    return f"{T}cents_{service}_{charge}_{place}"


def _sum(amounts: Iterable[nw.Expr]) -> nw.Expr:
    first, *others = amounts
    for amount in others:
        first = first + amount
    return first


def of(table: Table, name: str) -> nw.Expr:
    """What a row's kind has in a column of the table."""
    constant = table.constant(name)
    if constant is None:
        return nw.col(f"{T}{name}")
    return nw.lit(constant, nw.Int64() if isinstance(constant, int) else nw.Float64())


def _of_units(table: Table, service: str, name: str) -> nw.Expr:
    """What a row's kind has in a column that is a unit's, of all its units (D4)."""
    alone = service == "reclaimed" or table.constant("by_units") == 0
    return of(table, name) if alone else of(table, name) * nw.col(UNITS)


def _part(table: Table, volume: nw.Expr, service: str, charge: str, place: int, count: int) -> nw.Expr:
    """Cents of a base charge, or of what of a volume is in one block, rounded once (D2, D11)."""
    named = f"{service}_{charge}"
    if charge == "base":
        return _of_units(table, service, named)
    within = volume
    if place + 1 < count:
        top = _of_units(table, service, f"{named}_above_{place + 1}")
        within = nw.when(volume > top).then(top).otherwise(volume)
    if table.constant(f"{named}_above_{place}") != 0:
        bottom = _of_units(table, service, f"{named}_above_{place}")
        within = nw.when(volume > bottom).then(within - bottom).otherwise(NOTHING)
    rate = f"{named}_rate_{place}"
    return _half_up(within, of(table, rate), PARTS[service], max(table.columns[rate], default=0))


def _half_up(volume: nw.Expr, rate: nw.Expr, parts: int, most: float) -> nw.Expr:
    """Parts of a CCF x cents a CCF, to the cent, as a float; whole CCF apart where the product could be too large.

    The product is whole, and exact. Half a part more than half a cent keeps the sum half a part from a whole cent;
    times a part, which is quicker than divided by parts, it errs by less: by 2**-52 of itself.
    """
    half = (parts + 1) / 2
    if VOLUME_MOST * (parts // THOUSANDTHS) * most + parts < EXACT / 4:
        return ((volume * rate + half) * (1 / parts)).floor()
    whole = (volume / parts).floor()
    return whole * rate + (((volume - whole * parts) * rate + half) * (1 / parts)).floor()


def _let_off(table: Table, service: str, of_service: str, charge: nw.Expr) -> nw.Expr:
    """A charge less its discount (D10)."""
    name = f"{service}_{of_service}"
    if name not in table.discounts:
        return charge
    share, dollars = of(table, f"{name}_share"), of(table, f"{name}_dollars")
    whole = divided(charge, TEN_THOUSANDTHS)
    rest = (charge - whole * TEN_THOUSANDTHS) * share + TEN_THOUSANDTHS // 2
    off = whole * share + divided(rest, TEN_THOUSANDTHS)
    return charge - off - nw.when(dollars > charge).then(charge).otherwise(dollars)
