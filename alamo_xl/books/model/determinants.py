"""Determinants: what was billed in the base year, by kind of account; and what each printed rate is multiplied by."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import Book, Column, TableRef
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.model.chain import Base
from alamo_xl.books.model.rates_adopted import key_text
from alamo_xl.books.model.status import add_status, banner
from alamo_xl.schedule import RETURN, Schedule

UNIT = "multi-family"
BASE_YEAR_PRINTED = 14
VOLUME = (0, 1_000_000_000)
ENTERED = (
    ("Bills (account-months)", "integer", 14, "Det_bills"),
    ("Unit-months", "integer", 12, "Det_units"),
    ("Water (CCF)", "volume", 13, "Det_ccf"),
    ("Sewer bills", "integer", 12, "Det_sewer_bills"),
    ("Sewer unit-months", "integer", 12, "Det_sewer_units"),
    ("Water subject to sewer (CCF)", "volume", 14, "Det_sewer_ccf"),
    ("Reclaimed (CCF)", "volume", 13, "Det_reclaimed"),
)
ACCOUNT = '{Class}&"|"&{Location}'
KINDS = (
    ("water base", f'="water|"&{ACCOUNT}&"|base|"&{{Meter size}}', "Det_base"),
    ("water usage", f'="water|"&{ACCOUNT}&"|"&IF({{Irrigation}}="yes","irrigation","usage")&"|"', "Det_ccf"),
    ("sewer base", f'="sewer|"&{ACCOUNT}&"|base|"&{{Meter size}}', "Det_sewer_base"),
    ("sewer commodity", f'="sewer|"&{ACCOUNT}&"|usage|"', "Det_sewer_ccf"),
    ("reclaimed", '="reclaimed|all|"&{Location}&"|usage|"', "Det_reclaimed"),
)


def accounts(schedule: Schedule) -> list[tuple[str, str, str, str]]:
    """Every kind of account that the schedule prices: class, location, meter size, irrigation."""
    sized = [key for key in schedule.rates if (key.service, key.charge) == ("water", "base")]
    return [
        (key.customer_class, key.location, key.meter_size, irrigation)
        for irrigation in ("no", "yes")
        for key in sized
        if not (irrigation == "yes" and key.meter_size == UNIT)
    ]


def name_of(kind: str) -> str:
    """The name of a kind of charge's keys."""
    return "Key_" + kind.replace(" ", "_")


def add(book: Book, schedule: Schedule, given: dict[str, Any], status: str) -> TableRef:
    """One row for every kind of account that is priced; volumes are inputs, keys are formulas."""
    sheet = book.sheet(
        "Determinants", "Determinants", "What was billed in the base year, by kind of account.", kind="input"
    )
    add_status(sheet, "Determinants", status)
    sheet.last_printed = 4 + len(ENTERED) + 2
    sheet.note(
        "A multi-family row counts bills and, beside them, the unit-months that are charged. Enter 0 where there is "
        "nothing: an empty cell is a check that says LOOK."
    )
    rows = {(*tuple(row[:3]), ("no", "yes")[row[3]]): row[4:] for row in given["rows"]}
    columns = [
        Column("Class", width=15, name="Det_class"),
        Column("Location", width=10, name="Det_location"),
        Column("Meter size", width=13, name="Det_size"),
        Column("Irrigation", width=10, name="Det_irrigation"),
        *(Column(head, f"input {role}", width, name=name, between=VOLUME) for head, role, width, name in ENTERED),
        Column(
            "Base charges",
            "integer",
            12,
            name="Det_base",
            formula=f'=IF({{Meter size}}="{UNIT}",{{Unit-months}},{{Bills (account-months)}})',
        ),
        Column(
            "Sewer base charges",
            "integer",
            12,
            name="Det_sewer_base",
            formula=f'=IF({{Meter size}}="{UNIT}",{{Sewer unit-months}},{{Sewer bills}})',
        ),
        *(Column(f"Key, {kind}", width=44, formula=key, name=name_of(kind)) for kind, key, _ in KINDS),
        Column(
            "Times there",
            "count",
            10,
            name="Det_times",
            formula="=COUNTIFS(Key_water_base,{Key, water base},Det_irrigation,{Irrigation})",
        ),
        Column("Printed", "count", 10, name="Det_printed", formula="=COUNTIF(Rates_key,{Key, water base})"),
    ]
    nothing = [0] * len(ENTERED)
    table = sheet.table(
        "Determinants", columns, [[*account, *rows.get(account, nothing)] for account in accounts(schedule)]
    )
    first = table.column(ENTERED[0][0])
    book.name("Det_entered", Ref(first.sheet, first.row, first.column, first.rows, len(ENTERED)))
    return table


def add_base_year(book: Book, schedule: Schedule, printed: Ref) -> Base:
    """A row for each printed rate: its volume in the base year, that year's rate, and their product."""
    sheet = book.sheet("Base year", "Base year", "What each printed rate is multiplied by in the base year.")
    sheet.text(banner("Determinants_status"), "banner")
    sheet.last_printed = BASE_YEAR_PRINTED
    keys = [key for key in schedule.rates if key != RETURN]
    share = '=IF(AND({Service}="sewer",{Charge}="usage"),INDEX(Sewer_return,Base_place),1)'
    columns = [
        *(
            Column(head, width=width)
            for head, width in zip(
                ("Service", "Class", "Location", "Charge", "Meter size"), (12, 15, 10, 11, 13), strict=True
            )
        ),
        *(
            Column(f"{kind.capitalize()}", "volume", 13, formula=f"=SUMIFS({values},{name_of(kind)},{{Key}})")
            for kind, _, values in KINDS
        ),
        Column("Volume", "volume", 13, formula=f"=SUM({{{KINDS[0][0].capitalize()}}}:{{{KINDS[-1][0].capitalize()}}})"),
        Column("Rate ($)", "money", 11, formula="=INDEX(Rates_values,MATCH({Key},Rates_key,0),Base_place)"),
        Column("Share billed", "factor", 10, formula=share),
        Column("Revenue ($ a year)", "money0", 15, formula="={Volume}*{Rate ($)}*{Share billed}", name="Base_revenue"),
        Column("Key", width=44),
    ]
    table = sheet.table("Base_year_volumes", columns, [[*key.words, key_text(key)] for key in keys])
    volume = table.column("Volume")
    for service in dict.fromkeys(key.service for key in keys):
        own = [place for place, key in enumerate(keys) if key.service == service]
        for head, name in (("Volume", "Volumes"), ("Class", "Class"), ("Charge", "Charge")):
            column = table.column(head)
            book.name(f"{name}_{service}", Ref(column.sheet, column.row + own[0], column.column, len(own)))
    book.name("Base_volume", volume)
    for kind, _, _ in KINDS[::2][:2]:
        book.name(f"Base_{kind.replace(' ', '_')}", table.column(kind.capitalize()))
    book.name("Base_services", table.column("Service"))
    book.name("Base_classes", table.column("Class"))
    return Base(printed, table.column("Rate ($)"), volume)
