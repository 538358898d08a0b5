"""Every file is written beside and renamed: whole or not there, a link replaced, the file named where it fails."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from support.demo_book import demo

from alamo_xl import load_schedule
from alamo_xl.beside import beside, interrupted, part_of, write_beside, write_together
from alamo_xl.cli import main
from alamo_xl.hosts.excel import packages
from alamo_xl.hosts.libreoffice import package


def export(path: Path) -> None:
    with pytest.raises(SystemExit) as done:
        main(["export", "--format", "json", "--out", str(path.parent)])
    if done.value.code:
        raise OSError(1, "as the command says")


WRITERS: dict[str, Callable[[Path], object]] = {
    "book.xlsx": lambda path: demo().finish(path),
    "functions.xlsm": lambda path: packages.with_functions(demo().finish(path.with_name("plain.xlsx")), path),
    "addin.xlam": lambda path: packages.write_addin(load_schedule(), path),
    "addin.oxt": lambda path: package.write_addin(load_schedule(), path),
    "rates.json": export,
    "plain.txt": lambda path: write_beside(path, b"whole"),
}


@pytest.fixture(params=WRITERS)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where one of the writers writes: a folder that is not there yet."""
    return tmp_path / "new" / str(request.param)


def test_a_link_is_replaced_and_what_it_leads_to_stays(file: Path, tmp_path: Path) -> None:
    other, decoy = tmp_path / "other", tmp_path / "decoy"
    other.write_bytes(b"other")
    decoy.write_bytes(b"decoy")
    file.parent.mkdir()
    file.symlink_to(other)
    part_of(file).symlink_to(decoy)
    WRITERS[file.name](file)
    assert not file.is_symlink()
    assert file.stat().st_size
    assert (other.read_bytes(), decoy.read_bytes()) == (b"other", b"decoy")
    assert not list(file.parent.glob("*.part"))


def test_a_file_that_cannot_take_its_name_leaves_nothing_and_is_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.mkdir(parents=True)
    with pytest.raises(OSError) as failed:
        WRITERS[file.name](file)
    assert f"{file}" in (f"{failed.value.filename} " + capsys.readouterr().err)
    assert ".part" not in str(failed.value)
    assert not list(file.parent.glob("*.part"))


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=repr)
def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    with pytest.raises(type(error)) as failed, beside(path) as part:
        part.write_bytes(b"ne")
        raise error
    assert [file.name for file in tmp_path.iterdir()] == ["old"]
    assert path.read_bytes() == b"old"
    if isinstance(failed.value, OSError):
        assert failed.value.filename == str(path)


def test_an_error_of_another_file_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as failed, beside(tmp_path / "one"):
        (tmp_path / "two").read_bytes()
    assert failed.value.filename == str(tmp_path / "two")


def test_an_export_of_which_one_file_cannot_be_written_writes_none(tmp_path: Path) -> None:
    blocked = tmp_path / "out" / "fees.csv.part"
    blocked.mkdir(parents=True)
    with pytest.raises(SystemExit, match="2"):
        main(["export", "--format", "csv", "--out", str(blocked.parent)])
    assert [path.name for path in blocked.parent.iterdir()] == [blocked.name]


def test_files_are_written_together_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"old")
    contents = {tmp_path / name: name.encode() for name in ("one", "two", "three")}
    rename = Path.rename

    def locked(path: Path, target: Path) -> Path:
        if path.name == "two":
            raise PermissionError(errno.EACCES, "in use", str(path))
        return rename(path, target)

    with monkeypatch.context() as patched, pytest.raises(PermissionError, match="two"):
        patched.setattr(Path, "rename", locked)
        write_together(contents)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"old", "two": b"old"}
    write_together(contents)
    assert {path.name: path.read_bytes().decode() for path in tmp_path.iterdir()} == {
        name: name for name in ("one", "two", "three")
    }


def test_a_folder_under_one_name_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    (tmp_path / "one").write_bytes(b"old")
    with pytest.raises(IsADirectoryError, match="two"):
        write_together({tmp_path / name: b"new" for name in ("one", "two")})
    assert (tmp_path / "one").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_what_a_run_left_is_found(tmp_path: Path) -> None:
    part_of(tmp_path / "one").write_bytes(b"half")
    part_of(tmp_path / "two").mkdir()
    assert interrupted(tmp_path / name for name in ("one", "two", "three")) == [part_of(tmp_path / "one")]
