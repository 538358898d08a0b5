"""Rate revenue of a scenario by service: base charges, usage charges, both; and of the utility."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model.rows.base import rows_of
from alamo_xl.books.model.rows.demand import Demand
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.vocabulary import UTILITY, services
from alamo_xl.schedule import RETURN, Schedule


@dataclass(frozen=True)
class Revenue:
    """A year's rate revenue, by service and of the utility."""

    base: dict[str, Line]
    usage: dict[str, Line]
    total: dict[str, Line]


def add(sheet: YearSheet, schedule: Schedule, rates: Rates, demand: Demand) -> Revenue:
    """Volume x rate; sewer usage x the return."""

    formulas = {}
    for service in services(schedule):
        volumes, at = rows_of(demand.block, schedule, service), rows_of(rates.block, schedule, service)
        billed = f"*{rates.sewer_return.year}" if service == RETURN.service else ""
        base, usage = (f"=SUMPRODUCT({which}_{service},{volumes},{at})" for which in ("Is_base", "Is_usage"))
        formulas[service] = base, usage + billed
    return add_sums(sheet, formulas)


def add_sums(sheet: YearSheet, formulas: dict[str, tuple[str, str]]) -> Revenue:
    """Three rows a service, of the formulas of its base and its usage charges; then the utility's."""
    base: dict[str, Line] = {}
    usage: dict[str, Line] = {}
    total: dict[str, Line] = {}

    def line(words: list[str], formula: str, whole: bool = False) -> Line:
        return sheet.line(words, "$ a year", formula, "money0", total=whole)

    for service, (fixed, moving) in formulas.items():
        base[service] = line([service, "base charges"], fixed)
        usage[service] = line([service, "usage charges"], moving)
        total[service] = line([service, "rate revenue"], f"={base[service].year}+{usage[service].year}", True)
    for words, side in (("base charges", base), ("usage charges", usage), ("rate revenue", total)):
        formula = "=" + "+".join(each.year for each in side.values())
        side[UTILITY] = line([UTILITY, words], formula, side is total)
    return Revenue(base, usage, total)


def add_sum(sheet: YearSheet, words: str, lines: list[Line]) -> Line:
    """The sum of some lines."""
    return sheet.line([words], "$ a year", "=" + "+".join(line.year for line in lines), "money0", total=True)
