"""Checks of money that no single cell shows; and the alerts of the scenario shown: its missed tests."""

from __future__ import annotations

from alamo_xl.books.model.check import Check
from alamo_xl.books.vocabulary import UTILITY, YES


def _of_a_service(words: str, sheet: str, dollars: str, service: str) -> Check:
    """That dollars of a list have their service, else the row."""
    lost = f'({service}="")'
    row = f'"{sheet}, row "&SUMPRODUCT(LARGE({lost}*({dollars}<>"")*ROW({dollars}),1))'
    return Check(words, f"SUMPRODUCT({lost}*1,{dollars})=0", f"{sheet}: a row without its service", row)


def _since(first: str, words: str) -> str:
    """The alert in words, with the first year that it is of."""
    return f'="{words} in FY"&{first}&"."'


MONEY_CHECKS = (
    Check("The horizon is not before the base year", "Horizon>=Base_year", "Control: the horizon"),
    Check("The needed increase ends where it starts, or later", "Solve_to>=Solve_from", "Control: needed increase"),
    Check(
        "Grants and debt pay no more than all of a project",
        'COUNTIF(Project_in_cash,"<0")=0',
        "Capital plan: shares from grants and debt above 100% together",
        '"Capital plan, the project "&INDEX(Project_name,MATCH(MIN(Project_in_cash),Project_in_cash,0),1)',
    ),
    _of_a_service("All dollars of O&M are of a service", "Operations", "Op_dollars", "Op_service"),
    _of_a_service("All costs of projects are of a service", "Capital plan", "Project_cost", "Project_service"),
    Check(
        "No year between two payments of existing debt is empty",
        "SUM(Debt_gap)=0",
        "Debt: enter 0 in a year without a payment",
        '"Debt!"&INDEX(Debt_gap_cell,MATCH(1,Debt_gap,0),1)',
    ),
    Check(
        "All existing debt reaches the cash flow",
        "COUNTIF(Debt_difference,0)=COLUMNS(Debt_difference)",
        "Debt: a row without its service or its lien",
    ),
    Check(
        "The services' cash is the utility's",
        "COUNTIF(Cash_difference,0)=COLUMNS(Cash_difference)",
        "Cash flow: a formula is overwritten; alamo-xl check names it",
        '"Cash flow, row "&ROW(Cash_difference)',
    ),
)

FIRST_YEARS = (
    ("First year that misses coverage", f"MIN(First_coverage_{UTILITY})", "Coverage_from"),
    ("First year that misses cash", f"First_cash_{UTILITY}", "Cash_from"),
)
"""The years that alerts speak of: words, formula text and name."""
MONEY_ALERTS = (
    Check(
        "The covenant's coverage is met in every year",
        "Coverage_from>Horizon",
        _since("Coverage_from", "Coverage of debt service, the covenant's, fails first"),
    ),
    Check(
        "The utility's cash meets its targets, where it is pooled",
        f'OR(Cash_pooled<>"{YES}",Cash_from>Horizon)',
        _since("Cash_from", "The utility's unrestricted cash is below its targets first"),
    ),
    Check(
        "Each service meets its tests, where it stands alone",
        f'OR(Cash_pooled="{YES}",First_missed_alone>Horizon)',
        _since("First_missed_alone", "A service by itself misses a test first"),
    ),
    Check(
        "No service's cash is negative",
        "SUM(Negative_years)=0",
        "A service's unrestricted cash is negative: see Cash flow.",
    ),
)
