"""What a sheet says at its top: the scenario shown; the status of its data, as an input, and what follows from it."""

from __future__ import annotations

from alamo_xl.books.kit import Sheet
from alamo_xl.books.vocabulary import STATUSES

SHOWN = '="Scenario: "&Scenario'
ANY_BANNER = '=IF(Data_illustrative=0,"",Illustrative_words)'
WORDS = "ILLUSTRATIVE: made-up data, no figure here is the City's"


def add_words(sheet: Sheet) -> None:
    """The statuses, and what a banner says of illustrative data."""
    sheet.value("Status of made-up data", STATUSES[0], "text", name="Illustrative")
    sheet.value("Banner of made-up data", WORDS, "text", name="Illustrative_words")


def add_status(sheet: Sheet, what: str, status: str) -> None:
    """An input `<what>_status` and the banner that follows from it."""
    name = f"{what}_status"
    sheet.text(banner(name), "banner")
    sheet.value("Status of the data", status, "input text", name=name, choices=STATUSES)


def banner(*names: str) -> str:
    """The banner of what follows from data of these statuses."""
    conditions = ",".join(f"{name}=Illustrative" for name in names)
    return f'=IF(OR({conditions}),Illustrative_words,"")'


def of_the_scenario(sheet: Sheet, *statuses: str) -> None:
    """Above what is calculated for the scenario shown: its name, and what follows from data of these statuses."""
    sheet.text(SHOWN, "heading")
    if statuses:
        sheet.text(banner(*statuses), "banner")
    sheet.gap()
