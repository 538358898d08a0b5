"""What breaks in the model's inputs is refused on typing, turns a named check red, and is refused by the reader."""

import pytest
from openpyxl.utils import get_column_letter
from support.compared import differences
from support.what_if import ADOPTED

from alamo_xl.books.reader import Cells, model_in
from alamo_xl.errors import AlamoError
from alamo_xl.projection import project

INPUTS = "The inputs of "
CONTROL, LEVERS, OPERATIONS, CAPITAL, DEBT, RESERVES = (
    f"{INPUTS}{sheet} are what may be typed"
    for sheet in ("Control", "Scenarios", "Operations", "Capital plan", "Debt", "Reserves")
)
PAYMENTS = "No year between two payments of existing debt is empty"
IMPOSSIBLE = "No scenario makes a rate or a volume negative, or a rate too high"
# what is done, the name, its row and column, what is typed, whether typing it is refused, the check that turns red
BROKEN = [
    ("text in a rate", "Rates_values", 0, 1, "lots", None, "Every rate is a number"),
    ("a rate left empty", "Rates_values", 3, 0, None, None, "Every rate is a number"),
    ("a negative rate", "Rates_values", 4, 2, -1.5, None, "No rate is negative"),
    ("a rate of more than a million", "Rates_values", 2, 1, 1_000_000.01, None, "No rate is too high"),
    ("a doubled row of rates", "Rates_adopted", 2, 4, "3/4", None, "No row of rates is there twice"),
    ("a scenario that is not there", "Scenario", 0, 0, "Wishful", True, "The scenario shown is in the list"),
    ("two scenarios of one name", "Scenario_name_2", 0, 0, "Adopted", None, "Every scenario has a name of its own"),
    ("a scenario without a name", "Scenario_name_3", 0, 0, None, None, "Every scenario has a name of its own"),
    ("text in a lever", "Levers_3", 0, 8, "ten", True, LEVERS),
    ("a per cent typed as a number", "Levers_1", 0, 8, 5, True, LEVERS),
    ("a delay from the first year", "Levers_2", 22, 4, 2025, True, LEVERS),
    ("a delay that is no year", "Levers_2", 22, 4, 3, True, LEVERS),
    ("a positive elasticity", "Levers_1", 34, 4, 0.3, True, LEVERS),
    ("an elasticity of -1", "Levers_1", 34, 4, -1, True, LEVERS),
    ("a sewer return of 90", "Levers_1", 25, 8, 90, True, LEVERS),
    ("a plan that is not there", "Levers_4", 35, 4, "D", True, LEVERS),
    ("an increase below -100 %", "Levers_1", 0, 11, -1.5, True, IMPOSSIBLE),
    ("negative growth without end", "Levers_1", 33, 7, -1.2, True, IMPOSSIBLE),
    ("a level increase of no year", "Levers_1", 10, 4, 0.05, None, "No lever is in a closed year or half given"),
    ("a base year out of range", "Base_year", 0, 0, 2031, True, "The base year is adopted"),
    ("a target in words", "Target_senior", 0, 0, "high", True, CONTROL),
    ("a negative target of coverage", "Target_all_less_connections", 0, 0, -1.1, True, CONTROL),
    ("a negative target", "Reserve_days", 0, 0, -30, True, RESERVES),
    ("a cost index in words", "Index_rows", 0, 7, "three", True, OPERATIONS),
    ("a year of a cost index left empty", "Index_rows", 2, 9, None, None, OPERATIONS),
    ("a line's index that is not there", "Op_index", 1, 0, "wages", True, OPERATIONS),
    ("a line's index left empty", "Op_index", 0, 0, None, None, OPERATIONS),
    ("a project's index left empty", "Project_index", 0, 0, None, None, CAPITAL),
    ("a line's dollars left empty", "Op_dollars", 1, 0, None, None, OPERATIONS),
    ("a line without a service", "Op_service", 0, 0, None, None, "All dollars of O&M are of a service"),
    ("a missing determinant", "Det_entered", 0, 2, None, None, "Determinants are numbers"),
    ("a determinant in words", "Det_entered", 5, 0, "many", True, "Determinants are numbers"),
    ("a negative determinant", "Det_entered", 5, 0, -12, True, "No determinant is negative"),
    ("a class without rates", "Det_class", 0, 0, "school", None, "Every kind of account has a printed rate"),
    ("a word for a class", "Det_class", 0, 0, "residential", None, "Every kind of account has a printed rate"),
    ("the calculator's class", "Calc_class", 0, 0, "commercial", None, "The calculator's size fits its class"),
    ("a doubled kind of account", "Det_size", 1, 0, "3/4", None, "No kind of account is there twice"),
    ("water in words in the frequency", "Freq_ccf", 0, 0, "wet", True, "Every row of the bill frequency is counted"),
    ("debt service in words", "Debt_rows", 1, 8, "some", True, DEBT),
    ("debt without a lien", "Debt_lien", 0, 0, None, None, DEBT),
    ("debt without a service", "Debt_service", 1, 0, None, None, "All existing debt reaches the cash flow"),
    ("a year between two payments left empty", "Debt_rows", 0, 8, None, None, PAYMENTS),
    ("an operating target left empty", "Reserve_days", 0, 0, None, None, RESERVES),
    ("a share of capital left empty", "Reserve_capital_share", 2, 0, None, None, RESERVES),
    ("terms without a rate", "Terms_rate", 1, 0, None, None, DEBT),
    ("terms without a reserve", "Terms_reserve", 2, 0, None, None, DEBT),
    ("opening cash in words", "Reserve_cash", 1, 0, "some", True, RESERVES),
    ("opening cash left empty", "Reserve_cash", 0, 0, None, None, RESERVES),
    ("a ledger line left empty", "Ledger_amount", 0, 0, None, None, "The ledger is numbers"),
    ("an item without an amount", "Item_words", 3, 0, "Credits", None, "Every reconciling item has an amount"),
    ("the calculator's size", "Calc_size", 0, 0, "2", None, "The calculator's size fits its class"),
    ("the calculator's year", "Calc_year", 0, 0, 2032, None, "The calculator's years have rates"),
    ("the comparison's size", "Cmp_size", 0, 0, "6", None, "The comparison's size fits its class"),
]
STATUSES = (
    *("Determinants", "Frequency", "Ledger", "Operations", "Capital"),
    *("Debt", "Reserve", "Taps", "Income", "Peers"),
)
READ = (
    *("Rates_", "Levers_", "Base_year", "Target_", "Reserve_", "Index_", "Op_", "Debt_", "Terms_", "Det_"),
    "Project_index",
)


