"""owrs: Open Water Rate Specification, one YAML a fiscal year.

Names and words are those of the published files: `inside_city`, `flat_rate_commodity`, sewer as
`fixed_wastewater_charge` and `variable_wastewater_charge`, so that `bill` is water. What the format cannot carry is
said at the head of each file (`LIMITS`). A household's classes are the specification's RESIDENTIAL_SINGLE and
RESIDENTIAL_MULTI, non-household is COMMERCIAL; an irrigation account is a class of its own, with the same base charge
(R4) and no sewer (R5). A charge in blocks is `Tiered`: a tier starts one CCF above the volume that the tier before it
ends with, which is how the specification's own tools read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.office import NOBODY, Office
from alamo_xl.schedule import ADJUSTMENTS, RETURN, Row, Schedule, months_in

CLASSES = {
    "RESIDENTIAL_SINGLE": ("household", False),
    "RESIDENTIAL_MULTI": ("household", True),
    "COMMERCIAL": ("non-household", False),
}
UNIT_SIZE = "multi-family"
THRESHOLD = Decimal("0.000001")
Charge = tuple[str, str, str]
LIMITS = (
    "What this format cannot carry:",
    "- rounding: each charge is rounded half up to the cent, once, before they are summed; usage to {step} CCF first;",
    "- sources: the comment beside each figure says where it is printed, and a parser drops it;",
    "- fees, which are in fees.csv, sewer asked for on an irrigation account (R5), and conditions in words.",
    "bill is water; a whole month is bill + fixed_wastewater_charge + variable_wastewater_charge, in US dollars.",
    "usage_ccf is metered water; it, city_limits (inside_city, outside_city), meter_size and dwelling_units are the",
    "reader's to supply.",
)

DESIGN_LIMITS = (
    "Of a rate design, this format cannot carry:",
    "- surcharges by stage and discounts of assisted accounts, which are in rates.csv;",
    "- thresholds times the dwelling units: RESIDENTIAL_MULTI is left out where its usage is in blocks;",
    "- the sewer return within a tier: sewer tiers are of metered water, their prices times the return.",
    "The column season ({seasons}: months, both ends included) is the reader's to supply where rates have seasons.",
)


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, str]:
    """File names and their content."""
    return {f"alamogordo-fy{year}.owrs": page(schedule, year, edition.office) for year in schedule.fiscal_years}


def page(schedule: Schedule, year: int, office: Office = NOBODY) -> str:
    """The rates of one fiscal year."""
    said = [line.replace("{step}", str(schedule.limits.quantity_step)) for line in LIMITS]
    if any(key.terms or key.charge in ADJUSTMENTS for key in schedule.rates):
        said += [
            line.replace("{seasons}", ", ".join(filter(None, schedule.seasons)) or "none") for line in DESIGN_LIMITS
        ]
    lines = [f"# {schedule.name}, fiscal year {year}. The resolution governs.", *(f"# {line}" for line in said)]
    lines += [f"# Published by {', '.join(office.given.values())}"] if office.given else []
    lines += [
        "---",
        "metadata:",
        f"  effective_date: {year - 1}-07-01",
        f'  utility_name: "{schedule.issuer}"',
        "  bill_frequency: monthly",
        "  bill_unit: ccf",
        "rate_structure:",
    ]
    for name, (customer_class, by_unit) in CLASSES.items():
        for irrigation in (False, True):
            account = "\n".join(_account(schedule, year, customer_class, by_unit, irrigation))
            lines += [f"  {name}{'_IRRIGATION' * irrigation}:", account] if account else []
    lines += ["  RECLAIMED:", *_usage(schedule, year, "reclaimed", "all", "usage")]
    lines.append('    bill: "commodity_charge"')
    return "\n".join(lines) + "\n"


def _account(schedule: Schedule, year: int, customer_class: str, by_unit: bool, irrigation: bool) -> Iterator[str]:
    usages = (("water", "irrigation"),) if irrigation else (("water", "usage"), ("sewer", "usage"))
    if by_unit and any(_in_blocks(schedule, year, service, customer_class, usage) for service, usage in usages):
        return
    for service, usage in usages:
        base, unit_rate = ("service_charge", "unit_rate")
        if service == "sewer":
            base, unit_rate = ("fixed_wastewater_charge", "wastewater_unit_rate")
        sized = (k.meter_size for k in schedule.rates if (*k[:2], k.charge) == (service, customer_class, "base"))
        wanted = [size for size in dict.fromkeys(sized) if (size == UNIT_SIZE) == by_unit]
        yield from _values(
            schedule, year, unit_rate if by_unit else base, (service, customer_class, "base"), wanted, _price
        )
        if by_unit:
            yield f'    {base}: "{unit_rate}*dwelling_units"'
        yield from _usage(schedule, year, service, customer_class, usage)
    if irrigation:
        yield from ("    fixed_wastewater_charge: 0", "    variable_wastewater_charge: 0")
    yield '    bill: "service_charge+commodity_charge"'


def _usage(schedule: Schedule, year: int, service: str, customer_class: str, usage: str) -> Iterator[str]:
    """A usage charge: a rate times the volume, or tiers."""
    charge = (service, customer_class, usage)
    sewer = service == "sewer"
    before, name = ("sewer_", "variable_wastewater_charge") if sewer else ("", "commodity_charge")
    returned = schedule.sewer_return(year) if sewer else Decimal(1)
    if _in_blocks(schedule, year, *charge):
        starts = _tiers(lambda row: f"{_start(row, returned):f}")
        prices = _tiers(lambda row: f"{row.rate * returned}  # {row.source}")
        yield from _values(schedule, year, f"{before}tier_starts", charge, [""], starts)
        yield from _values(schedule, year, f"{before}tier_prices", charge, [""], prices)
        yield "    sewer_charge: Tiered" if sewer else "    commodity_charge: Tiered"
        if sewer:
            yield f'    {name}: "sewer_charge"'
        return
    rate = "flat_rate_wastewater" if sewer else "flat_rate_commodity"
    yield from _values(schedule, year, rate, charge, [""], _price)
    if sewer:
        yield f"    sewer_return: {schedule.sewer_return(year)}  # {schedule.sources[RETURN]}"
    yield f'    {name}: "{rate}*{"sewer_return*" * sewer}usage_ccf"'


def _values(
    schedule: Schedule, year: int, name: str, charge: Charge, sizes: list[str], shown: Callable[[list[Row]], str]
) -> Iterator[str]:
    """What a charge is in each place, size and season."""
    columns = [*(["meter_size"] if sizes[0] not in ("", UNIT_SIZE) else []), "city_limits"]
    columns += ["season"] if schedule.seasonal else []
    yield f"    {name}:"
    if len(columns) > 1:
        yield from ("      depends_on:", *(f"        - {column}" for column in columns))
    else:
        yield f"      depends_on: {columns[0]}"
    yield "      values:"
    for location in ("inside", "outside"):
        for size in sizes:
            for season in schedule.seasons:
                words = {
                    "city_limits": f"{location}_city",
                    "meter_size": size.replace("-", " ") + '"',
                    "season": season,
                }
                at = "|".join(words[column] for column in columns)
                rows = _rows(schedule, year, charge, size, location, season)
                yield f"        {at if len(columns) == 1 else repr(at)}: {shown(rows)}"


def _rows(schedule: Schedule, year: int, charge: Charge, size: str, location: str, season: str) -> list[Row]:
    service, customer_class, name = charge
    month = min(months_in(season))
    return schedule.rows(year, month, service, name, customer_class, size, location == "outside")


def _in_blocks(schedule: Schedule, year: int, *charge: str) -> bool:
    if charge[0] == "sewer" and not schedule.sewer_return(year):
        return False
    return any(key.above_ccf for key in schedule.rates if (*key[:2], key.charge) == charge)


def _price(rows: list[Row]) -> str:
    return f"{rows[0].rate}  # {rows[0].source}"


def _tiers(cell: Callable[[Row], str]) -> Callable[[list[Row]], str]:
    return lambda rows: "".join(f"\n          - {cell(row)}" for row in rows)


def _start(row: Row, returned: Decimal) -> Decimal:
    """Where a tier starts: 0, or a CCF above its threshold in metered water."""
    if not row.above_ccf:
        return Decimal(0)
    return ((row.above_ccf / returned).quantize(THRESHOLD) + 1).normalize()
