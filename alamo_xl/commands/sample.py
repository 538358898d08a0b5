"""alamo-xl sample: an illustrative billing extract."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alamo_xl.beside import beside, write_together
from alamo_xl.errors import AlamoError

if TYPE_CHECKING:
    from alamo_xl.extracts.sample import Row
    from alamo_xl.extracts.tabulation import Tabulation
    from alamo_xl.schedule import Schedule


@click.command("sample")
@click.option("--accounts", required=True, help="How many accounts; 13000 are a utility like Alamogordo.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="FILE.csv or FILE.parquet")
@click.option("--seed", type=click.IntRange(min=0), help="Another number, other bills; the same number, the same.")
@click.option(
    "--tabulation",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for its determinants and bill frequency, as the model opens with them.",
)
def command(accounts: str, out: Path, seed: int | None, tabulation: Path | None) -> None:
    """Write an illustrative extract: the monthly bills of made-up accounts in the first adopted fiscal year.

    Meter sizes, seasons, irrigation, master-metered units, reclaimed water, empty houses, leaks, inactive and
    sewer-only accounts and a few bad rows are in it. No account is anybody's.
    """
    from alamo_xl.extracts.sample import COLUMNS, sample
    from alamo_xl.extracts.sample_file import ENDINGS, write_sample
    from alamo_xl.extracts.tabulation import Tally
    from alamo_xl.loader import load_schedule

    schedule, number = load_schedule(), _accounts(accounts)
    if out.suffix.lower() not in ENDINGS:
        raise AlamoError(f"--out {out.name}: give a name that ends in {' or '.join(ENDINGS)}")
    fiscal_year = schedule.fiscal_years[0]
    tally = Tally(schedule)

    def bills() -> Iterator[Row]:
        for row in sample(number, fiscal_year, seed):
            if tabulation:
                tally.add(dict(zip(COLUMNS, row, strict=True)))
            yield row

    with beside(out) as part:
        rows = write_sample(part, bills(), out.suffix.lower())
    click.echo(f"{out}: {rows:,} bills of {number:,} made-up accounts, FY{fiscal_year}")
    if tabulation:
        tables = _tables(tally.tabulation, schedule)
        write_together({tabulation / name: content for name, content in tables.items()})
        click.echo("\n".join(str(tabulation / name) for name in tables))


def _accounts(given: str) -> int:
    from alamo_xl.extracts.sample import ACCOUNTS_MAXIMUM
    from alamo_xl.inputs import exact, shown

    number = exact(given)
    if number is None or number != number.to_integral_value() or not 1 <= number <= ACCOUNTS_MAXIMUM:
        raise AlamoError(f"--accounts is {shown(given)}; give a whole number, 1 to {ACCOUNTS_MAXIMUM:,}")
    return int(number)


def _tables(found: Tabulation, schedule: Schedule) -> dict[str, bytes]:
    """A tabulation as the model's illustrative tables, by file."""
    from alamo_xl.extracts import tabulated_rows as rows
    from alamo_xl.extracts import tabulation as t

    kinds, bands = found.of(schedule.fiscal_years[0])
    order = rows.printed_kinds(schedule)
    return {
        "illustrative-determinants.csv": _csv(
            [*t.Kind._fields, *t.Determined._fields], rows.determinants_rows(kinds, order)
        ),
        "illustrative-frequency.csv": _csv(
            [*t.Kind._fields, *t.Band._fields[1:], *t.Frequent._fields], rows.frequency_rows(bands, order)
        ),
    }


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
