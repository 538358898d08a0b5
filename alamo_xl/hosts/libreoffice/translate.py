"""A copy of a workbook for LibreOffice: calls under the add-in's programmatic names, or the whole as .ods."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from html import escape, unescape
from pathlib import Path

from alamo_xl.errors import AlamoError
from alamo_xl.hosts.libreoffice.names import translated

FORMULA = re.compile(r"(<f\b[^>/]*>)(.*?)(</f>)", re.DOTALL)
NAMED = re.compile(r"(<definedName\b[^>/]*>)(.*?)(</definedName>)", re.DOTALL)
PATIENCE_SECONDS = 120


def _formula(match: re.Match[str]) -> str:
    return match[1] + escape(translated(unescape(match[2])), quote=False) + match[3]


def translate(source: Path, copy: Path) -> Path:
    """A copy of an .xlsx whose ALAMO_ calls LibreOffice 7 understands; newer versions read the original too."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                content = FORMULA.sub(_formula, content.decode()).encode()
            elif entry.filename == "xl/workbook.xml":
                content = NAMED.sub(_formula, content.decode()).encode()
            new.writestr(entry, content)
    return copy


def write_ods(source: Path, target: Path, profile: Path | None = None) -> Path:
    """An .xlsx as .ods, by LibreOffice itself, where the add-in is installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise AlamoError("LibreOffice's program soffice is not on the PATH; install libreoffice-calc")
    with tempfile.TemporaryDirectory() as folder:
        copy = translate(source, Path(folder) / source.name)
        command = [soffice, "--headless", "--convert-to", "ods", "--outdir", folder, str(copy)]
        if profile is not None:
            command.insert(1, f"-env:UserInstallation={profile.resolve().as_uri()}")
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603
        written = copy.with_suffix(".ods")
        if not written.exists():
            raise AlamoError(f"LibreOffice wrote no {target.name}: {done.stderr.strip() or 'is it still open?'}")
        shutil.copyfile(written, target)
    return target
