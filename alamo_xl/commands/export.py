"""alamo-xl export."""

from __future__ import annotations

from pathlib import Path

import click

from alamo_xl.beside import interrupted, write_together
from alamo_xl.exports import FORMATS
from alamo_xl.loader import load_schedule


@click.command("export")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="A directory.")
def command(form: str, out: Path) -> None:
    """Write the adopted rates and fees, one line a file; none where one of them cannot be written."""
    files = {out / name: text.encode() for name, text in FORMATS[form](load_schedule()).items()}
    for part in interrupted(files):
        click.echo(f"an earlier run was cut short and left {part}; every file is written anew", err=True)
    write_together(files)
    for path in files:
        click.echo(path)
