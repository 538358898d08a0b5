"""The sentences of the council summary; what they are put together of stands right of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alamo_xl.books.kit import Line, Ref, TimeSheet
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.vocabulary import (
    ALL_SERVICES,
    CAPITAL_PLAN,
    DELAY,
    ELASTICITY,
    LEVEL,
    LEVEL_FROM,
    LEVEL_TO,
    NO,
    PLANS,
    UTILITY,
    YES,
)

BEYOND = "over 100%"
"""What is said where no increase is enough."""


def _workings(sheet: TimeSheet, line: Ref, formulas: Iterable[str]) -> list[str]:
    """The parts of a line's sentence, right of the page; the cells that hold them."""
    found = []
    for place, formula in enumerate(formulas, 1):
        cell = line.cell(0, sheet.last_year_column + place)
        sheet.put(cell, formula, "general")
        sheet.width(cell.column, 48)
        found.append(cell.in_row)
    return found


def answer(sheet: TimeSheet, household: Line) -> None:
    """What a household pays, whether it is enough, and for whom that is asked."""
    line, bill = sheet.take(), household.years
    then, later = _workings(
        sheet,
        line,
        (
            f'=TEXT(INDEX({bill},1,Base_place),"$0.00")&" in FY"&Base_year',
            f'=TEXT(INDEX({bill},1,Horizon-First_year+1),"$0.00")&" in FY"&Horizon',
        ),
    )
    said = f'="The typical household\'s monthly water and sewer bill: "&{then}&", "&{later}&"."'
    sheet.put_free(line, said, "sentence")
    enough(sheet, UTILITY)
    alone, missed = '"Each service meets its tests."', '"A service misses a test first in FY"'
    line = sheet.take()
    (part,) = _workings(sheet, line, (f"=IF(First_missed_alone>Horizon,{alone},{missed}&First_missed_alone)",))
    pooled = '"Cash is pooled: the utility is tested as one."'
    sheet.put_free(line, f'=IF(Cash_pooled="{YES}",{pooled},{part})', "sentence")
    sheet.warn(line, f'ISNUMBER(SEARCH("misses",{line.in_row}))')


def enough(sheet: TimeSheet, whose: str) -> None:
    """Whether rates are enough, in a line: the first years in which cash and coverage are not. Sufficiency has all."""
    line = sheet.take()
    first = f"First_cash_{whose}"
    words = f'=IF({first}>Horizon,"cash meets its target","cash is below its target first in FY"&{first})'
    cash, year = _workings(sheet, line, (words, f"=MIN(First_coverage_{whose})"))
    coverage = f'IF({year}>Horizon,"enough","too low first in FY"&{year})'
    said = f'="{whose.capitalize()}, to FY"&Horizon&": "&{cash}&"; coverage of debt is "&{coverage}&"."'
    sheet.put_free(line, said, "sentence")
    sheet.warn(line, f'ISNUMBER(SEARCH("first",{line.in_row}))')


def assumed(sheet: TimeSheet, levers: LeverBlock, services: Sequence[str]) -> None:
    """What the scenario assumes that is no year's: a label and what it is, two beside one another."""
    sheet.text("=INDEX(Scenario_about,MAX(1,Scenario_number),1)", "sentence")
    delay, plan, elasticity = (levers.scalar(each) for each in (DELAY, CAPITAL_PLAN, ELASTICITY))
    others = (
        ("Increases put off", f'=IF({delay}="","{NO}","by a year from FY"&{delay})'),
        ("Capital plan", f'=IF({plan}="","{PLANS[0]}",{plan})'),
        ("Use answers to price (elasticity)", f'=TEXT(SUM({elasticity}),"0.00")'),
        ("Cash is pooled", "=Cash_pooled"),
    )
    rows = sheet.take(max(1 + len(services), len(others)))
    for place, (words, formula) in enumerate(others):
        row = rows.row_at(place)
        sheet.put_free(row.cell(0, sheet.first_year_column), words, "sentence")
        sheet.put_free(row.cell(0, sheet.first_year_column + 4), formula, "sentence")
    for place, scope in enumerate((ALL_SERVICES, *services)):
        row = rows.row_at(place)
        level, since, until = (levers.scalar(each, scope) for each in (LEVEL, LEVEL_FROM, LEVEL_TO))
        (end,) = _workings(sheet, row, (f'=IF({until}="",MAX(Scenario_years),{until})',))
        said = f'=IF({level}="","none",TEXT({level},"0.0%")&" a year, FY"&{since}&" to FY"&{end})'
        sheet.put_free(row, f"Level increase, {scope}", "sentence")
        sheet.put_free(row.cell(0, sheet.units_column - 1), said, "sentence")


def needed(sheet: TimeSheet, services: Sequence[str]) -> None:
    """The level increases, the utility's and each service's."""
    years = '"One increase a year, FY"&Solve_from&" to FY"&Solve_to&": "'
    line = sheet.take()
    (every,) = _workings(sheet, line, (_increase(UTILITY),))
    sheet.put_free(line, f'={years}&{every}&", of every rate, for the utility\'s tests."', "sentence")
    line = sheet.take()
    parts = zip(services, _workings(sheet, line, (_increase(each) for each in services)), strict=True)
    own = '&"; '.join(f'{each} "&{part}' for each, part in parts)
    sheet.put_free(line, f'="Of each service\'s own rates, for its own tests: {own}&"."', "sentence")


def _increase(whose: str) -> str:
    """A level increase in words: so much, or more than is sought."""
    return f'=IF(ISNUMBER(Level_{whose}),TEXT(Level_{whose},"0.0%"),"{BEYOND}")'
