"""alamo-xl bill."""

from __future__ import annotations

import click

from alamo_xl.bill import Bill, bill
from alamo_xl.inputs import fiscal_year
from alamo_xl.loader import adopted_schedules, newest
from alamo_xl.schedule import Schedule


@click.command("bill")
@click.option(
    "--fy",
    "fiscal_year",
    required=True,
    help="Fiscal year, such as 2026, or the bill's date (which rates with seasons need).",
)
@click.option("--class", "customer_class", required=True, help="household or non-household.")
@click.option("--size", "meter_size", required=True, help="Meter size in inches, or multi-family.")
@click.option("--ccf", required=True, help="Metered water, CCF a month.")
@click.option("--outside", is_flag=True, help="Outside the city limits.")
@click.option("--irrigation", is_flag=True, help="An irrigation account.")
@click.option("--sewer/--no-sewer", default=None, help="Whether sewer is billed; default: unless irrigation.")
@click.option("--reclaimed-ccf", default="0", help="Reclaimed water, CCF a month.")
@click.option("--units", help="Number of multi-family units.")
@click.option("--stage", default="0", help="The surcharge stage in force, of rates that have stages.")
@click.option("--assisted", is_flag=True, help="An assisted account, of rates that have discounts.")
@click.option(
    "--rates", help="A rate table (CSV), an instrument (TOML) or a model book, in place of the adopted rates."
)
@click.option("--scenario", help="The scenario of the model book.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, money as text.")
def command(rates: str | None, scenario: str | None, as_json: bool, **account: object) -> None:
    """Price one month's bill, line by line, before tax, garbage and fees."""
    priced = bill(_schedule(rates, scenario, account["fiscal_year"]), **account)
    click.echo(_json(priced) if as_json else _table(priced))


def _schedule(rates: str | None, scenario: str | None, year: object) -> Schedule:
    if rates is None and scenario is None:
        return newest(adopted_schedules(), fiscal_year(year))
    from alamo_xl.rates_file import schedule_from

    return schedule_from(rates, scenario)


def _json(priced: Bill) -> str:
    import json

    lines = [
        {
            "service": line.service,
            "charge": line.charge,
            "quantity": f"{line.quantity.normalize():f}",
            "rate": str(line.rate),
            "amount": str(line.amount),
            "source": str(line.source),
        }
        for line in priced.lines
    ]
    return json.dumps({"lines": lines, "total": str(priced.total)}, indent=2)


def _table(priced: Bill) -> str:
    rows = [("service", "charge", "quantity", "rate", "amount")]
    for line in priced.lines:
        quantity = f"{line.quantity.normalize():,f}"
        rows.append((line.service, line.charge, quantity, f"{line.rate:,}", f"{line.amount:,.2f}"))
    rows.append(("total", "", "", "", f"{priced.total:,.2f}"))
    return "\n".join(f"{s:<10}{c:<11}{q:>12}{r:>12}{a:>14}" for s, c, q, r, a in rows)
