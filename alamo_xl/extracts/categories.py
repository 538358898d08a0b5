"""The columns that decide an account's rates: each different text of them is read once, by the law's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from alamo_xl import inputs
from alamo_xl.errors import AlamoError, NotUnderstood
from alamo_xl.extracts.columns import Columns, plain_word
from alamo_xl.extracts.engine import Codes
from alamo_xl.schedule import Schedule

MOST = 20_000
"""Different texts of one such column that are read, the most frequent first; more are a reason in their rows."""
REFUSED = 10**9
"""A code of this below 0 or more is a reason's."""
BLANK = ""
CODE = "alamo_code_"
"""What the names of work columns begin with: what a text stands for."""


@dataclass
class Reasons:
    """Why rows cannot be rated, each once; a row carries its number, from 0."""

    texts: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def place(self, reason: object) -> int:
        """The number of a reason."""
        text = str(reason)
        if text not in self.places:
            self.places[text] = len(self.texts)
            self.texts.append(text)
        return self.places[text]

    def refused(self, reason: object) -> int:
        """A reason as a code, so far below 0 that a sum with other codes is too."""
        return -REFUSED - self.place(reason)


class Texts(NamedTuple):
    """A column whose different texts are read: its name in the frame, how those texts read, the texts."""

    column: str
    found: Sequence[str]
    whole: bool = False
    as_written: Callable[[str], object] = str


@dataclass(frozen=True)
class Category:
    """One field: what its texts mean, as codes from 0 in the order of `meanings`, or reasons as codes below 0.

    Without `codes` every row has the code `blank`.
    """

    name: str
    meanings: tuple[Any, ...]
    codes: Codes | None
    blank: int


def read_categories(
    columns: Columns,
    texts: Mapping[str, Texts],
    schedules: Sequence[Schedule],
    reasons: Reasons,
    fiscal_year: int | None = None,
) -> dict[str, Category]:
    """Each field that decides rates, whether its column is there or not; of a fiscal year whatever dates say."""
    years = {year for schedule in schedules for year in schedule.fiscal_years}
    stages = {stage for schedule in schedules for stage in schedule.stages}

    def year(value: object) -> int:
        dated = inputs.fiscal_year(value)
        found = fiscal_year or dated
        if found not in years:
            schedules[0].sewer_return(found)
        return found

    def flag(name: str, default: bool | None) -> Callable[[object], bool | None]:
        return lambda value: default if inputs.is_blank(value) else inputs.flag(value, name, False)

    readers: dict[str, Callable[[Any], object]] = {
        "year": year,
        "customer_class": lambda value: BLANK if inputs.is_blank(value) else inputs.customer_class(value),
        "meter_size": lambda value: BLANK if inputs.is_blank(value) else inputs.meter_size(value),
        "outside": inputs.outside,
        "irrigation": flag("irrigation", False),
        "sewer": flag("sewer", None),
        "water": flag("water", True),
        "active": flag("active", True),
        "stage": lambda value: inputs.stage(value, stages),
        "assisted": flag("assisted", False),
        "month": _month,
    }
    dated = "bill_date" if "bill_date" in columns.of else "fiscal_year"
    fields = {name: dated if name in ("year", "month") else name for name in readers}
    words = columns.mapped.words
    return {
        name: category(name, texts.get(fields[name]), read, reasons, words.get(name, {}))
        for name, read in readers.items()
    }


def category(
    name: str, texts: Texts | None, read: Callable[[Any], object], reasons: Reasons, words: Mapping[str, str]
) -> Category:
    """A field of which a code is a place in its meanings; `words` are the law's in place of the extract's own."""
    meanings: list[object] = []

    def code(value: object) -> int:
        meaning = read(value)
        if meaning not in meanings:
            meanings.append(meaning)
        return meanings.index(meaning)

    codes, blank = coded(name, texts, code, reasons, words)
    return Category(name, tuple(meanings), codes, blank)


def coded(
    name: str,
    texts: Texts | None,
    code: Callable[[Any], int],
    reasons: Reasons,
    words: Mapping[str, str] | None = None,
) -> tuple[Codes | None, int]:
    """The code of each text of a field, or its reason, and that of a blank."""

    def of(value: object) -> int:
        try:
            return code(words.get(plain_word(value), value) if words and isinstance(value, str) else value)
        except AlamoError as error:
            return reasons.refused(error)

    blank = of(BLANK)
    if texts is None:
        return None, blank
    other = reasons.refused(f"{name} has more than {MOST:,} different texts, and this is none of the most frequent")
    return Codes(
        texts.column, {text: of(texts.as_written(text)) for text in texts.found}, blank, other, texts.whole
    ), blank


def of_month(text: str) -> date:
    """The first day of a month that is written as a whole number, 202507."""
    return date(int(text) // 100, int(text) % 100, 1)


def of_number(text: str) -> str:
    """A number without the point and noughts that a column of numbers with decimals shows."""
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def _month(value: object) -> int | None:
    try:
        return inputs.month(value)
    except NotUnderstood:
        return None
