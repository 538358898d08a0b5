"""alamo-xl rate."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alamo_xl.errors import BadSchedule
from alamo_xl.extracts import needed

if TYPE_CHECKING:
    from alamo_xl.extracts.comparison import Comparison
    from alamo_xl.extracts.duck import Duck
    from alamo_xl.extracts.rating import Outcome
    from alamo_xl.extracts.source import Source
    from alamo_xl.schedule import Schedule

SOME_NOT_RATED = 3
NAMES = {
    "water_base": "water base",
    "water_usage": "water usage",
    "sewer_base": "sewer base",
    "sewer_commodity": "sewer commodity",
    "reclaimed": "reclaimed",
    "total": "total",
}


ADOPTED = "adopted"


class _Paired(click.Command):
    """Gives each `--scenario` to the `--rates` before it: the order of options is lost once they are parsed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        scenarios: list[str | None] = []
        ctx.meta["scenarios"] = scenarios
        words = iter([part for word in args for part in (word.split("=", 1) if word.startswith("--") else [word])])
        for word in words:
            if word == "--rates":
                next(words, None)
                scenarios.append(None)
            elif word == "--scenario" and (name := next(words, None)) is not None:
                if not scenarios or scenarios[-1] is not None:
                    raise BadSchedule("--scenario goes after its own --rates MODEL.xlsx")
                scenarios[-1] = name
        return super().parse_args(ctx, args)


@click.command("rate", cls=_Paired)
@click.argument("extract")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="FILE.parquet or FILE.csv")
@click.option(
    "--rates",
    multiple=True,
    help="Rates in place of the adopted ones: CSV, an instrument's TOML, a model book, or the word adopted. Several "
    "are compared, and the first rates the rows.",
)
@click.option("--scenario", multiple=True, help="The scenario of the model book given before it.")
@click.option("--fy", help="The fiscal year whose rates every bill pays, whatever its date; without it, its own.")
@click.option("--unit", type=click.Choice(["ccf", "kgal", "gal", "cf"]), help="Of a volume whose name has none.")
@click.option("--columns", type=click.Path(path_type=Path, dir_okay=False), help="A TOML: which column is which.")
@click.option(
    "--winter-average",
    metavar="MONTHS",
    help="Sewer on the mean of the account's bills of these months before July, such as 12-2, where a month's water is "
    "more; on its class's where it has none.",
)
@click.option("--engine", "on", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--master", help="With spark: the master's URL; else the session that there is, or local[*].")
@click.pass_context
def command(
    context: click.Context,
    extract: str,
    out: Path,
    rates: tuple[str, ...],
    scenario: tuple[str, ...],
    fy: str | None,
    unit: str | None,
    columns: Path | None,
    winter_average: str | None,
    on: str,
    master: str | None,
) -> None:
    """Rate every bill of an extract: CSV, Parquet or xlsx, a file, a folder or a pattern such as 'bills/*.csv'.

    The rows are written in their order, with water_base, water_usage, sewer_base, sewer_commodity, reclaimed, total
    and error; a bill that cannot be rated keeps its place and says why, and the exit code is then 3. Several --rates
    are compared: revenue, how bills change, the accounts most affected, also as a book beside FILE.
    """
    needed()
    from alamo_xl.extract import cards_of, read_extract, working
    from alamo_xl.extracts.rating import out_of, write
    from alamo_xl.extracts.tables import table
    from alamo_xl.loader import adopted_schedules

    target = out_of(out)
    proposed = _rates(rates, context.meta["scenarios"])
    schedules = [each for _, each in proposed if each] + (
        adopted_schedules() if None in dict(proposed).values() else []
    )
    year = None if fy is None else _year(fy, [schedule for _, schedule in proposed])
    with working(target, on, master) as engine, progress(engine):
        reading = read_extract(engine, extract, schedules, unit, columns, year, winter_average)
        click.echo("\n".join(_told(extract, reading.source)))
        tables = {name: table(reading, cards_of(each)) for name, each in proposed}
        outcome = write(reading, next(iter(tables.values())), target)
        click.echo("\n".join(_found(outcome)))
        if len(tables) > 1:
            from alamo_xl.extracts.comparison import compare

            _compared(compare(reading, tables), extract, target.with_name(f"{target.stem}-comparison.xlsx"))
    context.exit(SOME_NOT_RATED if outcome.errors else 0)


def _rates(given: Sequence[str], scenarios: Sequence[str | None]) -> list[tuple[str, Schedule | None]]:
    """The name and the schedule of each rates given, None for the adopted ones, which are meant without any."""
    from alamo_xl.rates_file import schedule_from

    found: list[tuple[str, Schedule | None]] = []
    for path, scenario in zip(given, scenarios, strict=True):
        adopted = path == ADOPTED and scenario is None
        name = scenario or (ADOPTED if adopted else Path(path).stem)
        names = [each for each, _ in found]
        numbered = name if name not in names else f"{name} ({len(found) + 1})"
        found.append((numbered, None if adopted else schedule_from(path, scenario)))
    return found or [(ADOPTED, None)]


def _year(given: str, rates: Sequence[Schedule | None]) -> int:
    """A fiscal year that each of the rates has. Raises NoAdoptedRate, which says what is printed, for another."""
    from alamo_xl.extract import cards_of
    from alamo_xl.inputs import fiscal_year

    year = fiscal_year(given)
    for each in rates:
        cards_of(each)(year).schedule.sewer_return(year)
    return year


def _compared(comparison: Comparison, extract: str, book: Path) -> None:
    """The comparison as a table and as a book."""
    from alamo_xl.books.rate_comparison import WHAT, band_text, build_comparison

    names = comparison.names
    click.echo(f"{comparison.bills:,} bills under {' / '.join(names)}:")
    for (what, which), amounts in comparison.revenue.items():
        shown = "".join(f"{amount:>18,.2f}" for amount in amounts)
        click.echo(f"  {WHAT[what]:<10}{which:<15}{shown}")
    if comparison.apart:
        click.echo(f"  {comparison.apart:,} bills that not all of them price are left out")
    for name, changes in zip(names[1:], comparison.changes, strict=True):
        click.echo(f"  dollars that a bill changes under {name}, and bills:")
        for band, bills in changes.items():
            if bills:
                click.echo(f"    {band_text(band):<22}{bills:>12,}")
    build_comparison(
        Path(extract).name,
        names,
        comparison.bills,
        comparison.apart,
        comparison.revenue,
        comparison.changes,
        comparison.accounts,
    ).finish(book)
    click.echo(str(book))


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
        yield f"  credits: {_rows(rows)}, {ccf:,.3f} CCF below 0 in {name}"
    if found.adjusted:
        yield f"  called adjustments, corrections or the like: {_rows(found.adjusted)}"
    if found.repeated:
        yield f"  the same account and month again: {_rows(found.repeated)}"
    if found.odd_periods:
        yield f"  read over fewer than 25 or more than 35 days: {_rows(found.odd_periods)}"
    if found.by_class is not None:
        yield f"  sewer on the class's winter average, where the account has none: {_rows(found.by_class)}"
    if outcome.protected:
        yield f"  {outcome.protected:,} cells that a spreadsheet would calculate begin with an apostrophe"
    if outcome.errors:
        yield f"  not rated: {_rows(outcome.errors)}"
        for reason, rows, first in outcome.reasons:
            yield f"    {rows:,} from row {first:,} on: {' '.join(reason.split())[:200]}"
        if (others := outcome.errors - sum(rows for _, rows, _ in outcome.reasons)) > 0:
            yield f"    {others:,} for other reasons"


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


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
