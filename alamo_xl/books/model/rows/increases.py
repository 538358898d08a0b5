"""The increase in effect, year by year: typed, for all services, adopted; a year late; replaced by a level increase."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model.rows.levers import LeverBlock, escalators
from alamo_xl.books.vocabulary import ADOPTED, ALL_SERVICES, DELAY, LEVEL, LEVEL_FROM, LEVEL_TO, services
from alamo_xl.levers import Escalated
from alamo_xl.schedule import Schedule

AS_ADOPTED = f'"{ADOPTED}"'


@dataclass(frozen=True)
class Increases:
    """The increases in effect, a number or the word adopted; whether the adopted ones come a year late, 1 or 0."""

    by_escalator: dict[Escalated, Line]
    late: Line


@dataclass(frozen=True)
class _Level:
    """A level increase: whether it replaces the others, 1 or 0, and what it is."""

    replaces: Line
    increase: Line


def add(sheet: YearSheet, schedule: Schedule, levers: LeverBlock) -> Increases:
    """No lever counts in the base year or before it: there the word is adopted."""
    year = levers.scalar(DELAY)
    late_from = f"=({{year}}>=MAX({year},Base_year+1))*COUNT({year})"
    late = sheet.line(["a year late"], "1 is yes", late_from, "count")
    held = sheet.line(["held this year"], "1 is yes", f"={late.year}*({{year}}=MAX({year},Base_year+1))", "count")
    asked = _asked(sheet, schedule, levers)
    level = _levels(sheet, schedule, levers)
    in_effect = {}
    for each, line in asked.items():
        own = level[each.service]
        a_year_late = f"CHOOSE(1+{late.year}+{held.year},{line.year},{line.previous},0)"
        formula = f"=IF({own.replaces.year}=1,{own.increase.year},{a_year_late})"
        in_effect[each] = sheet.line([*each, "in effect"], "increase", formula, "percent2")
    return Increases(in_effect, late)


def _asked(sheet: YearSheet, schedule: Schedule, levers: LeverBlock) -> dict[Escalated, Line]:
    """Each service's own increase, else the one for all services; with neither as adopted, after that nothing."""
    general = levers.year(ALL_SERVICES)
    unless = f"=IF({{year}}>Last_adopted_year,0,{AS_ADOPTED})"
    adopted = sheet.line(["unless typed"], "increase", unless, "percent2")
    typed = f"=CHOOSE(1+{{after}}*ISNUMBER({general}),{adopted.year},{general})"
    common = sheet.line([ALL_SERVICES, "asked"], "increase", typed, "percent2")
    asked = {}
    for each in escalators(schedule):
        own = levers.year(*each)
        formula = f"=CHOOSE(1+{{after}}*ISNUMBER({own}),{common.year},{own})"
        asked[each] = sheet.line([*each, "asked"], "increase", formula, "percent2")
    return asked


def _levels(sheet: YearSheet, schedule: Schedule, levers: LeverBlock) -> dict[str, _Level]:
    """By service: its own, else the one of all services."""
    common = _level(sheet, levers, ALL_SERVICES)
    return {each: _level(sheet, levers, each, common) for each in services(schedule)}


def _level(sheet: YearSheet, levers: LeverBlock, scope: str, common: _Level | None = None) -> _Level:
    """A scope's own where it has an increase and a first year, else the common one."""
    rate, first, last = (levers.cell(words, scope) for words in (LEVEL, LEVEL_FROM, LEVEL_TO))
    given = f"COUNT({rate.to(first)})>1"
    counts = f"{rate}*(1-COUNT({last})*({{year}}>{last}))"
    replaces = f"IF({given},1*({{year}}>=MAX({first},Base_year+1)),{common.replaces.year if common else 0})"
    increase = f"IF({given},{counts},{common.increase.year if common else 0})"
    return _Level(
        sheet.line([LEVEL, scope, "replaces"], "1 is yes", f"={replaces}", "count"),
        sheet.line([LEVEL, scope, "is"], "increase", f"={increase}", "percent2"),
    )
