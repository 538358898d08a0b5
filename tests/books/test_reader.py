"""A saved model's inputs, cell by cell: which field of a projection each one is, and what is refused by its name."""

import re
from decimal import Decimal

import pytest
from support.what_if import ADOPTED

from alamo_xl.books import vocabulary as words
from alamo_xl.books.named_cells import Cells, Rows
from alamo_xl.books.reader import base_revenue, model_in, read_model, read_rates
from alamo_xl.books.saved import SavedBook, saved_book
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Escalated, Level
from alamo_xl.projection import (
    Assumptions,
    ConnectionCharge,
    ExistingDebt,
    OperatingLine,
    Project,
    Reserve,
    ServiceFee,
    Targets,
    Terms,
    project,
)
from alamo_xl.schedule import RateKey

D = Decimal
FILE = "model.xlsx"
FIRST, LAST = 2025, 2034
YEARS = range(FIRST, LAST + 1)


@pytest.fixture(scope="module")
def saved(model_book):
    """The model as it was built."""
    return saved_book(model_book)


@pytest.fixture
def typed(saved):
    """The cells of the model with other values in them, by name, row and column from 0; columns from the last below."""

    def with_values(*changes):
        cells = Cells(saved, FILE)
        sheets = {sheet: dict(filled) for sheet, filled in saved.sheets.items()}
        for name, row, column, value in changes:
            cell = cells.rows(name)[row][column]
            sheets[cell.sheet][cell.row, cell.column] = value
        return Cells(SavedBook(saved.names, sheets), FILE)

    return with_values


def row_of(name, row, *values):
    """Changes that fill a row of tables whose columns have these names."""
    return [(column, row, 0, value) for column, value in zip(name, values, strict=True)]


def spare(cells, name):
    """The first row of a column in which nothing is typed."""
    return next(place for place, (value,) in enumerate(cells.values(name)) if value is None)


def test_what_holds_for_every_scenario(typed):
    named = {
        "Cash_pooled": " NO ",
        "Bad_debt": 0.999,
        "Interest_rate": 0.0375,
        "Reach": 1,
        "Real_prices": "yes",
        "Target_senior": 1.25,
        "Target_all": None,
        "Target_senior_less_connections": 100,
        "Target_all_less_connections": 0,
    }
    case = model_in(typed(*((name, 0, 0, value) for name, value in named.items())), ADOPTED).case
    targets = Targets(D("1.25"), None, D(100), D(0))
    assert case.assumptions == Assumptions(False, D("0.999"), D("0.0375"), D(1), True, targets)
    pooled = model_in(typed(("Cash_pooled", 0, 0, "Yes"), ("Real_prices", 0, 0, "no")), ADOPTED).case.assumptions
    assert (pooled.pooled, pooled.real_prices) == (True, False)


def test_lines_of_operation(typed):
    row = spare(typed(), "Op_line")
    before = model_in(typed(), ADOPTED).case.lines
    filled = [
        *row_of(words.OPERATING_LINES, row, "Pumps", "sewer", "Power", 12_345.5, "power", 0.75),
        *row_of(words.OPERATING_LINES, row + 2, "Crews", "Water", None, 0, "None", None),
        *row_of(words.OPERATING_LINES, row + 3, None, "reclaimed", None, 1e12, "chemicals", 1),
    ]
    cells = typed(*filled)
    unnamed = str(cells.column("Op_dollars")[row + 3])
    assert model_in(cells, ADOPTED).case.lines == (
        *before,
        OperatingLine("sewer", "Power", D("12345.5"), "power", D("0.75")),
        OperatingLine("water", "Crews", D(0), "", D(0)),
        OperatingLine("reclaimed", unnamed, D(10**12), "chemicals", D(1)),
    )


def test_projects_of_the_capital_plan(typed):
    row = spare(typed(), "Project_name")
    before = model_in(typed(), ADOPTED).case.projects
    filled = [
        *row_of(words.PROJECTS, row, "Tank", "water", 5e6, "construction", 100, 0.25, 0.5, FIRST - 100, None, 2030),
        *row_of(words.PROJECTS, row + 1, None, "sewer", 1, "general", 1, None, None, None, LAST + 100, None),
    ]
    cells = typed(*filled)
    unnamed = str(cells.column("Project_name")[row + 1])
    assert model_in(cells, ADOPTED).case.projects == (
        *before,
        Project("Tank", "water", D(5_000_000), "construction", 100, D("0.25"), D("0.5"), {"A": FIRST - 100, "C": 2030}),
        Project(unnamed, "sewer", D(1), "general", 1, D(0), D(0), {"B": LAST + 100}),
    )


