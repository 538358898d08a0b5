"""Every output of the rate model, in all scenarios, beside the projection's: to the cent."""

from decimal import Decimal

from support.what_if import ADOPTED

from alamo_xl.books import vocabulary as words
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.reader import model_in
from alamo_xl.projection import UTILITY, project, total
from alamo_xl.projection.needed import needed, residual
from alamo_xl.projection.sufficiency import additional_bonds, coverage
from alamo_xl.rate_table import row_words, terms_used
from alamo_xl.schedule import RETURN

YEARS = 10
KEYS, TIME_KEYS = 5, 3
TEN_THOUSANDTHS = 10_000
"""What a ratio is multiplied by, so that its fourth decimal is a cent."""
COVERAGES = {
    "senior_coverage": "senior",
    "all_coverage": "all",
    "senior_coverage_less_connections": "senior_less_connections",
    "all_coverage_less_connections": "all_less_connections",
}


def said(cells):
    """The words of cells, those that hold nothing aside."""
    return tuple(
        f"{float(cell):g}" if isinstance(cell, (int, float, Decimal)) else cell
        for cell in cells
        if cell not in (None, "")
    )


class Pages:
    """A sheet's rows of years, by the title of a part, the heading of a section, and the words of a row."""

    def __init__(self, what_if, sheet, keys, titles=(), first_year=6):
        self.sheet, self.rows, self.first = sheet, {}, {}
        part = section = ""
        for row in range(1, what_if.sizes[sheet][0] + 1):
            cells = [what_if.value((sheet, row, column)) for column in range(1, keys + 1)]
            values = [what_if.value((sheet, row, first_year + year)) for year in range(YEARS)]
            found = said(cells)
            if any(value not in (None, "") for value in values):
                self.rows[part, section, found] = values
                self.first.setdefault((part, found), values)
            elif found and found[0] in titles:
                part, section = found[0], ""
            elif found:
                section = found[0]

    def under(self, part, section, *found):
        """The row under a heading."""
        return self._of(self.rows, (part, section, found))

    def of(self, part, *found):
        """The first row of some words."""
        return self._of(self.first, (part, found))

    def _of(self, rows, key):
        assert key in rows, f"{self.sheet} has no row {key}"
        return rows[key]


def differences(what_if, cents=0.005, adopted=ADOPTED):
    """What the book and the projection answer differently, in words; nothing when they agree."""
    model = model_in(Cells(what_if.saved(), "the model"), adopted)
    terms = len(terms_used(adopted))
    shown = what_if.typed(what_if.cells("Scenario")[0][0])
    workings = Pages(what_if, "Scenario workings", KEYS + terms, what_if.scenario_names(), 6 + terms)
    for name, levers in model.scenarios.items():
        outcome = project(model.case, levers)
        yield from _compared(name, _of_scenario(workings, name, model, outcome), model.case, cents)
        if name == shown:
            yield from _compared(f"{name}, shown", _shown(what_if, model, levers, outcome), model.case, cents)


def _compared(name, pairs, case, cents):
    """Years before the base year count only where Python has them, too."""
    for what, book, python in pairs:
        before = len(book) - len(python)
        for place, (one, other) in enumerate(zip(book[before:], python, strict=True)):
            year = case.fiscal_years[before + place]
            if isinstance(other, str) or isinstance(one, str) or one is None:
                if one != other and not (one in ("", None) and not other):
                    yield f"{name}: {what} FY{year}: the book says {one!r}, Python {other!r}"
            elif abs(one - float(other)) > cents + 1e-11 * abs(one):
                yield f"{name}: {what} FY{year}: the book says {one!r}, Python {float(other)!r}"


