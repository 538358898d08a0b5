"""The law as one expression over rows: whole cents from a key and whole thousandths, the same on every engine."""

from __future__ import annotations

import narwhals as nw

from alamo_xl.extracts.engine import Engine, Frame
from alamo_xl.extracts.reading import KEY, METERED, RECLAIMED
from alamo_xl.extracts.tables import PARTS, Table
from alamo_xl.terms import TEN_THOUSANDTHS

LINES = ("water_base", "water_usage", "sewer_base", "sewer_commodity", "reclaimed")
TOTAL = "total"
EXACT = 2**53
"""Whole numbers below it are divided exactly on every engine, also by way of a float."""
VOLUME_MOST = 10**9
"""Thousandths of a CCF; 1,000,000 CCF (R7)."""
UNITS = "alamo_units"
T = "alamo_t_"


def looked_up(engine: Engine, frame: Frame, table: Table) -> Frame:
    """To rows with a key what the table says of it, where that differs from key to key."""
    wanted = {name: values for name, values in table.columns.items() if table.constant(name) is None}
    return engine.looked_up(frame, {f"{T}{name}": (KEY, values) for name, values in wanted.items()})


def cents(table: Table) -> dict[str, nw.Expr]:
    """The charges of a row in whole cents, by line, from `looked_up`; METERED, RECLAIMED and UNITS are at least 0."""
    metered, reclaimed, units = nw.col(METERED), nw.col(RECLAIMED), nw.col(UNITS)
    volumes = {"water": metered, "sewer": metered * of(table, "sewer_return"), "reclaimed": reclaimed}
    lines: dict[str, nw.Expr] = {}
    for service, (base, usage) in {
        "water": ("water_base", "water_usage"),
        "sewer": ("sewer_base", "sewer_commodity"),
        "reclaimed": ("", "reclaimed"),
    }.items():
        times = units if service != "reclaimed" else nw.lit(1)
        if base:
            lines[base] = _let_off(table, f"{service}_base", of(table, f"{service}_base") * times)
        charged = nw.lit(0, nw.Int64())
        for charge, count in (("usage", table.blocks[service]), ("surcharge", table.surcharges[service])):
            if count:
                in_blocks = _in_blocks(table, service, charge, count, volumes[service], times)
                charged = charged + _let_off(table, f"{service}_{charge}", in_blocks)
        lines[usage] = charged
    return lines


def of(table: Table, name: str) -> nw.Expr:
    constant = table.constant(name)
    return nw.col(f"{T}{name}") if constant is None else nw.lit(constant, nw.Int64())


def _in_blocks(table: Table, service: str, charge: str, count: int, volume: nw.Expr, times: nw.Expr) -> nw.Expr:
    """Cents of a volume, each block rounded once (D2, D11)."""
    total = nw.lit(0, nw.Int64())
    for place in range(count):
        name = f"{service}_{charge}_rate_{place}"
        within = volume
        if place + 1 < count:
            top = of(table, f"{service}_{charge}_above_{place + 1}") * times
            within = nw.when(volume > top).then(top).otherwise(volume)
        if table.constant(f"{service}_{charge}_above_{place}") != 0:
            bottom = of(table, f"{service}_{charge}_above_{place}") * times
            within = nw.when(volume > bottom).then(within - bottom).otherwise(nw.lit(0, nw.Int64()))
        most = max(table.columns[name], default=0)
        total = total + _half_up(within, of(table, name), PARTS[service], most)
    return total


def _half_up(volume: nw.Expr, rate: nw.Expr, parts: int, most: int) -> nw.Expr:
    """Parts of a CCF x cents a CCF, to the cent; whole CCF apart where the product could be too large."""
    if VOLUME_MOST * (parts // 1000) * most + parts < EXACT:
        return (volume * rate + parts // 2) // parts
    return volume // parts * rate + (volume % parts * rate + parts // 2) // parts


def _let_off(table: Table, name: str, charge: nw.Expr) -> nw.Expr:
    """A charge less its discount (D10)."""
    if name not in table.discounts:
        return charge
    share, dollars = of(table, f"{name}_share"), of(table, f"{name}_dollars")
    whole = charge // TEN_THOUSANDTHS * share
    off = whole + (charge % TEN_THOUSANDTHS * share + TEN_THOUSANDTHS // 2) // TEN_THOUSANDTHS
    least = nw.when(dollars > charge).then(charge).otherwise(dollars)
    return (
        nw.when(share >= 0).then(charge - off).otherwise(nw.when(dollars >= 0).then(charge - least).otherwise(charge))
    )
