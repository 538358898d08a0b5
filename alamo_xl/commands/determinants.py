"""alamo-xl determinants: a billing extract tabulated into a rate model."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alamo_xl.beside import write_beside
from alamo_xl.errors import AlamoError, BadExtract
from alamo_xl.extracts import needed
from alamo_xl.schedule import ADJUSTMENTS

if TYPE_CHECKING:
    from alamo_xl.books.named_cells import Cells
    from alamo_xl.books.tabulated import Tables
    from alamo_xl.extracts.duck import Duck
    from alamo_xl.extracts.proof import Line
    from alamo_xl.extracts.tabulating import Counted
    from alamo_xl.extracts.tabulation import Kind, Tabulation
    from alamo_xl.schedule import Schedule

DOES_NOT_TIE = 1
BANDS_MOST = 30
EDGE_MOST = 1_000_000
REASONS_SHOWN = 10


@click.command("determinants")
@click.argument("extract")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The model to write.")
@click.option("--model", type=click.Path(path_type=Path, dir_okay=False), help="A saved model, to be copied.")
@click.option("--fy", help="The fiscal year to tabulate, where the extract holds several.")
@click.option("--bands", help="Edges of the bill frequency in CCF a month, such as 2,4,6,10,20,50.")
@click.option("--unit", type=click.Choice(["ccf", "kgal", "gal", "cf"]), help="Of a volume whose name has none.")
@click.option("--columns", type=click.Path(path_type=Path, dir_okay=False), help="A TOML: which column is which.")
@click.option("--engine", "on", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--master", help="With spark: the master's URL; else the session that there is, or local[*].")
@click.pass_context
def command(
    context: click.Context,
    extract: str,
    out: Path,
    model: Path | None,
    fy: str | None,
    bands: str | None,
    unit: str | None,
    columns: Path | None,
    on: str,
    master: str | None,
) -> None:
    """Tabulate a billing extract into a rate model.

    EXTRACT is CSV, Parquet or xlsx: a file, a folder or a pattern. Its bills, units and volumes by kind of account, and
    its bill frequency, are written into a fresh model, or into a copy of a saved one with all else as it was; on two
    more sheets by month. Then the revenue proof is printed: what the rates bring in on them, against the bills, each
    rated and rounded. Exit code 1 where the two do not tie.
    """
    needed()
    from alamo_xl.books.named_cells import Cells
    from alamo_xl.books.reader import base_revenue, rates_in
    from alamo_xl.books.tabulated import with_tables
    from alamo_xl.commands.rate import progress
    from alamo_xl.extract import working
    from alamo_xl.extracts.proof import prove
    from alamo_xl.inputs import fiscal_year
    from alamo_xl.loader import load_schedule

    ending = (model or Path("model.xlsx")).suffix.lower()
    if out.suffix.lower() != ending:
        raise AlamoError(f"--out {out.name}: give a name that ends in {ending}")
    adopted = load_schedule()
    cells = Cells.of(model) if model else None
    schedule = rates_in(cells, adopted) if cells else adopted
    order = _kinds(cells, schedule)
    with working(out, on, master) as engine, progress(engine):
        read, counted = _counted(engine, extract, schedule, _edges(bands), unit, columns)
    year = _year(counted.tabulation, None if fy is None else fiscal_year(fy))
    tables = _tables(
        counted.tabulation, year, order, f"{Path(extract).name}, tabulated {datetime.now().astimezone():%Y-%m-%d}"
    )
    with tempfile.TemporaryDirectory() as folder:
        made = _made(Path(folder) / out.name, tables, schedule, model, cells)
        written = with_tables(cells, tables) if cells else Cells.of(made)
        base_year, revenue = written.one("Base_year").value, base_revenue(written, adopted, year)
        write_beside(out, made.read_bytes())
    click.echo("\n".join(read))
    click.echo("\n".join(_told(counted.tabulation, year, order, out, tables)))
    if base_year != year:
        click.echo(
            f"  its base year stays FY{base_year}, for which it takes these bills: an alert until Control says FY{year}"
        )
    charged = [found for (kind, of_year), found in counted.charged.items() if of_year == year and kind in order]
    lines = prove(revenue, charged)
    verdict = _verdict(lines, schedule)
    click.echo(f"{_proof(lines, year)}\n{verdict}")
    context.exit(DOES_NOT_TIE if verdict is Verdict.NOT_PROVED else 0)


def _counted(
    engine: Duck, extract: str, schedule: Schedule, bands: Sequence[int], unit: str | None, columns: Path | None
) -> tuple[list[str], Counted]:
    """What an extract was read as, and its tabulation at the rates of a schedule."""
    from alamo_xl.extract import cards_of, read_extract
    from alamo_xl.extracts.tables import table
    from alamo_xl.extracts.tabulated_rows import printed_kinds
    from alamo_xl.extracts.tabulating import tabulate

    reading = read_extract(engine, extract, [schedule], unit, columns)
    lines = (*reading.source.columns.report(), *reading.source.notes)
    read = [f"{extract}: {reading.source.rows:,} rows", *(f"  {line}" for line in lines)]
    law = table(reading, cards_of(schedule))
    return read, tabulate(reading, law, bands, _reclaimed_alone(printed_kinds(schedule)))


def _reclaimed_alone(kinds: Sequence[Kind]) -> Kind:
    """Where reclaimed water counts whose row says no class and size: the last class's smallest irrigation meter."""
    irrigated = [kind for kind in kinds if kind.irrigation]
    return next(kind for kind in irrigated if kind.customer_class == irrigated[-1].customer_class)


