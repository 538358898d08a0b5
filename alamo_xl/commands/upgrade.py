"""alamo-xl upgrade: a saved model's inputs in a model of this version."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alamo_xl.errors import AlamoError

if TYPE_CHECKING:
    from alamo_xl.books.carried import Carried


@click.command("upgrade")
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False), metavar="OLD.xlsx")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="NEW.xlsx")
def command(old: Path, out: Path) -> None:
    """Carry what was typed into a saved model into a model of this version; say, cell by cell, what could not be.

    The rates are this version's: an instrument is never carried over. OLD stays as it is.
    """
    from alamo_xl.beside import beside
    from alamo_xl.books.carried import Inputs
    from alamo_xl.books.package import write_parts
    from alamo_xl.books.upgrade import upgraded
    from alamo_xl.library import MODEL
    from alamo_xl.loader import load_schedule

    if out.exists() and old.exists() and out.samefile(old):
        raise AlamoError(f"--out is {old.name} itself; give the new model a name of its own")
    if out.suffix != ".xlsx":
        raise AlamoError(f"--out is {out.name}; give a name that ends in .xlsx")
    mine = Inputs(old)
    with tempfile.TemporaryDirectory() as folder:
        parts, carried = upgraded(mine, Inputs(MODEL.write(load_schedule(), Path(folder) / MODEL.file)))
    try:
        with beside(out) as part:
            write_parts(part, parts)
    except OSError as error:
        raise AlamoError(f"cannot write {out}: {error.strerror}; is it open in Excel?") from error
    click.echo("\n".join(_report(old, out, carried)))


def _report(old: Path, out: Path, carried: Carried) -> list[str]:
    lines = [f"{out}: {carried.filled:,} inputs of {old.name} carried over, {len(carried.left):,} not"]
    lines += [f"  note: {note}" for note in carried.notes]
    lines += [f"  {cell} ({cell.label}) is {cell.value!r}: {why}" for cell, why in carried.left.items()]
    return lines
