"""Where each input of a model of version 0.1.0 goes in this version's, what has no place, and what is said of it."""

from dataclasses import replace

import pytest
from support.places import DATA

from alamo_xl.books.carried import Carried, Inputs, blocks
from alamo_xl.books.input_cells import Label
from alamo_xl.books.package import sheet_parts, write_parts
from alamo_xl.books.typed import with_typed
from alamo_xl.books.unpack import unpacked
from alamo_xl.books.upgrade import CLOSED, carry
from alamo_xl.errors import BadSchedule

OLD = DATA / "rate-model-0.1.0.xlsx"
YEARS = range(2025, 2035)
SERVICES = ("water", "sewer", "reclaimed")
BASE_YEAR = 2026
MINE = {
    "Control": {
        "Base_year": BASE_YEAR,
        "Scenario": "Drought",
        "Coverage_target": 1.45,
        "Reserve_days": 77,
        "Operations_inflation": 0.041,
        "General_inflation": 0.019,
    },
    "Bill impact": {"Impact_to": 2033},
    "Requirement": {"Requirement_status": "entered"},
}
"""Inputs of the old model, by sheet and name, as its user has changed them."""


def changed(folder, by_name, by_label=()):
    """A copy of the old model with values in some inputs, by sheet and name, or by label."""
    parts, old = unpacked(OLD), Inputs(OLD)
    names = sheet_parts(parts)
    cells = [(old.names[name], value) for named in by_name.values() for name, value in named.items()]
    cells += [(old.labels[label], value) for label, value in by_label]
    for cell, value in cells:
        parts[names[cell.sheet]] = with_typed(parts[names[cell.sheet]], {(cell.row, cell.column): value})
    path = folder / "ours.xlsx"
    write_parts(path, parts)
    return Inputs(path)


@pytest.fixture(scope="module")
def new(model_book):
    """The inputs of this version's model."""
    return Inputs(model_book)


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """The inputs of the old model with its user's own."""
    levers = {
        (("water", "household", "usage", "increase"), 2029): 0.07,
        (("water", "household", "usage", "increase"), 2025): 0.5,
        (("change of use", "of volume"), 2030): -0.06,
        (("outside multiplier", "x inside"), "All years"): 1.7,
        (("irrigation multiplier", "x usage"), "All years"): 3,
        (("sewer return", "of water"), "All years"): 0.8,
        (("shift from base to usage", "sewer", "of revenue"), "All years"): 0.03,
        (("elasticity of use", "exponent"), "All years"): -0.25,
    }
    own = [(Label("Scenarios", words, heading, 6), value) for (words, heading), value in levers.items()]
    ours = Inputs(OLD)
    there = {label for label, _ in own} & set(ours.labels)
    return changed(tmp_path_factory.mktemp("old"), MINE, [each for each in own if each[0] in there])


@pytest.fixture(scope="module")
def carried(old, new):
    """What becomes of them."""
    return carry(old, new)


def test_an_input_is_called_by_the_words_beside_it_and_the_heading_over_it():
    labels = Label("Control", ("Base", "year"), None, 1), Label("Fees", ("Tap",), 2027, 1), Label("Fees", (), "All", 3)
    assert [str(label) for label in labels] == ["Base year", "Tap, 2027", "row 3, All"]


def by_label(carried, sheet, number=1):
    """What goes to a sheet, by the words and the heading of each input."""
    return {
        (*cell.label.words, cell.label.heading): value
        for cell, value in carried.typed.items()
        if cell.sheet == sheet and cell.label.number == number
    }


def column(carried, sheet, heading):
    """What goes to a list's column, from the top."""
    cells = sorted(
        (cell.row, value)
        for cell, value in carried.typed.items()
        if (cell.sheet, cell.label.heading) == (sheet, heading)
    )
    return [value for _, value in cells]


def test_named_inputs(carried):
    named = {cell.name: value for cell, value in carried.typed.items() if cell.name}
    assert {
        name: named[name] for name in ("Base_year", "Determinants_year", "Opening_year", "Ledger_year")
    } == dict.fromkeys(("Base_year", "Determinants_year", "Opening_year", "Ledger_year"), BASE_YEAR)
    assert named["Determinants_source"] == "carried over from ours.xlsx"
    assert [named[f"Impact_{what}"] for what in ("from_scenario", "from_year", "to_scenario", "to_year")] == [
        "Adopted", BASE_YEAR, "Drought", 2033,
    ]  # fmt: skip
    assert (named["Target_all"], named["Target_senior"]) == (1.45, None)
    assert (named["Target_senior_less_connections"], named["Target_all_less_connections"]) == (None, None)
    assert (named["Cash_pooled"], named["Interest_rate"], named["Reach"]) == ("yes", 0, 1)
    assert (named["Scenario"], named["Typical_ccf"], named["Business_size"]) == ("Drought", 6, "2")
    statuses = ("Operations_status", "Capital_status", "Debt_status", "Reserve_status", "Taps_status")
    assert {named[name] for name in statuses} == {"entered"}
    assert named["Determinants_status"] == "illustrative"


