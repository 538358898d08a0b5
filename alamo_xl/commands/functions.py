"""alamo-xl functions."""

from __future__ import annotations

import click


@click.command("functions")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with each argument's help.")
@click.option("--markdown", is_flag=True, help="Print the table that stands in the README.")
def command(as_json: bool, markdown: bool) -> None:
    """List the functions, as users see them."""
    from alamo_xl.functions import FUNCTIONS

    if as_json:
        import json
        from dataclasses import asdict

        shown = [{k: v for k, v in asdict(f).items() if k != "python"} for f in FUNCTIONS]
        click.echo(json.dumps(shown, indent=2))
    elif markdown:
        click.echo("| function | gives | example |\n|---|---|---|")
        for function in FUNCTIONS:
            click.echo(
                f"| `{function.signature}` | {function.summary} | `{function.example}` gives {function.expected} |"
            )
    else:
        for function in FUNCTIONS:
            click.echo(f"{function.signature}\n    {function.summary}")
