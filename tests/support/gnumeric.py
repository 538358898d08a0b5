"""Gnumeric (`ssconvert`): what it makes of a book's formulas."""

import subprocess
from pathlib import Path

from support.stored import Stored, stored
from support.tools import needs

from alamo_xl.books.finish import OWN, read_parts, sheet_parts, write_parts
from alamo_xl.books.values import with_values


def recalculated(book: Path, folder: Path) -> dict[str, Stored]:
    """A book's cells after Gnumeric calculated every formula anew."""
    ssconvert = needs("ssconvert", "books are recalculated in Gnumeric")
    saved = folder / f"gnumeric-{book.name}"
    subprocess.run([ssconvert, "--recalc", str(book), str(saved)], check=True, capture_output=True, timeout=120)
    return stored(saved)


def without_addin(book: Path, path: Path) -> Path:
    """A copy of a book with its ALAMO_ cells as constants: Gnumeric has no add-in of ours."""
    parts, cells = read_parts(book), stored(book)
    for sheet, part in sheet_parts(parts).items():
        own = {
            name.rpartition("!")[2]: cell.value
            for name, cell in cells.items()
            if name.startswith(f"{sheet}!") and cell.formula and OWN.search(cell.formula)
        }
        parts[part] = with_values(parts[part], own, keep=False)
    write_parts(path, parts)
    return path
