"""The VBA of a built add-in at a user's desk: a Python that is dead, whole columns, books of others, books of 1904."""

import json
import subprocess
import sys

import pytest
from support.places import TESTS

from alamo_xl import functions, load_schedule
from alamo_xl.hosts.excel.packages import write_addin

VALUE = {"error": 2015}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    addin = tmp_path_factory.mktemp("addin") / "alamo-xl.xlam"
    write_addin(load_schedule(), addin)
    command = [sys.executable, "-m", "support.vba_desk", str(addin)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=TESTS)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_a_python_that_cannot_start_is_tried_once_and_again_after_some_minutes_or_on_reconnect(desk):
    dead = desk["dead"]
    assert dead["starts"] == [0, 5.1, 7, 9]  # see vba_desk.CELLS
    assert dead["found"][:154] == [VALUE] * 154
    assert dead["found"][154:] == [53.01, 53.01, VALUE, VALUE, VALUE]
    assert dead["why"][1] == (
        "Could not activate Python COM server (not tried again before 5 minutes have passed, or Reconnect)"
    )


def test_of_whole_columns_only_the_rows_that_any_of_them_uses_cross_to_python(desk):
    whole = desk["whole"]
    assert whole["one column"]["heights"][:2] == [0, 20]
    assert whole["one column"]["gives"] == functions.ALAMO_RECLAIMED(2026, [[ccf] for ccf in range(20)])
    assert whole["several"]["heights"][:4] == [0, 24, 24, 24]
    assert whole["several"]["gives"][19:] == [[92.61], [""], [""], [VALUE], [VALUE]]
    assert whole["an empty one"]["gives"] == ""


def test_a_bounded_range_keeps_its_shape(desk):
    whole = desk["whole"]
    assert whole["bounded"]["heights"][:2] == [0, 30]
    assert whole["bounded"]["gives"][19:] == [[68.4], *[[""]] * 10]
    assert whole["with a bounded one"]["heights"][2:4] == [30, 30]
    assert len(whole["with a bounded one"]["gives"]) == 30


def test_in_a_1904_book_dates_are_right_and_years_and_volumes_stay(desk):
    assert desk["1904"] == [2026, [[2026], [2025]], 2026, 53.01, 53.01, 360_000, 2026]


def test_another_users_add_in_is_taken_out_of_formulas_and_nothing_else_of_a_book(desk):
    travelled = desk["travelled"]
    assert travelled["written"] == [
        ["formula2", "Sheet", "$A$1", '=@ALAMO_WATER(2026,"household","3/4",8)+@alamo_fee("x")'],
        ["formulaarray", "Sheet", "$B$1:$B$2", '=ALAMO_WATER(2026,"household","3/4",C1:C2)'],
    ]
    assert travelled["saved"] is True
    assert travelled["own"] == ["='x'!A1&ALAMO_FEE(1)", "=ALAMO_FEE(1)"]


def test_in_a_foreign_book_no_cell_is_read_and_nothing_stops(desk):
    foreign = desk["foreign"]
    assert foreign["looked"] == []
    assert foreign["then"] == ["find", "find"]
    assert foreign["said"] == ["Sheet: 0 ALAMO_ formulas, no error."]


def test_reconnect_starts_python_mends_formulas_and_calculates_or_says_why_not(desk):
    reconnected = desk["reconnected"]
    broken, well = reconnected["said"]
    assert "Could not activate Python COM server" in broken
    assert broken.endswith("Run alamo-xl doctor, then press Reconnect.")
    assert well == functions.ALAMO_VERSION()
    assert reconnected["counts"] == [[0, 0], [1, 1]]
    assert reconnected["written"] == [["formula2", "Sheet", "$A$1", "=@ALAMO_VERSION()"]]


def test_a_first_call_with_a_chart_sheet_or_no_book_active_is_answered(desk):
    assert desk["nothing active"] == {"gives": [53.01, ""], "asked": []}
