"""What each example of the functions book must answer: out of the document, without a line of the package's law."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from support import document

from alamo_xl import __version__

WRONG = {
    "A fiscal year that is not adopted": "#N/A",
    "A size that is not printed for households": "#N/A",
    "A size that is not printed": "#N/A",
    "A rate that is not printed": "#N/A",
    "A class that is misspelt": "#VALUE!",
    "A size, 3/4, that Excel turned into a date": "#VALUE!",
    "Multi-family, without the number of units": "#VALUE!",
    "A volume in words": "#VALUE!",
    "A charge that there is not": "#VALUE!",
    "A service that there is not": "#VALUE!",
    "A fee that there is not": "#VALUE!",
    "A cost in words": "#VALUE!",
    "A part of a day": "#VALUE!",
    "A word that is no date": "#VALUE!",
    "A negative volume": "#NUM!",
    "A negative cost": "#NUM!",
    "A negative amount": "#NUM!",
}
TOLD = {
    "A fiscal year that is not adopted": "no adopted rate for FY2030; Resolution 2024-31 prices FY2025 to FY2029",
    "A size that is not printed for households": 'no adopted rate for household 2" meters; household meters printed: '
    "3/4, 1, 1-1/2; use multi-family units or non-household",
    "A class that is misspelt": "customer class 'houshold' is not understood; give household or non-household",
    "A size, 3/4, that Excel turned into a date": "meter size '4-Mar' is a date: Excel turned 3/4 into 4 March; "
    "type '3/4 or format as text",
    "Multi-family, without the number of units": "multi-family needs its number of units; give a whole number, "
    "1 to 100,000",
    "A volume in words": "ccf 'eight' is not understood; give a number of CCF",
    "A negative volume": "ccf -1 is out of range; give 0 to 1,000,000 CCF",
}
CITED = {
    "The example of the catalogue": "Reclaimed Water Service, All Customers, Commodity Charge Per CCF - Inside City",
    "A base charge": 'Water Service, Household Customers - Inside City, 3/4" Meter',
    "Sewer usage and its footnote": "Sewer Service, Non-Household Customers - Outside City, "
    "Commodity Rate Per CCF - Applied to 90% of Water Used",
}
FEE_ITEMS = {
    "service-call-same-day": 2,
    "service-call-non-business-hours": 3,
    "accounting-processing": 4,
    "lien-administrative": 7,
    "processing-active-delinquent": 8,
}
SHORT = {"NH": "non-household", "1½": "1-1/2", "outside": True, "inside": False, "yes": True, "no": False, "": None}


def answer(function: str, shows: str, given: dict[str, Any]) -> Any:
    """What an example must answer, out of the resolution's text, its rules, and the errors that were agreed."""
    if function == "ALAMO_CHECK":
        return TOLD.get(shows, "OK")
    if shows in WRONG:
        return WRONG[shows]
    told = {name: SHORT.get(value, value) for name, value in given.items() if value is not None}
    return ANSWERS[function](**told)


def _charges(service: str, **account: Any) -> Decimal:
    """The base and usage charges of water, or of sewer, that the document makes of an account."""
    lines = document.bill_lines(**account, sewer=True)
    return sum(lines[:2] if service == "water" else lines[2:], Decimal(0))


def _rate(
    fy: int, service: str, charge: str, customer_class: str = "", meter_size: str = "", outside: bool = False
) -> Any:
    if charge == "return":
        return Decimal(document.SEWER_RETURN) / 100
    if service == "reclaimed":
        return document.rate(fy, *document.reclaimed_row(outside))
    labels = {
        "base": document.base_label(meter_size),
        "usage": document.USAGE[False],
        "irrigation": document.USAGE[True],
    }
    label = document.COMMODITY if (service, charge) == ("sewer", "usage") else labels[charge]
    return document.rate(fy, f"{service.upper()} SERVICE", document.heading(customer_class, outside), label)


def _late_fee(bill_amount: Any, days_past_due: int) -> Decimal:
    cents = int(Decimal(str(bill_amount)) * 100)
    return Decimal((cents + 5) // 10 if days_past_due > 10 else 0) / 100


def _fiscal_year(date: Any) -> int:
    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return int(day.year + (day.month >= 7))


ANSWERS: dict[str, Callable[..., Any]] = {
    "ALAMO_WATER": lambda **account: _charges("water", **account),
    "ALAMO_SEWER": lambda **account: _charges("sewer", **account),
    "ALAMO_RECLAIMED": lambda fy, ccf, outside=False: document.bill_lines(
        fy, "household", "3/4", 0, outside, reclaimed_ccf=ccf
    )[-1],
    "ALAMO_BILL": lambda **account: sum(document.bill_lines(**account)),
    "ALAMO_RATE": _rate,
    "ALAMO_FEE": lambda fee: document.fee(FEE_ITEMS[fee]),
    "ALAMO_TAP": lambda tap_size, actual_cost=0: max(document.fee(9, f'{tap_size}" Water Tap'), actual_cost),
    "ALAMO_METER_INSTALLATION": lambda meter_size, actual_cost=None: (
        actual_cost or document.fee(6, f"{meter_size.replace('3/4', '¾')} inch")
    ),
    "ALAMO_LATE_FEE": _late_fee,
    "ALAMO_FISCAL_YEAR": _fiscal_year,
    "ALAMO_VERSION": lambda: f"alamo_xl {__version__}, Resolution 2024-31 (FY2025 to FY2029)",
}
