"""Fixtures that many tests use."""

import os

os.environ["OPENPYXL_LXML"] = "False"  # as alamo_xl.books sets it; many tests import openpyxl before that

import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from support.tools import absent, needs

if TYPE_CHECKING:
    from support.libreoffice import LibreOffice


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[LibreOffice]":
    """A LibreOffice process on a fresh profile, without the add-in."""
    from support.libreoffice import LibreOffice

    needs("soffice", "books are recalculated in LibreOffice")
    try:
        office = LibreOffice(tmp_path_factory.mktemp("libreoffice"))
    except ImportError:
        absent("python3-uno", "it is how tests speak to LibreOffice")
    yield office
    office.close()


@pytest.fixture(scope="session")
def libreoffice_with_addin(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[LibreOffice]":
    """A LibreOffice process with the add-in, which our own command put there."""
    from support.libreoffice import LibreOffice

    needs("soffice", "books with ALAMO_ cells are calculated in it")
    profile = tmp_path_factory.mktemp("profile")
    subprocess.run([sys.executable, "-m", "alamo_xl", "install-libreoffice", "--profile", str(profile)], check=True)
    try:
        office = LibreOffice(profile)
    except ImportError:
        absent("python3-uno", "it is how tests speak to LibreOffice")
    yield office
    office.close()
