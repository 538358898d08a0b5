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
POSITIVE, NEGATIVE = "not negative", "NEGATIVE"
OPENING_RESTRICTED = "Opening restricted cash"


def from_base_year(formula: str) -> str:
    """A formula that is blank before the base year."""
    return f'=IF({{before}}=1,"",{formula})'


def add(sheet: YearSheet, whose: str, needs: Needs, *, said: bool = False) -> Flow:
    """The rows of the statement, by name; what is inside par stands below it. said: a row of words says where cash is
    negative.
    """

    def line(words: str, formula: str, total: bool = False, units: str = "$ a year") -> Line:
        text = from_base_year(formula)
        return sheet.line([words, whose], units, text, "money0", total=total, opening_role="text")

    def opening(words: str, closing: Line, balance: str) -> Line:
        return line(words, f"CHOOSE(1+{{after}},{balance},{closing.previous})", units="$")

    def several(names: tuple[str, ...], words: str) -> Line:
        sheet.subheading(words, "state")
        for name in names:
            flow[name] = line(OUTCOME[name], formulas[name])
        return line(f"{words} in all", f"SUM({Block.of([flow[names[0]], flow[names[-1]]]).year})", total=True)

    flow: Flow = {}
    formulas = {**vars(needs)}
    to_closing = 1 + len(SOURCES) + 2 + len(USES) + 2
    closing_ahead, held_ahead = sheet.line_ahead(to_closing), sheet.line_ahead(to_closing + 2 + said)
    flow["opening_cash"] = opening(OUTCOME["opening_cash"], closing_ahead, needs.opening_cash)
    formulas["interest"] = f"{{interest}}*MAX(0,{flow['opening_cash'].year}+{held_ahead.year})"
    sources = several(SOURCES, "Sources")
    formulas["bad_debt"] = f"{flow['rate_revenue'].year}*{{bad_debt}}"
    uses = several(USES, "Uses")
    closing = f"{flow['opening_cash'].year}+{sources.year}-{uses.year}"
    flow["closing_cash"] = line(OUTCOME["closing_cash"], closing, total=True, units="$")
    if said:
        _say(sheet, whose, flow["closing_cash"])
    sheet.subheading("Restricted cash, and what new debt takes", "state")
    flow["opening_restricted"] = opening(OPENING_RESTRICTED, sheet.line_ahead(2), needs.restricted_cash)
    flow["financed_reserve"] = line(OUTCOME["financed_reserve"], needs.financed_reserve)
    restricted = f"{flow['opening_restricted'].year}+{flow['financed_reserve'].year}"
    flow["restricted_cash"] = line(OUTCOME["restricted_cash"], restricted, total=True, units="$")
    flow["cost_of_issue"] = line(OUTCOME["cost_of_issue"], needs.cost_of_issue)
    paid = (flow[each].year for each in ("capital_spending", "grants", "loan_proceeds"))
    flow["capital_in_cash"] = line(OUTCOME["capital_in_cash"], "-".join(paid))
    return flow


def _say(sheet: YearSheet, whose: str, closing: Line) -> None:
    """Whether cash is negative, in a word and the warning colour."""
    verdict = f'=CHOOSE(1+(1-{{before}})*(1+(SUM({closing.year})<0)),"","{POSITIVE}","{NEGATIVE}")'
    word = sheet.line(["Unrestricted cash is", whose], "", verdict, "year", opening_role="text")
    for line in (closing, word):
        sheet.warn(line.years, f"SUM({closing.at(0).in_column})<0")
