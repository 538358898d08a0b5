"""The examples: for each function calls that give it the same arguments; the first is the catalogue's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from alamo_xl.books.calls import literals
from alamo_xl.functions import FUNCTIONS
from alamo_xl.schedule import Schedule

CATALOGUE = "The example of the catalogue"
ACCOUNT = ("fy", "customer_class", "meter_size", "ccf")
WORDS = {"outside": ("inside", "outside"), "irrigation": ("no", "yes"), "sewer": ("no", "yes")}
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Example:
    """What a call shows, and its inputs in the order of its table's arguments; those left out are blank cells."""

    shows: str
    inputs: tuple[Any, ...]


@dataclass(frozen=True)
class Calls:
    """A table of examples that give the function the same arguments."""

    arguments: tuple[str, ...]
    examples: tuple[Example, ...]


def catalogue_example(function: str) -> tuple[Any, ...]:
    """The inputs of a function's example in the catalogue, TRUE and FALSE as the words that the sheets offer."""
    (known,) = (each for each in FUNCTIONS if each.name == function)
    names = (argument.name for argument in known.arguments)
    return tuple(_worded(*pair) for pair in zip(names, literals(known.example), strict=False))


def _worded(argument: str, value: Any) -> Any:
    return WORDS[argument][value] if isinstance(value, bool) else value


