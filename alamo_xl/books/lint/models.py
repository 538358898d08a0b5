"""The M rules as far as a program can check them: one small function a rule, yielding findings in words."""

import re
from collections.abc import Iterator, Sequence

from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import column_index_from_string

from alamo_xl.books.lint import paper
from alamo_xl.books.lint.calls import tokens
from alamo_xl.books.lint.package import NS, Cell, Package, SheetPart
from alamo_xl.books.vocabulary import NOT_YET
from alamo_xl.catalogue import PREFIX

PLAIN_NUMBERS = frozenset({"0", "1", "12", "100"})
PLACES = frozenset({"2", "3"})
VOLATILE = frozenset({"OFFSET", "NOW", "TODAY", "RAND", "RANDBETWEEN", "CELL", "INFO", "INDIRECT"})
LONGEST = 120
OWN = re.compile(r"\bALAMO[_.]\w+\(", re.IGNORECASE)
REFERENCE = re.compile(r"(?<![A-Za-z_.])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(])")


def _formulas(package: Package) -> Iterator[tuple[str, SheetPart, Cell, Sequence[Token]]]:
    for sheet in package.sheets:
        for cell in sheet.cells:
            if cell.formula:
                yield f"{sheet.name}!{cell.ref}", sheet, cell, tokens(cell.formula)


def m1_inputs(package: Package) -> Iterator[str]:
    """Inputs have the input style, are unlocked, and sit on input sheets; the rest is protected, without a
    password, with filters and sizing.
    """
    for sheet in package.sheets:
        inputs = False
        for cell in sheet.cells:
            is_input = package.role(cell).startswith("input ")
            inputs |= is_input
            if is_input == package.style(cell).locked:
                word = "locked" if is_input else "unlocked"
                yield f"{sheet.name}!{cell.ref} is {word} in the style {package.style(cell).name!r}"
                break
            if is_input and cell.formula:
                yield f"{sheet.name}!{cell.ref} is an input with a formula"
                break
        protection = sheet.root.find(f"{NS}sheetProtection")
        if protection is None or protection.get("sheet") not in ("1", "true"):
            yield f"{sheet.name} is not protected"
            continue
        if protection.get("password") or protection.get("hashValue"):
            yield f"{sheet.name} has a password"
        for flag in ("autoFilter", "formatColumns", "formatRows"):
            if protection.get(flag, "1") in ("1", "true"):
                yield f"{sheet.name} does not allow {flag}"
        view = sheet.root.find(f"{NS}sheetViews/{NS}sheetView")
        cover = sheet is package.sheets[0]
        if inputs and not cover and view is not None and view.get("showGridLines", "1") in ("0", "false"):
            yield f"{sheet.name} has inputs but is not an input sheet (gridlines are off)"


def m2_no_numbers(package: Package) -> Iterator[str]:
    """No numbers in formulas other than 0, 1, 12, 100 and the places of a ROUND."""
    for where, _, _, items in _formulas(package):
        calls: list[list[object]] = []
        for item in items:
            if item.subtype == "OPEN":
                calls.append([item.value.rstrip("(").upper(), 1])
            elif item.subtype == "CLOSE" and calls:
                calls.pop()
            elif item.type == "SEP" and item.subtype == "ARG" and calls:
                calls[-1][1] = int(str(calls[-1][1])) + 1
            elif item.subtype == "NUMBER" and item.value not in PLAIN_NUMBERS:
                places = bool(calls) and calls[-1] == ["ROUND", 2] and item.value in PLACES
                if not places:
                    yield f"{where}: the number {item.value}"


def m3_one_formula(package: Package) -> Iterator[str]:
    """One formula across the years of a row and down the column of a table."""
    for sheet in package.sheets:
        years = {cell.column for cell in sheet.cells if package.role(cell) == "header year"}
        top = min((cell.row for cell in sheet.cells if package.role(cell) == "header year"), default=0)
        rows: dict[int, set[str]] = {}
        for cell in sheet.cells:
            if cell.formula and cell.column in years and cell.row > top:
                rows.setdefault(cell.row, set()).add(relative(cell))
        yield from (
            f"{sheet.name}: row {row} has {len(f)} formulas across its years" for row, f in rows.items() if len(f) > 1
        )
    sheets = {sheet.name: sheet for sheet in package.sheets}
    for table in package.tables:
        left, first, right, bottom = table.bounds
        for column in range(left, right + 1):
            cells = [sheets[table.sheet].at.get((row, column)) for row in range(first + 1, bottom + 1)]
            found = {relative(cell) for cell in cells if cell and cell.formula}
            if len(found) > 1 and package.profile == "model":
                yield f"the table {table.name}: {table.columns[column - left]} has {len(found)} formulas"


def relative(cell: Cell) -> str:
    """A cell's formula with references as R1C1 has them, so that a filled formula is the same text everywhere."""

    def shifted(match: re.Match[str]) -> str:
        column, row = column_index_from_string(match[2]), int(match[4])
        r = f"R{row}" if match[3] else f"R[{row - cell.row}]"
        return r + (f"C{column}" if match[1] else f"C[{column - cell.column}]")

    pieces = re.split(r'("(?:[^"]|"")*")', cell.formula or "")
    return "".join(piece if piece.startswith('"') else REFERENCE.sub(shifted, piece) for piece in pieces)


def m4_no_volatile(package: Package) -> Iterator[str]:
    """No OFFSET, volatile functions or nested IFs; INDIRECT only in the size dropdown."""
    for where, _, _, items in _formulas(package):
        open_calls: list[str] = []
        for item in items:
            if item.subtype == "OPEN":
                function = item.value.rstrip("(").upper()
                if function in VOLATILE:
                    yield f"{where}: {function}"
                if function == "IF" and "IF" in open_calls:
                    yield f"{where}: a nested IF"
                open_calls.append(function)
            elif item.subtype == "CLOSE" and open_calls:
                open_calls.pop()


