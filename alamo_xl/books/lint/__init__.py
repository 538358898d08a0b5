"""Lint: a finished book against what Excel repairs, the P rules and the M rules. Standard library and openpyxl's
formula tokenizer alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from alamo_xl.books.lint import engines, formulas, lambdas, models, pages, structure
from alamo_xl.books.lint.package import Broken, Package
from alamo_xl.books.unpack import Limits, unpacked
from alamo_xl.errors import BadSchedule

Rule = Callable[[Package], Iterator[str]]
PUBLISH_ONLY = frozenset({"P4", "P6", "P7", "P14"})
BOTH_PROFILES = frozenset({"M7", "M11", "M12", "M15"})
ELSEWHERE = {
    "M9": "ROUND only where the law rounds: for a reader of the formulas to see",
    "M11": "equal to LibreOffice and Python, but for what judges ALAMO_ cells: see tests/books/test_recalculation.py",
    "M12": "no ### on paper: shown by tests/books/test_pages.py",
}
REPAIRS: tuple[Rule, ...] = (
    structure.sheet_names, structure.tables, formulas.names, formulas.formulas,
    structure.cells, structure.order, structure.validation, structure.content,
)  # fmt: skip
LIMITS = Limits(16_000_000, 600_000)
"""Three models: every rule is checked within seconds."""
STUMBLES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a rule meets in a part that is XML and yet no workbook's: the rule fails, and says so."""
FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.\w+")


@dataclass(frozen=True)
class Result:
    """One rule against one book; the reason says what is wrong, or what else shows it."""

    rule: str
    book: str
    passed: bool
    reason: str = ""


def rules(profile: str) -> dict[str, Rule]:
    """The rules that a profile's books keep, by id."""
    found: dict[str, Rule] = {}
    for module in (pages, models, engines):
        for name, function in vars(module).items():
            match = re.fullmatch(r"([pm]\d+)_\w+", name)
            if match:
                found[match[1].upper()] = function
    if profile == "lambda":
        found = {rule: function for rule, function in found.items() if rule not in lambdas.EXEMPT}
        found["M5"] = lambdas.m5_short_names
    if profile != "publish":
        return {rule: function for rule, function in found.items() if rule not in PUBLISH_ONLY}
    return {rule: function for rule, function in found.items() if rule[0] == "P" or rule in BOTH_PROFILES}


def lint(path: Path, profile: str | None = None) -> list[Result]:
    """Every rule against one book, the package first; a package that cannot be read fails at that."""
    path = Path(path)
    try:
        package = Package(unpacked(path, LIMITS))
        damage = repairs(package)
    except (Broken, BadSchedule) as error:
        return [Result("package", path.name, False, str(error))]
    except STUMBLES as error:
        return [Result("package", path.name, False, f"is laid out as no workbook: {error!r:.200}")]
    results = [_result("package", path, iter(damage))]
    if damage:
        return results
    for rule, function in rules(profile or package.profile).items():
        findings = function(package)
        if rule == "P14" and not FILE_NAME.fullmatch(path.name):
            findings = chain([f"the file name {path.name}"], findings)
        results.append(_result(rule, path, findings))
    return results


def repairs(package: Package) -> list[str]:
    """What Excel would repair or refuse."""
    return [finding for check in REPAIRS for finding in check(package)]


def _result(rule: str, path: Path, findings: Iterator[str]) -> Result:
    try:
        first = list(islice(findings, 4))
        more = sum(1 for _ in findings)
    except STUMBLES as error:
        return Result(rule, path.name, False, f"cannot be checked: {error!r:.200}")
    if not first:
        return Result(rule, path.name, True, ELSEWHERE.get(rule, ""))
    words = "; ".join(first[:3])
    return Result(rule, path.name, False, words + (f"; and {more + 1} more" if len(first) == 4 else ""))
