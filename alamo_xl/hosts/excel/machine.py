"""What installing and checking touch on a Windows computer: the user's folders, registry and Python."""

from __future__ import annotations

import os
import site
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from alamo_xl.errors import AlamoError
from alamo_xl.hosts.excel.registry import TEXT, Value, WindowsRegistry

OFFICE = r"Software\Microsoft\Office\16.0\Excel"
CLICK_TO_RUN = r"Software\Microsoft\Office\ClickToRun\Configuration"
FOLDER, SETTINGS = "alamo-xl", ".alamo-xl"
STORE = "windowsapps"
PATIENCE_SECONDS = 30


class Registry(Protocol):
    """The user's part of the registry; `common` reads the computer's."""

    def values(self, key: str) -> dict[str, Any]:
        """The values under a key, none where it is not there."""
        ...

    def typed(self, key: str) -> dict[str, Value]:
        """The values under a key with their types, none where it is not there."""
        ...

    def put(self, key: str, name: str, data: Any, kind: int = TEXT) -> None:
        """Set one value."""
        ...

    def remove(self, key: str, name: str | None = None) -> None:
        """Remove a value, or a whole key; nothing happens where it is not there."""
        ...

    def common(self, key: str) -> dict[str, Any]:
        """The values under a key of the computer."""
        ...


@dataclass(frozen=True)
class Machine:
    """Folders, registry and interpreter of one user.

    home: where Python itself is installed, which a virtual environment borrows from; pip_user: where pip installs for
    one user; downloads: where people keep what they download; encoding: what VBA reads text files in; excel_is_open:
    whether this user has Excel open.
    """

    registry: Registry
    folder: Path
    settings: Path
    python: Path
    onedrive: tuple[str, ...] = field(default=())
    home: Path = field(default=Path(sys.base_prefix))
    pip_user: Path = field(default=Path(site.getuserbase()))
    downloads: tuple[Path, ...] = field(default=())
    encoding: str = "mbcs"
    excel_is_open: Callable[[], bool] = lambda: False

    @property
    def addin(self) -> Path:
        """Where the add-in lies."""
        return self.folder / "alamo-xl.xlam"

    @property
    def python_is_of_the_store(self) -> bool:
        """Whether Python is the Microsoft Store's, whose files for Excel Windows redirects where Excel sees none."""
        return any(part.lower() == STORE for path in (self.home, self.python) for part in path.parts)


def is_windows() -> bool:
    """Whether Excel's own registry and folders are here."""
    return sys.platform == "win32"


def this_machine() -> Machine:
    """This user's computer. Raises AlamoError off Windows."""
    if not is_windows():
        raise AlamoError("only Excel on Windows has this add-in; elsewhere use `alamo-xl serve` or install-libreoffice")
    return Machine(
        WindowsRegistry(),
        Path(os.environ["LOCALAPPDATA"]) / FOLDER,
        Path(os.environ["USERPROFILE"]) / SETTINGS / f"{FOLDER}.conf",
        Path(sys.executable).with_name("pythonw.exe"),
        tuple(
            os.environ[name] for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer") if name in os.environ
        ),
        downloads=tuple(Path(os.environ["USERPROFILE"]) / name for name in ("Downloads", "Desktop", "Documents")),
        excel_is_open=excel_is_listed,
    )


def excel_is_listed() -> bool:
    """Whether Windows lists an Excel of this user; not, where it does not list its processes."""
    command = [
        str(Path(os.environ["SYSTEMROOT"]) / "System32" / "tasklist.exe"),
        *("/FI", "IMAGENAME eq EXCEL.EXE", "/FI", f"USERNAME eq {os.environ['USERNAME']}", "/FO", "CSV", "/NH"),
    ]
    try:
        listed = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"EXCEL.EXE" in listed.stdout.upper()
