"""alamo-xl upgrade: what a user typed into an earlier model stands in this version's, and what cannot is told."""

import shutil
from decimal import Decimal

import pytest
from support.command import alamo_xl
from support.places import DATA

from alamo_xl import library
from alamo_xl.books.carried import Inputs
from alamo_xl.books.input_cells import input_cells
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.package import read_parts, sheet_parts, write_parts
from alamo_xl.books.reader import read_model
from alamo_xl.books.saved import book_in
from alamo_xl.books.typed import typed_into, with_typed
from alamo_xl.books.unpack import unpacked
from alamo_xl.books.upgrade import upgraded
from alamo_xl.loader import load_schedule
from alamo_xl.projection import project

OLD = DATA / "rate-model-0.1.0.xlsx"
MINE = {
    "Control": {(10, 2): 2026, (14, 2): 120, (18, 2): 0.041, (24, 2): 7.5},
    "Determinants": {(12, 5): 130_001},
    "Requirement": {(13, 5): 2_500_001, (14, 5): 8_000_003, (15, 8): 812_345, (17, 9): 3_456_789, (20, 5): None},
    "Revenue proof": {(25, 1): "Audit's own item"},
    "Peers": {(11, 1): "Las Cruces"},
    "Affordability": {(9, 5): 51_234},
}
"""Cells of the old model, by sheet, row and column, that a user has changed."""


def inputs(path):
    parts = unpacked(path)
    return {(cell.sheet, cell.row, cell.column): cell for cell in input_cells(parts, book_in(parts, path.name))}


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A model of version 0.1.0 with its user's own figures, and an own scenario with every kind of lever."""
    places = inputs(OLD)
    levers = {
        ("water", "household", "usage", 2028): 0.0725,
        ("change of use", 2030): -0.05,
        ("outside multiplier", "All years"): 1.75,
        ("shift from base to usage", "sewer", "All years"): 0.04,
        ("elasticity of use", "All years"): -0.2,
    }
    typed = {sheet: dict(cells) for sheet, cells in MINE.items()}
    typed["Scenarios"] = {}
    names = [cell for cell in places.values() if cell.sheet == "Scenarios" and cell.label.heading == "Names"]
    typed["Scenarios"][names[5].row, names[5].column] = "Council's wish"
    for (sheet, row, column), cell in places.items():
        called = (*cell.label.words[:-1], cell.label.heading)
        if sheet == "Scenarios" and called in levers and cell.label.number == 6:
            typed[sheet][row, column] = levers[called]
    path = tmp_path_factory.mktemp("old") / "our-model.xlsx"
    write_parts(path, typed_into(OLD, {sheet: cells for sheet, cells in typed.items() if cells}))
    return path


class Built:
    """The model of this version, which is on the shelf already."""

    file = library.MODEL.file

    def __init__(self, path):
        self.path = path

    def write(self, schedule, path):
        return shutil.copy(self.path, path)


