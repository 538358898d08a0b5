"""Files that are damaged, huge, or no files at all: a table of what each is, and how long a command takes over it."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from alamo_xl import load_schedule, rate_table
from alamo_xl.books.finish import read_parts
from alamo_xl.books.package import sheet_parts
from alamo_xl.loader import ADOPTED as INSTRUMENTS

SECONDS, BYTES = 10, 500_000_000
HANGS = 60
WORKBOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet4.xml"
DATA = b"<sheetData>"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
BILL = ("bill", "--fy", "2026", "--class", "household", "--size", "3/4", "--ccf", "8", "--rates")
EXTRACT, OUT = Path(__file__).parents[1] / "data" / "bills.csv", "tabulated.xlsx"
BOOK_COMMANDS = (
    ("scenario",),
    BILL,
    (*BILL[:-1], "--scenario", "Adopted", "--rates"),
    ("audit", "--rates"),
    ("lint",),
    ("check",),
    ("determinants", str(EXTRACT), "--out", OUT, "--model"),
)
TEXT_COMMANDS = (BILL, ("audit", "--rates"))
Parts = dict[str, bytes]
Write = Callable[[Path], object]


@dataclass(frozen=True)
class Hostile:
    """A file by what is wrong with it, its ending, and how it is written; may_answer: it need not be refused."""

    what: str
    ending: str
    write: Write
    may_answer: bool = False

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """What reads such a file."""
        return BOOK_COMMANDS if self.ending == ".xlsx" else TEXT_COMMANDS

    def refused_by(self, command: tuple[str, ...]) -> bool:
        """Whether a command must refuse it: one that reads all inputs of a model, or a table."""
        return not self.may_answer and (self.ending != ".xlsx" or "scenario" in command or "--scenario" in command)


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, what it said, processor seconds, the most memory it held, in bytes, and the
    files that it left beside the one given.
    """

    code: int
    said: str
    told: str
    seconds: float
    memory: int
    left: tuple[str, ...] = ()


MEASURE = """
import json, os, resource, signal, sys
pid = os.posix_spawn(sys.executable, [sys.executable, "-m", "alamo_xl", *sys.argv[3:]], os.environ)
signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
signal.alarm(int(sys.argv[2]))
_, status, used = os.wait4(pid, 0)
found = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
open(sys.argv[1], "w").write(json.dumps(found))
"""
"""Runs the command out of a process that is small itself: Linux counts the memory of the one that it came from."""


