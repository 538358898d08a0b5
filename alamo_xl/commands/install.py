"""alamo-xl install."""

from __future__ import annotations

from pathlib import Path

import click

INSTALLED = ("addin", "model", "functions")


@click.command("install")
@click.option("--remove", is_flag=True, help="Take it away again.")
def command(remove: bool) -> None:
    """Put the Excel add-in in place for this user, on Windows; twice is as once. Close Excel first.

    Installed books are read-only. A book that you changed is kept: an install gives it a name of its own, a removal
    leaves it where it is; both name it.
    """
    from alamo_xl.hosts.excel import install as work
    from alamo_xl.hosts.excel.machine import this_machine

    machine = this_machine()
    for line in work.remove(machine) if remove else work.install(machine, _build):
        click.echo(line)
    if not remove:
        click.echo("Open Excel, then alamogordo-functions.xlsx. `alamo-xl doctor` checks.")


def _build(folder: Path) -> list[Path]:
    """Write the books and the add-in into a folder."""
    from alamo_xl.library import build_book
    from alamo_xl.loader import load_schedule

    schedule = load_schedule()
    return [path for name in INSTALLED for path in build_book(name, schedule, folder)]
