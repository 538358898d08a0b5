"""Tries mutants in copies of the project, one worker a copy."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from tests.prove.mutants import Change, Mutant, written

ROOT = Path(__file__).parents[2]
COPIED = ("alamo_xl", "tests", "workbooks", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile")
IGNORED = shutil.ignore_patterns("__pycache__", "node_modules", ".venv")
SHARE = "0.01"  # of the full counts: a mutant that a hundredth does not kill is looked at
LONGEST = 1200.0  # of processor time, without a mutant
MOST_KILLERS = 3
FATES: dict[tuple[object, ...], Tried] = {}
LIMITS: dict[tuple[str, ...], float] = {}


class Tried(NamedTuple):
    """What became of a mutant: killed, late (killed by the time limit) or survived; the test that was red; seconds of
    processor time.
    """

    change: Change
    verdict: str
    by: str = ""
    seconds: float = 0.0

    @property
    def dead(self) -> bool:
        return self.verdict in ("killed", "late")


class Worker:
    """A copy of the project and the process that tests mutants in it."""

    def __init__(self, folder: Path) -> None:
        self.shelf = folder.with_name("shelf")
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=IGNORED)
            else:
                shutil.copy2(ROOT / name, folder / name)
        environment = {**os.environ, "ALAMO_SHARE": SHARE, "PYTHONPATH": str(folder), "PYTHONHASHSEED": "0"}
        command = [sys.executable, str(folder / "tests" / "prove" / "worker.py")]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tried(
        self, file: str | None, source: str, tests: Sequence[str], seconds: float, kept: bool
    ) -> dict[str, object]:
        assert self.process.stdin and self.process.stdout
        shelf = str(self.shelf) if kept else ""
        job = {"file": file, "source": source, "tests": list(tests), "seconds": seconds, "shelf": shelf}
        print(json.dumps(job), file=self.process.stdin, flush=True)
        answer: dict[str, object] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def workers(count: int) -> Iterator[list[Worker]]:
    """So many workers, each in a copy of its own."""
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        made = [Worker(Path(folder) / str(number)) for number in range(count)]
        try:
            yield made
        finally:
            for worker in made:
                worker.close()


def tried(
    staff: Sequence[Worker], mutants: Iterable[Mutant], tests: Sequence[str], kept: bool = False, limit: float = 0
) -> Iterator[Tried]:
    """Each mutant's fate under some tests, which must pass without one and get five times that long with one.

    limit: seconds of processor time, for tests that take long: then only those that were red must pass without one.

    A mutant's tests end with the first red one; those that were red last of a mutant of its file come first. Each fate
    comes as soon as those before it are known; what these tests have made of a mutant in this process stands.

    kept: whether the books that tests read are built once, without a mutant; else they are built anew for each.
    """
    if not tests:
        raise RuntimeError("none of the tests is there")
    if not limit and tuple(tests) not in LIMITS:
        LIMITS[tuple(tests)] = _unharmed(staff[0], tests, kept)
    killers: dict[str, list[str]] = {}
    free: Queue[int] = Queue()
    for place in range(len(staff)):
        free.put(place)

    def one(mutant: Mutant) -> Tried:
        if (mutant, *tests) in FATES:
            return FATES[mutant, *tests]
        source, change = written(ROOT, mutant)
        place, first = free.get(), killers.get(mutant.file, [])
        try:
            seconds = limit or LIMITS[tuple(tests)]
            answer = staff[place].tried(mutant.file, source, [*first, *tests], seconds, kept)
            found = re.search(r"^(?:FAILED|ERROR) ([^\s\[]+)", str(answer["said"]), re.MULTILINE)
            red = found[1] if found else ""
            if limit and answer["verdict"] == "killed" and (red,) not in LIMITS:
                LIMITS[red,] = _unharmed(staff[place], [red or tests[0]], kept=True)
        finally:
            free.put(place)
        if "::" in red:
            killers[mutant.file] = [red, *(each for each in first if each != red)][:MOST_KILLERS]
        fate = FATES[mutant, *tests] = Tried(change, str(answer["verdict"]), red, float(str(answer["seconds"])))
        return fate

    with ThreadPoolExecutor(len(staff)) as pool:
        yield from pool.map(one, mutants)


def _unharmed(worker: Worker, tests: Sequence[str], kept: bool) -> float:
    """The time limit for a mutant, from a run of the tests without one, which writes the bytecode too."""
    answer = worker.tried(None, "", tests, LONGEST, kept)
    if answer["verdict"] != "survived":
        raise RuntimeError(f"the tests fail without a mutant: {' '.join(tests)}\n{answer['said']}")
    return 5 * float(str(answer["seconds"])) + 5
