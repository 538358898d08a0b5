"""Rates adopted: the rate table that the functions' rates argument takes, each row beside its source."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Ref, Sheet
from alamo_xl.books.model.rate_lines import account_kinds, covers, designed, row_names, tops
from alamo_xl.books.model.rows.base import unit
from alamo_xl.books.vocabulary import ADOPTED, key_formula, table_headings
from alamo_xl.facts import RATE_MAXIMUM
from alamo_xl.rate_table import HEADINGS, row_words
from alamo_xl.schedule import RETURN, RateKey, Schedule

WIDTHS = {"Units": 14.0, "Where it is printed": 100.0, "Key": 60.0, "Called": 34.0}


def add(book: Book, schedule: Schedule) -> Ref:
    """The table as a plain range under one numeric year row; right of it units, source, look-ups. Gives the rates."""
    sheet = book.sheet(
        "Rates adopted", "Rates adopted", "The rates as printed, in the resolution's order; last the sewer return."
    )
    sheet.value("Status of the rates", ADOPTED, "text", name="Rates_status")
    for label, times, name in (
        ("Outside, times inside", schedule.outside_multiplier, "Outside_adopted"),
        ("Irrigation, times usage", schedule.audit.irrigation_multiplier, "Irrigation_adopted"),
    ):
        sheet.value(label, times, "factor", name=name)
    sheet.value("Highest rate accepted", int(RATE_MAXIMUM), "money", name="Rate_maximum")
    sheet.gap()
    words, years = table_headings(schedule), schedule.fiscal_years
    table = sheet.take(1 + len(schedule.rates), len(words) + len(years))
    head, rows = table.row_at(0), table.rows_at(1, len(schedule.rates))
    for place, heading in enumerate((*words, *years)):
        sheet.put(head.cell(0, place), heading, "header year" if isinstance(heading, int) else "header")
    for number, (key, rates) in enumerate(schedule.rates.items()):
        for place, word in enumerate(row_words(key, schedule)):
            sheet.put(rows.cell(number, place), word, "text" if isinstance(word, str) else "general")
        for place, rate in enumerate(rates, len(words)):
            sheet.put(rows.cell(number, place), rate, "factor" if key == RETURN or key.unit == "share" else "money")
    sheet.repeated(head)
    sheet.freeze(rows.cell(0, len(words)))
    for column, width in ((2, 15.0), (len(words) + 1, 12.0)):
        sheet.width(column, width)
    values = rows.cell(0, len(words)).to(rows.last)
    book.name("Rates_adopted", table)
    book.name("Rates_values", values)
    book.name("Rates_years", head.cell(0, len(words)).to(head.last))
    book.name("Sewer_return", values.row_at(len(schedule.rates) - 1))
    _beside(sheet, schedule, head, rows)
    return values


def _beside(sheet: Sheet, schedule: Schedule, head: Ref, rows: Ref) -> None:
    """What stands right of the years: for people, then for formulas."""
    keys = list(schedule.rates)
    columns = _columns(schedule, rows)
    first = rows.column_at(0).beside(rows.columns)
    for place, (heading, (name, role, cells)) in enumerate(columns.items()):
        column = first.beside(place)
        sheet.put(head.cell(0, column.column - 1), heading, "header")
        for number, key in enumerate(keys):
            sheet.put(column.cell(number), cells[key], role)
        if heading in WIDTHS:
            sheet.width(column.column, WIDTHS[heading])
        if name:
            sheet.name(name, column)
    times = first.beside(len(columns))
    sheet.put(head.cell(0, times.column - 1), "Times there", "header")
    key_cells = first.beside(list(columns).index("Key"))
    for number in range(len(keys)):
        sheet.put(times.cell(number), f"=COUNTIF(Rates_key,{key_cells.cell(number).in_row})", "count")
    sheet.name("Rates_times", times)
    sheet.printed_to(first.column + 1)


def _columns(schedule: Schedule, rows: Ref) -> dict[str, tuple[str, str, dict[RateKey, object]]]:
    """By heading: the name of the cells, their style, and what each row says."""
    keys = list(schedule.rates)
    sources = {key: f"{schedule.sources[key].section}, {schedule.sources[key].row}" for key in keys}
    columns: dict[str, tuple[str, str, dict[RateKey, object]]] = {
        "Units": ("", "unit", {key: unit(key) for key in keys}),
        "Where it is printed": ("", "text", dict(sources)),
        "Key": ("Rates_key", "text", {key: _key(key, rows.row_at(number)) for number, key in enumerate(keys)}),
        "Row": ("Rates_row", "count", {key: number for number, key in enumerate(keys, 1)}),
        "Called": ("Rates_line", "text", dict(row_names(schedule))),
    }
    for number, (name, place) in enumerate(account_kinds(schedule), 1):
        columns[f"For {name} {place}"] = (
            f"For_{number}",
            "count",
            {key: int(covers(key, name, place)) for key in keys},
        )
    if designed(schedule):
        columns["Above (CCF)"] = ("Rates_above", "volume3", {key: key.above_ccf for key in keys})
        columns["Up to (CCF)"] = ("Rates_top", "volume3", dict(tops(schedule)))
        columns["Unit"] = ("Rates_unit", "text", {key: key.unit for key in keys})
    return columns


def _key(key: RateKey, row: Ref) -> str:
    """The formula of a row's key, of the words that stand in it."""
    words = [row.cell(0, place).in_row for place in range(len(HEADINGS))]
    terms = [f'"{key.terms}"'] if key.terms else []
    return f"={key_formula(*words, *terms)}"
