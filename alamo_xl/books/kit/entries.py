"""What may be typed into a cell: the rule, what is said when it refuses, and the prompt beside the chosen cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from alamo_xl.books.kit.refs import Ref

Choices = Sequence[str] | str | Ref
LONGEST_TITLE, LONGEST_WORDS = 32, 255
"""What Excel keeps of a prompt."""
SHORT_LIST = 80


@dataclass(frozen=True)
class Entry:
    """What may be typed: choices (a list of words, a name, or cells) or a range of numbers, whole or not.

    role, units: what the cell holds, for the words; prompt: what else its user should know; title: what it is called;
    required: no cell may be empty; beside: cells as many that, where filled, ask for these.
    """

    choices: Choices | None = None
    between: tuple[float, float] | None = None
    whole: bool = False
    role: str = "general"
    units: str = ""
    prompt: str = ""
    title: str = ""
    required: bool = False
    beside: Ref | None = None

    @property
    def limits(self) -> str:
        """What is accepted, in a sentence; nothing where anything is."""
        if self.choices is not None:
            words = () if isinstance(self.choices, str | Ref) else self.choices
            listed = ", ".join(words)
            return f"Choose {listed}." if words and len(listed) <= SHORT_LIST else "Choose from the list."
        if self.between is None:
            return ""
        low, high = (_shown(each, self.role) for each in self.between)
        kind = "dollars" if "money" in self.role else "a percentage" if "percent" in self.role else "a number"
        kind = "a whole number" if self.whole else "a year" if "year" in self.role else kind
        units = self.units.removeprefix("$").strip()
        after = f" {units}" if units != self.units else f", {units}" if units and kind != "a year" else ""
        return f"{kind.capitalize()} from {low} to {high}{after}."

    def rule(self) -> Any:
        """The validation, without its cells."""
        if self.choices is not None:
            source = str(self.choices) if isinstance(self.choices, str | Ref) else '"' + ",".join(self.choices) + '"'
            rule = DataValidation("list", formula1=source.removeprefix("="), allow_blank=True)
        elif self.between is not None:
            low, high = (f"{each:g}" for each in self.between)
            kind: Literal["whole", "decimal"] = "whole" if self.whole else "decimal"
            rule = DataValidation(kind, formula1=low, formula2=high, operator="between", allow_blank=True)
        else:
            rule = DataValidation(allow_blank=True)
        if self.limits:
            rule.error, rule.errorTitle, rule.showErrorMessage = self.limits, "Not accepted", True
        rule.showInputMessage = True
        rule.prompt = " ".join(filter(None, (self.prompt, self.limits)))[:LONGEST_WORDS]
        rule.promptTitle = self.title if 0 < len(self.title) <= LONGEST_TITLE else None
        return rule


def _shown(number: float, role: str) -> str:
    """A limit as its cell would show it."""
    if "year" in role:
        return f"{number:g}"
    if "percent" in role:
        return f"{number * 100:,.10g}%"
    sign = "-" if number < 0 else ""
    return f"{sign}{'$' if 'money' in role else ''}{abs(number):,.10g}"
