"""What makes Excel repair or refuse a workbook: each check takes a Package and yields findings in words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from openpyxl.formula import Tokenizer
from openpyxl.utils import FORMULAE

from alamo_xl.books.lint_package import NS, Package, boundaries
from alamo_xl.books.values import ERRORS

FUTURE = frozenset(
    [
        "ACOT",
        "ACOTH",
        "AGGREGATE",
        "ARABIC",
        "BASE",
        "CEILING.MATH",
        "CONCAT",
        "DAYS",
        "FILTERXML",
        "FLOOR.MATH",
        "FORMULATEXT",
        "IFNA",
        "IFS",
        "ISFORMULA",
        "MAXIFS",
        "MINIFS",
        "NUMBERVALUE",
        "RANK.EQ",
        "SHEET",
        "SHEETS",
        "STDEV.S",
        "STDEV.P",
        "SWITCH",
        "TEXTJOIN",
        "UNICODE",
        "XOR",
        "VAR.S",
        "PERCENTILE.INC",
        "PERCENTILE.EXC",
        "MODE.SNGL",
    ]
)
BANNED = frozenset(
    [
        "LET",
        "LAMBDA",
        "XLOOKUP",
        "XMATCH",
        "FILTER",
        "SORT",
        "SORTBY",
        "UNIQUE",
        "SEQUENCE",
        "RANDARRAY",
        "VSTACK",
        "HSTACK",
        "TAKE",
        "DROP",
        "CHOOSECOLS",
        "TEXTSPLIT",
        "BYROW",
        "BYCOL",
        "MAP",
        "REDUCE",
        "SCAN",
        "SINGLE",
        "ANCHORARRAY",
    ]
)
CELL_LIKE = re.compile(r"^(\$?[A-Z]{1,3}\$?\d{1,7}|R\d*C\d*)$", re.IGNORECASE)
NAME = re.compile(r"^[A-Za-z_\\][\w.\\]*$")
AREA = re.compile(r"^\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?$|^\$?[A-Z]{1,3}:\$?[A-Z]{1,3}$|^\$?\d+:\$?\d+$")
ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]


def sheet_names(package: Package) -> Iterator[str]:
    """Sheet names and ids are unique, short and without the characters Excel refuses."""
    names = [sheet.name for sheet in package.sheets]
    yield from (f"two sheets are called {name}" for name in _twice(name.lower() for name in names))
    ids = [item.get("sheetId", "") for item in package.workbook.iter(f"{NS}sheet")]
    yield from (f"two sheets have the id {each}" for each in _twice(ids))
    yield from (
        f"the sheet name {n!r} is too long or holds []:*?/\\"
        for n in names
        if len(n) > 31 or re.search(r"[\[\]:*?/\\]", n)
    )


def tables(package: Package) -> Iterator[str]:
    """Tables have unique names, ids and headings, and the header cells say the same words."""
    names = [name.lower() for name in package.names]
    yield from (f"two tables or names are called {n}" for n in _twice([t.name.lower() for t in package.tables] + names))
    yield from (f"two tables have the id {each}" for each in _twice(table.id for table in package.tables))
    sheets = {sheet.name: sheet for sheet in package.sheets}
    for table in package.tables:
        left, top, right, _ = table.bounds
        yield from (f"the table {table.name} has two columns {c!r}" for c in _twice(c.lower() for c in table.columns))
        if right - left + 1 != len(table.columns):
            yield f"the table {table.name} has {len(table.columns)} columns for a range of {right - left + 1}"
        cells = [sheets[table.sheet].at.get((top, column)) for column in range(left, right + 1)]
        header = [cell.value if cell and cell.kind in ("s", "inlineStr") else None for cell in cells]
        if header != list(table.columns):
            yield f"the header cells of the table {table.name} are not its column names as constant text"


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
    try:
        items = Tokenizer("=" + formula).items
    except Exception as error:
        yield f"not a formula: {error}"
        return
    depth = 0
    for item in items:
        if item.type in ("FUNC", "PAREN"):
            depth += 1 if item.subtype == "OPEN" else -1
        if item.type == "FUNC" and item.subtype == "OPEN":
            yield from _function_issue(item.value[:-1].upper())
        elif ";" in item.value and ((item.type == "SEP" and depth) or item.subtype == "RANGE"):
            yield "the separator ;"
        elif item.type == "OPERAND" and item.subtype == "RANGE":
            yield from _reference_issue(item.value, package)
    if depth:
        yield "parentheses do not match"
    if len(formula) > 8192:
        yield "longer than 8,192 characters"


def _function_issue(function: str) -> Iterator[str]:
    base = function.replace("_XLFN.", "").replace("_XLWS.", "")
    if base in BANNED:
        yield f"{base} is not in Excel 2010"
    elif base in FUTURE and not function.startswith("_XLFN."):
        yield f"{base} needs the prefix _xlfn."
    elif base not in FUTURE and base not in FORMULAE and not base.startswith("ALAMO_") and base != "SUMIFS":
        yield f"the function {base} is unknown"


def _reference_issue(text: str, package: Package) -> Iterator[str]:
    columns = {table.name: table.columns for table in package.tables}
    if "!" in text:
        sheet = text.rsplit("!", 1)[0].strip("'").replace("''", "'")
        if sheet not in {each.name for each in package.sheets}:
            yield f"the sheet {sheet} does not exist"
    elif "[" in text:
        match = re.match(r"(\w+)\[\[?([^\]#]+)\]", text)
        if not match or match[1] not in columns or match[2] not in columns[match[1]]:
            yield f"the table reference {text}"
    elif not AREA.match(text) and text not in package.names and text not in columns:
        yield f"the name {text} is unknown"


def cells(package: Package) -> Iterator[str]:
    """Rows and cells are in order, styles exist, and values are what their types say."""
    styles = len(package.styles)
    for sheet in package.sheets:
        rows = [int(row.get("r", "0")) for row in sheet.root.iter(f"{NS}row")]
        if rows != sorted(set(rows)):
            yield f"{sheet.name}: rows are out of order"
        places = [(cell.row, cell.column) for cell in sheet.cells]
        if places != sorted(set(places)):
            yield f"{sheet.name}: cells are out of order"
        for cell in sheet.cells:
            if cell.style >= styles:
                yield f"{sheet.name}!{cell.ref}: there is no style {cell.style}"
            if cell.value and not _fits(cell.kind, cell.value):
                yield f"{sheet.name}!{cell.ref}: {cell.value[:20]!r} is no value of type {cell.kind}"


def _fits(kind: str, value: str) -> bool:
    if kind == "b":
        return value in ("0", "1")
    if kind == "e":
        return value in ERRORS
    if kind == "n":
        return bool(re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value))
    return len(value) <= 32767


def order(package: Package) -> Iterator[str]:
    """The elements of a sheet follow the schema's order."""
    for sheet in package.sheets:
        tags = [child.tag.removeprefix(NS) for child in sheet.root]
        known = [ORDER.index(tag) for tag in tags if tag in ORDER]
        if known != sorted(known):
            yield f"{sheet.name}: its elements are out of order"


