"""Base year: what each printed rate is multiplied by in the base year."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column, Ref
from alamo_xl.books.model.banners import banner
from alamo_xl.books.model.bill_formulas import USAGE
from alamo_xl.books.model.determinants import KINDS
from alamo_xl.books.model.rows.base import Base, charged
from alamo_xl.books.vocabulary import key_text, services
from alamo_xl.schedule import RETURN, Schedule

KEY_WORDS = (("Service", 12), ("Class", 15), ("Location", 10), ("Charge", 11), ("Meter size", 13))
BASE_KINDS = [kind for kind in KINDS if kind.charge == "base"]


def add(book: Book, schedule: Schedule, printed: Ref) -> Base:
    """A row for each printed rate: its volume, that year's rate, and their product."""
    sheet = book.sheet("Base year", "Base year", "What each printed rate is multiplied by in the base year.")
    sheet.text(banner("Determinants_status"), "banner")
    keys = charged(schedule)
    rows = [[*key.words, key_text(key)] for key in keys]
    table = sheet.table("Base_year_volumes", _columns(), rows)
    sheet.printed_to(table.column("Revenue ($ a year)").column)
    for service in services(schedule):
        own = [place for place, key in enumerate(keys) if key.service == service]
        for heading, name in (("Volume", "Volumes"), ("Class", "Class"), ("Charge", "Charge")):
            book.name(f"{name}_{service}", table.column(heading).rows_at(own[0], len(own)))
    return Base(printed, table.column("Rate ($)"), table.column("Volume"))


def _columns() -> list[Column]:
    kinds = [
        Column(
            kind.words.capitalize(),
            "volume",
            13,
            formula=f"=SUMIFS({kind.values},{kind.keys},{{Key}})",
            name=f"Base_{kind.words.replace(' ', '_')}" if kind in BASE_KINDS else "",
        )
        for kind in KINDS
    ]
    returned = f'AND({{Service}}="{RETURN.service}",{{Charge}}="{USAGE}")'
    names = {"Service": "Base_services", "Class": "Base_classes"}
    return [
        *(Column(heading, width=width, name=names.get(heading, "")) for heading, width in KEY_WORDS),
        *kinds,
        Column(
            "Volume",
            "volume",
            13,
            formula=f"=SUM({{{kinds[0].heading}}}:{{{kinds[-1].heading}}})",
            name="Base_volume",
        ),
        Column("Rate ($)", "money", 11, formula="=INDEX(Rates_values,MATCH({Key},Rates_key,0),Base_place)"),
        Column("Share billed", "factor", 10, formula=f"=IF({returned},INDEX(Sewer_return,1,Base_place),1)"),
        Column("Revenue ($ a year)", "money0", 15, formula="={Volume}*{Rate ($)}*{Share billed}", name="Base_revenue"),
        Column("Key", width=44),
    ]