def test_debt_and_its_terms(typed):
    cells = typed()
    row = spare(cells, "Debt_name")
    first = len(cells.rows("Debt_rows")[0]) - len(YEARS)
    numbers = [("Debt_rows", row, first + place, 1_000 * place) for place in range(1, 9)]
    debt = [("Debt_rows", row, column, text) for column, text in enumerate(("Loan", "Sewer", "subordinate"))]
    terms = row_of(words.DEBT_TERMS[1:], 1, "Subordinate", 1, 100, 0.03, 0.06)
    case = model_in(typed(*debt, *numbers, *terms), ADOPTED).case
    by_year = {FIRST + place: D(1_000 * place) for place in range(1, 9)}
    assert case.debt[-1] == ExistingDebt("Loan", "sewer", "subordinate", by_year)
    assert len(case.debt) == row + 1
    assert case.terms["sewer"] == Terms("subordinate", D(1), 100, D("0.03"), D("0.06"))
    assert list(case.terms) == ["water", "sewer", "reclaimed"]
    cells = typed(*debt, *numbers, ("Debt_rows", row, first + 3, None))
    blank = cells.rows("Debt_rows")[row][first + 3]
    with pytest.raises(BadSchedule, match=rf"{blank} is blank; give 0 in a year between two payments"):
        model_in(cells, ADOPTED)
    nameless = [("Debt_rows", row + 1, 1, "water"), ("Debt_rows", row + 1, 2, "senior")]
    cells = typed(*nameless)
    assert model_in(cells, ADOPTED).case.debt[-1] == ExistingDebt(
        str(cells.rows("Debt_rows")[row + 1][0]), "water", "senior", {}
    )


def test_reserves_fees_and_taps(typed):
    cells = typed()
    reserve = row_of(words.RESERVES[1:], 1, -500_000, 1, 90, 2, 0.5, 3)
    none = row_of(words.RESERVES[2:], 2, 0, 30, 0, 0, 0)
    last = len(cells.rows("Tap_rows")[0]) - 1
    taps = [("Tap_rows", 2, last, 1e12), ("Tap_rows", 2, last - 1, 0), ("Tap_rows", 2, last - 2, None)]
    case = model_in(typed(*reserve, *none, *taps, ("Fee_count", 1, 0, 1e12), ("Fee_count", 2, 0, 0)), ADOPTED).case
    assert case.reserves["sewer"] == Reserve(D(-500_000), D(1), D(90), D(2), D("0.5"), D(3))
    assert case.reserves["reclaimed"][1:] == (0, 30, 0, 0, 0)
    listed = [fee for fee in ADOPTED.fees if fee.fee in ("tap", "meter-installation")]
    assert [(tap.fee, tap.size, tap.service) for tap in case.connections] == [(f.fee, f.size, "water") for f in listed]
    by_year = case.connections[2].numbers
    assert (by_year[LAST], by_year[LAST - 1], LAST - 2 in by_year) == (10**12, 0, False)
    others = [fee.fee for fee in ADOPTED.fees if fee not in listed]
    assert [fee.fee for fee in case.fees] == others
    assert case.fees[1] == ServiceFee(others[1], cells.column("Fee_service")[1].value, D(10**12))
    assert case.fees[2].count == 0
    assert isinstance(case.connections[0], ConnectionCharge)


