"""Commands that write, killed at random moments, ended in every write and at every renaming, and out of space."""

from __future__ import annotations

import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.prove.figures import Step
from tests.prove.machine import WORKERS

from support.cut_short import Writer  # isort: skip

TITLE = "Commands that write, cut short: no half file under a name, nothing left beside it by the next run"
HEADINGS = ("command", "killed", "ended in a write or at a renaming", "runs with too little space", "faults")
KILLED, SHORT = 200, 200
WRITERS = (
    *(("export", "--format", form) for form in ("csv", "json", "owrs", "html")),
    ("build", "libreoffice", "addin"),
    ("build", "rates"),
)
SECONDS = {"export": 0.6, "libreoffice": 3.0, "rates": 5.0}


def run() -> Step:
    """Every command."""
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(WORKERS) as pool:
        found = list(pool.map(_row, [Path(folder)] * len(WRITERS), range(len(WRITERS))))
    faults = tuple(told for _, faults in found for told in faults)
    return Step(TITLE, HEADINGS, tuple(row for row, _ in found), not faults, faults)


def _row(beside: Path, number: int) -> tuple[tuple[str, ...], list[str]]:
    arguments, folder = WRITERS[number], beside / str(number)
    longest = next(seconds for word, seconds in SECONDS.items() if word in arguments)
    folder.mkdir()
    writer = Writer(folder, *arguments, seed=number)
    faults: list[str] = []

    def tried(cut: object, *given: float) -> bool:
        try:
            return bool(cut(*given))  # type: ignore[operator]
        except AssertionError as error:
            faults.append(f"{' '.join(arguments)}: {error!s:.200}")
            return True

    for _ in range(KILLED):
        tried(writer.killed, longest)
    steps = range(2 * len(writer.whole))
    ended = sum(tried(writer.ended_at, step) for step in steps)
    short = sum(tried(writer.out_of_space) for _ in range(SHORT))
    return (" ".join(arguments), f"{KILLED:,}", f"{ended:,}", f"{short:,}", f"{len(faults):,}"), faults
