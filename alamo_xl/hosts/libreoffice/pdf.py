"""A book as PDF for paper, by LibreOffice: title, a bookmark a sheet, page x of y.

It does not call itself tagged, because LibreOffice marks no table of a sheet; the PDF that a screen reader can walk is
that of `export --format pdf`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from alamo_xl.beside import beside
from alamo_xl.hosts.libreoffice.soffice import converted

OPTIONS = {"ExportBookmarks": True, "UseTaggedPDF": False, "DisplayPDFDocumentTitle": True}


def write_pdf(book: Path) -> Path:
    """The PDF beside a book. Raises AlamoError where LibreOffice is absent or does not write it."""
    options = json.dumps({name: {"type": "boolean", "value": str(value).lower()} for name, value in OPTIONS.items()})
    pdf = book.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as folder:
        made = converted(book, f"pdf:calc_pdf_Export:{options}", Path(folder), Path(folder) / "profile")
        with beside(pdf) as part:
            shutil.copyfile(made, part)
    return pdf
