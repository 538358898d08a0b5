"""alamo-xl install."""

from __future__ import annotations

import click


@click.command("install")
@click.option("--remove", is_flag=True, help="Take it away again.")
def command(remove: bool) -> None:
    """Put the Excel add-in in place for this user, on Windows; twice is as once."""
    from alamo_xl.hosts.excel import install as work
    from alamo_xl.hosts.excel.machine import this_machine

    machine = this_machine()
    for line in (work.remove if remove else work.install)(machine):
        click.echo(line)
    if not remove:
        click.echo("Close Excel and open it again; then open alamogordo-functions.xlsx. `alamo-xl doctor` checks.")
