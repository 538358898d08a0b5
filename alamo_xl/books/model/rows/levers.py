"""The rows of a scenario's levers: what they are, and where one scenario's stand."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line
from alamo_xl.books.vocabulary import (
    ALL_SERVICES,
    DELAY,
    ELASTICITY,
    GROWTH,
    IRRIGATION,
    OUTSIDE,
    SEWER_RETURN,
    SHIFT,
    USAGE_CHANGE,
)
from alamo_xl.levers import Escalated
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN, Schedule

INCREASE = (-0.95, 5)


@dataclass(frozen=True)
class LeverRow:
    """One lever: its words, unit, style, limits, and whether it is one value for all years."""

    words: tuple[str, ...]
    units: str
    role: str
    between: tuple[float, float]
    all_years: bool = False
    whole: bool = False


@dataclass(frozen=True)
class LeverBlock:
    """Where one scenario's levers stand, by their words."""

    lines: dict[tuple[str, ...], Line]

    def year(self, *words: str) -> str:
        """A lever by year, for templates."""
        return self.lines[words].year

    def scalar(self, *words: str) -> str:
        """A lever that is one value for all years."""
        return str(self.lines[words].opening)


def escalators(schedule: Schedule) -> tuple[Escalated, ...]:
    """What the escalators move, in the resolution's order."""
    return tuple(dict.fromkeys(escalated(key) for key in schedule.rates if key != RETURN))


def shifted_services(schedule: Schedule) -> tuple[str, ...]:
    """The services that have base charges to shift from."""
    return tuple(dict.fromkeys(key.service for key in schedule.rates if key.charge == "base"))


def lever_rows(schedule: Schedule) -> tuple[LeverRow, ...]:
    """The rows of every scenario's block."""
    years = schedule.fiscal_years
    return (
        LeverRow((ALL_SERVICES,), "increase", "percent2", INCREASE),
        *(LeverRow(tuple(each), "increase", "percent2", INCREASE) for each in escalators(schedule)),
        LeverRow((USAGE_CHANGE,), "of volume", "percent2", (-1, 5)),
        LeverRow((GROWTH,), "a year", "percent2", (-0.5, 1)),
        LeverRow((DELAY,), "fiscal year", "year", (years[1], years[0] + 100), True, True),
        LeverRow((OUTSIDE,), "x inside", "factor", (0, 100), True),
        LeverRow((IRRIGATION,), "x usage", "factor", (0, 100), True),
        LeverRow((SEWER_RETURN,), "of water", "factor", (0, 1), True),
        *(LeverRow((SHIFT, each), "of revenue", "percent2", (-0.5, 0.5), True) for each in shifted_services(schedule)),
        LeverRow((ELASTICITY,), "exponent", "factor", (-5, 5), True),
    )
