"""Winter averages: sewer is billed on a month's water or on what a winter's bills were on average, if that is less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import narwhals as nw

from alamo_xl import designs, inputs
from alamo_xl.errors import AlamoError, BadExtract
from alamo_xl.extracts.categories import CODE, MOST
from alamo_xl.extracts.dates import DATED, texts_of
from alamo_xl.extracts.engine import Codes, Frame
from alamo_xl.extracts.reading import ACTIVE, METERED, MONTH, Reading
from alamo_xl.extracts.whole import divided
from alamo_xl.schedule import YEAR, months_in

SEWERED = "alamo_sewered"
BY_CLASS = "alamo_by_class"
"""Whether an account without a winter of its own takes its class's."""
BILLED_IN = "alamo_billed_in"
CLASS, ACCOUNT, NEXT = "alamo_class", "alamo_account", "alamo_next"
IRRIGATES, WITH_SEWER = "alamo_irrigates", "alamo_with_sewer"
OWN, OF_CLASS = "alamo_winter", "alamo_class_winter"
SUM, BILLS = "alamo_winter_sum", "alamo_winter_bills"
NO_YEAR = 0


def season_of(given: str) -> str:
    """The winter `12-2`: months, from first to last, that one fiscal year holds. Raises BadExtract."""
    try:
        season = designs.season(given)
    except AlamoError as error:
        raise BadExtract(f"--winter-average: {error}") from error
    if {inputs.FIRST_MONTH - 1, inputs.FIRST_MONTH} <= months_in(season) != YEAR:
        raise BadExtract(f"--winter-average {season} is of two fiscal years; give months before July, such as 12-2")
    return season


def averaged(reading: Reading, season: str) -> Reading:
    """A reading whose sewer is billed on the least of a month's water and the winter before its fiscal year.

    That is the mean of the account's bills of those months, half up to the thousandth of a CCF, of all of its class
    where it has none. Active bills with sewer count whose volume is understood, whether there are rates for them or
    not. A bill of a class without any has a reason.
    Raises BadExtract where the extract has no accounts or no dates.
    """
    columns, engine = reading.source.columns.of, reading.source.engine
    for name in ("account", "bill_date"):
        if name not in columns:
            raise BadExtract(f"--winter-average needs account and bill_date, and no column is {name}")
    frame = _with_class(reading, _with_years(reading))
    account = nw.col(columns["account"])
    named = nw.when(account.cast(nw.String()).str.strip_chars() != "").then(account)
    frame = frame.with_columns(**{ACCOUNT: named})
    counted = frame.filter(
        ~nw.col(CLASS).is_null()
        & (nw.col(METERED) >= 0)
        & nw.col(ACTIVE)
        & nw.col(MONTH).is_in(sorted(months_in(season)))
    )
    own = _means(counted.filter(~nw.col(ACCOUNT).is_null()), ACCOUNT, OWN)
    frame = frame.join(own, left_on=[ACCOUNT, BILLED_IN], right_on=[ACCOUNT, NEXT], how="left")
    frame = _with_class_means(reading, frame, engine.all(_means(counted, CLASS, OF_CLASS)))
    none = reading.reasons.refused(
        f"no winter average: no bill of its class with sewer in months {season} of the fiscal year before"
    )
    return replace(reading, frame=frame.with_columns(**_sewered(none)), sewered=SEWERED)


def _with_years(reading: Reading) -> Frame:
    """To the rows the fiscal year of their date, whichever year's rates they pay."""
    source = reading.source
    found = source.engine.values(reading.frame, [DATED], MOST)[DATED]
    texts = texts_of(source.types[source.columns.of["bill_date"]], DATED, found)
    years = {text: _year(texts.as_written(text)) for text in found}
    return source.engine.encoded(reading.frame, {BILLED_IN: Codes(DATED, years, NO_YEAR, NO_YEAR, texts.whole)})


def _year(date: object) -> int:
    try:
        return inputs.fiscal_year(date)
    except AlamoError:
        return NO_YEAR


def _means(bills: Frame, by: str, into: str) -> Frame:
    """What the bills of a winter are on average, half up, and the fiscal year for which that counts.

    Exact while a group's bills are below 4,500,000,000,000 CCF together.
    """
    sums = bills.group_by(by, BILLED_IN).agg(
        nw.col(METERED).sum().cast(nw.Int64()).alias(SUM), nw.len().cast(nw.Int64()).alias(BILLS)
    )
    mean = divided(nw.col(SUM) * 2 + nw.col(BILLS), nw.col(BILLS) * 2)
    return sums.select(nw.col(by), (nw.col(BILLED_IN) + 1).alias(NEXT), mean.alias(into))


def _with_class(reading: Reading, frame: Frame) -> Frame:
    """To the rows the place of their class, null where it is not understood or no sewer is billed (R5)."""
    meanings = {name: reading.categories[name].meanings for name in ("customer_class", "irrigation", "sewer")}
    places = [place if name else None for place, name in enumerate(meanings["customer_class"])]
    frame = reading.source.engine.looked_up(
        frame,
        {
            CLASS: (f"{CODE}customer_class", places),
            IRRIGATES: (f"{CODE}irrigation", meanings["irrigation"]),
            WITH_SEWER: (f"{CODE}sewer", meanings["sewer"]),
        },
    )
    with_sewer = nw.coalesce(nw.col(WITH_SEWER), ~nw.col(IRRIGATES)) & (nw.col(f"{CODE}sewer") >= 0)
    return frame.with_columns(**{CLASS: nw.when(with_sewer).then(nw.col(CLASS))})


def _with_class_means(reading: Reading, frame: Frame, means: Sequence[dict[str, int]]) -> Frame:
    """To the rows the mean of their class for their fiscal year, null where it has none."""
    years = sorted({row[NEXT] for row in means})
    if not years:
        return frame.with_columns(**{OF_CLASS: nw.lit(None, nw.Int64())})
    span = years[-1] - years[0] + 1
    listed: list[int | None] = [None] * (span * (max(row[CLASS] for row in means) + 1))
    for row in means:
        listed[row[CLASS] * span + row[NEXT] - years[0]] = row[OF_CLASS]
    year = nw.col(BILLED_IN)
    place = nw.when((year >= years[0]) & (year <= years[-1])).then(nw.col(CLASS) * span + year - years[0])
    at = f"{OF_CLASS}_at"
    return reading.source.engine.looked_up(frame.with_columns(**{at: place}), {OF_CLASS: (at, listed)})


def _sewered(none: int) -> dict[str, nw.Expr]:
    """Thousandths of a CCF that sewer is billed on, 0 without sewer, below 0 a reason; and whether by the class."""
    mean = nw.coalesce(nw.col(OWN), nw.col(OF_CLASS), nw.lit(none, nw.Int64()))
    metered, billed = nw.col(METERED), ~nw.col(CLASS).is_null()
    least = nw.when(metered < mean).then(metered).otherwise(mean)
    return {
        SEWERED: nw.when(billed).then(least).otherwise(nw.lit(0, nw.Int64())),
        BY_CLASS: billed & nw.col(ACTIVE) & (metered >= 0) & nw.col(OWN).is_null() & ~nw.col(OF_CLASS).is_null(),
    }
