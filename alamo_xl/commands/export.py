"""alamo-xl export."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from alamo_xl.beside import beside
from alamo_xl.exports import FORMATS
from alamo_xl.loader import load_schedule


@click.command("export")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="A directory.")
def command(form: str, out: Path) -> None:
    """Write the adopted rates and fees, one line a file; none where one of them cannot be written."""
    files = FORMATS[form](load_schedule())
    with ExitStack() as renamings:
        for name, text in files.items():
            renamings.enter_context(beside(out / name)).write_text(text, encoding="utf-8", newline="")
    for name in files:
        click.echo(out / name)
