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
from alamo_xl.hosts.excel import install, manifest, policies, startup
from alamo_xl.hosts.excel.machine import CLICK_TO_RUN, OFFICE, Machine
from alamo_xl.hosts.excel.vba import EXCEL_MODULE

LEAST_PYTHON = (3, 11)
FROM_INTERNET = re.compile(r"ZoneId=[34]")
MACRO_BOOKS = ("alamo*.xlam", "alamo*.xlsm")
OWN_PYTHON = (
    r"make a Python of your own: py -m venv %LOCALAPPDATA%\alamo-xl-python, install alamo-xl and pywin32 with its "
    r"Scripts\pip, and run its Scripts\alamo-xl install"
)
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
    yield _store(machine)
    yield _bitness(machine)
    yield _dlls(machine)
    yield _addin(machine)
    yield _installation(machine)
    yield _disabled(machine)
    yield _settings(machine)
    opens = startup.opens(machine, startup.entries(machine.registry))
    yield Finding("Opens with Excel", opens, "yes" if opens else f"no; {REINSTALL}")
    yield _trusted(machine)
    yield _mark_of_the_web(machine)
    cloud = [root for root in machine.onedrive if root and machine.folder.is_relative_to(root)]
    words = f"{machine.folder} is synchronised; keep the add-in out of {cloud[0]}" if cloud else "not synchronised"
    yield Finding("OneDrive", not cloud, words)
    yield _macros(machine)
    words = policies.bites(machine, "Add-ins")
    yield Finding("Add-ins", not words, words or "allowed, signed or not")
    yield _attack_rule(machine, "Child processes", policies.NO_CHILD_PROCESSES, "Office may start no other program")
    denied = "macros may call no function of Windows, which starting Python takes"
    yield _attack_rule(machine, "Win32 calls", policies.NO_WIN32_CALLS, denied)


def _pinned(package: str) -> str:
    for requirement in metadata.requires("alamo-xl") or ():
        if found := re.match(rf"{package}==([\w.]+)", requirement):
            return found[1]
    raise LookupError(f"{package} is not pinned")


def _bits(machine: Machine) -> int:
    """Excel's: the DLL that it loads is named after them."""
    platform = str(machine.registry.common(CLICK_TO_RUN).get("Platform", "x64"))
    return 32 if platform == "x86" else 64


def _store(machine: Machine) -> Finding:
    words = install.STORE_PYTHON if machine.python_is_of_the_store else f"not the Microsoft Store's: {machine.home}"
    return Finding("Python's origin", not machine.python_is_of_the_store, words)


def _bitness(machine: Machine) -> Finding:
    words = f"Excel is {_bits(machine)}-bit, Python {struct.calcsize('P') * 8}-bit"
    return Finding("Bitness", True, f"{words}: any two go together, for Python runs outside Excel")


def _dlls(machine: Machine) -> Finding:
    """xlwings' wheel brings one for 32-bit and one for 64-bit Excel, which looks for its own beside Python."""
    names = [f"xlwings{bits}-{metadata.version('xlwings')}.dll" for bits in (32, 64)]
    places = (machine.python.parent, machine.python.parent.parent)
    missing = [name for name in names if not any((place / name).exists() for place in places)]
    if not missing:
        return Finding("DLLs", True, f"{' and '.join(names)} are beside Python, for Excel of either width")
    where = f"{' and '.join(missing)} not beside {machine.python}"
    if all((machine.pip_user / name).exists() for name in missing):
        words = f"{where}, where Excel looks, but in {machine.pip_user}: pip installed for you alone, as it does"
        return Finding("DLLs", False, f"{words} where Python belongs to all users; {OWN_PYTHON}")
    return Finding("DLLs", False, f"{where}; pip install --force-reinstall xlwings=={_pinned('xlwings')}")


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
    if words := policies.bites(machine, "Trusted location"):
        return Finding("Trusted location", False, words)
    if policies.trusts_only_its_own(machine):
        words = f"your organisation's policy trusts folders of its own only; ask the administrator for {machine.folder}"
        return Finding("Trusted location", False, words)
    path = str(machine.registry.values(install.TRUSTED).get("Path", ""))
    trusted = path.rstrip("\\") == str(machine.folder)
    return Finding("Trusted location", trusted, str(machine.folder) if trusted else f"not trusted; {REINSTALL}")


def _mark_of_the_web(machine: Machine) -> Finding:
    """What was downloaded, or came by mail, runs no macros until its mark is taken off."""
    found = (path for place in machine.downloads for kind in MACRO_BOOKS for path in sorted(place.glob(kind)))
    marked = [str(path) for path in found if _is_marked(path)]
    words = "marked as from the Internet: Excel runs no macro in it; right-click it, Properties, Unblock"
    right = "no book with macros of ours is marked among your downloads"
    return Finding("Mark of the Web", not marked, f"{', '.join(marked)}: {words}" if marked else right)


def _is_marked(path: Path) -> bool:
    """Whether Windows has noted, in a second stream of the file, that it came from the Internet."""
    try:
        return FROM_INTERNET.search(Path(f"{path}:Zone.Identifier").read_text("latin-1")) is not None
    except OSError:
        return False


def _attack_rule(machine: Machine, what: str, rule: str, denied: str) -> Finding:
    who = policies.attack_rule(machine.registry, rule)
    words = f"{denied}: a rule of Defender against attacks, by {who}; ask the administrator to except {machine.folder}"
    return Finding(what, not who, words if who else "no rule of Defender against them")


def _settings(machine: Machine) -> Finding:
    """The file as VBA reads it: in the letters of this Windows."""
    try:
        str(machine.settings).encode(machine.encoding)
        text = machine.settings.read_text(machine.encoding) if machine.settings.exists() else ""
    except UnicodeError:
        words = "holds letters that VBA cannot read here; use a Windows account of plain letters, or alamo-xl serve"
        return Finding("Settings", False, f"{machine.settings} {words}")
    found = re.search(r'"INTERPRETER_WIN","([^"]+)"', text)
    if not found:
        return Finding("Settings", False, f"{machine.settings} names no Python; {REINSTALL}")
    there = Path(found[1]).exists()
    return Finding("Settings", there, f"Python is {found[1]}" if there else f"{found[1]} is not there; {REINSTALL}")


def _macros(machine: Machine) -> Finding:
    if words := policies.bites(machine, "Macros"):
        return Finding("Macros", False, words)
    who = policies.unsigned_macros(machine.registry)
    if who and not _trusted(machine).right:
        words = "blocks unsigned macros outside trusted locations; see Trusted location"
        return Finding("Macros", False, f"{who} {words}")
    return Finding("Macros", True, "allowed in the trusted location")
