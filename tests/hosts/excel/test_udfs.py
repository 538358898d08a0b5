"""The unmodified xlwings.udfs and xlwings.com_server answer as the functions do; only pywin32 is faked."""

import json
import subprocess
import sys

import pytest
from support.function_calls import CALLS, TABLES
from support.places import TESTS

from alamo_xl import functions
from alamo_xl.functions import FUNCTIONS


def plain(value):
    """What pywin32 hands over, as JSON: a table for a table, one cell for one cell."""
    if isinstance(value, list):
        return [list(map(plain, row)) if isinstance(row, list) else plain(row) for row in value]
    return value


@pytest.fixture(scope="module")
def answers():
    command = [sys.executable, "-m", "support.classic_calls"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=TESTS)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_every_function_is_called():
    assert {name for name, _ in (*CALLS, *TABLES)} == {function.name for function in FUNCTIONS}


def test_values_and_cells_give_what_the_functions_give(answers):
    expected = [plain(getattr(functions, name)(*given)) for name, given in (*CALLS, *TABLES)]
    assert answers["values"] == expected
    assert answers["cells"] == expected[: len(CALLS)]


def test_a_column_keeps_its_good_rows_and_its_blanks(answers):
    assert answers["column"][0] == [53.01]
    assert answers["column"][1][0].startswith("#VALUE! customer class 'dog'")
    assert answers["column"][2] == [""]


def test_without_workbook_and_caller_as_the_vba_calls_the_answers_are_the_same(answers):
    assert answers["from_vba"] == answers["values"][: len(CALLS)]
    assert answers["column_from_vba"] == answers["column"]
    assert answers["row_from_vba"] == [53.01, functions.ALAMO_WATER(2026, "household", "3/4", 9)]


def test_error_values_come_back_and_blank_usage_is_not_zero(answers):
    assert answers["error"] == "#DIV/0!"
    assert answers["blank"].startswith("#VALUE! ccf is blank")


def test_every_argument_has_its_help(answers):
    for function in FUNCTIONS:
        assert answers["help"][function.name] == [argument.help[:255] for argument in function.arguments]
