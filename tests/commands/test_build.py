"""The build command: one line a book, and a check that names the altered part."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.built import FILES
from support.demo_book import demo
from support.places import WORKBOOKS

from alamo_xl import library
from alamo_xl.books.finish import read_parts, write_parts
from alamo_xl.commands.build import altered, command
from alamo_xl.errors import AlamoError


@pytest.fixture
def one_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of one quick book."""

    monkeypatch.setattr(library, "BOOKS", {"demo": (library.Workbook("demo.xlsx", lambda schedule, _: demo()),)})


@pytest.mark.usefixtures("one_book")
def test_build_writes_a_line_a_book_and_check_agrees(tmp_path: Path) -> None:
    written = CliRunner().invoke(command, ["--out", str(tmp_path)])
    assert written.exit_code == 0
    assert written.output.startswith(f"{tmp_path / 'demo.xlsx'}  5 sheets  ")
    checked = CliRunner().invoke(command, ["demo", "--check", "--out", str(tmp_path)])
    assert (checked.exit_code, checked.output.count("is what this version writes")) == (0, 1)


@pytest.mark.usefixtures("one_book")
def test_check_names_the_altered_part_and_writes_nothing(tmp_path: Path) -> None:
    absent = CliRunner().invoke(command, ["--check", "--out", str(tmp_path / "none")])
    assert (absent.exit_code, (tmp_path / "none").exists()) == (1, False)
    assert "is not there" in absent.output
    CliRunner().invoke(command, ["--out", str(tmp_path)])
    path = tmp_path / "demo.xlsx"
    parts = read_parts(path)
    write_parts(path, {**parts, "xl/styles.xml": parts["xl/styles.xml"] + b" "})
    before = path.read_bytes()
    stale = CliRunner().invoke(command, ["--check", "--out", str(tmp_path)])
    assert stale.exit_code == 1
    assert "differs in the part xl/styles.xml" in stale.output
    assert path.read_bytes() == before


def test_a_missing_an_added_and_an_unreadable_part_are_told_apart(tmp_path: Path) -> None:
    one, other, broken = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip"
    write_parts(one, {"x": b"1"})
    write_parts(other, {"x": b"1", "y": b"2"})
    broken.write_bytes(b"no zip")
    assert altered(one, one) == ""
    assert altered(one, other) == "lacks the part y"
    assert altered(other, one) == "has a part of its own, y"
    assert altered(broken, one) == "is not a workbook"


def test_the_committed_books_are_what_this_version_writes(workbooks: Path) -> None:
    assert sorted(path.name for path in workbooks.iterdir()) == sorted(FILES)
    assert {name: altered(WORKBOOKS / name, workbooks / name) for name in FILES} == dict.fromkeys(FILES, "")


def test_an_unknown_book_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(AlamoError, match="rates, model, functions, lambda, addin, libreoffice"):
        library.book_files(("rate",))
