"""An edition: for whom a publication is made, beside the schedule that it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.office import NOBODY, Office


@dataclass(frozen=True)
class Edition:
    """The office that publishes, the language, and for a notice its customer class and fiscal year."""

    office: Office = NOBODY
    language: str = "en"
    customer_class: str = ""
    fiscal_year: int = 0


PLAIN = Edition()
