"""Nothing of the user's is lost: install, upgrade and removal, whole and cut off at each of their steps."""

import os
import shutil
from contextlib import suppress
from itertools import count

import pytest
from support import fake_windows
from support.fake_windows import FILES, PowerCut, failing, small, watched

from alamo_xl import cli
from alamo_xl.commands.install import INSTALLED
from alamo_xl.errors import AlamoError
from alamo_xl.hosts.excel import doctor, install, manifest
from alamo_xl.hosts.excel.registry import EXPANDED, TEXT, Value
from alamo_xl.hosts.excel.startup import OPTIONS
from alamo_xl.library import book_files

MODEL = "alamogordo-rate-model.xlsx"
YOURS = "alamogordo-rate-model (yours).xlsx"
WORK, NOTES = b"a year of somebody's work", b"notes"
OTHERS = [Value('/R "C:\\first.xlam"', TEXT), Value("%APPDATA%\\second.xla", EXPANDED), Value("third.xll", EXPANDED)]


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """Makes the computer anew, in the same place, with two add-ins of others; waits for no disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)

    def make():
        root = tmp_path / "pc"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        machine = fake_windows.computer(root)
        for name, value in zip(("OPEN", "OPEN1"), OTHERS, strict=False):
            machine.registry.put(OPTIONS, name, *value)
        return machine

    return make


def new(machine):
    machine.folder.mkdir(parents=True)
    (machine.folder / "notes.txt").write_bytes(NOTES)
    return machine


def edited(machine):
    """Version 1, whose model the user changed, notes beside it, and a later add-in of somebody else's."""
    list(install.install(machine, small("1")))
    model = machine.folder / MODEL
    model.chmod(0o600)
    model.write_bytes(WORK)
    machine.registry.put(OPTIONS, "OPEN3", *OTHERS[2])
    (machine.folder / "notes.txt").write_bytes(NOTES)
    return machine


def unrecorded(machine):
    """The same as a version left it that kept no record."""
    edited(machine)
    manifest.path_of(machine).unlink()
    return machine


def upgrade(machine):
    return list(install.install(machine, small("2")))


def removal(machine):
    return list(install.remove(machine))


def cut_off(run, machine):
    """Just before the first change after what is written down."""

    def act(event, path):
        if manifest.load(machine).begun:
            raise PowerCut

    with watched(machine.folder.parents[1], act), pytest.raises(PowerCut):
        run(machine)


def contents(machine):
    """All that is on the computer."""
    root = machine.folder.parents[1]
    files = {str(path.relative_to(root)): path.is_file() and path.read_bytes() for path in root.rglob("*")}
    return files, machine.registry.user


def assert_nothing_lost(machine, had_work):
    there = [path.read_bytes() for path in machine.folder.iterdir() if path.is_file()]
    assert NOTES in there
    assert WORK in there or not had_work
    listed = list(machine.registry.typed(OPTIONS).values())
    assert [value for value in OTHERS[: 3 if had_work else 2] if value not in listed] == []
    whole = {WORK, *(f"{name} of {version}".encode() for name in FILES for version in (1, 2))}
    assert {path.read_bytes() for name in FILES if (path := machine.folder / name).exists()} <= whole


STARTS = pytest.mark.parametrize("start", [new, edited, unrecorded])
RUNS = pytest.mark.parametrize("run", [upgrade, removal])
FAILURES = pytest.mark.parametrize(
    ("failure", "torn"),
    [(PowerCut, False), (PowerCut, True), (lambda: OSError(28, "No space left on device", "a file"), False)],
    ids=["power cut", "power cut while writing", "full disk"],
)


@STARTS
@RUNS
@FAILURES
def test_a_run_cut_off_at_any_step_loses_nothing_and_the_next_completes_it(computer, start, run, failure, torn):
    machine = start(computer())
    had_work = start is not new
    run(machine)
    assert_nothing_lost(machine, had_work)
    whole = contents(machine)
    for step in count():
        machine = start(computer())
        with failing(machine.folder.parents[1], step, failure, torn=torn) as asked:
            try:
                run(machine)
            except PowerCut:
                pass
            except (AlamoError, OSError) as error:
                assert "No space left on device" in str(error)
        if len(asked) <= step:
            break
        assert_nothing_lost(machine, had_work)
        begun = manifest.load(machine).begun
        lines = run(machine)
        assert bool(begun) == ("interrupted" in lines[0]), asked
        assert contents(machine) == whole, asked
    assert step >= 5


