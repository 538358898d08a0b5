"""The words that a model book's sheets write and its reader looks for, and the key of a rate's row: each once."""

from __future__ import annotations

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
