"""Random what-ifs of the rate model: every lever and every input of money, first-year and last-year edges with them."""

import random

from openpyxl.utils import get_column_letter

from alamo_xl.books import vocabulary as words

YEARS = range(2025, 2035)
SERVICES = ("water", "sewer", "reclaimed")
ALL_YEARS_COLUMN, FIRST_YEAR_COLUMN = 4, 5  # of a lever's row, from 0: three keys, the units, all years, the years


def settings(seed, what_if):
    """A what-if of a seed: cells and what to type into them."""
    rng = random.Random(seed)
    yield from _control(rng, what_if)
    for number in range(1, len(what_if.scenario_names()) + 1):
        yield from _levers(rng, what_if, number)
    yield from _determinants(rng, what_if)
    yield from _operations(rng, what_if)
    yield from _capital(rng, what_if)
    yield from _debt(rng, what_if)
    yield from _reserves_and_fees(rng, what_if)


def described(cell, value):
    """A cell and what is typed into it, for messages."""
    sheet, row, column = cell
    return f"{sheet}!{get_column_letter(column)}{row} = {value!r}"


def _control(rng, what_if):
    base = rng.choice((2025, 2025, 2026, 2027, 2028, 2029))
    horizon = rng.choice((2034, rng.randrange(base, 2035)))
    first = rng.randrange(base + 1, 2035)
    yield from _named(what_if, "Base_year", base)
    yield from _named(what_if, "Horizon", horizon)
    yield from _named(what_if, "Solve_from", rng.choice((2025, first)))
    yield from _named(what_if, "Solve_to", rng.randrange(first, 2035))
    yield from _named(what_if, "Scenario", rng.choice(what_if.scenario_names()))
    yield from _named(what_if, "Cash_pooled", rng.choice(words.YES_NO))
    yield from _named(what_if, "Real_prices", rng.choice(words.YES_NO))
    yield from _named(what_if, "Bad_debt", round(rng.uniform(0, 0.1), 3))
    yield from _named(what_if, "Interest_rate", rng.choice((0, round(rng.uniform(0, 0.06), 4))))
    yield from _named(what_if, "Reach", rng.choice((0, 1, round(rng.random(), 2))))
    yield from _named(what_if, "Typical_ccf", rng.choice((0, 6, 8.0025, round(rng.uniform(0, 60), 4))))
    for name in ("senior", "all", "senior_less_connections", "all_less_connections"):
        yield from _named(what_if, f"Target_{name}", rng.choice((None, round(rng.uniform(0.8, 2.5), 2))))


def _named(what_if, name, value):
    yield what_if.cells(name)[0][0], value


def _levers(rng, what_if, number):
    """One scenario's: most of them empty, some in closed years and in the last."""
    elastic = rng.random() < 0.7
    for row in what_if.cells(f"Levers_{number}"):
        lever = tuple(what_if.typed(cell) for cell in row[:3] if what_if.typed(cell))
        by_year, once = BY_YEAR.get(lever[0]), ONCE.get(lever[0])
        if once:
            often = {words.ELASTICITY: elastic, words.LEVEL: 0.15, words.DELAY: 0.25}.get(lever[0], 0.3)
            if lever[0] in (words.LEVEL_FROM, words.LEVEL_TO):
                continue
            value = once(rng) if rng.random() < often else None
            yield row[ALL_YEARS_COLUMN], value
            if lever[0] == words.LEVEL:
                yield from _level_years(rng, what_if, number, lever[1], value is not None)
            continue
        often = rng.choice((0, 0, 0.15, 0.6)) if by_year else rng.choice((0, 0.1, 0.1, 0.5))
        for cell in row[FIRST_YEAR_COLUMN + 1 : FIRST_YEAR_COLUMN + len(YEARS)]:  # those of the first year are locked
            yield cell, (by_year or _increase)(rng) if rng.random() < often else None


def _level_years(rng, what_if, number, scope, given):
    """The first and last year of a level increase, closed ones too."""
    first, last = rng.randrange(2026, 2035), rng.choice((None, rng.randrange(2026, 2035)))
    for row in what_if.cells(f"Levers_{number}"):
        lever = tuple(what_if.typed(cell) for cell in row[:3] if what_if.typed(cell))
        if lever == (words.LEVEL_FROM, scope):
            yield row[ALL_YEARS_COLUMN], first if given else None
        elif lever == (words.LEVEL_TO, scope):
            yield row[ALL_YEARS_COLUMN], (last and max(first, last)) if given else None


def _increase(rng):
    return rng.choice((0, round(rng.uniform(-0.15, 0.3), 4), round(rng.uniform(-0.15, 0.3), 2)))


BY_YEAR = {
    words.USAGE_CHANGE: lambda rng: round(rng.uniform(-0.4, 0.3), 3),
    words.GROWTH: lambda rng: round(rng.uniform(-0.05, 0.08), 4),
    words.OUTSIDE: lambda rng: rng.choice((2, round(rng.uniform(0.5, 3), 2))),
    words.IRRIGATION: lambda rng: rng.choice((2, round(rng.uniform(0.5, 3), 3))),
    words.SEWER_RETURN: lambda rng: round(rng.uniform(0.4, 1), 3),
    words.SHIFT: lambda rng: round(rng.uniform(-0.05, 0.05), 3),
}
ONCE = {
    words.LEVEL: lambda rng: rng.choice((0, round(rng.uniform(0, 0.15), 3))),
    words.LEVEL_FROM: int,
    words.LEVEL_TO: int,
    words.DELAY: lambda rng: rng.randrange(2026, 2035),
    words.ELASTICITY: lambda rng: round(rng.uniform(-0.7, 0), 3),
    words.CAPITAL_PLAN: lambda rng: rng.choice(words.PLANS),
}


