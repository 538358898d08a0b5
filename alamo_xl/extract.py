"""A billing extract rated, from its files to a file: what the command and Python call."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from alamo_xl import rate_cards
from alamo_xl.extracts import needed
from alamo_xl.loader import adopted_schedules
from alamo_xl.rate_card import RateCard
from alamo_xl.schedule import Schedule

if TYPE_CHECKING:
    from alamo_xl.extracts.duck import Duck
    from alamo_xl.extracts.rating import Outcome
    from alamo_xl.extracts.reading import Reading
    from alamo_xl.extracts.tables import Cards


def rate_extract(
    extract: str | Path,
    out: str | Path,
    rates: Schedule | None = None,
    unit: str | None = None,
    columns: str | Path | None = None,
    fiscal_year: int | None = None,
    winter_average: str | None = None,
) -> Outcome:
    """Rates every bill of an extract (CSV, Parquet or xlsx; a file, a folder or a pattern) into a CSV or Parquet file.

    `rates` in place of the adopted ones; `unit` of the volumes: ccf, kgal, gal or cf; `columns` a TOML that says which
    column is which; `fiscal_year` whose rates every bill pays, whatever its date; `winter_average` the
    months (`12-2`) on whose mean sewer is billed where that is less than a month's water. Rows that cannot be rated
    stay in their place with their reason. Raises AlamoError.
    """
    needed()
    from alamo_xl.extracts.rating import out_of, write
    from alamo_xl.extracts.tables import table

    target = out_of(Path(out))
    with working(target) as engine:
        schedules = [rates] if rates else adopted_schedules()
        reading = read_extract(engine, extract, schedules, unit, columns, fiscal_year, winter_average)
        return write(reading, table(reading, cards_of(rates)), target)


def read_extract(
    engine: Duck,
    extract: str | Path,
    schedules: list[Schedule],
    unit: str | None = None,
    columns: str | Path | None = None,
    fiscal_year: int | None = None,
    winter_average: str | None = None,
) -> Reading:
    """An extract's rows, ready to be rated by any of these schedules, by the rates of `fiscal_year` where one is given.

    Sewer is on the mean of the months of `winter_average`, where given. Raises BadExtract in one line.
    """
    from alamo_xl.books.extract_rows import extract_rows
    from alamo_xl.extracts.columns import read_mapping
    from alamo_xl.extracts.files import files_of
    from alamo_xl.extracts.reading import read
    from alamo_xl.extracts.source import open_source
    from alamo_xl.extracts.winter import averaged, season_of

    season = None if winter_average is None else season_of(winter_average)
    mapped = read_mapping(Path(columns)) if columns else None
    source = open_source(engine, files_of(str(extract)), mapped, unit, extract_rows)
    reading = read(source, schedules, fiscal_year)
    return averaged(reading, season) if season else reading


def cards_of(rates: Schedule | None) -> Cards:
    """The rate card of each fiscal year: of some rates, or of the adopted instrument that prices it."""
    if rates is None:
        return rate_cards.adopted
    card = RateCard(rates)
    return lambda _: card


@contextmanager
def working(out: Path, on: str = "duckdb", master: str | None = None) -> Iterator[Duck]:
    """An engine whose work files stand beside what is written, and go with it; those of a run cut short go first."""
    from alamo_xl.extracts.duck import Duck

    if on == "spark":
        needed("spark", "duckdb", "narwhals", "pyspark")
    folder = out.with_name(f"{out.name}.work")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        engine = Duck(folder) if on == "duckdb" else _spark(folder, master)
        try:
            yield engine
        finally:
            engine.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _spark(folder: Path, master: str | None) -> Duck:
    from alamo_xl.extracts.spark import Spark, session_of

    return Spark(folder, session_of(master))
