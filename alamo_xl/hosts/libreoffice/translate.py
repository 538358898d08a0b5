"""A copy of a workbook for LibreOffice: calls under the add-in's programmatic names, or the whole as .ods."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from html import escape, unescape
from pathlib import Path

from alamo_xl.beside import beside
from alamo_xl.hosts.libreoffice.names import translated
from alamo_xl.hosts.libreoffice.soffice import converted

FORMULA = re.compile(r"(<f\b[^>/]*>)(.*?)(</f>)", re.DOTALL)
NAMED = re.compile(r"(<definedName\b[^>/]*>)(.*?)(</definedName>)", re.DOTALL)


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
    with tempfile.TemporaryDirectory() as folder:
        copy = translate(source, Path(folder) / source.name)
        made = converted(copy, "ods", Path(folder), profile)
        with beside(target) as part:
            shutil.copyfile(made, part)
    return target
