"""`alamo-xl scenario`, and bills of a scenario, from a saved model's inputs alone."""

import json
import re
from decimal import Decimal

import openpyxl
import pytest
from support.command import alamo_xl
from support.compared import KEYS, Pages
from support.full import full_in_ci
from support.what_if import IronCalc

from alamo_xl import bill, load_schedule
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.package import read_parts, sheet_parts, write_parts
from alamo_xl.books.reader import read_model, read_rates
from alamo_xl.books.saved import saved_book
from alamo_xl.books.typed import with_typed
from alamo_xl.functions import ALAMO_BILL
from alamo_xl.projection import project

ADOPTED = load_schedule()
RAISED = "Adopted"


def typed(path, cell, value):
    """The model with another value in one cell."""
    parts, (sheet, *place) = read_parts(path), cell
    part = sheet_parts(parts)[sheet]
    return {**parts, part: with_typed(parts[part], {tuple(place): value})}


def test_a_saved_what_if_is_reviewed_without_its_results(tmp_path, what_if):
    path = tmp_path / "mine.xlsx"
    for name, row, column, value in (
        ("Levers_6", 0, 8, 0.123),
        ("Det_entered", 0, 2, 780_000),
        ("Typical_ccf", 0, 0, 8),
    ):
        what_if.put(what_if.cells(name)[row][column], value)
    what_if.inputs.save(path)
    what_if.evaluate()
    sheet, row, column = what_if.cells("Level_utility")[0][0]
    assert openpyxl.load_workbook(path, data_only=True)[sheet].cell(row, column).value is None
    done = alamo_xl("scenario", str(path), "--json")
    told = json.loads(done.stdout)["scenarios"]
    workings = Pages(what_if, "Scenario workings", KEYS, what_if.scenario_names())
    assert list(told) == what_if.scenario_names()
    for name, result in told.items():
        for measure, said in (
            ("revenue", "Rate revenue"),
            ("net_revenue", "Net revenue"),
            ("cash", "Closing unrestricted cash"),
            ("cash_target", "Unrestricted cash target"),
        ):
            book = workings.of(name, said, "utility")
            assert [float(cell) for cell in result[measure]] == pytest.approx(book, abs=0.006)
            book = workings.of(name, said, "sewer")
            assert [float(cell) for cell in result["services"]["sewer"][measure]] == pytest.approx(book, abs=0.006)
        book = workings.of(name, "Typical bill", "household")
        assert [float(cell) for cell in result["typical_bill"]] == pytest.approx(book, abs=1e-9)
    shown = what_if.typed(what_if.cells("Scenario")[0][0])
    assert float(told[shown]["needed"]["utility"]["level"]) == pytest.approx(
        what_if.values("Level_utility")[0][0], abs=2e-6
    )
    assert told[shown]["tests"][-1] == what_if.values("Sentence_utility")[0][0]


def test_a_table_for_people(model_book):
    done = alamo_xl("scenario", model_book, "--scenario", "delay ONE year")
    lines = done.stdout.splitlines()
    assert lines[0] == "Delay one year"
    words = "year revenue ($) net ($) coverage cash ($) target ($) bill ($)"
    assert " ".join(lines[1].split()) == words
    assert [line for line in lines if line.startswith("  Needed level increase, utility: ")]
    assert max(map(len, lines)) <= 80


def test_a_need_that_no_increase_meets_is_not_told_as_no_need(tmp_path, opened):
    write_parts(tmp_path / "much.xlsx", typed(opened.path, opened.cells("Reserve_stabilisation")[0][0], 900_000_000))
    done = alamo_xl("scenario", tmp_path / "much.xlsx", "--scenario", RAISED)
    assert done.stdout.splitlines()[-2] == "  Needed level increase, utility: none up to 100 % is enough"


def test_a_scenario_that_cannot_be_calculated_says_why_and_leaves_the_others(tmp_path, opened):
    cell = lever(opened, 6, "shift from base to usage", "water")[3]
    write_parts(tmp_path / "low.xlsx", typed(opened.path, cell, 0.5))
    told = json.loads(alamo_xl("scenario", str(tmp_path / "low.xlsx"), "--json").stdout)["scenarios"]
    assert "a rate is 0 or more" in told["Own scenario"]["error"]
    assert "revenue" in told["Adopted"]


def lever(model, number, *words):
    """The cells of a scenario's lever, the one for all years first."""
    for row in model.cells(f"Levers_{number}"):
        if tuple(filter(None, map(model.typed, row[:3]))) == words:
            return row[4:]
    raise AssertionError(words)


def test_a_bill_of_a_scenario(model_book):
    arguments = ["--fy", "2028", "--class", "household", "--size", "3/4", "--ccf", "8", "--json"]
    late = json.loads(alamo_xl("bill", "--rates", model_book, "--scenario", "Delay one year", *arguments).stdout)
    before = json.loads(alamo_xl("bill", "--fy", "2027", *arguments[2:]).stdout)
    assert late["total"] == before["total"]
    assert late["lines"][0]["source"].startswith("Delay one year, in place of Resolution 2024-31")
    beyond = alamo_xl("bill", "--rates", model_book, "--scenario", "Adopted", "--fy", "2034", *arguments[2:])
    assert Decimal(json.loads(beyond.stdout)["total"]) > 0


def test_the_adopted_scenario_is_the_printed_rates(model_book):
    rates = read_rates(model_book, ADOPTED, "Adopted")
    for key, printed in ADOPTED.rates.items():
        assert rates.rates[key][: len(printed)] == printed


