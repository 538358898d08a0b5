"""Every book: its rules, the Open XML validator, and its pages as LibreOffice prints them."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from support import validator
from support.built import LINTED, PACKAGES
from support.libreoffice import LibreOffice

from alamo_xl.books.lint import lint


@pytest.mark.parametrize("name", LINTED)
def test_a_book_keeps_every_rule(workbooks: Path, name: str) -> None:
    path = workbooks / name
    assert [f"{result.rule}: {result.reason}" for result in lint(path) if not result.passed] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_valid_open_xml(workbooks: Path, name: str) -> None:
    assert validator.findings(workbooks / name) == []


@pytest.mark.parametrize("name", LINTED)
def test_a_book_prints_without_clipped_numbers(
    libreoffice: LibreOffice, workbooks: Path, name: str, tmp_path: Path
) -> None:
    with libreoffice.book(workbooks / name, recalculate=False) as book:
        printed = libreoffice.save(book, tmp_path / "printed.pdf", "calc_pdf_Export")
    pages = [page.extract_text() for page in PdfReader(printed).pages]
    assert pages
    assert [number for number, text in enumerate(pages, 1) if "###" in text] == []
    assert [
        number for number, text in enumerate(pages, 1) if not re.search(rf"Page {number} of {len(pages)}", text)
    ] == []
