"""Alamogordo's adopted water, sewer and reclaimed-water rates, exactly.

>>> from alamo_xl import bill, load_schedule
>>> bill(load_schedule(), 2026, "household", "3/4", 8).total
Decimal('88.65')
"""

import datetime as _dt
from typing import TYPE_CHECKING

from alamo_xl.audit import audit
from alamo_xl.bill import Bill, Line, bill
from alamo_xl.errors import AlamoError, BadSchedule, NoAdoptedRate, NotUnderstood, OutOfRange
from alamo_xl.fees import late_fee, meter_installation, tap
from alamo_xl.loader import load_schedule, read_schedule
from alamo_xl.schedule import RateKey, Schedule

__version__ = "0.2.0"
RELEASED = _dt.date.fromisoformat("2026-11-21")

__all__ = [
    "AlamoError",
    "BadSchedule",
    "Bill",
    "Line",
    "NoAdoptedRate",
    "NotUnderstood",
    "OutOfRange",
    "RateKey",
    "Schedule",
    "audit",
    "bill",
    "late_fee",
    "load_schedule",
    "meter_installation",
    "rate_extract",
    "read_schedule",
    "tap",
]

if TYPE_CHECKING:
    from alamo_xl.extract import rate_extract


def __getattr__(name: str) -> object:
    """`rate_extract`, which is imported where it is asked for: few need it, and it takes its time."""
    if name == "rate_extract":
        from alamo_xl.extract import rate_extract

        return rate_extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
