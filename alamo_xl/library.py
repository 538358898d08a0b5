"""The library: every file that `build` writes, by the name people call it; each is imported when it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alamo_xl.errors import AlamoError
from alamo_xl.office import NOBODY, Office

if TYPE_CHECKING:
    from alamo_xl.books.kit import Book
    from alamo_xl.schedule import Schedule


@dataclass(frozen=True)
class Workbook:
    """A book that a builder makes of a schedule, saved with cached values and fixed bytes."""

    file: str
    build: Callable[[Schedule, Office], Book]

    def write(self, schedule: Schedule, path: Path, office: Office = NOBODY) -> Path:
        """Build it and write it under a path."""
        return self.build(schedule, office).finish(path)


@dataclass(frozen=True)
class MacroWorkbook:
    """A workbook with the functions built in, made of the plain one that lies beside it."""

    file: str
    plain: Workbook

    def write(self, schedule: Schedule, path: Path, office: Office = NOBODY) -> Path:
        """Write it under a path whose folder holds the plain one already."""
        from alamo_xl.hosts.excel.packages import with_functions

        return with_functions(path.with_name(self.plain.file), path)


@dataclass(frozen=True)
class AddIn:
    """The functions as a package that a host installs."""

    file: str
    package: Callable[[Schedule, Path], Path]

    def write(self, schedule: Schedule, path: Path, office: Office = NOBODY) -> Path:
        """Write it under a path."""
        return self.package(schedule, path)


BookFile = Workbook | MacroWorkbook | AddIn


def _rates(schedule: Schedule, office: Office) -> Book:
    from alamo_xl.books.rates import build

    return build(schedule, office)


def _model(schedule: Schedule, office: Office) -> Book:
    from alamo_xl.books.model import build

    return build(schedule, office)


def _functions(schedule: Schedule, office: Office) -> Book:
    from alamo_xl.books.functions import build

    return build(schedule, office)


def _lambdas(schedule: Schedule, office: Office) -> Book:
    from alamo_xl.books.lambdas import build

    return build(schedule, office)


def _excel_addin(schedule: Schedule, path: Path) -> Path:
    from alamo_xl.hosts.excel.packages import write_addin

    return write_addin(schedule, path)


def _libreoffice_addin(schedule: Schedule, path: Path) -> Path:
    from alamo_xl.hosts.libreoffice.package import write_addin

    return write_addin(schedule, path)


MODEL = Workbook("alamogordo-rate-model.xlsx", _model)
BOOKS: dict[str, tuple[BookFile, ...]] = {
    "rates": (Workbook("alamogordo-rates.xlsx", _rates),),
    "model": (MODEL, MacroWorkbook("alamogordo-rate-model.xlsm", MODEL)),
    "functions": (Workbook("alamogordo-functions.xlsx", _functions),),
    "lambda": (Workbook("alamogordo-lambda.xlsx", _lambdas),),
    "addin": (AddIn("alamo-xl.xlam", _excel_addin),),
    "libreoffice": (AddIn("alamo-xl.oxt", _libreoffice_addin),),
}


def book_files(names: tuple[str, ...] = ()) -> tuple[BookFile, ...]:
    """The files of the named books, all of them by default. Raises AlamoError, which lists the names."""
    unknown = [name for name in names if name not in BOOKS]
    if unknown:
        raise AlamoError(f"no book is called {unknown[0]!r}; there are: {', '.join(BOOKS)}")
    return tuple(file for name in names or BOOKS for file in BOOKS[name])


def build_book(name: str, schedule: Schedule, folder: Path) -> list[Path]:
    """Write every file of one book into a folder and return their paths."""
    return [file.write(schedule, folder / file.file) for file in book_files((name,))]
