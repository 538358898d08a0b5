"""csv: rates.csv, rate-table.csv, fees.csv, typical-bills.csv."""

from __future__ import annotations

import csv
import io

from alamo_xl.exports import tables
from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.schedule import Schedule


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, str]:
    """File names and their content."""
    made = {"rates.csv": tables.rates, "rate-table.csv": tables.rate_table, "fees.csv": tables.fees}
    made["typical-bills.csv"] = tables.bills
    return {name: _text(rows(schedule)) for name, rows in made.items()}


def _text(rows: tables.Rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
