"""Base year: what each printed rate is multiplied by in the base year."""

from __future__ import annotations

from decimal import Decimal

from alamo_xl.books.kit import Block, Book, Column, Sheet
from alamo_xl.books.model.banners import banner
from alamo_xl.books.model.determinants import KINDS
from alamo_xl.books.model.rate_lines import USAGE, designed
from alamo_xl.books.model.rows.base import Base, Uses, charged, sewer_of, uses
from alamo_xl.books.vocabulary import key_text, services
from alamo_xl.schedule import RETURN, RateKey, Schedule

KEY_WORDS = (("Service", 12), ("Class", 15), ("Location", 10), ("Charge", 11), ("Meter size", 13))
BASE_KINDS = [kind for kind in KINDS if kind.charge == "base"]
SHARE = "Share of the volume"
SHARE_STEP = Decimal("0.0001")
SIDES = (
    ("Base charge", "Is_base"),
    ("Usage charge", "Is_usage"),
    ("Volume of base charges", "Fixed"),
    ("Volume of usage charges", "Moving"),
)
"""What says of each printed row which side of its service's revenue it is on, and that side's volumes."""
VOLUME, SEWER, SHARE_BILLED = "CCF in all", "Billed sewer (CCF)", "Share billed sewer"
PRICE = "Price ($ a CCF)"
OWN, OF_SEWER = "Own revenue ($ a year)", "Its sewer revenue ($ a year)"
MEAN = "SUMIFS(Base_rate,Base_charge,{key})"
BY_VOLUME = [kind for kind in KINDS if kind.charge == USAGE and kind.words != "sewer commodity"]
NOTE = (
    "A charge with blocks or seasons has several rates: say here which share of its volume each takes in the base "
    "year. No surcharge is in force and no discount counted: they bring in nothing here."
)


def add(book: Book, schedule: Schedule, printed: Block) -> Base:
    """A row for each printed rate: its volume, that year's rate, and their product."""
    several = designed(schedule)
    says = "What each printed rate is multiplied by in the base year."
    sheet = book.sheet("Base year", "Base year", says, kind="input" if several else "read")
    sheet.text(banner("Determinants_status"), "banner")
    if several:
        sheet.note(NOTE)
    keys = charged(schedule)
    shares = illustrative_shares(schedule)
    rows = [
        [*key.words, *([shares[key]] if several else []), key_text(RateKey(*key.words)), key_text(key)] for key in keys
    ]
    table = sheet.table("Base_year_volumes", _columns(several), rows)
    sheet.printed_to(table.column("Revenue ($ a year)").column)
    for service in services(schedule):
        own = [place for place, key in enumerate(keys) if key.service == service]
        for heading, name in SIDES:
            book.name(f"{name}_{service}", table.column(heading).rows_at(own[0], len(own)))
    share = table.column(SHARE) if several else None
    used = _uses(sheet, schedule)
    sheet.heading("Volumes that flows are over")
    every = uses(schedule)
    for service in services(schedule):
        places = [place for place, use in enumerate(every) if use[0] == service]
        of_service = used.volume.rows_at(places[0], len(places)) if service != RETURN.service else used.sewer
        sheet.value(service.capitalize(), f"=SUM({of_service})", "volume", name=f"Base_flow_{service}", units="CCF")
    return Base(printed, table.column("Volume"), share, used)


