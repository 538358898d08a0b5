"""Every hostile file with every command that reads such files: what becomes of it, the time and the memory."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.prove.figures import Step
from tests.prove.machine import WORKERS, built_model

from support.hostile import Hostile, Ran, faults, hostile_files  # isort: skip
from support.hostile import run as ran_over  # isort: skip

TITLE = "Hostile files: damaged, huge or feigned, each within 10 seconds and 500 MB"
HEADINGS = ("files", "kinds", "runs", "refused in one line", "answered", "most seconds", "most MB", "faults")


def run() -> Step:
    """All of them."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        kinds = hostile_files(built_model(Path(folder)))
        found = {kind: list(pool.map(lambda each: _tried(each, Path(folder)), files)) for kind, files in kinds.items()}
    rows = tuple(_row(kind, [ran for each in tried for ran, _ in each], tried) for kind, tried in found.items())
    notes = [told for tried in found.values() for each in tried for _, faulty in each for told in faulty]
    return Step(TITLE, HEADINGS, rows, not notes, tuple(notes))


Tried = list[tuple[Ran, list[str]]]


def _tried(hostile: Hostile, folder: Path) -> Tried:
    """A file with each of its commands."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        path = Path(own) / f"hostile{hostile.ending}"
        hostile.write(path)
        tried = []
        for command in hostile.commands:
            ran = ran_over(command, path)
            told = [f"{hostile.what}, {' '.join(command)}: {fault}" for fault in faults(hostile, command, ran)]
            tried.append((ran, told))
    return tried


def _row(kind: str, runs: list[Ran], tried: list[Tried]) -> tuple[str, ...]:
    return (
        kind,
        f"{len(tried):,}",
        f"{len(runs):,}",
        f"{sum(ran.code == 2 for ran in runs):,}",
        f"{sum(ran.code in (0, 1) for ran in runs):,}",
        f"{max(ran.seconds for ran in runs):.1f}",
        f"{max(ran.memory for ran in runs) / 10**6:.0f}",
        f"{sum(len(told) for each in tried for _, told in each):,}",
    )
