"""The law as one expression over rows: whole cents from a key and whole thousandths, the same on every engine."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from alamo_xl.extracts.engine import Engine, Frame
from alamo_xl.extracts.reading import KEY, METERED, RECLAIMED
from alamo_xl.extracts.tables import PARTS, SERVICES, Table
from alamo_xl.extracts.whole import EXACT, divided
from alamo_xl.terms import TEN_THOUSANDTHS

LINES = ("water_base", "water_usage", "sewer_base", "sewer_commodity", "reclaimed")
TOTAL = "total"
VOLUME_MOST = 10**9
"""Thousandths of a CCF; 1,000,000 CCF (R7)."""
UNITS = "alamo_units"
OK = "alamo_ok"
T = "alamo_t_"
CENTS = {line: f"alamo_cents_{line}" for line in (*LINES, TOTAL)}
USAGE = {"water": "water_usage", "sewer": "sewer_commodity", "reclaimed": "reclaimed"}


def looked_up(engine: Engine, frame: Frame, table: Table) -> Frame:
    """To rows with a key what the table says of it, where that differs from key to key."""
    wanted = {name: values for name, values in table.columns.items() if table.constant(name) is None}
    return engine.looked_up(frame, {f"{T}{name}": (KEY, values) for name, values in wanted.items()})


def charged(frame: Frame, table: Table, sewered: str = METERED) -> Frame:
    """To rows, as `looked_up` gives them, each line in whole cents, under CENTS; null where OK is false.

    sewered: the column of the volume that sewer is billed on before its return.
    A step at a time, each a column of its own: an expression that holds another several times would grow beyond bounds.
    """
    metered, units = nw.col(METERED), nw.col(UNITS)
    volumes = {"water": metered, "sewer": nw.col(sewered) * of(table, "sewer_return"), "reclaimed": nw.col(RECLAIMED)}
    frame = frame.with_columns(**{_volume(service): volume for service, volume in volumes.items()})
    parts = {}
    for service in SERVICES:
        times = units if service != "reclaimed" else nw.lit(1)
        if service != "reclaimed":
            parts[_charge(service, "base")] = of(table, f"{service}_base") * times
        for charge, count in (("usage", table.blocks[service]), ("surcharge", table.surcharges[service])):
            for place in range(count):
                parts[_block(service, charge, place)] = _in_block(table, service, charge, place, count, times)
    frame = frame.with_columns(**parts)
    if table.discounts or sum(table.surcharges.values()) or max(table.blocks.values(), default=0) > 1:
        frame = frame.with_columns(
            **{
                _charge(service, charge): _sum(nw.col(_block(service, charge, place)) for place in range(count))
                for charge, counts in (("usage", table.blocks), ("surcharge", table.surcharges))
                for service, count in counts.items()
                if count
            }
        )
        usage = {service: ("usage", "surcharge") if table.surcharges[service] else ("usage",) for service in SERVICES}
        lines = {
            line: _sum(_let_off(table, f"{service}_{charge}", nw.col(_charge(service, charge))) for charge in charges)
            for line, (service, charges) in {
                "water_base": ("water", ("base",)),
                "water_usage": ("water", usage["water"]),
                "sewer_base": ("sewer", ("base",)),
                "sewer_commodity": ("sewer", usage["sewer"]),
                "reclaimed": ("reclaimed", usage["reclaimed"]),
            }.items()
            if table.blocks[service] or charges == ("base",)
        }
    else:
        lines = {
            "water_base": nw.col(_charge("water", "base")),
            "sewer_base": nw.col(_charge("sewer", "base")),
            **{USAGE[s]: nw.col(_block(s, "usage", 0)) for s in SERVICES if table.blocks[s]},
        }
    none = nw.lit(0, nw.Int64())
    return frame.with_columns(**{CENTS[line]: nw.when(nw.col(OK)).then(lines.get(line, none)) for line in LINES})


def _volume(service: str) -> str:
    return f"{T}volume_{service}"


def _charge(service: str, charge: str) -> str:
    return f"{T}cents_{service}_{charge}"


def _block(service: str, charge: str, place: int) -> str:
    return f"{T}cents_{service}_{charge}_{place}"


def _sum(amounts: Iterable[nw.Expr]) -> nw.Expr:
    first, *others = amounts
    for amount in others:
        first = first + amount
    return first


def of(table: Table, name: str) -> nw.Expr:
    constant = table.constant(name)
    return nw.col(f"{T}{name}") if constant is None else nw.lit(constant, nw.Int64())


def _in_block(table: Table, service: str, charge: str, place: int, count: int, times: nw.Expr) -> nw.Expr:
    """Cents of what of a volume is in one block, rounded once (D2, D11)."""
    volume, name = nw.col(_volume(service)), f"{service}_{charge}_rate_{place}"
    within = volume
    if place + 1 < count:
        top = of(table, f"{service}_{charge}_above_{place + 1}") * times
        within = nw.when(volume > top).then(top).otherwise(volume)
    if table.constant(f"{service}_{charge}_above_{place}") != 0:
        bottom = of(table, f"{service}_{charge}_above_{place}") * times
        within = nw.when(volume > bottom).then(within - bottom).otherwise(nw.lit(0, nw.Int64()))
    return _half_up(within, of(table, name), PARTS[service], max(table.columns[name], default=0))


def _half_up(volume: nw.Expr, rate: nw.Expr, parts: int, most: int) -> nw.Expr:
    """Parts of a CCF x cents a CCF, to the cent; whole CCF apart where the product could be too large."""
    if VOLUME_MOST * (parts // 1000) * most + parts < EXACT:
        return divided(volume * rate + parts // 2, parts)
    whole = divided(volume, parts)
    return whole * rate + divided((volume - whole * parts) * rate + parts // 2, parts)


def _let_off(table: Table, name: str, charge: nw.Expr) -> nw.Expr:
    """A charge less its discount (D10)."""
    if name not in table.discounts:
        return charge
    share, dollars = of(table, f"{name}_share"), of(table, f"{name}_dollars")
    whole = divided(charge, TEN_THOUSANDTHS)
    rest = (charge - whole * TEN_THOUSANDTHS) * share + TEN_THOUSANDTHS // 2
    off = whole * share + divided(rest, TEN_THOUSANDTHS)
    least = nw.when(dollars > charge).then(charge).otherwise(dollars)
    return (
        nw.when(share >= 0).then(charge - off).otherwise(nw.when(dollars >= 0).then(charge - least).otherwise(charge))
    )
