"""The command line: one module a command in `commands`, imported when it is called."""

from __future__ import annotations

import io
import sys
from importlib import import_module

import click

from alamo_xl import __version__
from alamo_xl.errors import AlamoError

COMMANDS = {
    "audit": "Check every rate against every rule.",
    "bill": "Price one month's bill, line by line.",
    "build": "Write the books.",
    "check": "Name the cells of a saved model that are not as they were built.",
    "determinants": "Tabulate a billing extract into a rate model.",
    "doctor": "Check what the Excel add-in needs, and say what to do.",
    "export": "Write the rates as csv, json, html or owrs.",
    "functions": "List the functions, as users see them.",
    "install": "Put the Excel add-in in place for this user, on Windows.",
    "install-libreoffice": "Put the LibreOffice add-in in place for this user.",
    "lint": "Check the books against the P and M rules.",
    "sample": "Write an illustrative billing extract.",
    "rate": "Rate every bill of a billing extract.",
    "scenario": "What each scenario of a saved model does.",
    "serve": "Serve the functions to Excel on Windows, Mac and the web.",
    "upgrade": "Carry a saved model's inputs into a model of this version.",
}


LINE_MAXIMUM = 1000


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"alamo_xl.commands.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="alamo-xl")
def _group() -> None:
    """Alamogordo's adopted water, sewer and reclaimed-water rates: bills, audits and workbooks."""


def main(arguments: list[str] | None = None) -> None:
    """Runs a command; bad input is one line on standard error and exit code 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show is no reason to fail
    try:
        sys.exit(_group.main(arguments, prog_name="alamo-xl", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as help_page:
        click.echo(help_page.format_message())
        sys.exit(2)
    except (AlamoError, click.ClickException) as error:
        words = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(f"alamo-xl: {_line(words)}", err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except OSError as error:
        click.echo(f"alamo-xl: {error.filename or 'a file'}: {error.strerror or error}", err=True)
        sys.exit(2)


def _line(words: str) -> str:
    """Words of any length as one line that a person reads."""
    line = " ".join(words.split())
    return line if len(line) <= LINE_MAXIMUM else f"{line[:LINE_MAXIMUM]}..."
