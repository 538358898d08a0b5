"""What is read of a bill's date: of a day its month as a whole number, of a text its day alone."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from alamo_xl.extracts.categories import Texts, of_month, of_number
from alamo_xl.extracts.engine import Frame
from alamo_xl.extracts.source import Source

DATED = "alamo_dated"
DAYS = ("DATE", "TIMESTAMP")
NUMBERS = ("DOUBLE", "FLOAT", "DECIMAL")
"""What the names of types begin with that hold days, and numbers that may show a point."""


def with_dates(source: Source) -> Frame:
    """To the rows DATED, where bills have a date."""
    of, frame = source.columns.of, source.frame
    if "bill_date" not in of:
        return frame
    day, kind = nw.col(of["bill_date"]), source.types[of["bill_date"]]
    if kind.startswith(DAYS):
        return frame.with_columns(**{DATED: day.dt.year().cast(nw.Int64()) * 100 + day.dt.month().cast(nw.Int64())})
    if kind == "VARCHAR":
        timed = (day.str.len_chars() > 10) & day.str.contains(r"^\d{4}-\d\d-\d\d[Tt ][\d:.]+$")
        return frame.with_columns(**{DATED: nw.when(timed).then(day.str.slice(0, 10)).otherwise(day)})
    return frame.with_columns(**{DATED: day})


def texts_of(kind: str, column: str, found: Sequence[str]) -> Texts:
    """The different texts of a column whose type is `kind`, and how they read."""
    if column == DATED and kind.startswith(DAYS):
        return Texts(column, found, True, of_month)
    return Texts(column, found, False, of_number) if kind.startswith(NUMBERS) else Texts(column, found)
