"""A small financial plan for tests: three services, debt of both liens, a capital plan with grants and borrowing."""

from decimal import Decimal

from alamo_xl import load_schedule
from alamo_xl.projection import (
    Assumptions,
    Case,
    ConnectionCharge,
    Determinant,
    ExistingDebt,
    OperatingLine,
    Project,
    Reserve,
    ServiceFee,
    Targets,
    Terms,
)

D = Decimal
ADOPTED = load_schedule()
YEARS = tuple(range(2025, 2035))
HOUSEHOLD = Determinant("household", "inside", "3/4", False, D(120_000), D(800_000), D(110_000), D(700_000))
GARDEN = Determinant("household", "inside", "3/4", True, D(2000), D(40_000))
SHOP = Determinant("non-household", "outside", "2", False, D(2000), D(150_000), D(1000), D(70_000), sewer_only=D(9000))
PARK = Determinant("non-household", "inside", "4", True, D(100), D(30_000), reclaimed_ccf=D(60_000))


def by_year(dollars, *changes):
    """The same number every year, but for pairs of year and number."""
    return {**dict.fromkeys(YEARS, D(dollars)), **{year: D(other) for year, other in changes}}


def plan(**changes):
    """The case, with these fields changed."""
    given = {
        "adopted": ADOPTED,
        "fiscal_years": YEARS,
        "base_year": 2025,
        "horizon": 2034,
        "determinants": (HOUSEHOLD, GARDEN, SHOP, PARK),
        "assumptions": Assumptions(
            bad_debt=D("0.006"), interest=D("0.02"), reach=D("0.7"), targets=Targets(D("1.3"), D("1.2"), D("1.1"))
        ),
        "indices": {
            "labour": by_year("0.035"),
            "power": by_year("0.04", (2027, "0.09")),
            "construction": by_year("0.05"),
            "general": by_year("0.025"),
        },
        "lines": (
            OperatingLine("water", "people", D(3_000_000), "labour"),
            OperatingLine("water", "pumping", D(1_500_000), "power", D("0.8")),
            OperatingLine("sewer", "people", D(1_500_000), "labour"),
            OperatingLine("sewer", "treatment", D(700_000), "power", D("0.5")),
            OperatingLine("reclaimed", "all", D(150_000), "general", D("0.3")),
        ),
        "transfers": {"water": by_year(200_000), "sewer": by_year(100_000)},
        "other_revenue": {"water": by_year(50_000)},
        "projects": (
            Project("Wells", "water", D(12_000_000), "construction", 3, D("0.2"), D("0.5"), {"A": 2027, "B": 2029}),
            Project("Mains", "water", D(5_000_000), "construction", 5, D(0), D(0), {"A": 2025, "B": 2025, "C": 2025}),
            Project("Plant", "sewer", D(9_000_000), "construction", 2, D(0), D(1), {"A": 2028, "C": 2030}),
        ),
        "debt": (
            ExistingDebt("2016 bonds", "water", "senior", by_year(600_000, (2033, 0), (2034, 0))),
            ExistingDebt("State loan", "sewer", "subordinate", by_year(250_000)),
        ),
        "terms": {
            "water": Terms("senior", D("0.045"), 20, D("0.02"), D("0.07")),
            "sewer": Terms("subordinate", D("0.03"), 15, D("0.01"), D(0)),
        },
        "reserves": {
            "water": Reserve(D(3_000_000), D(600_000), D(90), D(0), D("0.1"), D(250_000)),
            "sewer": Reserve(D(1_200_000), D(0), D(60), D(200_000)),
            "reclaimed": Reserve(D(100_000), D(0), D(30)),
        },
        "connections": (
            ConnectionCharge("tap", "1", "water", by_year(40)),
            ConnectionCharge("meter-installation", "3/4", "water", by_year(40)),
        ),
        "fees": (ServiceFee("service-call-same-day", "water", D(900)),),
    }
    return Case(**{**given, **changes})
