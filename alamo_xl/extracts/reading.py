"""An extract's rows made ready for the law: an account's key, volumes in whole thousandths, or why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from math import prod
from typing import Any, NamedTuple

import narwhals as nw

from alamo_xl import inputs
from alamo_xl.errors import BadExtract, NotUnderstood
from alamo_xl.extracts.categories import (
    CODE,
    MOST,
    Category,
    Reasons,
    Texts,
    coded,
    read_categories,
)
from alamo_xl.extracts.columns import VOLUMES
from alamo_xl.extracts.dates import DATED, texts_of, with_dates
from alamo_xl.extracts.engine import Codes, Frame
from alamo_xl.extracts.source import Source
from alamo_xl.extracts.volumes import Volume, not_plain, thousandths, volume
from alamo_xl.inputs import MULTI_FAMILY
from alamo_xl.schedule import Limits, Schedule

KEY, MONTH, ACTIVE = "alamo_key", "alamo_month", "alamo_active"
METERED, RECLAIMED = "alamo_metered", "alamo_recl"
BELOW = {name: f"alamo_below_{name}" for name in VOLUMES}
AS_UNITS, AS_METER = f"{CODE}mf", f"{CODE}meter"
INTO = dict(zip(VOLUMES, (METERED, RECLAIMED), strict=True))
KEYED = (
    "year",
    "customer_class",
    "meter_size",
    "outside",
    "irrigation",
    "sewer",
    "water",
    "stage",
    "assisted",
    "month",
)
"""What makes a key, the last varying fastest; the month where rates have seasons."""
DECIDING = (
    "customer_class",
    "meter_size",
    "outside",
    "irrigation",
    "sewer",
    "water",
    "active",
    "stage",
    "assisted",
    "units",
)
KINDS_AT_ONCE = 2_000
"""Kinds of accounts that are listed whether they occur or not."""
NO_KIND = -1
NARROW = nw.Int32()
"""Of keys and volumes, which every pricing reads: half as much as Int64."""


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
        """Whether sewer is billed: as said, else unless irrigation (R5) or reclaimed water alone."""
        if self.sewer is None:
            return not (self.irrigation or self.reclaimed_only)
        return self.sewer

    @property
    def reclaimed_only(self) -> bool:
        """Whether nothing but reclaimed water can be billed: no water, and no class and size for sewer."""
        return not (self.water or self.sewer or self.customer_class or self.meter_size)


@dataclass(frozen=True)
class Reading:
    """Rows made ready: to the extract's own columns `frame` adds those named here.

    KEY the place in `kinds`, or NO_KIND; METERED and RECLAIMED thousandths of a CCF, or below 0 a reason;
    AS_UNITS the units of a multi-family account, AS_METER of a meter, or below 0 a reason; MONTH 1 to 12 or null;
    ACTIVE whether it is billed; BELOW, for each volume, the thousandths of a CCF below 0 of a credit as a positive
    number, else null; a credit's METERED or RECLAIMED is below 0.
    A reason is at place -REFUSED - code in `reasons`. `categories` say what the codes under CODE stand for.
    `sewered` is the column of the volume that sewer is billed on before its return, as METERED is; where that is a
    winter's average, the rows are in no order.
    """

    source: Source
    frame: Frame
    kinds: tuple[Kind, ...]
    reasons: Reasons
    categories: Mapping[str, Category]
    sewered: str = METERED

    @property
    def volumes(self) -> tuple[str, ...]:
        """The columns of what is billed by volume, each once."""
        return tuple(dict.fromkeys((METERED, self.sewered, RECLAIMED)))


def read(source: Source, schedules: Sequence[Schedule], fiscal_year: int | None = None) -> Reading:
    """The rows of an extract, to be rated by any of these schedules; a row that cannot be is there with its reason.

    fiscal_year: whose rates every bill pays, whatever its date; its month stays.
    """
    reasons, columns, limits = Reasons(), source.columns, schedules[0].limits
    frame = with_dates(source)
    volumes = {name: _volume(source, name, limits) for name in VOLUMES if name in columns.of}
    odd = {f"alamo_odd_{name}": each.odd for name, each in volumes.items()}
    texts = _texts(source, frame.with_columns(**odd), list(odd))
    read_as = read_categories(columns, texts, schedules, reasons, fiscal_year)
    codes = {f"{CODE}{name}": (each.codes, each.blank) for name, each in read_as.items()}
    for name, of in ((AS_UNITS, partial(inputs.units, size=MULTI_FAMILY)), (AS_METER, _units_of_a_meter)):
        codes[name] = coded("units", texts.get("units"), of, reasons)
    for name in VOLUMES:
        unit = columns.units.get(name, "ccf")
        to_code = partial(thousandths, unit=unit, limits=limits, field=name.replace("_", " "))
        found, blank = coded(name, texts.get(f"alamo_odd_{name}"), to_code, reasons)
        blank = 0 if name == "reclaimed_ccf" else blank
        codes[f"{CODE}{name}"] = (found and found._replace(blank=blank), blank)
    seasonal = any(schedule.seasonal for schedule in schedules)
    keyed = [read_as[name] for name in KEYED if seasonal or name != "month"]
    frame = frame.with_columns(**odd)
    frame = source.engine.encoded(frame, {name: each for name, (each, _) in codes.items() if each})
    frame = frame.with_columns(**{name: nw.lit(blank, nw.Int64()) for name, (each, blank) in codes.items() if not each})
    below = {name: reasons.refused(f"{name} is below 0") for name in VOLUMES}
    frame = _finished(frame, keyed, read_as, volumes, below)
    if prod(len(each.meanings) for each in keyed) <= KINDS_AT_ONCE:
        kinds = tuple(Kind(*each) for each in product(*(each.meanings for each in keyed)))
        key = nw.when(nw.col(KEY) < 0).then(nw.lit(NO_KIND)).otherwise(nw.col(KEY))
        return Reading(source, frame.with_columns(**{KEY: key.cast(NARROW)}), kinds, reasons, read_as)
    return _with_kinds_that_occur(Reading(source, frame, (), reasons, read_as), keyed)


def _with_kinds_that_occur(every: Reading, keyed: Sequence[Category]) -> Reading:
    """A reading whose keys are only those that its rows have, of very many that could be."""
    frame, engine = every.frame, every.source.engine
    found = engine.values(frame.filter(nw.col(KEY) >= 0), [KEY], MOST + 1)[KEY]
    places = sorted(map(int, found))
    if len(places) > MOST:
        raise BadExtract(f"the extract has more than {MOST:,} kinds of accounts; rate its parts one by one")
    kinds = []
    for place in places:
        meanings: list[Any] = []
        for each in reversed(keyed):
            place, code = divmod(place, len(each.meanings))
            meanings.append(each.meanings[code])
        kinds.append(Kind(*reversed(meanings)))
    dense = {str(place): code for code, place in enumerate(places)}
    frame = engine.encoded(frame, {f"{CODE}kind": Codes(KEY, dense, NO_KIND, NO_KIND, True)})
    return replace(every, frame=frame.with_columns(**{KEY: nw.col(f"{CODE}kind").cast(NARROW)}), kinds=tuple(kinds))


def _finished(
    frame: Frame,
    keyed: Sequence[Category],
    read_as: Mapping[str, Category],
    volumes: Mapping[str, Volume],
    below_as: Mapping[str, int],
) -> Frame:
    """The codes of a row as its key, and its volumes."""
    place = 1
    key: nw.Expr = nw.lit(0, nw.Int64())
    months: nw.Expr = nw.lit(None, nw.Int64())
    for each in reversed(keyed):
        key = key + nw.col(f"{CODE}{each.name}") * nw.lit(place)
        place *= max(1, len(each.meanings))
    for place_of, month in enumerate(read_as["month"].meanings):
        if month is not None:
            months = nw.when(nw.col(f"{CODE}month") == place_of).then(nw.lit(month, nw.Int64())).otherwise(months)
    inactive = [at for at, active in enumerate(read_as["active"].meanings) if not active]
    made: dict[str, nw.Expr] = {KEY: key, MONTH: months}
    made[ACTIVE] = nw.col(f"{CODE}active") != inactive[0] if inactive else nw.lit(True)
    for name, into in INTO.items():
        code = nw.col(f"{CODE}{name}")
        made[into] = code.cast(NARROW)
        if name in volumes:
            below = volumes[name].below
            credit = nw.when(~below.is_null()).then(nw.lit(below_as[name], nw.Int64()))
            made |= {into: nw.coalesce(volumes[name].sure, credit, code).cast(NARROW), BELOW[name]: below}
    return frame.with_columns(**made)


def _volume(source: Source, name: str, limits: Limits) -> Volume:
    """How a column becomes a volume; a column of texts is looked through first, as far as one that is not plain."""
    column = source.columns.of[name]
    given = (column, source.types[column], source.columns.units[name], limits)
    other = not_plain(*given)
    plain = other is not None and not source.engine.rows(source.frame.filter(other).select(column).head(1))
    return volume(*given, plain)


def _units_of_a_meter(text: str) -> int:
    """1, where no units are given or such as count as none, whatever the meter's size (R2)."""
    try:
        return inputs.units(text, "")
    except NotUnderstood as error:
        if inputs.exact(text) is None:
            raise
        raise NotUnderstood(f"units {inputs.shown(text)} go with multi-family only; leave them blank") from error


def _texts(source: Source, frame: Frame, odd: Sequence[str]) -> dict[str, Texts]:
    """The different texts of each column that decides rates, and of the volumes the odd ones."""
    of, types = source.columns.of, source.types
    in_frame = {name: of[name] for name in (*DECIDING, "fiscal_year") if name in of} | {name: name for name in odd}
    if "bill_date" in of:
        in_frame["bill_date"] = DATED
    found = source.engine.values(frame, list(in_frame.values()), MOST)
    return {
        name: texts_of(types.get(of.get(name, ""), "VARCHAR"), column, found[column])
        for name, column in in_frame.items()
    }
