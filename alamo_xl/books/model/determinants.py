"""Determinants: what was billed in the base year, by kind of account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import Book, Column, TableRef
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.model.bill_formulas import UNIT
from alamo_xl.books.model.rate_lines import BASE, EVERYBODY, IRRIGATION, USAGE
from alamo_xl.books.vocabulary import NO, YES, key_formula
from alamo_xl.schedule import RateKey, Schedule

VOLUME = (0, 1_000_000_000)
ACCOUNT_WORDS = ("Class", "Location", "Meter size", "Irrigation")
ENTERED = (
    ("Bills (account-months)", "integer", 14, "Det_bills"),
    ("Unit-months", "integer", 12, "Det_units"),
    ("Water (CCF)", "volume", 13, "Det_ccf"),
    ("Sewer bills", "integer", 12, "Det_sewer_bills"),
    ("Sewer unit-months", "integer", 12, "Det_sewer_units"),
    ("Water subject to sewer (CCF)", "volume", 14, "Det_sewer_ccf"),
    ("Sewer-only (metered-equivalent CCF)", "volume", 19, "Det_sewer_only"),
    ("Reclaimed (CCF)", "volume", 13, "Det_reclaimed"),
)
NOTE = (
    "A multi-family row counts bills and, beside them, the unit-months that are charged. Sewer bills and unit-months "
    "include those of accounts with sewer alone; what such accounts are billed for stands in a column of its own, as "
    "the metered CCF that would be billed as much. Enter 0 where there is nothing: an empty cell is a check that says "
    "LOOK."
)
NOT_THE_BASE_YEAR = "Another year than the base year is an alert."
USES = f'IF({{Irrigation}}="{YES}","{IRRIGATION}","{USAGE}")'


@dataclass(frozen=True)
class Kind:
    """A kind of charge: its words, whose and what it is, the column of its volumes and that column's name."""

    words: str
    service: str
    charge: str
    heading: str
    values: str

    @property
    def takes_return(self) -> bool:
        """Whether its volume is billed as sewer volume."""
        return RateKey(self.service, EVERYBODY, EVERYBODY, self.charge).takes_return

    @property
    def key(self) -> str:
        """The formula text of the key of its rates; a rate design's blocks and seasons share it."""
        charge = USES if (self.service, self.charge) == ("water", USAGE) else f'"{self.charge}"'
        customer_class = f'"{EVERYBODY}"' if self.service == "reclaimed" else "{Class}"
        size = "{Meter size}" if self.charge == BASE else '""'
        return key_formula(f'"{self.service}"', customer_class, "{Location}", charge, size)

    @property
    def keys(self) -> str:
        """The name of the column of its keys."""
        return "Key_" + self.words.replace(" ", "_")


KINDS = (
    Kind("water base", "water", BASE, "Base charges", "Det_base"),
    Kind("water usage", "water", USAGE, "Water (CCF)", "Det_ccf"),
    Kind("sewer base", "sewer", BASE, "Sewer base charges", "Det_sewer_base"),
    Kind("sewer commodity", "sewer", USAGE, "Water subject to sewer (CCF)", "Det_sewer_ccf"),
    Kind("sewer only", "sewer", USAGE, "Sewer-only (metered-equivalent CCF)", "Det_sewer_only"),
    Kind("reclaimed", "reclaimed", USAGE, "Reclaimed (CCF)", "Det_reclaimed"),
)


def accounts(schedule: Schedule) -> list[tuple[str, str, str, str]]:
    """Every kind of account that the schedule prices: class, location, meter size, irrigation."""
    sized = [key for key in schedule.rates if (key.service, key.charge) == ("water", "base")]
    return [
        (key.customer_class, key.location, key.meter_size, irrigation)
        for irrigation in (NO, YES)
        for key in sized
        if not (irrigation == YES and key.meter_size == UNIT)
    ]


def key_heading(kind: Kind) -> str:
    """The heading over a kind's keys."""
    return f"Key, {kind.words}"


def add(book: Book, schedule: Schedule, given: dict[str, Any], status: str) -> TableRef:
    """One row for every kind of account that is priced; volumes are inputs, keys are formulas."""
    sheet = book.sheet(
        "Determinants", "Determinants", "What was billed in the base year, by kind of account.", kind="input"
    )
    add_status(sheet, "Determinants", status)
    year = schedule.fiscal_years[given["year"] - 1]
    label = "Fiscal year of the data"
    sheet.value(label, year, "input year", name="Determinants_year", choices="Years_adopted", note=NOT_THE_BASE_YEAR)
    sheet.value("Where the data is from", given["source"], "input text", name="Determinants_source", free=True)
    sheet.gap()
    sheet.note(NOTE)
    rows = {tuple(row[:4]): row[4:] for row in given["rows"]}
    nothing = [0] * len(ENTERED)
    table = sheet.table(
        "Determinants",
        _columns(),
        [[*account, *rows.get(account, nothing)] for account in accounts(schedule)],
        filters=True,
    )
    sheet.printed_to(table.column("Sewer base charges").column)
    book.name("Det_entered", table.column(ENTERED[0][0]).to(table.column(ENTERED[-1][0])))
    return table


def _columns() -> list[Column]:
    def charged(heading: str, name: str, units: str, bills: str) -> Column:
        formula = f'=IF({{Meter size}}="{UNIT}",{{{units}}},{{{bills}}})'
        return Column(heading, "integer", 12, name=name, formula=formula)

    return [
        *(
            Column(head, width=width, name=name)
            for head, width, name in zip(
                ACCOUNT_WORDS,
                (24, 10, 13, 10),
                ("Det_class", "Det_location", "Det_size", "Det_irrigation"),
                strict=True,
            )
        ),
        *(Column(head, f"input {role}", width, name=name, between=VOLUME) for head, role, width, name in ENTERED),
        charged("Base charges", "Det_base", "Unit-months", "Bills (account-months)"),
        charged("Sewer base charges", "Det_sewer_base", "Sewer unit-months", "Sewer bills"),
        *(Column(key_heading(kind), width=44, formula=f"={kind.key}", name=kind.keys) for kind in KINDS),
        Column(
            "Times there",
            "count",
            10,
            name="Det_times",
            formula="=COUNTIFS(Key_water_base,{Key, water base},Det_irrigation,{Irrigation})",
        ),
        Column("Printed", "count", 10, name="Det_printed", formula="=COUNTIF(Rates_key,{Key, water base})"),
    ]
