"""alamo-xl rate."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alamo_xl.extracts import needed

if TYPE_CHECKING:
    from alamo_xl.extracts.duck import Duck
    from alamo_xl.extracts.rating import Outcome
    from alamo_xl.extracts.source import Source

SOME_NOT_RATED = 3
NAMES = {
    "water_base": "water base",
    "water_usage": "water usage",
    "sewer_base": "sewer base",
    "sewer_commodity": "sewer commodity",
    "reclaimed": "reclaimed",
    "total": "total",
}


@click.command("rate")
@click.argument("extract")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="FILE.parquet or FILE.csv")
@click.option("--rates", help="Rates in place of the adopted ones: CSV, an instrument's TOML or a model book.")
@click.option("--scenario", help="The scenario of the model book.")
@click.option("--unit", type=click.Choice(["ccf", "kgal", "gal", "cf"]), help="Of a volume whose name has none.")
@click.option("--columns", type=click.Path(path_type=Path, dir_okay=False), help="A TOML: which column is which.")
@click.option("--engine", "on", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--master", help="With spark: the master's URL; else the session that there is, or local[*].")
@click.pass_context
def command(
    context: click.Context,
    extract: str,
    out: Path,
    rates: str | None,
    scenario: str | None,
    unit: str | None,
    columns: Path | None,
    on: str,
    master: str | None,
) -> None:
    """Rate every bill of an extract: CSV, Parquet or xlsx, a file, a folder or a pattern such as 'bills/*.csv'.

    The rows are written in their order, with water_base, water_usage, sewer_base, sewer_commodity, reclaimed, total
    and error; a bill that cannot be rated keeps its place and says why, and the exit code is then 3.
    """
    needed()
    from alamo_xl.extract import cards_of, read_extract, working
    from alamo_xl.extracts.rating import out_of, write
    from alamo_xl.extracts.tables import table
    from alamo_xl.loader import adopted_schedules
    from alamo_xl.rates_file import schedule_from

    target = out_of(out)
    schedule = schedule_from(rates, scenario) if rates or scenario else None
    with working(target, on, master) as engine, progress(engine):
        reading = read_extract(engine, extract, [schedule] if schedule else adopted_schedules(), unit, columns)
        click.echo("\n".join(_told(extract, reading.source)))
        outcome = write(reading, table(reading.kinds, cards_of(schedule), reading.reasons), target)
    click.echo("\n".join(_found(outcome)))
    context.exit(SOME_NOT_RATED if outcome.errors else 0)


def _told(extract: str, source: Source) -> Iterator[str]:
    files = f" in {len(source.files.paths):,} files" if len(source.files.paths) > 1 else ""
    yield f"{extract}: {source.rows:,} rows{files}"
    yield from (f"  {line}" for line in (*source.columns.report(), *source.notes))


def _found(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.out}: {outcome.rows:,} rows, in the order they came"
    width = max(len(f"{amount:,.2f}") for amount in outcome.dollars.values())
    yield from (f"  {NAMES[line]:<16}{amount:>{width},.2f}" for line, amount in outcome.dollars.items())
    yield "  rows written = rows read, sum of lines = sum of totals"
    found = outcome.findings
    for name, (rows, ccf) in found.credits.items():
        yield f"  {rows:,} credits: {ccf:,.3f} CCF of {name} below 0"
    if found.adjusted:
        yield f"  {found.adjusted:,} rows are called adjustments, corrections or the like"
    if found.repeated:
        yield f"  {found.repeated:,} rows repeat an account and month"
    if found.odd_periods:
        yield f"  {found.odd_periods:,} rows were read over fewer than 25 or more than 35 days"
    if outcome.protected:
        yield f"  {outcome.protected:,} cells that a spreadsheet would calculate begin with an apostrophe"
    if outcome.errors:
        yield f"  {outcome.errors:,} rows could not be rated:"
        for reason, rows, first in outcome.reasons:
            yield f"    {rows:,} from row {first:,} on: {' '.join(reason.split())[:200]}"
        if (others := outcome.errors - sum(rows for _, rows, _ in outcome.reasons)) > 0:
            yield f"    {others:,} for other reasons"


@contextmanager
def progress(engine: Duck) -> Iterator[None]:
    """On a terminal a line that says how far long work is, and goes with it."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Event, Thread

    done = Event()

    def tell() -> None:
        while not done.wait(1):
            if (share := engine.progress()) > 0:
                click.echo(f"\r{share:3.0f} % ", nl=False, err=True)
        click.echo("\r      \r", nl=False, err=True)

    telling = Thread(target=tell, daemon=True)
    telling.start()
    try:
        yield
    finally:
        done.set()
        telling.join()
