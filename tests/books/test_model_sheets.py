"""The model's sheets that no projection holds, at inputs of our own, against bills made out of the document."""

from decimal import Decimal

import pytest
from support import document
from support.what_if import ADOPTED

from alamo_xl.books.named_cells import Cells
from alamo_xl.books.reader import model_in
from alamo_xl.projection import UTILITY, project, total
from alamo_xl.projection.demand import demand
from alamo_xl.projection.outcome import revenue

BASE, TO = 2026, 2029
TYPICAL_CCF, BUSINESS_CCF, BUSINESS_SIZE = 7.5, 33.333, "1-1/2"
INCOME, LOWEST, GROWTH, WAGE = 51_234, 20_345, 0.03, 13.5
COMPARED = ("non-household", "2", True)
CCF = 12.345
INPUTS = {
    "Base_year": BASE,
    "Typical_ccf": TYPICAL_CCF,
    "Business_ccf": BUSINESS_CCF,
    "Business_size": BUSINESS_SIZE,
    "Median_income": INCOME,
    "Lowest_income": LOWEST,
    "Affordability_threshold": 0.02,
    "Threshold_lowest_income": 0.1,
    "Income_growth": GROWTH,
    "Minimum_wage": WAGE,
    "Cmp_from": BASE,
    "Cmp_to": TO,
    "Cmp_to_rates": "scenario",
    "Cmp_class": COMPARED[0],
    "Cmp_size": COMPARED[1],
    "Cmp_location": "outside",
    "Cmp_ccf": CCF,
}
ITEMS = {("water", "household"): "-38450.25", ("sewer", "household"): "-9120", ("water", "non-household"): "-4312.80"}
"""The reconciling items of the illustration."""


@pytest.fixture(scope="module")
def what_if(opened):
    """The model in IronCalc under the adopted scenario, with the inputs above."""
    with opened.trial():
        for name, value in INPUTS.items():
            opened.put(opened.cells(name)[0][0], value)
        opened.evaluate()
        yield opened


@pytest.fixture(scope="module")
def model(what_if):
    """The same inputs, read as the commands read them."""
    return model_in(Cells(what_if.saved(), "the model"), ADOPTED)


def month(year, customer_class, size, ccf, outside=False):
    """A month's water, sewer and bill in dollars, out of the document."""
    lines = document.bill_lines(year, customer_class, size, ccf, outside)
    return [float(sum(part)) for part in (lines[:2], lines[2:], lines)]


def near(expected):
    return pytest.approx(expected, abs=1e-9)


def change(before, after):
    return [near(after - before), near(after / before - 1)]


ENDS = ("from year", "to year")
LINES = ("Water base", "Water usage", "Sewer base", "Sewer usage")
PARTS = ("Water", "Sewer", "Bill")


def test_the_comparison_by_volume(what_if):
    chosen, rows = (list(what_if.rows_of(table)) for table in ("Bill_at_volume", "Bills_by_volume"))
    assert [row["Volume (CCF)"] for row in chosen] == [CCF]
    assert len(rows) > 20
    for row in (*chosen, *rows):
        volume = row["Volume (CCF)"]
        before, after = (month(year, *COMPARED[:2], volume, COMPARED[2]) for year in (BASE, TO))
        for end, amounts in zip(ENDS, (before, after), strict=True):
            assert [row[f"{part}, {end} ($)"] for part in PARTS] == [near(amount) for amount in amounts], volume
        assert [row["Change ($)"], row["Change (%)"]] == change(before[2], after[2]), volume


def test_bills_by_account(what_if):
    rows = list(what_if.table("Bills by account", "Class"))
    assert len(rows) == 22
    for row in rows:
        before, after = (
            document.bill_lines(year, row["Class"], row["Size"], CCF, row["Location"] == "outside")
            for year in (BASE, TO)
        )
        for end, lines in zip(ENDS, (before, after), strict=True):
            amounts = [row[f"{charge}, {end} amount ($)"] for charge in LINES]
            assert amounts == [near(float(amount)) for amount in lines], row
            assert row[f"Bill, {end} ($)"] == near(float(sum(lines))), row
        assert [row["Change ($)"], row["Change (%)"]] == change(float(sum(before)), float(sum(after)))


