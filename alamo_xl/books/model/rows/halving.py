"""The needed increase by halving: rows that try an increase, see whether the tests are met, and go to the half below
it or above. Of the two ends the one that passes is given.
"""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Line, Ref, YearSheet
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.start import Start
from alamo_xl.books.vocabulary import NO_ANSWER

HALVINGS = 20
TRIED = ("at 0%", "at 100%", *(f"halving {number + 1}" for number in range(HALVINGS)))
FACTOR = "factor"


@dataclass(frozen=True)
class Years:
    """By year: whether it comes before the first that is solved for, and whether it is tested (1 or 0); how many level
    increases it has had; the response's exponent.
    """

    before: Line
    tested: Line
    times: Line
    elasticity: Line


@dataclass(frozen=True)
class Found:
    """An answer by year: the increase, in words where there is none; the rates as multiples of the starting ones, the
    response to them, closing cash.
    """

    answer: Line
    times: Line
    response: Line
    closing: Line


@dataclass(frozen=True)
class Level:
    """The level increase, a share or the word none; its rates as multiples of the starting ones, and the response."""

    answer: Ref
    times: Line
    response: Line


class Scope:
    """Whose increase is sought: a service's, or the utility's."""

    def __init__(self, sheet: YearSheet, whose: str, start: Start, flow: Flow, years: Years) -> None:
        self.sheet, self.whose, self.start, self.years = sheet, whose, start, years
        self.closing = self.line("closing cash as shown", f"SUM({flow['closing_cash'].year})")
        self.opening = self.line("opening cash as shown", f"SUM({flow['opening_cash'].year})")
        self.restricted = self.line("opening restricted cash", f"SUM({flow['opening_restricted'].year})")
        self.besides = self.line("net revenue besides, less what is paid", f"{start.still.year}-{start.out.year}")
        self.beyond = self.line("paid, less what coverage asks for", f"{start.out.year}-{start.hurdle.year}")

    def line(self, words: str, formula: str, role: str = "money0", margin: tuple[tuple[str, str], ...] = ()) -> Line:
        """One row."""
        units = "$ a year" if role == "money0" else "x"
        return self.sheet.line([words, self.whose], units, f"={formula}", role, margin=margin)

    def cell(self, line: Line, number: int = 1) -> Ref:
        """A cell of a row's margin."""
        return line.label.cell(0, self.sheet.margin_column + number - 2)

    def response(self, times: str, words: str = "response") -> Line:
        """The response of use to so many times the rates: (a m + 1 - a) ^ e."""
        own = self.start.own.year
        formula = f"({own}*{times}+1-{own})^{self.years.elasticity.year}"
        return self.line(words, formula, FACTOR)

    def moved(self, times: str, response: str) -> str:
        """What rates bring in at so many times, less what they make O&M cost."""
        start = self.start
        return f"{times}*({start.base.year}+{start.usage.year}*{response})-{start.running.year}*{response}"


def add_level(scope: Scope) -> Level:
    """One increase for each year, the least with which all tested years pass."""
    sheet, years, start = scope.sheet, scope.years, scope.start
    closings, margins = ([sheet.line_ahead(part * len(TRIED) + row) for row in range(len(TRIED))] for part in (1, 2))
    tried = [scope.cell(line) for line in closings]
    passed, high, width = ([scope.cell(line, place) for line in margins] for place in (1, 2, 3))
    times = [f"(1+{each.in_row})^{years.times.year}" for each in tried]
    responses = [scope.response(of, f"{words}: response") for words, of in zip(TRIED, times, strict=True)]
    for words, of, cash, response in zip(TRIED, times, closings, responses, strict=True):
        interest = f"{{interest}}*MAX(0,{cash.moving_previous}+{scope.restricted.year})"
        closing = f"{cash.moving_previous}+{scope.moved(of, response.moving)}+{scope.besides.year}+{interest}"
        scope.line(f"{words}: closing cash", f"IF({years.before.year},{scope.closing.year},{closing})")
    for words, cash, response in zip(TRIED, closings, responses, strict=True):
        covered = f"{cash.moving}-{cash.moving_previous}+{scope.beyond.year}"
        kept = f"{cash.moving}-{start.target.year}-{start.held.year}*{response.moving}"
        smallest = f"IF({years.tested.year}=0,0,ROUND(MIN({covered},{kept}),2))"
        line = scope.line(f"{words}: smallest margin", smallest)
        sheet.put(scope.cell(line), f"=1*(MIN({line.years.in_row})>=0)", "count")
    for cell, value in ((tried[0], 0), (tried[1], 1), (high[1], 1), (width[1], 1)):
        sheet.put(cell, f"={value}", FACTOR)
    for row in range(2, len(TRIED)):
        sheet.put(width[row], f"=AVERAGE(0,{width[row - 1].in_row})", FACTOR)
        sheet.put(tried[row], f"={high[row - 1].in_row}-{width[row].in_row}", FACTOR)
        sheet.put(high[row], f"=IF({passed[row].in_row}=1,{tried[row].in_row},{high[row - 1].in_row})", FACTOR)
    zero, most = passed[:2]
    which = f"1+{zero}+(1-{zero})*(1-{most})*(1+1)"
    answer = f'=CHOOSE({which},{high[-1]},0,"{NO_ANSWER}")'
    line = scope.line("level: x the rates", f"(1+SUM({{margin1}}))^{years.times.year}", FACTOR, ((answer, "percent2"),))
    return Level(scope.cell(line), line, scope.response(line.year))


