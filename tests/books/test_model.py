"""The model's native formulas against the law: the calculator's own formula text, filled down."""

import itertools
from decimal import Decimal

import ironcalc
import pytest
from openpyxl import Workbook
from support.command import alamo_xl
from support.counts import sample, share_of
from support.filled_down import fill_down
from support.half_cents import half_cents

from alamo_xl import bill, load_schedule
from alamo_xl.books.finish import read_parts, sheet_parts, write_parts

SCHEDULE = load_schedule()
ACCOUNTS = sorted({(k.customer_class, k.meter_size) for k in SCHEDULE.rates if k.service == "water" and k.meter_size})
VOLUMES = (0, 0.75, 2.3, 8, 8.0025, 137.455, 1234.5675)
INPUTS = tuple(
    f"Calc_{word}"
    for word in ("year", "class", "size", "location", "irrigation", "sewer", "units", "ccf", "reclaimed", "rates")
)
KEPT = ("Rates adopted", "Control")
SCENARIO_AS_ADOPTED = {
    "Scenario_values": "Rates_values",
    "Scenario_return": "Sewer_return",
    "Scenario_years": "Rates_years",
}


def accounts():
    """Every class, size, location, year and irrigation at several volumes."""
    kinds = itertools.product(ACCOUNTS, ("inside", "outside"), SCHEDULE.fiscal_years, (False, True), VOLUMES)
    for (household, size), location, year, irrigation, ccf in kinds:
        units = 24 if size == "multi-family" else None
        rates = "adopted" if year % 2 else "scenario"
        yield year, household, size, location, "yes" if irrigation else "no", "usual", units, ccf, 1.2345, rates


def every_tie():
    """Each usage rate's volumes up to 200 CCF whose charge ends in exactly half a cent."""
    for year, household, size, outside, irrigation, ccf in half_cents(SCHEDULE):
        location, garden = ("outside" if outside else "inside"), ("yes" if irrigation else "no")
        yield year, household, size, location, garden, "yes", None, ccf, 0, "adopted"


def ties():
    """This run's share of them."""
    return sample(list(every_tie()))


def filled_down(model, rows, path):
    """A book with a row an account: the calculator's own formulas, on the adopted rates for either choice of rates."""
    inputs = [dict(zip(INPUTS, account, strict=True)) for account in rows]
    adopted = model.defined_names
    names = {name: adopted[stands_for].attr_text for name, stands_for in SCENARIO_AS_ADOPTED.items()}
    return fill_down(model, "Calc_amounts", inputs, KEPT, names, path)


def law(account):
    year, household, size, location, irrigation, sewer, units, ccf, reclaimed, _ = account
    billed = {"usual": None, "yes": True, "no": False}[sewer]
    lines = bill(SCHEDULE, year, household, size, ccf, location, irrigation == "yes", billed, reclaimed, units).lines
    amounts = [line.amount for line in lines if line.service == "water"]
    amounts += [line.amount for line in lines if line.service == "sewer"] or [Decimal(0)] * 2
    return [*amounts, sum((line.amount for line in lines if line.service == "reclaimed"), Decimal(0))]


@pytest.fixture(
    scope="module", params=[(accounts, 1_500), (ties, share_of(24_000))], ids=["every account", "ties to 200 CCF"]
)
def scratch(request, tmp_path_factory, opened):
    accounts_or_ties, at_least = request.param
    rows = list(accounts_or_ties())
    assert len(rows) >= at_least
    path = tmp_path_factory.mktemp("filled") / "filled.xlsx"
    return rows, path, filled_down(opened.inputs, rows, path)


def test_the_calculators_formulas_equal_the_law_in_ironcalc(scratch):
    rows, path, columns = scratch
    model = ironcalc.load_from_xlsx(str(path))
    model.evaluate()
    for number, account in enumerate(rows, 1):
        got = [Decimal(repr(round(model.get_cell_value(0, number, column), 6))) for column in columns]
        assert got == law(account), account


def test_the_calculators_formulas_equal_the_law_in_libreoffice(scratch, libreoffice):
    rows, path, columns = scratch
    with libreoffice.book(path) as book:
        area = book.sheets.getByName("Bills").getCellRangeByPosition(0, 0, max(columns), len(rows) - 1).getDataArray()
    for account, cells in zip(rows, area, strict=True):
        assert [Decimal(repr(round(cells[column - 1], 6))) for column in columns] == law(account), account


@pytest.fixture
def model_with(what_if):
    """The model in IronCalc with inputs changed, by name."""

    def changed(changes):
        for name, value in changes.items():
            what_if.put(what_if.cells(name)[0][0], value)
        what_if.evaluate()
        return lambda name: what_if.values(name)[0][0]

    return changed


def test_the_calculator_as_it_opens(model_with):
    value = model_with({})
    assert value("Calc_total") == 88.65
    assert value("Calc_other_total") == 136.55
    assert value("Calc_change_words") == ", $47.90 more (54.0%)"
    assert value("Calc_account_words") == "household inside the city, a 3/4 inch meter, 8.000 CCF of water"
    assert value("Master_check") == "OK"
    assert {value(f"Calc_{word}_message") for word in ("size", "units", "years", "volume")} == {"OK"}
    assert value("Cmp_message") == value("Cmp_years_message") == "OK"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"Calc_size": "2"}, "Calc_size_message"),
        ({"Calc_size": "multi-family"}, "Calc_units_message"),
        ({"Calc_units": 24}, "Calc_units_message"),
        ({"Calc_ccf": -1}, "Calc_volume_message"),
        ({"Calc_ccf": "lots"}, "Calc_volume_message"),
        ({"Calc_ccf": None}, "Calc_volume_message"),
    ],
)
def test_what_cannot_be_billed_is_told_in_words_and_not_billed(model_with, changes, message):
    value = model_with(changes)
    assert str(value(message)).startswith("LOOK")
    assert value("Calc_total") == "not billed"
    assert str(value("Master_check")).startswith("LOOK")


def test_one_multi_family_unit_is_billed(model_with):
    changes = {"Calc_year": 2026, "Calc_size": "multi-family", "Calc_units": 1, "Calc_ccf": 8}
    assert model_with(changes)("Calc_total") == 88.65


def test_multi_family_outside(model_with):
    changes = {"Calc_year": 2027, "Calc_size": "multi-family", "Calc_units": 24, "Calc_ccf": 137.455}
    assert model_with({**changes, "Calc_location": "outside"})("Calc_total") == 4414.14


def test_the_saved_books_rate_table_is_read_back(tmp_path, model_book):
    assert alamo_xl("audit", "--rates", model_book).returncode == 0
    parts = read_parts(model_book)
    name = sheet_parts(parts)["Rates adopted"]
    changed = parts[name].replace(b"<v>24.21</v>", b"<v>24.22</v>")
    assert changed != parts[name]
    write_parts(tmp_path / "changed.xlsx", {**parts, name: changed})
    assert alamo_xl("audit", "--rates", tmp_path / "changed.xlsx").returncode == 1
    Workbook().save(tmp_path / "other.xlsx")
    done = alamo_xl("audit", "--rates", tmp_path / "other.xlsx")
    assert done.returncode == 2
    assert "no cells named Rates_adopted" in done.stderr
