"""A book as it stands where the add-in answers: each ALAMO_ call's cached answer in its place, the rest in IronCalc."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.what_if import WhatIf

from alamo_xl.books.finish import read_parts, sheet_parts, write_parts

CALL = re.compile(rb"<f[^>]*>[^<]*ALAMO_[^<]*</f>")


def answered(book: Path, folder: Path) -> WhatIf:
    """The book with its answers, calculated; a copy of it is left in the folder."""
    parts = dict(read_parts(book))
    for name in sheet_parts(parts).values():
        parts[name] = CALL.sub(b"", parts[name])
    path = folder / book.name
    write_parts(path, parts)
    found = WhatIf(path)
    found.evaluate()
    return found


def write(book: WhatIf, cells: Mapping[tuple[str, int, int], Any]) -> None:
    """Put values, or error values by their code, into cells and calculate."""
    model, places = book.engine.model, book.engine.places
    for (sheet, row, column), value in cells.items():
        if isinstance(value, str) and value.startswith("#"):
            model.update_cell_with_formula(places[sheet], row, column, f"={value}")
        else:
            book.engine.write((sheet, row, column), value)
    model.evaluate()
