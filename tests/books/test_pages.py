"""Every book: its rules, the Open XML validator, and its pages as LibreOffice prints them."""

import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader
from support import validator
from support.built import LINTED, PACKAGES
from support.tools import needs

from alamo_xl.books.lint import lint


@pytest.mark.parametrize("name", LINTED)
def test_a_book_keeps_every_rule(workbooks: Path, name: str) -> None:
    path = workbooks / name
    assert [f"{result.rule}: {result.reason}" for result in lint(path) if not result.passed] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_valid_open_xml(workbooks: Path, name: str) -> None:
    assert validator.findings(workbooks / name) == []


@pytest.mark.parametrize("name", LINTED)
def test_a_book_prints_without_clipped_numbers(workbooks: Path, name: str, tmp_path: Path) -> None:
    path = workbooks / name
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
