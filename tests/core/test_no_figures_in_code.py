"""No code outside docstrings, tests and data names a fiscal year or an amount."""

import ast
import re
from decimal import Decimal

import pytest
from support.places import ROOT

from alamo_xl import load_schedule

PACKAGE = ROOT / "alamo_xl"
MODULES = sorted(PACKAGE.rglob("*.py"))
SCHEDULE = load_schedule()
AMOUNTS = {amount for row in SCHEDULE.rates.values() for amount in row} | {fee.amount for fee in SCHEDULE.fees}
YEAR = re.compile(r"(?<![\d.-])(?:FY ?)?20[2-4]\d(?![\d-])")
MONEY = re.compile(r"(?<![\d.])\d{1,3}(?:,?\d{3})*\.\d\d(?!\d)")
YEARS = range(SCHEDULE.fiscal_years[0] - 1, SCHEDULE.fiscal_years[-1] + 6)
EXAMPLES = {
    "books/kit/letters.py": [0.9],  # the width of a letter, no rate
    "books/kit/pages.py": [1.5],  # a margin in centimetres, no rate
    "books/lambdas/notes.py": ["2021", "2026"],  # a version of Excel, an example
    "books/lambdas/rate_tables.py": ["FY2026"],
    "books/lambdas/reading.py": ["2025", "FY2026"],
    "commands/bill.py": ["2026"],
    "commands/build.py": ["2027", "2027"],
    "commands/export.py": ["2027"],
    "exports/notice.py": ["2027"],
    "inputs.py": ["2026", "FY2026"],
    "rate_table.py": ["2025", "2029"],
}
"""What the messages show as an example of a year; nothing is computed from it."""


def named(source):
    """Every constant of a module's code that is a fiscal year or one of the adopted amounts, with its line."""
    tree = ast.parse(source)
    docstrings = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docstrings.add(id(node.value))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings or isinstance(node.value, bool):
            continue
        value = node.value
        if (isinstance(value, int) and value in YEARS) or (isinstance(value, float) and Decimal(str(value)) in AMOUNTS):
            yield node.lineno, value
        elif isinstance(value, str):
            amounts = (text for text in MONEY.findall(value) if Decimal(text.replace(",", "")) in AMOUNTS)
            yield from ((node.lineno, text) for text in (*YEAR.findall(value), *amounts))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_names_none(path):
    found = [figure for _, figure in named(path.read_text(encoding="utf-8"))]
    assert found == EXAMPLES.get(str(path.relative_to(PACKAGE)), [])


@pytest.mark.parametrize(
    "code",
    ["year = 2027", "rate = 24.21", "share = 0.9", "words = 'since FY2026'", "rate = Decimal('1,075.25')"],
)
def test_a_figure_in_code_is_found(code):
    assert list(named(code))


def test_docstrings_may():
    assert not list(named('"""FY2026: 24.21."""\n\ndef f():\n    """24.21 in 2026."""'))
