"""What every scenario starts from, and the words of a block that holds the printed rows."""

from __future__ import annotations

from dataclasses import dataclass, fields

from alamo_xl.books.kit import Block, Ref
from alamo_xl.books.vocabulary import USE_OF_IRRIGATION, USE_OF_RECLAIMED
from alamo_xl.schedule import ADJUSTMENTS, RETURN, RateKey, Schedule, Words

UNITS = {"base": "$ a month", "return": "share of water", "share": "of the charge", "dollars": "$ a bill"}
VOLUMETRIC = "$ a CCF"


@dataclass(frozen=True)
class Uses:
    """Charges by volume, and a cell for each, of the base year: its key, its CCF, what of it is billed sewer, that as
    a share of metered water; its marginal price in dollars a CCF; its own revenue in dollars, and that of the sewer
    billed on metered water.
    """

    charges: tuple[Words, ...]
    key: Ref
    volume: Ref
    sewer: Ref
    share: Ref
    price: Ref
    revenue: Ref
    sewer_revenue: Ref

    def that_move(self, service: str) -> Uses:
        """Those that a service's volumes hang on: its own, and for sewer the metered water that it is billed on."""
        own = [place for place, charge in enumerate(self.charges) if charge[0] == service]
        if service == RETURN.service:
            own += [place for place, charge in enumerate(self.charges) if sewer_of(charge) in self.charges]
        first, count = min(own), max(own) - min(own) + 1
        cells = {
            each.name: getattr(self, each.name).rows_at(first, count) for each in fields(self) if each.name != "charges"
        }
        return Uses(self.charges[first : first + count], **cells)


@dataclass(frozen=True)
class Base:
    """A row for each printed row: the printed rates by year (after the last adopted year the last), the base year's
    volume, its share of its charge's volume where there are several; then the charges by volume.
    """

    printed: Block
    volume: Ref
    share: Ref | None
    uses: Uses


def unit(key: RateKey) -> str:
    """What a rate is in."""
    return UNITS.get(key.unit or key.charge, VOLUMETRIC)


def role(key: RateKey) -> str:
    """How a rate is written."""
    return "factor" if key == RETURN or key.unit == "share" else "money"


def charged(schedule: Schedule) -> list[RateKey]:
    """The printed rates, the sewer return aside."""
    return [key for key in schedule.rates if key != RETURN]


def uses(schedule: Schedule) -> list[Words]:
    """The charges by volume that answer to their price, in the resolution's order."""
    volumetric = [key for key in charged(schedule) if key.charge != "base" and key.charge not in ADJUSTMENTS]
    return list(dict.fromkeys(key.words for key in volumetric))


def group_of(use: Words) -> str:
    """Whose change of use moves a charge."""
    service, customer_class, _, charge, _ = use
    if charge == USE_OF_IRRIGATION:
        return USE_OF_IRRIGATION
    return USE_OF_RECLAIMED if service == USE_OF_RECLAIMED else customer_class


def sewer_of(use: Words) -> Words:
    """The sewer charge of metered water."""
    return ("sewer", *use[1:3], "usage", "")


def rows_of(block: Block, schedule: Schedule, service: str) -> str:
    """A service's rows of a block that holds the printed rows in order, in the formula's own year."""
    places = [place for place, key in enumerate(charged(schedule)) if key.service == service]
    return block.part(places[0], len(places)).year
