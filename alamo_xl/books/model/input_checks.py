"""Input checks: what may be typed into a cell is checked where it stands, for whoever pastes past the validation.

A row for every range of inputs that is validated: how many of its cells are wrong, and the first of them. Comparisons
of whole ranges, weighed by a place that falls from cell to cell, find it; every engine reads them alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

from alamo_xl.books.kit import Book, Ref, Sheet
from alamo_xl.books.kit.entries import Entry
from alamo_xl.books.model.check import Check

NAME = "Input checks"
HEADINGS = (
    "Sheet", "Input", "From", "To", "Filled", "Accepted", "Wrong", "Too low", "Too high", "Empty", "Place", "Row",
    "Column", "Known", "First cell", "1 where any",
)  # fmt: skip
SHEET, INPUT, FROM, TO, FILLED, ACCEPTED, WRONG, LOW, HIGH, EMPTY, PLACE, ROW, COLUMN, KNOWN, CELL, ANY = range(16)
FIRST_CHOICE, MOST_CHOICES = 16, 40


def add(book: Book) -> tuple[Check, ...]:
    """The rows, those of a sheet together; a check a sheet, in the sheets' order."""
    sheet = book.sheet(NAME, NAME, "Every range of inputs against what may be typed there: how many cells are wrong.")
    order = [each.name_text for _, each in book.in_order()]
    entries = [each for where, entry in book.entries for each in _lines(book, where, entry)]
    entries.sort(key=lambda each: order.index(each[0].sheet))
    longest = max(max(where.rows, where.columns) for where, _ in entries)
    sheet.value("Highest place", longest, "count", name="Highest_place")
    numbers = sheet.take(1, FIRST_CHOICE + MOST_CHOICES)
    for place, heading in enumerate(HEADINGS):
        sheet.put(numbers.cell(0, place), heading, "heading")
    for place in range(MOST_CHOICES):
        sheet.put(numbers.cell(0, FIRST_CHOICE + place), place + 1, "count")
    across = sheet.take()
    for place in range(book.years + 2):
        sheet.put(across.cell(0, FIRST_CHOICE + place), longest - place, "count")
    rows = sheet.take(max(longest, len(entries)), 1)
    down = rows.cell(0, FIRST_CHOICE + MOST_CHOICES)
    for place in range(longest):
        sheet.put(down.cell(place), longest - place, "count")
    for place, (where, entry) in enumerate(entries):
        weights = down.to(down.cell(where.rows - 1))
        if where.columns > 1:
            weights = across.cell(0, FIRST_CHOICE).to(across.cell(0, FIRST_CHOICE + where.columns - 1))
        _line(sheet, rows.cell(place), numbers, where, entry, weights)
    sheet.width(rows.column + INPUT, 60)
    sheet.width(rows.column + SHEET, 18)
    sheet.width(rows.column + CELL, 40)
    places: dict[str, list[int]] = {}
    for place, (where, _) in enumerate(entries):
        places.setdefault(where.sheet, []).append(place)
    return tuple(_check(name, rows.rows_at(found[0], len(found))) for name, found in places.items())


def _check(name: str, rows: Ref) -> Check:
    """That every input of a sheet is what may be typed."""
    wrong, cells = rows.beside(ANY), rows.beside(CELL)
    first = f"INDEX({cells},MATCH(1,{wrong},0),1)" if rows.rows > 1 else str(cells)
    return Check(
        f"The inputs of {name} are what may be typed",
        f"SUM({wrong})=0",
        "Input checks lists the cells that are wrong",
        first,
    )


def _lines(book: Book, where: Ref, entry: Entry) -> Iterator[tuple[Ref, Entry]]:
    """A range by its columns or rows, whichever are longer; without lists whose choices depend on another cell."""
    if isinstance(entry.choices, str) and "(" in entry.choices:
        return
    if entry.between and entry.whole and entry.between[1] - entry.between[0] < MOST_CHOICES:
        low, high = map(int, entry.between)
        entry = replace(entry, choices=tuple(map(str, range(low, high + 1))))
    if where.rows == 1 or where.columns == 1:
        yield where, entry
    elif where.rows > where.columns:
        yield from ((where.column_at(column), entry) for column in range(where.columns))
    else:
        yield from ((where.row_at(row), entry) for row in range(where.rows))


