"""make bench: one lever changed in the rate model, beside the same lever of the model of 0.1.0, one after the other."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from support.built import MODEL
from support.places import DATA, WORKBOOKS
from support.what_if import WhatIf

MODELS = (WORKBOOKS / MODEL, DATA / "rate-model-0.1.0.xlsx")
LEVER = "Levers_1", 0, 8
"""The increase for all services in the fourth year, of the scenario shown: its block's name, its row and column."""
CHANGES = 21
MOST = 2.5
SESSION = 3
"""The place of a process's session among the fields of its state, its name aside."""


def medians(changes: Sequence[Callable[[float], None]], clock: Callable[[], float]) -> list[float]:
    """Seconds that each change takes by a clock, taking turns."""
    taken: list[list[float]] = [[] for _ in changes]
    for number in range(CHANGES):
        for change, times in zip(changes, taken, strict=True):
            before = clock()
            change((number + 1) / 100)
            times.append(clock() - before)
    return [statistics.median(times) for times in taken]


def in_ironcalc(models: Sequence[WhatIf]) -> list[float]:
    """All of a model is calculated, whatever was changed."""

    def change(what_if: WhatIf) -> Callable[[float], None]:
        def changed(value: float) -> None:
            what_if.engine.write(lever(what_if), value)
            what_if.evaluate()

        changed(0)
        return changed

    return medians([change(what_if) for what_if in models], time.process_time)


def in_libreoffice(models: Sequence[WhatIf], folder: Path) -> list[float]:
    """What hangs on the lever is calculated, in open books that calculate by themselves."""
    from support.libreoffice import Book, LibreOffice

    office = LibreOffice(folder / "profile")

    def change(book: Book, what_if: WhatIf) -> Callable[[float], None]:
        sheet, row, column = lever(what_if)
        cell = book.sheets.getByName(sheet).getCellByPosition(column - 1, row - 1)
        assert book.document.isAutomaticCalculationEnabled()

        def changed(value: float) -> None:
            cell.setValue(value)
            book.document.calculate()

        return changed

    with ExitStack() as books:
        changes = [
            change(books.enter_context(office.book(Path(shutil.copy(path, folder)))), what_if)
            for path, what_if in zip(MODELS, models, strict=True)
        ]
        found = medians(changes, lambda: of_session(office.office.process.pid))
    office.close()
    return found


def of_session(leader: int) -> float:
    """Seconds of the processor that the threads of a session's processes took."""
    nanoseconds = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[SESSION]) == leader:
                for thread in stat.parent.glob("task/*/schedstat"):
                    nanoseconds += int(thread.read_text().split()[0])
        except OSError:  # one that has ended
            continue
    return nanoseconds / 1e9


def lever(what_if: WhatIf) -> tuple[str, int, int]:
    """The cell that is changed."""
    name, row, column = LEVER
    return what_if.cells(name)[row][column]


def formulas(what_if: WhatIf) -> int:
    return sum(cell.data_type == "f" for sheet in what_if.inputs for row in sheet.iter_rows() for cell in row)


def main() -> None:
    models = [WhatIf(path) for path in MODELS]
    counts = " against ".join(f"{formulas(what_if):,}" for what_if in models)
    print(f"one lever changed in the rate model, beside the model of 0.1.0 ({counts} formulas):")
    said("IronCalc", in_ironcalc(models))
    if shutil.which("soffice") is None:
        print("  LibreOffice is not there")
        return
    with tempfile.TemporaryDirectory() as folder:
        said("LibreOffice", in_libreoffice(models, Path(folder)))


def said(engine: str, seconds: Sequence[float]) -> None:
    ours, theirs = seconds
    print(
        f"  {engine}: {1000 * ours:.0f} ms of the processor, {ours / theirs:.2f} x the model of 0.1.0 (at most {MOST})"
    )


if __name__ == "__main__":
    main()
