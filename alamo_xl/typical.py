"""Typical bills: the accounts and volumes that residents and councils ask about, in every fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alamo_xl.bill import bill
from alamo_xl.inputs import FIRST_MONTH
from alamo_xl.schedule import Schedule

ACCOUNTS = (
    ("household", "3/4", "a household"),
    ("non-household", "3/4", "a small business"),
    ("non-household", "2", "a larger business"),
)
VOLUMES = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)


def examples(customer_class: str | None = None) -> str:
    """The accounts and volumes in words, of one customer class or of all."""
    who = [f"{words} on a {size} inch meter" for of, size, words in ACCOUNTS if customer_class in (None, of)]
    return f"{', '.join(who)}; inside and outside the city; from {VOLUMES[0]} to {VOLUMES[-1]} CCF a month"


@dataclass(frozen=True)
class TypicalBill:
    """A month's water and sewer charges of one account at one volume in CCF: an amount a fiscal year, in dollars.

    `months` is the season, such as `5-10`; empty where the rates have none.
    """

    customer_class: str
    outside: bool
    meter_size: str
    ccf: int
    water: tuple[Decimal, ...]
    sewer: tuple[Decimal, ...]
    months: str = ""

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """Water and sewer together."""
        return tuple(water + sewer for water, sewer in zip(self.water, self.sewer, strict=True))


def typical_bills(schedule: Schedule) -> list[TypicalBill]:
    """Every account inside and outside the city, at every volume, in every season."""
    return [
        typical_bill(schedule, customer_class, outside, size, ccf, months)
        for customer_class, size, _ in ACCOUNTS
        for outside in (False, True)
        for ccf in VOLUMES
        for months in schedule.seasons
    ]


def typical_bill(
    schedule: Schedule, customer_class: str, outside: bool, meter_size: str, ccf: int, months: str = ""
) -> TypicalBill:
    """One account at one volume, in one season."""
    bills = [
        bill(schedule, _when(year, months), customer_class, meter_size, ccf, outside) for year in schedule.fiscal_years
    ]
    water, sewer = (
        tuple(sum((line.amount for line in each.lines if line.service == service), Decimal(0)) for each in bills)
        for service in ("water", "sewer")
    )
    return TypicalBill(customer_class, outside, meter_size, ccf, water, sewer, months)


def _when(fiscal_year: int, months: str) -> int | date:
    """A day of a season in a fiscal year; where there are no seasons, the year."""
    return day_in(fiscal_year, int(months.partition("-")[0])) if months else fiscal_year


def day_in(fiscal_year: int, month: int) -> date:
    """The first day of a calendar month in a fiscal year (R13)."""
    return date(fiscal_year - (month >= FIRST_MONTH), month, 1)
