"""Puts the add-in in place for one user of Excel on Windows, and takes it away again.

What is installed is read-only. What is not as it was installed is the user's: it is kept, and named. Each run writes
down what it is about to do before it does it; a run that was interrupted is completed by the next.
"""

from __future__ import annotations

import contextlib
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from alamo_xl.beside import part_of, write_through
from alamo_xl.errors import AlamoError
from alamo_xl.hosts.excel import manifest, startup, vba
from alamo_xl.hosts.excel.machine import OFFICE, Machine
from alamo_xl.hosts.excel.manifest import Hashes, Manifest, hash_of

TRUSTED = rf"{OFFICE}\Security\Trusted Locations\alamo-xl"
INSTALL, REMOVE = "install", "install --remove"
STORE_PYTHON = (
    "this Python is the Microsoft Store's: what it writes for Excel, Windows keeps where Excel cannot see it. Install "
    "Python from https://www.python.org/downloads/, install alamo-xl with it (py -m pip install ...) and run alamo-xl "
    "install again"
)


def install(machine: Machine, build: Callable[[Path], list[Path]]) -> Iterator[str]:
    """Books and add-in into the user's folder, then settings, trust, and opening with Excel; a line for each.

    build: writes the files to install into a folder. Done twice it changes nothing more. Raises AlamoError before
    anything is changed where Excel is open, and where a failure leaves the rest to the next run.
    """
    _refuse_python_of_the_store(machine)
    settings = _settings(machine)
    known = manifest.load(machine)
    _refuse_open_excel(machine, INSTALL)
    with tempfile.TemporaryDirectory() as folder:
        wanted = {machine.folder / file.name: file.read_bytes() for file in build(Path(folder))}
    wanted[machine.settings] = settings
    _refuse_locked([*wanted, *_places(machine, known)], INSTALL)
    yield from _interrupted(known)
    new: Hashes = {path.name: (hash_of(content),) for path, content in wanted.items()}
    with _told(INSTALL):
        ours = _begin(machine, known, INSTALL, new)
        _write_parts(wanted)
        for path in wanted:
            yield from _set_aside(path, ours)
            _make_way(path)
            part_of(path).replace(path)
            path.chmod(stat.S_IREAD)
            yield f"wrote {path}"
        for name in sorted(ours.files.keys() - new.keys()):
            yield from _drop(machine.folder / name, ours)
        yield f"Python is {machine.python}"
        _trust(machine)
        yield f"trusted {machine.folder}"
        startup.write(machine.registry, ours.before, ours.after)
        yield f"opens with Excel: {machine.addin.name}"
        Manifest(new).save(machine)


def remove(machine: Machine) -> Iterator[str]:
    """Takes away what `install` put there; what is not there, or is not as it was installed, is left at that.

    Raises AlamoError as `install` does.
    """
    known = manifest.load(machine)
    _refuse_open_excel(machine, REMOVE)
    _refuse_locked(_places(machine, known), REMOVE)
    yield from _interrupted(known)
    with _told(REMOVE):
        ours = _begin(machine, known, REMOVE, {})
        startup.write(machine.registry, ours.before, ours.after)
        machine.registry.remove(TRUSTED)
        yield "no longer opens with Excel; its folder is no longer trusted"
        for path in _places(machine, ours):
            yield from _drop(path, ours)
        yield from _others(machine, ours)
        manifest.path_of(machine).unlink()
        for folder in (machine.folder, machine.settings.parent):
            if folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
                folder.rmdir()
    yield "removed what was installed"


def changed(machine: Machine) -> list[Path]:
    """The installed files that are there and not as they were installed."""
    known = manifest.load(machine)
    return [path for path in _places(machine, known) if path.exists() and not known.holds(path)]


def _settings(machine: Machine) -> bytes:
    settings = {
        "INTERPRETER_WIN": machine.python,
        "UDF MODULES": vba.UDFS,
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    }
    text = "".join(f'"{key}","{value}"\r\n' for key, value in settings.items())
    try:
        return text.encode(machine.encoding)
    except UnicodeEncodeError as error:
        words = "whose letters VBA cannot read here; install Python and alamo-xl in a folder of plain letters"
        raise AlamoError(f"Python is in {machine.python.parent}, {words}") from error


