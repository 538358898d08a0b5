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

    def moved(self, times: str, response: Line) -> str:
        """What rates bring in at so many times, less what they make O&M cost."""
        start, r = self.start, response.year
        return f"{times}*({start.base.year}+{start.usage.year}*{r})-{start.running.year}*{r}"


def add_level(scope: Scope) -> Level:
    """One increase for each year, the least with which all tested years pass."""
    zero, most = _attempt(scope, "at 0%", "=0"), _attempt(scope, "at 100%", "=1")
    high, width = most.cell(0, 1), most.cell(0, 2)
    scope.sheet.put(high, "=1", FACTOR)
    scope.sheet.put(width, "=1", FACTOR)
    for number in range(HALVINGS):
        half = f"=AVERAGE(0,{width})"
        ahead = scope.sheet.line_ahead(2).label.cell(0, scope.sheet.margin_column + 1)
        passed = _attempt(scope, f"halving {number + 1}", f"={high}-{ahead}")
        scope.sheet.put(passed.cell(0, 1), f"=IF({passed}=1,{high}-{ahead},{high})", FACTOR)
        scope.sheet.put(ahead, half, FACTOR)
        high, width = passed.cell(0, 1), ahead
    which = f"1+{zero}+(1-{zero})*(1-{most})*(1+1)"
    answer = f'=CHOOSE({which},{high},0,"{NO_ANSWER}")'
    times = f"(1+SUM({{margin1}}))^{scope.years.times.year}"
    line = scope.line("level: x the rates", times, FACTOR, ((answer, "percent2"),))
    return Level(scope.cell(line), line, scope.response(line.year))


def _attempt(scope: Scope, words: str, increase: str) -> Ref:
    """Whether a level increase passes."""
    years, start = scope.years, scope.start
    cash = scope.sheet.line_ahead(1)
    tried = cash.label.cell(0, scope.sheet.margin_column - 1)
    times = f"(1+{tried.in_row})^{years.times.year}"
    response = scope.response(times, f"{words}: response")
    interest = f"{{interest}}*MAX(0,{cash.previous}+{scope.restricted.year})"
    closing = f"{cash.previous}+{scope.moved(times, response)}+{scope.besides.year}+{interest}"
    closing = f"IF({years.before.year},{scope.closing.year},{closing})"
    cash = scope.line("closing cash", closing, margin=((increase, FACTOR),))
    covered = f"{cash.year}-{cash.previous}+{scope.beyond.year}"
    kept = f"{cash.year}-{start.target.year}-{start.held.year}*{response.year}"
    margin = f"IF({years.tested.year}=0,0,ROUND(MIN({covered},{kept}),2))"
    line = scope.line("smallest margin", margin)
    passed = scope.cell(line)
    scope.sheet.put(passed, f"=1*(MIN({line.years})>=0)", "count")
    return passed


def add_as_needed(scope: Scope) -> Found:
    """The least increase in each year, given those before; that year's tests alone count; none ends it."""
    years, start = scope.years, scope.start
    ended_ahead, times_ahead, closing_ahead = (
        scope.sheet.line_ahead(ROWS_BEFORE + place) for place in (ENDED, CHOSEN, CLOSING)
    )
    first = "IF({year}<=Solve_first"
    so_far = scope.line("rates so far", f"{first},1,{times_ahead.previous})", FACTOR)
    sought = scope.line("sought in this year", f"{years.tested.year}*(1-SUM({ended_ahead.previous}))", "count")
    opening = scope.line("opening cash", f"{first},{scope.opening.year},{closing_ahead.previous})")
    interest = scope.line("interest", f"{{interest}}*MAX(0,{opening.year}+{scope.restricted.year})")
    cover = scope.line("what coverage asks of rates", f"-{scope.beyond.year}-{scope.besides.year}-{interest.year}")
    keep = f"{start.target.year}-{scope.besides.year}-{interest.year}-{opening.year}"
    kept = scope.line("what the cash target asks of rates", keep)

    def attempt(words: str, increase: str) -> str:
        times = f"{so_far.year}*(1+{increase})"
        response = scope.response(times, f"{words}: response")
        asked = f"MAX({cover.year},{kept.year}+{start.held.year}*{response.year})"
        return f"(ROUND({scope.moved(times, response)}-{asked},2)>=0)"

    zero = scope.line("passes at 0%", f"{sought.year}*{attempt('at 0%', '0')}", "count")
    most = scope.line("passes at 100%", f"{sought.year}*{attempt('at 100%', '1')}", "count")
    high, width = sought, ""
    for number in range(HALVINGS):
        half = scope.cell(scope.sheet.line_ahead())
        passed = attempt(f"halving {number + 1}", f"{high.year}-{half}*{sought.year}")
        scope.sheet.put(half, f"=AVERAGE(0,{width or 1})", FACTOR)
        high, width = scope.line("passing end", f"{high.year}-{half}*{passed}", FACTOR), str(half)
    share = scope.line("increase", f"{high.year}*(1-{zero.year})*{most.year}", "percent2")
    none = scope.line("no answer", f"{sought.year}*(1-{zero.year})*(1-{most.year})", "count")
    scope.line("ended", f"MAX(SUM({ended_ahead.previous}),{none.year})", "count")
    times = scope.line("as needed: x the rates", f"{so_far.year}*(1+{share.year})", FACTOR)
    response = scope.response(times.year)
    left = f"{opening.year}+{interest.year}+{scope.moved(times.year, response)}+{scope.besides.year}"
    closing = scope.line("closing cash", f"IF({years.before.year},{scope.closing.year},{left})")
    said = f'CHOOSE(1+{sought.year}+{none.year},"",{share.year},"{NO_ANSWER}")'
    return Found(scope.line("increase as needed", said, "percent2"), times, response, closing)


ROWS_BEFORE = 6 + 2 + 2 + 2 * HALVINGS
ENDED, CHOSEN, CLOSING = 2, 3, 5
"""Rows of what is found, after those that seek it."""
