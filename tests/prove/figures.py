"""The figures of `make prove`: a section a step in figures.md, and the same text in the README."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIGURES = Path(__file__).with_name("figures.md")
README = ROOT / "README.md"
START, END = "<!-- figures -->\n", "<!-- /figures -->"


@dataclass(frozen=True)
class Step:
    """What a step found: a table, whether it is as demanded, and notes below the table."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    passed: bool
    notes: tuple[str, ...] = ()

    def markdown(self) -> str:
        """The section's text, its marker aside."""
        lines = [self.headings, ("---",) * len(self.headings), *self.rows]
        table = ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
        notes = ["", *(f"- {note}" for note in self.notes)] if self.notes else []
        return "\n".join([f"{self.title}:", "", *table, *notes, ""])


def sections(text: str) -> dict[str, str]:
    """The sections of a figures file by step."""
    words = re.split(r"^<!-- step (\S+) -->\n", text, flags=re.MULTILINE)
    return {name: body.strip() + "\n" for name, body in zip(words[1::2], words[2::2], strict=True)}


def former(name: str) -> tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]:
    """A step's rows and notes as they stand in the figures file, by their first word."""
    text = sections(FIGURES.read_text(encoding="utf-8")).get(name, "") if FIGURES.exists() else ""
    lines = [tuple(line.strip("| ").split(" | ")) for line in text.splitlines() if line.startswith("| ")]
    notes: dict[str, list[str]] = {}
    for note in re.findall(r"^- (.*)$", text, re.MULTILINE):
        notes.setdefault(note.partition(":")[0], []).append(note)
    return {line[0]: line for line in lines[2:]}, notes


def joined(by_step: dict[str, str], order: Iterable[str]) -> str:
    """A figures file of these sections, in the order of the steps; a step that is no more is left out."""
    return "\n".join(f"<!-- step {name} -->\n{by_step[name]}" for name in order if name in by_step)


def write(name: str, step: Step, order: Iterable[str]) -> None:
    """Put a step's figures in place of its former ones, into figures.md and the README; the other steps' stay."""
    kept = sections(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    text = joined({**kept, name: step.markdown()}, order)
    _replace(FIGURES, text)
    before, _, rest = README.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"the README has no place for figures between {START.strip()} and {END}")
    _replace(README, f"{before}{START}{text}{END}{after}")


def _replace(path: Path, text: str) -> None:
    beside = path.with_suffix(f"{path.suffix}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
