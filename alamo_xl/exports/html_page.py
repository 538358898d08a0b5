"""html: one self-contained page with semantic tables, no script, and a print style."""

from __future__ import annotations

from html import escape

from alamo_xl.exports import tables
from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.labels import charge_label, unit_label
from alamo_xl.schedule import RETURN, RateKey, Schedule

STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 Calibri, Carlito, system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto;
  padding: 1rem; max-width: 76rem; }
h1, h2 { color: #0b4f6c; line-height: 1.2; }
a { color: #0b4f6c; }
header p, dd { max-width: 44rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; list-style: none; padding: 0; }
.scroll { overflow-x: auto; margin-bottom: 1.5rem; }
table { border-collapse: collapse; width: 100%; min-width: 56rem; }
caption { text-align: left; font-weight: bold; padding: 0.5rem 0; }
caption span { position: sticky; left: 0; }
th, td { padding: 0.35rem 0.6rem; border-bottom: 1px solid #d9d2c7; text-align: left; vertical-align: top; }
thead th { background: #0b4f6c; color: #fff; }
tbody th { background: #fff; font-weight: normal; width: 17rem; }
thead th:first-child, tbody th { position: sticky; left: 0; }
.money { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.source { min-width: 18rem; }
.source { color: #4d4d4d; font-size: 0.9em; }
dt { font-weight: bold; }
dd { margin: 0 0 0.75rem; }
footer { overflow-wrap: anywhere; }
@media (max-width: 40rem) { tbody th { min-width: 8rem; width: 8rem; } }
@media print { @page { size: landscape; margin: 1.5cm; } body { max-width: none; padding: 0; font-size: 9pt;
    line-height: 1.3; } nav { display: none; } .scroll { overflow: visible; } table { min-width: 0; }
  h2 { break-after: avoid; } table { break-inside: avoid; } thead th:first-child, tbody th { position: static; }
  thead th { background: #fff; color: #000; border-bottom: 2px solid #000; } }
"""


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, str]:
    """File names and their content."""
    return {"rates.html": page(schedule)}


def page(schedule: Schedule) -> str:
    """The whole page."""
    title = f"{schedule.issuer}: water, sewer and reclaimed-water rates"
    sections = [_rates(schedule, service) for service in ("water", "sewer", "reclaimed")]
    sections += [_fees(schedule), _notes(schedule)]
    links = "".join(f'<li><a href="#{name}">{escape(heading)}</a></li>' for name, heading, _ in sections)
    body = "".join(
        f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(heading)}</h2>{content}</section>\n'
        for name, heading, content in sections
    )
    years = f"FY{schedule.fiscal_years[0]} to FY{schedule.fiscal_years[-1]}"
    adopted = f"{schedule.adopted.day} {schedule.adopted:%B %Y}"
    said = (
        f"Rates and fees adopted by {schedule.name} on {adopted}, {schedule.condition}, for {years}. "
        "A fiscal year runs from 1 July of the year before to 30 June. "
        f"Not on this page: {', '.join(schedule.not_included)}. The resolution governs."
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<header><h1>{escape(title)}</h1><p>{escape(said)}</p></header>\n"
        f'<nav aria-label="On this page"><ul>{links}</ul></nav>\n<main>\n{body}</main>\n'
        f'<footer><p class="source">Content hash {schedule.content_hash}</p></footer>\n</body>\n</html>\n'
    )


def _rates(schedule: Schedule, service: str) -> tuple[str, str, str]:
    groups: dict[tuple[str, str], list[RateKey]] = {}
    for key in schedule.rates:
        if key.service == service and key != RETURN:
            groups.setdefault((key.customer_class, key.location), []).append(key)
    heads = "".join(f'<th scope="col" class="money">FY{year} ($)</th>' for year in schedule.fiscal_years)
    content = ""
    for (customer_class, location), keys in groups.items():
        who = "All customers" if customer_class == "all" else f"{customer_class.capitalize()} customers"
        rows = "".join(_row(schedule, key) for key in keys)
        content += _table(
            f"{service.capitalize()}: {who.lower()}, {location} the city",
            f'<th scope="col">Charge</th>{heads}<th scope="col">Where it is printed</th>',
            rows,
        )
    return service, f"{service.capitalize()} service", content


def _row(schedule: Schedule, key: RateKey) -> str:
    charge = charge_label(key, schedule.rates[RETURN])
    cells = "".join(f'<td class="money">{amount:,}</td>' for amount in schedule.rates[key])
    source = schedule.sources[key]
    notes = "".join(f' <a href="#note-{n}">note {n}</a>' for n in source.footnotes)
    return (
        f'<tr><th scope="row">{escape(charge)}, {unit_label(key)}</th>{cells}'
        f'<td class="source">{escape(f"{source.section}, {source.row}")}{notes}</td></tr>\n'
    )


def _fees(schedule: Schedule) -> tuple[str, str, str]:
    rows = ""
    for fee, row in zip((*schedule.fees, None), tables.fees(schedule)[1:], strict=True):
        label = fee.label if fee else "Late fee"
        source = (fee or schedule.late_fee).source
        amount = f"{fee.amount:,}" if fee else ""
        rows += (
            f'<tr><th scope="row">{escape(label)}</th><td class="money">{amount}</td><td>{escape(row[3])}</td>'
            f'<td class="source">{escape(f"{source.section}, {source.row}")}</td></tr>\n'
        )
    heads = (
        '<th scope="col">Fee</th><th scope="col" class="money">Amount ($)</th><th scope="col">Rule</th>'
        '<th scope="col">Where it is printed</th>'
    )
    return "fees", "Fees for nonroutine services", _table("Fees, which include tax where applicable", heads, rows)


def _notes(schedule: Schedule) -> tuple[str, str, str]:
    notes = "".join(f'<dt id="note-{n.id}">Note {n.id}</dt><dd>{escape(n.text)}</dd>' for n in schedule.footnotes)
    readings = "".join(f"<dt>{r.id}: {escape(r.question)}</dt><dd>{escape(r.reading)}</dd>" for r in schedule.readings)
    words = "<p>CCF: hundred cubic feet, the unit in which water is metered.</p>"
    return "notes", "Notes and readings", f"{words}<dl>{notes}{readings}</dl>"


def _table(caption: str, heads: str, rows: str) -> str:
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption><span>{escape(caption)}</span></caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )
