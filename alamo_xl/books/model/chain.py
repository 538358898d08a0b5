"""From levers to rates to demand to revenue: the rows that the detail sheets and each scenario's workings share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alamo_xl.books.kit import Block, Line, TimeSheet
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.model import scenarios
from alamo_xl.books.model.rates_adopted import UNITS
from alamo_xl.books.model.scenarios import Levers, shifted_services
from alamo_xl.levers import Escalated
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN, RateKey, Schedule

ADOPTED = '"adopted"'
VOLUME_UNITS = {True: "bills a year", False: "CCF a year"}


@dataclass(frozen=True)
class Base:
    """What the chain starts from, a cell or row for each printed row: the printed rates, the base year's rate, the
    base year's volume.
    """

    printed: Ref
    rate: Ref
    volume: Ref


@dataclass(frozen=True)
class Increases:
    """The increases in effect by escalator, and which printed column a year reads."""

    by_escalator: dict[Escalated, Line]
    printed: Line
    printed_return: Line
    growth: Line
    use: Line
    faults: Line


@dataclass(frozen=True)
class Rates:
    """Rates by printed row, the sewer return last."""

    block: Block
    sewer_return: Line


@dataclass(frozen=True)
class Demand:
    """Volumes by printed row, and what multiplies the base year's."""

    block: Block
    factors: Block


def rows_of(block: Block, schedule: Schedule, service: str) -> str:
    """A service's rows of a block that holds the printed rows in order, in the formula's own year."""
    places = [place for place, key in enumerate(schedule.rates) if key.service == service and key != RETURN]
    first = block.years.row
    return f"'{block.years.sheet}'!{{col}}${first + places[0]}:{{col}}${first + places[-1]}"


def add_increases(sheet: TimeSheet, schedule: Schedule, levers: Levers) -> Increases:
    """What the levers mean year by year: the increase in effect, delays counted in, or the word adopted."""
    delay = levers.scalar(scenarios.DELAY)
    late = sheet.line(["Years late"], "years", f"=IF(AND(N({delay})>0,{{year}}>=N({delay})),1,0)", "count")
    held = sheet.line(["Held this year"], "1 is yes", f"=IF({{year}}=N({delay}),1,0)", "count")
    printed = sheet.line(
        ["Printed column"], "place", f"=MIN({{year}}-First_year+1-{late.year},COLUMNS(Rates_years))", "count"
    )
    printed_return = sheet.line(
        ["Printed column, sewer return"], "place", "=MIN({year}-First_year+1,COLUMNS(Rates_years))", "count"
    )
    general = levers.year(scenarios.ALL_SERVICES)
    common = sheet.line(
        [scenarios.ALL_SERVICES], "increase", f"=IF(ISNUMBER({general}),{general},{ADOPTED})", "percent2"
    )
    asked = {}
    for each in scenarios.escalators(schedule):
        own = levers.year(*each)
        formula = f"=IF(ISNUMBER({own}),{own},{common.year})"
        asked[each] = sheet.line([*each, "asked"], "increase", formula, "percent2")
    first = sheet.row
    by_escalator = {
        each: sheet.line(
            [*each, "in effect"],
            "increase",
            f"=CHOOSE(1+{late.year}+{held.year},{line.year},{line.previous},0)",
            "percent2",
        )
        for each, line in asked.items()
    }
    effect = f"{{col}}${first}:{{col}}${sheet.row - 1}"
    missing = f"IF({{year}}-{late.year}>Last_adopted_year,COUNTIF({effect},{ADOPTED}),0)"
    faults = sheet.line(
        ["Increases that are missing"], "count", f"={missing}+IF({{year}}=First_year,{held.year},0)", "count"
    )
    growth = levers.year(scenarios.GROWTH)
    index = sheet.line(
        ["Accounts, from the first year"],
        "index",
        f"=IF({{year}}=First_year,1,{{this_prev}}*(1+N({growth})))",
        "factor",
    )
    base = f"INDEX({index.years.in_row},Base_place)"
    accounts = sheet.line(["Accounts, base year is 1"], "index", f"={index.year}/{base}", "factor")
    change = levers.year(scenarios.USAGE_CHANGE)
    use = sheet.line(["Use before prices, base year is 1"], "index", f"={accounts.year}*(1+N({change}))", "factor")
    return Increases(by_escalator, printed, printed_return, accounts, use, faults)