def test_indices_transfers_and_other_revenue(typed):
    cells = typed()
    index, money = (Rows(cells, *rows) for rows in (words.INDEX_ROWS, words.MONEY_ROWS))
    changed = {
        index.cell(2027, "power", words.COST_INDEX): -0.99,
        index.cell(LAST, "general", words.COST_INDEX): 0.5,
        money.cell(2028, words.TRANSFERS_OUT, "sewer"): 1e12,
        money.cell(FIRST, words.OTHER, "water"): 0,
    }
    sheets = {sheet: dict(filled) for sheet, filled in cells.book.sheets.items()}
    for cell, value in changed.items():
        sheets[cell.sheet][cell.row, cell.column] = value
    case = model_in(Cells(SavedBook(cells.book.names, sheets), FILE), ADOPTED).case
    assert list(case.indices) == list(words.INDICES)
    assert (case.indices["power"][2027], case.indices["general"][LAST]) == (D("-0.99"), D("0.5"))
    assert (case.transfers["sewer"][2028], case.other_revenue["water"][FIRST]) == (10**12, 0)
    assert list(case.transfers) == list(case.other_revenue) == ["water", "sewer", "reclaimed"]
    for row, least in (
        (index.cell(2027, "power", words.COST_INDEX), -0.991),
        (money.cell(2028, "other revenue", "sewer"), -1),
    ):
        sheets[row.sheet][row.row, row.column] = least
        with pytest.raises(BadSchedule, match=re.escape(f"{FILE}, {row} is {least}")):
            model_in(Cells(SavedBook(cells.book.names, sheets), FILE), ADOPTED)
        sheets[row.sheet][row.row, row.column] = 0


WRONG = [
    ("Bad_debt", 0, 1, "from 0 to 0.999"),
    ("Interest_rate", 0, 1.01, "from 0 to 1"),
    ("Reach", 0, -0.01, "from 0 to 1"),
    ("Target_all", 0, 101, "from 0 to 100"),
    ("Target_senior", 0, -1, "from 0 to 100"),
    ("Cash_pooled", 0, "perhaps", "give one of: yes, no"),
    ("Real_prices", 0, None, "is blank; give one of: yes, no"),
    ("Op_service", 0, "wine", "is 'wine'; give one of: water, sewer, reclaimed"),
    ("Op_service", 0, " ", "is blank; give one of: water"),
    ("Op_index", 0, "oil", "give one of: labor, power, chemicals, construction, general, none"),
    ("Project_index", 0, None, "is blank; give one of: labor"),
    ("Op_dollars", 0, -1, "from 0 to 1,000,000,000,000"),
    ("Op_dollars", 0, 1.1e12, "from 0 to 1,000,000,000,000"),
    ("Op_variable", 0, 1.01, "from 0 to 1"),
    ("Project_years", 0, 0, "from 1 to 100"),
    ("Project_years", 0, 101, "from 1 to 100"),
    ("Project_years", 0, 1.5, "give a whole number from 1 to 100"),
    ("Project_grant", 0, -0.1, "from 0 to 1"),
    ("Project_debt", 0, 1.1, "from 0 to 1"),
    ("Project_first_B", 0, FIRST - 101, "from 1,925 to 2,134"),
    ("Project_first_C", 0, LAST + 101, "from 1,925 to 2,134"),
    ("Terms_lien", 0, "junior", "give one of: senior, subordinate"),
    ("Terms_rate", 0, 1.5, "from 0 to 1"),
    ("Terms_term", 0, 0, "from 1 to 100"),
    ("Terms_term", 0, 101, "from 1 to 100"),
    ("Terms_issue", 0, -1, "from 0 to 1"),
    ("Terms_reserve", 0, 2, "from 0 to 1"),
    ("Reserve_cash", 0, None, "is blank; give a number"),
    ("Reserve_restricted", 0, -1, "from 0 to 1,000,000,000,000"),
    ("Reserve_stabilisation", 0, 1.1e12, "from 0 to 1,000,000,000,000"),
    ("Reserve_days", 1, None, "is blank; give a number"),
    ("Fee_count", 0, None, "is blank; give a number"),
    ("Fee_count", 0, -1, "from 0 to 1,000,000,000,000"),
    ("Fee_service", 0, "gas", "give one of: water"),
    ("Det_ccf", 0, None, "is blank; give a number from 0"),
    ("Base_year", 0, 2024, "from 2,025 to 2,029"),
    ("Base_year", 0, 2030, "from 2,025 to 2,029"),
    ("Horizon", 0, 2024, "from 2,025 to 2,034"),
    ("Horizon", 0, 2035, "from 2,025 to 2,034"),
    ("Solve_from", 0, 2024, "from 2,025 to 2,034"),
    ("Solve_to", 0, 2035, "from 2,025 to 2,034"),
    ("Typical_ccf", 0, -1, "from 0 to 1,000,000"),
    ("Typical_ccf", 0, 1_000_001, "from 0 to 1,000,000"),
    ("Scenario_name_2", 0, "  ", "give every scenario a name of its own"),
    ("Scenario_name_2", 0, "ADOPTED ", "is 'ADOPTED'; give every scenario a name of its own"),
]


