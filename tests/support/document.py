"""The resolution applied a second time: out of its own text, in whole numbers, without a line of the package."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from support.places import DATA

FIGURES = DATA / "resolution-2024-31-figures.txt"
"""The document's own text from its first charge to its last footnote."""
FIRST_YEAR = 2025
USAGE = {False: "All Usage Except for Irrigation Accounts", True: "Irrigation Account Usage"}
COMMODITY = "Commodity Rate Per CCF - Applied to 90% of Water Used"
SEWER_RETURN = 90
Row = tuple[str, str, str]


def rates() -> Iterator[tuple[Row, list[Decimal]]]:
    """(section, heading, label) and the figures of every row of rates, as printed."""
    section = heading = ""
    for line in FIGURES.read_text(encoding="utf-8").splitlines():
        text = re.sub(r"[\\$]|</?[ui]>", "", line)
        figures = re.findall(r"\t *(\d[\d,]*\.\d\d)(?=\t|$)", text)
        if figures:
            yield (section, heading, text.split("\t")[0]), [Decimal(figure.replace(",", "")) for figure in figures]
        elif line.startswith("<u>"):
            heading = text.strip()
        elif line.isupper():
            section, heading = line, ""


def fees() -> Iterator[tuple[str, str, Decimal]]:
    """The item it is printed under, the label and the amount of every line that names a dollar amount."""
    item = ""
    for line in FIGURES.read_text(encoding="utf-8").splitlines():
        text = line.strip("- |")
        if re.match(r"\d+\) ", text):
            item = text
        if line.startswith("|") and (found := re.fullmatch(r"(.*?) *\| \\\$([\d,.]+)\*?", text)):
            yield item, found[1], Decimal(found[2].replace(",", ""))


@cache
def _printed() -> dict[Row, list[Decimal]]:
    return {
        (section, heading, re.sub(r" \[\d]$", "", label)): figures for (section, heading, label), figures in rates()
    }


def rate(fy: int, section: str, heading: str, label: str) -> Decimal:
    """Dollars, as printed in a row under a fiscal year."""
    return _printed()[section, heading, label][fy - FIRST_YEAR]


def heading(customer_class: str, outside: bool) -> str:
    """What stands over the rows of a customer class inside or outside the city."""
    who = {"household": "Household", "non-household": "Non-Household"}[customer_class]
    return f"{who} Customers - {_city(outside)}"


def base_label(meter_size: str) -> str:
    """The row of a meter's base charge."""
    return "Multi-Family Unit" if meter_size == "multi-family" else f'{meter_size}" Meter'


def reclaimed_row(outside: bool) -> Row:
    """The row of reclaimed water."""
    return "RECLAIMED WATER SERVICE", "All Customers", f"Commodity Charge Per CCF - {_city(outside)}"


def bill_lines(
    fy: int,
    customer_class: str,
    meter_size: str,
    ccf: object,
    outside: bool = False,
    irrigation: bool = False,
    sewer: bool | None = None,
    reclaimed_ccf: object = 0,
    units: int = 1,
) -> list[Decimal]:
    """A month's charges in dollars: water, sewer, reclaimed, base before usage. Volumes have up to 3 decimals."""
    over, thousandths, amounts = heading(customer_class, outside), _thousandths(ccf), []

    def charge(section: str, label: str, quantity: int, per: int, under: str = over) -> None:
        cents = int(rate(fy, section, under, label) * 100) * quantity
        amounts.append(Decimal((2 * cents + per) // (2 * per)) / 100)

    charge("WATER SERVICE", base_label(meter_size), units, 1)
    charge("WATER SERVICE", USAGE[irrigation], thousandths, 1000)
    if sewer or (sewer is None and not irrigation):
        charge("SEWER SERVICE", base_label(meter_size), units, 1)
        charge("SEWER SERVICE", COMMODITY, thousandths * SEWER_RETURN, 100_000)
    if other := _thousandths(reclaimed_ccf):
        section, under, label = reclaimed_row(outside)
        charge(section, label, other, 1000, under)
    return amounts


def fee(number: int, label: str = "") -> Decimal:
    """Dollars of a numbered item, and of the lettered line under it that reads so."""
    (amount,) = (
        amount
        for item, words, amount in fees()
        if item.startswith(f"{number}) ") and (not label or re.sub(r"^[a-z]\. ", "", words) == label)
    )
    return amount


def _city(outside: bool) -> str:
    return "Outside City" if outside else "Inside City"


def _thousandths(ccf: object) -> int:
    volume = Decimal(str(ccf)) * 1000
    assert volume == int(volume), ccf
    return int(volume)
