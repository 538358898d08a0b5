"""json: rates.json, which rates.schema.json beside this file describes; money as text."""

from __future__ import annotations

import json

from alamo_xl.exports import tables
from alamo_xl.exports.edition import PLAIN, Edition
from alamo_xl.schedule import RETURN, Schedule

SCHEMA = "rates.schema.json"


def files(schedule: Schedule, edition: Edition = PLAIN) -> dict[str, str]:
    """File names and their content."""
    return {"rates.json": json.dumps(facts(schedule), indent=2, ensure_ascii=False) + "\n"}


def facts(schedule: Schedule) -> dict[str, object]:
    """Every fact of a schedule with its source."""
    return {
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
        "rates": [_record(row) for row in _records(tables.rates(schedule))],
        "fees": _records(tables.fees(schedule)),
        "rules": {
            "sewer_return": {str(year): str(schedule.sewer_return(year)) for year in schedule.fiscal_years},
            "sewer_return_source": str(schedule.sources[RETURN]),
            "outside_multiplier": str(schedule.outside_multiplier),
            "late_fee_percent": str(schedule.late_fee.percent),
            "late_fee_grace_days": schedule.late_fee.grace_days,
        },
        "footnotes": [{"id": note.id, "text": note.text} for note in schedule.footnotes],
        "conditions": [
            {"id": c.id, "of": list(c.of), "words": c.words, "quote": c.quote, "source": str(c.source)}
            for c in schedule.conditions
        ],
        "readings": [{"id": r.id, "question": r.question, "reading": r.reading} for r in schedule.readings],
    }


def _records(rows: tables.Rows) -> list[dict[str, str]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _record(row: dict[str, str]) -> dict[str, object]:
    return {**row, "fiscal_year": int(row["fiscal_year"])}
