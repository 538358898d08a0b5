"""Tools that a test needs from outside Python: absent ones skip by name, and fail where CI=true."""

import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from support.counts import CI
from support.places import JS


def absent(tool: str, reason: str) -> NoReturn:
    """Skip, or fail on CI, because a tool is absent."""
    message = f"{tool} is absent: {reason}"
    if CI:
        pytest.fail(message)
    pytest.skip(message)


def needs(tool: str, reason: str) -> str:
    """The path of a program."""
    found = shutil.which(tool)
    return found or absent(tool, reason)


def needs_npm(package: str, reason: str) -> Path:
    """The folder of a package of tests/js/package.json, installed by `npm install --prefix tests/js`."""
    needs("node", reason)
    folder = JS / "node_modules" / package
    return folder if folder.is_dir() else absent(f"npm package {package}", f"{reason} (npm install --prefix tests/js)")