def _determinants(rng, what_if):
    """Volumes a part to twice the example's; no more water is billed sewer than its row has."""
    columns = (what_if.cells(name) for name in ("Det_entered", "Det_ccf", "Det_sewer_ccf"))
    for row, (water,), (sewer,) in zip(*columns, strict=True):
        volumes = {cell: _volume(rng, what_if.typed(cell)) for cell in row}
        volumes[sewer] = min(volumes[sewer], volumes[water])
        yield from volumes.items()


def _volume(rng, volume):
    if rng.random() >= 0.3:
        return volume
    return round(volume * rng.uniform(0.2, 2), rng.choice((0, 3))) if volume else rng.randrange(50)


def _money(rng, most=3_000_000):
    return rng.choice((0, rng.randrange(most), round(rng.uniform(0, most), 2)))


def _operations(rng, what_if):
    for name, amount in (
        ("Index_rows", lambda: round(rng.uniform(-0.03, 0.1), 4)),
        ("Money_rows", lambda: _money(rng, 400_000)),
    ):
        for row in what_if.cells(name):
            for cell in row[-len(YEARS) :]:
                if rng.random() < 0.2:
                    yield cell, amount()
    for row in _rows(what_if, words.OPERATING_LINES, rng, 2):
        yield row["Op_line"], "a line"
        yield row["Op_service"], rng.choice(SERVICES)
        yield row["Op_category"], "a category"
        yield row["Op_index"], rng.choice((words.NO_INDEX, *words.INDICES))
        yield row["Op_dollars"], _money(rng, 2_000_000)
        yield row["Op_variable"], rng.choice((None, 0, 1, round(rng.random(), 2)))


def _rows(what_if, names, rng, spare):
    """Some rows of a table that hold something, and so many that do not."""
    columns = {name: [cell for (cell,) in what_if.cells(name)] for name in names}
    filled = sum(what_if.typed(cell) is not None for cell in columns[names[0]])
    for place in range(filled + spare):
        if place >= filled or rng.random() < 0.4:
            yield {name: cells[place] for name, cells in columns.items()}


def _capital(rng, what_if):
    for row in _rows(what_if, words.PROJECTS, rng, 3):
        grant = rng.choice((None, 0, round(rng.uniform(0, 0.5), 2)))
        yield row["Project_name"], "a project"
        yield row["Project_service"], rng.choice(SERVICES)
        yield row["Project_cost"], _money(rng, 20_000_000)
        yield row["Project_index"], rng.choice((words.NO_INDEX, *words.INDICES))
        yield row["Project_years"], rng.choice((1, 2, 5, 12))
        yield row["Project_grant"], grant
        yield row["Project_debt"], rng.choice((None, 0, round(1 - (grant or 0), 2), round(rng.uniform(0, 0.5), 2)))
        for plan in words.PLANS:
            yield row[f"Project_first_{plan}"], rng.choice((None, 2025, 2034, rng.randrange(2020, 2037)))


def _debt(rng, what_if):
    for cells in zip(*(what_if.cells(name) for name in words.DEBT_TERMS), strict=True):
        row = dict(zip(words.DEBT_TERMS, (cell for (cell,) in cells), strict=True))
        yield row["Terms_lien"], rng.choice(words.LIENS)
        yield row["Terms_rate"], rng.choice((0, round(rng.uniform(0, 0.08), 4)))
        yield row["Terms_term"], rng.choice((1, 4, 20, 30))
        yield row["Terms_issue"], rng.choice((0, round(rng.uniform(0, 0.05), 3)))
        yield row["Terms_reserve"], rng.choice((0, round(rng.uniform(0, 0.12), 3)))
    rows = what_if.cells("Debt_rows")
    filled = sum(what_if.typed(row[0]) is not None for row in rows)
    for row in rows[: filled + 2]:
        new = what_if.typed(row[0]) is None
        if new:
            yield row[0], "a loan"
        if new or rng.random() < 0.3:
            yield row[1], rng.choice(SERVICES)
            yield row[2], rng.choice(words.LIENS)
        last = len(YEARS) - 1
        paid = rng.choice(((0, last), sorted(rng.choices(range(len(YEARS)), k=2))))
        for place, cell in enumerate(row[-len(YEARS) :]):
            if not paid[0] <= place <= paid[1]:
                yield cell, None
            elif rng.random() < 0.4 or what_if.typed(cell) is None:
                yield cell, _money(rng, 900_000)


def _reserves_and_fees(rng, what_if):
    one = {
        "Reserve_cash": lambda: rng.choice((-500_000, _money(rng, 9_000_000))),
        "Reserve_restricted": lambda: _money(rng, 500_000),
        "Reserve_days": lambda: rng.choice((0, 90, rng.randrange(365))),
        "Reserve_capital_dollars": lambda: rng.choice((0, _money(rng, 500_000))),
        "Reserve_capital_share": lambda: rng.choice((0, round(rng.random(), 2))),
        "Reserve_stabilisation": lambda: rng.choice((0, _money(rng, 500_000))),
        "Fee_count": lambda: rng.choice((0, rng.randrange(5000))),
    }
    for name, amount in one.items():
        for (cell,) in what_if.cells(name):
            if rng.random() < 0.6:
                yield cell, amount()
    for row in what_if.cells("Tap_rows"):
        for cell in row[-len(YEARS) :]:
            if rng.random() < 0.2:
                yield cell, rng.choice((None, 0, rng.randrange(200)))
