"""A book that a user gives, unpacked within limits: counted before it is unpacked, and streamed before it is parsed.

A zip of some kilobytes may hold gigabytes, and some kilobytes of XML may stand for as much.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from alamo_xl import given
from alamo_xl.books.package import Parts
from alamo_xl.errors import BadSchedule


class Limits(NamedTuple):
    """The most that is read of a book: bytes, packed and unpacked, and elements of XML, about two a cell."""

    bytes: int
    elements: int


READ = Limits(60_000_000, 2_000_000)
"""Four models as they are built: read within seconds."""
DEEPEST = 100
"""Elements within each other: a book's charts have about 20, and engines that evaluate books end at 100,000."""
NESTED = 64
"""Brackets within each other in a formula, as Excel allows; some thousands end such an engine and its caller."""
FORMULAS = ("f", "definedName")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = 1  # the flag of a zip's entry
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
XML = (".xml", ".rels", ".vml")
"""What parts of XML are called: no other part is ever parsed."""
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)
"""What zipfile raises on damage, as spoiled packages show."""


def unpacked(path: Path, limits: Limits = READ) -> Parts:
    """The parts of a given book, whose XML is well formed. Raises BadSchedule, which says what is wrong or too much."""
    packed = given.content(path, limits.bytes)
    if packed.startswith(OLE):
        raise BadSchedule(f"{path.name} has a password or is an old .xls; save it as .xlsx without a password")
    try:
        parts = _parts(packed, limits.bytes)
    except DAMAGE as error:
        raise BadSchedule(f"{path.name} is no whole package: {error}") from error
    except BadSchedule as error:
        raise BadSchedule(f"{path.name} {error}") from error
    count = _Count(limits.elements)
    for name, part in parts.items():
        if name.endswith(XML):
            try:
                count.read(part)
            except (expat.ExpatError, LookupError, ValueError) as error:
                raise BadSchedule(f"{path.name}: {name} is not XML: {error}") from error
            except BadSchedule as error:
                raise BadSchedule(f"{path.name}: {name} {error}") from error
    return parts


def _parts(packed: bytes, most: int) -> Parts:
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        entries = package.infolist()
        if sum(entry.file_size for entry in entries) > most:
            raise BadSchedule(f"unpacks to more than {most:,} bytes, the most that is read")
        for entry in entries:
            if entry.flag_bits & ENCRYPTED:
                raise BadSchedule(f"is encrypted: the part {entry.filename}")
            if entry.compress_type not in METHODS:
                raise BadSchedule(f"is packed as no workbook is: the part {entry.filename}")
        return {entry.filename: package.read(entry) for entry in entries}


class _Count:
    """Reads XML as a stream: refuses document types, whose entities may stand for gigabytes, and counts elements."""

    def __init__(self, most: int) -> None:
        self.most, self.left, self.depth = most, most, 0
        self.formula: list[str] = []

    def read(self, part: bytes) -> None:
        self.parser = parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        parser.EndElementHandler = self._end
        parser.Parse(part, True)

    def _doctype(self, *_: object) -> None:
        raise BadSchedule("has a document type, which no workbook has")

    def _element(self, name: str, _: object) -> None:
        self.left -= 1
        self.depth += 1
        if self.left < 0:
            raise BadSchedule(f"and the parts before it have more than {self.most:,} elements, the most that is read")
        if self.depth > DEEPEST:
            raise BadSchedule(f"has elements more than {DEEPEST} deep, the most that is read")
        if name.endswith(FORMULAS):
            self.parser.CharacterDataHandler = self.formula.append

    def _end(self, name: str) -> None:
        self.depth -= 1
        if name.endswith(FORMULAS):
            self.parser.CharacterDataHandler = None
            if _nested("".join(self.formula)) > NESTED:
                raise BadSchedule(f"has a formula with brackets more than {NESTED} deep, the most that Excel allows")
            self.formula.clear()


def _nested(formula: str) -> int:
    """How deep brackets are within each other; 0 of so few that it does not matter."""
    if formula.count("(") <= NESTED:
        return 0
    return max(accumulate({"(": 1, ")": -1}.get(letter, 0) for letter in formula))
