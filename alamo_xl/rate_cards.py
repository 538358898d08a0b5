"""The rate cards that answers come from: one an adopted instrument, and those of what-if rate tables."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache

from alamo_xl import inputs, rate_table
from alamo_xl.cells import Cell, is_error, plain, used
from alamo_xl.errors import AlamoError, NotUnderstood
from alamo_xl.loader import adopted_schedules, newest
from alamo_xl.rate_card import RateCard

Rows = tuple[tuple[Cell, ...], ...]


class ErrorValue(Exception):
    """An error value found in a rate table, to be given back unchanged."""


class Rates:
    """The `rates` argument of one call: a what-if rate table, read once; or blank, for the adopted rates."""

    def __init__(self, given: Cell = None) -> None:
        self._given = given
        self._adopted = given is None or (isinstance(given, str) and inputs.is_blank(given))

    def card(self, fy: Cell = None) -> RateCard:
        """The card that prices a fiscal year. Raises BadSchedule, NotUnderstood or ErrorValue of the table."""
        if self._adopted:
            return _adopted_for(fy)
        if isinstance(self._table, RateCard):
            return self._table
        raise self._table.with_traceback(None)

    @cached_property
    def _table(self) -> RateCard | AlamoError | ErrorValue:
        try:
            return _what_if(_rows(*used((self._given,))))
        except (AlamoError, ErrorValue) as error:
            return error


def adopted(fiscal_year: int | None = None) -> RateCard:
    """Of the instrument that prices a fiscal year; of the newest where none does or none is asked for."""
    cards = _cards()
    return cards[newest([card.schedule for card in cards.values()], fiscal_year).id]


def _adopted_for(fy: Cell) -> RateCard:
    try:
        return adopted(None if inputs.is_blank(fy) else inputs.fiscal_year(fy))
    except NotUnderstood:
        return adopted()


@cache
def _cards() -> dict[str, RateCard]:
    """A rate card for every adopted instrument, the oldest first."""
    return {schedule.id: RateCard(schedule) for schedule in adopted_schedules()}


def _rows(given: Cell) -> Rows:
    """The filled rows of a rate table, in cells that are equal only where they mean the same."""
    if not isinstance(given, (list, tuple)):
        if is_error(given):
            raise ErrorValue(given)
        raise NotUnderstood("rates is a range laid out as the rate table of the model")
    rows = [row if isinstance(row, (list, tuple)) else (row,) for row in given]
    for row in rows:
        for cell in row:
            if is_error(cell):
                raise ErrorValue(cell)
    return tuple(tuple(plain(row)) for row in rows if not all(map(inputs.is_blank, row)))


@lru_cache(maxsize=8)
def _what_if(rows: Rows) -> RateCard:
    return RateCard(rate_table.from_rows(rows, adopted().schedule, "what-if rate table"))
