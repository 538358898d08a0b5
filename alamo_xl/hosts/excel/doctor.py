"""What keeps the add-in from working on this computer, one finding a line, each with what to do."""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from alamo_xl import __version__
from alamo_xl.hosts.excel import install, manifest, startup
from alamo_xl.hosts.excel.machine import ATTACK_RULES, CLICK_TO_RUN, OFFICE, POLICIES, VBA_POLICY, Machine
from alamo_xl.hosts.excel.vba import EXCEL_MODULE

LEAST_PYTHON = (3, 11)
UNSIGNED_BLOCKED = (3, 4)
NO_CHILD_PROCESSES = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
REINSTALL = "run alamo-xl install"


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is right, and in words what was found or what to do."""

    what: str
    right: bool
    words: str


def anywhere() -> Iterator[Finding]:
    """What can be checked on any system: Python and xlwings."""
    version = ".".join(map(str, sys.version_info[:3]))
    bits = struct.calcsize("P") * 8
    python = sys.version_info >= LEAST_PYTHON
    yield Finding("Python", python, f"{version}, {bits}-bit" if python else f"{version}; install 3.11 or later")
    pinned, found = _pinned("xlwings"), metadata.version("xlwings")
    same = found == pinned
    yield Finding("xlwings", same, found if same else f"{found}, needed is {pinned}; pip install xlwings=={pinned}")


def on_windows(machine: Machine) -> Iterator[Finding]:
    """What only Windows can show."""
    there = util.find_spec("win32com") is not None
    yield Finding("pywin32", there, "is there" if there else "is missing; pip install pywin32")
    yield _bitness(machine)
    yield _dll(machine)
    yield _addin(machine)
    yield _installation(machine)
    yield _disabled(machine)
    yield _settings(machine)
    opens = startup.opens(machine, startup.entries(machine.registry))
    yield Finding("Opens with Excel", opens, "yes" if opens else f"no; {REINSTALL}")
    yield _trusted(machine)
    cloud = [root for root in machine.onedrive if root and machine.folder.is_relative_to(root)]
    words = f"{machine.folder} is synchronised; keep the add-in out of {cloud[0]}" if cloud else "not synchronised"
    yield Finding("OneDrive", not cloud, words)
    yield _policy(machine)
    yield _defender(machine)


def _pinned(package: str) -> str:
    for requirement in metadata.requires("alamo-xl") or ():
        if found := re.match(rf"{package}==([\w.]+)", requirement):
            return found[1]
    raise LookupError(f"{package} is not pinned")


def _bits(machine: Machine) -> int:
    """Excel's: the DLL that it loads is named after them."""
    platform = str(machine.registry.common(CLICK_TO_RUN).get("Platform", "x64"))
    return 32 if platform == "x86" else 64


def _bitness(machine: Machine) -> Finding:
    excel, python = _bits(machine), struct.calcsize("P") * 8
    words = f"Excel is {excel}-bit, Python {python}-bit"
    return Finding("Bitness", excel == python, words if excel == python else f"{words}; install {excel}-bit Python")


def _dll(machine: Machine) -> Finding:
    name = f"xlwings{_bits(machine)}-{metadata.version('xlwings')}.dll"
    places = (machine.python.parent, machine.python.parent.parent)
    there = any((place / name).exists() for place in places)
    reinstall = f"{name} is not beside {machine.python}; pip install --force-reinstall xlwings=={_pinned('xlwings')}"
    return Finding("DLL", there, f"{name}, for {_bits(machine)}-bit Excel" if there else reinstall)


def _addin(machine: Machine) -> Finding:
    if not machine.addin.exists():
        return Finding("Add-in", False, f"{machine.addin} is not there; {REINSTALL}")
    from pyopenvba import ExcelFile

    with ExcelFile(machine.addin) as file:
        source = next(m.source for m in file.vba_project().modules if m.name == EXCEL_MODULE)
    found = re.search(r'ALAMO_XL_VERSION As String = "([^"]+)"', source)
    version = found[1] if found else "unknown"
    same = version == __version__
    return Finding("Add-in", same, version if same else f"{version}, Python has {__version__}; {REINSTALL}")


def _installation(machine: Machine) -> Finding:
    """Whether a run was interrupted, and what is no longer as it was installed."""
    begun = manifest.load(machine).begun
    if begun:
        return Finding("Installation", False, f"alamo-xl {begun} was interrupted; run it again")
    names = ", ".join(path.name for path in install.changed(machine))
    words = f"{names} not as installed; alamo-xl install keeps yours beside a new one"
    return Finding("Installation", not names, words if names else "nothing is changed")


def _disabled(machine: Machine) -> Finding:
    """Excel switches off what was open when it crashed, and does not say so."""
    items = machine.registry.values(rf"{OFFICE}\Resiliency\DisabledItems").values()
    name = machine.addin.name.encode("utf-16-le")
    off = any(isinstance(item, bytes) and name in item.lower() for item in items)
    words = "Excel has switched the add-in off; enable it under File, Options, Add-ins, Manage: Disabled Items"
    return Finding("Disabled items", not off, words if off else "the add-in is not among them")


def _trusted(machine: Machine) -> Finding:
    for key, whose in ((POLICIES, "your organisation's policy"), (OFFICE, "Excel's Trust Center")):
        if machine.registry.values(rf"{key}\Security\Trusted Locations").get("AllLocationsDisabled") == 1:
            words = f"{whose} switches trusted locations off; allow them, or ask the administrator to"
            return Finding("Trusted location", False, words)
    path = str(machine.registry.values(install.TRUSTED).get("Path", ""))
    trusted = path.rstrip("\\") == str(machine.folder)
    return Finding("Trusted location", trusted, str(machine.folder) if trusted else f"not trusted; {REINSTALL}")


def _defender(machine: Machine) -> Finding:
    rules = {name.upper(): str(value) for name, value in machine.registry.common(ATTACK_RULES).items()}
    blocked = rules.get(NO_CHILD_PROCESSES) == "1"
    words = "Office may start no other program; ask the administrator to except this Python"
    return Finding("Defender", not blocked, words if blocked else "no policy keeps Excel from starting Python")


def _settings(machine: Machine) -> Finding:
    text = machine.settings.read_text("utf-8", errors="replace") if machine.settings.exists() else ""
    found = re.search(r'"INTERPRETER_WIN","([^"]+)"', text)
    if not found:
        return Finding("Settings", False, f"{machine.settings} names no Python; {REINSTALL}")
    there = Path(found[1]).exists()
    return Finding("Settings", there, f"Python is {found[1]}" if there else f"{found[1]} is not there; {REINSTALL}")


def _policy(machine: Machine) -> Finding:
    if machine.registry.values(VBA_POLICY).get("VBAOff") == 1:
        return Finding(
            "Macros", False, "your organisation's policy switches VBA off; ask the administrator to allow it"
        )
    locations = machine.registry.values(rf"{POLICIES}\Security\Trusted Locations").get("AllLocationsDisabled", 0)
    for key, whose in ((POLICIES, "your organisation's policy"), (OFFICE, "Excel's Trust Center")):
        level = machine.registry.values(rf"{key}\Security").get("VBAWarnings")
        if level in UNSIGNED_BLOCKED and locations:
            words = f"{whose} blocks unsigned macros and trusted locations; ask the administrator for an exception"
            return Finding("Macros", False, words)
    return Finding("Macros", True, "allowed in the trusted location")