def _of_scenario(workings, name, model, outcome):
    case, schedule = model.case, outcome.schedule
    for key in schedule.rates:
        rates = workings.under(name, "Rates", *said(row_words(key, case.adopted)))
        yield f"rate {key}", [1000 * rate for rate in rates], [1000 * rate for rate in schedule.rates[key]]
        if key != RETURN:
            volumes = workings.under(name, "Demand", *said(row_words(key, case.adopted)))
            yield f"volume {key}", volumes, [outcome.volumes[year].get(key, 0) for year in case.years]
    yield from _revenue(workings, name, case, outcome)
    yield from _money(workings, name, case, outcome)
    bills = [model.typical_bill(schedule, year) for year in case.fiscal_years]
    yield "typical bill", workings.of(name, "Typical bill", "household"), bills


def _revenue(pages, part, case, outcome):
    """By service and for the utility: of base charges, of usage charges, both."""
    lines = outcome.revenue
    for whose in (*case.services, UTILITY):
        where = {} if whose == UTILITY else {"service": whose}
        base = [total(lines[year], **where, charge="base") for year in case.years]
        both = [total(lines[year], **where) for year in case.years]
        usage = [one - other for one, other in zip(both, base, strict=True)]
        for called, dollars in (("base charges", base), ("usage charges", usage), ("rate revenue", both)):
            yield f"{whose} {called}", pages.of(part, whose, called), dollars


def _money(pages, part, case, outcome):
    """Every row of the statement and of the tests, by service and for the utility."""
    for whose, years in outcome.cash.items():
        bonds = additional_bonds(case, whose, years)
        for field, called in words.OUTCOME.items():
            book, scale = pages.of(part, called, whose), 1
            if field in COVERAGES:
                python = [coverage(year, COVERAGES[field]) for year in years]
            elif field == "additional_bonds":
                python = ["", *(bonds[year.fiscal_year] for year in years[1:])]
            else:
                python = [getattr(year, field) for year in years]
            if field in COVERAGES or field == "additional_bonds":
                scale = TEN_THOUSANDTHS
                python = [words.NO_DEBT if each is None else each if each == "" else each * scale for each in python]
            yield (
                f"{whose} {called}",
                [each if isinstance(each, str) or each is None else each * scale for each in book],
                python,
            )


def _shown(what_if, model, levers, outcome):
    """The visible sheets, which say the same of the scenario shown."""
    case = model.case
    terms = len(terms_used(case.adopted))
    rates = Pages(what_if, "Rates scenario", KEYS + terms, (), 6 + terms)
    demand = Pages(what_if, "Demand", KEYS + terms, (), 6 + terms)
    revenue = Pages(what_if, "Revenue", KEYS + terms, (), 6 + terms)
    for key, row in outcome.schedule.rates.items():
        book = rates.of("", *said(row_words(key, case.adopted)))
        yield f"rate {key}", [1000 * rate for rate in book], [1000 * rate for rate in row]
        if key != RETURN:
            volumes = demand.of("", *said(row_words(key, case.adopted)))
            yield f"volume {key}", volumes, [outcome.volumes[year].get(key, 0) for year in case.years]
    yield from _revenue(revenue, "", case, outcome)
    both = Pages(what_if, "Cash flow", TIME_KEYS, (), 6 + terms)
    both.first |= Pages(what_if, "Sufficiency", TIME_KEYS, (), 6 + terms).first
    yield from _money(both, "", case, outcome)
    yield from _needed(what_if, model, levers)


def _needed(what_if, model, levers):
    """Both solvers, in millionths, and what rounding leaves over."""
    case, years = model.case, (model.solve_from, model.solve_to)
    for whose in (*case.services, UTILITY):
        found = needed(case, levers, whose, *years)
        level = what_if.values(f"Level_{whose}")[0]
        yield f"needed {whose}, level", _millionths(level), _millionths([found.level])
        as_needed = [found.as_needed.get(year, "") for year in case.years]
        yield f"needed {whose}", _millionths(what_if.values(f"As_needed_{whose}")[0]), _millionths(as_needed)
    left = residual(case, levers, found.level, *years)
    yield "left over by rounding", what_if.values("Rounding_residual")[0], list(left.values())


def _millionths(shares):
    """Shares in millionths, of which two are a cent here: the last halving; in words where there is no answer."""
    return [words.NO_ANSWER if each is None else each if isinstance(each, str) else each * 2500 for each in shares]
