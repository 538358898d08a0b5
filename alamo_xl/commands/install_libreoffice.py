"""`alamo-xl install-libreoffice`: put the LibreOffice add-in in place for this user, or take it out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click


@click.command("install-libreoffice")
@click.option("--remove", is_flag=True, help="Take the add-in out again.")
@click.option("--profile", type=click.Path(path_type=Path, file_okay=False), help="A LibreOffice profile of its own.")
def command(remove: bool, profile: Path | None) -> None:
    """Put the add-in into LibreOffice for this user; close LibreOffice first.

    An earlier version of the add-in is replaced. Needs LibreOffice with its Python support (python3-uno on Debian).
    """
    from alamo_xl.hosts.libreoffice.package import write_addin
    from alamo_xl.hosts.libreoffice.setup import run_install
    from alamo_xl.loader import load_schedule

    if remove:
        click.echo(run_install(None, profile))
        return
    with tempfile.TemporaryDirectory() as folder:
        addin = Path(folder) / "alamo-xl.oxt"
        write_addin(load_schedule(), addin)
        click.echo(run_install(addin, profile))
