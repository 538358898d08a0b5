"""Spellings: what people write and what it means, as a table that the LAMBDAs look in; each is asked of the law."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from alamo_xl import inputs
from alamo_xl.books.kit import Book, Column, Ref, TableRef
from alamo_xl.designs import CHARGES
from alamo_xl.errors import AlamoError
from alamo_xl.loader import SERVICES
from alamo_xl.schedule import RETURN

CLASSES = ("household", "hh", "nonhousehold", "nh", "residential", "commercial")
FLAGS = ("yes", "no", "y", "n", "true", "false", "t", "f", "1", "0", "on", "off")
PLACES = (*FLAGS, "outside", "inside", "out", "in")
UNITS = ("multifamily", "mf", "multifamilyunit", "multifamilyunits")
INCHES = ('"', "''", "”", "“", "″", "'", "’’", "inches", "inch", "in.", "in", "-inches", "-inch", "-in.", "-in")
METER = ("", "meter", " meter")
SIGNS = {"¼": "1/4", "½": "1/2", "¾": "3/4", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}
SLASH = "⁄"


def add(book: Book) -> None:
    """The table, and a name for each part of it that a LAMBDA looks in."""
    says = "What people write, and what it means; in any case, with blanks around it or not."
    sheet = book.sheet("Spellings", "Spellings", says, portrait=True)
    sheet.note("The functions ALAMO.CLASS, ALAMO.FLAG, ALAMO.SIZE and their like look in this table.")
    parts = {"": list(_meanings()), "inch": _inch_words(), "sign": _signs(), "part": _parts_of_an_inch()}
    columns = [
        Column("Kind", width=12),
        Column("Written", "general", 24),
        Column("Means", "general", 18),
        Column("Looked up as", "source", 34, formula='={Kind}&" "&{Written}'),
    ]
    rows = [row for part in parts.values() for row in part]
    table = sheet.table("Known_spellings", columns, rows)
    sheet.freeze(table.header.cell(1))
    _named(book, table, {part: len(found) for part, found in parts.items()})


def _named(book: Book, table: TableRef, counts: dict[str, int]) -> None:
    written, means, key = (table.column(heading) for heading in ("Written", "Means", "Looked up as"))
    names: dict[str, Sequence[tuple[str, Ref]]] = {
        "": (("ALAMO.WRITTEN", key), ("ALAMO.MEANS", means)),
        "inch": (("ALAMO.INCH_WORDS", written),),
        "sign": (("ALAMO.SIGNS", written), ("ALAMO.SIGN_WORDS", means)),
        "part": (("ALAMO.PARTS", written), ("ALAMO.PART_WORDS", means)),
    }
    first = 0
    for part, count in counts.items():
        for name, column in names[part]:
            book.name(name, column.rows_at(first, count))
        first += count


def _meanings() -> Iterator[tuple[str, str, Any]]:
    """Words that stand for a class, a place, yes or no, a size, a service, a charge."""
    yield from _understood("class", CLASSES, inputs.customer_class)
    yield from _understood("place", PLACES, inputs.outside)
    yield from _understood("flag", FLAGS, lambda word: inputs.flag(word, "flag", False))
    yield from _understood("size", UNITS, inputs.meter_size)
    yield from (("service", word, word) for word in SERVICES)
    yield from (("charge", word, word) for word in (*CHARGES, RETURN.charge))


def _understood(kind: str, words: Sequence[str], read: Callable[[str], Any]) -> Iterator[tuple[str, str, Any]]:
    """Those of some words that the law understands."""
    for word in words:
        try:
            yield kind, word, read(word)
        except AlamoError:
            continue


def _inch_words() -> list[tuple[str, str, Any]]:
    """What may follow the inches of a size, the longest first."""
    size = "3/4"
    words = [inch + meter for inch in ("", *INCHES) for meter in METER]
    found = [word for _, word, means in _understood("inch", [f"{size}{word}" for word in words], inputs.meter_size)]
    return [("inch", word.removeprefix(size), "inch") for word in sorted(found, key=len, reverse=True) if word != size]


def _signs() -> list[tuple[str, str, Any]]:
    """Fractions that are one sign."""
    read = (sign for sign, plain in SIGNS.items() if list(_understood("sign", [sign], inputs.meter_size)))
    return [*(("sign", sign, f" {SIGNS[sign]}") for sign in read), ("sign", SLASH, "/")]


def _parts_of_an_inch() -> list[tuple[str, Any, Any]]:
    parts = (Fraction(part, inputs.SMALLEST_PART) for part in range(1, inputs.SMALLEST_PART))
    return [("part", float(part), str(part)) for part in parts]
