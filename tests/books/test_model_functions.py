"""The model's Functions sheet where the add-in answers, where it is silent and where it is absent, in IronCalc."""

import pytest
from support.answered import answered, write

SHEET = "Functions"
TABLES = {
    "Bill": "ALAMO_BILL ($)",
    "Rate": "ALAMO_RATE ($)",
    "Fee": "ALAMO_FEE ($)",
    "Tap size": "ALAMO_TAP ($)",
    "Meter size": "ALAMO_METER_INSTALLATION ($)",
    "Late fee": "ALAMO_LATE_FEE ($)",
}
NATIVE, EXPECTED, DIFFERENCE = "Native formula ($)", "Expected ($)", "Difference ($)"


@pytest.fixture(scope="module")
def opened(model_book, tmp_path_factory):
    """The model with the add-in's answers, opened once."""
    return answered(model_book, tmp_path_factory.mktemp("answered"))


@pytest.fixture
def put(opened):
    """Writes cells and calculates; puts back what was there."""
    undo = {}

    def change(cells):
        undo.update({cell: undo.get(cell, opened.typed(cell)) for cell in cells})
        write(opened, cells)

    yield change
    write(opened, undo)


def said(model, words):
    row = next(cell.row for cell in model.inputs[SHEET]["A"] if cell.value == words)
    return model.value((SHEET, row, 2))


def cell(model, first_heading, heading, row=0):
    """A cell of one of the tables: the first of them whose heading is this."""
    sheet = model.inputs[SHEET]
    head = next(found for found in sheet["A"] if found.value == first_heading)
    return SHEET, head.row + 1 + row, next(found.column for found in sheet[head.row] if found.value == heading)


def differences(model):
    return {about: [row[DIFFERENCE] for row in model.table(SHEET, about)] for about in TABLES}


def state(model):
    return [said(model, words) for words in ("1 there, 2 silent, 3 absent", "The add-in is", "Greatest difference")]


def test_the_three_answers_are_one_in_every_row(opened):
    rows = [
        (row[answer], row[NATIVE], row[EXPECTED])
        for about, answer in TABLES.items()
        for row in opened.table(SHEET, about)
    ]
    assert len(rows) > 80
    for answer, native, expected in rows:
        assert (isinstance(expected, float) and expected > 0) or expected == 0
        assert [answer, native] == pytest.approx([expected, expected], abs=1e-9)
    assert {each for column in differences(opened).values() for each in column} == {0}
    assert state(opened) == [1, "there: three answers a row", 0]


@pytest.mark.parametrize("about", TABLES)
@pytest.mark.parametrize(("place", "more"), [(0, 0.01), (1, -0.02)])
def test_an_answer_that_differs_shows_by_how_much_in_its_row_and_on_top(opened, put, about, place, more):
    at = cell(opened, about, TABLES[about], place)
    put({at: opened.typed(at) + more})
    column = differences(opened)
    assert column[about][place] == pytest.approx(abs(more), abs=1e-9)
    assert sum(map(sum, column.values())) == pytest.approx(abs(more), abs=1e-9)
    assert state(opened)[0::2] == [1, pytest.approx(abs(more), abs=1e-9)]


@pytest.mark.parametrize(
    ("about", "heading", "value", "off"),
    [
        ("Bill", "Water (CCF)", 9, None),
        ("Bill", "Year", 2027, None),
        ("Bill", "Sewer", "no", None),
        ("Rate", "Year", 2026, None),
        ("Fee", "Row of Fees", 2, None),
        ("Late fee", "Days past due", 10, 10.0),
        ("Late fee", "Bill ($)", 90, 1.0),
        (None, EXPECTED, 0, None),
    ],
)
def test_the_native_formula_follows_its_inputs(opened, put, about, heading, value, off):
    at = cell(opened, about or "Bill", heading)
    put({at: value})
    first, *others = differences(opened)[about or "Bill"]
    assert first > 0
    assert not any(others)
    if off:
        assert first == pytest.approx(off, abs=0.0051)


@pytest.mark.parametrize(
    ("error", "number", "words", "instead"),
    [
        ("#VALUE!", 2, "silent: run alamo-xl doctor", "Python silent"),
        ("#NAME?", 3, "absent: the model works without it", "add-in absent"),
    ],
)
def test_where_it_does_not_answer_words_stand_for_differences(opened, put, error, number, words, instead):
    row = next(found.row for found in opened.inputs[SHEET]["A"] if found.value == "Installed")
    put({(SHEET, row, 2): error})
    assert state(opened) == [number, words, instead]
    assert {each for column in differences(opened).values() for each in column} == {instead}
