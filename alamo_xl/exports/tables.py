"""The facts as plain rows of text: what every export writes."""

from __future__ import annotations

from alamo_xl.labels import FEE_BASES, unit_label
from alamo_xl.rate_table import term_cell, terms_used, to_rows
from alamo_xl.schedule import RETURN, RateKey, Schedule
from alamo_xl.typical import typical_bills

Rows = list[list[str]]
RATE_HEADINGS = [
    "service", "customer_class", "location", "charge", "meter_size", "fiscal_year", "amount", "unit", "source",
]  # fmt: skip
FEE_HEADINGS = ["fee", "size", "amount", "rule", "source"]


def rates(schedule: Schedule) -> Rows:
    """A heading row, then a row a printed rate of each fiscal year; right of them the cells of a rate design."""
    terms = [name for name in terms_used(schedule) if name != "unit"]
    rows = [[*RATE_HEADINGS, *terms]]
    for key, amounts in schedule.rates.items():
        if key == RETURN:
            continue
        for year, amount in zip(schedule.fiscal_years, amounts, strict=True):
            design = [str(term_cell(key, name)) for name in terms]
            rows.append([*key.words, str(year), str(amount), _unit(key), str(schedule.source_of(key, year)), *design])
    return rows


def _unit(key: RateKey) -> str:
    if key.meter_size == "multi-family":
        return "dollars a unit a month"
    return "share" if key.unit == "share" else f"dollars {unit_label(key)}"


def rate_table(schedule: Schedule) -> Rows:
    """The rate table that the functions' rates argument and --rates take."""
    return [[str(cell) for cell in row] for row in to_rows(schedule)]


def fees(schedule: Schedule) -> Rows:
    """A heading row, the printed dollar fees, and the late fee's rule, which has no amount."""
    late = schedule.late_fee
    rule = f"{late.percent}% of the bill amount when {late.condition}"
    rows = [[f.fee, f.size, str(f.amount), _rule(f.basis, f.condition), str(f.source)] for f in schedule.fees]
    return [FEE_HEADINGS, *rows, ["late-fee", "", "", rule, str(late.source)]]


def _rule(basis: str, condition: str) -> str:
    return f"{FEE_BASES[basis]}; {condition}" if basis == "fixed" and condition else FEE_BASES[basis]


def bills(schedule: Schedule) -> Rows:
    """Monthly water and sewer bills of typical accounts, before tax, garbage and fees: one row a fiscal year."""
    season = ["months"] if schedule.seasonal else []
    rows: Rows = [["customer_class", "location", "meter_size", "ccf", "fiscal_year", "amount", "unit", *season]]
    for each in typical_bills(schedule):
        account = [each.customer_class, "outside" if each.outside else "inside", each.meter_size, str(each.ccf)]
        for year, amount in zip(schedule.fiscal_years, each.amounts, strict=True):
            rows.append([*account, str(year), str(amount), "dollars a month", *([each.months] if season else [])])
    return rows
