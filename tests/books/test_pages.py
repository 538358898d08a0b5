"""Every committed book: its rules, the Open XML validator, and its pages as LibreOffice prints them."""

import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader
from support import validator
from support.places import WORKBOOKS
from support.tools import needs

from alamo_xl.books.lint import lint

BOOKS = sorted(WORKBOOKS.glob("*.xlsx"))
PACKAGES = sorted(WORKBOOKS.glob("*.xl*"))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_a_committed_book_keeps_every_rule(path: Path) -> None:
    assert [f"{result.rule}: {result.reason}" for result in lint(path) if not result.passed] == []


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.name)
def test_a_committed_package_is_valid_open_xml(path: Path) -> None:
    assert validator.findings(path) == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_a_committed_book_prints_without_clipped_numbers(path: Path, tmp_path: Path) -> None:
    soffice = needs("soffice", "books are printed in LibreOffice")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    pages = [page.extract_text() for page in PdfReader(tmp_path / f"{path.stem}.pdf").pages]
    assert pages
    assert [number for number, text in enumerate(pages, 1) if "###" in text] == []
    assert [
        number for number, text in enumerate(pages, 1) if not re.search(rf"Page {number} of {len(pages)}", text)
    ] == []
