"""Calls of every function, which each host must answer as alamo_xl.functions does."""

from typing import Any

HOUSEHOLD = (2026, "household", "3/4", 8)
CALLS: list[tuple[str, tuple[Any, ...]]] = [
    ("ALAMO_WATER", (*HOUSEHOLD, False)),
    ("ALAMO_WATER", (2026, "household", 0.75, 8.5, True)),
    ("ALAMO_WATER", (2026, "NH", "multi-family", 40, False, False, 12)),
    ("ALAMO_SEWER", HOUSEHOLD),
    ("ALAMO_RECLAIMED", (2026, 100)),
    ("ALAMO_BILL", HOUSEHOLD),
    ("ALAMO_BILL", (*HOUSEHOLD, False, False, False)),
    ("ALAMO_BILL", (*HOUSEHOLD, "outside", "yes")),
    ("ALAMO_RATE", (2026, "water", "base", "household", "3/4")),
    ("ALAMO_SOURCE", (2026, "reclaimed", "usage")),
    ("ALAMO_FEE", ("service-call-same-day",)),
    ("ALAMO_TAP", ("2", 1800)),
    ("ALAMO_METER_INSTALLATION", ("3/4",)),
    ("ALAMO_LATE_FEE", (88.65, 11)),
    ("ALAMO_FISCAL_YEAR", ("2025-07-01",)),
    ("ALAMO_FISCAL_YEAR", (45839,)),
    ("ALAMO_CHECK", HOUSEHOLD),
    ("ALAMO_CHECK", (2030, "household", "3/4", 8)),
    ("ALAMO_VERSION", ()),
    ("ALAMO_WATER", (2030, "household", "3/4", 8)),
    ("ALAMO_WATER", (2026, "household", "2", 8)),
    ("ALAMO_WATER", (2026, "dog", "3/4", 8)),
    ("ALAMO_WATER", (2026, "household", "3/4", -1)),
    ("ALAMO_WATER", (2026, "household", "3/4", "eight")),
    ("ALAMO_FEE", ("dog",)),
    ("ALAMO_RECLAIMED", (2026, 1_000_001)),
]
TABLES: list[tuple[str, tuple[Any, ...]]] = [
    ("ALAMO_BILL_LINES", HOUSEHOLD),
    ("ALAMO_RATE_TABLE", ("reclaimed",)),
    ("ALAMO_RATE_TABLE", ()),
    ("ALAMO_HELP", ()),
    ("ALAMO_HELP", ("ALAMO_TAP",)),
]
