"""What part of a marginal price is a service's own: how far its rates alone move use, for the solver by service."""

from __future__ import annotations

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model.rows.base import Base, uses
from alamo_xl.books.model.rows.demand import Demand, volumes_of
from alamo_xl.books.vocabulary import services
from alamo_xl.schedule import RETURN, Schedule


def add(sheet: YearSheet, schedule: Schedule, base: Base, demand: Demand) -> dict[str, Line]:
    """By service, the mean of its own part of the price, weighted by the year's metered CCF (sewer: sewer-billed)."""
    every = uses(schedule)
    lines = {}
    for service in services(schedule):

        def part(number: int, _: object, service: str = service) -> str:
            use, price = every[number], demand.prices.line(number).year
            own = f"IF({price}=0,1,{demand.rates[use]}/{price})"
            if use[0] == service:
                return "=1" if service != "water" else f"={own}"
            return f"=1-{own}" if (use[0], service) == ("water", RETURN.service) else "=0"

        weights, of_use = volumes_of(schedule, base, demand.use, service)
        first = of_use.years.row - demand.use.years.row
        which = range(first, first + of_use.years.rows)
        parts = sheet.block(
            [[*every[number][:4], f"part of {service}"] for number in which],
            "of the price",
            lambda place, _, first=first, part=part: part(first + place, _),
            "factor",
        )
        total = f"SUMPRODUCT({weights},{of_use.year})"
        mean = f"=IF({total}=0,1,SUMPRODUCT({weights},{of_use.year},{parts.year})/{total})"
        lines[service] = sheet.line([service, "own part of the price"], "of the price", mean, "factor", total=True)
    return lines