def add_rates(sheet: TimeSheet, schedule: Schedule, base: Base, levers: Levers, increases: Increases) -> Rates:
    """The rates of a scenario, then what they come from: increases, multipliers, the rate-design shift."""
    top, count = sheet.row, len(schedule.rates)
    sheet.row += count + 1
    _part(sheet, "With increases")
    escalated_rates = _escalated(sheet, schedule, base, levers, increases)
    _part(sheet, "With multipliers")
    multiplied = _multiplied(sheet, schedule, levers, escalated_rates)
    _part(sheet, "Rate-design shift")
    factors = {
        service: _factors(sheet, schedule, levers, multiplied, service) for service in shifted_services(schedule)
    }
    bottom, sheet.row = sheet.row, top
    keys = list(schedule.rates)

    def template(number: int, _: object) -> str:
        key, cell = keys[number], multiplied.line(number).year.replace("$", "")
        if key == RETURN or key.service not in factors:
            return f"={cell}"
        factor = factors[key.service][key.charge != "base"]
        return f"=ROUND({cell}*{factor.year},2)"

    rates = _rows(sheet, schedule, template)
    sheet.row = bottom
    return Rates(rates, rates.line(count - 1))


def _part(sheet: TimeSheet, words: str) -> None:
    sheet.put(sheet.here(), words, "heading")
    sheet.row += 1


def _rows(sheet: TimeSheet, schedule: Schedule, template: Callable[[int, object], str]) -> Block:
    """A row for each printed rate and the sewer return, in the resolution's order."""
    keys = list(schedule.rates)
    return sheet.block(keys, [UNITS[key.charge] for key in keys], template, "money")


def _escalated(sheet: TimeSheet, schedule: Schedule, base: Base, levers: Levers, increases: Increases) -> Block:
    keys = list(schedule.rates)

    def template(number: int, _: object) -> str:
        key = keys[number]
        if key == RETURN:
            share = levers.scalar(scenarios.SEWER_RETURN)
            printed = f"INDEX({base.printed.row_at(number)},{increases.printed_return.year})"
            return f"=IF(ISNUMBER({share}),{share},{printed})"
        increase = increases.by_escalator[escalated(key)].year
        printed = f"INDEX({base.printed.row_at(number)},{increases.printed.year})"
        return f"=IF(ISNUMBER({increase}),ROUND({{this_prev}}*(1+{increase}),2),{printed})"

    return _rows(sheet, schedule, template)


def _multiplied(sheet: TimeSheet, schedule: Schedule, levers: Levers, before: Block) -> Block:
    """Irrigation from usage, then outside from inside, where a multiplier stands in place of the printed rows."""
    keys = list(schedule.rates)
    outside, irrigation = levers.scalar(scenarios.OUTSIDE), levers.scalar(scenarios.IRRIGATION)

    def own(key: RateKey) -> str:
        return f"{{col}}{before.years.row + keys.index(key)}"

    def irrigated(key: RateKey) -> str:
        usage = own(key._replace(charge="usage"))
        return f"=IF(ISNUMBER({irrigation}),ROUND({usage}*{irrigation},2),{own(key)})"

    kept = {
        key: sheet.line(key, UNITS[key.charge], irrigated(key), "money").year
        for key in keys
        if (key.charge, key.location) == ("irrigation", "outside")
    }
    first = sheet.row

    def template(number: int, _: object) -> str:
        key = keys[number]
        if key.location == "outside":
            inside = first + keys.index(key._replace(location="inside"))
            return f"=IF(ISNUMBER({outside}),ROUND({{col}}{inside}*{outside},2),{kept.get(key, own(key))})"
        return irrigated(key) if key.charge == "irrigation" else f"={own(key)}"

    return _rows(sheet, schedule, template)


