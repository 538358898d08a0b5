"""The ALAMO_ functions, as Excel users see them. They never raise: what cannot be answered is a CellError in its place.

Each takes single cells or ranges, which broadcast as Excel's own do; the result has the broadcast shape. Where class,
size and ccf are all blank the result is blank. `#N/A`: no such adopted rate. `#VALUE!`: an input that is not
understood. `#NUM!`: a quantity out of range. An error value in an argument comes back unchanged.

Args:
    fy: Fiscal year, such as 2026, FY2026, or the bill's date. Each runs 1 July to 30 June.
    customer_class: household or non-household (HH, NH).
    meter_size: Meter size in inches as text, such as "3/4" or "1-1/2"; or multi-family.
    ccf: Metered water in CCF (hundred cubic feet) a month, 0 to 1,000,000.
    outside: TRUE or "outside" when outside the city limits. Default: inside.
    irrigation: TRUE for an irrigation account. Default: FALSE.
    sewer: TRUE or FALSE, whether sewer is billed. Default: billed unless irrigation.
    reclaimed_ccf: Reclaimed water in CCF a month. Default: 0.
    units: Number of multi-family units, 1 to 100,000; blank for a meter.
    rates: A what-if rate table: a range laid out as the model's rate table. Default: the adopted rates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from alamo_xl import fees, inputs, rate_table
from alamo_xl.bill import bill
from alamo_xl.cells import Cell, CellError, Grid, Memo, Result, error_cell, is_error, single
from alamo_xl.errors import AlamoError, NotUnderstood
from alamo_xl.loader import CHARGES, SERVICES, adopted_schedules, newest
from alamo_xl.rate_card import CENTS, THOUSANDTHS, Priced, RateCard, Terms
from alamo_xl.schedule import RETURN

OK = "OK"
LINE_HEADINGS = ("service", "charge", "quantity", "rate", "amount")
Price = Callable[[int, int], int]


class _Carried(Exception):
    """An error value found in an argument, to be given back unchanged."""


def ALAMO_WATER(
    fy: Cell,
    customer_class: Cell,
    meter_size: Cell,
    ccf: Cell,
    outside: Cell = None,
    irrigation: Cell = None,
    units: Cell = None,
    rates: Cell = None,
) -> Result:
    """Monthly water charge: base charge plus usage charge.

    Returns: dollars, each charge rounded half up to the cent
    Errors: #N/A no such adopted rate; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_WATER(2026,"household","3/4",8,FALSE) -> 53.01
    Source: Water Service; R2, R4, R7, R8, R9
    """

    def water(terms: Priced) -> Price:
        return lambda metered, _: terms.water(metered)

    return _price(water, (fy, customer_class, meter_size, outside, irrigation, False, units), ccf, None, rates)


def ALAMO_SEWER(
    fy: Cell,
    customer_class: Cell,
    meter_size: Cell,
    ccf: Cell,
    outside: Cell = None,
    units: Cell = None,
    rates: Cell = None,
) -> Result:
    """Monthly sewer charge: base charge plus commodity charge on 90% of metered water.

    Args:
        ccf: Metered water in CCF a month (not the 90%), 0 to 1,000,000.
    Returns: dollars, each charge rounded half up to the cent
    Errors: #N/A no such adopted rate; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_SEWER(2026,"household","3/4",8) -> 35.64
    Source: Sewer Service, footnote 2; R2, R6, R8, R9
    """

    def sewer(terms: Priced) -> Price:
        return lambda metered, _: terms.sewer(metered)

    return _price(sewer, (fy, customer_class, meter_size, outside, False, True, units), ccf, None, rates)


def ALAMO_RECLAIMED(fy: Cell, ccf: Cell, outside: Cell = None, rates: Cell = None) -> Result:
    """Monthly reclaimed water charge.

    Args:
        ccf: Reclaimed water in CCF a month, 0 to 1,000,000.
    Returns: dollars, rounded half up to the cent
    Errors: #N/A no such adopted rate; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_RECLAIMED(2026,100) -> 360.00
    Source: Reclaimed Water Service; R7, R8, R9
    """

    def resolve(account: tuple[Cell, ...]) -> Price:
        card = _card(rates, account[0])
        cents = card.reclaimed_rate(inputs.fiscal_year(account[0]), inputs.outside(account[1]))
        terms = Terms(0, 0, 0, 0, 0, cents)
        return lambda volume, _: terms.reclaimed(volume)

    return _spread(resolve, (fy, outside), ccf, None, lambda account: True)


def ALAMO_BILL(
    fy: Cell,
    customer_class: Cell,
    meter_size: Cell,
    ccf: Cell,
    outside: Cell = None,
    irrigation: Cell = None,
    sewer: Cell = None,
    reclaimed_ccf: Cell = None,
    units: Cell = None,
    rates: Cell = None,
) -> Result:
    """Monthly bill: water, sewer and reclaimed water, before tax, garbage and fees.

    Returns: dollars, the sum of its charges, each rounded half up to the cent
    Errors: #N/A no such adopted rate; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_BILL(2026,"household","3/4",8) -> 88.65
    Source: Water, Sewer and Reclaimed Water Service; R2 to R9
    """

    def total(terms: Priced) -> Price:
        return lambda metered, other: terms.water(metered) + terms.sewer(metered) + terms.reclaimed(other)

    account = (fy, customer_class, meter_size, outside, irrigation, sewer, units)
    return _price(total, account, ccf, reclaimed_ccf, rates)


def ALAMO_BILL_LINES(
    fy: Cell,
    customer_class: Cell,
    meter_size: Cell,
    ccf: Cell,
    outside: Cell = None,
    irrigation: Cell = None,
    sewer: Cell = None,
    reclaimed_ccf: Cell = None,
    units: Cell = None,
    rates: Cell = None,
) -> Result:
    """One bill line by line: service, charge, quantity, rate, amount, and a total row. Takes single cells.

    Returns: headings, a row a charge (quantity x rate = amount in dollars; sewer's quantity is the 90% volume), a total
    Errors: #N/A no such adopted rate; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_BILL_LINES(2026,"household","3/4",8) -> 6 rows
    Source: Water, Sewer and Reclaimed Water Service; R2 to R9
    """

    def lines(*account: Cell) -> Result:
        if all(map(inputs.is_blank, account[1:4])):
            return ""
        priced = bill(_card(rates, account[0]).schedule, *account)
        rows: list[list[Result]] = [list(LINE_HEADINGS)]
        for line in priced.lines:
            rows.append([line.service, line.charge, *map(float, (line.quantity, line.rate, line.amount))])
        return [*rows, ["total", "", "", "", float(priced.total)]]

    return _once(lines, fy, customer_class, meter_size, ccf, outside, irrigation, sewer, reclaimed_ccf, units)


def ALAMO_RATE(
    fy: Cell,
    service: Cell,
    charge: Cell,
    customer_class: Cell = None,
    meter_size: Cell = None,
    outside: Cell = None,
    rates: Cell = None,
) -> Result:
    """One printed rate.

    Args:
        service: water, sewer or reclaimed.
        charge: base, usage or irrigation (return for the sewer return).
        customer_class: household or non-household (HH, NH); not needed for reclaimed.
        meter_size: Meter size in inches as text, such as "3/4", or multi-family; for base charges only.
    Returns: dollars a month (base) or dollars a CCF (usage, irrigation), as printed
    Errors: #N/A no such adopted rate; #VALUE! not understood
    Example: =ALAMO_RATE(2026,"water","base","household","3/4") -> 24.21
    Source: Water, Sewer and Reclaimed Water Service; R1, R3, R20
    """
    return _each(
        lambda *row: float(_card(rates, row[0]).schedule.rate(*_rate_row(row))),
        (1, 2),
        (fy, service, charge, customer_class, meter_size, outside),
    )


def ALAMO_SOURCE(
    fy: Cell,
    service: Cell,
    charge: Cell,
    customer_class: Cell = None,
    meter_size: Cell = None,
    outside: Cell = None,
) -> Result:
    """Where a rate is printed: instrument, section, row, fiscal-year column, footnotes.

    Args:
        service: water, sewer or reclaimed.
        charge: base, usage or irrigation (return for the sewer return).
        customer_class: household or non-household (HH, NH); not needed for reclaimed.
        meter_size: Meter size in inches as text, such as "3/4", or multi-family; for base charges only.
    Returns: text
    Errors: #N/A no such adopted rate; #VALUE! not understood
    Example: =ALAMO_SOURCE(2026,"reclaimed","usage") -> Resolution 2024-31, Reclaimed Water Service, ...
    Source: every row of the instrument
    """
    return _each(
        lambda *row: str(_card(None, row[0]).schedule.source(*_rate_row(row))),
        (1, 2),
        (fy, service, charge, customer_class, meter_size, outside),
    )


def ALAMO_RATE_TABLE(service: Cell = None, fy: Cell = None) -> Result:
    """The adopted rates as a rate table, which the rates argument of the other functions takes. Takes single cells.

    Args:
        service: water, sewer or reclaimed. Default: all.
        fy: Fiscal year. Default: all.
    Returns: headings, then a row a rate: five words and dollars, one column a fiscal year; last the sewer return
    Errors: #N/A no such adopted rate; #VALUE! not understood
    Example: =ALAMO_RATE_TABLE("reclaimed") -> 3 rows
    Source: Water, Sewer and Reclaimed Water Service
    """

    def table(service: Cell, fy: Cell) -> Result:
        schedule = _card(None, fy).schedule
        rows = rate_table.to_rows(schedule)
        years = list(schedule.fiscal_years)
        if not inputs.is_blank(fy):
            year = inputs.fiscal_year(fy)
            schedule.sewer_return(year)
            years = [year]
        if not inputs.is_blank(service):
            wanted = inputs.word(service, "service", SERVICES)
            rows = [rows[0], *(row for row in rows[1:] if row[0] == wanted)]
        words = len(rate_table.HEADINGS)
        columns = [words + schedule.fiscal_years.index(year) for year in years]
        body = [[*row[:words], *(float(row[column]) for column in columns)] for row in rows[1:]]  # type: ignore[arg-type]
        return [[*rate_table.HEADINGS, *years], *body]

    return _once(table, service, fy)


def ALAMO_FEE(fee: Cell) -> Result:
    """A printed fee for nonroutine services.

    Args:
        fee: A fee's name, such as service-call-same-day; a wrong one is answered with the list of them.
    Returns: dollars
    Errors: #VALUE! not one of the printed fees
    Example: =ALAMO_FEE("service-call-same-day") -> 55.00
    Source: Ancillary Charge for Nonroutine Services 2, 3, 4, 7, 8; R9, R18, R19
    """

    def amount(fee: Cell) -> float:
        schedule = _card(None).schedule
        named = tuple(printed.fee for printed in schedule.fees if not printed.size)
        return float(schedule.fee(inputs.word(fee, "fee", named)).amount)

    return _each(amount, (0,), (fee,))


def ALAMO_TAP(tap_size: Cell, actual_cost: Cell = None) -> Result:
    """A water tap: the listed price or the actual cost, whichever is higher; with no actual cost, a minimum.

    Args:
        tap_size: Tap size in inches as text: 1, 1-1/4, 1-1/2, 2, 4, 6, 8, 10 or 12.
        actual_cost: Actual cost in dollars. Default: none, which gives the listed price.
    Returns: dollars
    Errors: #N/A no such size printed; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_TAP("2",1800) -> 1800.00
    Source: Ancillary Charge for Nonroutine Services 9; R15
    """
    return _each(lambda *row: float(fees.tap(_card(None).schedule, *row)), (0, 1), (tap_size, actual_cost))


def ALAMO_METER_INSTALLATION(meter_size: Cell, actual_cost: Cell = None) -> Result:
    """A meter installation: the actual cost where one is given, else the listed price, which is indicative.

    Args:
        meter_size: Meter size in inches as text: 3/4, 1, 1-1/2, 2 or 4.
        actual_cost: Actual cost in dollars, parts mark-up included. Default: none, which gives the listed price.
    Returns: dollars
    Errors: #N/A no such size printed; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_METER_INSTALLATION("3/4") -> 300.00
    Source: Ancillary Charge for Nonroutine Services 6; R16
    """
    return _each(
        lambda *row: float(fees.meter_installation(_card(None).schedule, *row)), (0, 1), (meter_size, actual_cost)
    )


def ALAMO_LATE_FEE(bill_amount: Cell, days_past_due: Cell) -> Result:
    """The late fee: 10% of the bill when it is more than 10 calendar days past due, else 0.

    Args:
        bill_amount: The bill as billed, in dollars, without earlier late fees.
        days_past_due: Whole calendar days past due; negative when not yet due.
    Returns: dollars, rounded half up to the cent
    Errors: #VALUE! not understood, or a part of a day; #NUM! a negative amount
    Example: =ALAMO_LATE_FEE(88.65,11) -> 8.87
    Source: Ancillary Charge for Nonroutine Services 1; R10, R11
    """
    return _each(lambda *row: float(fees.late_fee(_card(None).schedule, *row)), (0, 1), (bill_amount, days_past_due))


def ALAMO_FISCAL_YEAR(date: Cell) -> Result:
    """The fiscal year of a date: FY N runs 1 July N-1 to 30 June N.

    Args:
        date: A date, or its text, such as "2025-07-01".
    Returns: a year, such as 2026
    Errors: #VALUE! not a date
    Example: =ALAMO_FISCAL_YEAR("2025-07-01") -> 2026
    Source: R13
    """
    return _each(inputs.fiscal_year, (0,), (date,))


def ALAMO_CHECK(
    fy: Cell,
    customer_class: Cell,
    meter_size: Cell,
    ccf: Cell,
    outside: Cell = None,
    irrigation: Cell = None,
    sewer: Cell = None,
    reclaimed_ccf: Cell = None,
    units: Cell = None,
    rates: Cell = None,
) -> Result:
    """OK, or in words what is wrong with that row: what ALAMO_BILL's error means.

    Returns: text
    Errors: only an error value given, unchanged
    Example: =ALAMO_CHECK(2026,"household","3/4",8) -> OK
    Source: READINGS R1 to R20
    """

    def check(*account: Cell) -> str:
        try:
            bill(_card(rates, account[0]).schedule, *account)
        except AlamoError as error:
            return str(error)
        return OK

    account = (fy, customer_class, meter_size, ccf, outside, irrigation, sewer, reclaimed_ccf, units)
    return _each(check, (1, 2, 3), account)


def ALAMO_VERSION() -> str:
    """The version of these functions and the schedule of rates in use.

    Returns: text
    Errors: none
    Example: =ALAMO_VERSION() -> alamo_xl ..., Resolution 2024-31 (FY2025 to FY2029)
    Source: the adopted instrument
    """
    from alamo_xl import __version__

    schedule = _card(None).schedule
    years = f"FY{schedule.fiscal_years[0]} to FY{schedule.fiscal_years[-1]}"
    return f"alamo_xl {__version__}, {schedule.name} ({years})"


def ALAMO_HELP(function: Cell = None) -> Result:
    """The functions and what they give; or one function's arguments, errors, example and source. Takes a single cell.

    Args:
        function: A function's name, such as ALAMO_BILL. Default: all.
    Returns: a table of text
    Errors: #VALUE! not the name of a function
    Example: =ALAMO_HELP("ALAMO_TAP") -> 8 rows
    Source: these functions
    """
    from alamo_xl.catalogue import help_table

    return _once(help_table, function)


class _Volumes(dict[Cell, Result]):
    """Cells to whole thousandths of a CCF: at once where a float is one, else through its decimal text."""

    def __init__(self, maximum: Decimal) -> None:
        super().__init__()
        self.maximum = float(maximum)

    def __missing__(self, cell: Cell) -> Result:
        if type(cell) is float and 0.0 <= cell <= self.maximum:
            whole = round(cell * THOUSANDTHS)
            if whole / THOUSANDTHS == cell:
                return whole
        volume = self[cell] = _attempt(_thousandths, cell, (cell,))
        return volume


def _price(total: Callable[[Priced], Price], account: Sequence[Cell], ccf: Cell, other: Cell, rates: Cell) -> Result:
    def resolve(cells: tuple[Cell, ...]) -> Price:
        year, household, size, outside, irrigation, sewer, units = cells
        year, household, size = inputs.fiscal_year(year), inputs.customer_class(household), inputs.meter_size(size)
        outside, irrigates = inputs.outside(outside), inputs.flag(irrigation, "irrigation", False)
        with_sewer = inputs.flag(sewer, "sewer", not irrigates)
        card = _card(rates, year)
        card.terms(year, household, size, outside, irrigates, with_sewer, 1)
        return total(card.terms(year, household, size, outside, irrigates, with_sewer, inputs.units(units, size)))

    return _spread(resolve, account, ccf, other, lambda cells: inputs.is_blank(cells[1]) and inputs.is_blank(cells[2]))


def _spread(
    resolve: Callable[[tuple[Cell, ...]], Price],
    account: Sequence[Cell],
    ccf: Cell,
    other: Cell,
    blank_account: Callable[[tuple[Cell, ...]], bool],
) -> Result:
    """Prices every row: what an account pays is resolved once, volumes are whole thousandths of a CCF."""
    try:
        grid = Grid((*account, ccf, other))
    except ValueError as error:
        return error_cell(NotUnderstood(str(error)))
    prices = Memo(lambda cells: _attempt(resolve, cells, cells))
    volumes = _Volumes(_card(None).schedule.limits.quantity_maximum)
    others = Memo(lambda cell: 0 if inputs.is_blank(cell) else _attempt(_thousandths, cell, (cell,)))
    results: list[Result] = []
    *accounts, metered, reclaimed = grid.columns
    for cells, cell, extra in zip(zip(*accounts, strict=True), metered, reclaimed, strict=True):
        price, volume, more = prices[cells], volumes[cell], others[extra]
        if type(volume) is int and type(more) is int and type(price) is not CellError:
            results.append(price(volume, more) / CENTS)
        elif carried := next((v for v in (*cells, cell, extra) if is_error(v)), None):
            results.append(carried)
        elif blank_account(cells) and inputs.is_blank(cell):
            results.append("")
        else:
            results.append(next(v for v in (price, volume, more) if type(v) is CellError))
    return grid.shaped(results)


def _each(answer: Callable[..., Result], needed: tuple[int, ...], arguments: Sequence[Cell]) -> Result:
    """An answer for every row; blank where all the needed arguments are blank."""
    try:
        grid = Grid(arguments)
    except ValueError as error:
        return error_cell(NotUnderstood(str(error)))

    def one(row: tuple[Cell, ...]) -> Result:
        if carried := next((cell for cell in row if is_error(cell)), None):
            return carried
        if all(inputs.is_blank(row[place]) for place in needed):
            return ""
        return _attempt(lambda cells: answer(*cells), row, row)

    answers = Memo(one)
    return grid.shaped([answers[row] for row in zip(*grid.columns, strict=True)])


def _once(answer: Callable[..., Result], *arguments: Cell) -> Result:
    """An answer to single cells."""
    try:
        cells = tuple(single(argument) for argument in arguments)
    except ValueError as error:
        return error_cell(NotUnderstood(str(error)))
    return _attempt(lambda row: answer(*row), cells, cells)


def _attempt(compute: Callable[[Any], Result], given: Any, cells: tuple[Cell, ...]) -> Result:
    try:
        for cell in cells:
            if is_error(cell):
                return CellError(cell)
        return compute(given)
    except AlamoError as error:
        return error_cell(error)
    except _Carried as carried:
        return CellError(carried.args[0])


def _thousandths(ccf: Cell) -> int:
    """A volume in whole thousandths of a CCF (R7)."""
    return int(inputs.quantity(ccf, _card(None).schedule.limits) * THOUSANDTHS)


def _rate_row(row: tuple[Cell, ...]) -> tuple[int, str, str, str, str, bool]:
    fy, service, charge, household, size, outside = row
    service = inputs.word(service, "service", SERVICES)
    charge = inputs.word(charge, "charge", (*CHARGES, RETURN.charge))
    unclassed = service == "reclaimed" or charge == RETURN.charge
    household = "all" if unclassed else inputs.customer_class(household)
    size = inputs.meter_size(size) if charge == "base" and not inputs.is_blank(size) else ""
    return inputs.fiscal_year(fy), service, charge, household, size, inputs.outside(outside)


@cache
def _cards() -> dict[str, RateCard]:
    """A rate card for every adopted instrument, the oldest first."""
    return {schedule.id: RateCard(schedule) for schedule in adopted_schedules()}


def _adopted(fiscal_year: int | None = None) -> RateCard:
    """Of the instrument that prices a fiscal year; of the newest where none does or none is asked for."""
    cards = _cards()
    return cards[newest([card.schedule for card in cards.values()], fiscal_year).id]


def _card(rates: Cell, fy: Cell = None) -> RateCard:
    """The rate card of a what-if rate table, or where none is given of the adopted rates of a fiscal year."""
    if rates is None or (isinstance(rates, str) and inputs.is_blank(rates)):
        try:
            return _adopted(None if inputs.is_blank(fy) else inputs.fiscal_year(fy))
        except NotUnderstood:
            return _adopted()
    if not isinstance(rates, (list, tuple)):
        if is_error(rates):
            raise _Carried(rates)
        raise NotUnderstood("rates is a range laid out as the rate table of the model")
    rows = tuple(tuple(row) if isinstance(row, (list, tuple)) else (row,) for row in rates)
    for row in rows:
        for cell in row:
            if is_error(cell):
                raise _Carried(cell)
    try:
        return _what_if(rows)
    except TypeError:
        raise NotUnderstood("rates holds something that is not a cell") from None


@lru_cache(maxsize=8)
def _what_if(rows: tuple[tuple[Cell, ...], ...]) -> RateCard:
    return RateCard(rate_table.from_rows(rows, _adopted().schedule, "what-if rate table"))
