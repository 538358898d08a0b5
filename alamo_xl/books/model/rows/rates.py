"""The rates of a scenario by printed row: the chain of increases, then multipliers, then the shift."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alamo_xl.books.kit import Block, Line, Ref, YearSheet
from alamo_xl.books.model.rows.base import Base, role, rows_of, unit
from alamo_xl.books.model.rows.increases import Increases
from alamo_xl.books.model.rows.levers import shifted_services
from alamo_xl.books.model.rows.standing import Standing
from alamo_xl.rate_table import row_words
from alamo_xl.scenario import escalated
from alamo_xl.schedule import ADJUSTMENTS, RETURN, RateKey, Schedule


@dataclass(frozen=True)
class Shift:
    """A service's revenue on the base year's volumes before the shift, from base and from usage charges, 0 where
    nothing is shifted; what their rates are multiplied by.
    """

    base: Line
    usage: Line
    base_factor: Line
    usage_factor: Line


@dataclass(frozen=True)
class Rates:
    """Rates by printed row, the sewer return last; what they are before the shift; the shift of each service that has
    base charges; how many rates are below zero or too high, and multipliers given that some row has nothing to be a
    multiple of.
    """

    block: Block
    before_shift: Block
    sewer_return: Line
    shifts: dict[str, Shift]
    faults: Line


@dataclass(frozen=True)
class Held:
    """In place of increases: the rates of a scenario in years where a row says 1, and from then on none."""

    rates: Rates
    until: Line


@dataclass(frozen=True)
class _Chained:
    """By row that goes its own way: the adopted rate whose increase a year takes, and whether it has departed."""

    source: dict[RateKey, Line]
    departed: dict[RateKey, Line]


def add(
    sheet: YearSheet,
    schedule: Schedule,
    base: Base,
    increases: Increases | Held,
    standing: Standing,
    place: Ref | None = None,
) -> Rates:
    """The rates, in a place that was taken for them or first of all, and what they come from."""
    keys = list(schedule.rates)
    place = place or sheet.take(len(keys))
    sheet.text("Before the shift", "heading")
    before_ahead = sheet.block_ahead(len(keys))
    whole = sheet.take(len(keys))
    chained = _chained(sheet, schedule, base, increases, before_ahead)
    with sheet.inside(whole):
        before = _before(sheet, schedule, base, increases, standing, chained)
    sheet.text("Shift from base to usage", "heading")
    shifts = {each: _shift(sheet, schedule, before, standing, each) for each in shifted_services(schedule)}

    def shifted(key: RateKey, number: int) -> str:
        rate = before.line(number).moving
        if key == RETURN or key.charge in ADJUSTMENTS or key.service not in shifts:
            return f"={rate}"
        shift = shifts[key.service]
        factor = shift.base_factor if key.charge == "base" else shift.usage_factor
        return f"=ROUND({rate}*{factor.year},2)"

    with sheet.inside(place):
        rates = _rows(sheet, schedule, shifted)
    return Rates(rates, before, rates.line(len(keys) - 1), shifts, _faults(sheet, schedule, rates, standing))


def inside_of(key: RateKey, schedule: Schedule) -> RateKey | None:
    """The row that an outside one is a multiple of (footnote 1), where it is printed; dollars off are none."""
    inside = key._replace(location="inside")
    follows = key.location == "outside" and key.charge != "discount" and inside in schedule.rates
    return inside if follows else None


def usage_of(key: RateKey, schedule: Schedule) -> RateKey | None:
    """The row that an irrigation one is a multiple of, where it is printed: of the same block, season and place."""
    usage = key._replace(charge="usage")
    return usage if key.charge == "irrigation" and usage in schedule.rates else None


def anchor(key: RateKey, schedule: Schedule) -> RateKey:
    """The row whose departure a row follows: itself, where it goes its own way."""
    followed = inside_of(key, schedule) or usage_of(key, schedule)
    return anchor(followed, schedule) if followed else key


def _called(key: RateKey) -> list[str]:
    """A row's words without the last column of keys, which a chain takes for the rate before the first: none."""
    return [key.service, key.customer_class, key.location, " ".join(filter(None, (*key.words[3:], key.terms)))]


def _rows(sheet: YearSheet, schedule: Schedule, template: Callable[[RateKey, int], str]) -> Block:
    """A row for each printed rate and the sewer return, in the resolution's order."""
    return Block.of(
        [
            sheet.line(row_words(key, schedule), unit(key), template(key, number), role(key))
            for number, key in enumerate(schedule.rates)
        ]
    )


def _chained(sheet: YearSheet, schedule: Schedule, base: Base, increases: Increases | Held, rates: Block) -> _Chained:
    keys = list(schedule.rates)
    own = [key for key in keys if key != RETURN and key.unit != "share" and anchor(key, schedule) == key]
    source, departed = {}, {}
    if isinstance(increases, Increases):
        sheet.text("Adopted rate whose increase is taken", "heading")
        for key in own:
            printed = base.printed.line(keys.index(key))
            late = f"=IF({increases.late.year}=1,{printed.moving_previous},{printed.moving})"
            source[key] = sheet.line(_called(key), unit(key), late, "money")
    sheet.text("Departed from print", "heading")
    followed = {anchor(key, schedule) for key in keys if anchor(key, schedule) != key}
    for key in own:
        if key in followed:
            number = keys.index(key)
            differs = f"1*(ROUND({rates.line(number).moving}-{base.printed.line(number).moving},2)<>0)"
            formula = f"=IF({{after}}=1,MAX({{this_prev}},{differs}),0)"
            departed[key] = sheet.line(_called(key), "1 is yes", formula, "count")
    return _Chained(source, departed)