@pytest.mark.parametrize(("name", "row", "value", "said"), WRONG, ids=[f"{each[0]} {each[2]}" for each in WRONG])
def test_what_is_out_of_bounds_is_named(typed, name, row, value, said):
    cells = typed((name, row, 0, value))
    with pytest.raises(BadSchedule, match=re.escape(f"{FILE}, {cells.rows(name)[row][0]}")) as refused:
        model_in(cells, ADOPTED)
    assert said in str(refused.value)


def test_a_year_that_is_not_the_next_is_named(typed):
    cells = typed(("Scenario_years", 0, 3, 2030))
    with pytest.raises(BadSchedule, match=re.escape(f"{cells.rows('Scenario_years')[0][3]} is 2030; give a number")):
        model_in(cells, ADOPTED)
    with pytest.raises(BadSchedule, match="is 2026"):
        model_in(typed(("Scenario_years", 0, 0, 2026)), ADOPTED)


def test_determinants_of_an_account(typed):
    cells = typed()
    numbers = dict(
        zip(
            ("bills", "units", "ccf", "sewer_bills", "sewer_units", "sewer_ccf", "sewer_only", "reclaimed"),
            range(1, 9),
            strict=True,
        )
    )
    sizes = [cell.value for cell in cells.column("Det_size")]
    irrigates = [cell.value for cell in cells.column("Det_irrigation")]
    rows = [sizes.index("multi-family"), next(place for place, size in enumerate(sizes) if size != "multi-family")]
    changes = [(f"Det_{word}", row, 0, number) for row in rows for word, number in numbers.items()]
    read = model_in(typed(*changes), ADOPTED).case.determinants
    by_unit, by_meter = (read[row] for row in rows)
    assert (by_unit.bills, by_unit.sewer_bills) == (2, 5)
    assert (by_meter.bills, by_meter.sewer_bills) == (1, 4)
    for each in (by_unit, by_meter):
        assert (each.ccf, each.sewer_ccf, each.sewer_only, each.reclaimed_ccf) == (3, 6, 7, 8)
    assert [each.irrigation for each in read] == [said == "yes" for said in irrigates]
    assert len(set(irrigates)) == 2
    assert [each.meter_size for each in read] == sizes
    classes, places = ([cell.value for cell in cells.column(f"Det_{word}")] for word in ("class", "location"))
    assert [(each.customer_class, each.location) for each in read] == list(zip(classes, places, strict=True))
    sized = model_in(typed(("Det_size", rows[1], 0, 2)), ADOPTED).case.determinants[rows[1]]
    assert sized.meter_size == "2", "a size that was typed as a number"
    assert model_in(typed(("Det_class", 0, 0, None)), ADOPTED).case.determinants[0].customer_class == ""


def test_shares_of_the_rows_of_a_rate_design(typed):
    cells = typed()
    keys = cells.column("Base_key")
    sheet, column = keys[0].sheet, "ZZ"
    names = {**cells.book.names, "Base_share": f"'{sheet}'!${column}${keys[0].row}:${column}${keys[-1].row}"}
    filled = cells.book.sheets[sheet]

    def with_shares(*values):
        shares = Cells(SavedBook(names, cells.book.sheets), FILE).column("Base_share")
        typed_in = {(cell.row, cell.column): value for cell, value in zip(shares, values, strict=True)}
        return Cells(SavedBook(names, {**cells.book.sheets, sheet: {**filled, **typed_in}}), FILE)

    count = len(keys)
    given = [place / count for place in range(count)]
    shares = model_in(with_shares(*given[:-1], 1), ADOPTED).case.shares
    by_text = {words.key_text(key): share for key, share in shares.items()}
    assert by_text == dict(zip([key.value for key in keys], map(D, map(str, [*given[:-1], 1])), strict=True))
    for wrong in (-0.01, 1.01, None):
        with pytest.raises(BadSchedule, match=rf"{column}{keys[1].row} .*; give a number from 0 to 1$"):
            model_in(with_shares(0, wrong, *given[2:]), ADOPTED)
    filled = filled | {(keys[1].row, keys[1].column): "another"}
    with pytest.raises(BadSchedule, match=rf"^{FILE}: Base year has no row .*$"):
        model_in(with_shares(*given), ADOPTED)


