"""alamo-xl scenario: what each scenario of a saved model does, computed from its inputs; and the increase it needs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from textwrap import wrap
from typing import Any

import click

from alamo_xl import inputs
from alamo_xl.books.reader import Model, read_model
from alamo_xl.errors import AlamoError, BadSchedule
from alamo_xl.loader import load_schedule

COLUMNS = (
    ("revenue ($)", "revenue", "{:,.0f}", 14),
    ("net ($)", "net_revenue", "{:,.0f}", 13),
    ("coverage", "all_coverage", "{:.2f}", 9),
    ("cash ($)", "cash", "{:,.0f}", 14),
    ("target ($)", "cash_target", "{:,.0f}", 13),
    ("bill ($)", "typical_bill", "{:,.2f}", 9),
)
LEVEL, WIDTH = "level", 80
NOT_ENOUGH = "none up to 100 % is enough"


class _Command(click.Command):
    """`--solve level` stands for itself; `--solve` takes three words otherwise."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Two words become one option."""
        for place in range(len(args) - 1):
            if args[place : place + 2] == ["--solve", LEVEL]:
                args = [*args[:place], "--solve-level", *args[place + 2 :]]
                break
        return super().parse_args(ctx, args)


@click.command("scenario", cls=_Command)
@click.argument("model", type=click.Path(path_type=Path, dir_okay=False), metavar="MODEL.xlsx")
@click.option("--scenario", "name", help="One scenario only; with --solve the one to solve, else the book's choice.")
@click.option(
    "--solve",
    nargs=3,
    metavar="SERVICE FY TARGET",
    help="The increase that brings a service's revenue to a target. Or `--solve level`: one increase for each year.",
)
@click.option("--solve-level", is_flag=True, hidden=True)
@click.option("--from", "first", metavar="FY", help="With --solve level: its first year; the book's, if not given.")
@click.option("--to", "last", metavar="FY", help="With --solve level: its last year; the book's, if not given.")
@click.option("--service", help="With --solve level: this service's rates and tests; all together, if not given.")
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="NEW.xlsx",
    help="With --solve level: a copy of the model with the increase typed in.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, money as text.")
def command(
    model: Path,
    name: str | None,
    solve: tuple[str, str, str] | None,
    solve_level: bool,
    first: str | None,
    last: str | None,
    service: str | None,
    write: Path | None,
    as_json: bool,
) -> None:
    """Each scenario's revenue, cash, coverage, needed increase and typical bill by year, from a saved model's inputs.

    Nothing that the book calculated is read. With --solve: the uniform increase of SERVICE in FY over the year before
    for which its revenue is TARGET dollars. With --solve level: the least multiple of 0.1 % a year that meets every
    test from its first year to the horizon. Both count rounding to cents and the response to prices.
    """
    if not solve_level and any(given is not None for given in (first, last, service, write)):
        raise BadSchedule("--from, --to, --service and --write go with --solve level")
    read = read_model(model, load_schedule())
    if solve_level:
        click.echo(_level(model, read, read.name_of(name or read.shown), first, last, service, write, as_json))
        return
    if solve:
        click.echo(_solved(read, read.name_of(name or read.shown), *solve, as_json))
        return
    names = list(read.scenarios) if name is None else [read.name_of(name)]
    results = {each: _result(read, each) for each in names}
    if as_json:
        click.echo(json.dumps({"fiscal_years": read.case.years, "scenarios": results}, indent=2))
        return
    for each, result in results.items():
        click.echo(_table(each, read.case.years, result))


def _result(read: Model, name: str) -> dict[str, Any]:
    """By measure, a text a year, of the utility and of each service; or why the scenario cannot be calculated."""
    from alamo_xl.projection import UTILITY, failures, project
    from alamo_xl.projection.needed import needed
    from alamo_xl.projection.sufficiency import sentence

    case, levers = read.case, read.scenarios[name]
    try:
        outcome = project(case, levers)
        bills = [read.typical_bill(outcome.schedule, year) for year in case.years]
        whose = (UTILITY,) if case.assumptions.pooled else case.services
        found = {each: needed(case, levers, each, read.solve_from, read.solve_to) for each in whose}
    except AlamoError as error:
        return {"error": str(error)}
    failing = failures(case, outcome)
    return {
        **_measures(outcome.cash[UTILITY]),
        "typical_bill": [f"{amount:.2f}" for amount in bills],
        "services": {each: _measures(outcome.cash[each]) for each in case.services},
        "tests": [sentence(each, failing[each], case.horizon) for each in outcome.cash],
        "needed": {
            each: {
                "level": _share(found[each].level),
                "as_needed": {year: _share(share) for year, share in found[each].as_needed.items()},
            }
            for each in whose
        },
    }


