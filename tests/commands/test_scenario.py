"""`alamo-xl scenario`, and bills of a scenario, from a saved model's inputs alone."""

import json
import re
from decimal import Decimal

import openpyxl
import pytest
from support.command import alamo_xl
from support.compared import KEYS, Pages
from support.what_if import WhatIf

from alamo_xl import bill, load_schedule
from alamo_xl.books.reader import read_model, read_rates
from alamo_xl.functions import ALAMO_BILL
from alamo_xl.projection import project

ADOPTED = load_schedule()


def changed_book(model_book, path, changes):
    """The model with other inputs and without a single result, as an engineer's script would leave it."""
    what_if = WhatIf(model_book)
    for name, row, column, value in changes:
        what_if.put(
            lever(what_if, *name)[column] if isinstance(name, tuple) else what_if.cells(name)[row][column], value
        )
    what_if.inputs.save(path)
    what_if.evaluate()
    return what_if


def test_a_saved_what_if_is_reviewed_without_its_results(tmp_path, model_book):
    path = tmp_path / "mine.xlsx"
    what_if = changed_book(
        model_book, path, [("Levers_6", 0, 8, 0.123), ("Det_entered", 0, 2, 780_000), ("Typical_ccf", 0, 0, 8)]
    )
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


def test_a_scenario_that_cannot_be_calculated_says_why_and_leaves_the_others(tmp_path, model_book):
    changed_book(model_book, tmp_path / "low.xlsx", [((7, "shift from base to usage", "water"), 0, 3, 0.5)])
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


def test_the_solution_typed_into_the_book_brings_in_the_target(model_book):
    told = json.loads(alamo_xl("scenario", model_book, "--solve", "sewer", "2029", "9,500,000", "--json").stdout)
    what_if = WhatIf(model_book)
    for row in what_if.cells("Levers_1"):
        if what_if.typed(row[0]) == "sewer":
            what_if.put(row[9], float(told["increase"]))
    what_if.evaluate()
    revenue = Pages(what_if, "Revenue", KEYS).of("", "sewer", "rate revenue")[4]
    assert revenue == pytest.approx(float(told["revenue"]), abs=0.006)
    assert revenue >= 9_500_000


@pytest.mark.parametrize("service", [None, "sewer"])
def test_the_level_increase_written_into_a_copy_passes_there_and_a_tenth_of_a_per_cent_less_fails(
    tmp_path, model_book, service
):
    path, name = tmp_path / "raised.xlsx", "No further increases"
    whose = service or "utility"
    arguments = ["--scenario", name, "--solve", "level", "--from", "2027", "--to", "2031", "--write", path, "--json"]
    done = alamo_xl("scenario", model_book, *arguments, *(("--service", service) if service else ()))
    told = json.loads(done.stdout)
    assert (told["scenario"], told["whose"], told["from"], told["to"]) == (name, whose, 2027, 2031)
    assert told["tests"][0].endswith("meets every test to FY2034.")
    book = WhatIf(path)
    number = book.scenario_names().index(name) + 1
    scope = service or "all services"
    cell, *_ = lever(book, number, "level increase", scope)
    assert book.typed(cell) == float(told["increase"]) > 0
    years = [book.typed(lever(book, number, f"level increase {word}", scope)[0]) for word in ("from", "to")]
    assert years == [2027, 2031]
    for less, enough in ((0, True), (0.001, False)):
        book.put(cell, float(told["increase"]) - less)
        book.evaluate()
        verdicts = Pages(book, "Scenario workings", KEYS, book.scenario_names()).of(name, "Tests", whose)
        assert ("MISSED" not in verdicts[2:]) == enough


def test_a_copy_differs_in_the_levers_that_were_typed_alone(tmp_path, model_book):
    path = tmp_path / "raised.xlsx"
    assert alamo_xl("scenario", model_book, "--solve", "level", "--from", "2028", "--write", path).returncode == 0
    before, after = (openpyxl.load_workbook(each) for each in (model_book, path))
    changed = {
        (sheet.title, cell.coordinate)
        for sheet in before
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != after[sheet.title][cell.coordinate].value
    }
    assert {sheet for sheet, _ in changed} == {"Scenarios"}
    assert len(changed) == 3
    model = read_model(path, ADOPTED)
    assert list(model.scenarios["Adopted"].level) == ["all"]
    assert model.scenarios["Adopted"].level["all"][1:] == (2028, model.solve_to)


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
        (["--solve", "level", "--from", "2030", "--to", "2029"], "the last year is FY2029; give FY2030 to FY2034"),
        (["--solve", "level", "--service", "wine"], "no service is called 'wine'"),
        (["--solve", "level", "--from", "soon"], "fiscal year 'soon' is not understood"),
        (["--scenario", "Delay one year", "--solve", "water", "2028", "19e6"], "without a delay"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(model_book, arguments, words):
    done = alamo_xl("scenario", model_book, *arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_a_model_that_is_not_there_is_named():
    done = alamo_xl("scenario", "nowhere.xlsx")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "nowhere.xlsx" in done.stderr


def test_a_bad_cell_is_named(tmp_path, model_book):
    changed_book(model_book, tmp_path / "bad.xlsx", [("Det_entered", 0, 0, "many")])
    done = alamo_xl("scenario", str(tmp_path / "bad.xlsx"))
    assert done.returncode == 2
    assert re.search(r"bad\.xlsx, Determinants!E\d+ is 'many'; give a number from 0", done.stderr)


def test_the_functions_price_the_scenario_in_the_book(model_book):
    what_if = WhatIf(model_book)
    what_if.put(what_if.cells("Scenario")[0][0], "Uniform increase")
    what_if.evaluate()
    table = what_if.values("Rates_scenario")
    model = read_model(model_book, ADOPTED)
    for year in (2025, 2028, 2034):
        proposed = project(model.case, model.scenarios["Uniform increase"]).schedule
        expected = float(bill(proposed, year, "household", "3/4", 8).total)
        assert ALAMO_BILL(year, "household", "3/4", 8, rates=table) == expected
