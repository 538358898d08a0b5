"""alamo-xl audit."""

from __future__ import annotations

import sys

import click

from alamo_xl.audit import AuditReport, audit
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
    click.echo(_json(report) if as_json else _table(report))
    sys.exit(0 if report.ok else 1)


def _table(report: AuditReport) -> str:
    rows = [f"{'rule':<13} {'checked':>7} {'differ':>6}  what"]
    rows += [f"{r.rule:<13} {r.checked:>7} {len(r.deviations):>6}  {r.title}" for r in report.rules]
    for heading, exceptions in (
        ("Known exceptions", [d for d in report.deviations if d in report.known]),
        ("Not known: a transcription error", report.unexpected),
        ("Known, but not found: a transcription error", report.missing),
    ):
        if exceptions:
            rows += ["", heading, *(f"  {_words(exception)}" for exception in exceptions)]
    verdict = "passed: the deviations are exactly the known exceptions" if report.ok else "FAILED"
    return "\n".join([*rows, "", verdict])


def _words(exception: KnownException) -> str:
    return (
        f"{exception.rule}: {exception.key}, FY{exception.fiscal_year}: "
        f"printed {exception.printed}, derived {exception.derived}"
    )


def _json(report: AuditReport) -> str:
    import json

    def facts(exception: KnownException) -> dict[str, object]:
        return {
            "rule": exception.rule,
            **exception.key._asdict(),
            "fiscal_year": exception.fiscal_year,
            "printed": str(exception.printed),
            "derived": str(exception.derived),
        }

    rules = [
        {"rule": r.rule, "title": r.title, "checked": r.checked, "deviations": [facts(d) for d in r.deviations]}
        for r in report.rules
    ]
    unexpected, missing = ([facts(e) for e in found] for found in (report.unexpected, report.missing))
    return json.dumps({"ok": report.ok, "rules": rules, "unexpected": unexpected, "missing": missing}, indent=2)
