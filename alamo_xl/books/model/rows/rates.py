"""The rates of a scenario by printed row: with increases, then multipliers, then the rate-design shift."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alamo_xl.books.kit import Block, Line, YearSheet
from alamo_xl.books.model.rows.base import Base, rows_of, unit
from alamo_xl.books.model.rows.increases import Increases
from alamo_xl.books.model.rows.levers import LeverBlock, shifted_services
from alamo_xl.books.vocabulary import IRRIGATION, OUTSIDE, SEWER_RETURN, SHIFT
from alamo_xl.rate_table import row_words
from alamo_xl.scenario import escalated
from alamo_xl.schedule import ADJUSTMENTS, RETURN, RateKey, Schedule

NO_TWIN = "-1"
"""A multiplier of a row without the row that it multiplies: refused, as a rate below zero is."""
Factors = dict[bool, Line]
"""What a service's rates are multiplied by in the shift: whether it is a base charge, to the line."""


@dataclass(frozen=True)
class Rates:
    """Rates by printed row, the sewer return last."""

    block: Block
    sewer_return: Line


def add(sheet: YearSheet, schedule: Schedule, base: Base, levers: LeverBlock, increases: Increases) -> Rates:
    """The rates first, then what they come from."""
    keys = list(schedule.rates)
    place = sheet.take(len(keys))
    sheet.gap()
    sheet.subheading("With increases")
    with_increases = _escalated(sheet, schedule, base, levers, increases)
    sheet.subheading("With multipliers")
    multiplied = _multiplied(sheet, schedule, levers, with_increases)
    sheet.subheading("Rate-design shift")
    factors = {each: _factors(sheet, schedule, levers, multiplied, each) for each in shifted_services(schedule)}

    def shifted(number: int, _: object) -> str:
        key, before = keys[number], _same_sheet(multiplied.line(number))
        if key == RETURN or key.charge in ADJUSTMENTS or key.service not in factors:
            return f"={before}"
        return f"=ROUND({before}*{factors[key.service][key.charge == 'base'].year},2)"

    with sheet.inside(place):
        rates = _rows(sheet, schedule, shifted)
    return Rates(rates, rates.line(len(keys) - 1))


def _same_sheet(line: Line) -> str:
    return f"{{col}}{line.years.row}"


def _rows(sheet: YearSheet, schedule: Schedule, template: Callable[[int, object], str]) -> Block:
    """A row for each printed rate and the sewer return, in the resolution's order."""
    keys = list(schedule.rates)
    return sheet.block([row_words(key, schedule) for key in keys], [unit(key) for key in keys], template, "money")


def _escalated(sheet: YearSheet, schedule: Schedule, base: Base, levers: LeverBlock, increases: Increases) -> Block:
    keys = list(schedule.rates)

    def template(number: int, _: object) -> str:
        key = keys[number]
        if key == RETURN:
            share = levers.scalar(SEWER_RETURN)
            printed = f"INDEX({base.printed.row_at(number)},1,{increases.printed_return.year})"
            return f"=IF(ISNUMBER({share}),{share},{printed})"
        if key.unit == "share":
            return f"=INDEX({base.printed.row_at(number)},1,{increases.printed_return.year})"
        increase = increases.by_escalator[escalated(key)].year
        printed = f"INDEX({base.printed.row_at(number)},1,{increases.printed.year})"
        return f"=IF(ISNUMBER({increase}),ROUND({{this_prev}}*(1+{increase}),2),{printed})"

    return _rows(sheet, schedule, template)


def _multiplied(sheet: YearSheet, schedule: Schedule, levers: LeverBlock, before: Block) -> Block:
    """Irrigation from usage, then outside from inside, where a multiplier stands in place of the printed rows."""
    keys = list(schedule.rates)
    outside, irrigation = levers.scalar(OUTSIDE), levers.scalar(IRRIGATION)

    def own(key: RateKey) -> str:
        return _same_sheet(before.line(keys.index(key)))

    def irrigated(key: RateKey) -> str:
        usage = key._replace(charge="usage")
        times = f"ROUND({own(usage)}*{irrigation},2)" if usage in keys else NO_TWIN
        return f"=IF(ISNUMBER({irrigation}),{times},{own(key)})"

    kept = {
        key: sheet.line(row_words(key, schedule), unit(key), irrigated(key), "money").year
        for key in keys
        if (key.charge, key.location) == ("irrigation", "outside")
    }
    ahead = sheet.block_ahead(len(keys))

    def template(number: int, _: object) -> str:
        key = keys[number]
        if key.location == "outside" and key.charge != "discount":
            inside = key._replace(location="inside")
            times = f"ROUND({_same_sheet(ahead.line(keys.index(inside)))}*{outside},2)" if inside in keys else NO_TWIN
            return f"=IF(ISNUMBER({outside}),{times},{kept.get(key, own(key))})"
        return irrigated(key) if key.charge == "irrigation" else f"={own(key)}"

    return _rows(sheet, schedule, template)


def _factors(sheet: YearSheet, schedule: Schedule, levers: LeverBlock, rates: Block, service: str) -> Factors:
    """Base x (1 - sR/B), usage x (1 + sR/U): R = B + U, the service's revenue on the base year's volumes."""
    at, share = rows_of(rates, schedule, service), f"SUM({levers.scalar(SHIFT, service)})"
    billed = f"*{rates.line(len(schedule.rates) - 1).year}" if service == RETURN.service else ""

    def side(words: str, condition: str, times: str = "") -> Line:
        formula = f'=SUMPRODUCT((Charge_{service}{condition}"base")*Volumes_{service}*{at}){times}'
        return sheet.line([service, words, "revenue"], "$ a year", formula, "money0")

    base, usage = side("base", "="), side("usage", "<>", billed)
    moved = sheet.line([service, "moved", "revenue"], "$ a year", f"={share}*({base.year}+{usage.year})", "money0")

    def factor(words: str, of: Line, sign: str) -> Line:
        formula = f"=IF({of.year}=0,1,1{sign}{moved.year}/{of.year})"
        return sheet.line([service, words, "factor"], "x", formula, "factor")

    return {True: factor("base", base, "-"), False: factor("usage", usage, "+")}
