"""The marks of the functions book as formulas: OK, LOOK or changed, and which of them when."""

import ironcalc
import pytest
from openpyxl import Workbook

from alamo_xl.books.functions import marks


def marked(path, agree, cells, now="a", shipped="a"):
    """What a mark says of cells, by address."""
    book = Workbook()
    for address, value in {**cells, "Y1": now, "Z1": shipped}.items():
        book.active[address] = value
    book.active["X1"] = marks.mark(agree, "Y1", "Z1")
    book.save(path / "marks.xlsx")
    model = ironcalc.load_from_xlsx(str(path / "marks.xlsx"))
    model.evaluate()
    return model.get_cell_value(0, 1, 24)


ROW = {"A1": "water", "B1": 24.21, "C1": "usage", "D1": "water", "E1": 24.21, "F1": "usage"}


def test_a_row_is_ok_when_every_cell_is_as_expected(tmp_path):
    assert marked(tmp_path, marks.same_row("A1:C1", "D1:F1"), ROW) == "OK"


@pytest.mark.parametrize("address", ROW)
def test_a_row_is_not_when_any_cell_is_another(tmp_path, address):
    assert marked(tmp_path, marks.same_row("A1:C1", "D1:F1"), {**ROW, address: "other"}) == "LOOK"


def test_a_row_with_an_error_among_its_answers_is_not(tmp_path):
    assert marked(tmp_path, marks.same_row("A1:C1", "D1:F1"), {**ROW, "B1": "=1/0"}) == "LOOK"


@pytest.mark.parametrize(("answer", "says"), [(24.21, "OK"), (24.22, "LOOK"), ("", "LOOK")])
def test_an_answer_is_ok_only_when_it_is_the_one_expected(tmp_path, answer, says):
    assert marked(tmp_path, '(A1&""=B1&"")', {"A1": answer, "B1": 24.21}) == says


def test_an_example_whose_inputs_are_others_says_that_they_changed(tmp_path):
    assert marked(tmp_path, marks.same_row("A1:C1", "D1:F1"), {**ROW, "A1": "sewer"}, now="b") == "changed"
