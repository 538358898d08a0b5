"""What makes Excel repair or refuse a package, its formulas aside: each check takes a Package and yields findings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl.utils import range_boundaries

from alamo_xl.books.lint.formulas import formula_issues
from alamo_xl.books.lint.package import NS, Package
from alamo_xl.books.values import ERRORS

ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties",
    "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture",
    "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip


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
        merged: list[Any] = [range_boundaries(item.get("ref", "A1")) for item in sheet.root.iter(f"{NS}mergeCell")]
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