def test_the_bill_frequency_adds_up(what_if):
    rows = list(what_if.table("Bill frequency", "Class"))
    assert len(rows) > 400
    for share in what_if.table("Bill frequency", "Up to (CCF a month)"):
        for customer_class in ("household", "non-household"):
            own = [row for row in rows if row["Class"] == customer_class]
            below = [row for row in own if row["Over (CCF)"] < share["Up to (CCF a month)"]]
            for words, heading in (("Bills", "Bills"), ("Water", "Water (CCF)")):
                part, whole = (sum(row[heading] for row in of) for of in (below, own))
                assert share[f"{heading}, {customer_class}"] == part
                assert share[f"{words}, {customer_class} (%)"] == near(part / whole)
    for tied in what_if.table("Bill frequency", "Class of the totals"):
        place = tied["Class of the totals"], tied["Location of the totals"]
        own = [row for row in rows if (row["Class"], row["Location"]) == place]
        for heading in ("Bills", "Water (CCF)"):
            assert tied[f"{heading} here"] == sum(row[heading] for row in own) > 0
            assert tied[f"{heading}, difference (%)"] == near(0)


def test_affordability(what_if):
    lines = {words: values for (_, words), values in what_if.lines("Affordability", 2).items()}
    first = ADOPTED.fiscal_years[0]
    for place, year in enumerate(ADOPTED.fiscal_years):
        home = month(year, "household", "3/4", TYPICAL_CCF)
        business = month(year, "non-household", BUSINESS_SIZE, BUSINESS_CCF)[2]
        index = (1 + GROWTH) ** (first + place - BASE)
        expected = {"Typical bill|non-household": business, "Incomes and wages|base year is 1": index}
        for words, bill_of in zip(("Water", "Sewer", "Water and sewer"), home, strict=True):
            expected[f"{words}|monthly bill"] = bill_of
            for income, whose in ((INCOME, "median income"), (LOWEST, "lowest-quintile income")):
                expected[f"{words}|of {whose}"] = 12 * bill_of / (income * index)
        expected["Work at minimum wage|for a month's bill"] = home[2] / (WAGE * index)
        for words, amount in expected.items():
            assert lines[words][place] == near(amount), (words, year)
        for whose, threshold in (("median income", 0.02), ("lowest-quintile income", 0.1)):
            over = lines[f"Water and sewer|of {whose}"][place] > threshold
            assert lines[f"Together against it|of {whose}"][place] == ("OVER" if over else "within")
    assert "OVER" in lines["Together against it|of median income"]
    assert "within" in lines["Together against it|of median income"]


def test_of_no_income_a_bill_takes_no_share(what_if):
    with what_if.trial():
        what_if.put(what_if.cells("Median_income")[0][0], 0)
        what_if.evaluate()
        assert set(what_if.values("Bill_share_of_income")[0]) == {0}


def test_peers(what_if):
    rows = list(what_if.table("Peers", "Utility"))
    assert len(rows) == 4
    for row in rows:
        ours = month(int(row["Fiscal year"]), "household", "3/4", TYPICAL_CCF)[2]
        theirs = row["Water ($ a month)"] + row["Sewer ($ a month)"]
        assert row["Bill ($ a month)"] == near(theirs)
        assert row["This utility ($ a month)"] == near(ours)
        assert row["This utility over it ($)"] == near(ours - theirs)


def test_the_dashboard(what_if, model):
    outcome = project(model.case, model.scenarios["Adopted"])
    lines = {words: values for (_, words), values in what_if.lines("Dashboard", 1).items()}
    first = ADOPTED.fiscal_years.index(BASE)
    for place, cash in enumerate(outcome.cash[UTILITY], first):
        year = cash.fiscal_year
        fixed = float(total(outcome.revenue[year], charge="base") / cash.rate_revenue)
        assert lines["Rate revenue"][place] == pytest.approx(float(cash.rate_revenue), abs=0.006)
        assert [lines[words][place] for words in ("Fixed charges", "Usage charges")] == [near(fixed), near(1 - fixed)]
    before = 0.0
    for place, year in enumerate(ADOPTED.fiscal_years):
        home = month(year, "household", "3/4", TYPICAL_CCF)[2]
        assert lines["Typical household bill"][place] == near(home)
        assert lines["Household bill, more than the year before"][place] == near(home - before if place else 0)
        before = home


