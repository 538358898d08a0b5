"""Every book in engines and readers that are not Excel's kin: Gnumeric calculates it, ExcelJS opens and rewrites it."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from support import exceljs, gnumeric
from support.built import BOOKS, MACRO_MODEL, MODEL
from support.full import full_in_ci
from support.stored import Stored, Value, stored, waits

from alamo_xl.books.finish import finish, write_parts

CENT_SLACK = 0.005
RELATIVE_SLACK = 1e-9
LEAST_FORMULAS = {MODEL: 30_000}
CAUSES: dict[str, Callable[[Path, Path], Path]] = {
    "ALAMO_ cells are #NAME? in Gnumeric, which has no add-in of ours": gnumeric.without_addin,
}
"""Why Gnumeric may differ, and how each cause is taken away; what differs then is a defect."""


def same(here: Value, there: Value) -> bool:
    if isinstance(here, float) and isinstance(there, float):
        return math.isclose(here, there, rel_tol=RELATIVE_SLACK, abs_tol=CENT_SLACK)
    return type(here) is type(there) and here == there


def differences(cells: dict[str, Stored], others: dict[str, Stored]) -> list[str]:
    return [
        f"{name} ={cell.formula}: {others[name].value!r} instead of {cell.value!r}"
        for name, cell in cells.items()
        if (cell.formula or cell.value != "") and not same(cell.value, others[name].value)
    ]


GNUMERIC = [
    pytest.param(name, marks=full_in_ci("a third engine for the model, after IronCalc and LibreOffice"))
    if name == MODEL
    else name
    for name in BOOKS
]


@pytest.mark.parametrize("name", GNUMERIC)
def test_gnumeric_calculates_what_the_file_shows(workbooks: Path, name: str, tmp_path: Path) -> None:
    path = workbooks / name
    for number, without in enumerate(CAUSES.values()):
        path = without(path, tmp_path / f"{number}-{name}")
    cells = stored(path)
    assert sum(cell.formula is not None for cell in cells.values()) >= LEAST_FORMULAS.get(name, 0)
    others = gnumeric.recalculated(path, tmp_path)
    wrong = differences({name: cell for name, cell in cells.items() if not waits(cell.value)}, others)
    assert not [name for name, cell in others.items() if waits(cell.value)]
    assert not wrong, f"{len(wrong)} cells of {name}:\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize(
    ("formula", "cached", "answer"),
    [
        ("=INDEX($A$1:$C$1,2)", 2.0, "#REF!"),
        ("=INDEX($A$1:$C$1,1,2)", 2.0, 2.0),
        ("=IFERROR(INDEX($A$1:$C$1,2),0)", 2.0, 0.0),
        ("=N($D$1)", 0.0, "#NUM!"),
        ("=SUM($D$1)", 0.0, 0.0),
    ],
)
def test_gnumeric_shows_why_a_rule_is_there(formula: str, cached: Value, answer: Value, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for column in (1, 2, 3):
        sheet.cell(1, column, column)
    sheet["A2"] = formula
    path = finish(workbook, tmp_path / "rule.xlsx")
    assert stored(path)["Sheet!A2"].value == cached
    assert gnumeric.recalculated(path, tmp_path)["Sheet!A2"].value == answer


@pytest.mark.parametrize("name", (*BOOKS, MACRO_MODEL))
def test_exceljs_opens_and_rewrites_a_book(workbooks: Path, name: str, tmp_path: Path) -> None:
    path = workbooks / name
    cells, others = stored(path), stored(exceljs.rewritten(path, tmp_path))
    kept = {name: cell for name, cell in cells.items() if cell.formula or cell.value != ""}
    assert differences(kept, others) == []
    assert {name: cell.formula for name, cell in kept.items()} == {name: others[name].formula for name in kept}


BROKEN = {
    "absolute targets": ("xl/worksheets/_rels/", b'Target="../', b'Target="/xl/'),
    "drawings without prefixes": ("xl/drawings/drawing", b"xdr:", b""),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_exceljs_opens_no_book_that_breaks_the_rule(fault: str, parts: dict[str, bytes], tmp_path: Path) -> None:
    start, old, new = BROKEN[fault]
    broken = {name: data.replace(old, new) if name.startswith(start) else data for name, data in parts.items()}
    assert broken != parts
    write_parts(tmp_path / "broken.xlsx", broken)
    with pytest.raises(AssertionError, match="TypeError"):
        exceljs.rewritten(tmp_path / "broken.xlsx", tmp_path)
    write_parts(tmp_path / "whole.xlsx", parts)
    assert exceljs.rewritten(tmp_path / "whole.xlsx", tmp_path).exists()
