"""The table of spoiled cells in the open model, in full: pasted past the validation, a check names each; typed through
LibreOffice's own interface, it is refused, or a check names it, or it is read as what may be typed.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.prove.figures import Step
from tests.prove.machine import built_model

from support.libreoffice import LibreOffice  # isort: skip
from support.spoiled_inputs import InLibreOffice, Model, Spoiled, cases, silent  # isort: skip
from support.typed_inputs import NAMED, READ, REFUSED, SILENT, typed  # isort: skip
from support.typist import typist  # isort: skip
from support.what_if import WhatIf  # isort: skip

TITLE = "Spoiled inputs of the open model: refused, or named by a check"
HEADINGS = ("cells", "count", "refused", "named by a check", "read as what may be typed", "silently wrong")


def run() -> Step:
    """Pasted in two engines, typed in one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = built_model(folder)
        model = Model(WhatIf(path))
        every = list(cases(model))
        became = {"pasted in IronCalc": _pasted(model, every)}
        with closing(LibreOffice(folder / "pasting")) as office, office.book(path, recalculate=False) as book:
            taken = [each for each in every if each.value is not True]  # there TRUE is 1
            became["pasted in LibreOffice"] = _pasted(InLibreOffice(model, book), taken)
        own = Path(shutil.copy(path, folder / "typed.xlsx"))
        with typist(folder / "typing", own) as user:
            found = typed(InLibreOffice(model, user.book), user, every)
            became["typed in LibreOffice"] = [(what, each) for what, each, _ in found]
    rows = tuple(_row(way, Counter(what for what, _ in these)) for way, these in became.items())
    notes = [
        f"{way}: {each.address} {each.value!r} is {what}"
        for way, these in became.items()
        for what, each in these
        if what in (READ, SILENT)
    ]
    passed = not any(what == SILENT for these in became.values() for what, _ in these)
    return Step(TITLE, HEADINGS, rows, passed, tuple(notes))


def _pasted(model: Model, every: list[Spoiled]) -> list[tuple[str, Spoiled]]:
    wrong = silent(model, every)
    return [(SILENT if each in wrong else NAMED, each) for each in every]


def _row(way: str, became: Counter[str]) -> tuple[str, ...]:
    return way, f"{became.total():,}", *(f"{became[what]:,}" for what in (REFUSED, NAMED, READ, SILENT))
