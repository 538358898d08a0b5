"""alamo-xl export."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from alamo_xl import inputs
from alamo_xl.beside import beside
from alamo_xl.errors import AlamoError
from alamo_xl.exports import FORMATS, pdf
from alamo_xl.exports.edition import Edition
from alamo_xl.loader import load_schedule
from alamo_xl.office import NOBODY, read_office
from alamo_xl.words import LANGUAGES


@click.command("export")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="A directory.")
@click.option("--class", "customer_class", help="With notice: household or non-household.")
@click.option("--fy", "fiscal_year", help="With notice: the fiscal year that brings the change, such as 2027.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Default: every one.")
@click.option("--office", type=click.Path(path_type=Path, dir_okay=False), help="A TOML of the publishing office.")
def command(
    form: str, out: Path, customer_class: str | None, fiscal_year: str | None, language: str | None, office: Path | None
) -> None:
    """Write the adopted rates and fees, one line a file; none where one of them cannot be written."""
    if form != "notice" and (customer_class or fiscal_year):
        raise AlamoError("--class and --fy go with --format notice")
    edition = Edition(
        read_office(office) if office else NOBODY,
        language or "",
        inputs.customer_class(customer_class) if customer_class else "",
        inputs.fiscal_year(fiscal_year) if fiscal_year else 0,
    )
    files = FORMATS[form](load_schedule(), edition)
    with ExitStack() as renamings:
        for name, content in files.items():
            written = content if isinstance(content, bytes) else content.encode()
            renamings.enter_context(beside(out / name)).write_bytes(written)
    for name in files:
        click.echo(out / name)
    if form == "notice" and not pdf.available():
        click.echo(f"without PDF: {pdf.MISSING}", err=True)