def _measures(years: Sequence[Any]) -> dict[str, list[str | None]]:
    from alamo_xl.projection.sufficiency import coverage

    def dollars(part: str) -> list[str | None]:
        return [f"{getattr(year, part):.2f}" for year in years]

    def times(test: str) -> list[str | None]:
        found = (coverage(year, test) for year in years)
        return [None if each is None else f"{each:.3f}" for each in found]

    return {
        "revenue": dollars("rate_revenue"),
        "operations": dollars("operations"),
        "net_revenue": dollars("net_revenue"),
        "debt_service": dollars("debt"),
        "capital_in_cash": dollars("capital_in_cash"),
        "cash": dollars("closing_cash"),
        "cash_target": dollars("cash_target"),
        "senior_coverage": times("senior"),
        "all_coverage": times("all"),
    }


def _share(share: Decimal | None) -> str:
    return "none" if share is None else f"{share:.6f}"


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
    lines += [
        line for said in result["tests"] for line in wrap(said, WIDTH, initial_indent="  ", subsequent_indent="    ")
    ]
    for whose, found in result["needed"].items():
        level = found["level"]
        each = NOT_ENOUGH if level == "none" else f"{Decimal(level):.2%} a year"
        lines.append(f"  Needed level increase, {whose}: {each}")
    return "\n".join(lines) + "\n"


def _solved(read: Model, name: str, service: str, fiscal_year: str, target: str, as_json: bool) -> str:
    from alamo_xl.solve import solve

    dollars = inputs.exact(target.replace(",", "").removeprefix("$"))
    if dollars is None or not dollars.is_finite() or dollars < 0:
        raise BadSchedule(f"--solve: the target is {target}; give dollars a year, such as 12000000")
    found = solve(read.case, read.scenarios[name], service.lower(), inputs.fiscal_year(fiscal_year), dollars)
    if as_json:
        return json.dumps({"scenario": name, "increase": f"{found.increase:f}", "revenue": f"{found.revenue:.2f}"})
    return (
        f"{name}: {service} rates {found.increase:+.2%} in FY{inputs.fiscal_year(fiscal_year)} "
        f"bring in {found.revenue:,.2f} a year (target {dollars:,.2f})"
    )


def _level(
    model: Path,
    read: Model,
    name: str,
    first: str | None,
    last: str | None,
    service: str | None,
    write: Path | None,
    as_json: bool,
) -> str:
    from alamo_xl.projection import UTILITY, failures
    from alamo_xl.projection.sufficiency import sentence
    from alamo_xl.solve import solve_level

    whose = service.strip().lower() if service else UTILITY
    years = (
        read.solve_from if first is None else inputs.fiscal_year(first),
        read.solve_to if last is None else inputs.fiscal_year(last),
    )
    found = solve_level(read.case, read.scenarios[name], whose, *years)
    failing = failures(read.case, found.outcome, found.level.first)
    tests = [sentence(each, failing[each], read.case.horizon) for each in dict.fromkeys((whose, UTILITY))]
    if write is not None:
        if found.share is None:
            raise BadSchedule(f"{name}: no level increase up to 100 % is enough, so that {write.name} is not written")
        _write(model, write, read, name, whose, found.level)
    if as_json:
        told = {"scenario": name, "whose": whose, "from": found.level.first, "to": found.level.last, "tests": tests}
        return json.dumps({**told, "increase": None if found.share is None else f"{found.share:f}"})
    each = NOT_ENOUGH if found.share is None else f"{found.share:.1%} a year"
    return "\n".join([f"{name}, {whose}, FY{found.level.first} to FY{found.level.last}: {each}", *tests])


def _write(model: Path, path: Path, read: Model, name: str, whose: str, level: Any) -> None:
    from alamo_xl.beside import beside
    from alamo_xl.books.level_typed import level_typed
    from alamo_xl.books.package import write_parts

    number = list(read.scenarios).index(name) + 1
    parts = level_typed(model, number, read.case, read.scenarios[name], whose, level)
    try:
        with beside(path) as part:
            write_parts(part, parts)
    except OSError as error:
        raise AlamoError(f"cannot write {path}: {error.strerror}") from error
