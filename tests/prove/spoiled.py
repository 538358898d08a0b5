"""Spoiled inputs at their full counts: cell maps in process, whole files through the command, no traceback."""

from __future__ import annotations

import tempfile
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.prove.figures import Step
from tests.prove.machine import WORKERS, built_model

from support.spoiled import SpoiledFiles, SpoiledMaps  # isort: skip
from support.spoiled import run as ran_over  # isort: skip

TITLE = "Spoiled inputs: an answer or one line, never a traceback"
HEADINGS = ("spoiled", "count", "answered", "refused in words", "tracebacks")
MAPS, FILES, SHARES = 100_000, 2_000, 100
REFUSED = ("refused", "no scenario")


def run() -> Step:
    """All of them, in shares of seeds of their own."""
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(WORKERS) as pool:
        model = built_model(Path(folder))
        maps = sum(pool.map(partial(_maps, model), range(SHARES)), Counter[str]())
        files = sum(pool.map(partial(_files, model), range(SHARES)), Counter[str]())
    rows = (_row("cell maps of the model", maps), _row("files through the command", files))
    tracebacks = tuple(told for told in maps + files if told.startswith("Traceback"))
    passed = not tracebacks and (maps.total(), files.total()) == (MAPS, FILES)
    return Step(TITLE, HEADINGS, rows, passed, tuple(told.replace("\n", " ")[-300:] for told in tracebacks))


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
    refused = sum(became[word] for word in REFUSED)
    tracebacks = sum(count for told, count in became.items() if told.startswith("Traceback"))
    answered = became.total() - refused - tracebacks
    return what, f"{became.total():,}", f"{answered:,}", f"{refused:,}", f"{tracebacks:,}"
