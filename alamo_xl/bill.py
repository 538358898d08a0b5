"""A monthly bill, as Resolution 2024-31 prices it, in Decimal: to be read beside the resolution."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from alamo_xl import inputs
from alamo_xl.schedule import Schedule, Source


@dataclass(frozen=True)
class Line:
    """One charge: quantity (units, meters or CCF) x rate (dollars) is the amount, rounded once."""

    service: str
    charge: str
    quantity: Decimal
    rate: Decimal
    amount: Decimal
    source: Source


@dataclass(frozen=True)
class Bill:
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
) -> Bill:
    """One month's bill for one account.

    Takes what people write (see `inputs`); ccf and reclaimed_ccf are CCF a month; sewer defaults to "not irrigation".
    Raises NotUnderstood, NoAdoptedRate or OutOfRange. Source: R2 to R9.

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
    schedule.rate(year, "water", "base", household, size, outside_city)
    count = Decimal(inputs.units(units, size))  # R2
    metered = inputs.quantity(ccf, schedule.limits)  # R7
    reclaimed = inputs.quantity(
        0 if inputs.is_blank(reclaimed_ccf) else reclaimed_ccf, schedule.limits, "reclaimed ccf"
    )

    def line(service: str, charge: str, quantity: Decimal) -> Line:
        row = (year, service, charge, household, size, outside_city)
        rate = schedule.rate(*row)  # R1, R9: as printed
        return Line(service, charge, quantity, rate, to_the_cent(quantity * rate), schedule.source(*row))

    lines = [line("water", "base", count), line("water", "irrigation" if irrigates else "usage", metered)]  # R4
    if with_sewer:
        lines += [line("sewer", "base", count), line("sewer", "usage", metered * schedule.sewer_return(year))]  # R6
    if reclaimed:
        lines.append(line("reclaimed", "usage", reclaimed))
    return Bill(tuple(lines))


def to_the_cent(amount: Decimal) -> Decimal:
    """Half up to the cent (R8).

    >>> to_the_cent(Decimal("0.75") * Decimal("5.18"))
    Decimal('3.89')
    """
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
