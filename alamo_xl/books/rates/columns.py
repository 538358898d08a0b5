"""The columns that the sheets of rates share, so that a year looks alike on each."""

from __future__ import annotations

from collections.abc import Sequence

from alamo_xl.books.kit import Column

SIGNS = {"money": "$", "percent": "%"}
YEAR_WIDTH = 10.6


def year_columns(fiscal_years: Sequence[int], role: str) -> list[Column]:
    """A column a fiscal year, in dollars (`money`) or in percent (`percent`)."""
    return [Column(f"FY{year} ({SIGNS[role]})", role, YEAR_WIDTH) for year in fiscal_years]
