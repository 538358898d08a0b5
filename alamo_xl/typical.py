"""Typical bills: the accounts and volumes that residents and councils ask about, in every fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alamo_xl.bill import bill
from alamo_xl.schedule import Schedule

ACCOUNTS = (("household", "3/4"), ("non-household", "3/4"), ("non-household", "2"))
VOLUMES = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)


@dataclass(frozen=True)
class TypicalBill:
    """A month's water and sewer bill of one account at one volume in CCF: one amount a fiscal year, in dollars."""

    customer_class: str
    outside: bool
    meter_size: str
    ccf: int
    amounts: tuple[Decimal, ...]


def typical_bills(schedule: Schedule) -> list[TypicalBill]:
    """Every account inside and outside the city, at every volume."""
    return [
        TypicalBill(
            customer_class,
            outside,
            size,
            ccf,
            tuple(bill(schedule, year, customer_class, size, ccf, outside).total for year in schedule.fiscal_years),
        )
        for customer_class, size in ACCOUNTS
        for outside in (False, True)
        for ccf in VOLUMES
    ]
