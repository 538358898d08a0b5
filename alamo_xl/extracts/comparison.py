"""Several rates over one extract: distinct pairs of kind and quantity, priced by each and weighed by their bills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import narwhals as nw

from alamo_xl.extracts.engine import Frame
from alamo_xl.extracts.pricing import CENTS, LINES, OK, TOTAL, UNITS, charged, joined
from alamo_xl.extracts.rated import rated
from alamo_xl.extracts.reading import ACTIVE, KEY, Kind, Reading
from alamo_xl.extracts.tables import Table

BILLS = "alamo_bills"
EDGES = (-50, -20, -10, -5, 0, 5, 10, 20, 50, 100)
"""Dollars a bill, between which changes are counted; no change apart."""
SERVICES = {
    "water": ("water_base", "water_usage"),
    "sewer": ("sewer_base", "sewer_commodity"),
    "reclaimed": ("reclaimed",),
}
CHARGES = {"fixed": ("water_base", "sewer_base"), "volumetric": ("water_usage", "sewer_commodity", "reclaimed")}
AFFECTED = 20


@dataclass(frozen=True)
class Comparison:
    """The same bills under each of several rates, the first being what the others are compared with.

    `revenue` is dollars by (what, which) such as ("service", "water"), for each of the rates; `changes` for each of
    the others the bills by the dollars of their change (from, to), None for no end, (0, 0) for none; `accounts` those
    whose sum changes most: account, bills, dollars for each of the rates. `apart` are bills that not all of them rate.
    """

    names: tuple[str, ...]
    bills: int
    apart: int
    revenue: Mapping[tuple[str, str], tuple[Decimal, ...]]
    changes: tuple[Mapping[tuple[int | None, int | None], int], ...]
    accounts: tuple[tuple[str, int, tuple[Decimal, ...]], ...]


def pairs(reading: Reading, table: Table) -> Frame:
    """The distinct kinds and quantities of the bills that can be rated, each with how many bills it is."""
    rows = rated(reading, table).filter(nw.col(OK) & nw.col(ACTIVE))
    return reading.source.engine.kept(rows.group_by(*_pair(reading)).agg(nw.len().cast(nw.Int64()).alias(BILLS)))


def priced(reading: Reading, distinct: Frame, table: Table) -> Frame:
    """Distinct pairs, in no order, with OK and CENTS of another table; their keys are those of its kinds."""
    return charged(joined(reading.source.engine, distinct, table), table, reading.sewered)


def compare(reading: Reading, tables: Mapping[str, Table]) -> Comparison:
    """The bills of a reading under each table, by name; the first is what the others are compared with."""
    engine, names = reading.source.engine, tuple(tables)
    distinct = pairs(reading, tables[names[0]])
    every = _priced_by_each(reading, distinct, list(tables.values()))
    both = nw.col(_ok(0))
    for place in range(1, len(names)):
        both = both & nw.col(_ok(place))
    every = engine.kept(every.with_columns(alamo_both=both))
    apart = engine.first(every.filter(~nw.col("alamo_both")).select(bills=nw.col(BILLS).sum()))["bills"]
    kept = every.filter(nw.col("alamo_both"))
    changes = tuple(_changes(reading, kept, place) for place in range(1, len(names)))
    bills = engine.first(kept.select(bills=nw.col(BILLS).sum()))["bills"]
    revenue = _revenue(reading, kept, len(names))
    accounts = _accounts(reading, list(tables.values())) if "account" in reading.source.columns.of else ()
    return Comparison(names, int(bills or 0), int(apart or 0), revenue, changes, accounts)


def _pair(reading: Reading) -> tuple[str, ...]:
    return (KEY, UNITS, *reading.volumes)


def _priced_by_each(reading: Reading, distinct: Frame, tables: Sequence[Table]) -> Frame:
    """Distinct pairs with each table's lines under names of their own."""
    frame, columns = distinct, [*_pair(reading), BILLS]
    for place, table in enumerate(tables):
        frame = priced(reading, frame, table)
        renamed = {_ok(place): nw.col(OK), **{_cents(place, line): nw.col(name) for line, name in CENTS.items()}}
        frame = frame.with_columns(**renamed)
        columns += renamed
        frame = frame.select(*columns)
    return frame


