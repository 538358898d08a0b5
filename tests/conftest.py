"""Fixtures that many tests use."""

import gc
import os

os.environ["OPENPYXL_LXML"] = "False"  # as alamo_xl.books sets it; many tests import openpyxl before that

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from support import built
from support.command import alamo_xl, in_its_own_process
from support.counts import PROFILE, share_of
from support.demo_book import demo
from support.libreoffice import LibreOffice
from support.places import DATA
from support.tools import absent, needs
from support.what_if import WhatIf
from support.workers import once, shared

from alamo_xl import read_schedule
from alamo_xl.books import model
from alamo_xl.books.finish import read_parts
from alamo_xl.library import BOOKS

gc.set_threshold(100_000, 20, 20)  # books are a million objects: looking at them often is a tenth of a run
settings.register_profile(PROFILE, derandomize=True, deadline=None, max_examples=share_of(2_000))
settings.load_profile(PROFILE)


class Shelf:
    """A folder of the files that this version builds, each book built when it is first asked for, once a run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._there = folder, set[str]()

    def of(self, *books: str) -> Path:
        """The folder, with every file of these books."""
        for book in books:
            if book not in self._there:
                once(self.folder.with_name(f"{book}.built"), partial(self._build, book))
                self._there.add(book)
        return self.folder

    def _build(self, book: str) -> None:
        done = in_its_own_process("build", book, "--out", self.folder)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Where tests take books from: no test reads the committed ones. ALAMO_SHELF keeps them from run to run."""
    kept = os.environ.get("ALAMO_SHELF")
    folder = (Path(kept) if kept else shared(tmp_path_factory)) / "workbooks"
    folder.mkdir(parents=True, exist_ok=True)
    return Shelf(folder)


@pytest.fixture(scope="session")
def workbooks(shelf: Shelf) -> Path:
    """A folder of every file that this version builds."""
    return shelf.of(*BOOKS)


@pytest.fixture(scope="session")
def rates_book(shelf: Shelf) -> Path:
    """The rates book."""
    return shelf.of("rates") / built.RATES


@pytest.fixture(scope="session")
def model_book(shelf: Shelf) -> Path:
    """The rate model."""
    return shelf.of("model") / built.MODEL


@pytest.fixture(scope="session")
def opened(model_book: Path) -> WhatIf:
    """The rate model in IronCalc, opened once; what a test changes, it puts back."""
    found = WhatIf(model_book)
    gc.freeze()  # a million objects that stay: no collection need look at them again
    return found


@pytest.fixture
def what_if(opened: WhatIf) -> Iterator[WhatIf]:
    """The rate model as it comes; what a test changes is put back."""
    with opened.trial():
        yield opened


@pytest.fixture(scope="session")
def design_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rate model of a made-up next resolution with blocks, seasons and a stage."""
    path = shared(tmp_path_factory) / "design-model.xlsx"
    once(path.with_suffix(".built"), lambda: model.build(read_schedule(DATA / "next-designs.toml")).finish(path))
    return path


@pytest.fixture(scope="session")
def opened_design(design_model: Path) -> WhatIf:
    """That model in IronCalc, opened once; what a test changes, it puts back."""
    return WhatIf(design_model)


@pytest.fixture(scope="session")
def functions_book(shelf: Shelf) -> Path:
    """The functions book."""
    return shelf.of("functions") / built.FUNCTIONS


@pytest.fixture(scope="session")
def lambda_book(shelf: Shelf) -> Path:
    """The book of LAMBDAs."""
    return shelf.of("lambda") / built.LAMBDA


@pytest.fixture(scope="session")
def book_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo book, finished once."""
    return demo().finish(tmp_path_factory.mktemp("book") / "demo.xlsx")


@pytest.fixture(scope="session")
def parts(book_path: Path) -> dict[str, bytes]:
    """The demo book's parts."""
    return read_parts(book_path)


def office(profile: Path) -> LibreOffice:
    """A LibreOffice process on a profile."""
    try:
        return LibreOffice(profile)
    except ImportError:
        absent("python3-uno", "it is how tests speak to LibreOffice")


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    """A LibreOffice process on a fresh profile, without the add-in."""
    needs("soffice", "books are recalculated in LibreOffice")
    with closing(office(tmp_path_factory.mktemp("libreoffice"))) as running:
        yield running


@pytest.fixture(scope="session")
def profile_with_addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile into which our own command put the add-in."""
    needs("soffice", "the add-in is installed into LibreOffice")
    profile = tmp_path_factory.mktemp("profile")
    done = alamo_xl("install-libreoffice", "--profile", profile)
    if "can import uno" in done.stderr:
        absent("python3-uno", done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return profile


@pytest.fixture(scope="session")
def libreoffice_with_addin(profile_with_addin: Path) -> Iterator[LibreOffice]:
    """A LibreOffice process with the add-in."""
    with closing(office(profile_with_addin)) as running:
        yield running
