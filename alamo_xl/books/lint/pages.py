"""The P rules (both profiles or publish) as far as a program can check them: one small function a rule, yielding
findings in words.
"""

import re
from collections.abc import Iterator

from alamo_xl.books.lint import paper
from alamo_xl.books.lint.package import NS, Cell, Package, SheetPart, Table

NOTE = re.compile(r"\[note (\d+)\]", re.IGNORECASE)


def p1_no_merged_cells(package: Package) -> Iterator[str]:
    """No merged cells."""
    yield from (f"{s.name} has merged cells" for s in package.sheets if s.root.find(f"{NS}mergeCells") is not None)


def p2_lists_are_tables(package: Package) -> Iterator[str]:
    """Lists are Excel Tables with meaningful names; time sheets are plain ranges under one numeric year row."""
    for table in package.tables:
        if re.fullmatch(r"Table\d*", table.name):
            yield f"the table {table.name} has no meaningful name"
        if table.root.get("headerRowCount", "1") != "1":
            yield f"the table {table.name} has not one header row"
        if package.profile == "publish" and table.root.find(f"{NS}autoFilter") is not None:
            yield f"the table {table.name} has filter buttons"
    for sheet in package.sheets:
        tops = {t.bounds[1] for t in package.tables if t.sheet == sheet.name}
        years = {cell.row for cell in sheet.cells if package.role(cell) == "header year"}
        for cell in sheet.cells:
            if package.role(cell) in ("header", "header indented", "header right") and cell.row not in tops | years:
                yield f"{sheet.name}!{cell.ref} is a heading outside any table"
                break


def p3_title_in_a1(package: Package) -> Iterator[str]:
    """The title is in A1; tables start in column A."""
    for sheet in package.sheets:
        first = sheet.at.get((1, 1))
        if first is None or not first.value:
            yield f"{sheet.name} has no title in A1"
    if package.profile == "publish":
        yield from (f"the table {t.name} does not start in column A" for t in package.tables if t.bounds[0] != 1)


def p4_one_table_a_sheet(package: Package) -> Iterator[str]:
    """One table a sheet, nothing below it."""
    for sheet in package.sheets:
        mine = [table for table in package.tables if table.sheet == sheet.name]
        if len(mine) > 1:
            yield f"{sheet.name} has {len(mine)} tables"
        for table in mine:
            if any(cell.value is not None and cell.row > table.bounds[3] for cell in sheet.cells):
                yield f"{sheet.name} has something below its table"


def p5_no_blanks_inside(package: Package) -> Iterator[str]:
    """No blank rows or columns inside tables; a model's spare input rows come last."""
    for sheet, table in _with_sheet(package):
        left, top, right, bottom = table.bounds
        filled = {(c.row, c.column) for c in sheet.cells if c.value not in (None, "") or c.formula}
        rows = [any((row, column) in filled for column in range(left, right + 1)) for row in range(top + 1, bottom + 1)]
        columns = [any((row, c) in filled for row in range(top + 1, bottom + 1)) for c in range(left, right + 1)]
        if package.profile == "model":
            while rows and not rows[-1]:
                rows.pop()
        elif not all(columns):
            yield f"the table {table.name} has a blank column"
        if not all(rows):
            yield f"the table {table.name} has a blank row"


def p6_notes(package: Package) -> Iterator[str]:
    """A Notes sheet; markers resolve, stand outside data cells, and nothing is superscript."""
    notes = " ".join(text.lower() for sheet, _, text in package.text() if sheet.name == "Notes")
    if "Notes" not in {sheet.name for sheet in package.sheets}:
        yield "there is no sheet Notes"
    data = {
        (sheet.name, cell.ref)
        for sheet, table in _with_sheet(package)
        for cell in sheet.cells
        if _inside(table, cell) and cell.row > table.bounds[1]
    }
    for sheet, cell, text in package.text():
        for number in NOTE.findall(text):
            if sheet.name != "Notes" and not re.search(rf"\bnote {number}\b", notes):
                yield f"{sheet.name}!{cell.ref}: [note {number}] is not on the sheet Notes"
            if sheet.name != "Notes" and (sheet.name, cell.ref) in data:
                yield f"{sheet.name}!{cell.ref}: a note marker in a data cell"
        if re.search("[⁰¹²³⁴-⁹]", text):
            yield f"{sheet.name}!{cell.ref} has a superscript"
    if any(item.get("val") == "superscript" for item in package.styles_root.iter(f"{NS}vertAlign")):
        yield "a style is superscript"


def p7_plain(package: Package) -> Iterator[str]:
    """No filters, pictures, macros or text boxes."""
    yield from (f"the part {part}" for part in package.parts if "/media/" in part or part.endswith("vbaProject.bin"))
    yield from (f"{s.name} has a filter" for s in package.sheets if s.root.find(f"{NS}autoFilter") is not None)
    for part, data in package.parts.items():
        if part.startswith("xl/drawings/drawing") and re.search(rb"<(\w+:)?sp[ >]", data):
            yield f"{part} has a text box or shape"


def p8_nothing_hidden(package: Package) -> Iterator[str]:
    """No hidden sheets, rows or columns."""
    for sheet in package.sheets:
        if sheet.state != "visible":
            yield f"the sheet {sheet.name} is hidden"
        for item in (*sheet.root.iter(f"{NS}row"), *sheet.root.iter(f"{NS}col")):
            if item.get("hidden") in ("1", "true"):
                yield f"{sheet.name} has a hidden {'row' if item.tag.endswith('row') else 'column'}"
                break


