"""Scenarios: closed years count for nothing and are named, levers stand by year, the list of names is the blocks'."""

import re

import pytest

YEARS = range(2025, 2035)
NAMED = "No lever is in a closed year or half given"


class Levers:
    """The levers of a scenario, by their words."""

    def __init__(self, what_if, number):
        rows = what_if.cells(f"Levers_{number}")
        self.what_if = what_if
        self.rows = {tuple(filter(None, (what_if.typed(cell) for cell in row[:3]))): row for row in rows}

    def put(self, *words, **given):
        """Cells of a lever: `all_years`, or y2027 and the like."""
        for when, value in given.items():
            place = 4 if when == "all_years" else 5 + int(when.removeprefix("y")) - YEARS[0]
            self.what_if.put(self.rows[words][place], value)


def look(what_if, check=NAMED):
    """A check's verdict and the cell that it names."""
    cells = what_if.cells("Check_results")
    ((sheet, first, column),) = cells[0]
    row = next(row for row in range(first, first + len(cells)) if what_if.typed((sheet, row, 1)) == check)
    return what_if.value((sheet, row, column)), what_if.value((sheet, row, column + 1))


def rates(what_if, *words):
    """A row of Rates scenario, by its words."""
    head = what_if.cells("Rates_scenario")
    row = next(row for row in head if [what_if.typed(cell) or "" for cell in row[:5]] == [*words, ""][:5])
    return [round(what_if.value(cell), 2) for cell in row[-len(YEARS) :]]


HOUSEHOLD = ("water", "household", "inside", "base", "3/4")
OUTSIDE = ("water", "household", "outside", "base", "3/4")
PRINTED = [19.37, 24.21, 29.05, 34.86, 37.3]


def test_a_lever_in_a_closed_year_counts_for_nothing_and_is_named(what_if):
    what_if.put(what_if.cells("Base_year")[0][0], 2026)
    levers = Levers(what_if, 1)
    levers.put("growth of accounts", y2026=None)
    levers.put("water", "household", "base", y2026=0.5)
    for number in range(2, 8):
        Levers(what_if, number).put("growth of accounts", y2026=None)
    shifted = what_if.scenario_names().index("Rate-design shift") + 1
    for service in ("water", "sewer"):
        Levers(what_if, shifted).put("shift from base to usage", service, y2026=None)
    what_if.evaluate()
    assert rates(what_if, *HOUSEHOLD)[:5] == PRINTED
    sheet, row, column = levers.rows["water", "household", "base"][6]
    assert look(what_if) == ("LOOK", f"{sheet}!{'ABCDEFGH'[column - 1]}{row}")
    levers.put("water", "household", "base", y2026=None)
    what_if.evaluate()
    assert look(what_if) == ("OK", "")


def test_the_first_year_takes_no_lever(what_if):
    levers = Levers(what_if, 1)
    levers.put("all services", y2025=0.05)
    what_if.evaluate()
    assert rates(what_if, *HOUSEHOLD)[:5] == PRINTED
    verdict, where = look(what_if)
    assert verdict == "LOOK"
    assert where == f"Scenarios!F{levers.rows[('all services',)][5][1]}"


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        ({"level increase": 0.05}, "level increase"),
        ({"level increase from": 2028}, "level increase from"),
        ({"level increase": 0.05, "level increase from": 2029, "level increase to": 2027}, "level increase to"),
    ],
)
def test_a_level_increase_is_whole_or_named(what_if, given, cell):
    levers = Levers(what_if, 3)
    for words, value in given.items():
        levers.put(words, "sewer", all_years=value)
    what_if.evaluate()
    assert look(what_if) == ("LOOK", f"Scenarios!E{levers.rows[cell, 'sewer'][4][1]}")


def test_a_scenario_that_departs_keeps_the_adopted_per_cents(what_if):
    Levers(what_if, 1).put("all services", y2027=0.04, y2030=None, y2031=None, y2032=None, y2033=None, y2034=None)
    what_if.evaluate()
    # 24.21 x 1.04 = 25.18; x 34.86 / 29.05 = 30.22; x 37.30 / 34.86 = 32.34; nothing after the last adopted year
    assert rates(what_if, *HOUSEHOLD) == [19.37, 24.21, 25.18, 30.22, 32.34, *[32.34] * 5]
    assert rates(what_if, *OUTSIDE)[2:] == [50.36, 60.44, 64.68, *[64.68] * 5]


def test_outside_rates_are_as_printed_until_a_row_departs(what_if):
    words = ("sewer", "non-household", "outside", "base", "3")
    assert rates(what_if, *words)[1] == 525.53
    Levers(what_if, 1).put("delayed from", all_years=2026)
    what_if.evaluate()
    inside = rates(what_if, "sewer", "non-household", "inside", *words[3:])
    assert rates(what_if, *words)[1:] == [round(2 * rate, 2) for rate in inside[1:]]


def test_a_multiplier_stands_until_another_year_has_its_own_and_never_feeds_the_chain(what_if):
    Levers(what_if, 1).put("outside multiplier", y2026=1.5, y2028=3)
    what_if.evaluate()
    inside = rates(what_if, *HOUSEHOLD)
    times = [2, 1.5, 1.5, *[3] * 7]
    assert inside[:5] == PRINTED
    assert rates(what_if, *OUTSIDE) == pytest.approx(
        [round(rate * each + 1e-9, 2) for rate, each in zip(inside, times, strict=True)]
    )


def test_no_further_increases_stands_at_the_base_year(what_if):
    what_if.put(what_if.cells("Scenario")[0][0], "No further increases")
    what_if.evaluate()
    assert rates(what_if, *HOUSEHOLD) == [PRINTED[0]] * len(YEARS)


def test_the_list_of_names_refers_to_the_blocks(what_if):
    name = what_if.cells("Scenario_name_3")[0][0]
    listed = what_if.cells("Scenario_names")[2][0]
    assert what_if.typed(listed).startswith("=")
    what_if.put(name, "Half a year late")
    what_if.evaluate()
    assert what_if.value(listed) == "Half a year late"


def test_the_levers_shown_are_looked_up_among_the_levers_alone(what_if):
    """What reaches beyond is calculated anew with every lever, and with it every year."""
    first = what_if.cells("Levers_1")[0][0][1]
    last = what_if.cells(f"Levers_{len(what_if.scenario_names())}")[-1][0][1]
    texts = [what_if.typed(cell) for cell in what_if.formulas if cell[0] == "Levers"]
    reached = {
        rows for text in texts for rows in re.findall(r"INDEX\('Scenarios'!\$?[A-Z]+\$(\d+):\$?[A-Z]+\$(\d+),\$P", text)
    }
    assert reached == {(str(first), str(last))}
