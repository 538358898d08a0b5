"""A typical bill by year, charge by charge."""

from __future__ import annotations

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model.bill_formulas import CHARGES, USAGE, Account, amount, thousandths
from alamo_xl.books.model.rows.rates import Rates

HOUSEHOLD = (Account('"household"', '"inside"', '"3/4"'), "Typical_ccf")
BUSINESS = (Account('"non-household"', '"inside"', "Business_size"), "Business_ccf")


def add(sheet: YearSheet, rates: Rates, account: Account, volume: str) -> Line:
    """A month's water and sewer bill inside the city, each charge rounded to the cent (R8)."""
    whose = account.customer_class.strip('"')
    charges = [charge for charge in CHARGES if charge[0] != "reclaimed"]

    def line(words: str, formula: str, total: bool = False) -> Line:
        return sheet.line([words, whose], "$ a month", formula, "money", total=total, opening_role="text")

    rate_of = {
        charge: line(f"{charge[0].capitalize()} rate", f"=INDEX({rates.block.year},{account.place(*charge)})").year
        if charge[1] == USAGE
        else f"INDEX({rates.block.year},{account.place(*charge)})"
        for charge in charges
    }
    lines = [
        line(
            " ".join(charge).capitalize(),
            f"={amount(charge, rate_of[charge], '', thousandths(volume), rates.sewer_return.year)}",
        )
        for charge in charges
    ]
    return line("Typical bill", "=" + "+".join(each.year for each in lines), total=True)
