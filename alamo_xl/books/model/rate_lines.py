"""The lines that a bill may have, and which printed rows each takes: how formulas look rates up (D2, D8 to D12)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from alamo_xl.books.vocabulary import SEPARATOR, customer_classes, key_formula, locations, services
from alamo_xl.designs import REDUCED
from alamo_xl.schedule import ADJUSTMENTS, RETURN, RateKey, Schedule

BASE, USAGE, IRRIGATION, SURCHARGE, DISCOUNT = "base", "usage", "irrigation", "surcharge", "discount"
EVERYBODY = "all"


class BillLine(NamedTuple):
    """One line of a bill: service, charge (usage stands for irrigation too), block, the charge that it reduces."""

    service: str
    charge: str
    block: int = 1
    of: str = ""
    blocks: int = 1

    @property
    def words(self) -> str:
        """What it is called."""
        block = f" {self.block}" if self.blocks > 1 else ""
        return f"{self.service.capitalize()} {self.charge}{block}" + (f" on {self.of}" if self.of else "")

    @property
    def takes_return(self) -> bool:
        """Whether its volume is the sewer's share of metered water."""
        return RateKey(self.service, EVERYBODY, EVERYBODY, self.charge).takes_return

    @property
    def in_parts(self) -> bool:
        """Whether its quantity is the part of a volume that lies in a block."""
        return self.blocks > 1 or self.charge == SURCHARGE

    def named(self, size: str, usage: str, stage: str) -> str:
        """The formula text that names it as Rates adopted does; the arguments are cells, names or constants.

        usage: what water's volume pays, usage or irrigation.
        """
        usage = usage if self.service == "water" else f'"{USAGE}"'
        charge = usage if self.charge == USAGE else f'"{self.charge}"'
        if self.charge == BASE:
            return key_formula(f'"{self.service}"', charge, size)
        if self.charge == DISCOUNT:
            reduced = usage if self.of == USAGE else f'"{self.of}"'
            return key_formula(f'"{self.service}"', charge, reduced)
        in_stage = (stage,) if self.charge == SURCHARGE else ()
        return key_formula(f'"{self.service}"', charge, *in_stage, f'"{self.block}"')


def bill_lines(schedule: Schedule) -> tuple[BillLine, ...]:
    """Every line that a bill of a schedule may have, in a bill's order (D11)."""
    found = row_names(schedule)
    lines: list[BillLine] = []
    for service in services(schedule):
        if any(key.service == service and key.charge == BASE for key in schedule.rates):
            lines.append(BillLine(service, BASE))
        for charge, kinds in ((USAGE, (USAGE, IRRIGATION)), (SURCHARGE, (SURCHARGE,))):
            own = [key for key in schedule.rates if key.service == service and key.charge in kinds]
            blocks = max((int(found[key].rpartition(SEPARATOR)[2]) for key in own), default=0)
            lines += [BillLine(service, charge, block, "", blocks) for block in range(1, blocks + 1)]
        reduced = {k.meter_size for k in schedule.rates if (k.service, k.charge) == (service, DISCOUNT)}
        reduced = {USAGE if each == IRRIGATION else each for each in reduced}
        lines += [BillLine(service, DISCOUNT, of=of) for of in REDUCED if of in reduced]
    return tuple(lines)


def row_names(schedule: Schedule) -> dict[RateKey, str]:
    """What each printed row is called when a bill looks for it: its charge, and its size, block, stage or reduction."""
    names: dict[RateKey, str] = {}
    for key in schedule.rates:
        words: tuple[str, ...] = (key.service, key.charge)
        if key.charge in (BASE, DISCOUNT):
            words = (*words, key.meter_size)
        elif key != RETURN:
            stage = (str(key.stage),) if key.charge == SURCHARGE else ()
            below = [each for each in schedule.rates if _follows(key, each)]
            words = (*words, *stage, str(len(below) + 1))
        names[key] = SEPARATOR.join(words)
    return names


def tops(schedule: Schedule) -> dict[RateKey, Decimal]:
    """Where each row's block ends: the next one's threshold, or the greatest volume that is billed (D2, D7)."""
    most = schedule.limits.quantity_maximum
    return {
        key: min((each.above_ccf for each in schedule.rates if _follows(each, key)), default=most)
        for key in schedule.rates
    }


def _follows(one: RateKey, other: RateKey) -> bool:
    """Whether a row is a higher block of the same charge, season and stage."""
    return one.above_ccf > other.above_ccf and one._replace(above_ccf=other.above_ccf) == other


def designed(schedule: Schedule) -> bool:
    """Whether a schedule has blocks, seasons, stages or discounts."""
    return any(key.terms or key.charge in ADJUSTMENTS for key in schedule.rates)


def account_kinds(schedule: Schedule) -> tuple[tuple[str, str], ...]:
    """Every class and location that rates are printed for."""
    return tuple((name, place) for name in customer_classes(schedule) for place in locations(schedule))


def covers(key: RateKey, customer_class: str, location: str) -> bool:
    """Whether a row is for an account of a class and location (D12)."""
    return key.customer_class in (customer_class, EVERYBODY) and key.location in (location, EVERYBODY)
