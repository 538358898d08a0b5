"""An extract's rows made ready for the law: an account's key, volumes in whole thousandths, or why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import narwhals as nw

from alamo_xl.extracts.categories import CODE, MOST, ODD, TEXT, Category, Reasons, read_categories, units_codes
from alamo_xl.extracts.columns import VOLUMES
from alamo_xl.extracts.engine import Frame
from alamo_xl.extracts.source import Source
from alamo_xl.extracts.volumes import Volume, read_volume, text_of, volume
from alamo_xl.inputs import MULTI_FAMILY
from alamo_xl.schedule import Schedule

KEY, MONTH, UNITS = "alamo_key", "alamo_month", "alamo_units"
METERED, RECLAIMED, BELOW = "alamo_metered", "alamo_recl", "alamo_below"
ACTIVE, WHY = "alamo_active", "alamo_why"
AS_UNITS, AS_METER = "alamo_units_mf", "alamo_units_meter"
KEYED = ("year", "customer_class", "meter_size", "outside", "irrigation", "sewer", "water", "stage", "assisted")
"""What makes a key, the last varying fastest; a month too where rates have seasons."""

DECIDING = (
    "bill_date",
    "fiscal_year",
    "customer_class",
    "meter_size",
    "outside",
    "irrigation",
    "units",
    "sewer",
    "water",
    "active",
    "stage",
    "assisted",
)
"""The fields whose different texts are read."""


class Kind(NamedTuple):
    """What one key stands for; sewer None where it is for irrigation to say, month None where none is known."""

    year: int
    customer_class: str
    meter_size: str
    outside: bool
    irrigation: bool
    sewer: bool | None
    water: bool
    stage: int
    assisted: bool
    month: int | None = None

    @property
    def with_sewer(self) -> bool:
        """Whether sewer is billed: as said, else unless irrigation (R5), or reclaimed water alone."""
        if self.sewer is None:
            return not (self.irrigation or self.reclaimed_only)
        return self.sewer

    @property
    def reclaimed_only(self) -> bool:
        """Whether nothing but reclaimed water can be billed: no water, and no class and size for sewer."""
        return not self.water and not self.sewer and not (self.customer_class or self.meter_size)


@dataclass(frozen=True)
class Reading:
    """Rows made ready: to the extract's own columns `frame` adds those named above.

    KEY is the place in `kinds`, null where it cannot be read; METERED and RECLAIMED thousandths of a CCF; UNITS whole;
    MONTH 1 to 12 or null; ACTIVE false bills 0; WHY the place in `reasons`, null where the row can be read; BELOW the
    thousandths of a CCF below 0 of a credit, as a positive number.
    """

    source: Source
    frame: Frame
    kinds: tuple[Kind, ...]
    reasons: Reasons


def read(source: Source, schedules: Sequence[Schedule]) -> Reading:
    """The rows of an extract, to be rated by any of these schedules; a row that cannot be is there with its reason."""
    reasons, columns, limits = Reasons(), source.columns, schedules[0].limits
    volumes = {name: volume(name, columns.units[name], limits) for name in VOLUMES if name in columns.of}
    frame = _with_texts(source)
    frame = frame.with_columns(
        nw.when(~each.plain & ~each.below).then(nw.col(f"{TEXT}{name}")).alias(f"{ODD}{name}")
        for name, each in volumes.items()
    )
    texts_of = {name: f"{TEXT}{name}" for name in DECIDING if name in columns.of}
    texts_of |= {name: f"{ODD}{name}" for name in volumes}
    found = source.engine.values(frame, list(texts_of.values()), MOST)
    texts = {name: found[column] for name, column in texts_of.items()}
    read_as = read_categories(columns, texts, schedules, reasons)
    read_as |= {
        AS_UNITS: units_codes(columns, texts, reasons, MULTI_FAMILY),
        AS_METER: units_codes(columns, texts, reasons, "1"),
    }
    read_as |= {name: read_volume(name, columns, texts.get(name), limits, reasons) for name in VOLUMES}
    frame = source.engine.encoded(frame, {f"{CODE}{name}": each.codes for name, each in read_as.items() if each.codes})
    absent = [nw.lit(each.blank).alias(f"{CODE}{name}") for name, each in read_as.items() if not each.codes]
    frame = frame.with_columns(*absent)
    seasonal = any(schedule.seasonal for schedule in schedules)
    keyed = [read_as[name] for name in (*KEYED, *(("month",) if seasonal else ()))]
    kinds = tuple(Kind(*each) for each in product(*(category.meanings for category in keyed)))
    return Reading(source, _finished(frame, keyed, read_as, volumes), kinds, reasons)


def _finished(
    frame: Frame, keyed: Sequence[Category], read_as: Mapping[str, Category], volumes: Mapping[str, Volume]
) -> Frame:
    """The codes of a row as its key, its volumes and why it cannot be rated."""
    codes = {name: nw.col(f"{CODE}{name}") for name in read_as}
    key = nw.lit(0)
    for category in keyed:
        key = key * len(category.meanings) + codes[category.name]
    refused = [codes[name] for name in (*KEYED, "active")]
    bad = nw.coalesce(*(nw.when(code < 0).then(-1 - code) for code in refused))
    months = nw.lit(None, dtype=nw.Int64())
    for place, month in enumerate(read_as["month"].meanings):
        if month is not None:
            months = nw.when(codes["month"] == place).then(nw.lit(month)).otherwise(months)
    active = read_as["active"].meanings.index(False) if False in read_as["active"].meanings else None
    made = [
        nw.when(bad.is_null()).then(key).alias(KEY),
        bad.alias(WHY),
        months.alias(MONTH),
        (codes["active"] != (-1 if active is None else active)).alias(ACTIVE),
    ]
    for name, into in zip(VOLUMES, (METERED, RECLAIMED), strict=True):
        plain = nw.when(volumes[name].plain).then(volumes[name].thousandths) if name in volumes else None
        made.append((plain.otherwise(codes[name]) if plain is not None else codes[name]).alias(into))
    if "ccf" in volumes:
        made.append(nw.when(volumes["ccf"].below).then(volumes["ccf"].thousandths).alias(BELOW))
    return frame.with_columns(*made)


def _with_texts(source: Source) -> Frame:
    """To the rows the text of each field that is read, blanks null: a whole number without its point, a day alone."""
    frame, of = source.frame, source.columns.of
    texts = []
    for name in (*DECIDING, *VOLUMES):
        if name not in of:
            continue
        kind, value = source.types[of[name]], nw.col(of[name])
        if name in VOLUMES:
            text = text_of(value)
        elif kind.startswith(("TIMESTAMP", "DATE")):
            text = value.cast(nw.Date()).cast(nw.String())
        elif kind.startswith(("DOUBLE", "FLOAT", "DECIMAL")):
            text = value.cast(nw.String()).str.replace_all(r"\.0*$", "")
        else:
            text = value.cast(nw.String())
        texts.append(nw.when(text.str.strip_chars() != "").then(text).alias(f"{TEXT}{name}"))
    return frame.with_columns(*texts)
