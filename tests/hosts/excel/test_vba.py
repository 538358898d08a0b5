"""The VBA out of a built add-in, run in pyOpenVBA's interpreter against the unmodified xlwings COM server."""

import json
import subprocess
import sys

import pytest
from support.function_calls import CALLS, TABLES
from support.places import TESTS

from alamo_xl import functions, load_schedule
from alamo_xl.cells import CellError
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.excel import vba
from alamo_xl.hosts.excel.packages import write_addin
from alamo_xl.hosts.registration import CATEGORY, HELP_MAXIMUM

ERROR_VALUES = {"#N/A": 2042, "#VALUE!": 2015, "#NUM!": 2036}
NA, VALUE, NUM, DIV0 = ({"error": number} for number in (2042, 2015, 2036, 2007))


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    addin = tmp_path_factory.mktemp("addin") / "alamo-xl.xlam"
    write_addin(load_schedule(), addin)
    command = [sys.executable, "-m", "support.vba_calls", str(addin)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=TESTS)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def in_excel(value):
    """What Excel should hold for what a function gives."""
    if isinstance(value, list):
        return [in_excel(cell) for cell in value]
    if isinstance(value, CellError):
        return {"error": ERROR_VALUES[value.code]}
    return value


def test_scalars_and_tables_are_what_the_functions_give_and_errors_are_error_values(answers):
    expected = [in_excel(getattr(functions, name)(*given)) for name, given in [*CALLS, *TABLES]]
    assert answers["functions"]["values"] == expected
    assert {str(value) for value in expected if isinstance(value, dict)} == {str(NA), str(VALUE), str(NUM)}


def test_python_is_called_once_a_formula_whatever_its_ranges(answers):
    assert answers["functions"]["calls"] == [name for name, _ in [*CALLS, *TABLES]]
    assert answers["functions"]["calls of a column"] == ["ALAMO_WATER"]


def test_errors_in_ranges_stand_in_their_own_cells(answers):
    assert answers["functions"]["column"] == [[53.01], [VALUE], [""]]
    assert answers["functions"]["row"] == [53.01, NUM]


def test_blank_cells_error_cells_and_arguments_left_out(answers):
    assert answers["functions"]["left out"] == functions.ALAMO_BILL(2026, "household", "3/4", 8, None, True)
    assert answers["functions"]["blank cell"] == VALUE
    assert answers["functions"]["error cell"] == DIV0


def test_what_cannot_be_asked_is_a_value_error_and_the_reason_is_kept(answers):
    assert answers["functions"]["two ranges"] == VALUE
    assert "#VALUE! D1,D3 is several ranges; give one" in answers["functions"]["why of two ranges"]
    assert answers["functions"]["broken"] == VALUE
    assert answers["functions"]["why broken"] == "Could not load xlwings64.dll"


def test_the_wizard_is_told_of_every_function_and_argument(answers):
    assert answers["help"] == [
        {
            "Macro": f"'Book1'!{function.name}",
            "Description": f"{function.summary} Gives {function.returns}."[:HELP_MAXIMUM],
            "Category": CATEGORY,
            "ArgumentDescriptions": [argument.help[:HELP_MAXIMUM] for argument in function.arguments] or None,
        }
        for function in FUNCTIONS
    ]
    texts = [text for told in answers["help"] for text in (told["Description"], *(told["ArgumentDescriptions"] or ()))]
    assert all(0 < len(text) <= 255 for text in texts)


def test_formulas_that_show_name_errors_are_entered_again_as_they_are(answers):
    formula, array = '=@ALAMO_WATER(2026,"household","3/4",8)', '=ALAMO_WATER(2026,"dog","3/4",A3:A5)'
    assert answers["reentry"]["written"] == [
        [how, sheet, where, text]
        for sheet in ("Open", "Locked")
        for how, where, text in (("formula2", "$A$1", formula), ("formulaarray", "$B$1:$B$3", array))
    ]


def test_reentering_leaves_protection_the_saved_mark_and_calculation_as_they_were(answers):
    before, after = answers["reentry"]["protection"]
    assert before == after
    assert before[1][2] == ["AllowFiltering", "AllowFormattingCells", "AllowSorting"]
    assert answers["reentry"]["saved"] is True
    assert answers["reentry"]["left"] == [-4105, True]


def test_check_this_sheet_says_which_cells_are_errors_and_why_and_writes_nothing(answers):
    ribbon = answers["ribbon"]
    assert ribbon["report"][0] == ["cells", "errors", "why", "formula"]
    assert ribbon["report"][2] == [
        "Open!B1:B3",
        "3.0",
        "#VALUE! customer class 'dog' is not understood; give household or non-household",
        '=ALAMO_WATER(2026,"dog","3/4",A3:A5)',
    ]
    assert ribbon["written"] == []


def test_the_version_button_tells_an_answer_from_its_absence(answers):
    well, broken = answers["ribbon"]["said"]
    assert well.endswith(functions.ALAMO_VERSION())
    assert "Could not load xlwings64.dll" in broken
    assert "alamo-xl doctor" in broken


def test_the_model_opens_as_a_new_book_and_the_help_to_be_read_only(answers):
    model, functions_book = "alamogordo-rate-model.xlsx", "alamogordo-functions.xlsx"
    assert answers["opened"]["said"] == [
        f"{name} is not beside the add-in; run alamo-xl install again." for name in (model, functions_book)
    ]
    assert answers["opened"]["asked"] == [
        ["Add", {"Template": model}],
        ["Open", {"Filename": functions_book, "UpdateLinks": None, "ReadOnly": True}],
    ]


def test_texts_that_are_not_ascii_or_hold_quotes_survive_as_literals():
    assert vba.literal('3/4" or ½') == '"3/4"" or " & ChrW(189)'
    assert vba.literal("") == '""'
