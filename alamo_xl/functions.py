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
    stage: The surcharge stage in force, of rates that have stages. Default: 0, none.
    assisted: TRUE for an assisted account, of rates that have discounts. Default: FALSE.
"""

from __future__ import annotations

from decimal import Decimal

from alamo_xl import catalogue, fees, inputs, rate_table
from alamo_xl.bill import bill
from alamo_xl.cells import Cell, Result
from alamo_xl.designs import CHARGES
from alamo_xl.errors import AlamoError
from alamo_xl.loader import SERVICES
from alamo_xl.ranges import Price, each, once, price, spread
from alamo_xl.rate_cards import Rates, adopted
from alamo_xl.schedule import RETURN
from alamo_xl.terms import Priced

OK = "OK"
LINE_HEADINGS = ("service", "charge", "quantity", "rate", "amount")


def ALAMO_WATER(
    fy: Cell,
    customer_class: Cell,
    meter_size: Cell,
    ccf: Cell,
    outside: Cell = None,
    irrigation: Cell = None,
    units: Cell = None,
    rates: Cell = None,
    stage: Cell = None,
    assisted: Cell = None,
) -> Result:
    """Monthly water charge: base charge plus usage charge.

    Returns: dollars, each charge rounded half up to the cent
    Errors: #N/A no such adopted rate; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_WATER(2026,"household","3/4",8,FALSE) -> 53.01
    Source: Water Service; R2, R4, R7, R8, R9
    """

    def water(terms: Priced) -> Price:
        return lambda metered, _: terms.water(metered)

    return price(
        water, (fy, customer_class, meter_size, outside, irrigation, False, units, stage, assisted), ccf, None, rates
    )


def ALAMO_SEWER(
    fy: Cell,
    customer_class: Cell,
    meter_size: Cell,
    ccf: Cell,
    outside: Cell = None,
    units: Cell = None,
    rates: Cell = None,
    stage: Cell = None,
    assisted: Cell = None,
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

    return price(
        sewer, (fy, customer_class, meter_size, outside, False, True, units, stage, assisted), ccf, None, rates
    )


def ALAMO_RECLAIMED(
    fy: Cell,
    ccf: Cell,
    outside: Cell = None,
    rates: Cell = None,
    stage: Cell = None,
    assisted: Cell = None,
) -> Result:
    """Monthly reclaimed water charge.

    Args:
        ccf: Reclaimed water in CCF a month, 0 to 1,000,000.
    Returns: dollars, rounded half up to the cent
    Errors: #N/A no such adopted rate; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_RECLAIMED(2026,100) -> 360.00
    Source: Reclaimed Water Service; R7, R8, R9
    """

    given = Rates(rates)

    def resolve(account: tuple[Cell, ...]) -> Price:
        fy, outside, stage, assisted = account
        card = given.card(fy)
        year, month = inputs.fiscal_year(fy), card.month(fy)
        outside_city, in_stage = inputs.outside(outside), inputs.stage(stage, card.schedule.stages)
        terms = card.reclaimed_terms(year, outside_city, month, in_stage, inputs.flag(assisted, "assisted", False))
        return lambda volume, _: terms.reclaimed(volume)

    return spread(resolve, (fy, outside, stage, assisted), ccf, None, lambda account: True)


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
    stage: Cell = None,
    assisted: Cell = None,
) -> Result:
    """Monthly bill: water, sewer and reclaimed water, before tax, garbage and fees.

    Returns: dollars, the sum of its charges, each rounded half up to the cent
    Errors: #N/A no such adopted rate; #VALUE! not understood; #NUM! out of range
    Example: =ALAMO_BILL(2026,"household","3/4",8) -> 88.65
    Source: Water, Sewer and Reclaimed Water Service; R2 to R9
    """

    def total(terms: Priced) -> Price:
        return lambda metered, other: terms.water(metered) + terms.sewer(metered) + terms.reclaimed(other)

    account = (fy, customer_class, meter_size, outside, irrigation, sewer, units, stage, assisted)
    return price(total, account, ccf, reclaimed_ccf, rates)


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
    stage: Cell = None,
    assisted: Cell = None,
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
        priced = bill(Rates(rates).card(account[0]).schedule, *account)
        rows: list[list[Result]] = [list(LINE_HEADINGS)]
        for line in priced.lines:
            rows.append([line.service, line.charge, *map(float, (line.quantity, line.rate, line.amount))])
        return [*rows, ["total", "", "", "", float(priced.total)]]

    account = (fy, customer_class, meter_size, ccf, outside, irrigation, sewer, reclaimed_ccf, units, stage, assisted)
    return once(lines, *account)


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
    Source: Water, Sewer and Reclaimed Water Service; R1, R3, R20; D13 (#N/A where a charge has several rates)
    """
    given = Rates(rates)
    return each(
        lambda *row: float(given.card(row[0]).schedule.rate(*_rate_row(row))),
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
    return each(
        lambda *row: str(Rates().card(row[0]).schedule.source(*_rate_row(row))),
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
        schedule = Rates().card(fy).schedule
        rows = rate_table.to_rows(schedule)
        years = list(schedule.fiscal_years)
        if not inputs.is_blank(fy):
            year = inputs.fiscal_year(fy)
            schedule.sewer_return(year)
            years = [year]
        if not inputs.is_blank(service):
            wanted = inputs.word(service, "service", SERVICES)
            rows = [rows[0], *(row for row in rows[1:] if row[0] == wanted)]
        words = len(rows[0]) - len(schedule.fiscal_years)
        columns = [*range(words), *(words + schedule.fiscal_years.index(year) for year in years)]
        return [[float(row[c]) if isinstance(row[c], Decimal) else row[c] for c in columns] for row in rows]

    return once(table, service, fy)


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
        schedule = adopted().schedule
        named = tuple(printed.fee for printed in schedule.fees if not printed.size)
        return float(schedule.fee(inputs.word(fee, "fee", named)).amount)

    return each(amount, (0,), (fee,))


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
    return each(lambda *row: float(fees.tap(adopted().schedule, *row)), (0, 1), (tap_size, actual_cost))


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
    return each(
        lambda *row: float(fees.meter_installation(adopted().schedule, *row)), (0, 1), (meter_size, actual_cost)
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
    return each(lambda *row: float(fees.late_fee(adopted().schedule, *row)), (0, 1), (bill_amount, days_past_due))


def ALAMO_FISCAL_YEAR(date: Cell) -> Result:
    """The fiscal year of a date: FY N runs 1 July N-1 to 30 June N.

    Args:
        date: A date, or its text, such as "2025-07-01".
    Returns: a year, such as 2026
    Errors: #VALUE! not a date
    Example: =ALAMO_FISCAL_YEAR("2025-07-01") -> 2026
    Source: R13
    """
    return each(inputs.fiscal_year, (0,), (date,))


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
    stage: Cell = None,
    assisted: Cell = None,
) -> Result:
    """OK, or in words what is wrong with that row: what ALAMO_BILL's error means.

    Returns: text
    Errors: only an error value given, unchanged
    Example: =ALAMO_CHECK(2026,"household","3/4",8) -> OK
    Source: READINGS R1 to R20
    """

    given = Rates(rates)

    def check(*account: Cell) -> str:
        try:
            bill(given.card(account[0]).schedule, *account)
        except AlamoError as error:
            return str(error)
        return OK

    account = (fy, customer_class, meter_size, ccf, outside, irrigation, sewer, reclaimed_ccf, units, stage, assisted)
    return each(check, (1, 2, 3), account)


def ALAMO_VERSION() -> str:
    """The version of these functions and the schedule of rates in use.

    Returns: text
    Errors: none
    Example: =ALAMO_VERSION() -> alamo_xl ..., Resolution 2024-31 (FY2025 to FY2029)
    Source: the adopted instrument
    """
    from alamo_xl import __version__

    schedule = adopted().schedule
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
    return once(lambda name: catalogue.help_table(FUNCTIONS, name), function)


def _rate_row(row: tuple[Cell, ...]) -> tuple[int, str, str, str, str, bool]:
    fy, service, charge, household, size, outside = row
    service = inputs.word(service, "service", SERVICES)
    charge = inputs.word(charge, "charge", (*CHARGES, RETURN.charge))
    unclassed = service == "reclaimed" or charge == RETURN.charge
    household = "all" if unclassed else inputs.customer_class(household)
    size = inputs.meter_size(size) if charge == "base" and not inputs.is_blank(size) else ""
    return inputs.fiscal_year(fy), service, charge, household, size, inputs.outside(outside)


FUNCTIONS = catalogue.read(__doc__, globals())
