"""A workbook's parts as the lint reads them: parsed once, with the standard library alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from openpyxl.utils import coordinate_to_tuple, range_boundaries

from alamo_xl.books.package import CORE, NAMESPACES, SHEET, WORKBOOK, relations, relations_part
from alamo_xl.books.saved import REFERENCE
from alamo_xl.books.unpack import XML

NS = f"{{{SHEET['']}}}"
RELATION = f"{{{NAMESPACES['r']}}}id"


@dataclass(frozen=True)
class Cell:
    """A stored cell: where, its style index, type, value as stored (shared text resolved), and formula without =."""

    ref: str
    row: int
    column: int
    style: int
    kind: str
    value: str | None
    formula: str | None


@dataclass(frozen=True)
class Table:
    """A table part: its sheet, names, range and headings."""

    sheet: str
    id: str
    name: str
    columns: tuple[str, ...]
    bounds: tuple[int, int, int, int]  # left, top, right, bottom
    root: Element


@dataclass(frozen=True)
class SheetPart:
    """A worksheet: its name, part, XML and cells."""

    name: str
    part: str
    state: str
    root: Element
    cells: tuple[Cell, ...]

    @cached_property
    def at(self) -> dict[tuple[int, int], Cell]:
        """Cells by row and column."""
        return {(cell.row, cell.column): cell for cell in self.cells}


@dataclass(frozen=True)
class Style:
    """A cell style (an xf of cellXfs) as far as rules ask."""

    name: str
    font: str
    size: float
    colour: str
    fill: str
    locked: bool
    wrap: bool


class Broken(ValueError):
    """The package cannot be read at all; the message says why."""


class Package:
    """A workbook's parts with its sheets, tables, names and styles; raises Broken for what cannot be read."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.workbook = self.xml(WORKBOOK)
        self.styles_root = self.xml("xl/styles.xml")
        self.shared = self._shared()
        self.names = {
            item.get("name", ""): item.text or ""
            for item in self.workbook.iter(f"{NS}definedName")
            if not item.get("name", "").startswith("_xlnm.")
        }
        self.sheets = tuple(self._sheets())
        self.tables = tuple(self._tables())

    def xml(self, part: str) -> Element:
        """A part, parsed."""
        if part not in self.parts:
            raise Broken(f"the part {part} is missing")
        if not part.endswith(XML):
            raise Broken(f"the part {part} is not called .xml")
        try:
            return ElementTree.fromstring(self.parts[part])  # noqa: S314
        except ElementTree.ParseError as error:
            raise Broken(f"{part} is not XML: {error}") from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """A part's relationships inside the package: id -> (kind, target part)."""
        try:
            return relations(self.parts, part)
        except ElementTree.ParseError as error:
            raise Broken(f"{relations_part(part)} is not XML: {error}") from error

    @cached_property
    def profile(self) -> str:
        """publish, model or lambda, as the book says in its category."""
        core = self.parts.get(CORE, b"").decode()
        return next((each for each in ("model", "lambda") if f"<cp:category>{each}</cp:category>" in core), "publish")

    @cached_property
    def titles(self) -> frozenset[str]:
        """The names of its sheets."""
        return frozenset(sheet.name for sheet in self.sheets)

    @cached_property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The headings of its tables."""
        return {table.name: table.columns for table in self.tables}

    @cached_property
    def styles(self) -> tuple[Style, ...]:
        """The cell styles in order."""
        root = self.styles_root
        fonts = root.findall(f"{NS}fonts/{NS}font")
        fills = root.findall(f"{NS}fills/{NS}fill")
        named = {item.get("xfId"): item.get("name", "") for item in root.iter(f"{NS}cellStyle")}
        return tuple(_style(xf, fonts, fills, named) for xf in root.findall(f"{NS}cellXfs/{NS}xf"))

    def style(self, cell: Cell) -> Style:
        """A cell's style."""
        return self.styles[cell.style] if cell.style < len(self.styles) else self.styles[0]

    def role(self, cell: Cell) -> str:
        """A cell's role in the kit, or nothing."""
        name = self.style(cell).name
        return name.removeprefix("alamo ") if name.startswith("alamo ") else ""

    def text(self) -> Iterator[tuple[SheetPart, Cell, str]]:
        """Every text on every sheet, results of formulas included."""
        for sheet in self.sheets:
            for cell in sheet.cells:
                if cell.value is not None and cell.kind in ("s", "str", "inlineStr"):
                    yield sheet, cell, cell.value

    def _shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        items = self.xml("xl/sharedStrings.xml").findall(f"{NS}si")
        return ["".join(text.text or "" for text in item.iter(f"{NS}t")) for item in items]

    def _sheets(self) -> Iterator[SheetPart]:
        relations = self.relations(WORKBOOK)
        for item in self.workbook.iter(f"{NS}sheet"):
            name = item.get("name", "")
            key = item.get(RELATION, "")
            if key not in relations or relations[key][1] not in self.parts:
                raise Broken(f"the sheet {name} has no part")
            part = relations[key][1]
            root = self.xml(part)
            if root.tag == f"{NS}worksheet":
                cells = tuple(self._cell(cell) for cell in root.iter(f"{NS}c"))
                yield SheetPart(name, part, item.get("state", "visible"), root, cells)

    def _cell(self, item: Element) -> Cell:
        ref, kind = item.get("r", "A1"), item.get("t", "n")
        if not REFERENCE.fullmatch(ref):
            raise Broken(f"a cell is at {ref!r:.40}")
        row, column = coordinate_to_tuple(ref)
        value, formula = item.find(f"{NS}v"), item.find(f"{NS}f")
        text = None if value is None else value.text or ""
        if kind == "s" and text and text.isdigit() and int(text) < len(self.shared):
            text = self.shared[int(text)]
        elif kind == "inlineStr":
            text = "".join(each.text or "" for each in item.iter(f"{NS}t"))
        return Cell(
            ref, row, column, int(item.get("s", "0")), kind, text, None if formula is None else formula.text or ""
        )

    def _tables(self) -> Iterator[Table]:
        for sheet in self.sheets:
            for kind, target in self.relations(sheet.part).values():
                if kind != "table":
                    continue
                root = self.xml(target)
                columns = tuple(item.get("name", "") for item in root.iter(f"{NS}tableColumn"))
                bounds: Any = range_boundaries(root.get("ref", "A1"))
                yield Table(sheet.name, root.get("id", ""), root.get("displayName", ""), columns, bounds, root)


def _style(xf: Element, fonts: list[Element], fills: list[Element], named: dict[str | None, str]) -> Style:
    font, fill = fonts[int(xf.get("fontId", "0"))], fills[int(xf.get("fillId", "0"))]
    name, size, colour = (font.find(f"{NS}{tag}") for tag in ("name", "sz", "color"))
    solid = fill.find(f"{NS}patternFill[@patternType='solid']/{NS}fgColor")
    protection, alignment = xf.find(f"{NS}protection"), xf.find(f"{NS}alignment")
    return Style(
        named.get(xf.get("xfId"), ""),
        "" if name is None else name.get("val", ""),
        11.0 if size is None else float(size.get("val", "11")),
        _rgb(colour, "000000"),
        _rgb(solid, "FFFFFF"),
        protection is None or protection.get("locked", "1") not in ("0", "false"),
        alignment is not None and alignment.get("wrapText") in ("1", "true"),
    )


def _rgb(colour: Element | None, default: str) -> str:
    rgb = "" if colour is None else colour.get("rgb", "")
    return rgb[-6:] if re.fullmatch(r"[0-9A-Fa-f]{6,8}", rgb) else default