def lever(cells, number, heading, *called):
    """A change of a scenario's lever, by its words."""
    rows = Rows(cells, f"Levers_{number}", "Levers_head", words.LEVER_KEYS)
    at = rows.cell(heading, *called)
    first = cells.rows(f"Levers_{number}")[0][0]
    return f"Levers_{number}", at.row - first.row, at.column - first.column


BY_YEAR = {
    (words.OUTSIDE,): ("outside_multiplier", 10),
    (words.IRRIGATION,): ("irrigation_multiplier", 0),
    (words.SEWER_RETURN,): ("sewer_return", 1),
    (words.GROWTH,): ("growth", -0.5),
}
OF_ONE = {
    (words.SHIFT, "water"): ("shift", "water", 0.5),
    (words.SHIFT, "sewer"): ("shift", "sewer", -0.5),
    (words.USAGE_CHANGE, words.USE_OF_ALL): ("use", "all", -1),
    (words.USAGE_CHANGE, "irrigation"): ("use", "irrigation", 1),
    (words.USAGE_CHANGE, "reclaimed"): ("use", "reclaimed", 0.25),
    (words.USAGE_CHANGE, "household"): ("use", "household", -0.25),
}


def empty(cells, number):
    """Changes that empty a scenario's levers."""
    rows = cells.rows(f"Levers_{number}")
    return [
        (f"Levers_{number}", place, column, None)
        for place, row in enumerate(rows)
        for column in range(len(row) - len(YEARS) - 1, len(row))
    ]


def test_levers_by_year(typed):
    cells = typed()
    changes = [(*lever(cells, 3, 2028, *called), value) for called, (_, value) in BY_YEAR.items()]
    changes += [(*lever(cells, 3, 2029, *called), value) for called, (*_, value) in OF_ONE.items()]
    changes += [
        (*lever(cells, 3, 2027, words.ALL_SERVICES), 0.04),
        (*lever(cells, 3, 2028, words.ALL_SERVICES), 1),
        (*lever(cells, 3, 2028, "sewer", "non-household", "usage"), -0.5),
        (*lever(cells, 3, words.ALL_YEARS, words.ELASTICITY), -0.3),
        (*lever(cells, 3, words.ALL_YEARS, words.CAPITAL_PLAN), "b"),
        (*lever(cells, 3, words.ALL_YEARS, words.DELAY), 2030),
    ]
    read = list(model_in(typed(*empty(cells, 3), *changes), ADOPTED).scenarios.values())[2]
    for field, value in BY_YEAR.values():
        assert getattr(read, field) == {2028: D(str(value))}, field
    for field, whose, value in OF_ONE.values():
        assert getattr(read, field)[whose] == {2029: D(str(value))}, (field, whose)
    assert list(read.shift) == ["water", "sewer"]
    assert list(read.use) == ["all", "household", "non-household", "irrigation", "reclaimed"]
    assert (read.use["non-household"], read.level) == ({}, {})
    assert read.escalators[Escalated("sewer", "non-household", "usage")] == {2027: D("0.04"), 2028: D("-0.5")}
    assert read.escalators[Escalated("water", "household", "base")] == {2027: D("0.04"), 2028: D(1)}
    assert (read.elasticity, read.plan, read.delay_from) == (D("-0.3"), "B", 2030)
    as_adopted = list(model_in(typed(*empty(cells, 3)), ADOPTED).scenarios.values())[2]
    assert (as_adopted.elasticity, as_adopted.plan, as_adopted.delay_from) == (0, "A", None)
    assert not any(as_adopted.escalators.values())


