"""A month's bill as native formulas, written once: from what names the account, its rates and its volume (R2 to R9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alamo_xl.books.kit import Column
from alamo_xl.books.vocabulary import key_formula
from alamo_xl.schedule import RETURN

BASE, USAGE = "base", "usage"
Charge = tuple[str, str]
CHARGES: tuple[Charge, ...] = (
    ("water", BASE),
    ("water", USAGE),
    ("sewer", BASE),
    ("sewer", USAGE),
    ("reclaimed", USAGE),
)
UNIT = "multi-family"
BILLED = ("water", "sewer")
ALL_SERVICES = tuple(dict.fromkeys(service for service, _ in CHARGES))

Cells = Callable[[str], str]
"""What a formula calls the cell under a heading."""


@dataclass(frozen=True)
class Account:
    """What a formula calls an account's words: each a constant (`"inside"`), a cell or a name.

    usage: the charge that water's volume pays, usage or irrigation.
    """

    customer_class: str
    location: str
    size: str
    usage: str = f'"{USAGE}"'

    def key(self, service: str, charge: str) -> str:
        """The key of the rate that one of its charges takes."""
        customer_class = '"all"' if service == "reclaimed" else self.customer_class
        size = self.size if charge == BASE else '""'
        paid = self.usage if (service, charge) == ("water", USAGE) else f'"{charge}"'
        return key_formula(f'"{service}"', customer_class, self.location, paid, size)

    def place(self, service: str, charge: str) -> str:
        """The place of that rate among the printed rows; an error where none is printed."""
        return f"MATCH({self.key(service, charge)},Rates_key,0)"


@dataclass(frozen=True)
class Rates:
    """Where a formula finds rates: their cells (a row a rate), the sewer returns, and the place of the year in both.

    words: what tells these rates from others of the same table, such as `from year`.
    """

    values: str
    returns: str
    year: str
    words: str = ""


def thousandths(volume: str) -> str:
    """A volume as it is billed (R7); an empty cell is none."""
    return f"ROUND(SUM({volume}),3)"


def count(size: str, units: str) -> str:
    """How many base charges an account pays (R2)."""
    return f'IF({size}="{UNIT}",SUM({units}),1)'


def takes_return(service: str, charge: str) -> bool:
    """Whether a charge is on the sewer's share of metered water (R6)."""
    return (service, charge) == (RETURN.service, USAGE)


def quantity(charge: Charge, times: str, volume: str, sewer_return: str) -> str:
    """What a rate is multiplied by: for a base charge so many times, for sewer usage volume x return, else volume."""
    if charge[1] == BASE:
        return times
    return f"{volume}*{sewer_return}" if takes_return(*charge) else volume


def amount(charge: Charge, rate: str, times: str, volume: str, sewer_return: str) -> str:
    """A charge in dollars, rounded once (R8); one base charge (times: nothing) is its rate."""
    of = quantity(charge, times, volume, sewer_return)
    return f"ROUND({of}*{rate},2)" if of else rate


def found_amount(charge: Charge, rates: Rates, times: str, volume: str, cells: Cells) -> str:
    """The same with the rates of look-up columns."""
    return amount(charge, cells(rate_heading(charge, rates)), times, volume, cells(return_heading(rates)))


def charges_of(services: Sequence[str]) -> list[Charge]:
    """The charges of some services, in the order of a bill."""
    return [charge for charge in CHARGES if charge[0] in services]


def place_columns(account: Account, services: Sequence[str] = BILLED, *, chosen: bool = False) -> list[Column]:
    """Table columns with the place of each rate that an account takes.

    chosen: the account is the user's choice, which may be printed nowhere: its place is then 0 and its rate too.
    """
    columns = []
    for charge in charges_of(services):
        place, key = _place(charge), f"{_words(charge)}, key"
        if chosen:
            known = f"=IF(COUNTIF(Rates_key,{{{key}}})=0,0,MATCH({{{key}}},Rates_key,0))"
            columns += [Column(key, width=46, formula=f"={account.key(*charge)}"), Column(place, "count", 9, known)]
        else:
            columns.append(Column(place, "count", 9, f"={account.place(*charge)}"))
    return columns


def rate_columns(rates: Rates, services: Sequence[str] = BILLED, *, chosen: bool = False) -> list[Column]:
    """Table columns with the rates at those places, and the sewer return."""

    def rate(charge: Charge) -> str:
        place = f"{{{_place(charge)}}}"
        found = f"INDEX({rates.values},{place},{rates.year})"
        return f"=IF({place}=0,0,{found})" if chosen else f"={found}"

    columns = [Column(rate_heading(charge, rates), "money", 14, rate(charge)) for charge in charges_of(services)]
    return [*columns, Column(return_heading(rates), "factor", 13, f"=INDEX({rates.returns},1,{rates.year})")]


def in_row(heading: str) -> str:
    """The cell under a heading in the formula's own row."""
    return f"{{{heading}}}"


def service_columns(
    rates: Rates, times: str, volume: str, services: Sequence[str] = BILLED, *, words: str = "", cells: Cells = in_row
) -> list[Column]:
    """Table columns with what each service comes to, at the rates of look-up columns; words: of their headings."""
    columns = []
    for service in services:
        lines = [found_amount(charge, rates, times, volume, cells) for charge in charges_of([service])]
        columns.append(Column(f"{service.capitalize()}{_comma(words)} ($)", "money", 16, f"={'+'.join(lines)}"))
    return columns


def rate_heading(charge: Charge, rates: Rates) -> str:
    """The heading over a charge's rate."""
    return f"{_words(charge)} rate{_comma(rates.words)} ($)"


def return_heading(rates: Rates) -> str:
    """The heading over the sewer return."""
    return f"Sewer return{_comma(rates.words)}"


def _comma(words: str) -> str:
    return f", {words}" if words else ""


def _words(charge: Charge) -> str:
    return " ".join(charge).capitalize()


def _place(charge: Charge) -> str:
    return f"{_words(charge)}, row"
