"""The bill calculator of the page: its form, and the rates in whole cents that its scripts (law.js) price with."""

from __future__ import annotations

import json
from html import escape
from importlib import resources

from alamo_xl.inputs import MULTI_FAMILY
from alamo_xl.schedule import ADJUSTMENTS, RETURN, Schedule
from alamo_xl.words import Words

LAW, FORM = "law.js", "calculator.js"
EXAMPLE_CCF = 8
SAID = ("answer", "line", "refused")


def prices(schedule: Schedule) -> bool:
    """Whether the calculator can price a schedule: one with blocks, seasons, stages or discounts it cannot."""
    return not any(key.terms or key.charge in ADJUSTMENTS for key in schedule.rates)


def facts(schedule: Schedule, say: Words) -> dict[str, object]:
    """What law.js takes: rates in cents by key and year, sewer returns in thousandths."""
    return {
        "instrument": say.printed(schedule.name) or schedule.name,
        "years": schedule.fiscal_years,
        "rates": {
            "|".join(key.words): [int(rate * 100) for rate in rates]
            for key, rates in schedule.rates.items()
            if key != RETURN and key.service != "reclaimed"
        },
        "sewerReturn": [int(share * 1000) for share in schedule.rates[RETURN]],
        "most": int(schedule.limits.quantity_maximum),
        "unitSize": MULTI_FAMILY,
    }


def texts(say: Words) -> dict[str, str]:
    """What its script says, by key."""
    said = {f"{name}.{key}": text for name in SAID for key, text in say.group(name).items()}
    return {**said, **{key: say(key) for key in ("calculator.lines", "tables.charge")}}


def form(schedule: Schedule, say: Words) -> str:
    """The form with the places of the answer, hidden until its script has run."""
    sizes = dict.fromkeys(key.meter_size for key in schedule.rates if (key.service, key.charge) == ("water", "base"))
    named = {size: say("calculator.inches", size=size) for size in sizes if size != MULTI_FAMILY}
    if MULTI_FAMILY in sizes:
        named[MULTI_FAMILY] = say("calculator.multi-family")
    classes = dict.fromkeys(key.customer_class for key in schedule.rates if key.service == "water")
    fields = [
        _field(
            say, "use", f'<input id="bill-use" name="use" inputmode="decimal" autocomplete="off" value="{EXAMPLE_CCF}">'
        ),
        _select(say, "unit", {name: say(f"calculator.{name}") for name in ("ccf", "gallons")}),
        _select(say, "class", {name: say(f"who.{name}") for name in classes}),
        _select(say, "size", {**named, "": say("calculator.other")}),
        _field(
            say, "units", '<input id="bill-units" name="units" inputmode="numeric" autocomplete="off">', hidden=True
        ),
        _select(say, "place", {name: say(f"calculator.{name}") for name in ("inside", "outside")}),
        _field(say, "date", '<input id="bill-date" name="date" type="date">'),
        _box(say, "irrigation", checked=False),
        _box(say, "sewer", checked=True),
    ]
    return (
        '<section id="calculate" aria-labelledby="pay" hidden>'
        f'<h2 id="pay">{escape(say("calculator.heading"))}</h2>\n'
        f'<div id="answer" role="status"></div>\n<form id="calculator">{"".join(fields)}</form>\n'
        f'<div id="lines"></div>\n<p class="detail">{escape(say("calculator.said"))}</p></section>\n'
    )


def _field(say: Words, name: str, control: str, hidden: bool = False) -> str:
    label = f'<label for="bill-{name}">{escape(say(f"calculator.{name}"))}</label>'
    return f'<p id="{name}-field"{" hidden" * hidden}>{label}{control}</p>\n'


def _select(say: Words, name: str, options: dict[str, str]) -> str:
    chosen = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options.items())
    return _field(say, name, f'<select id="bill-{name}" name="{name}">{chosen}</select>')


def _box(say: Words, name: str, checked: bool) -> str:
    box = f'<input id="bill-{name}" name="{name}" type="checkbox"{" checked" * checked}>'
    return f'<p class="box">{box}<label for="bill-{name}">{escape(say(f"calculator.{name}"))}</label></p>\n'


def read(name: str) -> str:
    """A script or style of this folder."""
    return resources.files("alamo_xl.exports").joinpath(name).read_text(encoding="utf-8")


def as_json(value: object) -> str:
    """JSON that may stand within a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
