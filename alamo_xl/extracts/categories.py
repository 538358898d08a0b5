"""The columns that decide an account's rates: each different text of them is read once, by the law's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alamo_xl import inputs
from alamo_xl.errors import AlamoError, NotUnderstood
from alamo_xl.extracts.columns import Columns, plain_word
from alamo_xl.extracts.engine import Codes
from alamo_xl.schedule import Schedule

MOST = 20_000
"""Different texts of one such column that are read, the most frequent first; more are a reason in their rows."""
TEXT, ODD, CODE = "alamo_text_", "alamo_odd_", "alamo_code_"
"""What the names of work columns begin with: a field's text, a volume's odd text, what a text stands for."""
BLANK = ""


@dataclass
class Reasons:
    """Why rows cannot be rated, each once; a row carries its number, from 0."""

    texts: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def place(self, reason: str) -> int:
        """The number of a reason."""
        if reason not in self.places:
            self.places[reason] = len(self.texts)
            self.texts.append(reason)
        return self.places[reason]

    def refused(self, reason: object) -> int:
        """A reason as a code: a negative number."""
        return -1 - self.place(str(reason))


@dataclass(frozen=True)
class Category:
    """One field: what its texts mean, as codes from 0 in the order of `meanings`, or reasons as negative codes."""

    name: str
    meanings: tuple[Any, ...]
    codes: Codes | None
    blank: int


def read_categories(
    columns: Columns, texts: Mapping[str, Sequence[str]], schedules: Sequence[Schedule], reasons: Reasons
) -> dict[str, Category]:
    """Each field that decides rates, whether its column is there or not."""
    years = {year for schedule in schedules for year in schedule.fiscal_years}
    stages = {stage for schedule in schedules for stage in schedule.stages}

    def year(text: object) -> int:
        found = inputs.fiscal_year(text)
        if found not in years:
            schedules[0].sewer_return(found)
        return found

    def flag(name: str, default: bool | None) -> Callable[[object], bool | None]:
        def read(text: object) -> bool | None:
            return default if inputs.is_blank(text) else inputs.flag(text, name, False)

        return read

    readers: dict[str, Callable[[Any], object]] = {
        "year": year,
        "customer_class": lambda text: BLANK if inputs.is_blank(text) else inputs.customer_class(text),
        "meter_size": lambda text: BLANK if inputs.is_blank(text) else inputs.meter_size(text),
        "outside": inputs.outside,
        "irrigation": flag("irrigation", False),
        "sewer": flag("sewer", None),
        "water": flag("water", True),
        "active": flag("active", True),
        "stage": lambda text: inputs.stage(text, stages),
        "assisted": flag("assisted", False),
    }
    dated = "bill_date" if "bill_date" in columns.of else "fiscal_year"
    fields = {name: dated if name == "year" else name for name in readers}
    found = {name: _category(name, fields[name], read, columns, texts, reasons) for name, read in readers.items()}
    months = _category("month", dated, _month, columns, texts, reasons)
    return {**found, "month": months}


def units_codes(columns: Columns, texts: Mapping[str, Sequence[str]], reasons: Reasons, size: str) -> Category:
    """The number of units that each text is for a meter size: itself as its code (R2)."""
    return _counted("units", lambda text: inputs.units(text, size), columns, texts, reasons)


def _month(text: object) -> int | None:
    try:
        return inputs.month(text)
    except NotUnderstood:
        return None


def _category(
    name: str,
    of: str,
    read: Callable[[Any], object],
    columns: Columns,
    texts: Mapping[str, Sequence[str]],
    reasons: Reasons,
) -> Category:
    meanings: list[object] = []

    def code(text: str) -> int:
        try:
            meaning = read(_in_our_words(columns, of, text))
        except AlamoError as error:
            return reasons.refused(error)
        if meaning not in meanings:
            meanings.append(meaning)
        return meanings.index(meaning)

    blank = code("")
    if of not in columns.of:
        return Category(name, tuple(meanings), None, blank)
    known = {text: blank if inputs.is_blank(text) else code(text) for text in texts[of]}
    return Category(name, tuple(meanings), Codes(f"{TEXT}{of}", known, blank, _others(of, texts, reasons)), blank)


def _counted(
    of: str, read: Callable[[Any], int], columns: Columns, texts: Mapping[str, Sequence[str]], reasons: Reasons
) -> Category:
    def code(text: str) -> int:
        try:
            return read(text)
        except AlamoError as error:
            return reasons.refused(error)

    blank = code("")
    if of not in columns.of:
        return Category(of, (), None, blank)
    known = {text: code(text) for text in texts[of]}
    return Category(of, (), Codes(f"{TEXT}{of}", known, blank, _others(of, texts, reasons)), blank)


def _in_our_words(columns: Columns, of: str, text: str) -> str:
    """A text, or the word of the law that `--columns` gives for it."""
    return columns.mapped.words.get(of, {}).get(plain_word(text), text)


def _others(of: str, texts: Mapping[str, Iterable[str]], reasons: Reasons) -> int:
    return reasons.refused(f"{of} has more than {MOST:,} different texts; this is none of the most frequent")
