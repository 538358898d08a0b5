"""Bill impact against the law: every row of the bill frequency, between any two scenarios and years."""

import random
from decimal import ROUND_HALF_UP, Decimal

import pytest
from support.counts import share_of
from support.what_if import ADOPTED, InLibreOffice, WhatIf

from alamo_xl.bill import bill
from alamo_xl.schedule import RETURN

PAIRS = share_of(60)
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


def priced(schedule, year, row):
    """The law's bill of a row of the bill frequency, at its average water."""
    average = Decimal(repr(row["Water (CCF)"])) / Decimal(repr(row["Bills"]))
    units = 1 if row["Meter size"] == "multi-family" else None
    return bill(
        schedule,
        int(year),
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
            before, after = (priced(rates[asked[at]], asked[at + 1], row) for at in (0, 2))
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


@pytest.fixture(scope="module")
def in_ironcalc(model_book):
    return WhatIf(model_book)


def test_every_row_equals_the_law_between_any_two_scenarios_and_years_in_ironcalc(in_ironcalc):
    compare(in_ironcalc, PAIRS)


def test_every_row_equals_the_law_between_any_two_scenarios_and_years_in_libreoffice(model_book, libreoffice):
    with libreoffice.book(model_book) as book:
        compare(WhatIf(model_book, lambda what_if: InLibreOffice(book, what_if.sizes)), max(2, PAIRS // 4))
