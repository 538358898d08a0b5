"""`alamo-xl scenario`, and bills of a scenario, from a saved model's inputs alone."""

import json
import re
from decimal import Decimal

import openpyxl
import pytest
from support.command import alamo_xl
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
        what_if.put(what_if.cells(name)[row][column], value)
    what_if.inputs.save(path)
    what_if.evaluate()
    return what_if


def test_a_saved_what_if_is_reviewed_without_its_results(tmp_path, model_book):
    path = tmp_path / "mine.xlsx"
    what_if = changed_book(
        model_book, path, [("Levers_6", 0, 8, 0.123), ("Det_entered", 0, 2, 700_000), ("Typical_ccf", 0, 0, 8)]
    )
    assert openpyxl.load_workbook(path, data_only=True)["Dashboard"]["F10"].value is None
    done = alamo_xl("scenario", str(path), "--json")
    told = json.loads(done.stdout)["scenarios"]
    shown = what_if.lines("Scenario results", 2)
    assert list(told) == what_if.scenario_names()
    for name, result in told.items():
        book = shown["Rate revenue", f"{name}|Rate revenue"]
        assert [float(cell) for cell in result["revenue"]] == pytest.approx(book, abs=0.006)
        book = shown["Typical household bill", f"{name}|Typical household bill"]
        assert [float(cell) for cell in result["typical_bill"]] == pytest.approx(book, abs=1e-9)


def test_a_table_for_people(model_book):
    done = alamo_xl("scenario", model_book, "--scenario", "delay ONE year")
    lines = done.stdout.splitlines()
    assert lines[0] == "Delay one year"
    assert re.split(r"\s{2,}", lines[1].strip())[:3] == ["year", "revenue ($)", "gap ($)"]
    assert max(map(len, lines)) <= 80


def test_a_scenario_that_cannot_be_calculated_says_why_and_leaves_the_others(tmp_path, model_book):
    changed_book(model_book, tmp_path / "short.xlsx", [("Levers_6", 0, 11, None)])
    told = json.loads(alamo_xl("scenario", str(tmp_path / "short.xlsx"), "--json").stdout)["scenarios"]
    assert "no rate is adopted for FY2031" in told["Own scenario"]["error"]
    assert "revenue" in told["Adopted"]


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


def test_the_solution_typed_into_the_book_brings_in_the_target(tmp_path, model_book):
    told = json.loads(alamo_xl("scenario", model_book, "--solve", "sewer", "2029", "9,500,000", "--json").stdout)
    sewer = [(place, row[0]) for place, row in enumerate(WhatIf(model_book).cells("Levers_1"))]
    what_if = WhatIf(model_book)
    for place, cell in sewer:
        if what_if.typed(cell) == "sewer":
            what_if.put(what_if.cells("Levers_1")[place][9], float(told["increase"]))
    what_if.evaluate()
    book = what_if.lines("Revenue scenario", 5)
    revenue = next(values for (_, words), values in book.items() if words == "Sewer in all")
    assert revenue[4] == pytest.approx(float(told["revenue"]), abs=0.006)
    assert revenue[4] >= 9_500_000


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--scenario", "Wishful"], "it has: Adopted, Delay one year"),
        (["--solve", "wine", "2028", "1"], "there are: water, sewer, reclaimed"),
        (["--solve", "water", "2025", "1"], "give a year from 2026 to 2034"),
        (["--solve", "water", "2028", "plenty"], "give dollars a year"),
        (["--solve", "water", "2028", "1"], "no increase from -50 % to 1,000 %"),
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
        proposed = project(model.case, *model.scenarios["Uniform increase"]).schedule
        expected = float(bill(proposed, year, "household", "3/4", 8).total)
        assert ALAMO_BILL(year, "household", "3/4", 8, rates=table) == expected