def m5_short(package: Package) -> Iterator[str]:
    """A formula has at most 120 characters."""
    for where, _, cell, _ in _formulas(package):
        if len(cell.formula or "") + 1 > LONGEST:
            yield f"{where}: {len(cell.formula or '') + 1} characters"


def m6_same_year_same_column(package: Package) -> Iterator[str]:
    """The same year in the same column on every time sheet; a units column."""
    seen: dict[int, str] = {}
    for sheet in package.sheets:
        heads = [cell for cell in sheet.cells if package.role(cell) == "header year"]
        for cell in heads:
            if seen.setdefault(cell.column, cell.value or "") != (cell.value or ""):
                yield f"{sheet.name}!{cell.ref} is {cell.value}, elsewhere {seen[cell.column]}"
        row = {cell.value for cell in sheet.cells if heads and cell.row == heads[0].row}
        if heads and "Units" not in row:
            yield f"{sheet.name} has no units column"


def m7_no_errors(package: Package) -> Iterator[str]:
    """No external links and no error values, cells of ALAMO_ functions and of LAMBDAs aside."""
    yield from (f"the external link {part}" for part in package.parts if part.startswith("xl/externalLinks/"))
    for sheet in package.sheets:
        for cell in sheet.cells:
            if cell.kind == "e" and cell.formula and not OWN.search(cell.formula):
                yield f"{sheet.name}!{cell.ref} is {cell.value}"


def m8_checks(package: Package) -> Iterator[str]:
    """A Checks sheet, and its master check at the top of every sheet."""
    if "Checks" not in {sheet.name for sheet in package.sheets}:
        yield "there is no sheet Checks"
    if "Master_check" not in package.names:
        yield "there is no name Master_check"
    for sheet in package.sheets:
        if sheet.name != "Checks" and not any("Master_check" in (c.formula or "") for c in sheet.cells if c.row <= 6):
            yield f"{sheet.name} does not show the master check"


def m9_round(package: Package) -> Iterator[str]:
    """Rounding is to cents or thousandths, by ROUND."""
    for where, _, cell, _ in _formulas(package):
        formula = cell.formula or ""
        if re.search(r"\b(ROUNDUP|ROUNDDOWN|INT|TRUNC|MROUND|CEILING|FLOOR)\(", formula):
            yield f"{where}: rounds other than by ROUND"


def m10_status(package: Package) -> Iterator[str]:
    """Data sets carry a status, banners are formulas on it, and there is a change log."""
    if not any("status" in name.lower() for name in package.names):
        yield "no data set carries a status"
    if "Change log" not in {sheet.name for sheet in package.sheets}:
        yield "there is no sheet Change log"
    for sheet in package.sheets:
        for cell in sheet.cells:
            if package.role(cell) == "banner" and cell.value and not cell.formula:
                yield f"{sheet.name}!{cell.ref}: a banner that is not a formula"


def m11_cached(package: Package) -> Iterator[str]:
    """Every formula cell holds its cached value; a mark of ALAMO_ cells, that nothing has calculated it."""
    for where, sheet, cell, _ in _formulas(package):
        if cell.value is None:
            yield f"{where} has no cached value"
        elif package.role(cell) == "mark" and cell.value != NOT_YET and _calls_ours(sheet):
            yield f"{where} says {cell.value} before the functions have answered"


def m13_alerts_and_prompts(package: Package) -> Iterator[str]:
    """The number of alerts at the top of every sheet, where the book has any; a prompt at every validated input."""
    for sheet in package.sheets:
        top = [cell.formula or "" for cell in sheet.cells if cell.row <= 6]
        if "Alerts" in package.names and sheet.name != "Checks" and not any("Alerts" in each for each in top):
            yield f"{sheet.name} does not show the number of alerts"
        for rule in sheet.root.iter(f"{NS}dataValidation"):
            if not rule.get("prompt") or rule.get("showInputMessage") not in ("1", "true"):
                yield f"{sheet.name}!{rule.get('sqref')} is validated and has no prompt"


def _calls_ours(sheet: SheetPart) -> bool:
    return any(PREFIX in (cell.formula or "") for cell in sheet.cells)


def m12_prints(package: Package) -> Iterator[str]:
    """Every sheet fits the page width, is turned on purpose, repeats its headings and numbers its pages."""
    titled = {
        int(item.get("localSheetId", "-1"))
        for item in package.workbook.iter(f"{NS}definedName")
        if item.get("name") == "_xlnm.Print_Titles"
    }
    with_tables = {table.sheet for table in package.tables}
    for index, sheet in enumerate(package.sheets):
        setup, footer = sheet.root.find(f"{NS}pageSetup"), sheet.root.findtext(f"{NS}headerFooter/{NS}oddFooter") or ""
        fit = sheet.root.find(f"{NS}sheetPr/{NS}pageSetUpPr")
        if setup is None or setup.get("orientation") not in ("landscape", "portrait"):
            yield f"{sheet.name}: landscape or portrait is not chosen"
        if (
            fit is None
            or fit.get("fitToPage") not in ("1", "true")
            or (setup is not None and setup.get("fitToHeight") != "0")
        ):
            yield f"{sheet.name} does not fit the page width"
        if "&P" not in footer or "&N" not in footer:
            yield f"{sheet.name} has no page numbers"
        on_paper = bool(paper.printed(package, index).cells)
        if sheet.name in with_tables and index not in titled and on_paper:
            yield f"{sheet.name} does not repeat its headings"
    yield from paper.lost_rows(package) if package.profile == "publish" else paper.spare_rows(package)
