"""owrs: Open Water Rate Specification, one YAML a fiscal year.

What the format cannot carry is said at the head of each file (`LIMITS`). A household's classes are the specification's
RESIDENTIAL_SINGLE and RESIDENTIAL_MULTI, non-household is COMMERCIAL; an irrigation account is a class of its own,
with the same base charge (R4) and no sewer (R5).
"""

from __future__ import annotations

from collections.abc import Iterator

from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.schedule import RETURN, RateKey, Schedule

CLASSES = {
    "RESIDENTIAL_SINGLE": ("household", False),
    "RESIDENTIAL_MULTI": ("household", True),
    "COMMERCIAL": ("non-household", False),
}
UNIT_SIZE = "multi-family"
LIMITS = (
    "What this format cannot carry:",
    "- rounding: each charge is rounded half up to the cent, once, before they are summed; usage to {step} CCF first;",
    "- units: amounts are US dollars a month, usage_ccf is hundred cubic feet of metered water a month;",
    "- sources: the comment beside each figure says where it is printed, and a parser drops it;",
    "- fees, which are in fees.csv, sewer asked for on an irrigation account (R5), and conditions in words.",
    "The columns usage_ccf, city_limits (inside, outside), meter_size and dwelling_units are the reader's to supply.",
)


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, str]:
    """File names and their content."""
    return {f"alamogordo-fy{year}.owrs": page(schedule, year) for year in schedule.fiscal_years}


def page(schedule: Schedule, year: int) -> str:
    """The rates of one fiscal year."""
    said = [line.replace("{step}", str(schedule.limits.quantity_step)) for line in LIMITS]
    lines = [f"# {schedule.name}, fiscal year {year}. The resolution governs.", *(f"# {line}" for line in said)]
    lines += [
        "---",
        "metadata:",
        f"  effective_date: {year - 1}-07-01",
        f'  utility_name: "{schedule.issuer}"',
        "  bill_frequency: monthly",
        "rate_structure:",
    ]
    for name, (customer_class, by_unit) in CLASSES.items():
        lines += [f"  {name}:", *_account(schedule, year, customer_class, by_unit, irrigation=False)]
        lines += [f"  {name}_IRRIGATION:", *_account(schedule, year, customer_class, by_unit, irrigation=True)]
    lines += ["  RECLAIMED:", *_values(schedule, year, "usage_rate", "reclaimed", "all", "usage")]
    lines += ['    commodity_charge: "usage_rate*usage_ccf"', '    bill: "commodity_charge"']
    return "\n".join(lines) + "\n"


def _account(schedule: Schedule, year: int, customer_class: str, by_unit: bool, irrigation: bool) -> Iterator[str]:
    charges = []
    for service in ("water",) if irrigation else ("water", "sewer"):
        before = "" if service == "water" else "sewer_"
        base = f"{before}unit_rate" if by_unit else f"{before}service_charge"
        yield from _values(schedule, year, base, service, customer_class, "base", by_unit)
        if by_unit:
            yield f'    {before}service_charge: "{base}*dwelling_units"'
        usage = "irrigation" if irrigation else "usage"
        yield from _values(schedule, year, f"{before}usage_rate", service, customer_class, usage)
        volume = "usage_ccf"
        if service == "sewer":
            volume = "sewer_return*usage_ccf"
            yield f"    sewer_return: {schedule.sewer_return(year)}  # {schedule.sources[RETURN]}"
        yield f'    {before}commodity_charge: "{before}usage_rate*{volume}"'
        charges += [f"{before}service_charge", f"{before}commodity_charge"]
    yield f'    bill: "{"+".join(charges)}"'


def _values(
    schedule: Schedule, year: int, name: str, service: str, customer_class: str, charge: str, by_unit: bool = False
) -> Iterator[str]:
    sized = charge == "base" and not by_unit
    yield f"    {name}:"
    if sized:
        yield from ("      depends_on:", "        - city_limits", "        - meter_size")
    else:
        yield "      depends_on: city_limits"
    yield "      values:"
    for key in schedule.rates:
        wanted = key[:2] == (service, customer_class) and key.charge == charge
        if wanted and (charge != "base" or (key.meter_size == UNIT_SIZE) == by_unit):
            yield f"        {_combination(key, sized)}: {_cell(schedule, year, key)}"


def _combination(key: RateKey, sized: bool) -> str:
    size = key.meter_size.replace("-", " ")
    return f"'{key.location}|{size}\"'" if sized else key.location


def _cell(schedule: Schedule, year: int, key: RateKey) -> str:
    row = (year, key.service, key.charge, key.customer_class, key.meter_size, key.location == "outside")
    return f"{schedule.rate(*row)}  # {schedule.source(*row)}"
