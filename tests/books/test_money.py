"""What rates must pay for and whether it is enough, on the model's sheets: worked by hand, and spoiled, in IronCalc."""

import pytest
from support.what_if import FIRST_YEAR_COLUMN, YEARS

FIRST = 2025


@pytest.fixture
def model(what_if):
    """The model as it comes."""
    return what_if


def put(model, changes):
    """Type values into cells of names: (name, row, column) to a value."""
    for (name, row, column), value in changes.items():
        model.put(model.cells(name)[row][column], value)
    model.evaluate()


def empty(model, *names):
    """Type nothing into all cells of names."""
    for name in names:
        for row in model.cells(name):
            for cell in row:
                model.put(cell, None)


def years(model, sheet, *words):
    """The values of the first row of a sheet with these words."""
    for row in range(1, model.sizes[sheet][0] + 1):
        found = [model.value((sheet, row, column)) for column in range(1, 4)]
        if tuple(found[: len(words)]) == words:
            return [model.value((sheet, row, FIRST_YEAR_COLUMN + year)) for year in range(YEARS)]
    raise AssertionError(f"{sheet} has no row {words}")


def in_year(model, year, *words):
    return years(model, *words)[year - FIRST]


def said(model, name, words):
    """What the checks, or alerts, that do not say OK are called."""
    return {
        model.typed((sheet, row, 1)): model.value((sheet, row, column + 1))
        for ((sheet, row, column),) in model.cells(name)
        if model.value((sheet, row, column)) == words
    }


PROJECT = ("name", "service", "index", "cost", "years", "grant", "debt", "first_A")
BUILT = dict(zip(PROJECT, ("Pipe", "sewer", "general", 1_000_000, 2, 0.25, 0.5, 2027), strict=True))


def build(model, **changes):
    """One project alone, its index raised by 10 % in FY2027 and 20 % in FY2028, on stated terms."""
    empty(model, *(f"Project_{word}" for word in PROJECT), "Project_first_B", "Project_first_C")
    typed = {(f"Project_{word}", 0, 0): value for word, value in {**BUILT, **changes}.items()}
    general = len(model.cells("Index_names")) - 1
    start = FIRST_YEAR_COLUMN - 1
    typed |= {("Index_rows", general, start + place): share for place, share in enumerate((0, 0, 0.1, 0.2, *[0] * 6))}
    terms = {"lien": "subordinate", "term": 3, "rate": 0.05, "issue": 0.02, "reserve": 0.06}
    typed |= {(f"Terms_{word}", 1, 0): value for word, value in terms.items()}
    put(model, typed)


def test_a_project_is_spent_in_equal_parts_at_each_years_prices_and_debt_is_sized_to_what_is_borrowed(model):
    build(model)
    spent = [0, 0, 550_000, 660_000, *[0] * 6]  # 500,000 x 1.1 and x 1.1 x 1.2
    assert years(model, "Cash flow", "Capital spending", "sewer") == pytest.approx(spent)
    assert years(model, "Cash flow", "Grants", "sewer") == pytest.approx([each / 4 for each in spent])
    assert years(model, "Cash flow", "Loan proceeds", "sewer") == pytest.approx([each / 2 for each in spent])
    assert years(model, "Cash flow", "Capital paid in cash", "sewer") == pytest.approx([each / 4 for each in spent])
    par = [each / 2 / 0.92 for each in spent]
    assert years(model, "Debt", "par", "sewer", "A") == pytest.approx(par)
    assert years(model, "Cash flow", "Cost of issue", "sewer") == pytest.approx([each * 0.02 for each in par])
    assert years(model, "Cash flow", "Financed reserve", "sewer") == pytest.approx([each * 0.06 for each in par])
    payment = 0.05 / (1 - 1.05**-3)  # a level payment a dollar, 0.36721: from the year after, three times
    owed = [0, 0, 0, par[2], par[2] + par[3], par[2] + par[3], par[3], 0, 0, 0]
    assert years(model, "Debt", "payments", "sewer", "A") == pytest.approx([payment * each for each in owed])


def test_what_is_spent_before_the_base_year_counts_for_nothing_and_earlier_years_are_blank(model):
    build(model, first_A=2026)
    put(model, {("Base_year", 0, 0): 2027})
    assert years(model, "Cash flow", "Capital spending", "sewer")[:4] == ["", "", 500_000, 0]
    cash = years(model, "Cash flow", "Opening unrestricted cash", "sewer")
    assert cash[:2] == ["", ""]
    assert cash[2] == model.values("Reserve_cash")[1][0]
    assert years(model, "Sufficiency", "Tests", "utility")[:2] == ["", ""]
    assert years(model, "Sufficiency", "Coverage of all debt", "utility")[:2] == ["", ""]


def test_a_scenario_builds_its_plan(model):
    build(model)
    put(model, {("Project_first_B", 0, 0): 2031})
    lever = next(row for row in model.cells("Levers_1") if model.typed(row[0]) == "capital plan")
    for letter, year in (("B", 2031), (None, 2027), ("A", 2027)):
        model.put(lever[4], letter)
        model.evaluate()
        spent = years(model, "Cash flow", "Capital spending", "sewer")
        assert [FIRST + place for place, dollars in enumerate(spent) if dollars] == [year, year + 1]