def test_the_revenue_proof(what_if, model):
    earned = project(model.case, model.scenarios["Adopted"]).revenue[BASE]
    rows = list(what_if.table("Actuals", "Service"))
    assert len(rows) == 5
    for row in rows:
        service, customer_class = row["Service"], row["Class"]
        items = Decimal(ITEMS.get((service, customer_class), 0))
        computed = total(earned, service=service, customer_class=customer_class)
        variance = float(computed + items) - row["Ledger ($)"]
        assert row["Computed ($)"] == pytest.approx(float(computed), abs=0.006)
        assert row["Reconciling items ($)"] == float(items)
        assert row["Variance ($)"] == pytest.approx(variance, abs=0.006)
        assert row["Variance (%)"] == pytest.approx(variance / row["Ledger ($)"], abs=1e-9)
        within = abs(variance / row["Ledger ($)"]) <= what_if.values("Proof_tolerance")[0][0]
        assert row["Within tolerance"] == ("OK" if within else "ALERT")


SHOWN_ON = ("Rates scenario", "Demand", "Revenue", "Cash flow", "Sufficiency", "Dashboard")


def test_what_is_of_a_scenario_says_which(what_if):
    (name,) = what_if.values("Scenario")[0]
    for sheet in SHOWN_ON:
        texts = [what_if.value((sheet, row, 1)) for row in range(4, 8)]
        assert f"Scenario: {name}" in texts, sheet


@pytest.fixture
def standing(what_if):
    """It with real prices, inflation, elasticity and growth."""
    with what_if.trial():
        what_if.put(what_if.cells("Real_prices")[0][0], "yes")
        for row in what_if.cells("Levers_1"):
            words = what_if.typed(row[0])
            if words == "elasticity of use":
                what_if.put(row[4], -0.3)
            if words == "growth of accounts":
                what_if.put(row[6], 0.015)
        what_if.evaluate()
        yield what_if


def test_revenue_at_standing_rates_follows_accounts_use_and_real_prices(standing):
    read = model_in(Cells(standing.saved(), "the model"), ADOPTED)
    case, levers = read.case, read.scenarios["Adopted"]
    assert (levers.elasticity, case.assumptions.real_prices) == (Decimal("-0.3"), True)
    place, years = ADOPTED.fiscal_years.index(BASE), case.fiscal_years
    still = ADOPTED.with_rates({key: (row[place],) * len(years) for key, row in ADOPTED.rates.items()}, years, "still")
    used = demand(case, levers, still)
    lines = revenue(still, {year: each.volumes for year, each in used.items()})
    expected = [float(total(of_year)) for of_year in lines.values()]
    sums = [row for (_, words), row in standing.lines("Revenue", 5).items() if words == "utility|rate revenue"]
    assert sums[1][place:] == [pytest.approx(amount, abs=0.006) for amount in expected]
    assert expected[-1] != expected[0]


def test_rates_beyond_the_adopted_years_are_called_not_adopted(what_if):
    said = [what_if.value(("Rates scenario", row, 1)) for row in range(4, 10)]
    assert f"Years after FY{ADOPTED.fiscal_years[-1]} are not adopted" in said


def test_a_difference_of_the_functions_sheet_shows_between_any_two_of_its_answers(what_if):
    (_, first, _), *_ = what_if.cells("Functions_absent")[0]
    row = next(number for number in range(1, first) if what_if.typed(("Functions", number, 1)) == "A household, 8 CCF")
    assert "MAX($B" in what_if.typed(("Functions", row, 5))
    assert "MIN($B" in what_if.typed(("Functions", row, 5))
