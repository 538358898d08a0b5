"""What a book of rates covers: the whole schedule, or one customer class, or one fiscal year of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from alamo_xl import inputs
from alamo_xl.errors import NoAdoptedRate
from alamo_xl.schedule import RETURN, Fee, RateKey, Schedule

T = TypeVar("T")
NAME = "alamogordo-rates"


@dataclass(frozen=True)
class Extract:
    """A schedule seen through a customer class (None: all) and some of its fiscal years."""

    schedule: Schedule
    customer_class: str | None
    fiscal_years: tuple[int, ...]

    @classmethod
    def of(cls, schedule: Schedule, customer_class: str | None = None, fiscal_year: str | None = None) -> Extract:
        """As typed on the command line. Raises NotUnderstood for a class, NoAdoptedRate for a year not priced."""
        known = None if customer_class is None else inputs.customer_class(customer_class)
        if fiscal_year is None:
            return cls(schedule, known, schedule.fiscal_years)
        year = inputs.fiscal_year(fiscal_year)
        if year not in schedule.fiscal_years:
            first, last = schedule.fiscal_years[0], schedule.fiscal_years[-1]
            raise NoAdoptedRate(f"no adopted rate for FY{year}; {schedule.name} prices FY{first} to FY{last}")
        return cls(schedule, known, (year,))

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.customer_class is None and self.fiscal_years == self.schedule.fiscal_years

    @property
    def keys(self) -> list[RateKey]:
        """The printed rows it covers; those for all customers always."""
        wanted = (None, "all", self.customer_class)
        every = self.customer_class is None
        return [k for k in self.schedule.rates if k != RETURN and (every or k.customer_class in wanted)]

    @property
    def fees(self) -> list[Fee]:
        """The fees that can concern its customers: of those with a size, none beyond the largest meter of their class.

        Sizes beyond every meter go with the class that has the largest.
        """
        meters: dict[str, Fraction] = {}
        for key in self.schedule.rates:
            if key.charge == "base" and key.meter_size[:1].isdigit():
                meters[key.customer_class] = max(meters.get(key.customer_class, Fraction(0)), _inches(key.meter_size))
        largest = max(meters.values())
        mine = meters.get(self.customer_class or "", largest)
        return [fee for fee in self.schedule.fees if not fee.size or mine == largest or _inches(fee.size) <= mine]

    def of_years(self, by_year: Sequence[T]) -> list[T]:
        """The values of its years, out of one for each of the schedule's."""
        years = self.schedule.fiscal_years
        return [value for year, value in zip(years, by_year, strict=True) if year in self.fiscal_years]

    @property
    def changed_years(self) -> list[int]:
        """Its years that have a year before them."""
        return [year for year in self.fiscal_years if year != self.schedule.fiscal_years[0]]

    def of_changes(self, by_change: Sequence[T]) -> list[T]:
        """The values of `changed_years`, out of one for each of the schedule's years but the first."""
        years = self.schedule.fiscal_years[1:]
        return [value for year, value in zip(years, by_change, strict=True) if year in self.fiscal_years]

    @property
    def words(self) -> str:
        """What it covers."""
        who = "all customers" if self.customer_class is None else f"{self.customer_class} customers"
        first, last = self.fiscal_years[0], self.fiscal_years[-1]
        return f"{who}, " + (f"FY{first}" if first == last else f"FY{first} to FY{last}")

    @property
    def file(self) -> str:
        """Its file name."""
        parts = [NAME] + ([self.customer_class] if self.customer_class else [])
        parts += [] if self.fiscal_years == self.schedule.fiscal_years else [f"fy{self.fiscal_years[0]}"]
        return "-".join(parts) + ".xlsx"


def _inches(size: str) -> Fraction:
    """A size such as 1-1/2 in inches."""
    return sum((Fraction(part) for part in size.split("-")), Fraction(0))
