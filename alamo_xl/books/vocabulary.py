"""The words that a model book's sheets write and its reader looks for, and the key of a rate's row: each once."""

from __future__ import annotations

from alamo_xl.rate_table import headings
from alamo_xl.schedule import RateKey, Schedule

YES, NO = "yes", "no"
YES_NO = (YES, NO)
LOOK, ALERT, OK = "LOOK", "ALERT", "OK"
NOT_YET = "not yet calculated"
STATUSES = ("illustrative", "tabulated", "entered")
ADOPTED, SCENARIO = "adopted", "scenario"
UTILITY = "utility"

LEVER_KEYS = ("Lever", "Class", "Charge")
ALL_YEARS = "All years"
ALL_SERVICES, USAGE_CHANGE, GROWTH = "all services", "change of use", "growth of accounts"
DELAY, OUTSIDE, IRRIGATION = "delayed from", "outside multiplier", "irrigation multiplier"
SEWER_RETURN, SHIFT, ELASTICITY = "sewer return", "shift from base to usage", "elasticity of use"

NEEDS_KEYS = ("Line", "Service", "Kind")
NEEDS_OPENING = "Base year or opening"
INPUT = "input"
OPENING_CASH, OPERATIONS = "Opening cash", "Operations in base-year dollars"
EXISTING_DEBT, PROPOSED_DEBT, CAPITAL = "Existing debt service", "Proposed debt service", "Capital paid in cash"
TRANSFERS, OTHER_REVENUE = "Transfers out", "Revenue other than rates"

# The levers of the financial plan. A lever's words are its row's keys: (LEVEL, "water"), (USAGE_CHANGE, "irrigation").
LEVEL, LEVEL_FROM, LEVEL_TO = "level increase", "level increase from", "level increase to"
CAPITAL_PLAN, PLANS = "capital plan", ("A", "B", "C")
USE_OF_ALL, USE_OF_IRRIGATION, USE_OF_RECLAIMED = "all", "irrigation", "reclaimed"
USE_GROUPS = (USE_OF_ALL, "household", "non-household", USE_OF_IRRIGATION, USE_OF_RECLAIMED)
NO_FURTHER = "No further increases"

# What rates must pay for: words of rows by year, and the names of their blocks, heads and key columns.
COST_INDEX, GENERAL_INDEX, NO_INDEX = "cost index", "general", "none"
INDICES = ("labor", "power", "chemicals", "construction", GENERAL_INDEX)
INDEX_ROWS = ("Index_rows", "Index_head", ("Index", "Kind"))
TRANSFERS_OUT, OTHER = "transfers out", "other revenue"
MONEY_ROWS = ("Money_rows", "Money_head", ("Line", "Service"))
LIENS = SENIOR, SUBORDINATE = ("senior", "subordinate")
DEBT_ROWS = ("Debt_rows", "Debt_head", ("Debt", "Service", "Lien"))
TAP_ROWS = ("Tap_rows", "Tap_head", ("Fee", "Size", "Service"))
ACTUAL_KINDS = AUDITED, BUDGET, ACTUAL = ("audited", "budget", "actual")
ACTUAL_KEYS = ("Kind", "Measure", "Service")

# Tables of what users list: the names of their columns.
OPERATING_LINES = ("Op_line", "Op_service", "Op_category", "Op_dollars", "Op_index", "Op_variable")
PROJECTS = (
    *("Project_name", "Project_service", "Project_cost", "Project_index", "Project_years"),
    *("Project_grant", "Project_debt", *(f"Project_first_{plan}" for plan in PLANS)),
)
DEBT_TERMS = ("Terms_service", "Terms_lien", "Terms_rate", "Terms_term", "Terms_issue", "Terms_reserve")
RESERVES = (
    *("Reserve_service", "Reserve_cash", "Reserve_restricted", "Reserve_days"),
    *("Reserve_capital_dollars", "Reserve_capital_share", "Reserve_stabilisation"),
)
SERVICE_FEES = ("Fee_id", "Fee_service", "Fee_count")

