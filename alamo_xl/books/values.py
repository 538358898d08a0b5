"""Cached values inside a sheet's XML: found and written by pattern, so that nothing else of the part changes."""

import html
import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from xml.sax.saxutils import escape

CellValues = dict[str, object]
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_FORMULA = re.compile(r"<f([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_VALUE = re.compile(r"<v[^>]*?(?:/>|>(.*?)</v>)", re.DOTALL)
_RANGE = re.compile(r'\bref="([^"]+)"')
_TYPE = re.compile(r'\s+t="[^"]*"')
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")


def formula_cells(sheet: bytes) -> Iterator[tuple[str, str, str]]:
    """Each formula cell: its address, its formula, and its array's range or nothing."""
    for match in _CELL.finditer(sheet.decode()):
        formula = _FORMULA.search(match[3] or "")
        if formula:
            spill = _RANGE.search(formula[1]) if 't="array"' in formula[1] else None
            yield match[1], html.unescape(formula[2] or ""), spill[1] if spill else ""


def stored_values(sheet: bytes) -> CellValues:
    """What the formula cells of a sheet answered when it was saved; nothing for one that held no answer."""
    found: CellValues = {}
    for match in _CELL.finditer(sheet.decode()):
        value = _VALUE.search(match[3] or "")
        if value and _FORMULA.search(match[3]):
            kind, text = _TYPE.search(match[2]), html.unescape(value[1] or "")
            if kind and '"b"' in kind[0]:
                found[match[1]] = text == "1"
            else:
                found[match[1]] = text if kind and '"n"' not in kind[0] else float(text or "nan")
    return found


def with_values(sheet: bytes, values: CellValues, *, keep: bool) -> bytes:
    """The sheet with these cells' values written; keep: leave their formulas beside them (otherwise they become
    constants).
    """
    missing = set(values)

    def written(match: re.Match[str]) -> str:
        ref, attributes, content = match[1], match[2], match[3] or ""
        if ref not in values:
            return match[0]
        missing.discard(ref)
        kind, text = _stored(values[ref])
        formula = _FORMULA.search(content) if keep else None
        attributes = _TYPE.sub("", attributes) + (f' t="{kind}"' if kind else "")
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f'<c r="{ref}"{attributes}>{formula[0] if formula else ""}<v{space}>{text}</v></c>'

    result = _CELL.sub(written, sheet.decode())
    if missing:
        raise ValueError(f"no cell {sorted(missing)[0]} to hold a value: give every cell of an array's range a style")
    return result.encode()


def with_exact_constants(sheet: bytes, numbers: Mapping[str, float | Decimal]) -> bytes:
    """The sheet with these constants in full, and no type on cells that hold nothing.

    openpyxl writes 16 digits: 88.65000000000001 for 88.65, another number to an engine of more places than a float has,
    and 0.3 for 0.1 + 0.2. IronCalc takes an empty cell of type n for 0.
    """

    def written(match: re.Match[str]) -> str:
        ref, attributes, content = match[1], match[2], match[3] or ""
        if not content:
            return f'<c r="{ref}"{_TYPE.sub("", attributes).rstrip()}/>'
        return f'<c r="{ref}"{attributes}><v>{_stored(numbers[ref])[1]}</v></c>' if ref in numbers else match[0]

    return _CELL.sub(written, sheet.decode()).encode()


def _stored(value: object) -> tuple[str, str]:
    """A value's type attribute and text as a cell stores them."""
    if value is None:
        return "str", ""
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, int | float | Decimal):
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(f"{value!r} is no cell value")
        return "", str(int(number)) if number == int(number) else repr(number)
    text = str(value)
    for error in ERRORS:
        if text == error or text.startswith(error + " "):
            return "e", error
    return "str", escape(_CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text))
