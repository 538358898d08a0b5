"""The mutation run: the share of small faults in the code that its tests notice, by group of modules.

`python -m tests.prove.mutation [group ...]` prints the survivors of some groups without writing figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from tests.prove.figures import FIGURES, Step, former
from tests.prove.mutants import Change, drawn, in_turn, mutants, written
from tests.prove.trial import ROOT, Tried, Worker, tried, workers

HERE = Path(__file__).parent
TITLE = "Mutation: small faults in the code, and how many of them its tests notice"
HEADINGS = ("modules", "mutants", "drawn", "killed", "equivalent", "survived", "score")
FORMULAS = "formulas"
EQUIVALENT = HEADINGS.index("equivalent")


@dataclass(frozen=True)
class Group:
    """Modules whose mutants the same tests must kill; `draw` of them at most, made by these `operators`.

    kept: whether the books that the tests read are built once, since these modules build none; limit: the seconds of
    processor time that a mutant's tests may take, where a run without a mutant would take too long to measure them.
    """

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]
    draw: int
    operators: str = "python"
    kept: bool = False
    limit: float = 0

    def present(self) -> list[str]:
        """The files that are there, each once."""
        found = (path.relative_to(ROOT).as_posix() for pattern in self.files for path in sorted(ROOT.glob(pattern)))
        return list(dict.fromkeys(found))

    def present_tests(self) -> list[str]:
        """The tests that are there."""
        return [test for test in self.tests if (ROOT / test.partition("::")[0]).exists()]


@dataclass(frozen=True)
class Plan:
    """The groups, the seed of the draw, and what is demanded of each."""

    groups: tuple[Group, ...]
    seed: int
    least_score: float
    most_equivalent: float

    def of(self, operators: str) -> list[Group]:
        """The groups whose mutants these operators make."""
        return [group for group in self.groups if group.operators == operators]


@dataclass(frozen=True)
class Result:
    """What became of a group's mutants."""

    group: Group
    found: int
    drawn: int
    equivalent: int
    let_live: tuple[Tried, ...]
    unknown: tuple[Tried, ...]

    @property
    def survived(self) -> int:
        return len(self.let_live) + len(self.unknown)

    @property
    def score(self) -> float:
        """The killed among those that are not equivalent."""
        different = self.drawn - self.equivalent
        return (different - self.survived) / different if different else 1.0

    def passes(self, plan: Plan) -> bool:
        enough = self.score >= plan.least_score and self.equivalent <= plan.most_equivalent * self.drawn
        return enough and not self.unknown

    def row(self) -> tuple[str, ...]:
        killed = self.drawn - self.equivalent - self.survived
        numbers = (self.found, self.drawn, killed, self.equivalent, self.survived)
        return (self.group.name, *(f"{number:,}" for number in numbers), f"{self.score:.1%}")

    def notes(self, listed: dict[tuple[str, str, str], Any]) -> list[str]:
        """The survivors that are let live, and why; then those that nothing is known of."""
        return [
            *(f"{noted(self.group, each.change)}: {listed[tuple(each.change)]['reason']}" for each in self.let_live),
            *(f"{noted(self.group, each.change)} is not killed" for each in self.unknown),
        ]


@dataclass(frozen=True)
class Former:
    """A group's figures as they stand in the figures file."""

    equivalent: int
    notes: tuple[str, ...]

    def survived(self, group: Group, change: Change) -> bool:
        """Whether a mutant is noted as alive."""
        return any(note.startswith(noted(group, change)) for note in self.notes)


def noted(group: Group, change: Change) -> str:
    """How a note on a mutant begins."""
    return f"{group.name}: `{change.before}` → `{change.after}`"


def plan() -> Plan:
    """The plan in mutation.toml."""
    facts = tomllib.loads((HERE / "mutation.toml").read_text(encoding="utf-8"))
    groups: list[Group] = []
    for given in facts.pop("group"):
        group = Group(**{word: tuple(value) if isinstance(value, list) else value for word, value in given.items()})
        taken = {file for earlier in groups for file in earlier.files}
        groups.append(replace(group, files=tuple(file for file in group.present() if file not in taken)))
    return Plan(tuple(groups), **facts)


