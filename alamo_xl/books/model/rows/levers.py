"""The rows of a scenario's levers: what they are, and where one scenario's stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alamo_xl.books.kit import Line, Ref
from alamo_xl.books.vocabulary import (
    ALL_SERVICES,
    CAPITAL_PLAN,
    DELAY,
    ELASTICITY,
    GROWTH,
    IRRIGATION,
    LEVEL,
    LEVEL_FROM,
    LEVEL_TO,
    OUTSIDE,
    PLANS,
    SEWER_RETURN,
    SHIFT,
    USAGE_CHANGE,
    USE_GROUPS,
    USE_OF_ALL,
    USE_OF_RECLAIMED,
    services,
)
from alamo_xl.levers import Escalated
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN, Schedule

INCREASE = (-0.5, 1)
"""Of a rate, a year: the least and the greatest."""
NEARLY_ONE = 0.9999


@dataclass(frozen=True)
class LeverRow:
    """One lever: its words, unit, style, limits, whether it is one value for all years, what its prompt says."""

    words: tuple[str, ...]
    units: str
    role: str
    between: tuple[float, float] | None
    all_years: bool = False
    whole: bool = False
    choices: tuple[str, ...] = ()
    prompt: str = ""


@dataclass(frozen=True)
class LeverBlock:
    """Where one scenario's levers stand, by their words; the column where rows of a change of use count their years."""

    lines: dict[tuple[str, ...], Line]
    count_column: int

    def year(self, *words: str) -> str:
        """A lever by year, for templates."""
        return self.lines[words].year

    def cell(self, *words: str) -> Ref:
        """The cell of a lever that is one value for all years."""
        return self.lines[words].opening

    def scalar(self, *words: str) -> str:
        """Its address."""
        return str(self.cell(*words))

    def typed_years(self, *words: str) -> Ref:
        """In how many years after the base year a change of use is typed."""
        return self.lines[words].label.cell(0, self.count_column - 1)


def escalators(schedule: Schedule) -> tuple[Escalated, ...]:
    """What the escalators move, in the resolution's order."""
    return tuple(dict.fromkeys(escalated(key) for key in schedule.rates if key != RETURN))


def shifted_services(schedule: Schedule) -> tuple[str, ...]:
    """The services that have base charges to shift from."""
    return tuple(dict.fromkeys(key.service for key in schedule.rates if key.charge == "base"))


def scopes(schedule: Schedule) -> tuple[str, ...]:
    """What a level increase may be of: every service, or one."""
    return (ALL_SERVICES, *services(schedule))


def lever_rows(schedule: Schedule) -> tuple[LeverRow, ...]:
    """The rows of every scenario's block."""
    first, last = schedule.fiscal_years[0] + 1, schedule.fiscal_years[0] + 100
    stands = "It stands until another year has its own; empty at first is as adopted."
    return (
        *_increases(schedule),
        *_level(schedule, (first, last)),
        LeverRow(
            (DELAY,),
            "fiscal year",
            "year",
            (first, last),
            True,
            True,
            prompt="From this year on, increases come a year later; level increases do not.",
        ),
        LeverRow((OUTSIDE,), "x inside", "factor", (0, 10), prompt=f"Outside rates over inside ones. {stands}"),
        LeverRow((IRRIGATION,), "x usage", "factor", (0, 10), prompt=f"Irrigation rates over usage ones. {stands}"),
        LeverRow((SEWER_RETURN,), "of water", "factor", (0, 1), prompt=f"Share of water billed as sewer. {stands}"),
        *(
            LeverRow(
                (SHIFT, each),
                "of revenue",
                "percent2",
                (-0.5, 0.5),
                prompt=f"Share of {each} revenue moved from base to usage charges. {stands}",
            )
            for each in shifted_services(schedule)
        ),
        *_use(),
        LeverRow((GROWTH,), "a year", "percent2", (-0.5, 0.5), prompt="Growth of accounts over the year before."),
        LeverRow(
            (ELASTICITY,),
            "exponent",
            "factor",
            (-NEARLY_ONE, 0),
            True,
            prompt="How use answers to the price: at -0.2 a price 10% higher means 2% less use. Never above 0.",
        ),
        LeverRow(
            (CAPITAL_PLAN,),
            "plan",
            "text",
            None,
            True,
            choices=PLANS,
            prompt=f"The capital plan of the scenario; empty is {PLANS[0]}.",
        ),
    )


def _increases(schedule: Schedule) -> Iterator[LeverRow]:
    """Over the year before, by year."""
    said = (
        "Over the year before. Empty is as adopted, which typed headline percentages miss by cents; after the last "
        "adopted year it is 0%."
    )
    yield LeverRow((ALL_SERVICES,), "increase", "percent2", INCREASE, prompt=said)
    own = f"Empty takes the row for {ALL_SERVICES}. {said}"
    yield from (LeverRow(tuple(each), "increase", "percent2", INCREASE, prompt=own) for each in escalators(schedule))


def _level(schedule: Schedule, years: tuple[int, int]) -> Iterator[LeverRow]:
    """One increase for each year from one to another."""
    said = "The same increase each year, in place of all others from its first year on; after its last year, none."
    for scope in scopes(schedule):
        yield LeverRow((LEVEL, scope), "increase", "percent2", INCREASE, True, prompt=said)
        yield LeverRow(
            (LEVEL_FROM, scope), "fiscal year", "year", years, True, True, prompt="Its first year; never without one."
        )
        yield LeverRow(
            (LEVEL_TO, scope),
            "fiscal year",
            "year",
            years,
            True,
            True,
            prompt="Its last year; empty is the last of the model.",
        )


def _use() -> Iterator[LeverRow]:
    """A level against the base year, by year, for each group."""
    said = "Against the base year. It stands until another year has its own; empty at first is none."
    for group in USE_GROUPS:
        empty = "" if group in (USE_OF_ALL, USE_OF_RECLAIMED) else f" An empty row takes the row for {USE_OF_ALL}."
        yield LeverRow((USAGE_CHANGE, group), "of volume", "percent2", (-1, 1), prompt=said + empty)
