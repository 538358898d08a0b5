"""Which column of an extract is which: matched forgivingly, or said in a small TOML, and reported."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from alamo_xl import given
from alamo_xl.errors import BadExtract

ALIASES = Path(__file__).with_name("aliases.toml")
VOLUMES = ("ccf", "reclaimed_ccf")
UNITS = ("ccf", "kgal", "gal", "cf")
WORDS_OF = ("customer_class", "meter_size", "outside", "irrigation", "sewer", "water", "active", "assisted", "kind")
RESULTS = ("water_base", "water_usage", "sewer_base", "sewer_commodity", "reclaimed", "total", "error")
OURS = "alamo_"
"""What the names of the columns begin with that the work itself adds."""


@dataclass(frozen=True)
class Mapped:
    """What `--columns` says: the column of each field, the volumes' unit, words of a column, columns renamed."""

    columns: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rename: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """The columns of an extract: by field the name it has there, each volume's unit, what else is said of them."""

    names: tuple[str, ...]
    of: Mapping[str, str]
    units: Mapping[str, str]
    mapped: Mapped = Mapped()

    @property
    def others(self) -> tuple[str, ...]:
        """The columns that pass through without being understood."""
        return tuple(name for name in self.names if name not in self.of.values())

    def shown_as(self, name: str) -> str:
        """A column's name in what is written."""
        return self.mapped.rename.get(name, name)

    def report(self) -> list[str]:
        """A line a field that was found, then the others."""
        lines = []
        for name in self.names:
            for each, column in self.of.items():
                if column == name:
                    unit = f", in {self.units[each]}" if each in self.units else ""
                    lines.append(f"{column!r} is {each}{unit}")
        if self.others:
            lines.append(f"passed through: {', '.join(map(repr, self.others))}")
        return lines


def read_mapping(path: Path) -> Mapped:
    """The TOML of `--columns`. Raises BadExtract, which says what it may hold.

    `ccf = "Usage"` a field, `unit = "kgal"`, `[rename]` columns of the extract, `[words.customer_class]` words of one.
    """
    try:
        said: dict[str, Any] = tomllib.loads(given.text(path))
    except tomllib.TOMLDecodeError as error:
        raise BadExtract(f"{path.name} is not TOML: {error}") from error
    unit, rename, words = said.pop("unit", None), said.pop("rename", {}), said.pop("words", {})
    for name, column in said.items():
        if name not in fields():
            raise BadExtract(f"{path.name}: no field is called {name!r}; fields: {', '.join(fields())}")
        if not isinstance(column, str):
            raise BadExtract(f"{path.name}: {name} names a column of the extract, as text")
    if unit is not None and unit not in UNITS:
        raise BadExtract(f"{path.name}: unit {unit!r} is not understood; give {', '.join(UNITS)}")
    if not (_texts(rename) and isinstance(words, dict) and all(map(_texts, words.values()))):
        raise BadExtract(f"{path.name}: [rename] and [words.FIELD] hold texts in place of texts")
    for name in words:
        if name not in WORDS_OF:
            raise BadExtract(f"{path.name}: [words.{name}] is not understood; there are {', '.join(WORDS_OF)}")
    plain = {name: {plain_word(word): law for word, law in each.items()} for name, each in words.items()}
    return Mapped(said, unit, plain, rename)


def match(names: Sequence[str], mapped: Mapped | None = None, unit: str | None = None) -> Columns:
    """The columns of an extract with these names. Raises BadExtract where one is missing, doubled or has no unit.

    >>> columns = match(["Acct No", "Bill Date", "Cust Class", "Meter Size", "In/Out", "Consumption (kgal)"])
    >>> columns.of["ccf"], columns.units["ccf"]
    ('Consumption (kgal)', 'kgal')
    """
    mapped = mapped or Mapped()
    _refuse_doubled(names, mapped)
    unit = unit or mapped.unit
    of: dict[str, str] = {}
    for name, column in mapped.columns.items():
        found = [each for each in names if each == column] or [
            each for each in names if plain_word(each) == plain_word(column)
        ]
        if len(found) != 1:
            raise BadExtract(f"no column is called {column!r}, which is to be {name}; there are: {_listed(names)}")
        of[name] = found[0]
    free = [name for name in names if name not in of.values()]
    for each, aliases in _aliases().items():
        found = [name for name in free if plain_word(name) in aliases]
        if each not in of and found:
            of[each] = _one(each, found)
    units = {each: _unit(of[each], unit) for each in VOLUMES if each in of}
    for each in VOLUMES:
        volumes = {name: _volume(name) for name in free if name not in of.values()}
        found = [name for name, (what, of_unit) in volumes.items() if what == each and (of_unit or unit)]
        if each not in of and found:
            of[each] = _one(each, found)
            units[each] = _unit(of[each], unit)
    _refuse_missing(names, of, units)
    return Columns(tuple(names), of, units, mapped)


