"""What every scenario starts from, and the words of a block that holds the printed rows."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Ref
from alamo_xl.schedule import RETURN, RateKey, Schedule

UNITS = {"base": "$ a month", "return": "share of water", "share": "of the charge", "dollars": "$ a bill"}
VOLUMETRIC = "$ a CCF"


@dataclass(frozen=True)
class Base:
    """A cell or row for each printed row: the printed rates, the base year's rate, the base year's volume."""

    printed: Ref
    rate: Ref
    volume: Ref


def unit(key: RateKey) -> str:
    """What a rate is in."""
    return UNITS.get(key.unit or key.charge, VOLUMETRIC)


def charged(schedule: Schedule) -> list[RateKey]:
    """The printed rates, the sewer return aside."""
    return [key for key in schedule.rates if key != RETURN]


def rows_of(block: Block, schedule: Schedule, service: str) -> str:
    """A service's rows of a block that holds the printed rows in order, in the formula's own year."""
    places = [place for place, key in enumerate(charged(schedule)) if key.service == service]
    return block.part(places[0], len(places)).year
