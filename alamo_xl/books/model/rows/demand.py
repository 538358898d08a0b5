"""Volumes of a scenario by printed row: accounts grow, and use answers to the marginal price of each charge."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Line, Ref, YearSheet
from alamo_xl.books.model.rows.base import Base, charged, group_of, sewer_of, uses
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.model.rows.standing import Standing
from alamo_xl.books.vocabulary import ELASTICITY, services
from alamo_xl.rate_table import row_words
from alamo_xl.schedule import ADJUSTMENTS, RETURN, RateKey, Schedule, Words

UNITS = {True: "bills a year", False: "CCF a year"}


@dataclass(frozen=True)
class Response:
    """By year, what use answers with: the index that prices are deflated by, and the exponent."""

    index: Line
    elasticity: Line


@dataclass(frozen=True)
class Demand:
    """Volumes by printed row; the index of accounts; by charge by volume its own rate (a formula's text), its marginal
    price, and use per account over the base year's; what use answers with; each service's flow over the base year's;
    how many volumes are below zero.
    """

    block: Block
    growth: Line
    rates: dict[Words, str]
    prices: Block
    use: Block
    response: Response
    flow: dict[str, Line]
    faults: Line


def add(
    sheet: YearSheet,
    schedule: Schedule,
    base: Base,
    levers: LeverBlock,
    standing: Standing,
    rates: Rates,
    price_index: str,
) -> Demand:
    """The volume a year, then what it comes from."""
    keys = charged(schedule)
    place = sheet.take(len(keys))
    sheet.gap()
    sheet.text("Marginal price: the rate, and for the share billed sewer, return x sewer rate", "heading")
    own = own_rates(sheet, schedule, base, rates)
    prices = add_prices(sheet, base, rates.sewer_return, own)
    sheet.text("Use per account over the base year's: change of use x response to the price", "heading")
    index = sheet.line(["price index"], "index", f"={price_index}", "factor")
    exponent = sheet.line([ELASTICITY], "exponent", f"=SUM({levers.scalar(ELASTICITY)})", "factor")
    response = Response(index, exponent)
    use = add_use(sheet, base, standing, prices, response)
    sheet.text("Flow over the base year's", "heading")
    flow = {each: add_flow(sheet, base, standing, use, each)[1] for each in services(schedule)}
    growth = standing.growth.year

    def template(number: int, _: object) -> str:
        key = keys[number]
        if key.charge == "base" or key.charge in ADJUSTMENTS:
            return f"={growth}*{base.volume.cell(number).row_wise}"
        share = f"*{base.share.cell(number)}" if base.share and len(schedule.charges[key.words]) > 1 else ""
        return f"={growth}*{_used(base, use, key)}{share}"

    with sheet.inside(place):
        words, units = [row_words(key, schedule) for key in keys], [UNITS[key.charge == "base"] for key in keys]
        volumes = sheet.block(words, units, template, "volume")
    below = sheet.line(["volumes below zero"], "count", f"=SUMPRODUCT(1*({volumes.year}<0))", "count")
    return Demand(volumes, standing.growth, own, prices, use, response, flow, below)


def own_rates(sheet: YearSheet, schedule: Schedule, base: Base, rates: Rates) -> dict[Words, str]:
    """A charge's rate; of several rows (blocks, seasons), the mean by the base year's shares."""
    keys, found = charged(schedule), {}
    for number, use in enumerate(uses(schedule)):
        rows = [key for key in keys if key.words == use]
        found[use] = rates.block.line(keys.index(rows[0])).year
        if len(rows) > 1:
            mine = f"(Base_charge={base.uses.key.cell(number)})*Base_share"
            mean = f"=SUMPRODUCT({mine},{rates.block.part(0, len(keys)).year})"
            found[use] = sheet.line([*use[:4], "mean rate"], "$ a CCF", mean, "money").year
    return found


def add_prices(sheet: YearSheet, base: Base, sewer_return: Line, own: dict[Words, str]) -> Block:
    """What a CCF costs: its own rate, and the sewer's for the share of it that is billed sewer."""
    every = base.uses.charges
    ahead = sheet.block_ahead(len(every))

    def price(number: int, _: object) -> str:
        use = every[number]
        if RateKey(*use).takes_return:
            return f"={sewer_return.year}*{own[use]}"
        sewer = sewer_of(use)
        if use[0] != "water" or sewer not in own:
            return f"={own[use]}"
        stands = sewer in every
        price = ahead.line(every.index(sewer)).year if stands else f"{sewer_return.year}*{own[sewer]}"
        return f"={own[use]}+{base.uses.share.cell(number)}*{price}"

    return sheet.block([use[:4] for use in every], "$ a CCF", price, "money")


def add_use(sheet: YearSheet, base: Base, standing: Standing, prices: Block, response: Response) -> Block:
    """Use per account over the base year's."""
    every = base.uses.charges

    def formula(number: int, _: object) -> str:
        price = prices.line(number)
        then = base.uses.price.cell(number).row_wise
        answer = f"({price.moving}/{then}/{response.index.year})^{response.elasticity.year}"
        change = standing.use[group_of(every[number])].year
        return f"=(1+{change})*IF({price.moving}*{then}=0,1,{answer})"

    return sheet.block([use[:4] for use in every], "x", formula, "factor")


def _used(base: Base, use: Block, key: RateKey) -> str:
    """A charge's CCF before growth: its own; for sewer, that of all metered water that it is billed on."""
    every = base.uses.charges
    if key.service != RETURN.service:
        number = every.index(key.words)
        return f"{base.uses.volume.cell(number)}*{use.line(number).year}"
    billed = [number for number, each in enumerate(every) if sewer_of(each) == key.words and each[0] != "reclaimed"]
    return "(" + "+".join(f"{base.uses.sewer.cell(number)}*{use.line(number).year}" for number in billed) + ")"


def add_flow(sheet: YearSheet, base: Base, standing: Standing, use: Block, service: str) -> tuple[Line, Line]:
    """What drives variable costs, over the base year's: a service's volume; of sewer's, only what reaches it follows
    use. Before it the part that answers to prices, none where there was no volume.
    """
    weights, lines = volumes_of(base, use, service)
    volume = f"=SUMPRODUCT({weights},{lines.year})"
    ccf = sheet.line([service, "as many accounts"], "CCF a year", volume, "volume")
    total, reach = f"Base_flow_{service}", "*Reach" if service == RETURN.service else ""
    part = f"=IF({total}=0,0,{standing.growth.year}*{ccf.year}/{total}{reach})"
    answers = sheet.line([service, "flow that answers to prices"], "x", part, "factor")
    stays = f"IF({total}=0,1,1-Reach)" if reach else f"({total}=0)"
    formula = f"={standing.growth.year}*{stays}+{answers.year}"
    return answers, sheet.line([service, "flow"], "x", formula, "factor")


def volumes_of(base: Base, use: Block, service: str) -> tuple[Ref, Block]:
    """A service's base-year CCF (of sewer, what is billed on metered water too), beside use per account of the same."""
    if service == RETURN.service:
        return base.uses.sewer, use
    places = [place for place, each in enumerate(base.uses.charges) if each[0] == service]
    return base.uses.volume.rows_at(places[0], len(places)), use.part(places[0], len(places))
