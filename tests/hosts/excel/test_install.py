"""install, on a registry held in memory and folders of the test's own: no Windows was used."""

import sys
from dataclasses import replace

import pytest
from support import fake_windows
from support.command import alamo_xl

from alamo_xl.errors import AlamoError
from alamo_xl.hosts.excel import install
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


def test_a_python_in_a_folder_that_vba_cannot_name_is_refused(machine, installed):
    elsewhere = replace(machine, python=machine.python.parent / "Лаптев" / "pythonw.exe")
    with pytest.raises(AlamoError, match="plain letters"):
        installed(elsewhere)
    assert not machine.settings.parent.exists() or not list(machine.settings.parent.iterdir())


@pytest.mark.parametrize("field", ["home", "python"])
def test_the_python_of_the_microsoft_store_is_refused_with_the_remedy(machine, installed, field):
    app = machine.python.parents[1] / "WindowsApps" / "PythonSoftwareFoundation.Python.3.11_qbz5n2kfra8p0"
    path = app if field == "home" else app / "pythonw.exe"
    before = state(machine)
    with pytest.raises(AlamoError, match=r"Microsoft Store's.*https://www.python.org.*nothing was changed"):
        installed(replace(machine, **{field: path}))
    assert state(machine) == before


@pytest.mark.skipif(sys.platform == "win32", reason="what is said off Windows")
def test_off_windows_both_say_what_they_cannot_do():
    done = alamo_xl("install")
    assert done.returncode == 2
    assert "only Excel on Windows" in done.stderr
    done = alamo_xl("doctor")
    assert done.returncode == 0
    assert "cannot be checked here" in done.stdout