def test_level_increases_by_scope(typed):
    cells = typed()
    given = {
        (words.LEVEL, words.ALL_SERVICES): 0.05,
        (words.LEVEL_FROM, words.ALL_SERVICES): 2027,
        (words.LEVEL, "sewer"): 0.03,
        (words.LEVEL_FROM, "sewer"): 2026,
        (words.LEVEL_TO, "sewer"): 2028,
        (words.LEVEL_FROM, "reclaimed"): 2026,
    }
    changes = [(*lever(cells, 4, words.ALL_YEARS, *called), value) for called, value in given.items()]
    read = list(model_in(typed(*empty(cells, 4), *changes), ADOPTED).scenarios.values())[3]
    assert read.level == {"all": Level(D("0.05"), 2027, LAST), "sewer": Level(D("0.03"), 2026, 2028)}
    half = (*lever(cells, 4, words.ALL_YEARS, words.LEVEL, "water"), 0.02)
    with pytest.raises(BadSchedule, match=r"Scenarios!E\d+ is blank; give the level increase its first year"):
        model_in(typed(*empty(cells, 4), half), ADOPTED)


@pytest.mark.parametrize(
    ("called", "heading", "value"),
    [
        ((words.ALL_SERVICES,), 2028, 1.01),
        ((words.OUTSIDE,), 2028, 10.5),
        ((words.ELASTICITY,), words.ALL_YEARS, 0.1),
        ((words.DELAY,), words.ALL_YEARS, 2025),
        ((words.DELAY,), words.ALL_YEARS, 2028.5),
        ((words.LEVEL, "water"), words.ALL_YEARS, -0.51),
        ((words.LEVEL_TO, "water"), words.ALL_YEARS, 2126),
        ((words.CAPITAL_PLAN,), words.ALL_YEARS, "D"),
    ],
)
def test_a_lever_beyond_its_limits_is_named(typed, called, heading, value):
    at = lever(typed(), 2, heading, *called)
    cells = typed((*at, value))
    cell = cells.rows(at[0])[at[1]][at[2]]
    with pytest.raises(BadSchedule, match=re.escape(f"{FILE}, {cell} is ")):
        model_in(cells, ADOPTED)


def test_the_model_as_a_whole(typed, saved):
    named = {"Base_year": 2027, "Horizon": 2033, "Solve_from": 2028, "Solve_to": 2031, "Typical_ccf": 7.5}
    named |= {"Scenario": "Delay one year", "Scenario_name_1": " Mine "}
    model = model_in(typed(*((name, 0, 0, value) for name, value in named.items())), ADOPTED)
    case = model.case
    assert (case.base_year, case.horizon, case.fiscal_years) == (2027, 2033, tuple(YEARS))
    assert (model.name, model.shown, model.typical_ccf) == (FILE, "Delay one year", D("7.5"))
    assert (model.typical_month, model.solve_from, model.solve_to) == (None, 2028, 2031)
    assert (case.adopted, case.shares) == (ADOPTED, {})
    assert next(iter(model.scenarios)) == next(iter(model.scenarios.values())).name == "Mine"
    assert model.name_of(" mine") == "Mine"
    with pytest.raises(BadSchedule, match=r"^model\.xlsx has no scenario 'Yours'; it has: Mine, No further increases"):
        model.name_of("Yours")
    assert str(model.typical_bill(ADOPTED, 2026)) == "86.00"  # 24.21 + 7.5 x 3.60 + 22.10 + 6.75 x 1.88
    assert model_in(typed(("Scenario", 0, 0, None)), ADOPTED).shown == ""


def test_rates_and_revenue_of_a_saved_model(model_book):
    assert read_rates(model_book, ADOPTED) is ADOPTED
    model = read_model(model_book, ADOPTED)
    assert model.name == model_book.name
    name = list(model.scenarios)[2]
    proposed = read_rates(model_book, ADOPTED, name.upper())
    assert proposed.rates == project(model.case, model.scenarios[name]).schedule.rates != ADOPTED.rates
    usage = RateKey("water", "household", "inside", "usage")
    billed = sum(each.ccf for each in model.case.determinants if each.water == usage)
    assert base_revenue(Cells.of(model_book), ADOPTED, 2026)[usage] == billed * D("3.60")


def test_a_rate_table_that_is_none_names_the_file(typed):
    with pytest.raises(BadSchedule, match=rf"^{FILE}: "):
        model_in(typed(("Rates_values", 0, 0, "lots")), ADOPTED)
