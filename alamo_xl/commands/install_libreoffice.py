"""`alamo-xl install-libreoffice`: put the LibreOffice add-in in place for this user, or take it out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("install-libreoffice")
@click.option("--remove", is_flag=True, help="Take the add-in out again.")
@click.option("--profile", type=click.Path(path_type=Path, file_okay=False), help="A LibreOffice profile of its own.")
@click.option("--functions-book", type=FILE, metavar="FILE.ods", help="Also write the functions book as .ods.")
def command(remove: bool, profile: Path | None, functions_book: Path | None) -> None:
    """Put the add-in into LibreOffice for this user; close LibreOffice first.

    An earlier version of the add-in is replaced. Needs LibreOffice with its Python support (python3-uno on Debian), of
    3.11 or newer. On Windows and Mac, Tools, Extensions, Add in LibreOffice takes workbooks/alamo-xl.oxt as well.
    LibreOffice 7 does not read ALAMO_ cells of .xlsx files, newer versions do; an .ods works in both.
    """
    from alamo_xl.errors import AlamoError
    from alamo_xl.hosts.libreoffice.package import ARRAYS, write_addin
    from alamo_xl.hosts.libreoffice.setup import run_install
    from alamo_xl.hosts.libreoffice.translate import write_ods
    from alamo_xl.library import build_book
    from alamo_xl.loader import load_schedule

    if functions_book and (remove or functions_book.suffix != ".ods"):
        raise AlamoError(f"--functions-book {functions_book}: give a file name that ends in .ods, without --remove")
    if remove:
        click.echo(run_install(None, profile))
        return
    with tempfile.TemporaryDirectory() as folder:
        schedule, addin = load_schedule(), Path(folder) / "alamo-xl.oxt"
        write_addin(schedule, addin)
        click.echo(run_install(addin, profile))
        click.echo(ARRAYS)
        if functions_book:
            (book,) = build_book("functions", schedule, Path(folder))
            click.echo(f"wrote {write_ods(book, functions_book, profile)}")
