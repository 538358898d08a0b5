"""The rate model as a function: inputs set in the book's cells, answers by IronCalc and by the projection."""

import random
from decimal import Decimal

import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter, range_boundaries

from alamo_xl import load_schedule
from alamo_xl.bill import bill
from alamo_xl.books.finish import ironcalc_model, read_parts
from alamo_xl.books.reader import Cells, model_in
from alamo_xl.books.saved import SavedBook
from alamo_xl.projection import UTILITY, project, total
from alamo_xl.schedule import RETURN

ADOPTED = load_schedule()
YEARS = 10
FIRST_YEAR_COLUMN = 6


class IronCalc:
    """The book in IronCalc."""

    def __init__(self, path, names):
        self.model = ironcalc_model(read_parts(path))
        self.places = {name: place for place, name in enumerate(names)}

    def write(self, cell, value):
        sheet, row, column = cell
        place = self.places[sheet], row, column
        if value is None:
            self.model.clear_cell_contents(*place)
        elif isinstance(value, str):
            self.model.update_cell_with_text(*place, value)
        else:
            self.model.update_cell_with_number(*place, float(value))

    def evaluate(self):
        self.model.evaluate()

    def value(self, cell):
        sheet, row, column = cell
        return self.model.get_cell_value(self.places[sheet], row, column)


class InLibreOffice:
    """The book open in LibreOffice: written a row's stretch at a time, read a sheet at a time."""

    def __init__(self, book, sizes):
        self.book, self.sizes, self.tables, self.unwritten = book, sizes, {}, {}
        book.document.enableAutomaticCalculation(False)

    def write(self, cell, value):
        self.unwritten[cell] = value

    def evaluate(self):
        for sheet, row, first, values in _stretches(self.unwritten):
            columns = f"{get_column_letter(first)}{row}:{get_column_letter(first + len(values) - 1)}{row}"
            area = self.book.sheets.getByName(sheet).getCellRangeByName(columns)
            area.setDataArray((tuple("" if value is None else value for value in values),))
        self.book.document.calculate()
        self.tables, self.unwritten = {}, {}

    def value(self, cell):
        sheet, row, column = cell
        if sheet not in self.tables:
            rows, columns = self.sizes[sheet]
            self.tables[sheet] = self.book.table(sheet, f"A1:{get_column_letter(columns)}{rows}")
        return self.tables[sheet][row - 1][column - 1]


def _stretches(cells):
    """Cells side by side, together: sheet, row, first column, values."""
    found = []
    for (sheet, row, column), value in sorted(cells.items(), key=lambda item: item[0]):
        if found and found[-1][:2] == (sheet, row) and found[-1][2] + len(found[-1][3]) == column:
            found[-1][3].append(value)
        else:
            found.append((sheet, row, column, [value]))
    return found


class WhatIf:
    """The model in an engine and its inputs in openpyxl, changed together."""

    def __init__(self, path, engine=None):
        self.inputs = openpyxl.load_workbook(path)
        self.sheets = self.inputs.sheetnames
        self.engine = engine(self) if engine else IronCalc(path, self.sheets)
        self.changed = {}

    @property
    def sizes(self):
        """Rows and columns of each sheet."""
        return {sheet.title: (sheet.max_row, sheet.max_column) for sheet in self.inputs}

    def cells(self, name):
        """The cells of a defined name, row by row, as (sheet, row, column)."""
        ((sheet, area),) = self.inputs.defined_names[name].destinations
        first, _, last = area.replace("$", "").partition(":")
        (left, top), (right, bottom) = (coordinate_from_string(each) for each in (first, last or first))
        columns = range(column_index_from_string(left), column_index_from_string(right) + 1)
        return [[(sheet, row, column) for column in columns] for row in range(top, bottom + 1)]

    def put(self, cell, value):
        self.changed.setdefault(cell, self.typed(cell))
        self._write(cell, value)

    def _write(self, cell, value):
        sheet, row, column = cell
        self.inputs[sheet].cell(row, column).value = value
        self.engine.write(cell, value)

    def reset(self):
        for cell, value in self.changed.items():
            self._write(cell, value)
        self.changed = {}

    def evaluate(self):
        self.engine.evaluate()

    def saved(self):
        """The inputs as the reader finds them in a saved book."""
        names = {name: defined.attr_text for name, defined in self.inputs.defined_names.items()}
        filled = {sheet.title: {place: cell.value for place, cell in sheet._cells.items()} for sheet in self.inputs}
        return SavedBook(names, {title: {k: v for k, v in c.items() if v is not None} for title, c in filled.items()})

    def value(self, cell):
        return self.engine.value(cell)

    def typed(self, cell):
        """What stands in a cell, a formula as its text."""
        sheet, row, column = cell
        return self.inputs[sheet].cell(row, column).value

    def values(self, name):
        return [[self.value(cell) for cell in row] for row in self.cells(name)]

    def lines(self, sheet, keys):
        """A time sheet's rows: their words joined, under the heading before them, to their years' values."""
        found, heading, worksheet = {}, "", self.inputs[sheet]
        for row in range(1, worksheet.max_row + 1):
            words = [self.value((sheet, row, column)) for column in range(1, keys + 1)]
            values = [self.value((sheet, row, FIRST_YEAR_COLUMN + year)) for year in range(YEARS)]
            text = "|".join(str(word) for word in words if word not in (None, ""))
            if all(value in (None, "") for value in values):
                heading = text or heading
            else:
                found[heading, text] = values
        return found

    def table(self, sheet, first_heading):
        """The rows of the table whose first heading this is, by heading, to the first row without a first cell."""
        rows = self.inputs[sheet].iter_rows()
        head = next(row for row in rows if row[0].value == first_heading)
        headings = [cell.value for cell in head if cell.value]
        for row in range(head[0].row + 1, self.inputs[sheet].max_row + 1):
            values = [self.value((sheet, row, column)) for column in range(1, len(headings) + 1)]
            if values[0] in (None, ""):
                return
            yield dict(zip(headings, values, strict=True))

    def rows_of(self, name):
        """The rows of an Excel Table, by heading, those without a first cell left out."""
        sheet, table = next((each, each.tables[name]) for each in self.inputs if name in each.tables)
        left, top, right, bottom = range_boundaries(table.ref)
        headings = [sheet.cell(top, column).value for column in range(left, right + 1)]
        for row in range(top + 1, bottom + 1):
            values = [self.value((sheet.title, row, column)) for column in range(left, right + 1)]
            if values[0] not in (None, ""):
                yield dict(zip(headings, values, strict=True))

    def scenario_names(self):
        return [self.typed(cell) for (cell,) in self.cells("Scenario_names")]


