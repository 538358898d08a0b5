"""A monthly bill, as Resolution 2024-31 prices it, in Decimal: to be read beside the resolution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from alamo_xl import inputs
from alamo_xl.designs import REDUCED
from alamo_xl.schedule import Row, Schedule, Source


class Line(NamedTuple):
    """One charge: quantity (units, meters or CCF) x rate (dollars) is the amount, rounded once.

    A discount names the charge it reduces: of a share, the quantity is that charge's dollars; of dollars, 1 (D10).
    """

    service: str
    charge: str
    quantity: Decimal
    rate: Decimal
    amount: Decimal
    source: Source
    reduces: str = ""


class Bill(NamedTuple):
    """The lines of one month's bill, before tax, garbage and fees."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the lines, in dollars (R8)."""
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    def subtotal(self, service: str) -> Decimal:
        """The sum of one service's lines, in dollars."""
        return sum((line.amount for line in self.lines if line.service == service), Decimal("0.00"))


def bill(
    schedule: Schedule,
    fiscal_year: object,
    customer_class: object,
    meter_size: object,
    ccf: object,
    outside: object = False,
    irrigation: object = False,
    sewer: object = None,
    reclaimed_ccf: object = 0,
    units: object = None,
    stage: object = 0,
    assisted: object = False,
) -> Bill:
    """One month's bill for one account.

    Takes what people write (see `inputs`); ccf and reclaimed_ccf are CCF a month; sewer defaults to "not irrigation".
    Rates with seasons need the bill's date as fiscal_year. Raises NotUnderstood, NoAdoptedRate or OutOfRange.
    Source: R2 to R9; D2 to D12 where the schedule has a rate design.

    >>> from alamo_xl import load_schedule
    >>> for line in bill(load_schedule(), 2026, "household", "3/4", 8).lines:
    ...     print(line.service, line.charge, line.quantity, "x", line.rate, "=", line.amount)
    water base 1 x 24.21 = 24.21
    water usage 8.000 x 3.60 = 28.80
    sewer base 1 x 22.10 = 22.10
    sewer usage 7.20000 x 1.88 = 13.54
    """
    year = inputs.fiscal_year(fiscal_year)
    household = inputs.customer_class(customer_class)
    size = inputs.meter_size(meter_size)
    outside_city = inputs.outside(outside)
    irrigates = inputs.flag(irrigation, "irrigation", False)
    with_sewer = inputs.flag(sewer, "sewer", not irrigates)  # R5
    month = inputs.month(fiscal_year) if schedule.seasonal else None  # D7
    in_stage = inputs.stage(stage, schedule.stages)  # D8
    assists = inputs.flag(assisted, "assisted", False)  # D9

    def rows(service: str, charge: str, of: str = size) -> list[Row]:
        at = in_stage if charge == "surcharge" else 0
        return schedule.rows(year, month, service, charge, household, of, outside_city, at)  # R1, R9: as printed

    rows("water", "base")
    count = Decimal(inputs.units(units, size))  # R2
    metered = inputs.quantity(ccf, schedule.limits)  # R7
    reclaimed = inputs.quantity(
        0 if inputs.is_blank(reclaimed_ccf) else reclaimed_ccf, schedule.limits, "reclaimed ccf"
    )

    def charges(service: str, usage: str, volume: Decimal, times: Decimal = count) -> list[Line]:
        """The lines of one service: base, usage, the stage's surcharge, what an assisted account is let off (D11)."""
        lines = [] if service == "reclaimed" else [*_blocks(service, "base", count, rows(service, "base"), times)]
        lines += _blocks(service, usage, volume, rows(service, usage), times)
        if in_stage:
            lines += _blocks(service, "surcharge", volume, rows(service, "surcharge"), times)  # D8
        if assists:
            lines += [each for of in REDUCED for row in rows(service, "discount", of) for each in _off(row, of, lines)]
        return lines

    lines = charges("water", "irrigation" if irrigates else "usage", metered)  # R4
    if with_sewer:
        lines += charges("sewer", "usage", metered * schedule.sewer_return(year))  # R6, D5
    if reclaimed:
        lines += charges("reclaimed", "usage", reclaimed, times=Decimal(1))  # D4
    return Bill(tuple(lines))


def _blocks(service: str, charge: str, quantity: Decimal, rows: Sequence[Row], times: Decimal) -> Iterator[Line]:
    """A line a block, rounded once; the first shows at zero too, others and surcharges with volume (D2, D4, D11)."""
    tops = [row.above_ccf * times for row in rows[1:]]
    for row, top in zip(rows, (*tops, quantity), strict=False):
        within = min(quantity, top) - row.above_ccf * times
        if within > 0 or (row is rows[0] and charge != "surcharge"):
            yield Line(service, charge, within, row.rate, to_the_cent(within * row.rate), row.source)


def _off(row: Row, of: str, lines: Sequence[Line]) -> Iterator[Line]:
    """A discount's line: a share of the rounded lines of one charge, or dollars, never more than those lines (D10)."""
    reduced = sum((line.amount for line in lines if line.charge == of), Decimal("0.00"))
    by_share = row.unit == "share"
    quantity, rate = (reduced, row.rate) if by_share else (Decimal(1), min(row.rate, reduced))
    if amount := to_the_cent(quantity * rate):
        yield Line(lines[0].service, "discount", quantity, -rate, -amount, row.source, of)


def to_the_cent(amount: Decimal) -> Decimal:
    """Half up to the cent (R8).

    >>> to_the_cent(Decimal("0.75") * Decimal("5.18"))
    Decimal('3.89')
    """
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