def run(command: tuple[str, ...], path: Path) -> Ran:
    """Run a command over a file and measure it; one that hangs is ended."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        words = [path.with_name(word) if word == OUT else word for word in command]
        arguments = [sys.executable, "-S", "-c", MEASURE, figures, HANGS, *words, path]
        done = subprocess.run(
            [str(each) for each in arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        code, seconds, memory = json.loads(figures.read_text())
    left = [each for each in path.parent.iterdir() if each != path]
    for each in left:
        each.unlink() if each.is_file() else shutil.rmtree(each)
    return Ran(code, done.stdout, done.stderr, seconds, memory, tuple(each.name for each in left))


def faults(hostile: Hostile, command: tuple[str, ...], ran: Ran) -> Iterator[str]:
    """What is not as demanded of a command that was given a hostile file."""
    if ran.seconds > SECONDS or ran.code == -signal.SIGKILL:
        yield f"{ran.seconds:.1f} seconds"
    if ran.memory > BYTES:
        yield f"{ran.memory:,} bytes"
    if ran.left and (ran.code not in (0, 1) or ran.left != (OUT,)):
        yield f"left {', '.join(ran.left)}"
    if "Traceback" in ran.told:
        yield ran.told.strip().splitlines()[-1]
    elif ran.code == 2:
        if ran.said or ran.told.count("\n") != 1 or not ran.told.startswith("alamo-xl: "):
            yield f"not one line: {ran.told!r:.300}"
    elif ran.told:
        yield f"said besides its answer: {ran.told!r:.300}"
    elif ran.code not in (0, 1) or hostile.refused_by(command):
        yield f"exit {ran.code}"


def hostile_files(model: Path) -> dict[str, list[Hostile]]:
    """All of them by kind, made of a model that is whole."""
    whole = read_parts(model)
    adopted = next(Path(INSTRUMENTS).glob("*.toml")).read_text(encoding="utf-8")
    rows = rate_table.to_rows(load_schedule())
    table = "\n".join(",".join(map(str, row)) for row in rows)
    return {
        "names that point nowhere": [*_names(whole)],
        "sheets and cells": [*_sheets(whole)],
        "XML": [*_xml(whole)],
        "packages": [*_packages(model.read_bytes(), whole)],
        "huge books": [*_sizes(whole)],
        "pipes, devices, folders": [each for ending in (".xlsx", ".csv", ".toml") for each in _no_files(ending)],
        "rate tables": [*_tables(table)],
        "instruments": [*_instruments(adopted)],
    }


def _zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return packed.getvalue()


def _book(parts: Parts) -> Write:
    return lambda path: path.write_bytes(_zipped(parts))


def _swapped(parts: Parts, name: str, old: bytes, new: bytes | Callable[[], bytes]) -> Write:
    assert old in parts[name], (name, old)

    def write(path: Path) -> None:
        put = new if isinstance(new, bytes) else new()
        _book({**parts, name: parts[name].replace(old, put, 1)})(path)

    return write


def _names(whole: Parts) -> Iterator[Hostile]:
    """Names that point where no cells are."""
    text = whole[WORKBOOK]
    start = text.index(b">", text.index(b'<definedName name="Det_bills"')) + 1
    area = text[start : text.index(b"<", start)]
    for what, new in {
        "a name that is #REF!": b"#REF!",
        "a name of a sheet that is gone": b"Nowhere!$A$1:$A$9",
        "a name of two areas": area + b"," + area,
        "a name over a whole sheet": b"'Determinants'!$A$1:$XFD$1048576",
        "a name over whole columns": b"'Determinants'!$E:$E",
        "a name that is empty": b"",
        "a name that is a formula": b"OFFSET('Determinants'!$A$1,1,1)",
        "a name of another book": b"[1]Determinants!$A$1:$A$9",
        "a name shorter than its neighbours": b"'Determinants'!$E$12:$E$20",
        "a name beyond the sheet": b"'Determinants'!$ZZZ$9999999",
    }.items():
        changed = text[:start] + new + text[start + len(area) :]
        yield Hostile(what, ".xlsx", _book({**whole, WORKBOOK: changed}))
    start, end = text.index(b"<definedNames>"), text.index(b"</definedNames>")
    yield Hostile("no names at all", ".xlsx", _book({**whole, WORKBOOK: text[:start] + text[end + 15 :]}))


def _sheets(whole: Parts) -> Iterator[Hostile]:
    """Sheets and cells that are not what they were; SHEET is Control."""
    gone = {name: part for name, part in whole.items() if name != SHEET}
    yield Hostile("a sheet whose part is gone", ".xlsx", _book(gone))
    assert sheet_parts(whole)["Control"] == SHEET
    place, cell = _cell(whole, "Base_year")
    for what, new in {
        "a text that is not there": b'<c r="%s" t="s"><v>99</v></c>' % place,
        "a text by a word": b'<c r="%s" t="s"><v>nine</v></c>' % place,
        "a cell that is nowhere": b'<c r="AAAA99999999"><v>2025</v></c>',
        "a cell without a row": b'<c r="B"><v>2025</v></c>',
        "a cell of no kind": b'<c r="%s" t="klingon"><v>2025 or so</v></c>' % place,
        "a word for a year": b'<c r="%s" t="str"><v>words</v></c>' % place,
    }.items():
        yield Hostile(what, ".xlsx", _swapped(whole, SHEET, cell, new))
    yield Hostile("a row of words", ".xlsx", _swapped(whole, SHEET, b'<row r="9"', b'<row r="nine"'))
    for what, value in {
        "a number of 5,000 digits": b"9" * 5000,
        "a number beyond all numbers": b"1E+1000000",
        "no number": b"nan",
        "a word for a number": b"words",
    }.items():
        name, old = _determinant(whole)
        yield Hostile(f"a cell that holds {what}", ".xlsx", _swapped(whole, name, old, b"<v>" + value + b"</v></c>"))


def _determinant(whole: Parts) -> tuple[str, bytes]:
    """The part of the determinants, and the end of its first bills' cell."""
    _, cell = _cell(whole, "Det_bills")
    return sheet_parts(whole)["Determinants"], cell[cell.index(b"<v>") :]


