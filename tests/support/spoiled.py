"""Spoiled inputs, seeded: cell maps of the model in process, and whole files for the command."""

import contextlib
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from alamo_xl import load_schedule, rate_table
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.reader import Model, model_in
from alamo_xl.books.saved import SavedBook, saved_book
from alamo_xl.cli import main
from alamo_xl.errors import AlamoError
from alamo_xl.loader import ADOPTED as INSTRUMENTS
from alamo_xl.projection import project

ADOPTED = load_schedule()
NUMBERS = (
    0, 1, -1, 5, 100, 0.5, -0.5, -0.95, 0.01, 1e-9, 1e9, 1e12, -1e12, 1e300, 10**30, -5, 2025, 2025.5, 2026, 2034,
    45000, float("nan"), float("inf"),
)  # fmt: skip
WORDS = (
    "", " ", "words", "3/4", "#REF!", "#N/A", "=A1", "yes", "no", "household", "inside", "water", "Adopted", "2025",
    "é" * 300, "1E+1000000",
)  # fmt: skip
VALUES = (None, True, False, *NUMBERS, *WORDS)
AREAS = (
    "", "#REF!", "Control!#REF!", "Nowhere!$A$1", "Control!$A$1,Control!$B$2", "Control!$A$1:$XFD$1048576",
    "Control!$A:$A", "Control!$ZZZ$9", "[1]Control!$A$1", "OFFSET(Control!$A$1,1,1)", "42",
)  # fmt: skip


class Recorder(Cells):
    """The cells of a book, and which names are asked for."""

    def __init__(self, book: SavedBook) -> None:
        super().__init__(book, "the model")
        self.names: dict[str, None] = {}

    def rows(self, name):
        self.names[name] = None
        return super().rows(name)


class SpoiledMaps:
    """Copies of a model's cells and names with one to eight of them spoiled."""

    def __init__(self, model: Path, seed: int) -> None:
        self.book, self.random = saved_book(model), random.Random(seed)
        cells = Recorder(self.book)
        model_in(cells, ADOPTED)
        self.names = list(cells.names)
        found = (cell for name in self.names for row in cells.rows(name) for cell in row)
        self.places = list(dict.fromkeys((cell.sheet, (cell.row, cell.column)) for cell in found))

    def each(self, count: int) -> Iterator[SavedBook]:
        """So many of them."""
        for _ in range(count):
            yield self.one()

    def one(self) -> SavedBook:
        """One of them: mostly cells, now and then a name."""
        names, sheets = dict(self.book.names), dict(self.book.sheets)
        for _ in range(self.random.choice((1, 1, 1, 2, 3, 8))):
            if self.random.random() < 0.1:
                other = self.book.names[self.random.choice(self.names)]
                names[self.random.choice(self.names)] = self.random.choice((*AREAS, other))
            else:
                sheet, place = self.random.choice(self.places)
                sheets[sheet] = {**sheets[sheet], place: self.random.choice(VALUES)}
        return SavedBook(names, sheets)

    def answer(self, book: SavedBook) -> str:
        """What becomes of one: priced, cannot be priced, or refused in one line; anything else is raised."""
        try:
            model = model_in(Cells(book, "the model"), ADOPTED)
        except AlamoError as error:
            assert "\n" not in str(error)
            return "refused"
        return self._priced(model)

    def _priced(self, model: Model) -> str:
        try:
            outcome = project(model.case, self.random.choice(list(model.scenarios.values())))
        except AlamoError as error:
            assert "\n" not in str(error)
            return "no scenario"
        for years in outcome.cash.values():
            assert all(f"{year.closing_cash:.2f}{year.net_revenue:.4f}" for year in years)
        return "answered"


