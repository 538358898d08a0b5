"""alamo-xl audit."""

from __future__ import annotations

import sys

import click

from alamo_xl.audit import AuditReport, audit
from alamo_xl.designs import TERMS
from alamo_xl.loader import adopted_schedules
from alamo_xl.rate_table import HEADINGS
from alamo_xl.rates_file import schedule_from
from alamo_xl.schedule import KnownException


@click.command("audit")
@click.option(
    "--rates", help="A rate table (CSV), an instrument (TOML) or a model book, in place of the adopted rates."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, money as text.")
def command(rates: str | None, as_json: bool) -> None:
    """Check every rate against every rule; exit 1 unless the deviations are exactly the known exceptions."""
    report = audit(schedule_from(rates))
    adopted = {exception for schedule in adopted_schedules() for exception in schedule.audit.known_exceptions}
    own = [exception for exception in report.known if exception not in adopted]
    click.echo(_json(report, own) if as_json else _table(report, own))
    sys.exit(0 if report.ok else 1)


def _table(report: AuditReport, own: list[KnownException]) -> str:
    rows = [f"{'rule':<13} {'checked':>7} {'differ':>6}  what"]
    rows += [f"{r.rule:<13} {r.checked:>7} {len(r.deviations):>6}  {r.title}" for r in report.rules]
    for heading, exceptions in (
        ("Known exceptions", [d for d in report.deviations if d in report.known and d not in own]),
        ("Exceptions that the file names for itself", own),
        ("Not known: a transcription error", report.unexpected),
        ("Known, but not found: a transcription error", report.missing),
    ):
        if exceptions:
            rows += ["", heading, *(f"  {_words(exception)}" for exception in exceptions)]
    verdict = "passed: the deviations are exactly the known exceptions" if report.ok else "FAILED"
    if report.ok and own:
        verdict += f", {len(own)} of them only because the file itself names them"
    return "\n".join([*rows, "", f"Not covered: {report.not_covered}", "", verdict])


def _words(exception: KnownException) -> str:
    return (
        f"{exception.rule}: {exception.key}, FY{exception.fiscal_year}: "
        f"printed {exception.printed}, derived {exception.derived}"
    )


def _json(report: AuditReport, own: list[KnownException]) -> str:
    import json

    def facts(exception: KnownException) -> dict[str, object]:
        return {
            "rule": exception.rule,
            **dict(zip(HEADINGS, exception.key.words, strict=True)),
            **{name: str(value) for name in TERMS if (value := getattr(exception.key, name))},
            "fiscal_year": exception.fiscal_year,
            "printed": str(exception.printed),
            "derived": str(exception.derived),
        }

    rules = [
        {"rule": r.rule, "title": r.title, "checked": r.checked, "deviations": [facts(d) for d in r.deviations]}
        for r in report.rules
    ]
    found = {"unexpected": report.unexpected, "missing": report.missing, "own_exceptions": own}
    lists = {name: [facts(exception) for exception in exceptions] for name, exceptions in found.items()}
    return json.dumps({"ok": report.ok, "rules": rules, **lists, "not_covered": report.not_covered}, indent=2)
