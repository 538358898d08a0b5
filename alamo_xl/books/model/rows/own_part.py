"""What part of a marginal price is a service's own: how far its rates alone move use, for the solver by service."""

from __future__ import annotations

from alamo_xl.books.kit import Block, Line, YearSheet
from alamo_xl.books.model.rows.base import Base
from alamo_xl.books.model.rows.demand import volumes_of
from alamo_xl.schedule import RETURN, Words


def add(
    sheet: YearSheet, base: Base, own: dict[Words, str], prices: Block, use: Block, service: str
) -> tuple[Block, Line]:
    """By charge; and the mean, weighted by the year's metered CCF (sewer: sewer-billed). own: rates, as texts."""
    every = base.uses.charges

    def part(number: int, _: object) -> str:
        words, price = every[number], prices.line(number).year
        rate = f"IF({price}=0,1,{own[words]}/{price})"
        if words[0] == service:
            return "=1" if service != "water" else f"={rate}"
        return f"=1-{rate}" if (words[0], service) == ("water", RETURN.service) else "=0"

    parts = sheet.block([[*each[:4], f"part of {service}"] for each in every], "of the price", part, "factor")
    weights, of_use = volumes_of(base, use, service)
    mine = parts.part(of_use.years.row - use.years.row, of_use.years.rows)
    volume = f"=SUMPRODUCT({weights},{of_use.year})"
    total = sheet.line([service, "volume that is weighed"], "CCF a year", volume, "volume")
    mean = f"=IF({total.year}=0,1,SUMPRODUCT({weights},{of_use.year},{mine.year})/{total.year})"
    return parts, sheet.line([service, "own part of the price"], "of the price", mean, "factor", total=True)
