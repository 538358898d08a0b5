"""The workbooks: one builder a book, one registry of them all.

A builder is `build(schedule) -> Book` in a module of this package; `write_book` saves what it returns with cached
values and fixed bytes.
"""

import os

os.environ["OPENPYXL_LXML"] = "False"  # the same bytes with and without lxml; openpyxl reads it when imported

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from alamo_xl.errors import AlamoError
from alamo_xl.schedule import Schedule


@dataclass(frozen=True)
class BookFile:
    """One file that `build` writes: its short name, file name, and writer, a function or `module:function`.

    `book` writers take a schedule and return a Book; `file` writers (the hosts' packages) take a schedule and the
    path to write; `copy` writers take the book that was just written under the same name, and the path to write.
    """

    short: str
    file: str
    writer: str | Callable[..., Any]
    kind: str = "book"

    def load(self) -> Any:
        """The writer, imported only now."""
        if not isinstance(self.writer, str):
            return self.writer
        module, _, function = self.writer.partition(":")
        return getattr(import_module(module), function)


BOOKS: dict[str, tuple[BookFile, ...]] = {
    "rates": (BookFile("rates", "alamogordo-rates.xlsx", "alamo_xl.books.rates:build"),),
    "model": (
        BookFile("model", "alamogordo-rate-model.xlsx", "alamo_xl.books.model:build"),
        BookFile("model", "alamogordo-rate-model.xlsm", "alamo_xl.hosts.excel.packages:with_functions", "copy"),
    ),
    "functions": (BookFile("functions", "alamogordo-functions.xlsx", "alamo_xl.books.functions:build"),),
    "addin": (BookFile("addin", "alamo-xl.xlam", "alamo_xl.hosts.excel.packages:write_addin", "file"),),
    "libreoffice": (BookFile("libreoffice", "alamo-xl.oxt", "alamo_xl.hosts.libreoffice.package:write_addin", "file"),),
}


def book_files(names: tuple[str, ...] = ()) -> tuple[BookFile, ...]:
    """The files of the named books, all of them by default."""
    unknown = [name for name in names if name not in BOOKS]
    if unknown:
        raise AlamoError(f"no book is called {unknown[0]!r}; there are: {', '.join(BOOKS)}")
    return tuple(file for name in names or BOOKS for file in BOOKS[name])


def build_book(name: str, schedule: Schedule, out_dir: Path) -> list[Path]:
    """Write every file of one book into a directory and return their paths."""
    return [write_file(file, schedule, Path(out_dir) / file.file) for file in book_files((name,))]


def write_file(file: BookFile, schedule: Schedule, path: Path) -> Path:
    """Write one file: a book by way of `finish`, a host's package by its own writer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = file.load()
    if file.kind == "book":
        writer(schedule).finish(path)
    elif file.kind == "copy":
        writer(path.with_suffix(".xlsx"), path)
    else:
        writer(schedule, path)
    return path
