"""The example data that the model opens with: made up, marked so, and data of the package."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any

DETERMINANTS, FREQUENCY = "illustrative-determinants.csv", "illustrative-frequency.csv"


def illustration() -> dict[str, Any]:
    """The tables of `illustrative.toml`, and the rows of determinants and bill frequency as their sheets take them."""
    given = tomllib.loads(_text("illustrative.toml"))
    given["determinants"] |= {"rows": _rows(DETERMINANTS, 4), "status": given["status"]}
    given["frequency"] = {"rows": _rows(FREQUENCY, 5), "status": given["status"]}
    return given


def _rows(name: str, words: int) -> list[list[str | Decimal | None]]:
    """The rows of a table that `alamo-xl sample` made: so many words, then numbers, nothing where a band has no end."""
    rows = list(csv.reader(_text(name).splitlines()))[1:]
    return [[*cells[:words], *(Decimal(cell) if cell else None for cell in cells[words:])] for cells in rows]


def _text(name: str) -> str:
    return files("alamo_xl.books.model").joinpath(name).read_text("utf-8")
