"""A saved book's names and what was typed into its cells: no style, no result, nothing else of it is looked at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

from alamo_xl.books.package import WORKBOOK, Parts, parsed, relations
from alamo_xl.books.unpack import XML, unpacked
from alamo_xl.errors import BadSchedule

Value = str | int | float | bool | None
CellMap = dict[tuple[int, int], Value]
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
DIGITS_EXACT = 15
SHARED = "sharedStrings"
FORMULA, VALUE, INLINE, TEXT, PHONETIC = "f", "v", "is", "t", "rPh"
HELD = (FORMULA, VALUE, TEXT)
"""The elements of a cell whose text counts."""


@dataclass(frozen=True)
class SavedBook:
    """What a book holds: where each name points, as written, and by sheet the filled cells by row and column.

    A formula is its text, with the equals sign.
    """

    names: Mapping[str, str]
    sheets: Mapping[str, CellMap]


def saved_book(path: Path) -> SavedBook:
    """A saved book. Raises BadSchedule, which names the file, where it is damaged or larger than what is read."""
    return book_in(unpacked(path), path.name)


def book_in(parts: Parts, file: str) -> SavedBook:
    """The book in the parts of a file. Raises BadSchedule, which names the file, where it is damaged."""
    if WORKBOOK not in parts:
        raise BadSchedule(f"{file} is not a workbook: it has no part {WORKBOOK}")
    try:
        return _book(parts)
    except (BadSchedule, KeyError, ValueError) as error:
        raise BadSchedule(f"{file} is not a whole workbook: {error}") from error


def _book(parts: Parts) -> SavedBook:
    parts = {name: part for name, part in parts.items() if name.endswith(XML)}
    related = relations(parts, WORKBOOK)
    shared = [text for kind, part in related.values() if kind == SHARED for text in _shared(parts[part])]
    names: dict[str, str] = {}
    sheets: dict[str, CellMap] = {}
    for element in parsed(parts[WORKBOOK]).iter():
        if _tag(element) == "definedName" and element.get("localSheetId") is None:
            names[element.get("name", "")] = element.text or ""
        elif _tag(element) == "sheet":
            target = next((related[each] for each in element.attrib.values() if each in related), None)
            if target is None or target[1] not in parts:
                raise BadSchedule(f"the sheet {element.get('name')} is not there")
            sheets[element.get("name", "")] = _Sheet(shared).read(parts[target[1]])
    return SavedBook(names, sheets)


def _shared(part: bytes) -> Iterator[str]:
    """The texts that cells refer to by number."""
    for _, element in ElementTree.iterparse(io.BytesIO(part)):  # noqa: S314
        if _tag(element) == "si":
            yield _text(element)
            element.clear()


class _Sheet:
    """A sheet's part, read as a stream into its filled cells; one that does not say where follows the one before it."""

    def __init__(self, shared: list[str]) -> None:
        self.cells: CellMap = {}
        self._shared = shared
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._tag, self._phonetic = "", False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, part: bytes) -> CellMap:
        """The filled cells by row and column. Raises BadSchedule for one that is nowhere, or of a text that is."""
        self._parser.Parse(part, True)
        return self.cells

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._tag = tag = _local(name)
        if tag == "c":
            self._cell, self._texts = attributes, {}
        elif tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == PHONETIC:
            self._phonetic = True
        elif tag != TEXT or tag not in self._texts:
            self._texts[tag] = ""

    def _text(self, text: str) -> None:
        if self._tag in HELD and not self._phonetic:
            self._texts[self._tag] += text

    def _end(self, name: str) -> None:
        self._tag, tag = "", _local(name)
        if tag == "c":
            self._row, self._column = _place(self._cell.get("r"), self._row, self._column + 1)
            if self._texts:
                value = _value(self._cell, self._texts, self._shared)
                if value is not None:
                    self.cells[self._row, self._column] = value
        elif tag == PHONETIC:
            self._phonetic = False


@lru_cache(64)
def _local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2]


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """The row and column of a reference, or those given where there is none."""
    if reference is None:
        return row, column
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise BadSchedule(f"a cell is at {reference!r:.40}")
    return int(match[2]), column_index_from_string(match[1])


def _value(cell: Mapping[str, str], texts: Mapping[str, str], shared: list[str]) -> Value:
    kind, text = cell.get("t", "n"), texts.get(VALUE, "")
    if FORMULA in texts:
        return f"={texts[FORMULA]}"
    if kind == "inlineStr" and INLINE in texts:
        return texts.get(TEXT, "")
    if not text:
        return None
    if kind == "s":
        place = int(text)
        if not 0 <= place < len(shared):
            raise BadSchedule(f"the cell {cell.get('r')} holds text {place:,} of {len(shared):,}")
        return shared[place]
    if kind == "b":
        return text == "1"
    return _number(text) if kind == "n" else text


def _number(text: str) -> Value:
    """A stored number; the text where it is none."""
    if text.isdecimal() and len(text) <= DIGITS_EXACT:
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text


def _text(element: Element) -> str:
    """The text of its runs, without what says how it is pronounced."""
    runs = [child for child in element if _tag(child) == "r"]
    return "".join(child.text or "" for each in (element, *runs) for child in each if _tag(child) == "t")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