def _uses(sheet: Sheet, schedule: Schedule) -> Uses:
    """A row for each charge by volume: water by class, place and irrigation, sewer alone, reclaimed."""
    sheet.heading("By charge: water and what of it is billed sewer, sewer alone, reclaimed")
    volumes = [
        Column(f"{kind.words.capitalize()} (CCF)", "volume", 13, f"=SUMIFS({kind.values},{kind.keys},{{Key}})")
        for kind in BY_VOLUME
    ]
    water, sewer_only = f"{{{volumes[0].heading}}}", f"{{{volumes[1].heading}}}"
    metered = f"SUMIFS(Det_sewer_ccf,{KINDS[1].keys},{{Key}})"
    mean = "SUMPRODUCT((Base_charge={key})*Base_share,Base_rate)" if designed(schedule) else MEAN
    sewer_rate = f"INDEX(Sewer_return,1,Base_place)*{mean.replace('{key}', '{Key of its sewer}')}"
    billed = f"({{{VOLUME}}}-{sewer_only})*{{Rate ($)}}+{sewer_only}*{{Sewer rate ($)}}"
    both = f"{{Rate ($)}}+{{{SHARE_BILLED}}}*{{Sewer rate ($)}}"
    price = f'IF({{Service}}="{RETURN.service}",{{Sewer rate ($)}},{both})'
    columns = [
        *(Column(heading, width=width) for heading, width in KEY_WORDS[:-1]),
        *volumes,
        Column(VOLUME, "volume", 13, f"=SUM({water}:{{{volumes[-1].heading}}})"),
        Column(SEWER, "volume", 13, f"={metered}+{sewer_only}", name="Use_sewer"),
        Column(SHARE_BILLED, "factor", 10, f"=IF({water}=0,0,{metered}/{water})", name="Use_share"),
        Column("Rate ($)", "money", 11, f"={mean.replace('{key}', '{Key}')}"),
        Column("Sewer rate ($)", "money", 11, f"={sewer_rate}"),
        Column(PRICE, "money", 11, f"={price}"),
        Column(OWN, "money0", 15, f"={billed}"),
        Column(OF_SEWER, "money0", 15, f"={metered}*{{Sewer rate ($)}}"),
        Column("Key", width=46, name="Use_key"),
        Column("Key of its sewer", width=46),
    ]
    rows = [[*words[:4], *(key_text(RateKey(*each)) for each in (words, sewer_of(words)))] for words in uses(schedule)]
    table = sheet.table("Base_year_uses", columns, rows)
    headings = ("Key", VOLUME, SEWER, SHARE_BILLED, PRICE, OWN, OF_SEWER)
    return Uses(tuple(uses(schedule)), *(table.column(heading) for heading in headings))


def illustrative_shares(schedule: Schedule) -> dict[RateKey, Decimal]:
    """Equal shares of a charge's volume for its rows, made up; they add up to 1."""
    shares: dict[RateKey, Decimal] = {}
    for key in charged(schedule):
        run = [each for each in schedule.rates if each.words == key.words]
        even = (1 / Decimal(len(run))).quantize(SHARE_STEP)
        shares[key] = even if key != run[-1] else 1 - even * (len(run) - 1)
    return shares


def _columns(several: bool) -> list[Column]:
    share = f"*{{{SHARE}}}" if several else ""
    kinds = [
        Column(
            kind.words.capitalize(),
            "volume",
            13,
            formula=f"=SUMIFS({kind.values},{kind.keys},{{Key of the charge}}){share}",
            name=f"Base_{kind.words.replace(' ', '_')}" if kind in BASE_KINDS else "",
        )
        for kind in KINDS
    ]
    returned = f'AND({{Service}}="{RETURN.service}",{{Charge}}="{USAGE}")'
    names = {"Service": "Base_services", "Class": "Base_classes", "Charge": "Base_charges"}
    shares = [Column(SHARE, "input percent2", 12, name="Base_share", between=(0, 1))] if several else []
    together = "=ROUND(SUMIFS(Base_share,Base_charge,{Key of the charge}),3)"
    return [
        *(Column(heading, width=width, name=names.get(heading, "")) for heading, width in KEY_WORDS),
        *shares,
        *kinds,
        Column(
            "Volume",
            "volume",
            13,
            formula=f"=SUM({{{kinds[0].heading}}}:{{{kinds[-1].heading}}})",
            name="Base_volume",
        ),
        Column(
            "Rate ($)",
            "money",
            11,
            formula="=INDEX(Rates_values,MATCH({Key},Rates_key,0),Base_place)",
            name="Base_rate",
        ),
        Column("Share billed", "factor", 10, formula=f"=IF({returned},INDEX(Sewer_return,1,Base_place),1)"),
        Column("Revenue ($ a year)", "money0", 15, formula="={Volume}*{Rate ($)}*{Share billed}", name="Base_revenue"),
        Column("Base charge", "count", 9, '=IF({Charge}="base",1,0)'),
        Column("Usage charge", "count", 9, "=1-{Base charge}"),
        Column("Volume of base charges", "volume", 13, "={Base charge}*{Volume}"),
        Column("Volume of usage charges", "volume", 13, "={Usage charge}*{Volume}"),
        Column("Key of the charge", width=46, name="Base_charge"),
        Column("Key", width=60, name="Base_key"),
        *([Column("Shares together", "factor", 10, formula=together, name="Base_shares")] if several else []),
    ]
