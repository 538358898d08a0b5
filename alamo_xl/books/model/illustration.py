"""The example data that the model opens with: made up, marked so, and data of the package."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def illustration() -> dict[str, Any]:
    """The tables of `illustrative.toml`."""
    return tomllib.loads(files("alamo_xl.books.model").joinpath("illustrative.toml").read_text("utf-8"))