def _line(sheet: Sheet, row: Ref, numbers: Ref, where: Ref, entry: Entry, weights: Ref) -> None:
    at = [row.cell(0, column).in_row for column in range(FIRST_CHOICE)]
    cells, single = str(where), where.rows == where.columns == 1
    written: dict[int, object] = {SHEET: where.sheet, INPUT: _words(sheet.book.workbook, where, entry)}
    roles = {SHEET: "text", INPUT: "text", CELL: "text"}
    if entry.choices is not None:
        choices = _choices(sheet, row, numbers, where, entry)
        accepted = f"=SUMPRODUCT(--({cells}={choices}))"
        low = f'=SUMPRODUCT(({cells}<>"")*{weights.local})'
        high = f"=SUMPRODUCT(({cells}={choices})*{weights.local})"
        place = f"=MAX({at[EMPTY]},({at[WRONG]}=1)*({at[LOW]}-{at[HIGH]}))"
    else:
        assert entry.between is not None  # noqa: S101
        written[FROM], written[TO] = entry.between
        accepted = f'=COUNTIFS({cells},">="&{at[FROM]},{cells},"<="&{at[TO]})'
        low = f'=SUMPRODUCT(LARGE(({cells}<>"")*({cells}<{at[FROM]})*{weights.local},1))'
        high = f"=SUMPRODUCT(LARGE(({cells}>{at[TO]})*{weights.local},1))"
        place = f"=MAX({at[LOW]},{at[HIGH]},{at[EMPTY]})"
        if single:
            low = f'=({cells}<>"")*({cells}>={at[FROM]})'
            high = f"=({cells}<={at[TO]})" + (f"*({cells}=ROUND({cells},0))" if entry.whole else "*1")
            accepted = f"={at[LOW]}*{at[HIGH]}"
    empty = f'=SUMPRODUCT(LARGE(({cells}="")*{weights.local},1))' if entry.required else "=0"
    written[FILLED] = where.rows * where.columns if entry.required else f"=COUNTA({cells})"
    if entry.beside:
        asked = f'({cells}="")*({entry.beside}<>"")'
        written[FILLED] = f"=COUNTA({cells})+({at[EMPTY]}>0)"
        empty = f"=SUMPRODUCT(LARGE({asked}*{weights.local},1))"
    wrong = f"{at[FILLED]}-{at[ACCEPTED]}"
    written |= {ACCEPTED: accepted, WRONG: f"=IF(ISERROR({wrong}),1,{wrong})"}
    written |= {LOW: low, HIGH: high, EMPTY: empty, PLACE: "=Highest_place" if single else place}
    step = f"Highest_place-{at[PLACE]}"
    written[ROW] = f"=ROW({where.cell()})" + (f"+{step}" if where.rows > 1 else "")
    written[COLUMN] = f"=COLUMN({where.cell()})" + (f"+{step}" if where.columns > 1 else "")
    named = f'SUBSTITUTE(ADDRESS({at[ROW]},{at[COLUMN]}),"$","")'
    written[KNOWN] = f"=CHOOSE(1+ISERROR({at[PLACE]})+ISERROR(ROW({where.cell()})),1+({at[PLACE]}=0),1+1,1+1+1)"
    written[CELL] = f'={at[SHEET]}&"!"&CHOOSE({at[KNOWN]},{named},"{where.plain}",{at[INPUT]})'
    written[ANY] = f"=1*({at[WRONG]}<>0)"
    for column, value in written.items():
        sheet.put(row.cell(0, column), value, roles.get(column, "general"))


def _choices(sheet: Sheet, row: Ref, numbers: Ref, where: Ref, entry: Entry) -> str:
    """The cells that hold what may be chosen, across, so that a column is compared with all of them."""
    choices = entry.choices
    if isinstance(choices, str | Ref):
        source = _cells(sheet.book.workbook, choices)
        if source.columns > 1 or where.rows == where.columns == 1:
            return str(choices).removeprefix("=")
        values = [
            f"=INDEX({choices},{numbers.cell(0, FIRST_CHOICE + place).in_column},1)" for place in range(source.rows)
        ]
    else:
        values = list(choices or ())
    if len(values) > MOST_CHOICES:
        raise ValueError(f"{where}: {len(values)} choices, of which {MOST_CHOICES} can be checked")
    for place, value in enumerate(values):
        number = value.isdigit() and "text" not in entry.role
        sheet.put(row.cell(0, FIRST_CHOICE + place), int(value) if number else value, "general")
    return row.cell(0, FIRST_CHOICE).to(row.cell(0, FIRST_CHOICE + len(values) - 1)).local


def _cells(workbook: Workbook, choices: str | Ref) -> Ref:
    if isinstance(choices, Ref):
        return choices
    sheet, _, area = workbook.defined_names[choices].attr_text.rpartition("!")
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return Ref(
        sheet.strip("'"),
        int(top or 1),
        int(left or 1),
        int(bottom or 1) - int(top or 1) + 1,
        int(right or 1) - int(left or 1) + 1,
    )


def _words(workbook: Workbook, where: Ref, entry: Entry) -> str:
    """What the input is called: its title, or the words at the start of its row."""
    if entry.title:
        return entry.title
    cells = (workbook[where.sheet].cell(where.row, column).value for column in range(1, where.column))
    return ", ".join(str(each) for each in cells if isinstance(each, str) and not each.startswith("="))