def test_the_solution_typed_into_the_book_brings_in_the_target(model_book, what_if):
    told = json.loads(alamo_xl("scenario", model_book, "--solve", "sewer", "2029", "9,500,000", "--json").stdout)
    for row in what_if.cells("Levers_1"):
        if what_if.typed(row[0]) == "sewer":
            what_if.put(row[9], float(told["increase"]))
    what_if.evaluate()
    revenue = Pages(what_if, "Revenue", KEYS).of("", "sewer", "rate revenue")[4]
    assert revenue == pytest.approx(float(told["revenue"]), abs=0.006)
    assert revenue >= 9_500_000


ONE_SERVICE = pytest.param("sewer", marks=full_in_ci("the increase of all services is found and typed alike"))


@pytest.fixture(scope="module", params=[None, ONE_SERVICE])
def raised(request, tmp_path_factory, model_book):
    """A copy with the level increase of all services to FY2031, or of one to the book's year; and what was told."""
    path = tmp_path_factory.mktemp("raised") / "raised.xlsx"
    arguments = ["--scenario", RAISED, "--solve", "level", "--from", "2027", "--write", path, "--json"]
    service, last = request.param, 2031 if request.param is None else read_model(model_book, ADOPTED).solve_to
    of = ("--service", service) if service else ("--to", last)
    return path, service, last, json.loads(alamo_xl("scenario", model_book, *arguments, *of).stdout)


def test_the_level_increase_written_into_a_copy_passes_there_and_a_tenth_of_a_per_cent_less_fails(raised, opened):
    path, service, last, told = raised
    whose, scope = service or "utility", service or "all services"
    assert (told["scenario"], told["whose"], told["from"], told["to"]) == (RAISED, whose, 2027, last)
    assert told["tests"][0].endswith("meets every test to FY2034.")
    copy, number = saved_book(path).sheets, opened.scenario_names().index(RAISED) + 1

    words = ("level increase", "level increase from", "level increase to")
    places = [lever(opened, number, word, scope)[0] for word in words]
    typed = [copy[sheet][row, column] for sheet, row, column in places]
    assert typed == [float(told["increase"]), 2027, last]
    assert typed[0] > 0
    book = opened.through(lambda model: IronCalc(path, model.sheets))
    for less, enough in ((0, True), (0.001, False)):
        book.engine.write(places[0], typed[0] - less)
        book.evaluate()
        verdicts = Pages(book, "Scenario workings", KEYS, book.scenario_names()).of(RAISED, "Tests", whose)
        assert ("MISSED" not in verdicts[2:]) == enough


def test_a_copy_differs_in_the_levers_that_were_typed_alone(raised, model_book):
    path, service, last, _ = raised
    before, after = (saved_book(each).sheets for each in (model_book, path))
    changed = {
        (sheet, place)
        for sheet in before
        for place in before[sheet].keys() | after[sheet].keys()
        if before[sheet].get(place) != after[sheet].get(place)
    }
    assert {sheet for sheet, _ in changed} == {"Scenarios"}
    assert len(changed) == 3
    scenario = read_model(path, ADOPTED).scenarios[RAISED]
    assert list(scenario.level) == [service or "all"]
    assert scenario.level[service or "all"][1:] == (2027, last)


@pytest.fixture(scope="module")
def cells(model_book):
    """The model's cells as they are saved."""
    return Cells.of(model_book)


@pytest.fixture
def read_once(cells, monkeypatch):
    """The model is read once for all that is refused."""
    monkeypatch.setattr(Cells, "of", lambda path: cells)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--scenario", "Wishful"], "it has: Adopted, No further increases, Delay one year"),
        (["--solve", "wine", "2028", "1"], "there are: water, sewer, reclaimed"),
        (["--solve", "water", "2025", "1"], "give a year from 2026 to 2034"),
        (["--solve", "water", "2028", "plenty"], "give dollars a year"),
        (["--solve", "water", "2028", "1"], "no increase from -50 % to 1,000 %"),
        (["--from", "2027"], "--from, --to, --service and --write go with --solve level"),
        (["--solve", "level", "--from", "2025"], "FY2025 cannot be solved for; give a year from 2026 to 2034"),
        (
            ["--solve", "level", "--from", "2030", "--to", "2029"],
            "the last year is FY2029; give one from FY2030 to FY2034",
        ),
        (["--solve", "level", "--service", "wine"], "no service is called 'wine'"),
        (["--solve", "level", "--from", "soon"], "fiscal year 'soon' is not understood"),
        (["--scenario", "Delay one year", "--solve", "water", "2028", "19e6"], "without a delay"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(model_book, read_once, arguments, words):
    done = alamo_xl("scenario", model_book, *arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_a_model_that_is_not_there_is_named():
    done = alamo_xl("scenario", "nowhere.xlsx")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "nowhere.xlsx" in done.stderr


def test_a_bad_cell_is_named(tmp_path, opened):
    write_parts(tmp_path / "bad.xlsx", typed(opened.path, opened.cells("Det_entered")[0][0], "many"))
    done = alamo_xl("scenario", str(tmp_path / "bad.xlsx"))
    assert done.returncode == 2
    assert re.search(r"bad\.xlsx, Determinants!E\d+ is 'many'; give a number from 0", done.stderr)


def test_the_functions_price_the_scenario_in_the_book(model_book, what_if):
    what_if.put(what_if.cells("Scenario")[0][0], "Uniform increase")
    what_if.evaluate()
    table = what_if.values("Rates_scenario")
    model = read_model(model_book, ADOPTED)
    for year in (2025, 2028, 2034):
        proposed = project(model.case, model.scenarios["Uniform increase"]).schedule
        expected = float(bill(proposed, year, "household", "3/4", 8).total)
        assert ALAMO_BILL(year, "household", "3/4", 8, rates=table) == expected
