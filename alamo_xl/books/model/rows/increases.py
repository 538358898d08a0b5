"""What a scenario's levers mean year by year: the increase in effect, growth, use."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Line, YearSheet
from alamo_xl.books.model.rows.levers import LeverBlock, escalators
from alamo_xl.books.vocabulary import ADOPTED, ALL_SERVICES, DELAY, GROWTH, USAGE_CHANGE
from alamo_xl.levers import Escalated
from alamo_xl.schedule import Schedule

AS_ADOPTED = f'"{ADOPTED}"'


@dataclass(frozen=True)
class Increases:
    """The increases in effect by escalator; which printed column a year reads; what multiplies the base year's volumes
    before prices; what is missing.
    """

    by_escalator: dict[Escalated, Line]
    printed: Line
    printed_return: Line
    growth: Line
    use: Line
    faults: Line


@dataclass(frozen=True)
class _Delay:
    late: Line
    held: Line


def add(sheet: YearSheet, schedule: Schedule, levers: LeverBlock) -> Increases:
    """Delays counted in; the word adopted where no increase is given."""
    delay = _delay(sheet, levers)
    printed, printed_return = (
        sheet.line([words], "place", f"=MIN({{year}}-First_year+1{less},COLUMNS(Rates_years))", "count")
        for words, less in (("Printed column", f"-{delay.late.year}"), ("Printed column, sewer return", ""))
    )
    by_escalator = _in_effect(sheet, delay, _asked(sheet, schedule, levers))
    effect = Block.of(list(by_escalator.values())).year
    missing = f"IF({{year}}-{delay.late.year}>Last_adopted_year,COUNTIF({effect},{AS_ADOPTED}),0)"
    faults = sheet.line(
        ["Increases that are missing"], "count", f"={missing}+IF({{year}}=First_year,{delay.held.year},0)", "count"
    )
    growth = _growth(sheet, levers)
    use_of_year = f"={growth.year}*(1+SUM({levers.year(USAGE_CHANGE)}))"
    use = sheet.line(["Use before prices, base year is 1"], "index", use_of_year, "factor")
    return Increases(by_escalator, printed, printed_return, growth, use, faults)


def _delay(sheet: YearSheet, levers: LeverBlock) -> _Delay:
    year = f"SUM({levers.scalar(DELAY)})"
    late = sheet.line(["Years late"], "years", f"=IF(AND({year}>0,{{year}}>={year}),1,0)", "count")
    return _Delay(late, sheet.line(["Held this year"], "1 is yes", f"=IF({{year}}={year},1,0)", "count"))


def _asked(sheet: YearSheet, schedule: Schedule, levers: LeverBlock) -> dict[Escalated, Line]:
    """Each service's own increase, else the one for all services."""
    general = levers.year(ALL_SERVICES)
    common = sheet.line([ALL_SERVICES], "increase", f"=IF(ISNUMBER({general}),{general},{AS_ADOPTED})", "percent2")
    asked = {}
    for each in escalators(schedule):
        own = levers.year(*each)
        formula = f"=IF(ISNUMBER({own}),{own},{common.year})"
        asked[each] = sheet.line([*each, "asked"], "increase", formula, "percent2")
    return asked


def _in_effect(sheet: YearSheet, delay: _Delay, asked: dict[Escalated, Line]) -> dict[Escalated, Line]:
    """What was asked, a year later where it is delayed, nothing in the year it is held."""
    return {
        each: sheet.line(
            [*each, "in effect"],
            "increase",
            f"=CHOOSE(1+{delay.late.year}+{delay.held.year},{line.year},{line.previous},0)",
            "percent2",
        )
        for each, line in asked.items()
    }


def _growth(sheet: YearSheet, levers: LeverBlock) -> Line:
    grown = f"=IF({{year}}=First_year,1,{{this_prev}}*(1+SUM({levers.year(GROWTH)})))"
    index = sheet.line(["Accounts, from the first year"], "index", grown, "factor")
    base = f"INDEX({index.years.in_row},1,Base_place)"
    return sheet.line(["Accounts, base year is 1"], "index", f"={index.year}/{base}", "factor")
