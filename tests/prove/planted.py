"""Faults planted in the formulas of the builders, a share in every file, which the tests of the books must all catch.

`python -m tests.prove.planted [words ...]` plants those whose file has one of the words in its name, and writes no
figures.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from tests.prove.figures import Step, former
from tests.prove.mutants import Mutant, mutants, written
from tests.prove.mutation import known, plan
from tests.prove.trial import ROOT, Tried, tried, workers

TITLE = "Faults planted in the builders' formulas"
HEADINGS = ("builders", "files", "planted", "caught")
FAULTS = 60
FORMULAS = "formulas"


def chosen(count: int, seed: int) -> list[Mutant]:
    """So many faults of formula text that are not known to be equivalent, from each builder in turn.

    A file's faults are drawn by its name: they stay when another file changes.
    """
    equivalent = {change for change, fact in known().items() if fact["kind"] == "equivalent"}
    by_file = []
    for file in dict.fromkeys(file for group in plan().of(FORMULAS) for file in group.present()):
        found = list(mutants(ROOT, [file], FORMULAS))
        by_file.append(random.Random(f"{seed} {file}").sample(found, len(found)))
    in_turn = (fault for fault in chain.from_iterable(zip_longest(*by_file)) if fault)
    taken: list[Mutant] = []
    for fault in in_turn:
        if len(taken) < count and tuple(written(ROOT, fault)[1]) not in equivalent:
            taken.append(fault)
    return sorted(taken)


def planted(groups: Sequence[str] = (), words: Sequence[str] = ("",)) -> Iterator[tuple[str, Tried]]:
    """Each fault's group and what became of it, told as it ends: of all groups or some, in files of some names."""
    of = plan()
    faults = [fault for fault in chosen(FAULTS, of.seed) if any(word in fault.file for word in words)]
    with workers(int(os.environ.get("WORKERS", "1"))) as staff:
        for group in of.of(FORMULAS):
            own = [fault for fault in faults if fault.file in group.present()]
            if own and (not groups or group.name in groups):
                for each in tried(staff, own, group.present_tests()):
                    print(f"{each.verdict} in {each.seconds:.0f} s: {each.change}\n    {each.by}", flush=True)
                    yield group.name, each


def run() -> Step:
    """Every group's figures, or with GROUPS those of some, beside the former ones of the others.

    A fault that is not caught fails the step.
    """
    every = list(planted(os.environ.get("GROUPS", "").split()))
    rows, _ = former("planted")
    for name in dict.fromkeys(name for name, _ in every):
        own = [each for group, each in every if group == name]
        files = {each.change.file for each in own}
        rows[name] = (name, str(len(files)), str(len(own)), str(sum(each.dead for each in own)))
    lines = [rows[group.name] for group in plan().of(FORMULAS) if group.name in rows]
    sums = [sum(map(int, column)) for column in zip(*(line[1:] for line in lines), strict=True)]
    return Step(TITLE, HEADINGS, (*lines, ("in all", *map(str, sums))), sums[1] == sums[2])


if __name__ == "__main__":
    found = [each for _, each in planted(words=sys.argv[1:] or ("",))]
    print(f"{sum(each.dead for each in found)} of {len(found)} caught")
