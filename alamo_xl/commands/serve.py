"""`alamo-xl serve`: the functions for Excel on Windows, Mac and the web, from this computer."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Any but this computer needs authentication.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--certificate", type=FILE, help="PEM file; Excel only loads add-ins over https.")
@click.option("--key", type=FILE, help="PEM file of the certificate's key.")
def command(host: str, port: int, certificate: Path | None, key: Path | None) -> None:
    """Serve the functions through xlwings Server, until interrupted.

    Excel's add-in manifest is at /manifest. xlwings Server is free for noncommercial use (PolyForm Noncommercial);
    other use needs its paid licence in XLWINGS_LICENSE_KEY.
    """
    from alamo_xl.hosts.officejs.server import serve

    click.echo(f"serving {'https' if certificate else 'http'}://{host}:{port}/manifest; Ctrl+C ends it", err=True)
    serve(host, port, certificate, key)
