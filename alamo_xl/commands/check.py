"""`alamo-xl check`: the cells of a saved model that are not as they were built."""

from __future__ import annotations

from pathlib import Path

import click

MOST = 20


@click.command("check")
@click.argument("model", type=click.Path(path_type=Path, dir_okay=False), metavar="MODEL.xlsx")
@click.option("--all", "in_full", is_flag=True, help=f"Name every cell, not the first {MOST}.")
@click.pass_context
def command(context: click.Context, model: Path, in_full: bool) -> None:
    """Name the cells of a saved model that are not as this version builds them: formulas that were overwritten, rows or
    columns that were inserted or deleted.

    Inputs may hold anything. Exit 1 where something is not as it was built.
    """
    from alamo_xl.books.intact import damage
    from alamo_xl.loader import load_schedule

    found = damage(model, load_schedule())
    shown = found if in_full else found[:MOST]
    for line in shown:
        click.echo(line)
    if len(found) > len(shown):
        click.echo(f"and {len(found) - len(shown):,} more: --all names them")
    if not found:
        click.echo(f"{model.name}: every formula is as it was built")
    context.exit(1 if found else 0)
