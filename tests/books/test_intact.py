"""alamo-xl check: what of a saved model is not as it was built, by cell; rows and columns that moved, by sheet."""

import re
from dataclasses import replace

import pytest
from support.command import alamo_xl
from support.full import full_in_ci

from alamo_xl import load_schedule
from alamo_xl.books import intact
from alamo_xl.books.intact import as_built, differences
from alamo_xl.books.model import build
from alamo_xl.books.model.illustration import illustration
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.package import read_parts, sheet_parts, write_parts
from alamo_xl.books.tabulated import BY_MONTH, Tables
from alamo_xl.errors import BadSchedule
from alamo_xl.library import MODEL

ADOPTED = load_schedule()


@pytest.fixture(scope="module")
def cells(model_book):
    """The model's cells as they are saved."""
    return Cells.of(model_book)


@pytest.fixture(scope="module")
def built(cells):
    """What it is held against."""
    return as_built(cells, ADOPTED)


def spoiled(cells, sheet, change):
    """The cells with those of one sheet changed: place and value in, place and value out."""
    there = cells.book.sheets[sheet]
    changed = dict(found for place, value in there.items() if (found := change(place, value)))
    return Cells(replace(cells.book, sheets={**cells.book.sheets, sheet: changed}), cells.file)


def with_one(cells, sheet, place, value):
    return spoiled(cells, sheet, lambda at, was: (at, value if at == place else was))


def formula_in(cells, sheet, row_words):
    """A formula's place in the row that begins with some words."""
    there = cells.book.sheets[sheet]
    (row,) = {row for (row, column), value in there.items() if column == 1 and value == row_words}
    return next(place for place, value in sorted(there.items()) if place[0] == row and str(value).startswith("="))


def test_the_model_as_it_comes_is_whole(cells, built):
    assert differences(cells, built) == []


def test_inputs_may_hold_anything(cells, built):
    ((place,),) = ([(cell.row, cell.column) for cell in row] for row in cells.rows("Bad_debt"))
    assert differences(with_one(cells, "Control", place, "anything"), built) == []


@pytest.mark.parametrize(
    ("value", "holds"), [(0, "holds 0"), (None, "is empty"), ("=1+1", "holds =1+1"), ("=F9", "holds =F9")]
)
def test_a_formula_that_is_overwritten_is_named(cells, built, value, holds):
    place = formula_in(cells, "Cash flow", "Services whose cash is negative")
    formula = cells.book.sheets["Cash flow"][place]
    (told,) = differences(with_one(cells, "Cash flow", place, value), built)
    assert re.match(rf"Cash flow!F{place[0]} {re.escape(holds)} in place of =", told)
    assert told.endswith(formula[:40]) or formula[:40] in told


def test_a_formula_that_is_stored_with_another_cell_is_the_same(cells, built):
    place = formula_in(cells, "Cash flow", "Services whose cash is negative")
    assert differences(with_one(cells, "Cash flow", place, "="), built) == []


def test_a_fact_that_is_overwritten_is_named(cells, built):
    (told,) = differences(with_one(cells, "Rates adopted", (20, 6), 99), built)
    assert told.startswith("Rates adopted!F20 holds 99 in place of ")


def test_a_formula_that_an_application_writes_in_its_own_way_is_the_same(cells, built):
    def rewritten(place, value):
        if isinstance(value, str) and value.startswith("="):
            pieces = re.split(r'("(?:[^"]|"")*")', value)
            value = "".join(
                piece if piece.startswith('"') else re.sub(r"'(\w+)'!", r"\1!", piece.replace(",", " , "))
                for piece in pieces
            )
        return place, value

    for sheet in ("Costs", "Checks", "Bill impact"):
        assert differences(spoiled(cells, sheet, rewritten), built) == []


def step(at, first, by):
    """A place when rows from the first on move by so many; none when it is deleted."""
    row, column = at
    if row < first:
        return at
    return None if row < first - by else (row + by, column)


@pytest.mark.parametrize(
    ("sheet", "first", "by", "told"),
    [
        ("Costs", 32, -1, "Costs: 1 row deleted at or above row 32"),
        ("Cash flow", 20, 2, "Cash flow: 2 rows inserted at or above row 20"),
        ("Scenario workings", 1500, -3, "Scenario workings: 3 rows deleted at or above row 1500"),
    ],
)
def test_rows_that_moved_are_told_by_sheet(cells, built, sheet, first, by, told):
    moved = spoiled(cells, sheet, lambda at, value: (found, value) if (found := step(at, first, by)) else None)
    assert differences(moved, built) == [told]


