"""Volumes of a scenario by printed row, and what multiplies the base year's."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Line, YearSheet
from alamo_xl.books.model.rows.base import Base, charged
from alamo_xl.books.model.rows.increases import Increases
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.vocabulary import ELASTICITY, YES
from alamo_xl.rate_table import row_words
from alamo_xl.schedule import RateKey, Schedule

PRICE_INDEX = f'IF(Real_prices="{YES}",(1+General_inflation)^({{year}}-Base_year),1)'
VOLUME_UNITS = {True: "bills a year", False: "CCF a year"}


@dataclass(frozen=True)
class Demand:
    """Volumes by printed row, and what multiplies the base year's."""

    block: Block
    factors: Block


def elasticity(levers: LeverBlock) -> str:
    """The exponent of the response to prices; none where the cell is empty."""
    return f"SUM({levers.scalar(ELASTICITY)})"


def add(
    sheet: YearSheet, schedule: Schedule, base: Base, levers: LeverBlock, increases: Increases, rates: Rates
) -> Demand:
    """The volume a year, then what multiplies the base year's volume."""
    keys = charged(schedule)
    place = sheet.take(len(keys))
    sheet.gap()
    sheet.subheading("Response to prices")
    responses = _responses(sheet, schedule, base, levers, rates)
    sheet.subheading("Volume over the base year's")

    def factor(number: int, _: object) -> str:
        key = keys[number]
        return f"={increases.growth.year}" if key.charge == "base" else f"={increases.use.year}*{responses[key].year}"

    words = [row_words(key, schedule) for key in keys]
    factors = sheet.block(words, "x", factor, "factor")
    with sheet.inside(place):
        volumes = sheet.block(
            words,
            [VOLUME_UNITS[key.charge == "base"] for key in keys],
            lambda number, _: f"={base.volume.cell(number)}*{factors.line(number).year}",
            "volume",
        )
    return Demand(volumes, factors)


def _responses(
    sheet: YearSheet, schedule: Schedule, base: Base, levers: LeverBlock, rates: Rates
) -> dict[RateKey, Line]:
    prices = sheet.line(["Price index"], "index", f"={PRICE_INDEX}", "factor")
    responses = {}
    for number, key in enumerate(charged(schedule)):
        if key.charge != "base":
            rate, then = rates.block.line(number).year, base.rate.cell(number)
            formula = f"=IF({rate}*{then}=0,1,({rate}/{then}/{prices.year})^{elasticity(levers)})"
            responses[key] = sheet.line(row_words(key, schedule), "x", formula, "factor")
    return responses