def test_operations_are_lines_at_the_labor_index(carried, old):
    operations = by_label(carried, "Operations")
    for index, change in (("labor", 0.041), ("general", 0.019), ("power", 0), ("chemicals", 0), ("construction", 0)):
        assert [operations[index, "cost index", "a year", year] for year in YEARS] == [change] * len(YEARS), index
    money = {
        (cell.label.words[:2], cell.label.heading): cell.value for cell in old.of("Requirement") if cell.label.words
    }
    for was, line in (("Transfers out", "transfers out"), ("Revenue other than rates", "other revenue")):
        for service in SERVICES:
            for year in YEARS:
                assert operations[line, service, "$ a year", year] == money[(was, service), year], (line, service, year)
    lines = {
        heading: column(carried, "Operations", heading)
        for heading in ("Line", "Service", "Category", "Cost index", "Base-year dollars", "Variable share")
    }
    dollars = [
        value for (called, _), value in money.items() if called[0] == "Operations in base-year dollars" and value
    ]
    assert len(dollars) == 3
    first = {heading: cells[:4] for heading, cells in lines.items()}
    assert first == {
        "Line": [*["Operations in base-year dollars"] * 3, None],
        "Service": [*SERVICES, None],
        "Category": [None] * 4,
        "Cost index": [*["labor"] * 3, None],
        "Base-year dollars": [*dollars, None],
        "Variable share": [0, 0, 0, None],
    }
    assert not any(value for cells in lines.values() for value in cells[3:])


def test_debt_is_a_row_a_line_and_service(carried, old):
    rows = [
        (f"{line}, {service}", service)
        for service in SERVICES
        for line in ("Existing debt service", "Proposed debt service")
    ]
    assert column(carried, "Debt", "Debt")[:7] == [*(name for name, _ in rows), None]
    assert column(carried, "Debt", "Service")[:7] == [*(service for _, service in rows), None]
    assert column(carried, "Debt", "Lien")[:7] == [*["senior"] * 6, None]
    owed = {
        (f"{cell.label.words[0]}, {cell.label.words[1]}", cell.label.heading): cell.value
        for cell in old.of("Requirement")
        if cell.label.words and "debt" in cell.label.words[0]
    }
    for year in YEARS:
        assert column(carried, "Debt", year)[:6] == [owed[name, year] for name, _ in rows]
    assert not [
        cell for cell in carried.typed if cell.sheet == "Debt" and cell.label.words and cell.label.words[0] in SERVICES
    ]


def test_capital_is_a_project_a_year_and_service(carried, old):
    spent = [
        (cell.label.heading, cell.label.words[1], cell.value)
        for cell in old.of("Requirement")
        if cell.label.words and cell.label.words[0] == "Capital paid in cash" and cell.value
    ]
    assert column(carried, "Capital plan", "Project")[:31] == [
        *(f"Capital of FY{year}, {of}" for year, of, _ in spent),
        None,
    ]
    assert column(carried, "Capital plan", "Base-year dollars")[:30] == [dollars for *_, dollars in spent]
    same = {"Cost index": "construction", "Years of spending": 1, "From grants": 0, "From debt": 0}
    for heading, value in same.items():
        assert column(carried, "Capital plan", heading)[:31] == [*[value] * 30, None], heading
    for plan in "ABC":
        assert column(carried, "Capital plan", f"First year in {plan}")[:31] == [*(year for year, *_ in spent), None]


def test_reserves_fees_and_taps(carried):
    reserves = by_label(carried, "Reserves")
    assert [reserves[service, "Operating (days of O&M)"] for service in SERVICES] == [77] * 3
    assert [reserves[service, "Unrestricted cash ($)"] for service in SERVICES] == [2_400_000, 1_150_000, 60_000]
    for heading in ("Restricted cash ($)", "Capital ($)", "Capital (of the year's spending)", "Rate stabilization ($)"):
        assert [reserves[service, heading] for service in SERVICES] == [0] * 3
    taps = {
        key: value
        for key, value in by_label(carried, "Fees and taps").items()
        if key[0] in ("tap", "meter-installation")
    }
    assert len(taps) == 14 * len(YEARS)
    assert set(taps.values()) == {0}
    assert {value for key, value in by_label(carried, "Fees and taps").items() if key[-1] == "Count, base year"} == {0}
    assert len([key for key in by_label(carried, "Determinants") if str(key[-1]).startswith("Sewer-only")]) > 10
    assert {v for k, v in by_label(carried, "Determinants").items() if str(k[-1]).startswith("Sewer-only")} == {0}


