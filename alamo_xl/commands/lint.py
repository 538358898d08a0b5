"""`alamo-xl lint`: the books against their rules."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("lint")
@click.argument("books", nargs=-1, metavar="[BOOK]...", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--failed", is_flag=True, help="Print only the rules that fail.")
@click.pass_context
def command(context: click.Context, books: tuple[Path, ...], failed: bool) -> None:
    """Check workbooks against what Excel repairs, the P rules (pages) and the M rules (models).

    BOOK is a .xlsx or .xlsm file; those in workbooks/ by default. Prints rule, book, and passed or the reason; exit
    1 when a rule fails.
    """
    from alamo_xl.books.lint import lint

    paths = books or tuple(sorted(path for path in Path("workbooks").glob("*.xls[xm]")))
    if not paths:
        raise click.ClickException("no book to check: give a file, or run `alamo-xl build` first")
    results = [result for path in paths for result in lint(path)]
    for result in results:
        if not (failed and result.passed):
            verdict = "passed" if result.passed else "FAILED"
            click.echo(f"{result.rule:<8} {result.book:<34} {verdict}{': ' if result.reason else ''}{result.reason}")
    context.exit(0 if all(result.passed for result in results) else 1)
