"""Faults planted in the formulas of the builders, a share in every file, which the tests of the books must all catch.

`python -m tests.prove.planted [words ...]` plants those whose file has one of the words in its name, and writes no
figures.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from tests.prove.figures import Step, former
from tests.prove.mutants import Change, Mutant, in_turn, written
from tests.prove.mutation import FORMULAS, Plan, known, plan
from tests.prove.trial import ROOT, Tried, tried, workers

TITLE = "Faults planted in the builders' formulas"
HEADINGS = ("builders", "files", "planted", "caught")
FAULTS = 48


def chosen(count: int, seed: int) -> list[Mutant]:
    """So many faults of formula text that are not known to be equivalent, from each builder in turn."""
    equivalent = {change for change, fact in known().items() if fact["kind"] == "equivalent"}
    files = dict.fromkeys(file for group in plan().of(FORMULAS) for file in group.present())
    taken: list[Mutant] = []
    for fault in in_turn(ROOT, files, FORMULAS, seed):
        if len(taken) < count and tuple(written(ROOT, fault)[1]) not in equivalent:
            taken.append(fault)
    return sorted(taken)


def planted(of: Plan, faults: Sequence[Mutant], groups: Sequence[str] = ()) -> Iterator[tuple[str, Tried]]:
    """The group and the fate of each fault, of all groups or some, told as it ends."""
    with workers(int(os.environ.get("WORKERS", "1"))) as staff:
        for group in of.of(FORMULAS):
            own = [fault for fault in faults if fault.file in group.present()]
            if own and (not groups or group.name in groups):
                for each in tried(staff, own, group.present_tests(), group.kept, group.limit):
                    print(f"{each.verdict} in {each.seconds:.0f} s: {each.change}\n    {each.by}", flush=True)
                    yield group.name, each


def run() -> Step:
    """Every group's figures, or with GROUPS those of some, beside the former ones of the others.

    A fault that is not caught is noted, and fails the step; AGAIN=1 tries those that are noted, and no others.
    """
    of = plan()
    faults = chosen(FAULTS, of.seed)
    rows, notes = former("planted")
    if again := bool(os.environ.get("AGAIN")):
        missed = {note for each in notes.values() for note in each}
        faults = [each for each in faults if any(_note(name, written(ROOT, each)[1]) in missed for name in notes)]
    every = list(planted(of, faults, os.environ.get("GROUPS", "").split()))
    for name in dict.fromkeys(name for name, _ in every):
        own = [each for group, each in every if group == name]
        notes[name] = [_note(name, each.change) for each in own if not each.dead]
        files, count = str(len({each.change.file for each in own})), str(len(own))
        files, count = rows[name][1:3] if again else (files, count)
        rows[name] = (name, files, count, str(int(count) - len(notes[name])))
    names = [group.name for group in of.of(FORMULAS) if group.name in rows]
    sums = [sum(int(rows[name][column]) for name in names) for column in (1, 2, 3)]
    lines = (*(rows[name] for name in names), ("in all", *map(str, sums)))
    return Step(
        TITLE, HEADINGS, lines, sums[1] == sums[2], tuple(note for name in names for note in notes.get(name, ()))
    )


def _note(group: str, change: Change) -> str:
    return f"{group}: `{change.before}` → `{change.after}` is not caught"


if __name__ == "__main__":
    of_files = [each for each in chosen(FAULTS, plan().seed) if any(word in each.file for word in sys.argv[1:] or [""])]
    found = [each for _, each in planted(plan(), of_files)]
    print(f"{sum(each.dead for each in found)} of {len(found)} caught")
