"""Files of delimited text: looked through before they are read, and rewritten with care where they are not plain."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from alamo_xl.errors import BadExtract

CHUNK = 1 << 20
DELIMITERS = (",", "\t", ";", "|")
FIELD_MAXIMUM = 1 << 20
"""Letters of one field."""
WINDOWS = "cp1252"


@dataclass(frozen=True)
class Look:
    """What a file's bytes say: its encoding, lines, quotes, delimiter, the names of its columns."""

    names: tuple[str, ...]
    delimiter: str
    encoding: str
    lines: int
    quotes: int
    plain: bool
    """Whether it is UTF-8 with lines ended alike, so that an engine may read it as it stands."""


@dataclass
class Rewritten:
    """What was met when a file was rewritten."""

    rows: int = 0
    short: int = 0
    windows: int = 0
    said: list[str] = field(default_factory=list)


def look(path: Path) -> Look:
    """Reads a file through once. Raises BadExtract where it has no header row."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = quotes = returns = ended = blank = 0
    utf8, last = True, b""
    with path.open("rb") as file:
        start = file.read(CHUNK)
        encoding = _wide(start)
        file.seek(0)
        while chunk := file.read(CHUNK):
            if utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    utf8 = False
            joined = last + chunk
            lines += chunk.count(b"\n")
            quotes += chunk.count(b'"')
            returns += joined.count(b"\r") - last.count(b"\r")
            ended += joined.count(b"\r\n")
            blank += joined.count(b"\n\n") + joined.count(b"\n\r")
            last = chunk[-1:]
    lines += last != b"\n"
    plain = utf8 and not encoding and returns == ended and ended in (0, lines, lines - 1) and not (quotes % 2 or blank)
    if encoding is None and b"\0" in start:
        raise BadExtract(f"{path.name} is not text: it holds zero bytes")
    names, delimiter = _header(path, start, encoding or ("utf-8-sig" if utf8 else WINDOWS))
    plain = plain and not start.startswith((b"\n", b"\r"))
    return Look(names, delimiter, encoding or "utf-8", lines, quotes, plain)


def rows(path: Path, seen: Look, met: Rewritten) -> Iterator[list[str]]:
    """The rows of a file below its header, each as long as that; counts what it meets.

    A short row ends in blanks. Raises BadExtract for a row with too many fields, or a quote that is never closed.
    """
    csv.field_size_limit(FIELD_MAXIMUM)
    width = len(seen.names)
    reader = csv.reader(_lines(path, seen, met), delimiter=seen.delimiter, strict=True)
    try:
        next((row for row in reader if row), None)
        for row in filter(None, reader):
            extra = row[width:]
            if any(extra):
                raise BadExtract(f"{path.name}, line {reader.line_num:,}: {len(row)} fields under {width} names")
            if len(row) < width:
                met.short += 1
                row += [""] * (width - len(row))
            met.rows += 1
            yield row[:width]
    except csv.Error as error:
        raise BadExtract(f"{path.name}, line {reader.line_num:,}: {error}") from error


def write_rows(path: Path, names: Iterable[str], of: Iterable[Iterable[object]]) -> None:
    """Rows as plain text that an engine reads as it stands."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(of)


def _wide(start: bytes) -> str | None:
    """The encoding that a byte-order mark names, but UTF-8's."""
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if start.startswith(mark):
            return encoding
    return None


def _header(path: Path, start: bytes, encoding: str) -> tuple[tuple[str, ...], str]:
    text = start.decode(encoding, errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(FIELD_MAXIMUM)
    try:
        names = next((row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row), [])
    except csv.Error as error:
        raise BadExtract(f"{path.name}: its first row is not a row of names: {error}") from error
    while names and not names[-1].strip():
        names.pop()
    if not names:
        raise BadExtract(f"{path.name} has no columns: its first row names them")
    return tuple(name.strip() or f"column {place}" for place, name in enumerate(names, 1)), delimiter


def _lines(path: Path, seen: Look, met: Rewritten) -> Iterator[str]:
    """The lines of a file as text; a line that is not UTF-8 is read as Windows writes it."""
    if seen.encoding != "utf-8":
        try:
            with path.open(encoding=seen.encoding, newline="") as text:
                yield from text
        except UnicodeDecodeError as error:
            raise BadExtract(f"{path.name} is not text in {seen.encoding}: {error.reason}") from error
        return
    with path.open("rb") as file:
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        for line in file:
            try:
                text_line = line.decode("utf-8")
            except UnicodeDecodeError:
                met.windows += 1
                text_line = _windows(line)
            yield from io.StringIO(text_line, newline="")


def _windows(line: bytes) -> str:
    try:
        return line.decode(WINDOWS)
    except UnicodeDecodeError:
        return line.decode("latin-1")
