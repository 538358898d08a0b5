"""The mutants of a file: what each operator changes, what is left alone, the seeded draw."""

import pytest

pytest.importorskip("cosmic_ray", reason="the extra `prove` is installed by make prove")

from prove.operators import PYTHON

from tests.prove.mutants import Change, drawn, mutants, written

SOURCE = '''"""A docstring with "words"."""


@decorated(frozen=True)
def law(amount: int | None, rate: "str" = "base") -> int | None:
    total = amount + rate * 2 - 0
    total += 1
    for _ in amount:
        check(amount, rate)
    try:
        raise ValueError("no " + rate)
    except (KeyError, ValueError) as error:
        return max(total, rate, strict=True)
'''


@pytest.fixture
def of(tmp_path):
    """What an operator makes of the source: each change, as after."""
    (tmp_path / "law.py").write_text(SOURCE, encoding="utf-8")

    def changes(*operators):
        found = [each for each in mutants(tmp_path, ["law.py"], "python") if each.operator in operators]
        return [written(tmp_path, each)[1].after for each in found]

    return changes


def test_terms_are_dropped_one_at_a_time(of):
    assert of("DropTerm") == [
        "total = rate * 2 - 0",
        "total = amount - 0",
        "total = amount + rate * 2",
        "total = amount + 2 - 0",
        "total = amount + rate - 0",
        "raise ValueError(rate)",
        'raise ValueError("no ")',
    ]


def test_statements_are_dropped(of):
    assert of("DropStatement") == ["pass"] * 3


def test_arguments_are_swapped_but_for_those_whose_order_is_all_one(of):
    assert of("SwapArguments") == ["check(rate, amount)"]


def test_numbers_move_by_one_and_0_only_up(of):
    assert of("MoveNumber") == [
        "total = amount + rate * 3 - 0",
        "total = amount + rate * 1 - 0",
        "total = amount + rate * 2 - 1",
        "total += 2",
        "total += 0",
    ]


def test_words_and_exceptions_are_replaced(of):
    assert of("ReplaceWord") == [
        'def law(amount: int | None, rate: "str" = "base~") -> int | None:',
        'raise ValueError("no ~" + rate)',
    ]
    assert of("ReplaceException") == [
        "except (FloatingPointError, ValueError) as error:",
        "except (KeyError, FloatingPointError) as error:",
    ]


def test_annotations_decorators_and_strict_are_left_alone(of):
    told = " ".join(of(*PYTHON))
    assert not [word for word in ("strict=False", "frozen=False", "str~", "not int") if word in told]
    assert of("ReplaceTrueWithFalse") == []


def test_a_draw_is_seeded_and_in_order(tmp_path):
    (tmp_path / "law.py").write_text(SOURCE, encoding="utf-8")
    every = list(mutants(tmp_path, ["law.py"], "python"))
    assert drawn(every, 5, 31) == drawn(every, 5, 31) != drawn(every, 5, 32)
    assert drawn(every, 1000, 31) == every
    assert [every.index(each) for each in drawn(every, 5, 31)] == sorted(
        every.index(each) for each in drawn(every, 5, 31)
    )


def test_formula_text_is_changed_inside_its_literal(tmp_path):
    (tmp_path / "sheet.py").write_text("def add(sheet, net):\n    sheet.line(f\"={net.year}*Bad_debt\", 'words')\n")
    found = [written(tmp_path, each) for each in mutants(tmp_path, ["sheet.py"], "formulas")]
    assert [change.after for _, change in found] == [
        "sheet.line(f\"={net.year}/Bad_debt\", 'words')",
        "sheet.line(f\"={net.year}\", 'words')",
    ]
    source, change = found[0]
    assert change == Change("sheet.py", "sheet.line(f\"={net.year}*Bad_debt\", 'words')", found[0][1].after)
    compile(source, "sheet.py", "exec")
