"""Faults planted in the formulas of the builders, a share in every file, which the tests of the books must all catch.

`python -m tests.prove.planted` prints the faults that are not caught, without writing figures.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain, zip_longest

from tests.prove.figures import Step
from tests.prove.mutants import Mutant, mutants, written
from tests.prove.mutation import known, plan
from tests.prove.trial import ROOT, Tried, tried, workers

TITLE = "Faults planted in the builders' formulas"
HEADINGS = ("builder", "planted", "caught")
FAULTS = 48


def chosen(count: int, seed: int) -> list[Mutant]:
    """So many faults of formula text that are not known to be equivalent, from each builder in turn."""
    (builders,) = (group for group in plan().groups if group.name == "builders")
    equivalent = {change for change, fact in known().items() if fact["kind"] == "equivalent"}
    dice = random.Random(seed)
    by_file = []
    for file in builders.present():
        found = list(mutants(ROOT, [file], "formulas"))
        by_file.append(dice.sample(found, len(found)))
    in_turn = (fault for fault in chain.from_iterable(zip_longest(*by_file)) if fault)
    taken: list[Mutant] = []
    for fault in in_turn:
        if len(taken) < count and tuple(written(ROOT, fault)[1]) not in equivalent:
            taken.append(fault)
    return sorted(taken)


def planted(count: int = FAULTS) -> list[Tried]:
    """What became of each fault."""
    of = plan()
    (builders,) = (group for group in of.groups if group.name == "builders")
    with workers(int(os.environ.get("WORKERS", "1"))) as staff:
        return tried(staff, chosen(count, of.seed), builders.present_tests())


def run() -> Step:
    """Figures by builder; a fault that is not caught is printed, and fails the step."""
    every = planted()
    _tell(every)
    of, caught = (Counter(each.change.file for each in some) for some in (every, _caught(every)))
    rows = [(file.removeprefix("alamo_xl/books/"), str(of[file]), str(caught[file])) for file in sorted(of)]
    rows.append(("in all", str(of.total()), str(caught.total())))
    return Step(TITLE, HEADINGS, tuple(rows), of == caught)


def _caught(every: Sequence[Tried]) -> list[Tried]:
    return [each for each in every if each.verdict in ("killed", "late")]


def _tell(every: Sequence[Tried]) -> None:
    for each in every:
        if each.verdict not in ("killed", "late"):
            print(f"{each.verdict}: {each.change}", flush=True)


if __name__ == "__main__":
    found = planted(*map(int, sys.argv[1:2]))
    _tell(found)
    print(f"{len(_caught(found))} of {len(found)} caught")