class SpoiledFiles:
    """Books, tables and instruments spoiled in their bytes, parts or text, each with a command that reads it."""

    def __init__(self, model: Path, folder: Path, seed: int) -> None:
        self.random, self.folder = random.Random(seed), folder
        self.model = model.read_bytes()
        with zipfile.ZipFile(model) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.instrument = next(Path(INSTRUMENTS).glob("*.toml")).read_text(encoding="utf-8")
        rows = rate_table.to_rows(ADOPTED)
        self.table = "\n".join(",".join(map(str, row)) for row in rows)

    def one(self) -> list[str]:
        """A command and its arguments; the file is written."""
        kind = self.random.choice((".xlsx", ".xlsx", ".csv", ".toml"))
        path = self.folder / f"spoiled{kind}"
        path.write_bytes(self._book() if kind == ".xlsx" else self._text(kind))
        bill = ["bill", "--fy", "2026", "--class", "household", "--size", "3/4", "--ccf", "8", "--rates"]
        commands = [["audit", "--rates"], bill]
        if kind == ".xlsx":
            commands += [["scenario"], ["scenario"], ["scenario"], [*bill[:-1], "--scenario", "Adopted", "--rates"]]
            if self.random.random() < 0.1:
                commands = [["lint"]]
        return [*self.random.choice(commands), str(path)]

    def _text(self, kind: str) -> bytes:
        text = self.instrument if kind == ".toml" else self.table
        for _ in range(self.random.choice((1, 1, 2, 5))):
            text = self.random.choice((self._line_gone, self._line_twice, self._word_changed, self._cut))(text)
        return text.encode() if self.random.random() < 0.95 else text.encode("utf-16")

    def _book(self) -> bytes:
        if self.random.random() < 0.2:
            return self._bytes_changed(self.model)
        parts = dict(self.parts)
        for _ in range(self.random.choice((1, 1, 2, 4))):
            main_parts = [name for name in parts if re.search(r"workbook|sheet[1-9]|shared|styles", name)] or list(
                parts
            )
            name = self.random.choice(main_parts)
            ways: tuple[Callable[[bytes], bytes | None], ...] = (
                self._bytes_changed, self._element_gone, self._attribute_changed, self._attribute_changed,
                self._attribute_changed, self._value_changed, self._value_changed, lambda part: None, lambda part: b"",
            )  # fmt: skip
            spoiled = self.random.choice(ways)(parts.pop(name))
            if spoiled is not None:
                parts[name] = spoiled
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            for name, part in parts.items():
                package.writestr(name, part)
        return packed.getvalue()

    def _bytes_changed(self, content: bytes) -> bytes:
        if self.random.random() < 0.3:
            return content[: self.random.randrange(len(content))]
        changed = bytearray(content)
        for _ in range(self.random.choice((1, 3, 30))):
            changed[self.random.randrange(len(changed))] = self.random.randrange(256)
        return bytes(changed)

    def _found(self, pattern: str, text: bytes) -> re.Match[bytes] | None:
        """A match of a pattern, the first after a place."""
        return re.compile(pattern.encode()).search(text, self.random.randrange(len(text) or 1))

    def _put(self, found: re.Match[bytes] | None, text: bytes, value: object) -> bytes:
        return text if found is None else text[: found.start(1)] + str(value).encode() + text[found.end(1) :]

    def _element_gone(self, part: bytes) -> bytes:
        return self._put(self._found(r"(<\w[^<>]*/>|<(\w+)[^<>]*>[^<>]*</\2>)", part), part, "")

    def _attribute_changed(self, part: bytes) -> bytes:
        value = self.random.choice(
            (*NUMBERS, "words", "", "A1:XFD1048576", "99999999999", "rId999", "n", "s", "b", "e")
        )
        return self._put(self._found(r'="([^"<>]*)"', part), part, value)

    def _value_changed(self, part: bytes) -> bytes:
        value = self.random.choice(VALUES)
        return self._put(self._found(r"<(?:v|f|t|definedName[^<>]*)>([^<>]*)<", part), part, value)

    def _line_gone(self, text: str) -> str:
        lines = text.split("\n")
        del lines[self.random.randrange(len(lines))]
        return "\n".join(lines)

    def _line_twice(self, text: str) -> str:
        lines = text.split("\n")
        lines.insert(self.random.randrange(len(lines)), self.random.choice(lines))
        return "\n".join(lines)

    def _word_changed(self, text: str) -> str:
        found = re.compile(r"[\w.\"'-]+").search(text, self.random.randrange(len(text) or 1))
        value = str(self.random.choice((*VALUES, "[", "]]", '"', "{}", "[[1]]", "1979-05-27", "\0", "9" * 5000)))
        return text if found is None else text[: found.start()] + value + text[found.end() :]

    def _cut(self, text: str) -> str:
        return text[: self.random.randrange(len(text) or 1)]


def run(arguments: list[str]) -> str:
    """What becomes of a command, in words: answered, failed (1) or refused in one line (2); anything else is raised."""
    said, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
        try:
            main(arguments)
        except SystemExit as done:
            code = done.code or 0
    assert code in (0, 1, 2), code
    if code == 2:
        assert not said.getvalue()
        assert told.getvalue().startswith("alamo-xl: ")
        assert told.getvalue().count("\n") == 1, told.getvalue()
        assert len(told.getvalue()) < 1100
    else:
        assert not told.getvalue()
    return ("answered", "failed", "refused")[int(code)]
