"""A what-if rate table: priced by the same code, refused in words."""

import pytest

from alamo_xl import functions as f
from alamo_xl.cells import CellError


def test_a_what_if_table_is_priced_by_the_same_code():
    table = f.ALAMO_RATE_TABLE()
    assert f.ALAMO_BILL(2026, "hh", "3/4", 8, rates=table) == 88.65
    dearer = [row[:] for row in table]
    dearer[1][6] = 25.21
    assert f.ALAMO_BILL(2026, "hh", "3/4", 8, rates=dearer) == 89.65
    longer = [[*row, row[-1]] for row in table]
    longer[0][-1] = 2030
    assert f.ALAMO_BILL(2030, "hh", "3/4", 8, rates=longer) == f.ALAMO_BILL(2029, "hh", "3/4", 8)
    assert f.ALAMO_BILL(2030, "hh", "3/4", 8).startswith("#N/A")
    half = [row[:] for row in table]
    half[-1][5:] = [0.5] * 5
    assert f.ALAMO_SEWER(2026, "hh", "3/4", 8, rates=half) == 22.10 + 7.52


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t[:-1], "row sewer all all return is missing"),
        (lambda t: [*t, t[5]], "there twice"),
        (lambda t: [t[0], [*t[1][:5], None, *t[1][6:]], *t[2:]], "FY2025 is blank"),
        (lambda t: [t[0], [*t[1][:5], 19.375, *t[1][6:]], *t[2:]], "at most 2 decimals"),
        (lambda t: [t[0], [*t[1][:5], -1, *t[1][6:]], *t[2:]], "give 0 to 1,000,000"),
        (lambda t: t[1:], "starts with the headings"),
        (lambda t: [[*t[0][:5], "a", *t[0][6:]], *t[1:]], "fiscal year 'a'"),
        (lambda t: [t[0], ["gas", *t[1][1:]], *t[2:]], "no row gas"),
        (lambda t: "table", "rates is a range"),
        (lambda t: [t[0], ["#REF!", *t[1][1:]], *t[2:]], "#REF!"),
        (lambda t: [[object()]], "#VALUE!"),
        (lambda t: [[[1], {}]], "#VALUE!"),
        (lambda t: [t[0], t[1][:4], *t[2:]], "#VALUE!"),
        (lambda t: [t[0], t[1][:7], *t[2:]], "#VALUE!"),
    ],
)
def test_a_bad_table_says_what_is_wrong(change, words):
    got = f.ALAMO_BILL(2026, "hh", "3/4", 8, rates=change(f.ALAMO_RATE_TABLE()))
    assert isinstance(got, CellError)
    assert words in got


def test_a_what_if_tables_headings_may_be_words_as_the_model_has_them():
    table = f.ALAMO_RATE_TABLE()
    words = ["Service", "Customer class", "Location", "Charge", "Meter size"]
    assert f.ALAMO_BILL(2026, "hh", "3/4", 8, rates=[[*words, *table[0][5:]], *table[1:]]) == 88.65