def test_operations_follow_flow_by_their_variable_share(model):
    empty(model, "Op_line", "Op_service", "Op_category", "Op_dollars", "Op_index", "Op_variable")
    names = ("line", "service", "category", "index", "dollars", "variable")
    for row, of in enumerate((("a", "water", "x", None, 1000, 0), ("b", "water", "x", "power", 500, 0.4))):
        put(model, {(f"Op_{word}", row, 0): value for word, value in zip(names, of, strict=True)})
    power = in_year(model, 2026, "Costs", "power", "cost index")
    flow = next(
        model.value(("Demand", row, FIRST_YEAR_COLUMN + 1))
        for row in range(1, model.sizes["Demand"][0])
        if [model.value(("Demand", row, column)) for column in (1, 2)] == ["water", "flow"]
    )
    expected = 1000 + 500 * power * (1 + 0.4 * (flow - 1))
    assert flow != 1
    assert in_year(model, 2026, "Cash flow", "Operation and maintenance", "water") == pytest.approx(expected)


LOST = [
    ({("Op_dollars", 30, 0): 5}, "All dollars of O&M are of a service"),
    ({("Project_cost", 30, 0): 5}, "All costs of projects are of a service"),
]


@pytest.mark.parametrize(("changes", "check"), LOST, ids=[check for _, check in LOST])
def test_dollars_of_no_service_are_named_with_their_row(model, changes, check):
    put(model, changes)
    name, row, _ = next(iter(changes))
    sheet, number, _ = model.cells(name)[row][0]
    assert said(model, "Check_results", "LOOK")[check] == f"{sheet}, row {number}"


def test_a_project_that_is_paid_twice_over_is_named(model):
    put(model, {("Project_grant", 4, 0): 0.5, ("Project_debt", 4, 0): 0.6})
    project = model.values("Project_name")[4][0]
    said_of = said(model, "Check_results", "LOOK")["Grants and debt pay no more than all of a project"]
    assert said_of == f"Capital plan, the project {project}"


def test_a_horizon_before_the_base_year_and_an_end_before_its_start_are_seen(model):
    put(model, {("Base_year", 0, 0): 2029, ("Horizon", 0, 0): 2028, ("Solve_to", 0, 0): 2026})
    assert {
        "The horizon is not before the base year",
        "The needed increase ends where it starts, or later",
    } <= said(model, "Check_results", "LOOK").keys()


COVENANT = "The covenant's coverage is met in every year"
POOLED = "The utility's cash meets its targets, where it is pooled"
ALONE = "Each service meets its tests, where it stands alone"
NEGATIVE = "No service's cash is negative"


def test_alerts_read_the_utility_where_cash_is_pooled_and_services_where_it_is_not(model):
    put(model, {("Reserve_cash", 0, 0): 1e8, ("Reserve_stabilisation", 2, 0): 5e7})
    assert not {COVENANT, POOLED, ALONE, NEGATIVE} & said(model, "Alert_results", "ALERT").keys()
    put(model, {("Cash_pooled", 0, 0): "no"})
    alerts = said(model, "Alert_results", "ALERT")
    assert ALONE in alerts
    assert POOLED not in alerts
    put(model, {("Reserve_cash", 1, 0): -1e8})
    assert NEGATIVE in said(model, "Alert_results", "ALERT")
    assert set(years(model, "Cash flow", "Unrestricted cash is", "sewer")) == {"NEGATIVE"}
    assert set(years(model, "Cash flow", "Unrestricted cash is", "water")) == {"not negative"}
    put(model, {("Target_all", 0, 0): 9.5})
    assert COVENANT in said(model, "Alert_results", "ALERT")


def test_the_first_year_that_each_test_fails_is_a_sentence(model):
    put(model, {("Target_all", 0, 0): None, ("Target_all_less_connections", 0, 0): None})
    (sentence,) = model.values("Sentence_water")[0]
    assert sentence == "Water meets every test to FY2034."
    covered = years(model, "Sufficiency", "Coverage of senior debt", "water")
    least = min(covered)
    put(model, {("Target_senior", 0, 0): least + 0.01, ("Target_senior_less_connections", 0, 0): None})
    year = FIRST + next(place for place, times in enumerate(covered) if times < least + 0.01)
    assert model.values("Sentence_water") == [
        [f"Water first misses its target of coverage of senior debt in FY{year}."]
    ]
    put(model, {("Horizon", 0, 0): year - 1})
    assert model.values("Sentence_water") == [[f"Water meets every test to FY{year - 1}."]]


def test_no_debt_is_no_test_of_coverage(model):
    empty(model, "Project_debt")
    put(model, {("Debt_rows", row, 5 + year): None for row in range(4) for year in range(YEARS)})
    assert set(years(model, "Sufficiency", "Coverage of all debt", "utility")) == {"no debt"}
    assert set(years(model, "Sufficiency", "Short of target: all debt", "utility")) == {0}


def test_an_increase_that_is_not_needed_is_0_and_one_that_nothing_gives_is_none(model):
    put(model, {("Reserve_cash", row, 0): 1e9 for row in range(3)} | {("Target_all", 0, 0): None})
    empty(model, *(f"Target_{each}" for each in ("senior", "senior_less_connections", "all_less_connections")))
    model.evaluate()
    assert model.values("Level_utility") == [[0]]
    put(model, {("Reserve_stabilisation", 0, 0): 9e8, ("Reserve_cash", 0, 0): 0})
    assert model.values("Level_water") == [["none"]]
    assert "none" in model.values("As_needed_water")[0]
    assert model.values("Level_sewer") == [[0]]
