"""Bill impact against the law: every row of the bill frequency, between any two scenarios and years."""

import random
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

import pytest
from openpyxl.utils import get_column_letter
from support.counts import COSTLY, share_of
from support.places import DATA
from support.what_if import ADOPTED, InLibreOffice, errors

from alamo_xl import read_schedule
from alamo_xl.bill import bill
from alamo_xl.schedule import RETURN
from alamo_xl.typical import day_in

PAIRS = 1 + share_of(60, COSTLY)  # the adopted rates from the first year to the last, and others
INPUTS = ("Impact_from_scenario", "Impact_from_year", "Impact_to_scenario", "Impact_to_year")


def schedules(what_if):
    """The rates of each scenario by name, as Scenario workings has them."""
    years = [int(year) for year in what_if.values("Scenario_years")[0]]
    found = {}
    for number, name in enumerate(what_if.scenario_names(), 1):
        rows = what_if.values(f"Rates_{number}")
        rates = {
            key: tuple(Decimal(repr(round(cell, 3 if key == RETURN else 2))) for cell in row)
            for key, row in zip(by_service(what_if), rows, strict=True)
        }
        found[name] = ADOPTED.with_rates(rates, years, name)
    return found


def by_service(what_if):
    """The printed rates in the sheets' order."""
    keys = {key.words: key for key in ADOPTED.rates}
    words = [[str(cell or "") for cell in row[:5]] for row in what_if.values("Rates_adopted")[1:]]
    return [keys[tuple(row)] for row in words]


def priced(schedule, when, row):
    """The law's bill of a row of the bill frequency, at its average water; when: a fiscal year, or a day of it."""
    average = Decimal(repr(row["Water (CCF)"])) / Decimal(repr(row["Bills"]))
    units = 1 if row["Meter size"] == "multi-family" else None
    return bill(
        schedule,
        when,
        row["Class"],
        row["Meter size"],
        average.quantize(Decimal("0.001"), ROUND_HALF_UP),
        row["Location"],
        row["Irrigation"] == "yes",
        row["Sewer"] == "yes",
        0,
        units,
    ).total


def chosen(what_if, seed):
    """Two scenarios and years; the first seeds hold the adopted rates and the first and last year."""
    dice = random.Random(seed)
    names, years = what_if.scenario_names(), what_if.values("Scenario_years")[0]
    if seed == 0:
        return names[0], years[0], names[0], years[-1]
    if seed == 1:
        return names[-1], years[-1], names[0], years[0]
    return dice.choice(names), dice.choice(years), dice.choice(names), dice.choice(years)


def cents(value):
    return Decimal(repr(round(value, 6)))


def compare(what_if, pairs):
    """Every row's bills and change, what is counted and listed, at so many pairs."""
    rates = schedules(what_if)
    for seed in range(pairs):
        asked = chosen(what_if, seed)
        for name, value in zip(INPUTS, asked, strict=True):
            what_if.put(what_if.cells(name)[0][0], value)
        what_if.evaluate()
        rows = list(what_if.rows_of("Bill_frequency"))
        assert len(rows) > 400
        for row in rows:
            before, after = (priced(rates[asked[at]], int(asked[at + 1]), row) for at in (0, 2))
            assert cents(row["Bill, from ($)"]) == before, (asked, row)
            assert cents(row["Bill, to ($)"]) == after, (asked, row)
            assert cents(row["Change ($)"]) == after - before, (asked, row)
        counted(what_if, rows)
        listed(what_if, rows)


def counted(what_if, rows):
    """How many bills change by at most so much; averages by class and location, by band, by kind of account."""
    for step in what_if.rows_of("Impact_distribution"):
        limit = Decimal(str(step["A change of at most ($ a month)"]))
        below = [row for row in rows if cents(row["Change ($)"]) <= limit]
        for each in ("household", "non-household", "all"):
            own, every = ([r["Bills"] for r in of if each in ("all", r["Class"])] for of in (below, rows))
            assert step[f"Bills, {each}"] == sum(own)
            assert step[f"Share of bills, {each} (%)"] == pytest.approx(sum(own) / sum(every))
    for group in (*what_if.rows_of("Impact_by_class"), *what_if.rows_of("Impact_by_account")):
        heads = [head for head in ("Class", "Location", "Meter size", "Irrigation") if head in group]
        averages(group, [row for row in rows if all(row[head] == group[head] for head in heads)], "")
    edges = [edge for (edge,) in what_if.values("Band_edges")]
    for place, group in enumerate(what_if.rows_of("Impact_by_band")):
        begins = edges[place - 1] if place else 0
        ends = edges[place] if place < len(edges) else float("inf")
        for each in ("household", "non-household"):
            own = [row for row in rows if row["Class"] == each and begins <= row["Over (CCF)"] < ends]
            averages(group, own, f", {each}")


def averages(group, rows, of):
    bills = sum(row["Bills"] for row in rows)
    assert group[f"Bills a year{of}"] == bills
    ends = [sum(r["Bills"] * r[f"Bill, {end} ($)"] for r in rows) / bills if bills else 0 for end in ("from", "to")]
    assert group[f"Average bill, from ($){of}"] == pytest.approx(ends[0])
    assert group[f"Average bill, to ($){of}"] == pytest.approx(ends[1])
    assert group[f"Change ($){of}"] == pytest.approx(ends[1] - ends[0], abs=1e-9)
    assert group[f"Change (%){of}"] == pytest.approx(ends[1] / ends[0] - 1 if ends[0] else 0, abs=1e-12)


