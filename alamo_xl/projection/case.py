"""What a projection starts from: the inputs of the financial plan, in FINANCE.md's words.

Dollars are a year's; shares are fractions; volumes are CCF, account-months or unit-months a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from alamo_xl.levers import ByYear
from alamo_xl.schedule import RateKey, Schedule

NOTHING = Decimal(0)
GENERAL = "general"
UTILITY = "utility"
"""Every service together."""
SENIOR, SUBORDINATE = LIENS = ("senior", "subordinate")


@dataclass(frozen=True)
class Determinant:
    """The billing determinants of one kind of account in the base year.

    bills: account-months (unit-months for multi-family); ccf: metered water; sewer_bills, sewer_ccf: those of them
    that are billed sewer; reclaimed_ccf: reclaimed water; sewer_only: metered-equivalent CCF of accounts without water.
    """

    customer_class: str
    location: str
    meter_size: str
    irrigation: bool
    bills: Decimal
    ccf: Decimal
    sewer_bills: Decimal = NOTHING
    sewer_ccf: Decimal = NOTHING
    reclaimed_ccf: Decimal = NOTHING
    sewer_only: Decimal = NOTHING

    @property
    def name(self) -> str:
        """Its words."""
        irrigation = "irrigation" if self.irrigation else ""
        return " ".join(filter(None, (self.customer_class, self.location, self.meter_size, irrigation)))

    @property
    def water(self) -> RateKey:
        """The charge that its water is billed at."""
        return RateKey("water", self.customer_class, self.location, "irrigation" if self.irrigation else "usage")

    @property
    def sewer(self) -> RateKey:
        """The charge that its sewer is billed at."""
        return RateKey("sewer", self.customer_class, self.location, "usage")

    def volumes(self) -> dict[RateKey, Decimal]:
        """What each printed rate is multiplied by in a year, the sewer return aside."""
        volumes = {
            self.water._replace(charge="base", meter_size=self.meter_size): self.bills,
            self.water: self.ccf,
            self.sewer._replace(charge="base", meter_size=self.meter_size): self.sewer_bills,
            self.sewer: self.sewer_ccf + self.sewer_only,
            RateKey("reclaimed", "all", self.location, "usage"): self.reclaimed_ccf,
        }
        return {key: volume for key, volume in volumes.items() if volume}


@dataclass(frozen=True)
class OperatingLine:
    """A line of operation and maintenance: base-year dollars, its cost index (none where empty), its variable share."""

    service: str
    category: str
    dollars: Decimal
    index: str = ""
    variable: Decimal = NOTHING


@dataclass(frozen=True)
class Project:
    """A project of the capital plan: base-year cost, spent in equal parts over some years from the first in a plan."""

    name: str
    service: str
    cost: Decimal
    index: str
    years: int
    grant: Decimal
    debt: Decimal
    first: Mapping[str, int]


@dataclass(frozen=True)
class ExistingDebt:
    """Debt service that is owed already."""

    name: str
    service: str
    lien: str
    by_year: ByYear


class Terms(NamedTuple):
    """How a service borrows: rate a year, term in years; cost of issue and financed reserve as shares of par."""

    lien: str
    rate: Decimal
    term: int
    issue: Decimal
    reserve: Decimal


class Reserve(NamedTuple):
    """A service's cash at the start of the base year, and what it means to hold.

    days of the year's operation and maintenance; capital in dollars and as a share of the year's capital spending.
    """

    cash: Decimal = NOTHING
    restricted: Decimal = NOTHING
    days: Decimal = NOTHING
    capital_dollars: Decimal = NOTHING
    capital_share: Decimal = NOTHING
    stabilisation: Decimal = NOTHING


@dataclass(frozen=True)
class ConnectionCharge:
    """Taps or meter installations: numbers by year of a printed fee."""

    fee: str
    size: str
    service: str
    numbers: ByYear


@dataclass(frozen=True)
class ServiceFee:
    """A printed fee and how often it was paid in the base year."""

    fee: str
    service: str
    count: Decimal


class Targets(NamedTuple):
    """Debt service coverage that is wanted, of senior and of all debt; None is not tested."""

    senior: Decimal | None = None
    all: Decimal | None = None
    senior_less_connections: Decimal | None = None
    all_less_connections: Decimal | None = None


@dataclass(frozen=True)
class Assumptions:
    """What holds for every scenario. pooled: whether the utility's tests count, else each service's; rates a year.

    reach: the share of a change of use that reaches the sewer; real_prices: less the cost index named general.
    """

    pooled: bool = True
    bad_debt: Decimal = NOTHING
    interest: Decimal = NOTHING
    reach: Decimal = Decimal(1)
    real_prices: bool = False
    targets: Targets = field(default_factory=Targets)


@dataclass(frozen=True)
class Case:
    """Everything but the scenario: by service where a mapping's key is one.

    horizon: the last year that is tested; shares: of charges with several rows, what share of the volume each takes.
    """

    adopted: Schedule
    fiscal_years: tuple[int, ...]
    base_year: int
    horizon: int
    determinants: tuple[Determinant, ...] = ()
    shares: Mapping[RateKey, Decimal] = field(default_factory=dict)
    assumptions: Assumptions = field(default_factory=Assumptions)
    indices: Mapping[str, ByYear] = field(default_factory=dict)
    lines: tuple[OperatingLine, ...] = ()
    transfers: Mapping[str, ByYear] = field(default_factory=dict)
    other_revenue: Mapping[str, ByYear] = field(default_factory=dict)
    projects: tuple[Project, ...] = ()
    debt: tuple[ExistingDebt, ...] = ()
    terms: Mapping[str, Terms] = field(default_factory=dict)
    reserves: Mapping[str, Reserve] = field(default_factory=dict)
    connections: tuple[ConnectionCharge, ...] = ()
    fees: tuple[ServiceFee, ...] = ()

    @property
    def services(self) -> tuple[str, ...]:
        """In the resolution's order."""
        return tuple(dict.fromkeys(key.service for key in self.adopted.rates))

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are projected: from the base year on."""
        return tuple(year for year in self.fiscal_years if year >= self.base_year)

    def compounded(self, changes: ByYear, year: int) -> Decimal:
        """An index that is 1 in the base year and changes by the share of each year after it."""
        index = Decimal(1)
        for each in range(self.base_year + 1, year + 1):
            index *= 1 + changes.get(each, NOTHING)
        return index

    def index(self, name: str, year: int) -> Decimal:
        """A cost index; 1 where none is named."""
        return self.compounded(self.indices[name], year) if name else Decimal(1)

    def reserve(self, whose: str) -> Reserve:
        """What a service, or the utility, opens with and means to hold; the utility's days are its services' own."""
        if whose != UTILITY:
            return self.reserves.get(whose, Reserve())
        cash, restricted = (
            sum((getattr(each, name) for each in self.reserves.values()), NOTHING) for name in Reserve._fields[:2]
        )
        return Reserve(cash, restricted)