def _places(machine: Machine, known: Manifest) -> list[Path]:
    """Where the recorded files lie."""
    return [machine.settings if name == machine.settings.name else machine.folder / name for name in known.files]


def _refuse_python_of_the_store(machine: Machine) -> None:
    if machine.python_is_of_the_store:
        raise AlamoError(f"{STORE_PYTHON}; nothing was changed")


def _refuse_open_excel(machine: Machine, command: str) -> None:
    if machine.excel_is_open():
        raise AlamoError(f"Excel is open: close Excel, then run alamo-xl {command} again; nothing was changed")


def _refuse_locked(paths: list[Path], command: str) -> None:
    """A file that another program holds open cannot take its own name anew in Windows."""
    for path in dict.fromkeys(paths):
        try:
            path.rename(path)
        except FileNotFoundError:
            continue
        except PermissionError as error:
            words = f"close Excel, then run alamo-xl {command} again; nothing was changed"
            raise AlamoError(f"{path} is in use: {words}") from error


def _interrupted(known: Manifest) -> Iterator[str]:
    if known.begun:
        yield f"an earlier alamo-xl {known.begun} was interrupted; this run clears up after it"


@contextlib.contextmanager
def _told(command: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        words = f"{error.filename or 'the registry'}: {error.strerror or error}"
        rest = f"alamo-xl {command} is not finished: close Excel and run it again, which completes it"
        raise AlamoError(f"{words}; {rest}") from error


def _begin(machine: Machine, known: Manifest, command: str, new: Hashes) -> Manifest:
    """Write down what the run is about to do; from here on both the old and the new contents count as ours."""
    files = {name: known.files.get(name, ()) + new.get(name, ()) for name in {**known.files, **new}}
    now = startup.entries(machine.registry)
    meant = known.after if known.begun and startup.is_between(now, known.before, known.after) else now
    after = startup.with_addin if command == INSTALL else startup.without_addin
    begun = Manifest(files, command, now, after(machine, meant))
    machine.folder.mkdir(parents=True, exist_ok=True)
    begun.save(machine)
    return begun


def _write_parts(wanted: dict[Path, bytes]) -> None:
    """Every file beside its name; none where one cannot be written."""
    try:
        for path, content in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_through(part_of(path), content)
    except OSError:
        for path in wanted:
            part_of(path).unlink(missing_ok=True)
        raise


def _set_aside(path: Path, ours: Manifest) -> Iterator[str]:
    """A file of the user's under an installed name gets a name of its own."""
    if ours.holds(path) or not (path.exists() or path.is_symlink()):
        return
    names = (f"{path.stem} (yours{number}){path.suffix}" for number in ["", *(f" {n}" for n in range(2, 1000))])
    kept = next(sibling for name in names if not (sibling := path.with_name(name)).exists())
    path.rename(kept)
    yield f"{path} is not as it was installed: kept as {kept.name}"


def _make_way(path: Path) -> None:
    """Windows replaces and removes no file that is read-only."""
    if path.is_file() and not path.is_symlink():
        path.chmod(stat.S_IREAD | stat.S_IWRITE)


def _drop(path: Path, ours: Manifest) -> Iterator[str]:
    part_of(path).unlink(missing_ok=True)
    if ours.holds(path):
        _make_way(path)
        path.unlink()
    elif path.exists():
        yield f"{path} is not as it was installed: kept"


def _others(machine: Machine, ours: Manifest) -> Iterator[str]:
    """What else the user has in the folder."""
    for path in sorted(machine.folder.iterdir()):
        if path.name not in {manifest.NAME, *ours.files}:
            yield f"{path} is not recorded as installed: kept"


def _trust(machine: Machine) -> None:
    there = machine.registry.values(TRUSTED)
    for name, data in (("Path", f"{machine.folder}\\"), ("Description", "alamo_xl")):
        if there.get(name) != data:
            machine.registry.put(TRUSTED, name, data)