def _kinds(cells: Cells | None, schedule: Schedule) -> list[Kind]:
    """The kinds of account that the model has a row for."""
    from alamo_xl.books.tabulated import kinds_of
    from alamo_xl.books.vocabulary import YES
    from alamo_xl.extracts.tabulated_rows import printed_kinds
    from alamo_xl.extracts.tabulation import Kind

    if cells is None:
        return printed_kinds(schedule)
    return [Kind(str(of), str(at), str(size), irrigation == YES) for of, at, size, irrigation in kinds_of(cells)]


def _tables(found: Tabulation, year: int, order: Sequence[Kind], source: str) -> Tables:
    from alamo_xl.books.tabulated import Tables
    from alamo_xl.extracts import tabulated_rows as rows

    kinds, bands = found.of(year)
    return Tables(
        year,
        source,
        list(rows.determinants_rows(kinds, order)),
        list(rows.frequency_rows(bands, order)),
        list(rows.determinants_by_month(found, year, order)),
        list(rows.frequency_by_month(found, year, order)),
    )


def _made(path: Path, tables: Tables, schedule: Schedule, model: Path | None, cells: Cells | None) -> Path:
    """A fresh model of the tables, or a copy of a saved one with them."""
    from alamo_xl.books.model import build
    from alamo_xl.books.package import write_parts
    from alamo_xl.books.tabulated import typed_tables

    if model and cells:
        write_parts(path, typed_tables(model, cells, tables))
        return path
    return build(schedule, tables=tables).finish(path)


def _told(found: Tabulation, year: int, order: Sequence[Kind], out: Path, tables: Tables) -> Iterator[str]:
    """What was counted and what was not, and what the model holds now."""
    kinds, _ = found.of(year)
    bills = sum(each.bills for each in kinds.values())
    yield f"FY{year}: {bills:,} bills of water tabulated"
    others = [f"FY{other} ({count:,})" for other, count in found.fiscal_years.items() if other != year]
    if others:
        yield f"  of other years, not tabulated: {', '.join(others)}"
    if found.inactive:
        yield f"  of inactive accounts, not tabulated: {found.inactive:,}"
    if found.unrated:
        yield f"  without a bill, not tabulated: {found.unrated.total():,}"
        yield from (f"    {count:,}: {reason}" for reason, count in found.unrated.most_common(REASONS_SHOWN))
    for kind in [kind for kind in kinds if kind not in order]:
        words = " ".join((*kind[:3], *(["irrigation"] if kind.irrigation else [])))
        yield f"  neither tabulated nor proved, the model having no row for {words}: {kinds[kind].bills:,}"
    yield f"{out}: {len(tables.determinants)} kinds of account, {len(tables.frequency)} rows of the bill frequency"
    if not tables.determinants_by_month:
        yield "  nothing by month: bills have a fiscal year alone"


def _proof(lines: Sequence[Line], year: int) -> str:
    """The revenue proof as a table."""
    columns = f"{'':17}{'model ($)':>16}{'bills ($)':>16}{'difference':>13}{'at most':>13}"
    rows = [
        f"{line.words:17}{line.model:>16,.2f}{line.bills:>16,.2f}{line.difference:>13,.2f}{line.at_most:>13,.2f}"
        for line in lines
    ]
    return "\n".join((f"Revenue proof, FY{year}", columns, *rows))


class Verdict(StrEnum):
    """What the proof says in a sentence."""

    PROVED = "Proved: each bill's usage is rounded to the cent, which explains the difference."
    NOT_PROVED = "NOT PROVED: the difference is more than rounding bills."
    BY_SHARES = (
        "These rates have blocks, seasons, surcharges or discounts: the model spreads each volume over them by the "
        "shares on its sheet Base year, and the difference is how far those are from the bills."
    )


def _verdict(lines: Sequence[Line], schedule: Schedule) -> Verdict:
    if any(key.terms or key.charge in ADJUSTMENTS for key in schedule.rates):
        return Verdict.BY_SHARES
    return Verdict.PROVED if all(line.ties for line in lines) else Verdict.NOT_PROVED


def _edges(given: str | None) -> tuple[int, ...]:
    """The edges of the bands, whole CCF that rise."""
    from alamo_xl.extracts.tabulation import BANDS
    from alamo_xl.inputs import shown

    if given is None:
        return BANDS
    edges = [int(text) for text in given.split(",") if text.strip().isdecimal() and len(text.strip()) < 8]
    rises = all(low < high for low, high in zip([0, *edges], edges, strict=False))
    if len(edges) != given.count(",") + 1 or not rises or len(edges) > BANDS_MOST or edges[-1] > EDGE_MOST:
        raise AlamoError(
            f"--bands is {shown(given)}; give at most {BANDS_MOST} whole numbers of CCF that rise, such as 2,4,6,10,20"
        )
    return tuple(edges)


def _year(found: Tabulation, given: int | None) -> int:
    """The fiscal year to tabulate: the one that is given, or the only one."""
    years = found.fiscal_years
    told = ", ".join(f"FY{year} ({bills:,})" for year, bills in years.items())
    if given is None and len(years) == 1:
        return next(iter(years))
    if not years:
        raise BadExtract("no bill of the extract can be rated: there is nothing to tabulate")
    if given is None:
        raise BadExtract(f"the extract holds bills of {told}; say which with --fy")
    if given not in years:
        raise BadExtract(f"the extract holds no bill of FY{given} that can be rated; it has {told}")
    return given