@STARTS
@pytest.mark.parametrize(("run", "then"), [(upgrade, removal), (removal, upgrade)])
def test_after_a_run_cut_off_the_other_run_works_too(computer, start, run, then):
    ends = set()
    for step in count():
        machine = start(computer())
        with failing(machine.folder.parents[1], step, PowerCut) as asked, suppress(PowerCut):
            run(machine)
        then(machine)
        assert_nothing_lost(machine, start is not new)
        assert not manifest.load(machine).begun
        assert not list(machine.folder.rglob("*.part"))
        ends.add(repr(machine.registry.user))
        if len(asked) <= step:
            break
    assert len(ends) == (2 if run is removal and start is not new else 1)  # the add-in is then third, or last


def test_an_upgrade_keeps_the_users_model_beside_the_new_one_and_says_so(computer):
    machine = edited(computer())
    lines = upgrade(machine)
    assert f"{machine.folder / MODEL} is not as it was installed: kept as {YOURS}" in lines
    assert (machine.folder / YOURS).read_bytes() == WORK
    assert (machine.folder / MODEL).read_bytes() == f"{MODEL} of 2".encode()
    (machine.folder / MODEL).chmod(0o600)
    (machine.folder / MODEL).write_bytes(b"more work")
    upgrade(machine)
    assert (machine.folder / YOURS).read_bytes() == WORK
    assert (machine.folder / "alamogordo-rate-model (yours 2).xlsx").read_bytes() == b"more work"


def test_an_upgrade_without_a_record_keeps_whatever_is_not_what_it_writes(computer):
    machine = unrecorded(computer())
    list(install.install(machine, small("1")))
    assert sorted(path.name for path in machine.folder.glob("*(yours)*")) == [YOURS]
    machine = unrecorded(computer())
    upgrade(machine)
    assert len(list(machine.folder.glob("*(yours)*"))) == len(FILES)


def test_a_removal_leaves_the_users_files_where_they_are_and_names_them(computer):
    machine = edited(computer())
    lines = removal(machine)
    assert sorted(path.name for path in machine.folder.iterdir()) == [MODEL, "notes.txt"]
    assert f"{machine.folder / MODEL} is not as it was installed: kept" in lines
    assert f"{machine.folder / 'notes.txt'} is not recorded as installed: kept" in lines


def test_settings_that_the_user_changed_are_kept_too(computer):
    machine = edited(computer())
    machine.settings.chmod(0o600)
    machine.settings.write_bytes(b"mine")
    upgrade(machine)
    assert (machine.settings.parent / "alamo-xl (yours).conf").read_bytes() == b"mine"
    assert b"INTERPRETER_WIN" in machine.settings.read_bytes()


def test_a_folder_that_is_a_link_stays(computer):
    machine = computer()
    elsewhere = machine.folder.parents[1] / "elsewhere"
    elsewhere.mkdir()
    machine.folder.parent.mkdir()
    machine.folder.symlink_to(elsewhere)
    upgrade(machine)
    assert {path.name for path in elsewhere.iterdir()} == {*FILES, manifest.NAME}
    removal(machine)
    assert machine.folder.is_symlink()
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("content", [WORK, f"{MODEL} of 1".encode()], ids=["changed", "as installed"])
def test_a_model_that_is_a_link_is_replaced_and_not_followed(computer, content):
    machine = edited(computer())
    elsewhere = machine.folder.parent / "elsewhere.xlsx"
    elsewhere.write_bytes(content)
    elsewhere.chmod(0o440)
    (machine.folder / MODEL).unlink()
    (machine.folder / MODEL).symlink_to(elsewhere)
    upgrade(machine)
    assert elsewhere.read_bytes() == content
    assert elsewhere.stat().st_mode & 0o777 == 0o440
    assert not (machine.folder / MODEL).is_symlink()


