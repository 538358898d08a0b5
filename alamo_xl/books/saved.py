"""A saved book's names and what was typed into its cells: no style, no result, nothing else of it is looked at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from openpyxl.utils import column_index_from_string

from alamo_xl.books.package import WORKBOOK, Parts, parsed, relations
from alamo_xl.books.unpack import XML, unpacked
from alamo_xl.errors import BadSchedule

Value = str | int | float | bool | None
CellMap = dict[tuple[int, int], Value]
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
DIGITS_EXACT = 15
SHARED = "sharedStrings"


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
            sheets[element.get("name", "")] = dict(_cells(parts[target[1]], shared))
    return SavedBook(names, sheets)


def _shared(part: bytes) -> Iterator[str]:
    """The texts that cells refer to by number."""
    return (_text(element) for event, element in _stream(part, "si") if event == "end" and _tag(element) == "si")


def _cells(part: bytes, shared: list[str]) -> Iterator[tuple[tuple[int, int], Value]]:
    """The filled cells of a sheet; one that does not say where it stands follows the one before it."""
    row = column = 0
    for event, element in _stream(part, "c"):
        if event == "start" and _tag(element) == "row":
            row, column = int(element.get("r", row + 1)), 0
        elif event == "end" and _tag(element) == "c":
            row, column = _place(element.get("r"), row, column + 1)
            value = _value(element, shared)
            if value is not None:
                yield (row, column), value


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """The row and column of a reference, or those given where there is none."""
    if reference is None:
        return row, column
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise BadSchedule(f"a cell is at {reference!r:.40}")
    return int(match[2]), column_index_from_string(match[1])


def _stream(part: bytes, kept: str) -> Iterator[tuple[str, Element]]:
    """The starts and ends of elements; what they hold is let go at their end but inside those of the name `kept`."""
    inside = False
    for event, element in ElementTree.iterparse(io.BytesIO(part), ("start", "end")):  # noqa: S314
        if _tag(element) == kept:
            inside = event == "start"
        yield event, element
        if event == "end" and not inside:
            element.clear()


def _value(cell: Element, shared: list[str]) -> Value:
    kind, found = cell.get("t", "n"), {_tag(child): child for child in cell}
    if "f" in found:
        return f"={found['f'].text or ''}"
    if kind == "inlineStr" and "is" in found:
        return _text(found["is"])
    text = (found["v"].text if "v" in found else None) or ""
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
