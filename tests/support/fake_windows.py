"""A Windows computer without Windows: a registry held in memory, folders of the test's own, and a power cut on call."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

from support.built import ADDIN, FUNCTIONS, MACRO_MODEL, MODEL

from alamo_xl.hosts.excel.machine import CLICK_TO_RUN, Machine
from alamo_xl.hosts.excel.registry import TEXT, Value

FILES = (ADDIN, FUNCTIONS, MACRO_MODEL, MODEL)
DLLS = [f"xlwings{bits}-{metadata.version('xlwings')}.dll" for bits in (32, 64)]
OPERATIONS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "registry"}


class Memory:
    """A registry of nested dictionaries."""

    def __init__(self) -> None:
        self.user: dict[str, dict[str, Value]] = {}
        self.computer: dict[str, dict[str, Any]] = {CLICK_TO_RUN: {"Platform": "x64"}}

    def values(self, key: str) -> dict[str, Any]:
        return {name: value.data for name, value in self.typed(key).items()}

    def typed(self, key: str) -> dict[str, Value]:
        return dict(self.user.get(key, {}))

    def common(self, key: str) -> dict[str, Any]:
        return dict(self.computer.get(key, {}))

    def put(self, key: str, name: str, data: Any, kind: int = TEXT) -> None:
        sys.audit("registry", key, name)
        self.user.setdefault(key, {})[name] = Value(data, kind)

    def remove(self, key: str, name: str | None = None) -> None:
        sys.audit("registry", key, name)
        if name is None:
            self.user.pop(key, None)
        else:
            self.user.get(key, {}).pop(name, None)


def computer(folder: Path, excel_is_open: Callable[[], bool] = lambda: False, user: str = "user") -> Machine:
    """A computer with Python and nothing of ours, for a user of some name."""
    home = folder / user
    python = home / "Python" / "pythonw.exe"
    downloads = home / "Downloads"
    for place in (python.parent, downloads):
        place.mkdir(parents=True)
    for file in ("pythonw.exe", *DLLS):
        (python.parent / file).touch()
    return Machine(
        Memory(),
        home / "local" / "alamo-xl",
        home / ".alamo-xl" / "alamo-xl.conf",
        python,
        home=python.parent,
        pip_user=home / "roaming" / "Python",
        downloads=(downloads, home / "Desktop"),
        encoding="cp1252",
        excel_is_open=excel_is_open,
    )


def copies_of(workbooks: Path) -> Callable[[Path], list[Path]]:
    """Books that were built before."""
    return lambda folder: [Path(shutil.copy(workbooks / name, folder)) for name in FILES]


def small(version: str) -> Callable[[Path], list[Path]]:
    """Books of a few bytes, different in each version."""

    def build(folder: Path) -> list[Path]:
        for name in FILES:
            (folder / name).write_bytes(f"{name} of {version}".encode())
        return [folder / name for name in FILES]

    return build


class PowerCut(BaseException):
    """Nothing that Python does can hold it."""


class _Watch:
    """Sees every change of a file below a folder and of the registry, before it happens."""

    def __init__(self) -> None:
        self.below = ""
        self.act: Callable[[str, Path | None], None] | None = None
        sys.addaudithook(self.see)

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.act is None:
            return
        path = Path(os.fsdecode(arguments[0])) if event != "registry" and self._is_path(arguments) else None
        writes = event == "open" and isinstance(arguments[1], str) and "w" in arguments[1]
        if event == "registry" or (
            path is not None and (event in OPERATIONS or writes) and path.is_relative_to(self.below)
        ):
            self.act("write" if writes else event, path)
            self._refuse_read_only(event, arguments)

    @staticmethod
    def _refuse_read_only(event: str, arguments: tuple[Any, ...]) -> None:
        """Windows removes and replaces no file that is read-only."""
        if event == "os.remove" or (event == "os.rename" and Path(arguments[0]) != Path(arguments[1])):
            gone = Path(arguments[event == "os.rename"])
            if gone.is_file() and not gone.is_symlink() and not gone.stat().st_mode & 0o200:
                raise PermissionError(13, "Access is denied", str(gone))

    @staticmethod
    def _is_path(arguments: tuple[Any, ...]) -> bool:
        return bool(arguments) and isinstance(arguments[0], (str, bytes, os.PathLike))


WATCH = _Watch()


@contextmanager
def watched(folder: Path, act: Callable[[str, Path | None], None]) -> Iterator[None]:
    """Call `act` before each change below a folder and each of the registry."""
    WATCH.below, WATCH.act = str(folder), act
    try:
        yield
    finally:
        WATCH.act = None


@contextmanager
def failing(folder: Path, at: int, failure: Callable[[], BaseException], *, torn: bool = False) -> Iterator[list[str]]:
    """Let the change number `at`, and each after it, fail; give the names of all changes asked for.

    torn: a file that is being written then is left empty.
    """
    asked: list[str] = []

    def act(event: str, path: Path | None) -> None:
        asked.append(f"{event} {path.name if path else ''}")
        if len(asked) <= at:
            return
        if torn and event == "write" and len(asked) == at + 1:
            WATCH.act, kept = None, WATCH.act
            path.write_bytes(b"")  # type: ignore[union-attr]
            WATCH.act = kept
        raise failure()

    with watched(folder, act):
        yield asked
