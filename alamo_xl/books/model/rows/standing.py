"""Levers that stand from a year on, until another year has its own: multipliers, the return, shifts, use, accounts."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model.rows.levers import LeverBlock, shifted_services
from alamo_xl.books.vocabulary import (
    ADOPTED,
    GROWTH,
    IRRIGATION,
    OUTSIDE,
    SEWER_RETURN,
    SHIFT,
    USAGE_CHANGE,
    USE_GROUPS,
    USE_OF_ALL,
    USE_OF_RECLAIMED,
)
from alamo_xl.schedule import Schedule

AS_ADOPTED, NOTHING = f'"{ADOPTED}"', '"none"'


@dataclass(frozen=True)
class Multiplier:
    """Whether one is given, 1 or 0, and what it is; where none is given, what rates that departed are times."""

    given: Line
    times: Line


@dataclass(frozen=True)
class Standing:
    """What stands, by year: the return a number or the word adopted, shifts and changes of use 0 where there is none;
    the index of accounts is 1 in the base year.
    """

    outside: Multiplier
    irrigation: Multiplier
    sewer_return: Line
    shift: dict[str, Line]
    use: dict[str, Line]
    growth: Line


def add(sheet: YearSheet, schedule: Schedule, levers: LeverBlock) -> Standing:
    """A row each; no lever counts in the base year or before it."""
    outside = _multiplier(sheet, levers, OUTSIDE, "Outside_adopted")
    irrigation = _multiplier(sheet, levers, IRRIGATION, "Irrigation_adopted")
    returned = _line(sheet, [SEWER_RETURN], "of water", levers.year(SEWER_RETURN), AS_ADOPTED)
    shift = {
        each: _line(sheet, [SHIFT, each], "of revenue", levers.year(SHIFT, each), "0", "percent2")
        for each in shifted_services(schedule)
    }
    use = _use(sheet, levers)
    grown = f"=IF({{after}}=1,{{this_prev}}*(1+SUM({levers.year(GROWTH)})),1)"
    growth = sheet.line(["accounts, base year is 1"], "index", grown, "factor")
    return Standing(outside, irrigation, returned, shift, use, growth)


def _line(sheet: YearSheet, words: list[str], units: str, lever: str, at_first: str, role: str = "factor") -> Line:
    """The lever of a year; where it has none, what stood before; up to the base year what there is at first."""
    which = f"1+{{after}}*(1+ISNUMBER({lever}))"
    return sheet.line([*words, "stands"], units, f"=CHOOSE({which},{at_first},{{this_prev}},{lever})", role)


def _multiplier(sheet: YearSheet, levers: LeverBlock, words: str, adopted: str) -> Multiplier:
    lever = levers.year(words)
    is_there = f"=IF({{after}}=1,MAX({{this_prev}},1*ISNUMBER({lever})),0)"
    given = sheet.line([words, "is given"], "1 is yes", is_there, "count")
    return Multiplier(given, _line(sheet, [words], "x", lever, adopted))


def _use(sheet: YearSheet, levers: LeverBlock) -> dict[str, Line]:
    """By group; one whose row is empty takes the row for all, reclaimed aside."""
    own = {
        group: _line(
            sheet,
            [USAGE_CHANGE, group],
            "of volume",
            levers.year(USAGE_CHANGE, group),
            "0" if group in (USE_OF_ALL, USE_OF_RECLAIMED) else NOTHING,
            "percent2",
        )
        for group in USE_GROUPS
    }
    found = {USE_OF_RECLAIMED: own[USE_OF_RECLAIMED]}
    for group, line in own.items():
        if group not in (USE_OF_ALL, USE_OF_RECLAIMED):
            typed_years = levers.typed_years(USAGE_CHANGE, group)
            formula = f"=IF({typed_years}=0,{own[USE_OF_ALL].year},SUM({line.year}))"
            found[group] = sheet.line([USAGE_CHANGE, group, "in effect"], "of volume", formula, "percent2")
    return found
