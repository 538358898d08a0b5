"""Finds a Python that can speak to LibreOffice, and has it install the add-in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from alamo_xl.errors import AlamoError
from alamo_xl.hosts.libreoffice.soffice import program

SCRIPT = Path(__file__).with_name("install.py")


def run_install(addin: Path | None, profile: Path | None = None) -> str:
    """Install an add-in, or take it out when none is given. Raises AlamoError, which says what is missing."""
    python = _python(Path(program()).resolve().parent)
    arguments = [python, str(SCRIPT), "remove" if addin is None else str(addin), *([str(profile)] if profile else [])]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise AlamoError(f"LibreOffice did not take the add-in: {last}; is LibreOffice still open?")
    return done.stdout.strip()


def _python(folder: Path) -> str:
    """The first Python that can import uno: this one, LibreOffice's own, the system's."""
    on_a_mac = folder.parent / "Resources" / "python"
    own = (folder / "python.exe", folder / "python", on_a_mac)
    candidates = (sys.executable, *map(str, own), shutil.which("python3"))
    for candidate in (*candidates, "/usr/bin/python3"):
        if candidate and Path(candidate).exists() and _speaks(candidate):
            return candidate
    raise AlamoError("no Python here can import uno; install python3-uno and libreoffice-script-provider-python")


def _speaks(python: str) -> bool:
    return subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0  # noqa: S603
