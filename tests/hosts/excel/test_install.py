"""install and doctor, on a registry held in memory and folders of the test's own: no Windows was used."""

import sys
from dataclasses import replace

import pytest
from support import fake_windows
from support.command import alamo_xl

from alamo_xl import __version__
from alamo_xl.errors import AlamoError
from alamo_xl.hosts.excel import doctor, install
from alamo_xl.hosts.excel.machine import ATTACK_RULES, CLICK_TO_RUN, OFFICE, POLICIES, VBA_POLICY, Machine
from alamo_xl.hosts.excel.startup import OPTIONS


@pytest.fixture
def machine(tmp_path):
    return fake_windows.computer(tmp_path)


@pytest.fixture
def installed(workbooks):
    """Installs the books that this version builds."""

    def run(machine):
        return list(install.install(machine, fake_windows.copies_of(workbooks)))

    return run


def state(machine):
    files = {path.name: path.read_bytes() for path in machine.folder.rglob("*")} if machine.folder.exists() else {}
    settings = machine.settings.read_bytes() if machine.settings.exists() else b""
    return files, settings, {key: values for key, values in machine.registry.user.items() if values}


def test_install_is_idempotent_and_can_be_undone(machine, installed):
    machine.registry.put(OPTIONS, "OPEN", '/R "C:\\other.xlam"')
    machine.registry.put(OPTIONS, "OPEN1", '"C:\\third.xla"')
    before = state(machine)
    installed(machine)
    once = state(machine)
    assert sorted(once[0]) == sorted([*fake_windows.FILES, "installed.json"])
    assert b'"INTERPRETER_WIN","' + str(machine.python).encode() + b'"\r\n' in once[1]
    assert machine.registry.values(OPTIONS)["OPEN2"] == f'"{machine.addin}"'
    assert machine.registry.values(install.TRUSTED)["Path"] == f"{machine.folder}\\"
    installed(machine)
    assert state(machine) == once
    list(install.remove(machine))
    assert state(machine) == before
    list(install.remove(machine))
    assert state(machine) == before


def test_removing_leaves_no_gap(machine, installed):
    installed(machine)
    machine.registry.put(OPTIONS, "OPEN1", '"C:\\later.xlam"')
    list(install.remove(machine))
    assert machine.registry.values(OPTIONS) == {"OPEN": '"C:\\later.xlam"'}


def test_doctor_is_content_after_installing(machine, installed):
    installed(machine)
    wrong = [finding for finding in doctor.on_windows(machine) if not finding.right]
    assert [finding.what for finding in wrong] == ["pywin32"]  # there is none off Windows
    assert all(finding.right for finding in doctor.anywhere())


def without_dll(machine):
    (machine.python.parent / fake_windows.DLL).unlink()


def other_bitness(machine):
    machine.registry.computer[CLICK_TO_RUN]["Platform"] = "x86"


def other_python(machine):
    machine.settings.write_text('"INTERPRETER_WIN","/gone/pythonw.exe"\n')


def blocked(machine):
    machine.registry.put(rf"{POLICIES}\Security", "VBAWarnings", 4)
    machine.registry.put(rf"{POLICIES}\Security\Trusted Locations", "AllLocationsDisabled", 1)


def not_trusted(machine):
    machine.registry.remove(install.TRUSTED)


def not_opened(machine):
    machine.registry.remove(OPTIONS)


def no_locations(machine):
    machine.registry.put(rf"{OFFICE}\Security\Trusted Locations", "AllLocationsDisabled", 1)


def no_vba(machine):
    machine.registry.put(VBA_POLICY, "VBAOff", 1)


def switched_off(machine):
    item = b"\x01\0" + "C:\\Alamo-XL.xlam".encode("utf-16-le")
    machine.registry.put(rf"{OFFICE}\Resiliency\DisabledItems", "2A", item)


def no_child_processes(machine):
    machine.registry.computer[ATTACK_RULES] = {doctor.NO_CHILD_PROCESSES.lower(): "1"}


def older(machine):
    from pyopenvba import ExcelFile

    with ExcelFile(machine.addin) as file:
        module = next(m for m in file.vba_project().modules if m.name == "alamo_excel")
        file.set_module("alamo_excel", module.source.replace(__version__, "0.0.9"))
        file.save(machine.addin)


@pytest.mark.parametrize(
    ("spoil", "what", "words"),
    [
        (without_dll, "DLL", "pip install --force-reinstall xlwings=="),
        (other_bitness, "DLL", "xlwings32-"),
        (other_bitness, "Bitness", "Excel is 32-bit, Python 64-bit; install 32-bit Python"),
        (no_locations, "Trusted location", "Excel's Trust Center switches trusted locations off"),
        (no_vba, "Macros", "policy switches VBA off"),
        (switched_off, "Disabled items", "Manage: Disabled Items"),
        (no_child_processes, "Defender", "ask the administrator"),
        (other_python, "Settings", "/gone/pythonw.exe is not there; run alamo-xl install"),
        (blocked, "Macros", "your organisation's policy"),
        (not_trusted, "Trusted location", "run alamo-xl install"),
        (not_opened, "Opens with Excel", "run alamo-xl install"),
        (older, "Add-in", f"0.0.9, Python has {__version__}"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_doctor_finds_it_and_says_what_to_do(machine, installed, spoil, what, words):
    installed(machine)
    spoil(machine)
    (finding,) = (each for each in doctor.on_windows(machine) if each.what == what)
    assert not finding.right
    assert words in finding.words


def test_a_python_in_a_folder_that_vba_cannot_name_is_refused(machine, installed):
    elsewhere = replace(machine, python=machine.python.parent / "Лаптев" / "pythonw.exe")
    with pytest.raises(AlamoError, match="plain letters"):
        installed(elsewhere)
    assert not machine.settings.parent.exists() or not list(machine.settings.parent.iterdir())


def test_doctor_before_installing_and_in_a_synchronised_folder(machine):
    synchronised = Machine(
        machine.registry, machine.folder, machine.settings, machine.python, (str(machine.folder.parent),)
    )
    wrong = {finding.what for finding in doctor.on_windows(synchronised) if not finding.right}
    assert wrong == {"pywin32", "Add-in", "Settings", "Opens with Excel", "Trusted location", "OneDrive"}


@pytest.mark.skipif(sys.platform == "win32", reason="what is said off Windows")
def test_off_windows_both_say_what_they_cannot_do():
    done = alamo_xl("install")
    assert done.returncode == 2
    assert "only Excel on Windows" in done.stderr
    done = alamo_xl("doctor")
    assert done.returncode == 0
    assert "cannot be checked here" in done.stdout


def test_a_trust_setting_of_the_user_alone_does_not_matter_in_a_trusted_location(machine, installed):
    machine.registry.put(rf"{OFFICE}\Security", "VBAWarnings", 4)
    installed(machine)
    assert all(finding.right for finding in doctor.on_windows(machine) if finding.what == "Macros")
