"""A book as PDF, by LibreOffice: title, language, a bookmark a sheet, page x of y."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from alamo_xl.errors import AlamoError

OPTIONS = {"ExportBookmarks": True, "UseTaggedPDF": True, "DisplayPDFDocumentTitle": True}
PATIENCE_SECONDS = 120


def write_pdf(book: Path) -> Path:
    """The PDF beside a book. Raises AlamoError where LibreOffice is absent or does not write it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise AlamoError("--pdf needs LibreOffice: soffice is not on the PATH")
    options = json.dumps({name: {"type": "boolean", "value": str(value).lower()} for name, value in OPTIONS.items()})
    pdf = book.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as folder:
        command = [soffice, f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", f"pdf:calc_pdf_Export:{options}", "--outdir", folder, str(book)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603
        made = Path(folder) / pdf.name
        if not made.exists():
            raise AlamoError(
                f"LibreOffice did not write {pdf.name}: {' '.join(done.stderr.split()) or 'no reason given'}"
            )
        part = pdf.with_name(pdf.name + ".part")
        shutil.copyfile(made, part)
        part.replace(pdf)
    return pdf