def _ok(place: int) -> str:
    return f"alamo_ok_{place}"


def _cents(place: int, line: str) -> str:
    return f"alamo_cents_{place}_{line}"


def _revenue(reading: Reading, kept: Frame, count: int) -> dict[tuple[str, str], tuple[Decimal, ...]]:
    """Dollars by service, fixed and volumetric, class and location, and in all."""
    sums = {
        _cents(place, line): (nw.col(_cents(place, line)) * nw.col(BILLS)).sum()
        for place in range(count)
        for line in LINES
    }
    by: dict[tuple[str, str], list[int]] = {}
    for row in reading.source.engine.all(kept.group_by(KEY).agg(**sums)):
        kind = reading.kinds[row[KEY]]
        for place in range(count):
            for line in LINES:
                for which in _headings(kind, line):
                    by.setdefault(which, [0] * count)[place] += int(row[_cents(place, line)])
    order = {what: place for place, what in enumerate(("total", "service", "charge", "class", "location"))}
    ordered = sorted(by.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    return {which: tuple(Decimal(cents) / 100 for cents in amounts) for which, amounts in ordered}


def _headings(kind: Kind, line: str) -> list[tuple[str, str]]:
    """What a line of a kind of account counts under."""
    service = next(name for name, lines in SERVICES.items() if line in lines)
    charge = next(name for name, lines in CHARGES.items() if line in lines)
    return [
        ("total", "all"),
        ("service", service),
        ("charge", charge),
        ("class", kind.customer_class or "none"),
        ("location", "outside" if kind.outside else "inside"),
    ]


def _changes(reading: Reading, kept: Frame, place: int) -> dict[tuple[int | None, int | None], int]:
    """How many bills change by how much, against the first rates."""
    change = nw.col(_cents(place, TOTAL)) - nw.col(_cents(0, TOTAL))
    band = nw.lit(0)
    for edge in EDGES:
        band = band + (change > edge * 100).cast(nw.Int64())
    band = nw.when(change == 0).then(nw.lit(-1)).otherwise(band)
    found = Counter[int]()
    grouped = kept.with_columns(alamo_band=band).group_by("alamo_band").agg(bills=nw.col(BILLS).sum())
    for row in reading.source.engine.all(grouped):
        found[int(row["alamo_band"])] += int(row["bills"])
    ends = [None, *EDGES, None]
    bands = {(ends[at], ends[at + 1]): found[at] for at in range(len(EDGES) + 1)}
    place_of_none = EDGES.index(0) + 1
    listed = list(bands.items())
    return dict([*listed[:place_of_none], ((0, 0), found[-1]), *listed[place_of_none:]])


def _accounts(reading: Reading, tables: Sequence[Table]) -> tuple[tuple[str, int, tuple[Decimal, ...]], ...]:
    """The accounts whose bills together change most under any of the rates, either way."""
    frame, account = reading.frame, reading.source.columns.of["account"]
    bills = rated(reading, tables[0]).filter(nw.col(OK) & nw.col(ACTIVE))
    columns = [account, *_pair(reading)]
    frame = bills.select(*columns).with_columns(**{BILLS: nw.lit(1, nw.Int64())})
    for place, table in enumerate(tables):
        columns.append(_cents(place, TOTAL))
        kept = [*columns, BILLS]
        frame = priced(reading, frame, table).filter(nw.col(OK)).with_columns(**{columns[-1]: nw.col(CENTS[TOTAL])})
        frame = frame.select(*kept)
    sums = {_cents(place, TOTAL): nw.col(_cents(place, TOTAL)).sum() for place in range(len(tables))}
    grouped = frame.group_by(account).agg(**sums, alamo_n=nw.len())
    first = nw.col(_cents(0, TOTAL))
    most = (nw.col(_cents(1, TOTAL)) - first).abs()
    for place in range(2, len(tables)):
        change = (nw.col(_cents(place, TOTAL)) - first).abs()
        most = nw.when(change > most).then(change).otherwise(most)
    top = grouped.with_columns(alamo_most=most).sort("alamo_most", account, descending=[True, False]).head(AFFECTED)
    return tuple(
        (str(row[account]), int(row["alamo_n"]), tuple(Decimal(int(row[name])) / 100 for name in sums))
        for row in reading.source.engine.all(top)
    )
