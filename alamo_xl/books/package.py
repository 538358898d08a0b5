"""A workbook's package: its parts, uncompressed, and the conventions of the format that are ours to keep, each once."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from posixpath import basename, dirname, join, normpath, relpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

Parts = dict[str, bytes]
CONTENT_TYPES, CORE, WORKBOOK = "[Content_Types].xml", "docProps/core.xml", "xl/workbook.xml"
DRAWINGS = ("xl/drawings/", "xl/charts/")
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "xdr": f"{_OFFICE}/drawingml/2006/spreadsheetDrawing",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "cp": f"{_OFFICE}/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
"""The prefixes that other producers write; some readers know a drawing by these alone. openpyxl registers the same."""
SHEET = {"": f"{_OFFICE}/spreadsheetml/2006/main"}
RELATIONS = {"": f"{_OFFICE}/package/2006/relationships"}


def read_parts(path: Path) -> Parts:
    """A package's parts, uncompressed, in order."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write a package whose bytes depend on its parts alone; the content types come first, as readers like."""
    with zipfile.ZipFile(path, "w") as package:
        for name in sorted(parts, key=lambda part: (part != CONTENT_TYPES, part)):
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            package.writestr(info, parts[name], compresslevel=6)


def parsed(part: bytes) -> Element:
    """A part as XML; ours, or a workbook's that a person chose."""
    return ElementTree.fromstring(part)  # noqa: S314


def serialized(root: Element) -> bytes:
    """XML as a part, in UTF-8, with the prefixes named above, whatever another library has registered since."""
    for prefix, uri in (*NAMESPACES.items(), *RELATIONS.items()):
        ElementTree.register_namespace(prefix, uri)
    text: bytes = ElementTree.tostring(root, encoding="utf-8")
    return text


def relations_part(part: str) -> str:
    """The part that holds a part's relationships; the package's own for no part."""
    return join(dirname(part), "_rels", basename(part) + ".rels")


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the package, by id: the kind, such as `drawing`, and the other part's name."""
    if relations_part(part) not in parts:
        return {}
    return {
        item.get("Id", ""): (basename(item.get("Type", "")), resolved(part, item.get("Target", "")))
        for item in parsed(parts[relations_part(part)])
        if item.get("TargetMode") != "External"
    }


def resolved(part: str, target: str) -> str:
    """The name of the part that a relationship of `part` points to.

    >>> resolved("xl/worksheets/sheet1.xml", "../drawings/drawing1.xml")
    'xl/drawings/drawing1.xml'
    """
    return normpath(join("/", dirname(part), target)).removeprefix("/")


def with_relative_targets(parts: Mapping[str, bytes]) -> Parts:
    """The parts with relationships that say where from here; ExcelJS finds no tables by an absolute target."""
    found = dict(parts)
    for name in parts:
        if not name.endswith(".rels"):
            continue
        folder = dirname(dirname(name))
        root = parsed(parts[name])
        for item in root:
            target = item.get("Target", "")
            if target.startswith("/") and item.get("TargetMode") != "External":
                item.set("Target", relpath(target, join("/", folder)))
        found[name] = serialized(root)
    return found


def with_prefixed_drawings(parts: Mapping[str, bytes]) -> Parts:
    """The parts with drawings and charts whose elements carry the usual prefixes; ExcelJS reads no others."""
    drawn = {name: serialized(parsed(part)) for name, part in parts.items() if _is_drawing(name)}
    return {**parts, **drawn}


def _is_drawing(name: str) -> bool:
    return name.startswith(DRAWINGS) and name.endswith(".xml")


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Each sheet's name and its part, in the book's order."""
    found = relations(parts, WORKBOOK)
    sheets = parsed(parts[WORKBOOK]).iterfind("sheets/sheet", SHEET)
    return {sheet.attrib["name"]: found[sheet.attrib[f"{{{NAMESPACES['r']}}}id"]][1] for sheet in sheets}
