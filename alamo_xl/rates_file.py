"""`--rates FILE`: a rate table as CSV, an instrument's TOML, or a model book, to a Schedule."""

from __future__ import annotations

import io
from pathlib import Path

from alamo_xl import given
from alamo_xl.errors import BadSchedule
from alamo_xl.loader import load_schedule, read_schedule
from alamo_xl.schedule import Schedule


def schedule_from(path: str | None, scenario: str | None = None) -> Schedule:
    """The adopted schedule, or the one in a file. Raises BadSchedule, which says what is accepted."""
    if path is None:
        if scenario is not None:
            raise BadSchedule("--scenario goes with --rates MODEL.xlsx")
        return load_schedule()
    file = Path(path)
    kind = file.suffix.lower()
    if kind in (".xlsx", ".xlsm"):
        from alamo_xl.books.reader import read_rates

        return read_rates(file, load_schedule(), scenario)
    if scenario is not None:
        raise BadSchedule(f"--scenario goes with a model book, given {file.name}")
    if kind == ".toml":
        return read_schedule(file)
    if kind == ".csv":
        return _table(file)
    raise BadSchedule(f"{file.name} is not a rate table; give .csv, .toml, .xlsx or .xlsm")


def _table(file: Path) -> Schedule:
    import csv

    from alamo_xl.rate_table import from_rows

    lines = io.StringIO(given.text(file), newline="")
    try:
        return from_rows(list(csv.reader(lines)), load_schedule(), file.name)
    except (BadSchedule, csv.Error) as error:
        raise BadSchedule(f"{file.name}: {error}") from error
