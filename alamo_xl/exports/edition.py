"""An edition: for whom a publication is made, beside the schedule that it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.office import NOBODY, Office
from alamo_xl.words import LANGUAGES


@dataclass(frozen=True)
class Edition:
    """Who publishes, in which language (every one where empty); for a notice its customer class and fiscal year."""

    office: Office = NOBODY
    language: str = ""
    customer_class: str = ""
    fiscal_year: int = 0

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is made in."""
        return (self.language,) if self.language else LANGUAGES


PLAIN = Edition()
