"""The rules for books that every engine reads alike: M14 of their formulas, M15 of their package."""

import re
from collections.abc import Iterator

from alamo_xl.books.lint.calls import Area, Argument, Call, area, calls, calls_of, ends_in_arithmetic, whole
from alamo_xl.books.lint.package import NS, Cell, Package, SheetPart

FIRST_CRITERION = {"COUNTIF": 1, "COUNTIFS": 1, "SUMIF": 1, "SUMIFS": 2, "AVERAGEIF": 1, "AVERAGEIFS": 2}
"""Where a function's criteria begin; each stands after its range."""
ASKED = re.compile(rf"\b(INDEX|N|IFERROR|{'|'.join(FIRST_CRITERION)})\(", re.IGNORECASE)
ALTERNATIVE = "|"
VERDICTS = frozenset({'"LOOK"', '"ALERT"'})
FAILED = frozenset({"0", "FALSE"})
PREFIXES = {"xl/drawings/drawing": b"<xdr:wsDr ", "xl/charts/chart": b"<c:chartSpace "}


def m14_alike(package: Package) -> Iterator[str]:
    """Formulas that every engine reads alike."""
    for sheet in package.sheets:
        for cell in sheet.cells:
            if cell.formula and ASKED.search(cell.formula):
                found = calls_of(cell.formula)
                for call in found:
                    yield from (f"{sheet.name}!{cell.ref}: {words}" for words in _unlike(call, found, sheet, package))


def _unlike(call: Call, others: list[Call], sheet: SheetPart, package: Package) -> Iterator[str]:
    """What engines read in ways of their own in one of a formula's calls."""
    if call.function == "INDEX" and len(call.arguments) == 2:
        if any(each.is_one_row for each in _looked_in(call.arguments[0], sheet, package)):
            yield "INDEX with two arguments on one row: write INDEX(row,1,n)"
    elif call.function == "N":
        of = _areas(call.arguments[0], sheet, package)
        if any(_may_be_empty(cell, package) for each in of[:1] for cell in each.cells()):
            yield "N() of a cell that may be empty: write SUM()"
    elif call.function == "IFERROR":
        yield from _hides_more(call, others)
    elif call.function in FIRST_CRITERION:
        for place in range(FIRST_CRITERION[call.function], len(call.arguments), 2):
            yield from _criterion(call.arguments[place - 1], call.arguments[place], sheet, package)


def _looked_in(argument: Argument, sheet: SheetPart, package: Package) -> list[Area]:
    """The ranges among which CHOOSE picks, or the one that an argument is."""
    chosen = whole(argument)
    options = chosen.arguments[1:] if chosen and chosen.function == "CHOOSE" else (argument,)
    return [each for option in options if len(option) == 1 for each in _areas(option, sheet, package)]


def _areas(argument: Argument, sheet: SheetPart, package: Package) -> list[Area]:
    return [found for item in argument if (found := area(item, sheet, package))]


def _may_be_empty(cell: Cell | None, package: Package) -> bool:
    if cell is None or cell.formula:
        return cell is None
    return not cell.value or package.role(cell).startswith("input ")


def _hides_more(call: Call, others: list[Call]) -> Iterator[str]:
    """An IFERROR may say that a look-up found nothing, tell errors apart, or turn a failure into LOOK."""
    tried, instead = call.arguments
    texts = {item.value for other in others for argument in other.arguments for item in argument}
    verdict = bool(texts & VERDICTS) and "".join(item.value for item in instead).upper() in FAILED
    told_apart = any(each.function == "ERROR.TYPE" for each in calls(instead))
    if verdict or told_apart:
        return
    looked = whole(tried)
    if looked is None or looked.function != "MATCH":
        yield "IFERROR around more than a MATCH hides other failures: look up the place in its own cell"
    elif len(instead) != 1 or not (instead[0].subtype == "TEXT" or instead[0].value == "0"):
        yield "IFERROR puts a place where there is none: let it be 0"


def _criterion(among: Argument, criterion: Argument, sheet: SheetPart, package: Package) -> Iterator[str]:
    """A criterion is no pattern to any engine, and compares money that is rounded."""
    keys = [cell.value or "" for each in _areas(criterion, sheet, package) for cell in each.cells() if cell]
    if any(ALTERNATIVE in text for text in (*keys, *(item.value for item in criterion if item.subtype == "TEXT"))):
        yield f"the key of a criterion holds {ALTERNATIVE}, an alternative to some engines"
    if criterion and re.match('"[<>](?!>)', criterion[0].value):
        cells = [cell for each in _areas(among, sheet, package) for cell in each.cells() if cell and cell.formula]
        if any("money" in package.role(cell) and ends_in_arithmetic(cell.formula or "") for cell in cells):
            yield "money is compared before it is rounded"


def m15_opens_anywhere(package: Package) -> Iterator[str]:
    """Packages that any reader opens."""
    for sheet in package.sheets:
        for item in sheet.root.iter(f"{NS}c"):
            if item.get("t") and not len(item):
                yield f"{sheet.name}!{item.get('r')} is empty and has the type {item.get('t')}"
    for name in package.parts:
        for item in package.xml(name) if name.endswith(".rels") else ():
            if item.get("Target", "").startswith("/"):
                yield f"{name}: the target {item.get('Target')} is absolute"
        for start, root in PREFIXES.items():
            if name.startswith(start) and root not in package.parts[name]:
                yield f"{name} is not written with the usual prefixes"
    for table in package.tables:
        style = table.root.find(f"{NS}tableStyleInfo")
        if style is None or not style.get("name"):
            yield f"the table {table.name} has no style"
