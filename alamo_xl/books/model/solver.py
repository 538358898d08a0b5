"""Solver: the needed increase of the scenario shown, as needed and level, for the utility and each service alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from alamo_xl.books.kit import Block, Book, Line, WideSheet
from alamo_xl.books.model.banners import SHOWN
from alamo_xl.books.model.costs import Costs
from alamo_xl.books.model.rates_scenario import Chosen
from alamo_xl.books.model.rows import demand, halving, rates, standing, start
from alamo_xl.books.model.rows.base import Base, charged, rows_of, unit
from alamo_xl.books.model.rows.demand import Demand, own_rates
from alamo_xl.books.model.rows.halving import Found, Level, Scope, Years
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.rates import Held, Rates
from alamo_xl.books.model.rows.start import KEPT, Shown, Start
from alamo_xl.books.model.rows.sufficiency import Sufficiency
from alamo_xl.books.vocabulary import UTILITY, charge_headings
from alamo_xl.rate_table import row_words
from alamo_xl.schedule import Schedule

FIRST = "Solve_first"


@dataclass(frozen=True)
class Solved:
    """What is needed: by whose, as needed and level; by year, the dollars that rounding the utility's level rates to
    the cent leaves over.
    """

    as_needed: dict[str, Found]
    level: dict[str, Level]
    residual: Line


def add(
    book: Book,
    schedule: Schedule,
    years: tuple[int, ...],
    base: Base,
    chosen: Chosen,
    used: Demand,
    costs: Costs,
    flows: dict[str, Flow],
    enough: dict[str, Sufficiency],
) -> Solved:
    """The starting rates, then a part a scope: its start, the level increase, the increases as needed."""
    sheet = book.wide_sheet("Solver", "Solver", "The needed increase of the scenario shown, by halving.")
    sheet.text(SHOWN, "banner")
    sheet.value("First year whose increases are sought", "=MAX(Solve_from,Base_year+1)", "year", name=FIRST)
    sheet.gap()
    sheet.year_row(years, keys=charge_headings(schedule), margin=("Tried", "Passing end"))
    when = _years(sheet, used)
    sheet.subheading("The scenario with no increase from then on")
    services = tuple(costs.services)
    begun = rates.add(
        sheet, schedule, base, Held(chosen.rates, when.before), standing.add(sheet, schedule, chosen.levers)
    )
    own = own_rates(sheet, schedule, base, begun)
    as_needed: dict[str, Found] = {}
    level: dict[str, Level] = {}
    starts: dict[str, Start] = {}
    for whose in (UTILITY, *services):
        sheet.subheading(whose.capitalize(), "title")
        of = services if whose == UTILITY else (whose,)
        shown = Shown({each: costs.services[each] for each in of}, flows[whose], enough[whose])
        mixed = {use: own[use] if use[0] in of else used.rates[use] for use in own}
        begin = start.add(sheet, schedule, base, chosen.standing, begun, mixed, used.response, whose, shown)
        scope = Scope(sheet, whose, begin, flows[whose], when)
        starts[whose] = begin
        level[whose], as_needed[whose] = halving.add_level(scope), halving.add_as_needed(scope)
    residual = _residual(sheet, schedule, base, begun, starts[UTILITY], level[UTILITY], chosen)
    return Solved(as_needed, level, residual)


def _years(sheet: WideSheet, used: Demand) -> Years:
    def line(words: str, units: str, formula: str) -> Line:
        return sheet.line([words], units, f"={formula}", "count")

    before = line("before the first that is sought", "1 is yes", f"1*({{year}}<{FIRST})")
    tested = line("tested", "1 is yes", f"({{year}}>={FIRST})*({{year}}<=Horizon)")
    times = line("level increases so far", "count", f"MAX(0,MIN({{year}},Solve_to)-{FIRST}+1)")
    return Years(before, tested, times, used.response.elasticity)


def _residual(
    sheet: WideSheet, schedule: Schedule, base: Base, begun: Rates, began: Start, level: Level, chosen: Chosen
) -> Line:
    """Revenue at the level rates rounded to the cent, less what they bring in unrounded, on the same volumes."""
    sheet.subheading("The utility's level rates to the cent")
    keys = charged(schedule)
    raised = sheet.block(
        [row_words(key, schedule) for key in keys],
        [unit(key) for key in keys],
        lambda number, _: f"=ROUND({begun.block.line(number).moving}*{level.times.year},2)",
        "money",
    )
    own = own_rates(sheet, schedule, base, replace(begun, block=raised))
    prices = demand.add_prices(sheet, base, begun.sewer_return, own)
    growth, lines = chosen.standing.growth.year, []
    for service in dict.fromkeys(key.service for key in keys):
        rows = rows_of(raised, schedule, service)
        fixed = f"={growth}*SUMPRODUCT(Fixed_{service},{rows})*{KEPT}"
        lines.append(sheet.line(["base revenue, less bad debt", service], "$ a year", fixed, "money0"))
    billed = f"={growth}*SUMPRODUCT({base.uses.volume},{began.use.year},{prices.year})*{level.response.year}*{KEPT}"
    lines.append(sheet.line(["usage revenue, less bad debt"], "$ a year", billed, "money0"))
    exact = f"{began.base.year}*{level.times.year}+{began.usage.year}*{level.times.year}*{level.response.year}"
    formula = f"=SUM({Block.of(lines).year})-({exact})"
    return sheet.line(["Left over by rounding", UTILITY], "$ a year", formula, "money0", name="Rounding_residual")
