"""The financial plan, as FINANCE.md defines it. `project` is the one way through.

Nothing but rates is rounded; a reader rounds what he shows. Each module is a part of FINANCE.md: `demand` its volumes;
`operations`, `capital`, `debt` and `cash` what rates must pay for; `sufficiency` and `needed` whether it is enough.
"""

from __future__ import annotations

from alamo_xl.projection.case import (
    UTILITY,
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
from alamo_xl.projection.cash import DAYS_A_YEAR, Year, commitments
from alamo_xl.projection.demand import base_volumes
from alamo_xl.projection.outcome import Outcome, failures, project, revenue, total

__all__ = [
    "DAYS_A_YEAR",
    "UTILITY",
    "Assumptions",
    "Case",
    "ConnectionCharge",
    "Determinant",
    "ExistingDebt",
    "OperatingLine",
    "Outcome",
    "Project",
    "Reserve",
    "ServiceFee",
    "Targets",
    "Terms",
    "Year",
    "base_volumes",
    "commitments",
    "failures",
    "project",
    "revenue",
    "total",
]
