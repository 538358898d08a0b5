"""`alamo-xl serve`: the functions for Excel on Windows, Mac and the web, from this computer."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Any but this computer needs authentication.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--certificate", type=FILE, help="PEM file; without it one is made for this computer.")
@click.option("--key", type=FILE, help="PEM file of the certificate's key.")
@click.option("--http", "plain", is_flag=True, help="No certificate: another server before this one has it.")
def command(host: str, port: int, certificate: Path | None, key: Path | None, plain: bool) -> None:
    """Serve the functions through xlwings Server, until interrupted; says how they come into Excel.

    On this computer's own names it speaks https, with a certificate that it makes and keeps in .alamo-xl/server in
    your home. xlwings Server is free for noncommercial use (PolyForm Noncommercial); other use needs its paid licence
    in XLWINGS_LICENSE_KEY.
    """
    from alamo_xl.hosts.officejs.server import serve

    serve(host, port, certificate, key, plain=plain, say=lambda line: click.echo(line, err=True))