def _factors(sheet: TimeSheet, schedule: Schedule, levers: Levers, rates: Block, service: str) -> tuple[Line, Line]:
    """Base x (1 - sR/B), usage x (1 + sR/U): R = B + U, the service's revenue on the base year's volumes."""
    at, share = rows_of(rates, schedule, service), f"N({levers.scalar(scenarios.SHIFT, service)})"
    billed = f"*{rates.line(len(schedule.rates) - 1).year}" if service == RETURN.service else ""

    def side(words: str, condition: str, times: str = "") -> Line:
        formula = f'=SUMPRODUCT((Charge_{service}{condition}"base")*Volumes_{service}*{at}){times}'
        return sheet.line([service, words, "revenue"], "$ a year", formula, "money0")

    base, usage = side("base", "="), side("usage", "<>", billed)
    moved = sheet.line([service, "moved", "revenue"], "$ a year", f"={share}*({base.year}+{usage.year})", "money0")
    return tuple(  # type: ignore[return-value]
        sheet.line([service, words, "factor"], "x", f"=IF({of.year}=0,1,1{sign}{moved.year}/{of.year})", "factor")
        for words, of, sign in (("base", base, "-"), ("usage", usage, "+"))
    )


def add_demand(
    sheet: TimeSheet, schedule: Schedule, base: Base, levers: Levers, increases: Increases, rates: Rates
) -> Demand:
    """By printed row: the volume a year, and what multiplies the base year's volume."""
    keys = [key for key in schedule.rates if key != RETURN]
    top = sheet.row
    sheet.row += len(keys) + 1
    _part(sheet, "Response to prices")
    elasticity = f"N({levers.scalar(scenarios.ELASTICITY)})"
    prices = sheet.line(
        ["Price index"], "index", '=IF(Real_prices="yes",(1+General_inflation)^({year}-Base_year),1)', "factor"
    )
    responses = {}
    for number, key in enumerate(keys):
        if key.charge != "base":
            rate, then = rates.block.line(number).year, base.rate.cell(number)
            formula = f"=IF({rate}*{then}=0,1,({rate}/{then}/{prices.year})^{elasticity})"
            responses[key] = sheet.line(key, "x", formula, "factor")
    _part(sheet, "Volume over the base year's")

    def template(number: int, _: object) -> str:
        key = keys[number]
        return f"={increases.growth.year}" if key.charge == "base" else f"={increases.use.year}*{responses[key].year}"

    factors = sheet.block(keys, "x", template, "factor")
    bottom, sheet.row = sheet.row, top
    volumes = sheet.block(
        keys,
        [VOLUME_UNITS[key.charge == "base"] for key in keys],
        lambda number, _: f"={base.volume.cell(number)}*{factors.line(number).year}",
        "volume",
    )
    sheet.row = bottom
    return Demand(volumes, factors)


def add_revenue(sheet: TimeSheet, schedule: Schedule, rates: Rates, demand: Demand) -> dict[Escalated, Line]:
    """Rate revenue a year by service, class and kind of charge."""
    lines = {}
    for each in scenarios.escalators(schedule):
        service = each.service
        condition = "=" if each.charge == "base" else "<>"
        billed = f"*{rates.sewer_return.year}" if (service, each.charge) == ("sewer", "usage") else ""
        which = f'(Class_{service}="{each.customer_class}")*(Charge_{service}{condition}"base")'
        volumes, at = rows_of(demand.block, schedule, service), rows_of(rates.block, schedule, service)
        lines[each] = sheet.line(each, "$ a year", f"=SUMPRODUCT({which},{volumes},{at}){billed}", "money0")
    return lines
