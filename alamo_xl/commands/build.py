"""`alamo-xl build`: write the books, or say whether those that are there are what this version writes."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alamo_xl.errors import AlamoError

if TYPE_CHECKING:
    from alamo_xl.library import BookFile, Workbook
    from alamo_xl.schedule import Schedule


@click.command("build")
@click.argument("books", nargs=-1, metavar="[BOOK]...")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("workbooks"), show_default=True)
@click.option("--check", is_flag=True, help="Write nothing; say whether the files there are what this version writes.")
@click.option("--class", "customer_class", help="With rates: a book of household or non-household customers alone.")
@click.option("--fy", "fiscal_year", help="With rates: a book of one fiscal year, such as 2027.")
@click.option("--pdf", is_flag=True, help="Each workbook as PDF too, where LibreOffice is installed.")
@click.pass_context
def command(
    context: click.Context,
    books: tuple[str, ...],
    out: Path,
    check: bool,
    customer_class: str | None,
    fiscal_year: str | None,
    pdf: bool,
) -> None:
    """Write the books into a directory, one line each: path, sheets, seconds.

    BOOK is rates, model, functions, lambda, addin or libreoffice; all of them by default. With --check, parts are
    compared uncompressed, the altered part is named, and the exit code is 1 unless every file is what this version
    writes.
    """
    from alamo_xl.library import book_files
    from alamo_xl.loader import load_schedule

    files: tuple[BookFile, ...] = book_files(books)
    schedule = load_schedule()
    if customer_class is not None or fiscal_year is not None:
        files = (_extract(books, schedule, customer_class, fiscal_year),)
    stale = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            started = time.perf_counter()
            path = out / file.file
            if check:
                difference = altered(path, file.write(schedule, Path(folder) / file.file))
                stale += bool(difference)
                click.echo(f"{path}: {difference or 'is what this version writes'}")
                continue
            try:
                file.write(schedule, path)
            except OSError as error:
                raise AlamoError(f"cannot write {path}: {error.strerror}; is it open in Excel?") from error
            click.echo(f"{path}  {sheets(path)} sheets  {time.perf_counter() - started:.1f} s")
            if pdf and path.suffix == ".xlsx":
                from alamo_xl.hosts.libreoffice.pdf import write_pdf

                click.echo(write_pdf(path))
    context.exit(1 if stale else 0)


def _extract(
    books: tuple[str, ...], schedule: Schedule, customer_class: str | None, fiscal_year: str | None
) -> Workbook:
    """The rates book of a customer class or a fiscal year."""
    from alamo_xl.books.rates import build_extract
    from alamo_xl.books.rates.extract import Extract
    from alamo_xl.library import Workbook

    if books != ("rates",):
        raise AlamoError("--class and --fy go with one book: alamo-xl build rates --class household --fy 2027")
    extract = Extract.of(schedule, customer_class, fiscal_year)
    return Workbook(extract.file, lambda _: build_extract(extract))


def sheets(path: Path) -> int:
    """How many sheets a package holds; none when it is no workbook."""
    from alamo_xl.books.finish import read_parts, sheet_parts

    parts = read_parts(path)
    return len(sheet_parts(parts)) if "xl/workbook.xml" in parts else 0


def altered(there: Path, written: Path) -> str:
    """What differs between the file there and what this version writes, in words; nothing when they hold the same
    parts.
    """
    import zipfile

    from alamo_xl.books.finish import read_parts

    if not there.exists():
        return "is not there"
    try:
        old, new = read_parts(there), read_parts(written)
    except zipfile.BadZipFile:
        return "is not a workbook"
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            return f"lacks the part {name}"
        if name not in new:
            return f"has a part of its own, {name}"
        if old[name] != new[name]:
            return f"differs in the part {name}"
    return ""