def settings(seed, what_if):
    """A random what-if: cells and what to type into them."""
    rng = random.Random(seed)
    adopted = range(2025, 2030)
    yield from _levers(rng, what_if)
    yield from _determinants(rng, what_if)
    for service in ("water", "sewer", "reclaimed"):
        for name in (f"Needs_{service}_years", f"Needs_{service}_once"):
            for row in what_if.cells(name):
                for cell in row:
                    if rng.random() < 0.3:
                        yield cell, rng.choice([0, rng.randrange(5_000_000), round(rng.uniform(0, 9e6), 2)])
    one = {
        "Base_year": rng.choice(adopted),
        "Scenario": rng.choice(what_if.scenario_names()),
        "Coverage_target": round(rng.uniform(0, 3), 2),
        "Reserve_days": rng.randrange(0, 365),
        "Operations_inflation": round(rng.uniform(-0.05, 0.15), 3),
        "General_inflation": round(rng.uniform(-0.02, 0.12), 3),
        "Real_prices": rng.choice(["yes", "no"]),
        "Bad_debt": round(rng.uniform(0, 0.2), 3),
        "Typical_ccf": rng.choice([0, 6, 8.0025, round(rng.uniform(0, 60), 4)]),
    }
    for name, value in one.items():
        if rng.random() < 0.7:
            yield what_if.cells(name)[0][0], value


def _determinants(rng, what_if):
    """Volumes a part to three times the example's."""
    given = {cell: what_if.typed(cell) for row in what_if.cells("Det_entered") for cell in row}
    for cell, volume in given.items():
        if rng.random() < 0.3:
            given[cell] = round(volume * rng.uniform(0.2, 3), rng.choice([0, 3])) if volume else rng.randrange(50)
            yield cell, given[cell]


def _levers(rng, what_if):
    for number in range(1, len(what_if.scenario_names()) + 1):
        rows = what_if.cells(f"Levers_{number}")
        for row in rows:
            words = [what_if.typed(cell) for cell in row[:3]]
            all_years, years = row[4], row[5:]
            by_year = {
                "change of use": lambda: round(rng.uniform(-0.4, 0.3), 3),
                "growth of accounts": lambda: round(rng.uniform(-0.05, 0.08), 4),
            }.get(words[0], lambda: round(rng.uniform(-0.2, 0.4), 4))
            single = {
                "delayed from": lambda: rng.randrange(2026, 2035),
                "outside multiplier": lambda: round(rng.uniform(0.5, 3), 2),
                "irrigation multiplier": lambda: round(rng.uniform(0.5, 3), 3),
                "sewer return": lambda: round(rng.uniform(0.5, 1), 3),
                "shift from base to usage": lambda: round(rng.uniform(-0.06, 0.06), 3),
                "elasticity of use": lambda: round(rng.uniform(-0.6, 0.2), 3),
            }.get(words[0])
            if single:
                yield all_years, single() if rng.random() < 0.4 else None
                continue
            often = 0.9 if words[0] == "all services" else 0.15
            for place, cell in enumerate(years[1:], 1):
                needed = words[0] == "all services" and place >= 5
                yield cell, by_year() if needed or rng.random() < often else None