def known() -> dict[tuple[str, str, str], dict[str, Any]]:
    """The mutants that known.toml names, by what they change."""
    facts = tomllib.loads((HERE / "known.toml").read_text(encoding="utf-8")).get("mutant", [])
    return {(fact["file"], fact["before"], fact["after"]): fact for fact in facts}


def results(of: Plan, groups: Sequence[str] = (), before: Mapping[str, Former] | None = None) -> Iterator[Result]:
    """What becomes of each group's mutants, one group after the other; `before`: try those again that were alive."""
    listed = known()
    with workers(int(os.environ.get("WORKERS", "1"))) as staff:
        for group in of.groups:
            if (not groups or group.name in groups) and (before is None or group.name in before):
                yield _result(of, group, staff, listed, before and before[group.name])


def _result(
    of: Plan,
    group: Group,
    staff: Sequence[Worker],
    listed: dict[tuple[str, str, str], Any],
    before: Former | None,
) -> Result:
    every = list(mutants(ROOT, group.present(), group.operators))
    if group.operators == FORMULAS:  # small files: each is in the sample, with the faults that `planted` tries
        chosen = sorted(islice(in_turn(ROOT, group.present(), FORMULAS, of.seed), group.draw))
    else:
        chosen = drawn(every, group.draw, of.seed)
    again = [each for each in chosen if before and before.survived(group, written(ROOT, each)[1])]
    alive = []
    for each in tried(staff, again if before else chosen, group.present_tests(), group.kept, group.limit):
        if not each.dead:
            alive.append(each)
            if tuple(each.change) not in listed:
                print(f"  {each.verdict}: {each.change}", flush=True)
    kinds = [listed.get(tuple(each.change), {"kind": "unknown"})["kind"] for each in alive]
    by_kind = {
        kind: tuple(each for each, is_kind in zip(alive, kinds, strict=True) if is_kind == kind) for kind in set(kinds)
    }
    return Result(
        group,
        len(every),
        len(chosen),
        len(by_kind.get("equivalent", ())) + (before.equivalent if before else 0),
        by_kind.get("survivor", ()),
        by_kind.get("unknown", ()),
    )


def run() -> Step:
    """Every group's figures, or with GROUPS those of some, beside the former ones of the others.

    Survivors that known.toml does not name are noted, and fail the step; AGAIN=1 tries those that are noted, and no
    others: it ends with one line where a group's modules, and so its mutants, are no longer those that were counted.
    """
    of, listed, again = plan(), known(), bool(os.environ.get("AGAIN"))
    wanted = os.environ.get("GROUPS", "").split()
    rows, notes = former("mutation")
    for group in of.groups:
        if again and group.name in rows and (not wanted or group.name in wanted) and (changed := changed_since(group)):
            sys.exit(f"{group.name} was counted before {', '.join(changed)} changed: count it without AGAIN")
    before = {
        name: Former(int(row[EQUIVALENT].replace(",", "")), tuple(notes.get(name, ()))) for name, row in rows.items()
    }
    every = []
    for result in results(of, wanted, before if again else None):
        _tell(result)
        every.append(result)
    rows, notes = former("mutation")
    for result in every:
        rows[result.group.name], notes[result.group.name] = result.row(), result.notes(listed)
    names = [group.name for group in of.groups if group.name in rows]
    passed = all(result.passes(of) for result in every)
    told = (note for name in names for note in notes.get(name, []))
    return Step(TITLE, HEADINGS, tuple(rows[name] for name in names), passed, tuple(told))


def changed_since(group: Group, root: Path = ROOT, figures: Path = FIGURES) -> list[str]:
    """The group's files that changed since its figures were committed."""

    def git(*words: str | Path) -> list[str]:
        return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout.split()

    counted = git("log", "-1", "--format=%H", "-G", rf"^\| {group.name} \|.*% \|$", "--", figures)
    return git("diff", "--name-only", *counted, "--", *group.files)


def _tell(result: Result) -> None:
    print(*result.row(), sep="  ", flush=True)


if __name__ == "__main__":
    start = time.perf_counter()
    for each_result in results(plan(), sys.argv[1:]):
        _tell(each_result)
    print(f"{time.perf_counter() - start:.0f} s")
