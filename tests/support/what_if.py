"""The rate model as a function: inputs set in the book's cells, answers read from an engine."""

from contextlib import contextmanager
from copy import copy
from functools import cached_property
from itertools import count, takewhile

import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter, range_boundaries

from alamo_xl import load_schedule
from alamo_xl.books.finish import ironcalc_model, read_parts
from alamo_xl.books.saved import SavedBook

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
        elif isinstance(value, bool):
            self.model.update_cell_with_bool(*place, value)
        elif isinstance(value, str) and value.startswith("="):
            self.model.update_cell_with_formula(*place, value)
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

    def __init__(self, book, model):
        self.book, self.sizes, self.tables, self.unwritten = book, model.sizes, {}, {}
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

    def __init__(self, path):
        self.path, self.inputs = path, openpyxl.load_workbook(path)
        self.sheets = self.inputs.sheetnames
        self.engine = IronCalc(path, self.sheets)
        self.changed, self.stale = {}, False
        places = [(sheet.title, *place) for sheet in self.inputs for place in sheet._cells]
        self.as_built = {cell: self.engine.value(cell) for cell in places}

    def through(self, engine):
        """The same inputs, in another engine."""
        other = copy(self)
        other.engine, other.changed, other.stale, other.as_built = engine(self), {}, False, {}
        return other

    @cached_property
    def sizes(self):
        """Rows and columns of each sheet."""
        return {sheet.title: (sheet.max_row, sheet.max_column) for sheet in self.inputs}

    @cached_property
    def formulas(self):
        """The cells that hold a formula as the book comes, those of the add-in aside."""
        cells = (cell for sheet in self.inputs for row in sheet.iter_rows() for cell in row)
        found = (cell for cell in cells if cell.data_type == "f" and "ALAMO_" not in cell.value)
        return [(cell.parent.title, cell.row, cell.column) for cell in found]

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

    def over(self, cell, value):
        """Write over what stands in a cell, a formula too, in the engine alone."""
        self.changed.setdefault(cell, self.typed(cell))
        self.engine.write(cell, value)

    def reset(self):
        """Put back what was changed; a value that is asked for next is that of the file, or calculated then."""
        for cell, value in self.changed.items():
            self._write(cell, value)
        self.changed, self.stale = {}, bool(self.changed) or self.stale

    @contextmanager
    def trial(self):
        """What is changed meanwhile is put back."""
        before, as_built = self.changed, self.as_built
        self.changed, self.as_built = {}, {} if before else as_built
        try:
            yield self
        finally:
            self.reset()
            self.changed, self.as_built = before, as_built

    def evaluate(self):
        self.engine.evaluate()
        self.stale = False

    def saved(self):
        """The inputs as the reader finds them in a saved book."""
        names = {name: defined.attr_text for name, defined in self.inputs.defined_names.items()}
        filled = {sheet.title: {place: cell.value for place, cell in sheet._cells.items()} for sheet in self.inputs}
        return SavedBook(names, {title: {k: v for k, v in c.items() if v is not None} for title, c in filled.items()})

    def value(self, cell):
        if self.stale and not self.changed and cell in self.as_built:
            return self.as_built[cell]
        if self.stale:
            self.evaluate()
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
        names = (f"Scenario_name_{number}" for number in count(1))
        return [self.typed(self.cells(name)[0][0]) for name in takewhile(self.inputs.defined_names.__contains__, names)]


def errors(what_if):
    """Every cell that shows an error value, the add-in's own aside."""
    values = ((cell, what_if.value(cell)) for cell in what_if.formulas)
    return [f"{cell} {value}" for cell, value in values if isinstance(value, str) and value.startswith("#")]