def _cell(whole: Parts, name: str) -> tuple[bytes, bytes]:
    """The address of a name's first cell, and the cell."""
    area = re.search(rb"'(.+?)'!\$([A-Z]+)\$(\d+)", whole[WORKBOOK][whole[WORKBOOK].index(b'"%s"' % name.encode()) :])
    place = area[2] + area[3]
    return place, re.search(rb'<c r="%s"[^>]*>.*?</c>' % place, whole[sheet_parts(whole)[area[1].decode()]])[0]


def _xml(whole: Parts) -> Iterator[Hostile]:
    """XML that is none, or stands for more than it is."""
    sheet = whole[SHEET]
    head = b'<?xml version="1.0"?><!DOCTYPE x [%s]><x>%s</x>'
    for what, part in {
        "XML that is cut": sheet[: len(sheet) // 2],
        "XML that is malformed": sheet.replace(b"</row>", b"</raw>", 1),
        "a part that is empty": b"",
        "XML in an unknown encoding": b'<?xml version="1.0" encoding="klingon"?><x/>',
        "XML that is binary": bytes(range(256)) * 9,
        "entities of entities": head % (b'<!ENTITY l0 "ha">' + LAUGHS, b"&l9;"),
        "an entity of a file": head % (b'<!ENTITY l SYSTEM "file:///etc/passwd">', b"&l;"),
        "an entity used often": head % (b'<!ENTITY l "' + b"x" * 100_000 + b'">', b"&l;" * 100_000),
        "elements 300,000 deep": b"<x>" * 300_000 + b"</x>" * 300_000,
        "another document": b"<html/>",
    }.items():
        for name in (SHEET, WORKBOOK):
            answers = name == SHEET and what in ("elements 300,000 deep", "another document")
            yield Hostile(f"{what}: {name}", ".xlsx", _book({**whole, name: part}), answers)
    relations = "xl/_rels/workbook.xml.rels"
    hidden = {**whole, "xl/worksheets/sheet4.dat": head % (b'<!ENTITY l0 "ha">' + LAUGHS, b"&l9;")}
    hidden[relations] = whole[relations].replace(b"worksheets/sheet4.xml", b"worksheets/sheet4.dat")
    yield Hostile("entities of entities under another ending", ".xlsx", _book(hidden))
    many = b"<worksheet><x %s/></worksheet>" % b" ".join(b'a%d=""' % n for n in range(300_000))
    yield Hostile("an element of 300,000 attributes", ".xlsx", _book({**whole, SHEET: many}), may_answer=True)


def _packages(packed: bytes, whole: Parts) -> Iterator[Hostile]:
    """Packages that are cut, spoiled, locked or packed to harm."""
    encrypted = bytearray(packed)
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        encrypted[packed.index(mark) + flags] |= 1
    directory = bytearray(packed)
    directory[packed.rindex(b"PK\1\2") + 20 : packed.rindex(b"PK\1\2") + 28] = b"\xff\xff\xff\x7f" * 2
    for what, content in {
        "an empty file": b"",
        "a file of zeros": bytes(1_000),
        "text under a book's name": b"service,customer_class\n" * 100,
        "a book that is cut": packed[: len(packed) // 2],
        "a book without its first bytes": packed[100:],
        "a book spoiled in the middle": packed[:5000] + bytes(5000) + packed[10_000:],
        "a book whose directory lies": bytes(directory),
        "a book with a password": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(10_000),
        "a package that is encrypted": bytes(encrypted),
        "a package that is no workbook": _zipped({"content.xml": b"<x/>"}),
        "an empty package": _zipped({}),
    }.items():
        yield Hostile(what, ".xlsx", lambda path, content=content: path.write_bytes(content))
    lzma = lambda path: path.write_bytes(_zipped(whole, zipfile.ZIP_LZMA))  # noqa: E731
    yield Hostile("a package packed by LZMA", ".xlsx", lzma)
    many = {f"xl/x{number}.xml": b"<x/>" for number in range(40_000)}
    yield Hostile("a package of 40,000 parts", ".xlsx", _book({**whole, **many}), may_answer=True)


def _sizes(whole: Parts) -> Iterator[Hostile]:
    """Books that are small as files, and huge."""
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    for what, content in {
        "a million rows": lambda: b"".join(row % (n, n) for n in range(1, 1_000_001)),
        "two million empty cells": lambda: b"<row>" + b"<c/>" * 1_900_000 + b"</row>",
        "a text of 60 million letters": lambda: b'<row><c t="str"><v>' + b"x" * 60_000_000 + b"</v></c></row>",
    }.items():
        yield Hostile(what, ".xlsx", _swapped(whole, SHEET, DATA, lambda content=content: DATA + content()))
    for what, content in {
        "half a million cells": lambda: b"<row r='40'>" + b"<c><v>1</v></c>" * 500_000 + b"</row>",
        "a text of 40 million letters": lambda: b'<row r="40"><c t="str"><v>' + b"x" * 40_000_000 + b"</v></c></row>",
    }.items():
        write = _swapped(whole, SHEET, b"</sheetData>", lambda content=content: content() + b"</sheetData>")
        yield Hostile(what, ".xlsx", write, may_answer=True)
    yield Hostile("1 GB of blanks", ".xlsx", _blanks(whole))
    for what, old, new in (
        ("a merge over a whole sheet", b"</sheetData>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        ("a link over a whole sheet", b"</sheetData>", b'<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'),
        (
            "a validation over a whole sheet",
            b"</sheetData>",
            b'<dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"/></dataValidations>',
        ),
        (
            "a format over a whole sheet",
            b"</sheetData>",
            b'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="duplicateValues"/></conditionalFormatting>',
        ),
    ):
        yield Hostile(what, ".xlsx", _swapped(whole, SHEET, old, old + new), may_answer=True)
    for what, formula in {
        "a formula of 4,000 brackets": b"(" * 4_000 + b"1" + b")" * 4_000,
        "a formula of 8,000 signs": b"-" * 8_000 + b"1",
        "a formula 1,000 calls deep": b"ABS(" * 1_000 + b"1" + b")" * 1_000,
    }.items():
        cell = b'<row r="900"><c r="A900"><f>%s</f></c></row></sheetData>' % formula
        yield Hostile(what, ".xlsx", _swapped(whole, SHEET, b"</sheetData>", cell), may_answer=True)
    formula = b"<row><c><f>%s</f></c></row>" % b"+".join([b"A1"] * 2_500)
    many = _swapped(whole, SHEET, b"</sheetData>", lambda: formula * 2_000 + b"</sheetData>")
    yield Hostile("2,000 formulas of 8,000 letters", ".xlsx", many, may_answer=True)


def _blanks(whole: Parts) -> Write:
    """A package of which one sheet ends in a thousand million blanks."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, part in whole.items():
                with package.open(name, "w", force_zip64=True) as entry:
                    entry.write(part)
                    for _ in range(1000 if name == SHEET else 0):
                        entry.write(b" " * 1_000_000)

    return write


def _no_files(ending: str) -> Iterator[Hostile]:
    """What has a file's name and is no file."""
    for what, write in {
        "a pipe": os.mkfifo,
        "a folder": Path.mkdir,
        "a device": lambda path: path.symlink_to("/dev/zero"),
        "a link to nothing": lambda path: path.symlink_to("nothing"),
        "a link to itself": lambda path: path.symlink_to(path.name),
        "nothing": lambda path: None,
        "1 GB of zeros": lambda path: (path.touch(), os.truncate(path, 1_000_000_000)),
    }.items():
        yield Hostile(f"{what} ({ending})", ending, write)


def _tables(table: str) -> Iterator[Hostile]:
    """Rate tables."""
    head, *lines = table.split("\n")
    for what, text in {
        "an empty table": "",
        "a table of a million rows": table + "\n" + "x,\n" * 1_000_000,
        "a table of 60,000 rows": table + "\n" + "x,\n" * 60_000,
        "a table of 100,000 blank rows": table + "\n" * 100_000,
        "a table of 290 columns": head + ",2030" * 280,
        "a table with a zero byte": table.replace("water", "wa\0ter", 1),
        "a field that does not end": table.replace("water", '"water', 1),
        "a field of a million letters": "x" * 1_000_000,
        "a rate of 5,000 digits": table.replace(lines[0].rsplit(",", 1)[1], "9" * 5000, 1),
        "a rate of 1E+1000000": table.replace(lines[0].rsplit(",", 1)[1], "1E+1000000", 1),
        "a year of ten digits": table.replace("2029", "2029202920", 1),
        "a table cut in a row": table[:-20],
        "headings alone": head,
    }.items():
        answers = what == "a table of 100,000 blank rows"
        yield Hostile(what, ".csv", lambda path, text=text: path.write_text(text), answers)
    for encoding in ("utf-16", "utf-32"):
        yield Hostile(f"a table in {encoding}", ".csv", lambda path, as_=encoding: path.write_text(table, as_))
    yield Hostile("a table in Latin-1", ".csv", lambda path: path.write_bytes(table.encode() + b"\n\xe9"))


def _instruments(adopted: str) -> Iterator[Hostile]:
    """Instruments."""
    years = next(line for line in adopted.split("\n") if line.startswith("fiscal_years"))
    rates = next(line for line in adopted.split("\n") if "rates = [" in line)
    for what, text in {
        "an empty instrument": "",
        "no years": adopted.replace(years, "fiscal_years = []"),
        "a million years": adopted.replace(years, f"fiscal_years = [{'2025,' * 300_000}]"),
        "years that are words": adopted.replace(years, 'fiscal_years = ["2025"]'),
        "arrays 90,000 deep": "x = " + "[\n" * 90_000,
        "tables 400 deep": "x = " + "{x=" * 400,
        "a key of 300,000 parts": ".".join("x" * 300_000) + " = 1",
        "keys of 740 parts": "".join(f"x{n}.{'.'.join('x' * 740)} = 1\n" for n in range(133)),
        "a text of 90,000 escapes": 'x = """' + "\\n\\n\\n\\n\n" * 22_000 + '"""',
        "a number of 5,000 digits": adopted.replace(years, f"fiscal_years = [{'9' * 5000}]"),
        "a number of a million digits": f"x = {'9' * 1_000_000}",
        "an instrument that is cut": adopted[: len(adopted) // 2],
        "a text that does not end": adopted + '\nx = """',
        "rates that are numbers": adopted.replace(rates, rates.replace('"', "")),
        "20,000 tables": "".join(f"[x{n}]\n" for n in range(20_000)),
        "another document": "x = 1",
    }.items():
        yield Hostile(what, ".toml", lambda path, text=text: path.write_text(text))
    huge = lambda path: path.write_text(adopted + "# " + "x" * 150_000_000)  # noqa: E731
    yield Hostile("an instrument of 150 MB", ".toml", huge)
