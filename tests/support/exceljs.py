"""ExcelJS (npm `exceljs`), which many programs read and write workbooks with."""

import subprocess
from pathlib import Path

from support.places import JS
from support.tools import needs, needs_npm


def rewritten(book: Path, folder: Path) -> Path:
    """A book as ExcelJS writes it after reading it."""
    needs_npm("exceljs", "books are opened and rewritten by it")
    saved = folder / f"exceljs-{book.name}"
    node = [needs("node", "ExcelJS runs in it"), str(JS / "exceljs.mjs"), str(book), str(saved)]
    done = subprocess.run(node, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return saved