def test_a_book_that_a_later_version_no_longer_has_goes_unless_it_was_changed(computer):
    machine = edited(computer())

    def fewer(folder):
        return [path for path in small("2")(folder) if path.suffix == ".xlam"]

    lines = list(install.install(machine, fewer))
    assert sorted(path.name for path in machine.folder.glob("*.xls*")) == [MODEL]
    assert f"{machine.folder / MODEL} is not as it was installed: kept" in lines


def test_what_is_installed_is_read_only(computer):
    machine = edited(computer())
    upgrade(machine)
    modes = {path.stat().st_mode & 0o222 for path in (*(machine.folder / name for name in FILES), machine.settings)}
    assert modes == {0}


@RUNS
def test_with_excel_open_nothing_is_touched(computer, tmp_path, run):
    machine = edited(computer())
    object.__setattr__(machine, "excel_is_open", lambda: True)
    before = contents(machine)
    with failing(tmp_path, 0, PowerCut), pytest.raises(AlamoError, match="close Excel"):
        run(machine)
    assert contents(machine) == before


@RUNS
@pytest.mark.parametrize("locked", [*FILES, "alamo-xl.conf"])
def test_with_a_locked_file_nothing_is_touched(computer, tmp_path, run, locked):
    """As Windows does it: a file that a program holds open is neither renamed nor removed."""
    machine = edited(computer())
    before = contents(machine)

    def lock(event, path):
        if path and path.name == locked and event in ("os.rename", "os.remove"):
            raise PermissionError(13, "The process cannot access the file", str(path))

    with watched(tmp_path, lock), pytest.raises(AlamoError, match=f"{locked} is in use: close Excel.*nothing was"):
        run(machine)
    assert contents(machine) == before
    run(machine)


def test_the_command_says_it_in_one_line_and_installs_these_books(computer, monkeypatch, capsys):
    machine = edited(computer())
    object.__setattr__(machine, "excel_is_open", lambda: True)
    monkeypatch.setattr("alamo_xl.hosts.excel.machine.this_machine", lambda: machine)
    for arguments in (["install"], ["install", "--remove"]):
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        again = " ".join(arguments)
        assert ended.value.code == 2
        assert capsys.readouterr().err == (
            f"alamo-xl: Excel is open: close Excel, then run alamo-xl {again} again; nothing was changed\n"
        )
    assert {file.file for file in book_files(INSTALLED)} == set(FILES)


def test_the_registrys_types_stay_as_they_were(computer):
    machine = edited(computer())
    removal(machine)
    assert machine.registry.user == {OPTIONS: dict(zip(("OPEN", "OPEN1", "OPEN2"), OTHERS, strict=True))}


def test_a_record_that_cannot_be_read_counts_as_none(computer):
    for text in ("", "{", "[]", '{"files": []}', '{"files": {}, "begun": 1, "before": {"a": ["(", 1]}, "after": {}}'):
        machine = edited(computer())
        manifest.path_of(machine).write_text(text)
        upgrade(machine)
        assert_nothing_lost(machine, True)


def test_the_list_is_not_put_back_over_what_another_program_has_made_of_it_since(computer):
    machine = edited(computer())
    cut_off(removal, machine)
    machine.registry.user[OPTIONS] = {"OPEN": OTHERS[2], "OPEN1": OTHERS[0]}
    removal(machine)
    assert machine.registry.user == {OPTIONS: {"OPEN": OTHERS[2], "OPEN1": OTHERS[0]}}


def test_doctor_tells_of_an_interrupted_run_and_of_changed_books(computer):
    machine = edited(computer())

    def finding():
        return next(found for found in doctor.on_windows(machine) if found.what == "Installation")

    (machine.folder / "alamo-xl.xlam").unlink()
    assert (finding().right, MODEL in finding().words) == (False, True)
    upgrade(machine)
    (machine.folder / "alamo-xl.xlam").unlink()
    assert finding().right
    cut_off(upgrade, machine)
    assert finding().words == "alamo-xl install was interrupted; run it again"