def differences(what_if, cents=0.005):
    """What the book and the projection answer differently, in words; nothing when they agree."""
    model = model_in(Cells(what_if.saved(), "the model"), ADOPTED)
    shown = what_if.typed(what_if.cells("Scenario")[0][0])
    outcomes = {name: project(model.case, *levers) for name, levers in model.scenarios.items()}
    yield from _compared(_shown(what_if, model, outcomes[shown], shown), cents)
    results = what_if.lines("Scenario results", 2)
    for name, outcome in outcomes.items():
        yield from _compared(_results(results, name, model, outcome), cents)


def _compared(pairs, cents):
    for words, book, python in pairs:
        for place, (one, other) in enumerate(zip(book, python, strict=True)):
            if isinstance(other, str) or isinstance(one, str):
                if one != other:
                    yield f"{words} year {place}: the book says {one!r}, Python {other!r}"
            elif abs(one - float(other)) > cents + 1e-11 * abs(one):
                yield f"{words} year {place}: the book says {one!r}, Python {float(other)!r}"


def _shown(what_if, model, outcome, name):
    rates = what_if.values("Scenario_values")
    for row, key in zip(rates, outcome.schedule.rates, strict=True):
        yield (
            f"{name} rate {key}",
            [round(cell * 1000) for cell in row],
            [round(rate * 1000) for rate in outcome.schedule.rates[key]],
        )
    demand = what_if.lines("Demand", 5)
    for key in outcome.schedule.rates:
        if key != RETURN:
            words = "|".join(word for word in key if word)
            book = next(values for (heading, text), values in demand.items() if text == words)
            yield f"{name} volume {key}", book, [outcome.volumes[year].get(key, 0) for year in outcome.volumes]
    revenue = what_if.lines("Revenue scenario", 5)
    summary = {text: values for (heading, text), values in revenue.items() if "|" not in text}
    lines = outcome.revenue.values()
    for words, where in (
        ("Water base", {"service": "water", "charge": "base"}),
        ("Sewer commodity", {"service": "sewer", "charge": "usage"}),
        ("Reclaimed in all", {"service": "reclaimed"}),
        ("Fixed (base charges)", {"charge": "base"}),
        ("Rate revenue", {}),
    ):
        yield f"{name} {words}", summary[words], [total(line, **where) for line in lines]
    flows, enough = what_if.lines("Cash flow", 2), what_if.lines("Sufficiency", 2)
    for service, years in outcome.cash.items():
        title = service.capitalize()
        for sheet, words, part in (
            (flows, "Rate revenue", "rate_revenue"),
            (flows, "Opening cash", "opening_cash"),
            (flows, "Closing cash", "closing_cash"),
            (enough, "Gap: uses less net revenue", "gap"),
        ):
            yield f"{name} {service} {words}", sheet[title, f"{words}|{service}"], [getattr(y, part) for y in years]
        for words, part in (
            ("Debt service coverage", "coverage"),
            ("Cash held", "days_cash"),
            ("Uniform increase, cumulative", "cumulative"),
            ("Uniform increase, single", "single"),
        ):
            python = ["no debt" if getattr(y, part) is None else getattr(y, part) * 10_000 for y in years]
            book = [v if isinstance(v, str) else v * 10_000 for v in enough[title, f"{words}|{service}"]]
            yield f"{name} {service} {words} (x 10,000)", book, python


def _results(results, name, model, outcome):
    utility = outcome.cash[UTILITY]
    for words, part, scale in (
        ("Rate revenue", "rate_revenue", 1),
        ("Gap: uses less net revenue", "gap", 1),
        ("Debt service coverage", "coverage", 10_000),
        ("Cash held", "days_cash", 10_000),
        ("Increase needed, cumulative", "cumulative", 10_000),
    ):
        book = results[words, f"{name}|{words}"]
        yield (
            f"{name} {words}, all scenarios",
            [v if isinstance(v, str) else v * scale for v in book],
            ["no debt" if getattr(y, part) is None else getattr(y, part) * scale for y in utility],
        )
    bills = [
        bill(outcome.schedule, year, "household", "3/4", model.typical_ccf).total
        for year in outcome.schedule.fiscal_years
    ]
    words = "Typical household bill"
    yield f"{name} {words}", results[words, f"{name}|{words}"], [Decimal(b) for b in bills]


def errors(what_if):
    """Every cell that shows an error value, the add-in's own aside."""
    found = []
    for sheet in what_if.sheets:
        for row in what_if.inputs[sheet].iter_rows():
            for cell in row:
                if cell.data_type == "f" and "ALAMO_" not in cell.value:
                    value = what_if.value((sheet, cell.row, cell.column))
                    if isinstance(value, str) and value.startswith("#"):
                        found.append(f"{sheet}!{cell.coordinate} {value}")
    return found
