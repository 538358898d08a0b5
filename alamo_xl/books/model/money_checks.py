"""Checks of money that no single cell shows; and the alerts of the scenario shown: its missed tests."""

from __future__ import annotations

from alamo_xl.books.model.check import Check
from alamo_xl.books.vocabulary import UTILITY, YES


def _listed(words: str, sheet: str, wrong: str, cells: str, look: str) -> Check:
    """A check of a list, in which comparisons of whole columns find what is wrong, and the row."""
    row = f'"{sheet}, row "&SUMPRODUCT(MAX({wrong}*ROW({cells})))'
    return Check(words, f"SUMPRODUCT(1*({wrong}))=0", f"{sheet}: {look}", row)


MONEY_CHECKS = (
    Check("The horizon is not before the base year", "Horizon>=Base_year", "Control: the horizon"),
    Check("The needed increase ends where it starts, or later", "Solve_to>=Solve_from", "Control: needed increase"),
    _listed(
        "Every O&M line has dollars and a service",
        "Operations",
        '((Op_dollars="")<>(Op_service=""))',
        "Op_dollars",
        "a line without its dollars or its service",
    ),
    _listed(
        "Every project has a cost and a service",
        "Capital plan",
        '((Project_cost="")<>(Project_service=""))',
        "Project_cost",
        "a project without its cost or its service",
    ),
    _listed(
        "Every project has a cost and years of spending",
        "Capital plan",
        '((Project_cost="")<>(Project_years=""))',
        "Project_cost",
        "a project without its years of spending",
    ),
    _listed(
        "Grants and debt pay no more than all of a project",
        "Capital plan",
        "(Project_grant+Project_debt>1)",
        "Project_cost",
        "shares from grants and debt above 100% together",
    ),
    _listed(
        "Every existing debt has its service and lien",
        "Debt",
        '((Debt_service="")<>(Debt_lien=""))',
        "Debt_lien",
        "a debt without its service or its lien",
    ),
    Check(
        "All existing debt reaches the cash flow",
        "COUNTIF(Debt_difference,0)=COLUMNS(Debt_difference)",
        "Debt: a row without its service or its lien",
    ),
    Check(
        "The services' cash is the utility's",
        "COUNTIF(Cash_difference,0)=COLUMNS(Cash_difference)",
        "Cash flow: its last row",
    ),
)

MONEY_ALERTS = (
    Check(
        "The covenant's coverage is met in every year",
        f"MIN(First_coverage_{UTILITY})>Horizon",
        f"=Sentence_{UTILITY}",
    ),
    Check(
        "The utility's cash meets its targets, where it is pooled",
        f'OR(Cash_pooled<>"{YES}",First_cash_{UTILITY}>Horizon)',
        f"=Sentence_{UTILITY}",
    ),
    Check(
        "Each service meets its tests, where it stands alone",
        f'OR(Cash_pooled="{YES}",First_missed_alone>Horizon)',
        "Sufficiency: a service's sentence",
    ),
    Check("No service's cash is negative", "SUM(Negative_years)=0", "Cash flow: a service's closing cash"),
)