@cache
def fields() -> tuple[str, ...]:
    """What a column may be."""
    return (*_aliases(), *VOLUMES)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(ALIASES.read_text(encoding="utf-8"))


@cache
def _aliases() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(plain_word, (name, *aliases))) for name, aliases in _words()["columns"].items()}


def _split(name: str) -> list[str]:
    """A name's words in small letters: AcctNo, ACCT_NO and `Acct. No` alike."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", name))
    return re.findall(r"[a-z0-9]+", text.lower())


def plain_word(name: str) -> str:
    """A name or a word without case, spaces and signs."""
    return "".join(_split(name)) or name.strip().lower()


def _volume(name: str) -> tuple[str, str]:
    """Which volume a name is, `ccf` or `reclaimed_ccf`, and its unit; empty where it is none, or names no unit."""
    text = f" {' '.join(_split(name))} "
    unit = ""
    for each, spellings in _words()["units"].items():
        for spelling in sorted(spellings, key=len, reverse=True):
            if f" {spelling} " in text and not unit:
                unit, text = each, text.replace(f" {spelling} ", " ", 1)
    words = text.split()
    reclaimed = [word for word in words if word in _words()["volume"]["reclaimed"]]
    volume = [word for word in words if word in _words()["volume"]["words"]]
    if len(reclaimed) + len(volume) < len([word for word in words if word not in ("in", "of", "the")]):
        return "", ""
    if not unit and not set(volume) & {"usage", "consumption", "volume", "cons", "use", "quantity", "qty"}:
        return "", ""
    return "reclaimed_ccf" if reclaimed else "ccf", unit


def _unit(name: str, given: str | None) -> str:
    """The unit of a volume: its name's own, else the one given; empty where there is none."""
    own = _volume(name)[1]
    if own and given and own != given:
        raise BadExtract(f"the column {name!r} names {own}, and the unit given is {given}")
    return own or given or ""


def _one(what: str, found: Sequence[str]) -> str:
    if len(found) > 1:
        raise BadExtract(
            f"{_listed(found)} may each be {what}; say which in a TOML given as --columns: {what} = {found[0]!r}"
        )
    return found[0]


def _refuse_doubled(names: Sequence[str], mapped: Mapped) -> None:
    """Columns of one name, in any case; names that the answer has; names that the work needs."""
    unknown = [name for name in mapped.rename if name not in names]
    if unknown:
        raise BadExtract(f"no column is called {unknown[0]!r}, which is to be renamed; there are: {_listed(names)}")
    if not names or not any(name.strip() for name in names):
        raise BadExtract("the extract has no columns: its first row names them")
    shown = [mapped.rename.get(name, name).casefold() for name in names]
    for name, count in Counter(shown).items():
        if count > 1:
            raise BadExtract(f"the column {name!r} is there {count} times; give each column a name of its own")
    for name in names:
        wanted = mapped.rename.get(name, name).casefold()
        if wanted in RESULTS:
            raise BadExtract(
                f"the column {name!r} has the name of a result; rename it, or in a TOML given as --columns: "
                f'[rename] "{name}" = "billed {name}"'
            )
        if name.casefold().startswith(OURS) or wanted.startswith(OURS):
            raise BadExtract(f"the column {name!r} begins with {OURS}, which is kept for the work itself; rename it")


def _refuse_missing(names: Sequence[str], of: Mapping[str, str], units: Mapping[str, str]) -> None:
    there = f"the columns are: {_listed(names)}"
    for either in (("bill_date", "fiscal_year"), ("customer_class",), ("meter_size",), ("outside",)):
        if not set(either) & set(of):
            raise BadExtract(f"no column is {' or '.join(either)}; name it so, or say which in --columns; {there}")
    unnamed = [name for name in names if name not in of.values() and _volume(name) == ("ccf", "")]
    if ("ccf" not in of and unnamed) or not all(units.values()):
        column = next((of[each] for each, unit in units.items() if not unit), unnamed[0] if unnamed else "")
        raise BadExtract(f"the column {column!r} does not say its unit; give --unit {', '.join(UNITS)}")
    if "ccf" not in of:
        raise BadExtract(
            f"no column is ccf, the metered volume; name it with its unit, or say which in --columns; {there}"
        )


def _listed(names: Iterable[str]) -> str:
    listed = [repr(name if len(name) <= 40 else f"{name[:37]}...") for name in names]
    return ", ".join(listed[:30]) + (f" and {len(listed) - 30} more" if len(listed) > 30 else "")


def _texts(said: object) -> bool:
    return isinstance(said, dict) and all(isinstance(value, str) for value in said.values())