@pytest.fixture(scope="module")
def new(old, model_book):
    """The upgraded model and what the command said."""
    path = old.with_name("new.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "MODEL", Built(model_book))
        return path, alamo_xl("upgrade", old, "--out", path)


def test_every_number_has_its_place(new, old):
    path, said = new
    assert said.returncode == 0
    cells, model = Cells.of(path), read_model(path, load_schedule())
    assert cells.one("Base_year").value == cells.one("Determinants_year").value == 2026
    assert cells.one("Typical_ccf").value == 7.5
    assert cells.one("Median_income").value == 51_234
    assert cells.column("Det_bills")[0].value == 130_001
    assert {cell.value for cell in cells.column("Reserve_days")} == {120}
    assert cells.column("Reserve_cash")[0].value == 2_500_001
    assert [cell.value for cell in cells.column("Op_dollars")][:4] == [8_000_003, 4_050_000, 205_000, None]
    projects = dict(zip(*([c.value for c in cells.column(f"Project_{w}")] for w in ("name", "cost")), strict=True))
    assert projects["Capital of FY2028, water"] == 3_456_789
    assert sum(value is not None for value in projects.values()) == 30
    assert model.name_of("council's wish") == "Council's wish"
    text = {cell.value for cell in inputs(path).values()}
    assert {"Audit's own item", "Las Cruces"} <= text


def test_every_lever_has_its_place(new):
    path, _ = new
    levers = {
        (*cell.label.words[:-1], cell.label.heading): cell.value
        for cell in inputs(path).values()
        if cell.sheet == "Scenarios" and cell.label.words and cell.label.number == 7
    }
    assert levers["water", "household", "usage", 2028] == 0.0725
    assert levers["change of use", "all", 2030] == -0.05
    assert levers["outside multiplier", 2027] == 1.75, "from the first open year, and the later ones follow"
    assert levers["shift from base to usage", "sewer", 2027] == 0.04
    assert levers["elasticity of use", "All years"] == -0.2


def test_what_has_no_place_is_named_cell_by_cell(new, old):
    _, said = new
    left = [line for line in said.stdout.splitlines() if line.startswith("  Bill frequency!")]
    assert len(left) == 40
    assert "  Bill frequency!E11 (household 0 to 2 CCF, Bills) is 29231: " in left[0]
    assert not [line for line in said.stdout.splitlines() if "!" in line and "Bill frequency" not in line]


def test_a_model_of_this_version_carries_every_input(model_book, tmp_path):
    new = Inputs(model_book)
    first, line = new.named("Scenario_name_3"), new.column("Operations", "Line")[0]
    saved, out = tmp_path / "saved.xlsx", tmp_path / "out.xlsx"
    mine = {"Scenarios": {(first.row, first.column): "Renamed"}, "Operations": {(line.row, line.column): "Crews"}}
    parts = read_parts(model_book)
    sheets = sheet_parts(parts)
    write_parts(saved, {**parts, **{sheets[of]: with_typed(parts[sheets[of]], cells) for of, cells in mine.items()}})
    old = Inputs(saved)
    parts, carried = upgraded(old, new)
    assert (carried.left, carried.notes) == ({}, [])
    write_parts(out, parts)
    before, after = (
        {str(cell): cell.value for cell in each.cells if cell.sheet != "Change log"} for each in (old, Inputs(out))
    )
    assert before == after


def test_what_is_no_model_is_refused_and_nothing_is_written(workbooks, tmp_path):
    out = tmp_path / "new.xlsx"
    for given, words_said in (
        (workbooks / "alamogordo-rates.xlsx", "is not a rate model"),
        (tmp_path / "nowhere.xlsx", "nowhere.xlsx"),
    ):
        said = alamo_xl("upgrade", given, "--out", out)
        assert (said.returncode, out.exists()) == (2, False)
        assert words_said in said.stderr
    said = alamo_xl("upgrade", OLD, "--out", OLD)
    assert said.returncode == 2
    assert "a name of its own" in said.stderr


def test_what_rates_must_pay_for_is_what_it_was(new):
    """Base-year dollars grow as the old inflation had them; debt and capital are the dollars that were typed."""
    path, _ = new
    model = read_model(path, load_schedule())
    outcome = project(model.case, model.scenarios["Adopted"])
    water = {year.fiscal_year: year for year in outcome.cash["water"]}
    assert round(water[2028].operations, 2) == round(Decimal(8_000_003) * Decimal("1.041") ** 2, 2)
    assert water[2027].senior_debt == 812_345 + 1_350_000
    assert water[2028].capital_in_cash == water[2028].capital_spending == 3_456_789
    assert water[2028].other_revenue == 300_000
    assert water[2028].transfers == 450_000
    assert water[2026].opening_cash == 2_500_001
    assert {year.interest for year in outcome.cash["water"]} == {0}
