"""alamo-xl scenario: what each scenario of a saved model does, computed from its inputs."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from alamo_xl.books.reader import Model, read_model
from alamo_xl.errors import AlamoError, BadSchedule
from alamo_xl.loader import load_schedule

COLUMNS = (
    ("revenue ($)", "revenue", "{:,.0f}", 15),
    ("gap ($)", "gap", "{:,.0f}", 14),
    ("coverage", "coverage", "{:.2f}", 10),
    ("days cash", "days_cash", "{:.0f}", 11),
    ("increase", "increase_needed", "{:.2%}", 10),
    ("bill ($)", "typical_bill", "{:,.2f}", 12),
)


@click.command("scenario")
@click.argument("model", type=click.Path(path_type=Path, dir_okay=False), metavar="MODEL.xlsx")
@click.option("--scenario", "name", help="One scenario only; with --solve the one to solve, else the book's choice.")
@click.option(
    "--solve", nargs=3, metavar="SERVICE FY TARGET", help="The increase that brings a service's revenue to a target."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, money as text.")
def command(model: Path, name: str | None, solve: tuple[str, str, str] | None, as_json: bool) -> None:
    """Each scenario's revenue, gap, coverage and typical bill by year, from the inputs of a saved model.

    Nothing that the book calculated is read. With --solve: the uniform increase of SERVICE in FY over the year before
    for which its revenue is TARGET dollars, rounding and elasticity counted.
    """
    read = read_model(model, load_schedule())
    if solve:
        click.echo(_solved(read, read.name_of(name or read.shown), *solve, as_json))
        return
    names = list(read.scenarios) if name is None else [read.name_of(name)]
    results = {each: _result(read, each) for each in names}
    if as_json:
        import json

        click.echo(json.dumps({"fiscal_years": read.case.fiscal_years, "scenarios": results}, indent=2))
        return
    for each, result in results.items():
        click.echo(_table(each, read.case.fiscal_years, result))


def _result(read: Model, name: str) -> dict[str, Any]:
    """By measure, a text a year; or why the scenario cannot be calculated."""
    from alamo_xl.projection import UTILITY, project

    try:
        outcome = project(read.case, *read.scenarios[name])
        years = outcome.cash[UTILITY]
        bills = [read.typical_bill(outcome.schedule, year.fiscal_year) for year in years]
    except AlamoError as error:
        return {"error": str(error)}
    return {
        "revenue": [f"{year.rate_revenue:.2f}" for year in years],
        "gap": [f"{year.gap:.2f}" for year in years],
        "coverage": [None if year.coverage is None else f"{year.coverage:.3f}" for year in years],
        "days_cash": [f"{year.days_cash:.1f}" for year in years],
        "increase_needed": [f"{year.cumulative:.4f}" for year in years],
        "typical_bill": [f"{amount:.2f}" for amount in bills],
    }


def _table(name: str, years: tuple[int, ...], result: dict[str, Any]) -> str:
    if "error" in result:
        return f"{name}\n  {result['error']}\n"
    lines = [name, "  year" + "".join(f"{words:>{width}}" for words, _, _, width in COLUMNS)]
    for place, year in enumerate(years):
        cells = [(result[measure][place], shown, width) for _, measure, shown, width in COLUMNS]
        texts = (
            f"{'no debt' if cell is None else shown.format(Decimal(cell)):>{width}}" for cell, shown, width in cells
        )
        lines.append(f"  {year}" + "".join(texts))
    return "\n".join(lines) + "\n"


def _solved(read: Model, name: str, service: str, fiscal_year: str, target: str, as_json: bool) -> str:
    from alamo_xl import inputs
    from alamo_xl.solve import solve

    dollars = inputs.exact(target.replace(",", "").removeprefix("$"))
    if dollars is None or not dollars.is_finite() or dollars < 0:
        raise BadSchedule(f"--solve: the target is {target}; give dollars a year, such as 12000000")
    found = solve(read.case, *read.scenarios[name], service.lower(), inputs.fiscal_year(fiscal_year), dollars)
    if as_json:
        import json

        return json.dumps({"scenario": name, "increase": f"{found.increase:f}", "revenue": f"{found.revenue:.2f}"})
    return (
        f"{name}: {service} rates {found.increase:+.2%} in FY{inputs.fiscal_year(fiscal_year)} "
        f"bring in {found.revenue:,.2f} a year (target {dollars:,.2f})"
    )
