"""Spoiled inputs at their full counts: cell maps in process, whole files through the command, no traceback; the table
of spoiled cells, pasted and typed into the open model: refused, or named by a check.
"""

from __future__ import annotations

import shutil
import tempfile
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

from tests.prove.figures import Step
from tests.prove.machine import WORKERS, built_model

from support.libreoffice import LibreOffice  # isort: skip
from support.spoiled import SpoiledFiles, SpoiledMaps  # isort: skip
from support.spoiled import run as ran_over  # isort: skip
from support.spoiled_inputs import InLibreOffice, Model, Spoiled, cases, silent  # isort: skip
from support.typed_inputs import NAMED, READ, REFUSED, SILENT, typed  # isort: skip
from support.typist import typist  # isort: skip

TITLE = "Spoiled inputs: an answer or one line, never a traceback; in the open model refused, or named by a check"
HEADINGS = ("spoiled", "count", "answered", "refused", "named by a check", "tracebacks or silently wrong")
MAPS, FILES, SHARES = 100_000, 2_000, 100
IN_WORDS, TRACEBACK = ("refused", "no scenario"), "Traceback"


def run() -> Step:
    """All of them; maps and files in shares of seeds of their own."""
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(WORKERS) as pool:
        model = built_model(Path(folder))
        cells, faults = _cells(model, Path(folder))
        maps = sum(pool.map(partial(_maps, model), range(SHARES)), Counter[str]())
        files = sum(pool.map(partial(_files, model), range(SHARES)), Counter[str]())
    rows = (_row("cell maps of the model", maps), _row("files through the command", files), *cells)
    tracebacks = tuple(told for told in maps + files if told.startswith(TRACEBACK))
    passed = not tracebacks and not faults and (maps.total(), files.total()) == (MAPS, FILES)
    return Step(TITLE, HEADINGS, rows, passed, (*(told.replace("\n", " ")[-300:] for told in tracebacks), *faults))


def _cells(model: Path, folder: Path) -> tuple[list[tuple[str, ...]], list[str]]:
    """The table of spoiled cells: a row a way of putting them there, and what passed silently."""
    rows, faults = [], []

    def pasted(where: str, opened: Model, every: list[Spoiled]) -> None:
        wrong = silent(opened, every)
        rows.append(
            (f"cells, pasted in {where}", *_counts(len(every), named=len(every) - len(wrong), wrong=len(wrong)))
        )
        faults.extend(_fault(where, each) for each in wrong)

    in_ironcalc = Model(model)
    every = list(cases(in_ironcalc))
    pasted("IronCalc", in_ironcalc, every)
    with closing(LibreOffice(folder / "pasting")) as office, office.book(model, recalculate=False) as book:
        opened = InLibreOffice(in_ironcalc, book)
        pasted("LibreOffice", opened, [each for each in every if each.value is not True])  # there TRUE is 1
    own = Path(shutil.copy(model, folder / "typed.xlsx"))
    with typist(folder / "typing", own) as user:
        found = list(typed(InLibreOffice(in_ironcalc, user.book), user, every))
    became = Counter(what for what, *_ in found)
    counts = _counts(len(every), became[READ], became[REFUSED], became[NAMED], became[SILENT])
    rows.append(("cells, typed in LibreOffice", *counts))
    faults += [_fault("LibreOffice, typed", each) for what, each, _ in found if what == SILENT]
    return rows, faults


def _fault(where: str, spoiled: Spoiled) -> str:
    return f"{where}: {spoiled.address} {spoiled.value!r} passes silently"


def _maps(model: Path, seed: int) -> Counter[str]:
    spoiled = SpoiledMaps(model, seed)
    return Counter(_told(lambda: spoiled.answer(spoiled.one())) for _ in range(MAPS // SHARES))


def _files(model: Path, seed: int) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        spoiled = SpoiledFiles(model, Path(folder), seed)
        return Counter(_told(lambda: ran_over(spoiled.one())) for _ in range(FILES // SHARES))


def _told(answer) -> str:
    """What became of it, or its traceback."""
    try:
        return answer()
    except Exception:
        return traceback.format_exc()


def _row(what: str, became: Counter[str]) -> tuple[str, ...]:
    refused = sum(became[word] for word in IN_WORDS)
    tracebacks = sum(count for told, count in became.items() if told.startswith(TRACEBACK))
    answered = became.total() - refused - tracebacks
    return what, *_counts(became.total(), answered, refused, wrong=tracebacks)


def _counts(count: int, answered: int = 0, refused: int = 0, named: int = 0, wrong: int = 0) -> tuple[str, ...]:
    return tuple(f"{each:,}" for each in (count, answered, refused, named, wrong))
