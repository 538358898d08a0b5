"""The law of one schedule as a dense table of whole numbers: what every kind of account of an extract pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from alamo_xl import inputs
from alamo_xl.errors import AlamoError, NotUnderstood
from alamo_xl.extracts.reading import Kind, Reading
from alamo_xl.inputs import MULTI_FAMILY
from alamo_xl.rate_card import RateCard
from alamo_xl.terms import THOUSANDTHS, Block, DesignedTerms, Discount, Plan, Priced

SERVICES = ("water", "sewer", "reclaimed")
PARTS = {"water": THOUSANDTHS, "sewer": THOUSANDTHS * THOUSANDTHS, "reclaimed": THOUSANDTHS}
"""Of a CCF, in which a service's volume is counted."""
NEVER = 10**13
"""Parts of a CCF that no volume reaches: above it stands a block that a kind of account does not have."""
Cards = Callable[[int], RateCard]
"""The rate card of a fiscal year."""


BAD = "bad"


@dataclass(frozen=True)
class Table:
    """By name of a column, one whole number a kind of account; and which charges any of them has.

    `bad` is the place of a reason or -1; `by_units` and `metered` are flags; bases and rates are whole cents, in
    floats; `above_…` are parts of a CCF a unit; shares are ten-thousandths, dollars cents, 0 where there is no such
    discount.
    """

    columns: Mapping[str, Sequence[float]]
    blocks: Mapping[str, int]
    surcharges: Mapping[str, int]
    discounts: frozenset[str]

    def constant(self, name: str) -> float | None:
        """What a column is for every kind of account that can be rated; None where it differs."""
        if name == BAD:
            found = set(self.columns[name])
        else:
            found = {value for value, bad in zip(self.columns[name], self.columns[BAD], strict=True) if bad < 0}
        return found.pop() if len(found) == 1 else None


def table(reading: Reading, cards: Cards) -> Table:
    """What each kind of account pays; a kind that has no adopted rate has the place of its reason in `bad`.

    Of services that no column of the extract has a volume of nothing is asked.
    """
    kinds, reasons = reading.kinds, reading.reasons
    priced: list[Priced | None] = []
    bad: list[int] = []
    for kind in kinds:
        try:
            priced.append(_terms(kind, cards(kind.year)))
            bad.append(-1)
        except AlamoError as error:
            priced.append(None)
            bad.append(reasons.place(error))
    columns: dict[str, Sequence[float]] = {BAD: bad}
    columns["by_units"] = [int(kind.meter_size == MULTI_FAMILY) for kind in kinds]
    columns["metered"] = [int(not kind.reclaimed_only) for kind in kinds]
    columns["sewer_return"] = [terms.sewer_return if terms else 0 for terms in priced]
    plans = {
        service: [_plan(kind, terms, service) for kind, terms in zip(kinds, priced, strict=True)]
        for service in SERVICES
    }
    blocks = {service: max((len(plan.usage) for plan in of if plan), default=0) for service, of in plans.items()}
    surcharges = {
        service: max((len(plan.surcharge) for plan in of if plan), default=0) for service, of in plans.items()
    }
    if "reclaimed_ccf" not in reading.source.columns.of:
        blocks["reclaimed"] = surcharges["reclaimed"] = 0
    discounts = set()
    for service, of in plans.items():
        columns[f"{service}_base"] = [float(plan.base) if plan else 0.0 for plan in of]
        for charge, count in (("usage", blocks[service]), ("surcharge", surcharges[service])):
            for place in range(count):
                rows = [_block(getattr(plan, charge) if plan else (), place) for plan in of]
                columns[f"{service}_{charge}_rate_{place}"] = [float(row.cents) for row in rows]
                columns[f"{service}_{charge}_above_{place}"] = [row.above for row in rows]
        for charge in ("base", "usage", "surcharge"):
            off: list[Discount | None] = [getattr(plan, f"off_{charge}") if plan else None for plan in of]
            if any(off):
                discounts.add(f"{service}_{charge}")
                columns[f"{service}_{charge}_share"] = [d.share or 0 if d else 0 for d in off]
                columns[f"{service}_{charge}_dollars"] = [d.cents if d else 0 for d in off]
    return Table(columns, blocks, surcharges, frozenset(discounts))


def _terms(kind: Kind, card: RateCard) -> Priced:
    """What a kind of account pays, of one unit. Raises as the law does."""
    schedule = card.schedule
    schedule.sewer_return(kind.year)
    stage = inputs.stage(kind.stage, schedule.stages)
    month = kind.month if schedule.seasonal else None
    if schedule.seasonal and month is None:
        raise NotUnderstood(f"these rates have seasons, and fiscal year {kind.year} has no month; give the bill's date")
    if kind.reclaimed_only:
        return card.reclaimed_terms(kind.year, kind.outside, month, stage, kind.assisted)
    customer_class, size = inputs.customer_class(kind.customer_class), inputs.meter_size(kind.meter_size)
    account = (kind.year, customer_class, size, kind.outside, kind.irrigation, kind.with_sewer)
    return card.terms(*account, 1, month, stage, kind.assisted)


def _plan(kind: Kind, terms: Priced | None, service: str) -> Plan | None:
    """One service of what an account pays; None where it is not billed. Flat rates are a plan of one block."""
    if terms is None or (service == "water" and not kind.water) or (service == "sewer" and not kind.with_sewer):
        return None
    if isinstance(terms, DesignedTerms):
        return {"water": terms.water_plan, "sewer": terms.sewer_plan, "reclaimed": terms.reclaimed_plan}[service]
    base, rate = {
        "water": (terms.water_base, terms.water_rate),
        "sewer": (terms.sewer_base, terms.sewer_rate),
        "reclaimed": (0, terms.reclaimed_rate),
    }[service]
    return Plan(PARTS[service], base, (Block(0, rate),), (), None, None, None)


def _block(blocks: Sequence[Block], place: int) -> Block:
    """A block from the lowest up; past the last one, one that no volume reaches; of no charge 0."""
    if place < len(blocks):
        return blocks[-1 - place]
    return Block(NEVER if place else 0, 0)
