"""What the data are, for search engines: schema.org's Dataset as JSON-LD, which stands in the page."""

from __future__ import annotations

from alamo_xl import __version__
from alamo_xl.exports import datapackage
from alamo_xl.exports.csv_files import TABLES
from alamo_xl.office import Office
from alamo_xl.schedule import Schedule


def json_ld(schedule: Schedule, office: Office) -> dict[str, object]:
    """The Dataset; publisher, licence and addresses only where the office gives them."""
    first, last = schedule.fiscal_years[0], schedule.fiscal_years[-1]
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": datapackage.title(schedule),
        "description": datapackage.description(schedule),
        "identifier": schedule.content_hash,
        "version": __version__,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "temporalCoverage": f"{first - 1}-07-01/{last}-06-30",
        "spatialCoverage": {"@type": "Place", "name": schedule.issuer},
        "creator": {"@type": "GovernmentOrganization", "name": schedule.issuer},
        "isBasedOn": {
            "@type": "Legislation",
            "name": schedule.name,
            "legislationDate": schedule.adopted.isoformat(),
            **({"url": office.resolution} if office.resolution else {}),
        },
        "variableMeasured": ["monthly base charge", "usage charge per 100 cubic feet", "fee"],
    }
    if office.name:
        contact = {"telephone": office.phone, "email": office.email}
        given = {name: value for name, value in contact.items() if value}
        described["publisher"] = {"@type": "GovernmentOrganization", "name": office.name, **given}
    if office.licence:
        described["license"] = office.licence
    if office.data:
        folder = office.data.rstrip("/")
        described["url"] = office.data
        described["distribution"] = [
            {"@type": "DataDownload", "name": name, "encodingFormat": "text/csv", "contentUrl": f"{folder}/{name}"}
            for name in TABLES
        ]
    return described
