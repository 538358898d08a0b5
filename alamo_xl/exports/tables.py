"""The facts as plain rows of text: what every export writes. No key is blank: what depends on nothing says `all`."""

from __future__ import annotations

from datetime import date

from alamo_xl.inputs import FIRST_MONTH
from alamo_xl.labels import charge_label, unit_label
from alamo_xl.rate_table import HEADINGS, term_cell, terms_used, to_rows
from alamo_xl.schedule import RETURN, Fee, RateKey, Schedule
from alamo_xl.typical import typical_bills
from alamo_xl.volume import gallons

Rows = list[list[str]]
ALL, CURRENCY = "all", "USD"
RATE_HEADINGS = [
    "id", *HEADINGS, "fiscal_year", "effective_from", "effective_to", "amount", "currency", "unit", "label", "source",
]  # fmt: skip
FEE_HEADINGS = ["fee", "size", "amount", "percent", "days", "rule", "source"]
BILL_HEADINGS = [
    "customer_class", "location", "meter_size", "ccf", "gallons", "fiscal_year", "amount", "currency", "unit",
]  # fmt: skip
CONDITION_HEADINGS = ["id", "of", "condition", "quote", "source"]


def rates(schedule: Schedule) -> Rows:
    """A heading row, then a row a printed rate of each fiscal year; right of them the cells of a rate design."""
    terms = [name for name in terms_used(schedule) if name != "unit"]
    rows = [[*RATE_HEADINGS, *terms]]
    for key, amounts in schedule.rates.items():
        if key == RETURN:
            continue
        for year, amount in zip(schedule.fiscal_years, amounts, strict=True):
            days = [date(year - 1, FIRST_MONTH, 1), date(year, FIRST_MONTH - 1, 30)]
            row = [_id(key, year), *_words(key), str(year), *(day.isoformat() for day in days), str(amount)]
            row += [CURRENCY, _unit(key), charge_label(key, schedule.rates[RETURN]), str(schedule.source_of(key, year))]
            rows.append([*row, *(str(term_cell(key, name)) for name in terms)])
    return rows


def _id(key: RateKey, year: int) -> str:
    """A name for a rate that no other rate has, of letters, digits and hyphens, such as water-...-base-3-4in-fy2026."""
    design = [f"above{key.above_ccf.normalize():f}" if key.above_ccf else "", key.months and f"months{key.months}"]
    design += [f"stage{key.stage}" if key.stage else "", key.unit]
    words = [*key.words[:4], _size(key.meter_size), *filter(None, design), f"fy{year}"]
    return "-".join(words).replace(" ", "").replace("/", "-").replace(".", "-")


def _words(key: RateKey) -> list[str]:
    return [*key.words[:4], _size(key.meter_size)]


def _size(size: str) -> str:
    """A size in inches, so that no program takes 3/4 for a date; `all` where there is none."""
    return f"{size} in" if size[:1].isdigit() else size or ALL


def _unit(key: RateKey) -> str:
    if key == RETURN or key.unit == "share":
        return "share"
    return "dollars a unit a month" if key.meter_size == "multi-family" else f"dollars {unit_label(key)}"


def rate_table(schedule: Schedule) -> Rows:
    """The rate table that --rates takes: a rate a year under FY2025, what it is charged by in `unit`."""
    headings, *rows = to_rows(schedule)
    words = [str(word) for word in headings[: -len(schedule.fiscal_years)] if word != "unit"]
    table = [[*words, "unit", *(f"FY{year}" for year in schedule.fiscal_years)]]
    for key, row in zip(schedule.rates, rows, strict=True):
        terms = [str(term_cell(key, name)) for name in words[len(HEADINGS) :]]
        table.append(
            [*_words(key), *terms, key.unit or _unit(key), *(str(cell) for cell in row[-len(schedule.fiscal_years) :])]
        )
    return table


def fees(schedule: Schedule) -> Rows:
    """A heading row, the printed dollar fees, and the late fee: a percentage once so many days past due."""
    late = schedule.late_fee
    rows = [
        [fee.fee, _size(fee.size), str(fee.amount), "", "", _rule(schedule, fee), str(fee.source)]
        for fee in schedule.fees
    ]
    said = " ".join(each.words for each in schedule.conditions_of("late-fee")) or late.condition
    percent = f"{late.percent.normalize():f}"
    return [FEE_HEADINGS, *rows, ["late-fee", ALL, "", percent, str(late.grace_days), said, str(late.source)]]


def _rule(schedule: Schedule, fee: Fee) -> str:
    """The conditions of a fee in plain words."""
    return " ".join(each.words for each in schedule.conditions_of(fee.fee)) or fee.condition or "As listed."


def bills(schedule: Schedule) -> Rows:
    """Monthly water and sewer bills of typical accounts, before tax, garbage and fees: one row a fiscal year."""
    season = ["months"] if schedule.seasonal else []
    rows: Rows = [[*BILL_HEADINGS, *season]]
    for each in typical_bills(schedule):
        account = [each.customer_class, "outside" if each.outside else "inside", _size(each.meter_size), str(each.ccf)]
        for year, amount in zip(schedule.fiscal_years, each.amounts, strict=True):
            row = [*account, str(gallons(each.ccf)), str(year), str(amount), CURRENCY, "dollars a month"]
            rows.append([*row, *([each.months] if season else [])])
    return rows


def conditions(schedule: Schedule) -> Rows:
    """A heading row, then every condition that rates and fees stand under: of what, in plain words, as printed."""
    rows = [[each.id, " ".join(each.of), each.words, each.quote, str(each.source)] for each in schedule.conditions]
    return [CONDITION_HEADINGS, *rows]
