"""html: one self-contained page a language, with a bill calculator at its top; no library, no network.

Its scripts (law.js, page.js, calculator.js) and the rates that they price with are in it; without them its tables
serve.
"""

from __future__ import annotations

from html import escape
from itertools import groupby

from alamo_xl.exports import calculator, html_tables
from alamo_xl.exports.dataset import json_ld
from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.exports.told import as_printed, told
from alamo_xl.office import LINKS, Office
from alamo_xl.schedule import Schedule
from alamo_xl.typical import TypicalBill, typical_bills
from alamo_xl.volume import gallons
from alamo_xl.words import PRINTED_IN, Words, words

STYLE, SCRIPT = "page.css", "page.js"
PAGE_SAID = ("answer.current", "page.all_years", "page.fewer_years")
SERVICES = ("water", "sewer", "reclaimed")
Section = tuple[str, str, str]


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, str]:
    """A page in each language of the edition: file names and their content."""
    return {file_name(language): page(schedule, edition, language) for language in edition.languages}


def file_name(language: str) -> str:
    """The page's file in a language."""
    return "rates.html" if language == PRINTED_IN else f"rates-{language}.html"


def page(schedule: Schedule, edition: Edition = PLAIN, language: str = PRINTED_IN) -> str:
    """The whole page in one language."""
    say = words(language)
    title = say("page.title", issuer=say.printed(schedule.issuer) or schedule.issuer)
    accounts = [list(bills) for _, bills in groupby(typical_bills(schedule), _account)]
    sections = list(_sections(schedule, say, accounts[1:]))
    contents = "".join(f'<li><a href="#{name}">{escape(heading)}</a></li>' for name, heading, _ in sections)
    body = "".join(
        f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(heading)}</h2>{content}</section>\n'
        for name, heading, content in sections
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{calculator.read(STYLE)}</style>\n"
        f'<script type="application/ld+json">{calculator.as_json(json_ld(schedule, edition.office))}</script>\n'
        "</head>\n<body>\n"
        f"<header>{_others(say, edition.languages)}<h1>{escape(title)}</h1>\n"
        f"{_said(schedule, say)}{links(edition.office, say)}</header>\n"
        f'<main>\n<div class="top">{_top(schedule, say, accounts[0])}</div>\n'
        f'<nav aria-label="{escape(say("page.contents"))}"><ul class="links">{contents}</ul></nav>\n{body}</main>\n'
        f'<footer><p class="source">{escape(say("page.hash", hash=schedule.content_hash))}</p></footer>\n'
        f"{_scripts(schedule, say)}</body>\n</html>\n"
    )


def _account(bill: TypicalBill) -> tuple[str, bool, str]:
    return bill.customer_class, bill.outside, bill.meter_size


def _said(schedule: Schedule, say: Words) -> str:
    first, last = (say("dates.year", year=year) for year in (schedule.fiscal_years[0], schedule.fiscal_years[-1]))
    name = say.printed(schedule.name) or schedule.name
    adopted = say("page.adopted", name=name, date=say.date(schedule.adopted), condition="{condition}")
    adopted = escape(adopted).replace("{condition}", told(say, schedule.condition))
    return f"<p>{adopted} {escape(say('page.years', first=first, last=last))} {escape(say('page.governs'))}</p>\n"


def _others(say: Words, languages: tuple[str, ...]) -> str:
    named = {each: escape(words(each)("language.name")) for each in languages if each != say.language}
    links = "".join(
        f'<li><a href="{file_name(each)}" lang="{each}" hreflang="{each}">{name}</a></li>'
        for each, name in named.items()
    )
    return f'<nav aria-label="{escape(say("page.other"))}"><ul class="links">{links}</ul></nav>' if links else ""


def links(office: Office, say: Words) -> str:
    """The office's pages and contact; nothing where none is given."""
    given = ((getattr(office, name), say(f"page.{name}")) for name in LINKS)
    items = [f'<a href="{escape(address)}">{escape(text)}</a>' for address, text in given if address]
    if office.contact:
        contact = [escape(office.name)] if office.name else []
        contact += [f'<a href="tel:{escape(_digits(office.phone))}">{escape(office.phone)}</a>'] if office.phone else []
        contact += [f'<a href="mailto:{escape(office.email)}">{escape(office.email)}</a>'] if office.email else []
        items.append(escape(say("page.contact", contact="{contact}")).replace("{contact}", ", ".join(contact)))
    return f'<ul class="links">{"".join(f"<li>{item}</li>" for item in items)}</ul>\n' if items else ""


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def _top(schedule: Schedule, say: Words, bills: list[TypicalBill]) -> str:
    form = calculator.form(schedule, say) if calculator.prices(schedule) else ""
    typical = html_tables.bills(schedule, say, bills)
    said = f'<p class="said">{escape(say("tables.bills_said"))}</p>'
    heading = f'<h2 id="bills">{escape(say("tables.bills"))}</h2>'
    return f'{form}<section aria-labelledby="bills">{heading}{said}{typical}</section>'


def _sections(schedule: Schedule, say: Words, more_bills: list[list[TypicalBill]]) -> list[Section]:
    button = f'<button type="button" class="years">{escape(say("page.all_years"))}</button>'
    sections = []
    for service in SERVICES:
        content = f'{button}<div class="rates">{html_tables.rates(schedule, say, service)}</div>'
        sections.append((service, say(f"tables.{service}"), content))
    sections.append(("fees", say("tables.fees"), html_tables.fees(schedule, say)))
    if schedule.conditions:
        sections.append(("conditions", say("tables.conditions"), html_tables.conditions(schedule, say)))
    more = "".join(html_tables.bills(schedule, say, bills) for bills in more_bills)
    sections.append(("more-bills", say("tables.more_bills"), button + more))
    return [*sections, ("notes", say("tables.notes"), _notes(schedule, say))]


def _notes(schedule: Schedule, say: Words) -> str:
    not_here = say("page.not_here", what="{what}")
    without = escape(not_here).replace("{what}", ", ".join(told(say, what) for what in schedule.not_included))
    said = f"<p>{escape(say('tables.ccf', gallons=gallons(1)))} {without}</p>"
    notes = "".join(
        f'<dt id="note-{n.id}">{escape(say("tables.note_head", note=n.id))}</dt><dd>{_translated(say, n.text)}</dd>'
        for n in schedule.footnotes
    )
    public = "".join(
        f"<dt>{told(say, note.topic)}</dt><dd>{told(say, note.words)}</dd>" for note in schedule.public_notes
    )
    return f"{said}<dl>{notes}{public}</dl>"


def _translated(say: Words, text: str) -> str:
    """A text word for word, after its translation where the page is in another language."""
    if say.language == PRINTED_IN or say.printed(text) is None:
        return as_printed(say, text)
    return f"{told(say, text)} {escape(say('tables.in_english'))}: “{as_printed(say, text)}”"


def _scripts(schedule: Schedule, say: Words) -> str:
    said = {key: say(key) for key in PAGE_SAID}
    scripts = [calculator.LAW, SCRIPT]
    data: dict[str, object] = {"words": said}
    if calculator.prices(schedule):
        data = {"words": {**said, **calculator.texts(say)}, "schedule": calculator.facts(schedule, say)}
        scripts.append(calculator.FORM)
    code = "\n".join(calculator.read(name) for name in scripts)
    return (
        f'<script type="application/json" id="page-data">{calculator.as_json(data)}</script>\n'
        f'<script type="module">\n{code}</script>\n'
    )
