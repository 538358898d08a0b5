"""A plain sheet added to a saved book: readers see its rows, the book's own sheets stay as they were."""

from decimal import Decimal

import openpyxl
import pytest

from alamo_xl.books.finish import ironcalc_model
from alamo_xl.books.package import CONTENT_TYPES, WORKBOOK, relations_part, sheet_parts, write_parts
from alamo_xl.books.plain_sheet import with_plain_sheet
from alamo_xl.books.saved import saved_book
from alamo_xl.errors import BadSchedule

NAME = "Determinants by month"
HEADINGS = ("Class", "Month", "CCF")
ROWS = [["household", 7, Decimal("12.125")], ["a < b & c", None, 0]]


def test_readers_see_its_rows_after_the_books_own_sheets(parts, tmp_path):
    made = with_plain_sheet(parts, NAME, HEADINGS, ROWS)
    path = tmp_path / "with.xlsx"
    write_parts(path, made)
    assert list(sheet_parts(made)) == [*sheet_parts(parts), NAME]
    expected = [HEADINGS, ("household", 7, 12.125), ("a < b & c", None, 0)]
    assert list(openpyxl.load_workbook(path)[NAME].values) == expected
    cells = saved_book(path).sheets[NAME]
    assert [cells.get((3, column)) for column in (1, 2, 3)] == ["a < b & c", None, 0]
    assert ironcalc_model(made).get_cell_value(len(sheet_parts(parts)), 2, 3) == 12.125


def test_nothing_else_of_the_package_moves(parts):
    made = with_plain_sheet(parts, NAME, HEADINGS, ROWS)
    changed = {name for name in made if made[name] != parts.get(name)}
    assert changed == {CONTENT_TYPES, WORKBOOK, relations_part(WORKBOOK), sheet_parts(made)[NAME]}
    assert parts.keys() <= made.keys()


def test_a_sheet_of_the_users_own_is_never_overwritten(parts):
    with pytest.raises(BadSchedule, match="has a sheet 'Control' of its own; rename it"):
        with_plain_sheet(parts, "Control", HEADINGS, ROWS)


def test_prefixed_packages_stay_prefixed(parts):
    types = parts[CONTENT_TYPES].replace(b"<", b"<ct:").replace(b"<ct:/", b"</ct:").replace(b"xmlns=", b"xmlns:ct=")
    made = with_plain_sheet({**parts, CONTENT_TYPES: types}, NAME, HEADINGS, ROWS)
    assert b"<ct:Override PartName=" in made[CONTENT_TYPES]
