"""alamo-xl export."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from alamo_xl.exports import FORMATS
from alamo_xl.loader import load_schedule


@click.command("export")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="A directory.")
def command(form: str, out: Path) -> None:
    """Write the adopted rates and fees, one line a file."""
    files: dict[str, str] = import_module(FORMATS[form]).files(load_schedule())
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        unfinished = out / f".{name}.unfinished"
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(out / name)
        click.echo(out / name)
