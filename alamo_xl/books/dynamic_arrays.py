"""Cells that Excel takes as they are, without an @ before what might spill: as Excel 365 itself stores them."""

import re

from alamo_xl.books.package import CONTENT_TYPES, WORKBOOK, Parts, parsed, relations_part, serialized, sheet_parts

METADATA = "xl/metadata.xml"
_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
_RELATION = f"{_OFFICE}/officeDocument/2006/relationships/sheetMetadata"
_DYNAMIC = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<metadata xmlns="{_MAIN}" xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray">'
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" '
    'pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" '
    'coerce="1" cellMeta="1"/></metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst>'
    '<ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext>'
    '</extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(?=[^<]*\bALAMO\.[A-Z_]+\()')


def with_dynamic_arrays(parts: Parts) -> Parts:
    """The parts with every cell that calls a LAMBDA stored as a dynamic array of one cell; as given where none does."""
    found: Parts = {}
    for name in sheet_parts(parts).values():
        sheet = _CELL.sub(r'<c r="\1"\2 cm="1"><f t="array" ref="\1">', parts[name].decode())
        if 'cm="1"' in sheet:
            found[name] = sheet.encode()
    if not found:
        return parts
    types, rels = parsed(parts[CONTENT_TYPES]), parsed(parts[relations_part(WORKBOOK)])
    types.append(types.makeelement(f"{{{_OFFICE}/package/2006/content-types}}Override", {}))
    types[-1].attrib.update(PartName=f"/{METADATA}", ContentType=_TYPE)
    rels.append(rels.makeelement(f"{{{_OFFICE}/package/2006/relationships}}Relationship", {}))
    rels[-1].attrib.update(Id="rIdMetadata", Type=_RELATION, Target=METADATA.removeprefix("xl/"))
    packaged = {CONTENT_TYPES: _unprefixed(serialized(types)), relations_part(WORKBOOK): serialized(rels)}
    return {**parts, **found, **packaged, METADATA: _DYNAMIC.encode()}


def _unprefixed(types: bytes) -> bytes:
    """The content types in their default namespace, as every reader expects them."""
    return types.replace(b"xmlns:ns0=", b"xmlns=").replace(b"<ns0:", b"<").replace(b"</ns0:", b"</")
