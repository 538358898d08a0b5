"""What is asked of Windows itself, with its registry's module and its list of processes replaced."""

import sys
import types
from contextlib import nullcontext

import pytest

from alamo_xl.hosts.excel.machine import excel_is_listed
from alamo_xl.hosts.excel.registry import EXPANDED, TEXT, Value

KEY = r"Software\Test"


@pytest.fixture
def registry(monkeypatch):
    """Our reader and writer over a `winreg` of dictionaries."""
    keys = {}

    def open_key(root, key, *_):
        if (root, key) not in keys:
            raise FileNotFoundError(key)
        return nullcontext(keys[root, key])

    def set_value(values, name, reserved, kind, data):
        assert reserved == 0
        values[name] = (data, kind)

    def delete_value(values, name):
        if name not in values:
            raise FileNotFoundError(name)
        del values[name]

    def delete_key(root, key):
        if keys.pop((root, key), None) is None:
            raise FileNotFoundError(key)

    winreg = types.SimpleNamespace(
        HKEY_CURRENT_USER="user",
        HKEY_LOCAL_MACHINE="computer",
        KEY_SET_VALUE=2,
        KEY_READ=0x20019,
        KEY_WOW64_64KEY=0x100,
        CreateKey=lambda root, key: nullcontext(keys.setdefault((root, key), {})),
        OpenKey=open_key,
        SetValueEx=set_value,
        DeleteValue=delete_value,
        DeleteKey=delete_key,
        QueryInfoKey=lambda values: (0, len(values), 0),
        EnumValue=lambda values, place: [(name, *value) for name, value in values.items()][place],
    )
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    from alamo_xl.hosts.excel.registry import WindowsRegistry

    return WindowsRegistry()


def test_values_come_back_with_the_types_they_were_given(registry):
    values = {"OPEN": Value("%APPDATA%\\a.xlam", EXPANDED), "OPEN1": Value("b.xlam", TEXT), "x": Value(b"\x01", 3)}
    for name, value in values.items():
        registry.put(KEY, name, *value)
    assert registry.typed(KEY) == values
    assert registry.values(KEY)["OPEN"] == "%APPDATA%\\a.xlam"
    registry.remove(KEY, "OPEN1")
    registry.remove(KEY, "OPEN1")
    assert list(registry.values(KEY)) == ["OPEN", "x"]
    registry.remove(KEY)
    registry.remove(KEY)
    assert registry.typed(KEY) == registry.common(KEY) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="a script in place of tasklist.exe")
@pytest.mark.parametrize(
    ("says", "is_open"),
    [
        ('echo \'"excel.exe","4711","Console","1","98,304 K"\'', True),
        ("echo INFO: No tasks are running which match the specified criteria.", False),
        ("exit 1", False),
        ("exec sleep 5", False),
    ],
)
def test_excel_is_open_when_windows_lists_it_among_the_users_processes(tmp_path, monkeypatch, says, is_open):
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    monkeypatch.setenv("USERNAME", "ana")
    monkeypatch.setattr("alamo_xl.hosts.excel.machine.PATIENCE_SECONDS", 0.5)
    assert not excel_is_listed()  # no such program
    (tmp_path / "System32").mkdir()
    program = tmp_path / "System32" / "tasklist.exe"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\n{says}\n')
    program.chmod(0o700)
    assert excel_is_listed() == is_open
    assert (tmp_path / "asked").read_text() == "/FI IMAGENAME eq EXCEL.EXE /FI USERNAME eq ana /FO CSV /NH\n"
