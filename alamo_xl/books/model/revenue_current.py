"""Revenue current: as if the base year's adopted rates stayed."""

from __future__ import annotations

from alamo_xl.books.kit import Book, TableRef
from alamo_xl.books.model import revenue_lines
from alamo_xl.books.model.determinants import Kind
from alamo_xl.books.model.revenue_lines import Revenue
from alamo_xl.books.model.rows.demand import PRICE_INDEX, elasticity
from alamo_xl.books.model.rows.increases import Increases
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.schedule import Schedule


def add(
    book: Book,
    schedule: Schedule,
    years: tuple[int, ...],
    accounts: TableRef,
    levers: LeverBlock,
    increases: Increases,
) -> Revenue:
    """The scenario's accounts and use at standing rates, whose real price falls with inflation."""
    says = "Rate revenue if the base year's rates stayed, with the scenario's accounts and use."
    sheet = revenue_lines.new_sheet(book, "Revenue current", says, years)
    sums = revenue_lines.reserve(sheet, schedule)
    sheet.subheading("Workings")
    at_standing_rates = f"={increases.use.year}/{PRICE_INDEX}^{elasticity(levers)}"
    use = sheet.line(["Use at current rates"], "x", at_standing_rates, "factor")

    def formula(kind: Kind) -> str:
        factor = increases.growth.year if kind.charge == "base" else use.year
        share = "*INDEX(Sewer_return,1,Base_place)" if kind.takes_return else ""
        return f"={{margin1}}*{factor}*{revenue_lines.of_charge(schedule, 'Base_rate')}{share}"

    return revenue_lines.add(sheet, schedule, accounts, sums, formula)