def single_calls(schedule: Schedule) -> dict[str, Calls]:
    """The examples of every function that answers with one cell."""
    years = schedule.fiscal_years
    year, last, beyond = years[1], years[-1], years[-1] + 1
    household = (year, "household", "3/4")
    multi_family = ("household", "multi-family")
    wrong = (
        ("A fiscal year that is not adopted", (beyond, "household", "3/4", 8)),
        ("A size that is not printed for households", (year, "household", "2", 8)),
        ("A class that is misspelt", (year, "houshold", "3/4", 8)),
        ("A size, 3/4, that Excel turned into a date", (year, "household", "4-Mar", 8)),
        ("Multi-family, without the number of units", (year, *multi_family, 40)),
        ("A volume in words", (*household, "eight")),
        ("A negative volume", (*household, -1)),
    )
    right = (
        ("A business with a 2 inch meter", (last, "non-household", "2", 50)),
        ("Short words: NH, and 1½ for 1-1/2", (year, "NH", "1½", 20)),
        ("No water used: the base charges remain", (*household, 0)),
    )
    units = (year, *multi_family, 137.455, "outside")
    half_cent = (years[-2], "household", "3/4", 0.75)
    billed = ("inside", "no", "yes")
    new_year = dt.date(year - 1, 7, 1)
    return {
        "ALAMO_WATER": _calls(
            "ALAMO_WATER",
            (*ACCOUNT, "outside", "irrigation", "units"),
            ("Outside the city", (*household, 8, "outside")),
            ("An irrigation account", (year, "household", "1", 10, "inside", "yes")),
            ("24 multi-family units outside the city", (*units, "no", 24)),
            ("Half a cent is rounded up", half_cent),
            *right,
            *wrong,
        ),
        "ALAMO_SEWER": _calls(
            "ALAMO_SEWER",
            (*ACCOUNT, "outside", "units"),
            ("Outside the city", (*household, 8, "outside")),
            ("24 multi-family units outside the city", (*units, 24)),
            ("Rounded once: 90% of the water, times the rate", (years[0], "household", "3/4", 2.3)),
            *right,
            *wrong,
        ),
        "ALAMO_RECLAIMED": _calls(
            "ALAMO_RECLAIMED",
            ("fy", "ccf", "outside"),
            ("Outside the city", (year, 100, "outside")),
            ("Part of a CCF is billed", (last, 12.345)),
            ("A fiscal year that is not adopted", (beyond, 100)),
            ("A volume in words", (year, "plenty")),
            ("A negative volume", (year, -1)),
        ),
        "ALAMO_BILL": Calls(
            (*ACCOUNT, "outside", "irrigation", "sewer", "reclaimed_ccf", "units"),
            (
                Example(CATALOGUE, (*catalogue_example("ALAMO_BILL"), *billed)),
                Example("Outside the city", (*household, 8, "outside", "no", "yes")),
                Example("Water only: no sewer", (*household, 8, "inside", "no", "no")),
                Example("An irrigation account pays no sewer", (year, "household", "1", 10, "inside", "yes", "no")),
                Example("... unless that is asked for", (year, "household", "1", 10, "inside", "yes", "yes")),
                Example("Reclaimed water besides", (last, "non-household", "2", 5, *billed, 100)),
                Example("24 multi-family units outside the city", (*units, "no", "yes", None, 24)),
                *(Example(shows, (*inputs, *billed)) for shows, inputs in (*right, *wrong)),
            ),
        ),
        "ALAMO_RATE": _calls(
            "ALAMO_RATE",
            ("fy", "service", "charge", "customer_class", "meter_size", "outside"),
            ("The same, outside the city", (year, "water", "base", "household", "3/4", "outside")),
            ("A usage rate needs no size", (year, "water", "usage", "household")),
            ("The irrigation rate", (year, "water", "irrigation", "household")),
            ("The printed rate governs, twice inside or not", (year, "sewer", "base", "NH", "3", "outside")),
            ("Reclaimed water needs no class", (year, "reclaimed", "usage")),
            ("The sewer return: the share of metered water", (year, "sewer", "return")),
            ("A rate that is not printed", (year, "water", "base", "household", "2")),
            ("A charge that there is not", (year, "water", "basic", "household", "3/4")),
        ),
        "ALAMO_SOURCE": _calls(
            "ALAMO_SOURCE",
            ("fy", "service", "charge", "customer_class", "meter_size", "outside"),
            ("A base charge", (year, "water", "base", "household", "3/4")),
            ("Sewer usage and its footnote", (year, "sewer", "usage", "non-household", None, "outside")),
            ("A fiscal year that is not adopted", (beyond, "reclaimed", "usage")),
            ("A service that there is not", (year, "gas", "usage")),
        ),
        "ALAMO_FEE": _calls(
            "ALAMO_FEE",
            ("fee",),
            *((fee.label, (fee.fee,)) for fee in schedule.fees if not fee.size),
            ("A fee that there is not", ("transfer",)),
        ),
        "ALAMO_TAP": _calls(
            "ALAMO_TAP",
            ("tap_size", "actual_cost"),
            ("No actual cost: the listed price, a minimum", ("2",)),
            ("A lower actual cost: the listed price", ("2", 900)),
            ("A size that is not printed", ("3",)),
            ("A negative cost", ("2", -1)),
        ),
        "ALAMO_METER_INSTALLATION": _calls(
            "ALAMO_METER_INSTALLATION",
            ("meter_size", "actual_cost"),
            ("An actual cost, higher", ("3/4", 412.5)),
            ("An actual cost, lower", ("3/4", 180)),
            ("A size that is not printed", ("3",)),
            ("A cost in words", ("3/4", "cheap")),
        ),
        "ALAMO_LATE_FEE": _calls(
            "ALAMO_LATE_FEE",
            ("bill_amount", "days_past_due"),
            ("Ten days past due: not yet", (100, 10)),
            ("Not yet due", (100, -5)),
            ("Half a cent is rounded up", (100.05, 30)),
            ("A part of a day", (100, 10.5)),
            ("A negative amount", (-100, 30)),
        ),
        "ALAMO_FISCAL_YEAR": _calls(
            "ALAMO_FISCAL_YEAR",
            ("date",),
            ("A date: the first day of a fiscal year", (new_year,)),
            ("A date: the day before", (new_year - ONE_DAY,)),
            ("A word that is no date", ("soon",)),
        ),
        "ALAMO_CHECK": _calls("ALAMO_CHECK", ACCOUNT, *right, *wrong),
        "ALAMO_VERSION": _calls("ALAMO_VERSION", ()),
    }


def table_calls(schedule: Schedule) -> dict[str, Calls]:
    """The one example of every function that answers with a table."""
    year = schedule.fiscal_years[1]
    arguments = (*ACCOUNT, "outside", "irrigation", "sewer", "reclaimed_ccf", "units")
    account = (year, "household", "3/4", 8, "inside", "no", "yes", 100)
    return {
        "ALAMO_BILL_LINES": Calls(arguments, (Example("", account),)),
        "ALAMO_RATE_TABLE": Calls(("service", "fy"), (Example("", ("reclaimed", year)),)),
        "ALAMO_HELP": Calls(("function",), (Example("", catalogue_example("ALAMO_HELP")),)),
    }


def _calls(function: str, arguments: tuple[str, ...], *examples: tuple[str, tuple[Any, ...]]) -> Calls:
    """Examples of a function, the catalogue's first."""
    first = Example(CATALOGUE, catalogue_example(function))
    return Calls(arguments, (first, *(Example(*example) for example in examples)))
