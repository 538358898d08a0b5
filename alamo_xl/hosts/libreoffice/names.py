"""What the add-in's functions are called inside LibreOffice."""

import re

from alamo_xl.catalogue import PREFIX, Function
from alamo_xl.functions import FUNCTIONS

IDENTIFIER = "org.alamo.xl"
SERVICE = f"{IDENTIFIER}.Addin"
INTERFACE = "XAlamo"
IMPLEMENTATION = f"{SERVICE}.implementation"
NEVER_ZERO = {"fy", "customer_class", "meter_size", "tap_size", "service", "charge", "fee", "date"}
NEVER_ZERO |= {"function", "units", "actual_cost", "rates"}
CALL = re.compile(rf'("(?:[^"]|"")*")|(?<![A-Za-z0-9_.])({PREFIX}[A-Z0-9_]+)(?=\()', re.IGNORECASE)


def method(name: str) -> str:
    """The UNO method of a function: ALAMO_BILL_LINES is alamoBillLines, for an add-in's may hold no underscore.

    >>> method("ALAMO_BILL_LINES")
    'alamoBillLines'
    """
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def parameter(place: int) -> str:
    """A parameter's name in IDL and configuration, which sorts in the arguments' order and is no IDL word."""
    return f"p{place:02}"


def programmatic(name: str) -> str:
    """The name under which LibreOffice 7 reads and writes an add-in call in an .xlsx file."""
    return f"{SERVICE}.{method(name)}".upper()


def translated(formula: str) -> str:
    """A formula whose ALAMO_ calls carry their programmatic names; texts in quotes stay.

    >>> translated('IF(A1="ALAMO_BILL(1)",ALAMO_BILL(1,"a"),MY_ALAMO_BILL(2))')
    'IF(A1="ALAMO_BILL(1)",ORG.ALAMO.XL.ADDIN.ALAMOBILL(1,"a"),MY_ALAMO_BILL(2))'
    """
    known = {function.name for function in FUNCTIONS}

    def name(call: re.Match[str]) -> str:
        if call[1] is not None or call[2].upper() not in known:
            return call[0]
        return programmatic(call[2].upper())

    return CALL.sub(name, formula)


def blank_at_zero(function: Function) -> tuple[int, ...]:
    """Places of arguments where 0 is no value, and so an empty cell, which LibreOffice hands over as 0."""
    return tuple(place for place, argument in enumerate(function.arguments) if argument.name in NEVER_ZERO)


def volume_place(function: Function) -> int | None:
    """The place of the volume in a function that is blank where class, size and volume are."""
    names = [argument.name for argument in function.arguments]
    return names.index("ccf") if "customer_class" in names and "ccf" in names else None
