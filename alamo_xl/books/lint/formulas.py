"""What Excel refuses in a formula or a defined name: each check takes a Package and yields findings in words."""

import re
from collections.abc import Iterator

from openpyxl.utils import FORMULAE

from alamo_xl.books import excel_365
from alamo_xl.books.lint import lambdas
from alamo_xl.books.lint.calls import tokens
from alamo_xl.books.lint.package import Package

FUTURE = frozenset({
    "ACOT", "ACOTH", "AGGREGATE", "ARABIC", "BASE", "CEILING.MATH", "CONCAT", "DAYS", "FILTERXML", "FLOOR.MATH",
    "FORMULATEXT", "IFNA", "IFS", "ISFORMULA", "MAXIFS", "MINIFS", "NUMBERVALUE", "RANK.EQ", "SHEET", "SHEETS",
    "STDEV.S", "STDEV.P", "SWITCH", "TEXTJOIN", "UNICODE", "XOR", "VAR.S", "PERCENTILE.INC", "PERCENTILE.EXC",
    "MODE.SNGL",
})  # fmt: skip
BANNED = frozenset({
    "LET", "LAMBDA", "XLOOKUP", "XMATCH", "FILTER", "SORT", "SORTBY", "UNIQUE", "SEQUENCE", "RANDARRAY",
    "VSTACK", "HSTACK", "TAKE", "DROP", "CHOOSECOLS", "TEXTSPLIT", "BYROW", "BYCOL", "MAP", "REDUCE", "SCAN",
    "SINGLE", "ANCHORARRAY",
})  # fmt: skip
FORMULA_MAXIMUM = 8192
CELL_LIKE = re.compile(r"^(\$?[A-Z]{1,3}\$?\d{1,7}|R\d*C\d*)$", re.IGNORECASE)
NAME = re.compile(r"^[A-Za-z_\\][\w.\\]*$")
AREA = re.compile(r"^\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?$|^\$?[A-Z]{1,3}:\$?[A-Z]{1,3}$|^\$?\d+:\$?\d+$")


def names(package: Package) -> Iterator[str]:
    """Defined names are legal and refer to what exists."""
    for name, text in package.names.items():
        if CELL_LIKE.match(name) or not NAME.match(name):
            yield f"the name {name} is not allowed"
        yield from (f"the name {name}: {issue}" for issue in formula_issues(text, package))


def formulas(package: Package) -> Iterator[str]:
    """Formulas parse, know their functions and names, and are short enough for Excel."""
    for sheet in package.sheets:
        for cell in sheet.cells:
            if cell.formula:
                yield from (f"{sheet.name}!{cell.ref}: {issue}" for issue in formula_issues(cell.formula, package))


def formula_issues(formula: str, package: Package) -> Iterator[str]:
    """What Excel would not accept in one formula (without its =)."""
    if len(formula) > FORMULA_MAXIMUM:
        yield f"longer than {FORMULA_MAXIMUM:,} characters"
        return
    try:
        items = tokens(formula)
    except Exception as error:
        yield f"not a formula: {error}"
        return
    depth = 0
    for item in items:
        if item.type in ("FUNC", "PAREN"):
            depth += 1 if item.subtype == "OPEN" else -1
        if item.type == "FUNC" and item.subtype == "OPEN":
            yield from _function_issue(item.value[:-1].upper(), package)
        elif ";" in item.value and ((item.type == "SEP" and depth) or item.subtype == "RANGE"):
            yield "the separator ;"
        elif item.type == "OPERAND" and item.subtype == "RANGE":
            yield from _reference_issue(item.value, package)
    if depth:
        yield "parentheses do not match"


def _function_issue(function: str, package: Package) -> Iterator[str]:
    base = function.replace("_XLFN.", "").replace("_XLWS.", "")
    if package.profile == "lambda" and (base in excel_365.FUNCTIONS or function in package.names):
        if base in excel_365.FUNCTIONS and not function.startswith("_XLFN."):
            yield f"{base} needs the prefix _xlfn."
        return
    if base in BANNED:
        yield f"{base} is not in Excel 2010"
    elif base in FUTURE and not function.startswith("_XLFN."):
        yield f"{base} needs the prefix _xlfn."
    elif base not in FUTURE and base not in FORMULAE and not base.startswith("ALAMO_") and base != "SUMIFS":
        yield f"the function {base} is unknown"


def _reference_issue(text: str, package: Package) -> Iterator[str]:
    columns = package.columns
    if "!" in text:
        sheet = text.rsplit("!", 1)[0].strip("'").replace("''", "'")
        if sheet not in package.titles:
            yield f"the sheet {sheet} does not exist"
    elif "[" in text:
        match = re.match(r"(\w+)\[\[?([^\]#]+)\]", text)
        if not match or match[1] not in columns or match[2] not in columns[match[1]]:
            yield f"the table reference {text}"
    elif package.profile == "lambda" and lambdas.is_local(text):
        return
    elif not AREA.match(text) and text not in package.names and text not in columns:
        yield f"the name {text} is unknown"