def _before(
    sheet: YearSheet,
    schedule: Schedule,
    base: Base,
    increases: Increases | Held,
    standing: Standing,
    chained: _Chained,
) -> Block:
    """A row that goes its own way is chained; the others are as printed until it departs or a multiplier is given."""
    keys = list(schedule.rates)
    ahead = sheet.block_ahead(len(keys))
    outside, irrigation = standing.outside, standing.irrigation

    def of(key: RateKey) -> str:
        return ahead.line(keys.index(key)).moving

    def follows(key: RateKey, printed: str, departed: str) -> str:
        inside, usage = inside_of(key, schedule), usage_of(key, schedule)
        watered = f"ROUND({of(usage)}*{irrigation.times.year},2)" if usage else ""
        if not inside:
            return f"=IF({departed}+{irrigation.given.year}>0,{watered},{printed})"
        doubled = f"ROUND({of(inside)}*{outside.times.year},2)"
        if not usage:
            return f"=IF({departed}+{outside.given.year}>0,{doubled},{printed})"
        given, none = f"{irrigation.given.year}+{irrigation.given.year}", f"(1-{outside.given.year})"
        which = f"1+MAX({departed},{given})*{none}+{outside.given.year}"
        return f"=CHOOSE({which},{printed},{doubled},{watered})"

    def template(key: RateKey, number: int) -> str:
        printed = base.printed.line(number).moving
        if key == RETURN:
            return f"=IF(ISNUMBER({standing.sewer_return.year}),{standing.sewer_return.year},{printed})"
        if key.unit == "share":
            return f"={printed}"
        if anchor(key, schedule) != key:
            return follows(key, printed, chained.departed[anchor(key, schedule)].moving)
        if isinstance(increases, Held):
            return f"=IF({increases.until.year}=1,{increases.rates.before_shift.line(number).moving},{{this_prev}})"
        return _chain(key, increases, chained)

    return _rows(sheet, schedule, template)


def _chain(key: RateKey, increases: Increases, chained: _Chained) -> str:
    """The rate before x (1 + increase); as adopted, x the adopted rate over that of the year before it, product first.

    Where there was none before it (nothing stands left of the first year, or it was 0), the adopted rate itself.
    """
    increase, source = increases.by_escalator[escalated(key)].year, chained.source[key]
    adopted = f"ROUND({{this_prev}}*{source.moving}/{source.moving_previous},2)"
    unless_typed = f"CHOOSE(1+({source.moving_previous}=0),{adopted},{source.moving})"
    return f"=IF(ISNUMBER({increase}),ROUND({{this_prev}}*(1+{increase}),2),{unless_typed})"


def _shift(sheet: YearSheet, schedule: Schedule, rates: Block, standing: Standing, service: str) -> Shift:
    """Base x (1 - sR/B), usage x (1 + sR/U): R = B + U, the service's revenue on the base year's volumes."""
    share = standing.shift[service].year
    base, usage = _revenue(sheet, schedule, rates, share, service, "revenue")
    both = f"({base.year}+{usage.year})"

    def factor(words: str, of: Line, sign: str) -> Line:
        formula = f"=IF({base.year}*{usage.year}=0,1,1{sign}{share}*{both}/{of.year})"
        return sheet.line([service, words, "factor"], "x", formula, "factor")

    return Shift(base, usage, factor("base", base, "-"), factor("usage", usage, "+"))


def _revenue(
    sheet: YearSheet, schedule: Schedule, rates: Block, share: str, service: str, words: str
) -> tuple[Line, Line]:
    """A service's revenue on the base year's volumes where something is shifted: base charges, then usage charges."""
    at = rows_of(rates, schedule, service)
    billed = f"*{rates.line(len(schedule.rates) - 1).year}" if service == RETURN.service else ""
    base, usage = (
        sheet.line(
            [service, side, words], "$ a year", f"=IF({share}=0,0,SUMPRODUCT({of}_{service},{at})){more}", "money0"
        )
        for side, of, more in (("base", "Fixed", ""), ("usage", "Moving", billed))
    )
    return base, usage


def _faults(sheet: YearSheet, schedule: Schedule, rates: Block, standing: Standing) -> Line:
    """None in a scenario that stands."""
    parts = [f"SUMPRODUCT(({rates.year}<0)+({rates.year}>Rate_maximum))"]
    if any(key.charge == "irrigation" and not usage_of(key, schedule) for key in schedule.rates):
        parts.append(standing.irrigation.given.year)
    outside = (key for key in schedule.rates if key.location == "outside" and key.charge != "discount")
    if any(not inside_of(key, schedule) for key in outside):
        parts.append(standing.outside.given.year)
    return sheet.line(["rates that cannot be"], "count", "=" + "+".join(parts), "count")


def add_left_over(sheet: YearSheet, schedule: Schedule, rates: Rates, standing: Standing) -> None:
    """What the rounding of a shift leaves over: revenue on the base year's volumes after it, less before it."""
    for service, shift in rates.shifts.items():
        share = standing.shift[service].year
        base, usage = _revenue(sheet, schedule, rates.block, share, service, "revenue after it")
        left = f"={base.year}+{usage.year}-{shift.base.year}-{shift.usage.year}"
        sheet.line([service, "left by rounding"], "$ a year", left, "money", total=True)