def test_the_revenue_proof_stands_on_actuals(carried):
    ledger = by_label(carried, "Actuals")
    assert ledger["water", "household", "Ledger ($)"] == 6_245_478.78
    assert column(carried, "Actuals", "Amount ($)")[:4] == [-38450.25, -9120.0, -4312.8, None]
    made_up = [
        value
        for cell, value in carried.typed.items()
        if cell.sheet == "Actuals" and isinstance(cell.label.heading, int)
    ]
    assert made_up and not any(made_up)


def test_levers_of_a_block(carried, old):
    number = next(
        cell.label.number for cell, value in carried.typed.items() if value == -0.25 and cell.sheet == "Scenarios"
    )
    levers = by_label(carried, "Scenarios", number)
    assert number == 7
    assert levers["water", "household", "usage", "increase", 2029] == 0.07
    assert levers["change of use", "all", "of volume", 2030] == -0.06
    for words, value in {
        ("outside multiplier", "x inside"): 1.7,
        ("irrigation multiplier", "x usage"): 3,
        ("sewer return", "of water"): 0.8,
        ("shift from base to usage", "sewer", "of revenue"): 0.03,
    }.items():
        assert levers[*words, BASE_YEAR + 1] == value
        assert not [year for year in YEARS if year != BASE_YEAR + 1 and levers.get((*words, year))]
    assert levers["elasticity of use", "exponent", "All years"] == -0.25


def test_names_of_scenarios_stand_in_their_blocks(carried, old, new):
    theirs, ours = old.scenarios(), new.scenarios()
    for number, there in zip(range(1, 7), (1, 3, 4, 5, 6, 7), strict=True):
        for cell, place in zip(theirs[number], ours[there], strict=True):
            assert carried.typed[place] == cell.value
    assert not {cell for cell in ours[2] if cell in carried.typed}


def test_what_has_no_place_is_said_and_counted(carried, old):
    left = {str(cell): why for cell, why in carried.left.items() if cell.sheet == "Bill frequency"}
    assert len(left) == 40
    assert set(left.values()) == {"bills stand by class, location, meter, irrigation and sewer now"}
    closed = {str(cell) for cell, why in carried.left.items() if why == CLOSED}
    filled = sum(cell.value is not None for cell in old.cells)
    assert carried.filled == filled - 40 - len(closed)
    assert len(carried.notes) == 1
    assert carried.notes[0].endswith("capital is in the dollars of its year: the construction index is 0 %")


def test_the_log_of_changes_goes_on_below_this_versions(carried, new):
    written = [cell.value for cell in new.column("Change log", "Version") if cell.value]
    assert column(carried, "Change log", "Version")[0] == "0.1.0"
    first = min(cell.label.number for cell in carried.typed if cell.sheet == "Change log")
    assert first == len(written) + 1


def test_only_what_differs_is_typed(carried):
    values = carried.values()
    for cell, value in carried.typed.items():
        assert values.get(cell.sheet, {}).get((cell.row, cell.column), cell.value) == value, cell
    typed = sum(map(len, values.values()))
    assert typed == sum(value != cell.value for cell, value in carried.typed.items()) < len(carried.typed)


def test_blocks_are_paired_by_name_and_then_in_order(old, new):
    class Named:
        """A model of scenarios with these names."""

        def __init__(self, *names):
            cell = new.named("Scenario")
            self.named = {number: (replace(cell, value=name), None) for number, name in enumerate(names, 1)}

        def scenarios(self):
            return self.named

    carried = Carried()
    theirs = Named("One", "No further increases", "Two", "Adopted", "Three")
    assert blocks(theirs, Named("Adopted", "No further increases", "A", "B"), carried) == {1: 3, 2: 2, 3: 4, 4: 1}
    assert carried.notes == ["the scenario Three has no block: this version holds 4"]


def test_a_value_without_a_place_is_left_only_if_there_is_one(new):
    carried, cell = Carried(), new.named("Base_year")
    carried.put(None, replace(cell, value=None))
    assert carried.left == {}
    carried.put(None, cell)
    carried.put(cell, replace(cell, value=7))
    assert (list(carried.left.values()), carried.typed) == (["this version has no such input"], {cell: 7})


def test_what_is_no_model_is_refused(rates_book):
    with pytest.raises(
        BadSchedule, match=r"alamogordo-rates\.xlsx is not a rate model: it has no input named Scenario"
    ):
        Inputs(rates_book)


def test_rates_of_another_instrument_are_told(old, new, tmp_path):
    parts, sheets = unpacked(OLD), sheet_parts(unpacked(OLD))
    rate = old.book.rows("Rates_adopted")[3][6]
    parts[sheets[rate.sheet]] = with_typed(parts[sheets[rate.sheet]], {(rate.row, rate.column): 99.99})
    write_parts(tmp_path / "ours.xlsx", parts)
    told = carry(Inputs(tmp_path / "ours.xlsx"), new).notes
    assert told[-1] == "the adopted rates are this version's; those of ours.xlsx differ"
