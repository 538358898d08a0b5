"""json: rates.json, money as text, and rates.schema.json, which a whole one keeps: each rate once, in its place."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from alamo_xl import __version__
from alamo_xl.exports import tables
from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.schedule import RETURN, Schedule

SCHEMA = "rates.schema.json"


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, str]:
    """File names and their content."""
    publisher = {"publisher": edition.office.given} if edition.office.given else {}
    made = {"rates.json": {**facts(schedule), **publisher}, SCHEMA: schema(schedule)}
    return {name: json.dumps(each, indent=2, ensure_ascii=False) + "\n" for name, each in made.items()}


def facts(schedule: Schedule) -> dict[str, Any]:
    """Every fact of a schedule with its source."""
    return {
        "version": __version__,
        "instrument": {
            "id": schedule.id,
            "name": schedule.name,
            "title": schedule.title,
            "issuer": schedule.issuer,
            "adopted": schedule.adopted.isoformat(),
            "condition": schedule.condition,
            "in_force": schedule.in_force.isoformat(),
            "not_included": list(schedule.not_included),
            "fiscal_years": list(schedule.fiscal_years),
            "content_hash": schedule.content_hash,
        },
        "rates": [{**row, "fiscal_year": int(row["fiscal_year"])} for row in _records(tables.rates(schedule))],
        "fees": _records(tables.fees(schedule)),
        "rules": {
            "sewer_return": {str(year): str(schedule.sewer_return(year)) for year in schedule.fiscal_years},
            "sewer_return_source": str(schedule.sources[RETURN]),
            "outside_multiplier": str(schedule.outside_multiplier),
            "late_fee_percent": str(schedule.late_fee.percent),
            "late_fee_grace_days": schedule.late_fee.grace_days,
        },
        "conditions": [{**row, "of": row["of"].split()} for row in _records(tables.conditions(schedule))],
        "footnotes": [{"id": note.id, "text": note.text} for note in schedule.footnotes],
        "readings": [{"id": r.id, "question": r.question, "reading": r.reading} for r in schedule.readings],
        "public_notes": [{"topic": note.topic, "words": note.words} for note in schedule.public_notes],
    }


def schema(schedule: Schedule) -> dict[str, Any]:
    """The JSON Schema of one schedule's facts: the general one, with its rates, fees, years and counts filled in."""
    made: dict[str, Any] = json.loads(resources.files("alamo_xl.exports").joinpath(SCHEMA).read_text(encoding="utf-8"))
    whole = facts(schedule)
    parts = made["properties"]
    made["$defs"]["year"]["enum"] = list(schedule.fiscal_years)
    parts["version"]["const"] = __version__
    parts["instrument"]["properties"]["fiscal_years"] |= _exactly(len(schedule.fiscal_years))
    parts["rates"] |= _each_in_place("rate", whole["rates"], ("id", "fiscal_year"))
    parts["fees"] |= _each_in_place("fee", whole["fees"], ("fee", "size"))
    years = whole["rules"]["sewer_return"]
    shares = {year: {"$ref": "#/$defs/share"} for year in years}
    parts["rules"]["properties"]["sewer_return"] |= {
        "properties": shares, "required": list(years), "additionalProperties": False,
    }  # fmt: skip
    for name in ("conditions", "footnotes", "readings", "public_notes"):
        parts[name] |= _exactly(len(whole[name]))
    return {"$schema": made.pop("$schema"), "$id": f"urn:alamo-xl:{schedule.id}:rates:{__version__}", **made}


def _exactly(count: int) -> dict[str, int]:
    return {"minItems": count, "maxItems": count}


def _each_in_place(what: str, records: list[dict[str, Any]], named: tuple[str, ...]) -> dict[str, Any]:
    """A list of these records, each known by some of its words: one missing, doubled or moved is refused."""
    known = [{"properties": {name: {"const": record[name]} for name in named}} for record in records]
    places = [{"$ref": f"#/$defs/{what}", "type": "object", **each} for each in known]
    return {"prefixItems": places, "items": False, **_exactly(len(records))}


def _records(rows: tables.Rows) -> list[dict[str, str]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