def validation(package: Package) -> Iterator[str]:
    """Data validation is short enough and refers to what exists; conditional formats have their style; merged cells
    do not overlap.
    """
    dxfs = len(package.styles_root.findall(f"{NS}dxfs/{NS}dxf"))
    for sheet in package.sheets:
        for rule in sheet.root.iter(f"{NS}dataValidation"):
            for formula in (rule.findtext(f"{NS}formula1"), rule.findtext(f"{NS}formula2")):
                if formula and len(formula) > 255:
                    yield f"{sheet.name}: a validation list is longer than 255 characters"
                elif formula and not formula.startswith('"'):
                    yield from (f"{sheet.name}: validation: {issue}" for issue in formula_issues(formula, package))
        for rule in sheet.root.iter(f"{NS}cfRule"):
            if int(rule.get("dxfId", "-1")) >= dxfs:
                yield f"{sheet.name}: a conditional format has no style"
        merged = [boundaries(item.get("ref", "A1")) for item in sheet.root.iter(f"{NS}mergeCell")]
        for index, (left, top, right, bottom) in enumerate(merged):
            others = merged[index + 1 :]
            if any(left <= o[2] and o[0] <= right and top <= o[3] and o[1] <= bottom for o in others):
                yield f"{sheet.name}: merged cells overlap"


def content(package: Package) -> Iterator[str]:
    """Every relationship leads to a part; every part has a content type."""
    for part in package.parts:
        if part.endswith(".rels"):
            owner = part.replace("_rels/", "").removesuffix(".rels")
            for kind, target in package.relations(owner).values() if owner else ():
                if target not in package.parts and "://" not in target and not target.startswith("mailto:"):
                    yield f"{owner}: its {kind} {target} is missing"


def _twice(items: Iterable[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]


CHECKS: tuple[Callable[[Package], Iterator[str]], ...] = (
    sheet_names, tables, names, formulas, cells, order, validation, content,
)  # fmt: skip
