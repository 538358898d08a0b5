"""datapackage.json: what the csv files hold, for tools (Frictionless Data Package); the words are dictionary.toml's."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from alamo_xl import __version__
from alamo_xl.exports.tables import Rows
from alamo_xl.office import Office
from alamo_xl.schedule import Schedule

NAME = "datapackage.json"
TERMS = ("above_ccf", "months", "stage")
CONSTRAINTS = ("enum", "minimum", "pattern")


def text(schedule: Schedule, office: Office, files: Mapping[str, Rows]) -> str:
    """The descriptor of the csv files, given by name with their rows."""
    return json.dumps(descriptor(schedule, office, files), indent=2, ensure_ascii=False) + "\n"


def descriptor(schedule: Schedule, office: Office, files: Mapping[str, Rows]) -> dict[str, object]:
    """The descriptor as data; licence, publisher and addresses only where the office gives them."""
    words = tomllib.loads(resources.files("alamo_xl.exports").joinpath("dictionary.toml").read_text(encoding="utf-8"))
    source = {"title": schedule.name, **({"path": office.resolution} if office.resolution else {})}
    package: dict[str, object] = {
        "name": "alamogordo-water-rates",
        "title": title(schedule),
        "description": description(schedule),
        "version": __version__,
        "keywords": ["water rates", "sewer rates", "reclaimed water", "utility fees", schedule.issuer],
        "sources": [source],
    }
    if office.data:
        package["homepage"] = office.data
    if office.licence:
        package["licenses"] = [{"path": office.licence, "title": "License of the data"}]
    if office.contact:
        given = {
            "title": office.name or schedule.issuer,
            "email": office.email,
            "phone": office.phone,
            "role": "publisher",
        }
        package["contributors"] = [{name: value for name, value in given.items() if value}]
    package["resources"] = [_resource(name, rows, words) for name, rows in files.items()]
    return package


def title(schedule: Schedule) -> str:
    """What the data are called."""
    return f"{schedule.issuer}: water, sewer and reclaimed water rates and fees"


def description(schedule: Schedule) -> str:
    """What the data are, of whom and for when, and what they leave out."""
    first, last = schedule.fiscal_years[0], schedule.fiscal_years[-1]
    without = ", ".join(schedule.not_included)
    return (
        f"Rates and fees adopted by {schedule.name} on {schedule.adopted.isoformat()} for fiscal years "
        f"{first} to {last}, each with where it is printed. Not here: {without}. The resolution governs."
    )


def _resource(file: str, rows: Rows, words: Mapping[str, Any]) -> dict[str, object]:
    name = file.removesuffix(".csv")
    about = words[name]
    optional = (*about.get("optional", ()), *TERMS)
    fields = [_field(heading, words["columns"], heading not in optional) for heading in rows[0]]
    key = about["primaryKey"] if about["primaryKey"] == ["id"] else [*about["primaryKey"], *_terms(rows[0])]
    return {
        "name": name,
        "type": "table",
        "path": file,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "title": about["title"],
        "description": about["description"],
        "schema": {"fields": fields, "primaryKey": key},
    }


def _terms(headings: list[str]) -> list[str]:
    return [heading for heading in headings if heading in TERMS]


def _field(heading: str, columns: Mapping[str, Mapping[str, Any]], required: bool) -> dict[str, object]:
    about = columns["year" if heading.startswith("FY") else heading]
    constraints = {name: about[name] for name in CONSTRAINTS if name in about}
    described = {"name": heading, "type": about["type"], "description": about["description"]}
    return {**described, "constraints": {"required": required, **constraints}}
