"""The tables of the page: rates, typical bills, fees and the conditions they stand under. One heading row each."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from alamo_xl.exports.told import as_printed, told
from alamo_xl.labels import charge_label, unit_label
from alamo_xl.schedule import RETURN, Condition, Fee, RateKey, Schedule, Source
from alamo_xl.typical import TypicalBill
from alamo_xl.volume import gallons
from alamo_xl.words import Words


def rates(schedule: Schedule, say: Words, service: str) -> str:
    """The rates of a service: a table each customer class and location."""
    groups: dict[tuple[str, str], list[RateKey]] = {}
    for key in schedule.rates:
        if key.service == service and key != RETURN:
            groups.setdefault((key.customer_class, key.location), []).append(key)
    content = ""
    for (customer_class, location), keys in groups.items():
        who, place = say(f"who.{customer_class}"), say(f"who.{location}")
        caption = say("tables.rates", service=say(f"service.{service}"), who=who.lower(), place=place)
        heads = head(say("tables.charge")) + years(schedule, say) + head(say("tables.source"), "source")
        content += table(caption, heads, (_rate(schedule, say, key) for key in keys))
    return content


def _rate(schedule: Schedule, say: Words, key: RateKey) -> str:
    charge = f"{charge_label(key, schedule.rates[RETURN], say)}, {unit_label(key, say)}"
    sign = "" if key.unit == "share" else "$"
    cells = "".join(f'<td class="money">{sign}{amount:,}</td>' for amount in schedule.rates[key])
    return f"{_row_head(charge)}{cells}{_source(say, schedule.sources[key])}"


def bills(schedule: Schedule, say: Words, typical: Iterable[TypicalBill]) -> str:
    """One account's typical bills: a row each volume."""
    rows = []
    for each in typical:
        season = f", {say('tables.season', months=each.months)}" if each.months else ""
        amounts = "".join(f'<td class="bill">${amount:,}</td>' for amount in each.amounts)
        use = _row_head(say("tables.use_of", ccf=each.ccf) + season)
        rows.append(f'{use}<td class="volume">{gallons(each.ccf):,}</td>{amounts}')
        size = say("who.meter", size=each.meter_size)
        place = say("who.outside" if each.outside else "who.inside")
        caption = say("tables.bills_of", who=say(f"who.{each.customer_class}"), size=size, place=place)
    heads = head(say("tables.use")) + head(say("tables.gallons"), "volume") + years(schedule, say)
    return table(caption, heads, rows)


def fees(schedule: Schedule, say: Words) -> str:
    """The fees, each with its conditions in plain words."""
    rows = []
    for fee in schedule.fees:
        rows.append(
            f'<th scope="row">{told(say, fee.label)}</th><td class="money">${fee.amount:,}</td>'
            f"<td>{_rule(schedule, say, fee)}</td>{_source(say, fee.source)}"
        )
    late = schedule.late_fee
    rows.append(_unpriced(schedule, say, "late-fee", f"{late.percent.normalize():f}%", late.source))
    for waived in schedule.conditions_of("transfer-fee")[:1]:
        rows.append(_unpriced(schedule, say, "transfer-fee", "–", waived.source))
    columns = (("fee", ""), ("amount", "money"), ("rule", ""), ("source", "source"))
    heads = "".join(head(say(f"tables.{name}"), kind) for name, kind in columns)
    return table(say("tables.fees_said"), heads, rows)


def _rule(schedule: Schedule, say: Words, fee: Fee) -> str:
    conditions = [each.words for each in schedule.conditions_of(fee.fee)] or [fee.condition]
    return " ".join(told(say, words) for words in conditions)


def _unpriced(schedule: Schedule, say: Words, name: str, amount: str, source: Source) -> str:
    conditions = schedule.conditions_of(name)
    rule = " ".join(told(say, each.words) for each in conditions) or told(say, schedule.late_fee.condition)
    return f'{_row_head(say(f"tables.{name}"))}<td class="percent">{amount}</td><td>{rule}</td>{_source(say, source)}'


def conditions(schedule: Schedule, say: Words) -> str:
    """Every condition: in plain words, as printed, and where."""
    heads = "".join(head(say(f"tables.{name}")) for name in ("condition", "quote", "source"))
    return table(say("tables.conditions_said"), heads, (_condition(say, each) for each in schedule.conditions))


def _condition(say: Words, condition: Condition) -> str:
    quote = f"<td>“{as_printed(say, condition.quote)}”</td>"
    place = as_printed(say, f"{condition.source.section}, {condition.source.row}")
    return f'<th scope="row">{told(say, condition.words)}</th>{quote}<td>{place}</td>'


def years(schedule: Schedule, say: Words) -> str:
    """A heading a fiscal year, which says the day it begins."""
    return "".join(
        f'<th scope="col" class="money" data-year="{year}">{escape(say("dates.year", year=year))}'
        f'<span class="detail">{escape(say("dates.from", year=year - 1))}</span></th>'
        for year in schedule.fiscal_years
    )


def head(text: str, kind: str = "") -> str:
    """A column's heading."""
    styled = f' class="{kind}"' if kind else ""
    return f'<th scope="col"{styled}>{escape(text)}</th>'


def _row_head(text: str) -> str:
    return f'<th scope="row">{escape(text)}</th>'


def _source(say: Words, source: Source) -> str:
    notes = "".join(f' <a href="#note-{n}">{escape(say("tables.note", note=n))}</a>' for n in source.footnotes)
    return f'<td class="source">{as_printed(say, f"{source.section}, {source.row}")}{notes}</td>'


def table(caption: str, heads: str, rows: Iterable[str]) -> str:
    """A table that scrolls by itself where it is wider than the screen."""
    said = escape(caption)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{said}">'
        f"<table><caption><span>{said}</span></caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    )