def verdicts(what_if, name="Check_results"):
    """Each check's words, or each alert's, its verdict and what stands beside it: the first cell that is wrong."""
    found = {}
    for ((sheet, row, column),) in what_if.cells(name):
        found[what_if.typed((sheet, row, 1))] = [what_if.value((sheet, row, column + place)) for place in (0, 1)]
    return found


def address(cell):
    """A cell as the sheet Checks names it."""
    sheet, row, column = cell
    return f"{sheet}!{get_column_letter(column)}{row}"


def alerts(what_if):
    """The words of the alerts that there are."""
    return {words for words, (verdict, _) in verdicts(what_if, "Alert_results").items() if verdict == "ALERT"}


def read(what_if):
    """The model as the reader has it, and the outcome of each scenario."""
    model = model_in(Cells(what_if.saved(), "model.xlsx"), ADOPTED)
    return model.case, [project(model.case, levers) for levers in model.scenarios.values()]


@pytest.mark.parametrize(
    ("what", "name", "row", "column", "value", "refused", "check"), BROKEN, ids=[each[0] for each in BROKEN]
)
def test_a_broken_input_turns_its_check_red(what_if, what, name, row, column, value, refused, check):
    cell = what_if.cells(name)[row][column]
    if refused:
        assert not accepted(what_if.inputs, cell, value), f"{what}: typing {value!r} is accepted"
    what_if.put(cell, value)
    what_if.evaluate()
    verdict, where = verdicts(what_if)[check]
    assert verdict == "LOOK"
    if check.startswith(INPUTS) or check == PAYMENTS:
        assert where == address(cell)
    assert what_if.values("Master_check") == [["LOOK: see Checks"]]
    if name.startswith(READ):
        with pytest.raises(AlamoError):
            read(what_if)


def accepted(book, cell, value):
    """Whether the sheet's data validation lets a value be typed."""
    sheet, row, column = cell
    at = book[sheet].cell(row, column).coordinate
    rules = [rule for rule in book[sheet].data_validations.dataValidation if at in rule.sqref]
    assert rules, f"{sheet}!{at} takes anything"
    for rule in rules:
        if rule.type == "list":
            return False
        if not isinstance(value, (int, float)):
            return False
        if not float(rule.formula1) <= value <= float(rule.formula2):
            return False
    return True


