"""notice: one page on what changes for a customer class on the first day of a fiscal year, as a page and a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from itertools import groupby, product

from alamo_xl.errors import AlamoError, NoAdoptedRate
from alamo_xl.exports import pdf
from alamo_xl.exports.calculator import read
from alamo_xl.exports.edition import Edition
from alamo_xl.exports.html_page import links
from alamo_xl.exports.html_tables import head
from alamo_xl.exports.told import told
from alamo_xl.labels import charge_label
from alamo_xl.schedule import RETURN, RateKey, Schedule
from alamo_xl.typical import ACCOUNTS, typical_bill
from alamo_xl.volume import gallons
from alamo_xl.words import Words, words

STYLE = "notice.css"
PLACES = ("inside", "outside")
EXAMPLES, FEWER_EXAMPLES = (5, 10, 15, 30), (10, 30)
TENTH = Decimal("0.1")


def files(schedule: Schedule, edition: Edition) -> dict[str, str | bytes]:
    """A notice in each language of the edition: a page, and a PDF where PDFs can be made."""
    found: dict[str, str | bytes] = {}
    for language in edition.languages:
        name, said = (
            f"notice-{edition.customer_class}-fy{edition.fiscal_year}-{language}",
            page(schedule, edition, language),
        )
        found[f"{name}.html"] = said
        if pdf.available():
            found[f"{name}.pdf"] = pdf.of(said, schedule.content_hash)
    return found


def page(schedule: Schedule, edition: Edition, language: str) -> str:
    """One notice. Raises AlamoError without a class and a year, NoAdoptedRate for a year that has none before it."""
    year, before = _years(schedule, edition)
    say, who = words(language), edition.customer_class
    first = say("notice.first", year=year - 1)
    title = say("notice.title", who=say(f"notice.{who}"), date=first)
    said = say("notice.said", year=say("dates.year", year=year), first=first, last=year)
    name = say.printed(schedule.name) or schedule.name
    source = say("notice.source", name=name, date=say.date(schedule.adopted))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{read(STYLE)}</style>\n</head>\n<body>\n"
        f"<header><p>{told(say, schedule.issuer)}</p><h1>{escape(title)}</h1>\n"
        f"<p>{escape(said)} {escape(source)}</p></header>\n<main>\n"
        f"<h2>{escape(say('notice.rates'))}</h2>\n{_rates(schedule, say, who, before, year)}"
        f"<h2>{escape(say('notice.bills'))}</h2>\n{_bills(schedule, say, who, before, year)}"
        f"<p>{escape(say('notice.notes', gallons=gallons(1)))}</p>\n</main>\n"
        f"<footer>{links(edition.office, say)}</footer>\n</body>\n</html>\n"
    )


def _years(schedule: Schedule, edition: Edition) -> tuple[int, int]:
    if not edition.customer_class or not edition.fiscal_year:
        raise AlamoError(
            "a notice is of a class and a year: alamo-xl export --format notice --class household --fy 2027"
        )
    first, last = schedule.fiscal_years[1], schedule.fiscal_years[-1]
    if not first <= edition.fiscal_year <= last:
        raise NoAdoptedRate(
            f"no change to tell of in FY{edition.fiscal_year}; {schedule.name} changes rates from FY{first} to FY{last}"
        )
    return edition.fiscal_year, edition.fiscal_year - 1


def _rates(schedule: Schedule, say: Words, who: str, before: int, year: int) -> str:
    """A row a charge, with what it is inside and outside the city; the services in groups."""
    charges: dict[RateKey, dict[str, RateKey]] = {}
    for key in schedule.rates:
        if key != RETURN and key.customer_class in (who, "all") and key.location in PLACES:
            charges.setdefault(key._replace(location=""), {})[key.location] = key
    heads = head(say("tables.charge"))
    for place in PLACES:
        heads += _change_heads(say, year, say(f"notice.{place}"))
    bodies = []
    for service, keys in groupby(charges, key=lambda key: key.service):
        group = f'<th scope="rowgroup" colspan="{1 + 4 * len(PLACES)}">{escape(say(f"service.{service}"))}</th>'
        rows = [
            f'<th scope="row">{escape(charge_label(key, schedule.rates[RETURN], say))}</th>'
            + "".join(_changes(_of_years(schedule, charges[key][place], before, year)) for place in PLACES)
            for key in keys
        ]
        bodies.append([group, *rows])
    return _table(say("notice.rates_said"), heads, bodies)


def _of_years(schedule: Schedule, key: RateKey, *years: int) -> list[Decimal]:
    return [schedule.rates[key][schedule.fiscal_years.index(year)] for year in years]


def _bills(schedule: Schedule, say: Words, who: str, before: int, year: int) -> str:
    """A row an account and volume."""
    heads = head(say("notice.account")) + head(say("tables.use")) + head(say("tables.gallons"), "volume")
    sizes = [size for customer_class, size, _ in ACCOUNTS if customer_class == who]
    rows = []
    for size, place, ccf in product(sizes, PLACES, EXAMPLES if len(sizes) == 1 else FEWER_EXAMPLES):
        amounts = typical_bill(schedule, who, place == "outside", size, ccf).amounts
        old, new = (amounts[schedule.fiscal_years.index(each)] for each in (before, year))
        account = say("notice.account_of", size=size, place=say(f"who.{place}"))
        rows.append(
            f'<th scope="row">{escape(account)}</th><td>{escape(say("tables.use_of", ccf=ccf))}</td>'
            f'<td class="volume">{gallons(ccf):,}</td>{_changes([old, new])}'
        )
    return _table(say("notice.bills_said"), heads + _change_heads(say, year), [rows])


def _table(caption: str, heads: str, bodies: Iterable[Iterable[str]]) -> str:
    """A table in groups of rows."""
    said = escape(caption)
    groups = ("".join(f"<tr>{row}</tr>\n" for row in rows) for rows in bodies)
    body = "".join(f"<tbody>\n{group}</tbody>\n" for group in groups)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{said}">'
        f"<table><caption><span>{said}</span></caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n{body}</table></div>\n"
    )


def _change_heads(say: Words, year: int, place: str = "") -> str:
    named = (
        say("notice.before", year=year - 1),
        say("notice.first", year=year - 1),
        say("notice.dollars"),
        say("notice.percent"),
    )
    return "".join(head(f"{place}: {each}" if place else each[0].upper() + each[1:], "money") for each in named)


def _changes(amounts: Sequence[Decimal]) -> str:
    """Old, new, and the change in dollars and in percent."""
    return "".join(f'<td class="money">{text}</td>' for text in _texts(*amounts))


def _texts(old: Decimal, new: Decimal) -> Iterator[str]:
    yield f"${old:,}"
    yield f"${new:,}"
    yield f"${new - old:,}" if new >= old else f"–${old - new:,}"
    yield f"{((new - old) * 100 / old).quantize(TENTH, ROUND_HALF_UP)}%" if old else "–"
