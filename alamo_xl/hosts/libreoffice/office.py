"""A headless LibreOffice process, spoken to over a pipe. Needs a Python that can import `uno`."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from alamo_xl.hosts.libreoffice.soffice import on_profile

SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"
RESTART_WANTED = 81
PATIENCE_SECONDS = 90


def import_uno() -> Any:
    """The uno module, also out of a virtual environment when the system has it for the same Python."""
    try:
        import uno
    except ImportError:
        sys.path.append(SYSTEM_PACKAGES)
        try:
            import uno
        except ImportError:
            sys.path.remove(SYSTEM_PACKAGES)
            raise
    return uno


class Office:
    """LibreOffice on a profile of its own; `desktop` and `context` are its doors."""

    def __init__(self, profile: "Path | None" = None) -> None:
        self.uno = import_uno()
        self.pipe = f"alamo{os.getpid()}{time.monotonic_ns()}"
        self.command = [*on_profile(profile), "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"]
        self.command.append(f"--accept=pipe,name={self.pipe};urp;")
        self.context = self._connect()
        manager = self.context.ServiceManager
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)

    def _start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def _connect(self) -> Any:
        local = self.uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        self._start()
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                return resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
            except Exception:
                code = self.process.poll()
                if code == RESTART_WANTED:
                    self._start()
                elif code is not None:
                    raise RuntimeError(f"LibreOffice ended with code {code}; is it already running?") from None
                time.sleep(0.1)
        self.process.kill()
        raise TimeoutError(f"LibreOffice did not answer within {PATIENCE_SECONDS} s")

    def open(self, path: "Path | None" = None) -> Any:
        """A document, hidden; an empty spreadsheet when no path is given."""
        url = "private:factory/scalc" if path is None else Path(path).resolve().as_uri()
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, (self.value("Hidden", True),))
        if document is None:
            raise OSError(f"LibreOffice cannot open {path}")
        return document

    def value(self, name: str, value: Any) -> Any:
        """A PropertyValue."""
        pair = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        pair.Name, pair.Value = name, value
        return pair

    def close(self) -> None:
        """End this process, the one started here."""
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
