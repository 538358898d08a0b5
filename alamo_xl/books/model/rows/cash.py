"""A year's statement: opening cash + sources - uses = closing cash, restricted cash apart."""

from __future__ import annotations

from alamo_xl.books.kit import Block, Line, YearSheet
from alamo_xl.books.model.rows.needs import Flow, Needs
from alamo_xl.books.vocabulary import OUTCOME

SOURCES = (
    *("rate_revenue", "service_fees", "connection_charges", "other_revenue", "interest"),
    *("grants", "loan_proceeds"),
)
USES = ("bad_debt", "operations", "senior_debt", "subordinate_debt", "capital_spending", "transfers")


def from_base_year(formula: str) -> str:
    """A formula that is blank before the base year."""
    return f'=IF({{year}}<Base_year,"",{formula})'


def add(sheet: YearSheet, whose: str, needs: Needs) -> Flow:
    """The rows of the statement, by name; what is inside par stands below it."""

    def line(words: str, formula: str, total: bool = False) -> Line:
        text = from_base_year(formula)
        return sheet.line([words, whose], "$ a year", text, "money0", total=total, opening_role="text")

    def opening(words: str, closing: Line, balance: str) -> Line:
        return line(words, f"CHOOSE(1+({{year}}=Base_year),{closing.previous},{balance})")

    def several(names: tuple[str, ...], words: str) -> Line:
        for name in names:
            flow[name] = line(OUTCOME[name], formulas[name])
        return line(words, f"SUM({Block.of([flow[names[0]], flow[names[-1]]]).year})", total=True)

    flow: Flow = {}
    formulas = {**vars(needs)}
    closing_ahead = sheet.line_ahead(2 + len(SOURCES) + 1 + len(USES) + 1)
    restricted_ahead = sheet.line_ahead(2 + len(SOURCES) + 1 + len(USES) + 1 + 2)
    flow["opening_cash"] = opening(OUTCOME["opening_cash"], closing_ahead, needs.opening_cash)
    held = flow["opening_restricted"] = opening("Opening restricted cash", restricted_ahead, needs.restricted_cash)
    formulas["interest"] = f"Interest_rate*MAX(0,{flow['opening_cash'].year}+{held.year})"
    sources = several(SOURCES, "Sources")
    formulas["bad_debt"] = f"{flow['rate_revenue'].year}*Bad_debt"
    uses = several(USES, "Uses")
    closing = f"{flow['opening_cash'].year}+{sources.year}-{uses.year}"
    flow["closing_cash"] = line(OUTCOME["closing_cash"], closing, total=True)
    flow["financed_reserve"] = line(OUTCOME["financed_reserve"], needs.financed_reserve)
    restricted = f"{held.year}+{flow['financed_reserve'].year}"
    flow["restricted_cash"] = line(OUTCOME["restricted_cash"], restricted, total=True)
    flow["cost_of_issue"] = line(OUTCOME["cost_of_issue"], needs.cost_of_issue)
    paid = (flow[each].year for each in ("capital_spending", "grants", "loan_proceeds"))
    flow["capital_in_cash"] = line(OUTCOME["capital_in_cash"], "-".join(paid))
    return flow
