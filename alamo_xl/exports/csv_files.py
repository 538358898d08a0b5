"""csv: rates, rate table, fees, typical bills and conditions, and datapackage.json, which describes them.

UTF-8 with a byte-order mark, which Excel needs to read it as UTF-8.
"""

from __future__ import annotations

import csv
import io

from alamo_xl.exports import datapackage, tables
from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.schedule import Schedule

MARK = "\ufeff"
TABLES = {
    "rates.csv": tables.rates,
    "rate-table.csv": tables.rate_table,
    "fees.csv": tables.fees,
    "typical-bills.csv": tables.bills,
    "conditions.csv": tables.conditions,
}


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, str]:
    """File names and their content."""
    made = {name: rows(schedule) for name, rows in TABLES.items()}
    written = {name: _text(rows) for name, rows in made.items()}
    return {**written, datapackage.NAME: datapackage.text(schedule, edition.office, made)}


def _text(rows: tables.Rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return MARK + text.getvalue()