OUTCOME = {
    "rate_revenue": "Rate revenue",
    "bad_debt": "Bad debt",
    "service_fees": "Service fees",
    "connection_charges": "Connection charges",
    "other_revenue": "Other revenue",
    "interest": "Interest",
    "operations": "Operation and maintenance",
    "net_revenue": "Net revenue",
    "senior_debt": "Senior debt service",
    "subordinate_debt": "Subordinate debt service",
    "capital_spending": "Capital spending",
    "grants": "Grants",
    "loan_proceeds": "Loan proceeds",
    "capital_in_cash": "Capital paid in cash",
    "cost_of_issue": "Cost of issue",
    "transfers": "Transfers",
    "financed_reserve": "Financed reserve",
    "opening_cash": "Opening unrestricted cash",
    "closing_cash": "Closing unrestricted cash",
    "restricted_cash": "Closing restricted cash",
    "operating_target": "Operating reserve target",
    "capital_target": "Capital reserve target",
    "stabilisation_target": "Rate stabilization target",
    "cash_target": "Unrestricted cash target",
    "senior_coverage": "Coverage of senior debt",
    "all_coverage": "Coverage of all debt",
    "senior_coverage_less_connections": "Coverage of senior debt, less connection charges",
    "all_coverage_less_connections": "Coverage of all debt, less connection charges",
    "additional_bonds": "Additional bonds",
}
"""A year's outcome for a service or the utility: what the projection calls it, to the words of its row."""
NO_DEBT, NO_ANSWER, NOT_ADOPTED = "no debt", "none", "not adopted"
AS_NEEDED, LEVEL_NEEDED = "Needed increase, as needed", "Needed increase, level"

SEPARATOR = ", "


def key_text(key: RateKey) -> str:
    """A rate's key as a cell holds it; no engine takes it for a pattern or an operator."""
    return SEPARATOR.join((*key.words, key.terms) if key.terms else key.words)


def key_formula(*words: str) -> str:
    """The formula text that makes such a key of constants (`"water"`), cells and names."""
    parts: list[str] = []
    for place, word in enumerate(words):
        for part in (word, f'"{SEPARATOR}"') if place < len(words) - 1 else (word,):
            if parts and part.startswith('"') and parts[-1].endswith('"'):
                parts[-1] = parts[-1][:-1] + part[1:]
            else:
                parts.append(part)
    return "&".join(parts)


def table_headings(schedule: Schedule) -> tuple[str, ...]:
    """A rate table's headings as people read them, which its readers take too."""
    return tuple(heading.replace("_", " ").capitalize() for heading in headings(schedule))


def charge_headings(schedule: Schedule) -> tuple[str, ...]:
    """What stands over the words of a rate's key on sheets that are no rate table."""
    return tuple(heading.removeprefix("Customer ").capitalize() for heading in table_headings(schedule))


def customer_classes(schedule: Schedule) -> tuple[str, ...]:
    """The classes that base charges are printed for, in the resolution's order."""
    return tuple(dict.fromkeys(key.customer_class for key in schedule.rates if key.charge == "base"))


def locations(schedule: Schedule) -> tuple[str, ...]:
    """Inside and outside, in the resolution's order."""
    return tuple(dict.fromkeys(key.location for key in schedule.rates if key.charge == "base"))


def services(schedule: Schedule) -> tuple[str, ...]:
    """The services in the resolution's order."""
    return tuple(dict.fromkeys(key.service for key in schedule.rates))


def printed_sizes(schedule: Schedule) -> dict[str, tuple[str, ...]]:
    """The sizes printed for each class."""
    based = [key for key in schedule.rates if (key.service, key.location, key.charge) == ("water", "inside", "base")]
    return {each: tuple(k.meter_size for k in based if k.customer_class == each) for each in customer_classes(schedule)}


def sizes_name(customer_class: str) -> str:
    """The defined name of a class's sizes, for dropdowns."""
    return f"Sizes_{customer_class.replace('-', '_')}"
