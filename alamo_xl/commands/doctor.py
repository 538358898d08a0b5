"""alamo-xl doctor."""

from __future__ import annotations

import click


@click.command("doctor")
@click.pass_context
def command(context: click.Context) -> None:
    """Check what the Excel add-in needs, and say what to do; exit 1 where something is to be done."""
    from alamo_xl.hosts.excel import doctor
    from alamo_xl.hosts.excel.machine import is_windows, this_machine

    findings = list(doctor.anywhere())
    if is_windows():
        findings += doctor.on_windows(this_machine())
    for finding in findings:
        click.echo(f"{'ok' if finding.right else 'TO DO':<6} {finding.what}: {finding.words}")
    if not is_windows():
        click.echo(
            "This is not Windows: pywin32, the DLL, the add-in, its settings, trusted location, OneDrive and macro "
            "policy cannot be checked here, nor the add-in used; see `alamo-xl serve` and "
            "`alamo-xl install-libreoffice`."
        )
    context.exit(0 if all(finding.right for finding in findings) else 1)
