"""Puts the add-in in place for one user of Excel on Windows, and takes it away again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from alamo_xl.books import BOOKS, write_file
from alamo_xl.errors import AlamoError
from alamo_xl.hosts.excel import vba
from alamo_xl.hosts.excel.machine import OFFICE, Machine
from alamo_xl.loader import load_schedule

TRUSTED = rf"{OFFICE}\Security\Trusted Locations\alamo-xl"
OPTIONS = rf"{OFFICE}\Options"
OPEN = re.compile(r"OPEN(\d*)")
INSTALLED = ("addin", "model", "functions")


def install(machine: Machine) -> Iterator[str]:
    """Books and add-in into the user's folder, then settings, trust, and opening with Excel; a line for each.

    Done twice it changes nothing more.
    """
    schedule = load_schedule()
    machine.folder.mkdir(parents=True, exist_ok=True)
    for name in INSTALLED:
        for file in BOOKS[name]:
            yield f"wrote {write_file(file, schedule, machine.folder / file.file)}"
    settings = {
        "INTERPRETER_WIN": machine.python,
        "UDF MODULES": vba.UDFS,
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    }
    text = "".join(f'"{key}","{value}"\r\n' for key, value in settings.items())
    machine.settings.parent.mkdir(parents=True, exist_ok=True)
    part = machine.settings.with_name(machine.settings.name + ".part")
    try:
        part.write_text(text, encoding=machine.encoding, newline="")
    except UnicodeEncodeError as error:
        part.unlink()
        words = "whose letters VBA cannot read here; install Python and alamo-xl in a folder of plain letters"
        raise AlamoError(f"Python is in {machine.python.parent}, {words}") from error
    part.replace(machine.settings)
    yield f"wrote {machine.settings}: Python is {machine.python}"
    machine.registry.put(TRUSTED, "Path", f"{machine.folder}\\")
    machine.registry.put(TRUSTED, "Description", "alamo_xl")
    yield f"trusted {machine.folder}"
    entries = opened(machine)
    if machine.addin not in map(file_of, entries):
        _reopen(machine, [*entries, f'"{machine.addin}"'])
    yield f"opens with Excel: {machine.addin.name}"


def remove(machine: Machine) -> Iterator[str]:
    """Takes away what `install` put there; what is not there is left at that."""
    _reopen(machine, [entry for entry in opened(machine) if file_of(entry) != machine.addin])
    machine.registry.remove(TRUSTED)
    yield "no longer opens with Excel; its folder is no longer trusted"
    for name in INSTALLED:
        for file in BOOKS[name]:
            (machine.folder / file.file).unlink(missing_ok=True)
    machine.settings.unlink(missing_ok=True)
    for folder in (machine.folder, machine.settings.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    yield f"removed the add-in, its books and {machine.settings.name}"


def opened(machine: Machine) -> list[str]:
    """What Excel opens at its start, in order."""
    values = machine.registry.values(OPTIONS)
    numbered = [(int(found[1] or 0), value) for name, value in values.items() if (found := OPEN.fullmatch(name))]
    return [str(value) for _, value in sorted(numbered)]


def file_of(entry: str) -> Path:
    """The file that an entry of that list opens."""
    quoted = re.search(r'"([^"]+)"', entry)
    return Path(quoted[1] if quoted else entry)


def _reopen(machine: Machine, entries: list[str]) -> None:
    """Write the list anew, without a gap: Excel stops reading at one."""
    for name in machine.registry.values(OPTIONS):
        if OPEN.fullmatch(name):
            machine.registry.remove(OPTIONS, name)
    for place, entry in enumerate(entries):
        machine.registry.put(OPTIONS, f"OPEN{place or ''}", entry)
