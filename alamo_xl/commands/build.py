"""`alamo-xl build`: write the books, or say whether those that are there are what this version writes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alamo_xl.beside import interrupted, write_together
from alamo_xl.errors import AlamoError, BadSchedule

if TYPE_CHECKING:
    from alamo_xl.library import BookFile, Workbook
    from alamo_xl.schedule import Schedule


@click.command("build")
@click.argument("books", nargs=-1, metavar="[BOOK]...")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("workbooks"), show_default=True)
@click.option("--check", is_flag=True, help="Write nothing; say whether the files there are what this version writes.")
@click.option("--class", "customer_class", help="With rates: a book of household or non-household customers alone.")
@click.option("--fy", "fiscal_year", help="With rates: a book of one fiscal year, such as 2027.")
@click.option("--office", type=click.Path(path_type=Path, dir_okay=False), help="A TOML of the publishing office.")
@click.option("--pdf", is_flag=True, help="Each workbook as PDF for paper too, where LibreOffice is installed.")
@click.pass_context
def command(
    context: click.Context,
    books: tuple[str, ...],
    out: Path,
    check: bool,
    customer_class: str | None,
    fiscal_year: str | None,
    office: Path | None,
    pdf: bool,
) -> None:
    """Write the books into a directory, one line each: path, sheets, seconds.

    BOOK is rates, model, functions, lambda, addin or libreoffice; all of them by default. With --check, parts are
    compared uncompressed, the altered part is named, and the exit code is 1 unless every file is what this version
    writes.
    """
    from alamo_xl.library import book_files
    from alamo_xl.loader import load_schedule
    from alamo_xl.office import NOBODY, read_office

    files: tuple[BookFile, ...] = book_files(books)
    schedule, publisher = load_schedule(), read_office(office) if office else NOBODY
    if customer_class is not None or fiscal_year is not None:
        files = (_extract(books, schedule, customer_class, fiscal_year),)
    with tempfile.TemporaryDirectory() as folder:
        if check:
            differences = {
                out / file.file: altered(out / file.file, file.write(schedule, Path(folder) / file.file, publisher))
                for file in files
            }
            for path, difference in differences.items():
                click.echo(f"{path}: {difference or 'is what this version writes'}")
            context.exit(1 if any(differences.values()) else 0)
        _write(files, lambda file, path: file.write(schedule, path, publisher), out, Path(folder), pdf)


def _write(
    files: tuple[BookFile, ...], write: Callable[[BookFile, Path], Path], out: Path, folder: Path, pdf: bool
) -> None:
    """Every file into a folder of its own, then all together into place."""
    for part in interrupted(out / file.file for file in files):
        click.echo(f"an earlier run was cut short and left {part}; every file is written anew", err=True)
    lines: list[str] = []
    made: dict[Path, bytes] = {}
    for file in files:
        started, path = time.perf_counter(), out / file.file
        try:
            written = write(file, folder / file.file)
            made[path] = written.read_bytes()
        except OSError as error:
            raise AlamoError(f"cannot write {path}: {error.strerror}") from error
        lines.append(f"{path}  {sheets(written)} sheets  {time.perf_counter() - started:.1f} s")
        if pdf and path.suffix == ".xlsx":
            from alamo_xl.hosts.libreoffice.pdf import write_pdf

            page = path.with_suffix(".pdf")
            made[page] = write_pdf(written).read_bytes()
            lines.append(str(page))
    try:
        write_together(made)
    except OSError as error:
        raise AlamoError(f"cannot write {error.filename}: {error.strerror}; is it open in Excel?") from error
    click.echo("\n".join(lines))


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
    return Workbook(extract.file, lambda _, office: build_extract(extract, office))


def sheets(path: Path) -> int:
    """How many sheets a package holds; none when it is no workbook."""
    from alamo_xl.books.finish import read_parts, sheet_parts

    parts = read_parts(path)
    return len(sheet_parts(parts)) if "xl/workbook.xml" in parts else 0


def altered(there: Path, written: Path) -> str:
    """What differs between the file there and what this version writes, in words; nothing when they hold the same
    parts.
    """
    from alamo_xl.books.finish import read_parts
    from alamo_xl.books.unpack import unpacked

    if not there.exists():
        return "is not there"
    try:
        old, new = unpacked(there), read_parts(written)
    except BadSchedule:
        return "is not a workbook"
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            return f"lacks the part {name}"
        if name not in new:
            return f"has a part of its own, {name}"
        if old[name] != new[name]:
            return f"differs in the part {name}"
    return ""