def test_a_column_that_was_inserted_is_told(cells, built):
    moved = spoiled(cells, "Demand", lambda at, value: ((at[0], at[1] + (at[1] >= 8)), value))
    assert differences(moved, built) == ["Demand: 1 column inserted at or above column H"]


def test_besides_what_moved_only_overwritten_formulas_are_told(cells, built):
    place = formula_in(cells, "Cash flow", "Services whose cash is negative")
    moved = spoiled(cells, "Costs", lambda at, value: (found, value) if (found := step(at, 32, -1)) else None)
    both = with_one(with_one(moved, "Cash flow", place, 7), "Demand", (9, 12), "=other")
    first, second = differences(both, built)
    assert first == "Costs: 1 row deleted at or above row 32"
    assert second.startswith(f"Cash flow!F{place[0]} holds 7")


def test_a_sheet_that_is_gone_is_told(cells, built):
    sheets = {name: there for name, there in cells.book.sheets.items() if name != "Peers"}
    assert differences(Cells(replace(cells.book, sheets=sheets), "x"), built) == ["there is no sheet Peers"]


def test_a_model_of_another_version_is_refused(cells):
    (place,) = (at for at, value in cells.book.sheets["Cover"].items() if value == "Version")
    other = with_one(cells, "Cover", (place[0], 2), "alamo_xl 0.1.0")
    with pytest.raises(BadSchedule, match=r"is of Version alamo_xl 0\.1\.0.*alamo-xl upgrade"):
        as_built(other, ADOPTED)


@full_in_ci("it builds a model of an extract twice")
def test_a_model_of_an_extract_is_whole_and_lists_its_sheets_by_month(tmp_path, cells):
    accounts = [[cell.value for cell in row] for row in cells.columns("Freq_class", "Freq_location", "Freq_size")][:1]
    frequency = [[*accounts[0], "no", "yes", band, band + 1, 10, 5 * band] for band in range(300)]
    determinants = illustration()["determinants"]["rows"]
    months = [[[month, *row] for month in (7, 8) for row in rows] for rows in (determinants, frequency)]
    tables = Tables(2025, "a test", determinants, frequency, *months)
    build(ADOPTED, tables=tables).close().save(tmp_path / "tabulated.xlsx")
    saved = Cells.of(tmp_path / "tabulated.xlsx")
    built = as_built(saved, ADOPTED)
    assert differences(saved, built) == []
    sheets = {name: there for name, there in saved.book.sheets.items() if name != BY_MONTH[0]}
    (gone, *_) = differences(Cells(replace(saved.book, sheets=sheets), "x"), built)
    assert gone == f"there is no sheet {BY_MONTH[0]}"


@full_in_ci("what an application writes in its own way is tried on the model's own text")
def test_a_copy_that_libreoffice_saved_is_whole_but_for_what_was_overwritten(tmp_path, model_book, built, libreoffice):
    with libreoffice.book(model_book, recalculate=False) as book:
        libreoffice.save(book, tmp_path / "whole.xlsx")
        book.sheets.getByName("Cash flow").unprotect("")
        book.set("Cash flow", "H30", 12)
        libreoffice.save(book, tmp_path / "overwritten.xlsx")
    assert differences(Cells.of(tmp_path / "whole.xlsx"), built) == []
    (told,) = differences(Cells.of(tmp_path / "overwritten.xlsx"), built)
    assert told.startswith("Cash flow!H30 holds 12 in place of =IF(")


def test_the_command_says_that_a_model_is_whole(model_book):
    done = alamo_xl("check", model_book)
    assert (done.returncode, done.stdout) == (0, f"{MODEL.file}: every formula is as it was built\n")


def test_the_command_names_the_cells(tmp_path, model_book, built, monkeypatch):
    monkeypatch.setattr(intact, "as_built", lambda *_: built)
    parts = read_parts(model_book)
    name = sheet_parts(parts)["Cash flow"]
    parts[name] = re.sub(rb"<f>[^<]*</f>", b"", parts[name], count=25)
    write_parts(tmp_path / "spoiled.xlsx", parts)
    for options, lines, last in (([], 21, "and 5 more: --all names them"), (["--all"], 25, "Cash flow!")):
        done = alamo_xl("check", tmp_path / "spoiled.xlsx", *options)
        assert done.returncode == 1
        assert len(done.stdout.splitlines()) == lines
        assert done.stdout.splitlines()[-1].startswith(last)
