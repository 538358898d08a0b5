"""The words of what is published for the public, in each language, from one file: words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("words.toml")
LANGUAGES = ("en", "es")
PRINTED_IN = "en"


class Words:
    """The words of one language, by key, such as `calculator.heading`."""

    def __init__(self, language: str) -> None:
        self.language = language
        texts = tomllib.loads(FILE.read_text(encoding="utf-8"))
        self._printed = {each[PRINTED_IN]: each[language] for each in texts.pop("printed")}
        self._said = {key: each[language] for key, each in entries(texts)}

    def __call__(self, key: str, **values: object) -> str:
        """What stands under a key, its {places} filled."""
        return self._said[key].format(**values)

    def group(self, name: str) -> dict[str, str]:
        """Every text of one group by its key within it, its {places} still open: what a script fills in."""
        return {key.removeprefix(f"{name}."): text for key, text in self._said.items() if key.startswith(f"{name}.")}

    def printed(self, text: str) -> str | None:
        """What an instrument prints, in this language; None where it is not translated."""
        return text if self.language == PRINTED_IN else self._printed.get(text)

    def date(self, day: date) -> str:
        """A date as it is written: June 25, 2024.

        >>> words("en").date(date(2024, 6, 25)), words("es").date(date(2024, 6, 25))
        ('June 25, 2024', '25 de junio de 2024')
        """
        month = self("dates.months").split()[day.month - 1]
        return self("dates.date", day=day.day, month=month, year=day.year)


def entries(texts: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every key of some tables with its texts by language."""
    for name, each in texts.items():
        if LANGUAGES[0] in each:
            yield f"{before}{name}", each
        else:
            yield from entries(each, f"{before}{name}.")


@cache
def words(language: str) -> Words:
    """The words of a language."""
    return Words(language)
