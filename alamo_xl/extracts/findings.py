"""What is told of an extract beside its bills, and never changed: credits, adjustments, repeats, odd periods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import narwhals as nw

from alamo_xl.extracts.categories import CODE, MOST
from alamo_xl.extracts.columns import VOLUMES
from alamo_xl.extracts.engine import Codes, Frame
from alamo_xl.extracts.reading import BELOW, METERED, MONTH, Reading
from alamo_xl.extracts.winter import BY_CLASS
from alamo_xl.inputs import day_of
from alamo_xl.terms import THOUSANDTHS

DAYS = (25, 35)
"""A reading period of a month."""
ADJUSTED = re.compile(
    r"adj|correct|cancel|credit|re-?bill|re-?vers|void|write.?off|true|^y(es)?$|^1$|^x$", re.IGNORECASE
)
"""What a column of kinds or an adjustment flag says of a bill that is no regular one."""
NO_DAY = -(10**6)


@dataclass(frozen=True)
class Findings:
    """Rows that a reader should know of; None where the extract has no column that says it.

    Credits are (rows, CCF below 0) by volume; `repeated` are the rows after the first of an account and month,
    `by_class` those whose sewer is on their class's winter average, the account having none.
    """

    credits: Mapping[str, tuple[int, Decimal]]
    adjusted: int | None
    repeated: int | None
    odd_periods: int | None
    by_class: int | None


def find(reading: Reading) -> Findings:
    """Goes through a reading's rows once, and once more for repeated months."""
    of = reading.source.columns.of
    frame, sums = _with_days(reading, reading.frame)
    if "kind" in of:
        frame = _with_kinds(reading, frame)
        sums["adjusted"] = (nw.col("alamo_adjusted") == 1).cast(nw.Int64()).sum()
    for name in VOLUMES:
        if name in of:
            sums[name] = nw.col(BELOW[name]).sum()
            sums[f"{name}_rows"] = nw.col(BELOW[name]).count()
    if reading.sewered != METERED:
        sums["by_class"] = nw.col(BY_CLASS).cast(nw.Int64()).sum()
    found = reading.source.engine.first(frame.select(**sums))
    below = {
        name: (int(found[f"{name}_rows"]), Decimal(int(found[name] or 0)) / THOUSANDTHS)
        for name in VOLUMES
        if name in of and found[f"{name}_rows"]
    }
    counted = {name: int(found[name] or 0) for name in ("adjusted", "odd", "by_class") if name in found}
    return Findings(below, counted.get("adjusted"), _repeated(reading), counted.get("odd"), counted.get("by_class"))


def _with_days(reading: Reading, frame: Frame) -> tuple[Frame, dict[str, nw.Expr]]:
    """To the rows the days between two readings, where both are given."""
    of = reading.source.columns.of
    if not {"read_from", "read_to"} <= set(of):
        return frame, {}
    texts = {}
    for name in ("read_from", "read_to"):
        dated = reading.source.types[of[name]].startswith(("DATE", "TIMESTAMP"))
        texts[f"alamo_{name}"] = nw.col(of[name]).cast(nw.Date()) if dated else nw.col(of[name])
    frame = frame.with_columns(**{name: text.cast(nw.String()) for name, text in texts.items()})
    found = reading.source.engine.values(frame, list(texts), MOST)
    codes = {
        f"{name}_day": Codes(name, {text: _ordinal(text) for text in found[name]}, NO_DAY, NO_DAY) for name in texts
    }
    frame = reading.source.engine.encoded(frame, codes)
    first, last = (nw.col(f"alamo_{name}_day") for name in ("read_from", "read_to"))
    days = nw.when((first != NO_DAY) & (last != NO_DAY)).then(last - first)
    odd = ((days < DAYS[0]) | (days > DAYS[1])).cast(nw.Int64())
    return frame, {"odd": odd.sum()}


def _ordinal(text: str) -> int:
    day = day_of(int(text) if text.isdecimal() else text)
    return NO_DAY if day is None else day.toordinal()


def _with_kinds(reading: Reading, frame: Frame) -> Frame:
    column, words = reading.source.columns.of["kind"], reading.source.columns.mapped.words.get("kind", {})
    found = reading.source.engine.values(frame, [column], MOST)[column]
    codes = {text: int(bool(ADJUSTED.search(words.get(text.casefold(), text)))) for text in found}
    return reading.source.engine.encoded(frame, {"alamo_adjusted": Codes(column, codes, 0, 0)})


def _repeated(reading: Reading) -> int | None:
    """Rows whose account has an earlier row of the same month."""
    of = reading.source.columns.of
    if not {"account", "bill_date"} <= set(of):
        return None
    year = f"{CODE}year"
    frame = reading.frame.filter(~nw.col(of["account"]).is_null() & ~nw.col(MONTH).is_null() & (nw.col(year) >= 0))
    groups = frame.group_by(of["account"], year, MONTH).agg(nw.len().alias("alamo_n"))
    again = groups.filter(nw.col("alamo_n") > 1).select(alamo_n=(nw.col("alamo_n") - 1).sum())
    return int(reading.source.engine.first(again)["alamo_n"] or 0)