def test_dollars_that_no_index_raises_stay_as_they_are(what_if):
    for name in ("Op_index", "Project_index"):
        what_if.put(what_if.cells(name)[0][0], "none")
    what_if.evaluate()
    case, _ = read(what_if)
    assert (case.lines[0].index, case.projects[0].index) == ("", "")
    assert what_if.values("Master_check") == [["OK"]]
    assert not [*differences(what_if)]


def test_debt_is_0_before_its_first_payment_and_after_its_last(what_if):
    row = what_if.cells("Debt_rows")[0]
    ends = (*row[-10:-7], *row[-2:])
    _, as_it_is = read(what_if)
    for value in (0, None):
        for cell in ends:
            what_if.put(cell, value)
        what_if.evaluate()
        _, found = read(what_if)
        if value == 0:
            at_nothing = found
        assert what_if.values("Master_check") == [["OK"]]
        assert not [*differences(what_if)]
    assert [each.cash for each in found] == [each.cash for each in at_nothing]
    assert [each.cash for each in found] != [each.cash for each in as_it_is]


def test_increases_that_pass_the_highest_rate_are_named_and_refused(what_if):
    rows = {what_if.typed(row[0]): row for row in reversed(what_if.cells("Levers_3"))}
    for cell in rows["all services"][-9:]:
        what_if.put(cell, 1)
    what_if.put(rows["outside multiplier"][-1], 10)
    what_if.evaluate()
    assert verdicts(what_if)[IMPOSSIBLE][0] == "LOOK"
    with pytest.raises(AlamoError, match="a rate is at most 1,000,000"):
        read(what_if)


def test_alerts_are_apart_from_checks(what_if):
    what_if.evaluate()
    before = alerts(what_if)
    what_if.put(what_if.cells("Target_senior")[0][0], 9)
    what_if.put(what_if.cells("Ledger_amount")[0][0], 1)
    what_if.evaluate()
    new = {"The covenant's coverage is met in every year", "Computed revenue is the ledger's, within tolerance"}
    assert alerts(what_if) - before == new
    assert what_if.values("Master_check") == [["OK"]]
    assert what_if.values("Alerts") == [["4 of 15"]]


def test_a_frequency_beyond_its_tolerance_is_an_alert_and_no_check(what_if):
    (tolerance,), (bills,) = what_if.cells("Frequency_tolerance")[0], what_if.cells("Freq_bills")[0]
    for more, within, alerts in ((1_000, 0.01, "2 of 15"), (2_000, 0.01, "3 of 15"), (0, 0.05, "2 of 15")):
        what_if.put(tolerance, within)
        what_if.put(bills, what_if.typed(bills) + more)
        what_if.evaluate()
        assert what_if.values("Alerts") == [[alerts]]
        assert what_if.values("Master_check") == [["OK"]]


def test_determinants_of_another_year_than_the_base_year_are_an_alert_and_no_check(what_if):
    what_if.put(what_if.cells("Determinants_year")[0][0], 2026)
    what_if.evaluate()
    assert what_if.values("Alerts") == [["3 of 15"]]
    assert what_if.values("Master_check") == [["OK"]]


def test_without_an_alert_there_is_none(what_if):
    for name in STATUSES:
        what_if.put(what_if.cells(f"{name}_status")[0][0], "entered")
    what_if.evaluate()
    assert what_if.values("Alerts") == [["1 of 15"]]
    for (days,) in what_if.cells("Reserve_days"):
        what_if.put(days, 0)
    what_if.evaluate()
    assert what_if.values("Alerts") == [["none"]]


def test_an_alert_and_a_status_that_are_settled_go_away(what_if):
    for name in STATUSES:
        what_if.put(what_if.cells(f"{name}_status")[0][0], "entered")
    what_if.evaluate()
    banners = [
        value
        for sheet in what_if.sheets
        for row in range(4, 9)
        if isinstance(value := what_if.value((sheet, row, 1)), str) and "ILLUSTRATIVE" in value
    ]
    assert not banners


def test_the_reader_takes_a_book_that_excel_saved_without_results(tmp_path, what_if):
    path = tmp_path / "saved.xlsx"
    what_if.inputs.save(path)
    assert model_in(Cells.of(path), ADOPTED).scenarios
