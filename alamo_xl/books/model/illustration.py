"""The example data that the model opens with: made up, marked so, and data of the package."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any

FREQUENCY = "illustrative-frequency.csv"


def illustration() -> dict[str, Any]:
    """The tables of `illustrative.toml`, and the rows of the bill frequency as its sheet takes them."""
    given = tomllib.loads(_text("illustrative.toml"))
    given["frequency"] = {"rows": [_row(row) for row in list(csv.reader(_text(FREQUENCY).splitlines()))[1:]]}
    return given


def _row(cells: list[str]) -> list[str | Decimal | None]:
    """Class, location, size, irrigation and sewer as words; then numbers, nothing where a band has no end."""
    return [*cells[:5], *(Decimal(cell) if cell else None for cell in cells[5:])]


def _text(name: str) -> str:
    return files("alamo_xl.books.model").joinpath(name).read_text("utf-8")
