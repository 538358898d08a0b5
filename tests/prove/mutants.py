"""Mutants of the project's modules: found, drawn with a seed, written out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from difflib import ndiff
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import parso
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code

from tests.prove.operators import OPERATORS

SETTINGS_ONLY = ("strict=True", "repr=False")


class Mutant(NamedTuple):
    """The nth place of a file where an operator changes something."""

    file: str
    operator: str
    occurrence: int


class Change(NamedTuple):
    """What a mutant changes, in a form that stays when lines above it move."""

    file: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}\n    - {self.before}\n    + {self.after}"


def mutants(root: Path, files: Iterable[str], operators: str) -> Iterator[Mutant]:
    """Every mutant of some files, what only annotates or sets a decorator, `repr` or `zip(strict=)` aside."""
    for file in files:
        tree = parso.parse((root / file).read_text(encoding="utf-8"))
        aside = [(node.start_pos, node.end_pos) for node in ast_nodes(tree) if _says_nothing(node)]
        for name, operator in OPERATORS[operators].items():
            places = (start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node))
            for occurrence, start in enumerate(places):
                if not any(first <= start < last for first, last in aside):
                    yield Mutant(file, name, occurrence)


def drawn(found: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """So many of the mutants, or all where there are fewer, in the order of their files."""
    every = list(found)
    chosen = random.Random(seed).sample(range(len(every)), min(count, len(every)))
    return [every[place] for place in sorted(chosen)]


def in_turn(root: Path, files: Iterable[str], operators: str, seed: int) -> Iterator[Mutant]:
    """Mutants of each file in turn, those of a file in an order drawn by its name: it stays when another changes."""
    by_file = []
    for file in files:
        found = list(mutants(root, [file], operators))
        by_file.append(random.Random(f"{seed} {file}").sample(found, len(found)))
    return (mutant for mutant in chain.from_iterable(zip_longest(*by_file)) if mutant)


def written(root: Path, mutant: Mutant) -> tuple[str, Change]:
    """A mutant's source, and what it changes."""
    before = (root / mutant.file).read_text(encoding="utf-8")
    after = mutate_code(before, _operators()[mutant.operator], mutant.occurrence)
    assert after, mutant
    lines = list(ndiff(before.splitlines(), after.splitlines()))
    old, new = (" ".join(line[2:].strip() for line in lines if line.startswith(sign)) for sign in ("- ", "+ "))
    return after, Change(mutant.file, old, new)


@cache
def _operators() -> Mapping[str, Any]:
    return {name: operator for operators in OPERATORS.values() for name, operator in operators.items()}


def _says_nothing(node: Any) -> bool:
    """Whether a node is an annotation, a decorator, or a setting that changes no answer."""
    if node.type == "argument":
        return node.get_code(include_prefix=False) in SETTINGS_ONLY
    if node.type == "decorator":
        return True
    parent, left = node.parent, node.get_previous_sibling() if node.parent else None
    return bool(left) and (
        (parent.type in ("tfpdef", "annassign") and left.get_code().strip() == ":")
        or (parent.type == "tfpdef" and parent.children.index(node) == 2)
        or (parent.type == "funcdef" and left.get_code().strip() == "->")
    )
