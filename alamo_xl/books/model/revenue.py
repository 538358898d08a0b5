"""Revenue of the scenario shown: at its rates and at the base year's; a line for every kind of account and charge."""

from __future__ import annotations

from alamo_xl.books.kit import Block, Book, Line, Ref, TableRef, WideSheet
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.determinants import ACCOUNT_WORDS, KINDS, Kind, key_heading
from alamo_xl.books.model.rate_lines import designed
from alamo_xl.books.model.rates_scenario import Chosen
from alamo_xl.books.model.rows import revenue
from alamo_xl.books.model.rows.base import Base, charged, group_of, uses
from alamo_xl.books.model.rows.demand import Demand, Response
from alamo_xl.books.model.rows.revenue import Revenue
from alamo_xl.books.vocabulary import UTILITY, customer_classes, services
from alamo_xl.schedule import RETURN, Schedule

HEADINGS = (*(word.capitalize() for word in ACCOUNT_WORDS), "Charge")
MARGIN = ("Base-year volume", "Row of the rate", "Row of its use")
MARGIN_WIDTHS = {False: (19, 19, 19), True: (19, 46, 19)}
COMMODITY = "sewer commodity"


def add(
    book: Book,
    schedule: Schedule,
    years: tuple[int, ...],
    accounts: TableRef,
    base: Base,
    chosen: Chosen,
    used: Demand,
) -> Revenue:
    """Sums first, then what they are made of."""
    says = "Rate revenue of the scenario shown, at its rates and at the base year's; by kind of account and charge."
    sheet = book.wide_sheet("Revenue", "Revenue", says)
    of_the_scenario(sheet, "Determinants_status")
    sheet.year_row(years)  # stays in sight above both lists
    for place in range(len(MARGIN)):
        sheet.width(sheet.margin_column + place, MARGIN_WIDTHS[designed(schedule)][place])
    sheet.printed_to(sheet.units_column)
    sheet.text("At the scenario's rates", "heading")
    earned = revenue.add(sheet, schedule, chosen.rates, used)
    classes = sheet.take(len(customer_classes(schedule)))
    sheet.part()
    sheet.text("At the base year's rates, with the scenario's accounts and use", "heading")
    _at_standing_rates(sheet, schedule, base, chosen, used.response, earned.total[UTILITY])
    sheet.text("By kind of account, at the scenario's rates", "heading")
    sheet.repeated(sheet.year_row(years, keys=HEADINGS, margin=MARGIN).whole)
    lines = _by_account(sheet, schedule, accounts, chosen, used)
    with sheet.inside(classes):
        for each in customer_classes(schedule):
            formula = f'=SUMIFS({lines.year},{lines.key(1).local},"{each}")'
            sheet.line([each, "rate revenue"], "$ a year", formula, "money0")
    words = ["accounts less charges"]
    apart = f"=ROUND(SUM({lines.year})-{earned.total[UTILITY].year},2)"
    sheet.line(words, "$ a year", apart, "money", name="Revenue_by_account_difference")
    return earned


def _at_standing_rates(
    sheet: WideSheet, schedule: Schedule, base: Base, chosen: Chosen, response: Response, total: Line
) -> None:
    """The base year's revenue with the accounts and use of each year, what a scenario's total is more, and, on screen
    alone, what it is made of; a standing rate's real price falls with time.
    """
    growth = chosen.standing.growth.year
    place = sheet.take(3 * (len(services(schedule)) + 1) + 1)
    sheet.gap()
    steps = sheet.text("Usage charges at the base year's rates, before growth of accounts", "heading")
    made_of = {each: _parts(sheet, schedule, base, chosen, response, each) for each in services(schedule)}
    formulas = {
        each: (
            f'={growth}*SUMIFS(Base_revenue,Base_services,"{each}",Base_charges,"base")',
            f"={growth}*SUM({parts.year})",
        )
        for each, parts in made_of.items()
    }
    sheet.gap()
    sheet.unprinted_from(steps)
    with sheet.inside(place):
        standing = revenue.add_sums(sheet, formulas)
        more = f"={total.year}-{standing.total[UTILITY].year}"
        sheet.line(["more at its rates"], "$ a year", more, "money0", total=True)


def _parts(sheet: WideSheet, schedule: Schedule, base: Base, chosen: Chosen, response: Response, service: str) -> Block:
    """What a service's charges by volume bring in at the base year's rates, an account as large as in the base year."""
    lines = []
    for place, use in enumerate(uses(schedule)):
        metered = use[0] == "water" and service == RETURN.service
        if use[0] == service or metered:
            dollars = (base.uses.sewer_revenue if metered else base.uses.revenue).cell(place)
            kept = f"(1+{chosen.standing.use[group_of(use)].year})/{response.index.year}^{response.elasticity.year}"
            words = [f"{service} of {use[0]}" if metered else service, *use[1:4]]
            lines.append(sheet.line(words, "$ a year", f"={dollars}*{kept}", "money0"))
    return Block.of(lines)


def _by_account(sheet: WideSheet, schedule: Schedule, accounts: TableRef, chosen: Chosen, used: Demand) -> Block:
    """A line for each kind of account and charge."""
    at = chosen.rates.block.part(0, len(charged(schedule))).year
    growth, returned = (
        sheet.line([words], units, f"={line.year}", "link factor")
        for words, units, line in (
            ("accounts", "index", used.growth),
            ("sewer return", "of water", chosen.rates.sewer_return),
        )
    )

    def line(place: int, kind: Kind) -> Line:
        rate_key, use_key = (accounts.cell(place, key_heading(each)) for each in (kind, _metered(kind)))
        rate = _rate(schedule, at)
        formula = f"={{margin1}}*{growth.year}*{rate}"
        margin = [(f"={accounts.cell(place, kind.heading)}", "link volume"), _row_of(schedule, rate_key)]
        if kind.charge != "base":
            share = f"*{returned.year}" if kind.takes_return else ""
            formula += f"*INDEX({used.use.year},{{margin3}}){share}"
            margin.append((f"=MATCH({use_key},Use_key,0)", "count"))
        words = [*(f"={accounts.cell(place, word)}" for word in ACCOUNT_WORDS), kind.words]
        return sheet.line(words, "$ a year", formula, "money0", margin=margin)

    return Block.of([line(place, kind) for place in range(accounts.data.rows) for kind in KINDS])


def _metered(kind: Kind) -> Kind:
    """The kind whose use moves a kind's volume: sewer on metered water moves with the water."""
    return KINDS[1] if kind.words == COMMODITY else kind


def _row_of(schedule: Schedule, key: Ref) -> tuple[str, str]:
    """The row of a charge's rate; where it may have several, its key; with its style."""
    return (f"={key}", "text") if designed(schedule) else (f"=MATCH({key},Rates_key,0)", "count")


def _rate(schedule: Schedule, at: str) -> str:
    """A charge's rate; of several rows the mean by their shares of volume."""
    if not designed(schedule):
        return f"INDEX({at},{{margin2}})"
    return f"SUMPRODUCT((Base_charge={{margin2}})*Base_share,{at})"