def add_as_needed(scope: Scope) -> Found:
    """The least increase in each year, given those before; that year's tests alone count; none ends it."""
    sheet, years, start = scope.sheet, scope.years, scope.start
    ended_ahead, times_ahead, closing_ahead = (
        sheet.line_ahead(ROWS_BEFORE + place) for place in (ENDED, CHOSEN, CLOSING)
    )
    first = "IF({year}<=Solve_first"
    so_far = scope.line("rates so far", f"{first},1,{times_ahead.previous})", FACTOR)
    sought = scope.line("sought in this year", f"{years.tested.year}*(1-SUM({ended_ahead.previous}))", "count")
    opening = scope.line("opening cash", f"{first},{scope.opening.year},{closing_ahead.previous})")
    interest = scope.line("interest", f"{{interest}}*MAX(0,{opening.year}+{scope.restricted.year})")
    cover = scope.line("what coverage asks of rates", f"-{scope.beyond.year}-{scope.besides.year}-{interest.year}")
    keep = f"{start.target.year}-{scope.besides.year}-{interest.year}-{opening.year}"
    kept = scope.line("what the cash target asks of rates", keep)

    def passes(times: str, response: Line) -> str:
        asked = f"MAX({cover.year},{kept.year}+{start.held.year}*{response.moving})"
        return f"(ROUND({scope.moved(times, response.moving)}-{asked},2)>=0)"

    ends = [f"{so_far.year}*(1+{increase})" for increase in (0, 1)]
    at_ends = [scope.response(times, f"{words}: response") for words, times in zip(TRIED, ends, strict=False)]
    zero, most = (
        scope.line(f"passes {words}", f"{sought.year}*{passes(times, response)}", "count")
        for words, times, response in zip(TRIED, ends, at_ends, strict=False)
    )
    highs = [sought, *(sheet.line_ahead(HALVINGS + row) for row in range(HALVINGS))]
    halves = [scope.cell(sheet.line_ahead(row)) for row in range(HALVINGS)]
    times = [
        f"{so_far.year}*(1+{high.moving}-{half.in_row}*{sought.year})"
        for high, half in zip(highs, halves, strict=False)
    ]
    responses = [scope.response(of, f"{words}: response") for words, of in zip(TRIED[2:], times, strict=True)]
    for row, (words, of, response) in enumerate(zip(TRIED[2:], times, responses, strict=True)):
        high = f"{highs[row].moving}-{halves[row].in_row}*{passes(of, response)}"
        scope.line(f"{words}: passing end", high, FACTOR)
        sheet.put(halves[row], f"=AVERAGE(0,{halves[row - 1].in_row if row else 1})", FACTOR)
    share = scope.line("increase", f"{highs[-1].year}*(1-{zero.year})*{most.year}", "percent2")
    none = scope.line("no answer", f"{sought.year}*(1-{zero.year})*(1-{most.year})", "count")
    scope.line("ended", f"MAX(SUM({ended_ahead.previous}),{none.year})", "count")
    found = scope.line("as needed: x the rates", f"{so_far.year}*(1+{share.year})", FACTOR)
    response = scope.response(found.year)
    left = f"{opening.year}+{interest.year}+{scope.moved(found.year, response.year)}+{scope.besides.year}"
    closing = scope.line("closing cash", f"IF({years.before.year},{scope.closing.year},{left})")
    said = f'CHOOSE(1+{sought.year}+{none.year},"",{share.year},"{NO_ANSWER}")'
    return Found(scope.line("increase as needed", said, "percent2"), found, response, closing)


ROWS_BEFORE = 6 + 2 + 2 + 2 * HALVINGS
ENDED, CHOSEN, CLOSING = 2, 3, 5
"""Rows of what is found, after those that seek it."""