LISTED = ("Class", "Location", "Meter size", "Irrigation", "Sewer", "Over (CCF)", "Bills", "Change ($)")


def listed(what_if, rows):
    """The most affected first, up or down; equal changes in the rows' order."""
    order = sorted(rows, key=lambda row: -abs(cents(row["Change ($)"])))
    found = list(what_if.rows_of("Most_affected"))
    heads = [{"Bills": "Bills a year"}.get(head, head) for head in LISTED]
    expected = [[row[head] for head in LISTED] for row in order[: len(found)]]
    assert len(found) >= 25
    assert [[row[head] for head in heads] for row in found] == expected


@pytest.fixture
def in_ironcalc(what_if):
    return what_if


def test_every_row_equals_the_law_between_any_two_scenarios_and_years_in_ironcalc(in_ironcalc):
    compare(in_ironcalc, PAIRS)


def test_every_row_equals_the_law_between_any_two_scenarios_and_years_in_libreoffice(opened, libreoffice):
    with libreoffice.book(opened.path) as book, opened.through(partial(InLibreOffice, book)).trial() as in_libreoffice:
        compare(in_libreoffice, max(2, PAIRS // 4))


@pytest.fixture
def of_a_design(opened_design):
    """The model of a made-up next resolution, with blocks and seasons."""
    with opened_design.trial():
        yield opened_design


def test_a_design_with_blocks_and_seasons_is_billed_as_the_law_has_it(of_a_design):
    schedule = read_schedule(DATA / "next-designs.toml")
    (month,), (first,), (last,) = (of_a_design.values(name)[0] for name in ("Typical_month", INPUTS[1], INPUTS[3]))
    of_a_design.evaluate()
    rows = list(of_a_design.rows_of("Bill_frequency"))
    for row in rows:
        before, after = (priced(schedule, day_in(int(year), int(month)), row) for year in (first, last))
        assert [cents(row["Bill, from ($)"]), cents(row["Bill, to ($)"])] == [before, after], row
    assert of_a_design.values("Impact_bands") == [["every band ends at a threshold"]]


@pytest.mark.parametrize(("over", "to"), [(6, 12), (7, None), (7.999, 20)])
def test_bands_that_hold_a_threshold_are_said_to_be_interpolated(of_a_design, over, to):
    row = next(place for place, (cell,) in enumerate(of_a_design.values("Freq_over")) if cell == 6)
    of_a_design.put(of_a_design.cells("Freq_over")[row][0], over)
    of_a_design.put(of_a_design.cells("Freq_to")[row][0], to)
    of_a_design.evaluate()
    bills = of_a_design.values("Freq_bills")[row][0]
    assert of_a_design.values("Impact_bands") == [[f"interpolated: {bills:,.0f} bills"]]


WRONG = {
    "no scenario to go from": ("Impact_from_scenario", None),
    "a scenario that is not there": ("Impact_to_scenario", "Wishful"),
    "no year to go from": ("Impact_from_year", None),
    "a year that is not there": ("Impact_to_year", 2050),
}


@pytest.mark.parametrize(("name", "value"), WRONG.values(), ids=list(WRONG))
def test_what_cannot_be_compared_is_said_in_words_without_an_error_value(in_ironcalc, name, value):
    ((sheet, row, column),) = in_ironcalc.cells(name)[0]
    in_ironcalc.put((sheet, row, column), value)
    in_ironcalc.evaluate()
    said = "LOOK: choose both scenarios and both years from their lists; nothing is billed until then"
    assert in_ironcalc.values("Impact_message") == [[said]]
    assert in_ironcalc.values("Master_check") == [["LOOK: see Checks"]]
    named = [str(in_ironcalc.value(("Checks", place, 3))) for place in range(1, 150)]
    assert any(f"Bill impact!{get_column_letter(column)}{row}" in words for words in named)
    assert not errors(in_ironcalc)
    in_ironcalc.reset()


FAULTS = {
    "an account that is not printed": ("Freq_size", 0, "9"),
    "no location": ("Freq_location", 3, None),
    "bills in words": ("Freq_bills", 7, "many"),
    "no water": ("Freq_ccf", 9, None),
    "a band that ends before it begins": ("Freq_over", 11, 9_000),
}


@pytest.mark.parametrize(("name", "place", "value"), FAULTS.values(), ids=list(FAULTS))
def test_a_row_that_cannot_be_billed_is_named_and_counts_for_nothing(in_ironcalc, name, place, value):
    bills = sum(row["Bills"] for row in in_ironcalc.rows_of("Bill_frequency"))
    own = in_ironcalc.values("Freq_bills")[place][0]
    in_ironcalc.put(in_ironcalc.cells(name)[place][0], value)
    in_ironcalc.evaluate()
    sheet, row, _ = in_ironcalc.cells(name)[place][0]
    named = [str(in_ironcalc.value(("Checks", at, 3))) for at in range(1, 150)]
    assert f"{sheet}, row {row}" in named
    assert in_ironcalc.values("Master_check") == [["LOOK: see Checks"]]
    assert in_ironcalc.values("Impact_counted") == [[bills - own]]
    assert not errors(in_ironcalc)
    in_ironcalc.reset()
