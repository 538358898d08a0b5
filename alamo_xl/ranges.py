"""Answers over ranges: arguments broadcast as Excel's own do, an answer or an error a row, blank where all is blank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from alamo_xl import inputs, rate_cards
from alamo_xl.cells import Cell, CellError, Grid, Memo, Result, error_cell, is_error, single, used
from alamo_xl.errors import AlamoError, NotUnderstood
from alamo_xl.rate_card import Account
from alamo_xl.terms import CENTS, THOUSANDTHS, Priced

Row = tuple[Cell, ...]
Price = Callable[[int, int], int]
"""Cents of metered and of reclaimed water, both in thousandths of a CCF."""


def price(total: Callable[[Priced], Price], account: Sequence[Cell], ccf: Cell, other: Cell, rates: Cell) -> Result:
    """Dollars for every row of accounts and volumes.

    total: from what an account pays, what its volumes cost; account: year, class, size, outside, irrigation, sewer,
    units, stage and assisted; other: reclaimed water; rates: the what-if rate table or nothing.
    """
    given = rate_cards.Rates(rates)

    def resolve(cells: Row) -> Price:
        fy, household, size, outside, irrigation, sewer, units, stage, assisted = cells
        year = inputs.fiscal_year(fy)
        household, size = inputs.customer_class(household), inputs.meter_size(size)
        outside, irrigates = inputs.outside(outside), inputs.flag(irrigation, "irrigation", False)
        with_sewer = inputs.flag(sewer, "sewer", not irrigates)
        card = given.card(year)
        month = card.month(fy)
        in_stage, assists = inputs.stage(stage, card.schedule.stages), inputs.flag(assisted, "assisted", False)
        account = Account(year, household, size, outside, irrigates, with_sewer, 1, month, in_stage, assists)
        card.terms(*account)  # no such row comes before bad units
        return total(card.terms(*account._replace(units=inputs.units(units, size))))

    return spread(resolve, account, ccf, other, lambda cells: inputs.is_blank(cells[1]) and inputs.is_blank(cells[2]))


def spread(
    resolve: Callable[[Row], Price],
    account: Sequence[Cell],
    ccf: Cell,
    other: Cell,
    blank_account: Callable[[Row], bool],
) -> Result:
    """Prices every row: what an account pays is resolved once, volumes are whole thousandths of a CCF."""
    try:
        grid = Grid(used((*account, ccf, other)))
    except ValueError as error:
        return error_cell(NotUnderstood(str(error)))
    prices = Memo(lambda cells: _attempt(resolve, cells, cells))
    volumes = _Volumes(rate_cards.adopted().schedule.limits.quantity_maximum)
    others = Memo(lambda cell: 0 if inputs.is_blank(cell) else _attempt(_thousandths, cell, (cell,)))
    results: list[Result] = []
    *accounts, metered, reclaimed = grid.columns
    for cells, cell, extra in zip(zip(*accounts, strict=True), metered, reclaimed, strict=True):
        cost, volume, more = prices[cells], volumes[cell], others[extra]
        if type(volume) is int and type(more) is int and type(cost) is not CellError:
            results.append(cost(volume, more) / CENTS)
        elif carried := next((v for v in (*cells, cell, extra) if is_error(v)), None):
            results.append(carried)
        elif blank_account(cells) and inputs.is_blank(cell):
            results.append("")
        else:
            results.append(next(v for v in (cost, volume, more) if type(v) is CellError))
    return grid.shaped(results)


def each(answer: Callable[..., Result], needed: tuple[int, ...], arguments: Sequence[Cell]) -> Result:
    """An answer for every row; blank where all the needed arguments are blank."""
    try:
        grid = Grid(used(arguments))
    except ValueError as error:
        return error_cell(NotUnderstood(str(error)))

    def one(row: Row) -> Result:
        if carried := next((cell for cell in row if is_error(cell)), None):
            return carried
        if all(inputs.is_blank(row[place]) for place in needed):
            return ""
        return _attempt(lambda cells: answer(*cells), row, row)

    answers = Memo(one)
    return grid.shaped([answers[row] for row in zip(*grid.columns, strict=True)])


def once(answer: Callable[..., Result], *arguments: Cell) -> Result:
    """An answer to single cells."""
    try:
        cells = tuple(single(argument) for argument in arguments)
    except ValueError as error:
        return error_cell(NotUnderstood(str(error)))
    return _attempt(lambda row: answer(*row), cells, cells)


class _Volumes(dict[Cell, Result]):
    """Cells to whole thousandths of a CCF: at once where a float is one, else through its decimal text."""

    def __init__(self, maximum: Decimal) -> None:
        self.maximum = float(maximum)

    def __missing__(self, cell: Cell) -> Result:
        if type(cell) is float and 0.0 <= cell <= self.maximum:
            whole = round(cell * THOUSANDTHS)
            if whole / THOUSANDTHS == cell:
                return whole
        volume = self[cell] = _attempt(_thousandths, cell, (cell,))
        return volume


def _thousandths(ccf: Cell) -> int:
    """A volume in whole thousandths of a CCF (R7)."""
    return int(inputs.quantity(ccf, rate_cards.adopted().schedule.limits) * THOUSANDTHS)


def _attempt(compute: Callable[[Any], Result], given: Any, cells: Row) -> Result:
    try:
        for cell in cells:
            if is_error(cell):
                return CellError(cell)
        return compute(given)
    except AlamoError as error:
        return error_cell(error)
    except rate_cards.ErrorValue as carried:
        return CellError(carried.args[0])