def p9_sheet_names(package: Package) -> Iterator[str]:
    """Sheet names are descriptive and short; no sheet is empty."""
    for sheet in package.sheets:
        if re.fullmatch(r"Sheet ?\d*", sheet.name) or len(sheet.name) > 31:
            yield f"the sheet name {sheet.name!r}"
        if not any(cell.value for cell in sheet.cells):
            yield f"the sheet {sheet.name} is empty"


def p10_properties(package: Package) -> Iterator[str]:
    """Title, author, subject and language are set; the book opens on its first sheet at A1."""
    core = package.parts.get("docProps/core.xml", b"").decode()
    for tag in ("dc:title", "dc:creator", "dc:subject", "dc:language"):
        if not re.search(f"<{tag}>[^<]+</{tag}>", core):
            yield f"the property {tag.removeprefix('dc:')} is not set"
    view = package.workbook.find(f"{NS}bookViews/{NS}workbookView")
    if view is not None and view.get("activeTab", "0") != "0":
        yield "the book does not open on its first sheet"
    for pane in package.sheets[0].root.iter(f"{NS}selection"):
        if pane.get("activeCell", "A1") != "A1":
            yield "the book does not open at A1"


def p11_type(package: Package) -> Iterator[str]:
    """One typeface, at least 10 pt, titles at least 12; text is not clipped by its neighbour."""
    used = {package.style(cell) for sheet in package.sheets for cell in sheet.cells}
    if len({style.font for style in used}) > 1:
        yield f"more than one typeface: {', '.join(sorted({style.font for style in used}))}"
    if any(style.size < 10 for style in used):
        yield "type smaller than 10 pt"
    for sheet in package.sheets:
        first = sheet.at.get((1, 1))
        if first and package.style(first).size < 12:
            yield f"{sheet.name}: the title is smaller than 12 pt"
        yield from _clipped(package, sheet)
    if package.profile != "lambda":
        yield from paper.small_type(package)
    if package.profile == "publish":
        yield from _chopped(package)


def _chopped(package: Package) -> Iterator[str]:
    """An explanation is whole in its cell: a line of it ends as a sentence does."""
    for sheet, cell, text in package.text():
        if package.role(cell) in ("note", "subtitle") and not text.endswith((".", "]")):
            yield f"{sheet.name}!{cell.ref} is a part of an explanation: {text[-30:]!r}"


def _clipped(package: Package, sheet: SheetPart) -> Iterator[str]:
    widths: dict[int, float] = {}
    for item in sheet.root.iter(f"{NS}col"):
        for column in range(int(item.get("min", "1")), min(int(item.get("max", "1")), 200) + 1):
            widths[column] = float(item.get("width", "8.43"))
    for cell in sheet.cells:
        if cell.kind not in ("s", "str", "inlineStr") or not cell.value or package.style(cell).wrap:
            continue
        room, column = widths.get(cell.column, 8.43), cell.column + 1
        neighbour = sheet.at.get((cell.row, column))
        while room < len(cell.value) and (neighbour is None or not neighbour.value) and column < cell.column + 60:
            room += widths.get(column, 8.43)
            column += 1
            neighbour = sheet.at.get((cell.row, column))
        if len(cell.value) > room * 1.15 + 1:
            yield f"{sheet.name}!{cell.ref} is clipped: {cell.value[:30]!r}"


def p12_contrast_and_alt_text(package: Package) -> Iterator[str]:
    """Text stands out at least 4.5 to 1; charts carry alt text."""
    for style in {package.style(cell) for sheet in package.sheets for cell in sheet.cells if cell.value}:
        if contrast(style.colour, style.fill) < 4.5:
            yield f"the style {style.name!r}: contrast {contrast(style.colour, style.fill):.1f}"
    for part, data in package.parts.items():
        if part.startswith("xl/drawings/drawing"):
            for frame in re.findall(rb"<(?:\w+:)?graphicFrame.*?</(?:\w+:)?graphicFrame>", data, re.DOTALL):
                if not re.search(rb'cNvPr [^>]*descr="[^"]{10,}"', frame):
                    yield f"a chart of {part} has no alt text"


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two RRGGBB colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def p13_cover(package: Package) -> Iterator[str]:
    """The Cover comes first and says purpose, source, in force when, version, content hash, contents with links,
    contact.
    """
    cover = package.sheets[0]
    if cover.name != "Cover":
        yield "the first sheet is not Cover"
    words = " ".join(text.lower() for sheet, _, text in package.text() if sheet is cover)
    yield from (
        f"the Cover does not say its {w}"
        for w in ("source", "in force", "version", "hash", "contact")
        if w not in words
    )
    linked = {item.get("location", "").rpartition("!")[0].strip("'") for item in cover.root.iter(f"{NS}hyperlink")}
    yield from (f"the Cover has no link to {s.name}" for s in package.sheets[1:] if s.name not in linked)


def p14_links(package: Package) -> Iterator[str]:
    """Link texts say where they go."""
    for sheet in package.sheets:
        by_ref = {cell.ref: cell for cell in sheet.cells}
        for item in sheet.root.iter(f"{NS}hyperlink"):
            cell = by_ref.get(item.get("ref", ""))
            text = (cell.value or "") if cell else ""
            if not text or text.lower() in ("here", "link", "click here", "more") or text.startswith("http"):
                yield f"{sheet.name}!{item.get('ref')}: the link says {text!r}"


def _with_sheet(package: Package) -> Iterator[tuple[SheetPart, Table]]:
    sheets = {sheet.name: sheet for sheet in package.sheets}
    return ((sheets[table.sheet], table) for table in package.tables)


def _inside(table: Table, cell: Cell) -> bool:
    left, top, right, bottom = table.bounds
    return left <= cell.column <= right and top <= cell.row <= bottom
