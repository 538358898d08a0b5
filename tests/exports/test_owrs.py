"""The OWRS files, by a reader that knows the specification and nothing of this project."""

from decimal import Decimal
from itertools import product

import pytest
from support import owrs_reader

from alamo_xl import bill, load_schedule
from alamo_xl.exports import owrs
from alamo_xl.schedule import RETURN

SCHEDULE = load_schedule()
FILES = {int(name[-9:-5]): text for name, text in owrs.files(SCHEDULE).items()}
VOLUMES = ("0", "0.5", "1", "8", "8.003", "37.125", "137.455", "1000")
CLASSES = {"RESIDENTIAL_SINGLE": "household", "RESIDENTIAL_MULTI": "household", "COMMERCIAL": "non-household"}


def structures(year):
    return owrs_reader.read(FILES[year])["rate_structure"]


def sizes(customer_class):
    keys = (key for key in SCHEDULE.rates if key[:4] == ("water", customer_class, "inside", "base"))
    return [key.meter_size for key in keys]


@pytest.mark.parametrize("year", SCHEDULE.fiscal_years)
def test_the_same_bills_to_the_cent(year):
    checked = 0
    for (name, customer_class), irrigation, location, ccf in product(
        CLASSES.items(), (False, True), ("inside", "outside"), VOLUMES
    ):
        structure = structures(year)[name + "_IRRIGATION" * irrigation]
        for size in sizes(customer_class):
            if (size == "multi-family") != (name == "RESIDENTIAL_MULTI"):
                continue
            columns = {"usage_ccf": ccf, "city_limits": location, "dwelling_units": "24"}
            columns["meter_size"] = size.replace("-", " ") + '"'
            units = 24 if size == "multi-family" else None
            ours = bill(SCHEDULE, year, customer_class, size, ccf, location == "outside", irrigation, units=units)
            assert owrs_reader.bill(structure, columns) == ours.total, (name, size, location, ccf)
            checked += 1
    assert checked == 11 * 2 * 2 * len(VOLUMES)


@pytest.mark.parametrize("year", SCHEDULE.fiscal_years)
@pytest.mark.parametrize("location", ["inside", "outside"])
def test_reclaimed_water(year, location):
    columns = {"usage_ccf": "12.345", "city_limits": location}
    rate = SCHEDULE.rate(year, "reclaimed", "usage", outside=location == "outside")
    ours = (Decimal("12.345") * rate).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert owrs_reader.bill(structures(year)["RECLAIMED"], columns) == ours


def figures(year):
    """Every rate in a file, under this project's key."""
    found = {}
    for name, structure in structures(year).items():
        irrigation = name.endswith("_IRRIGATION")
        customer_class = CLASSES.get(name.removesuffix("_IRRIGATION"), "all")
        for word, entry in structure.items():
            if not isinstance(entry, dict):
                continue
            service = "reclaimed" if name == "RECLAIMED" else "sewer" if word.startswith("sewer") else "water"
            charge = "base" if "usage" not in word else "irrigation" if irrigation else "usage"
            for where, amount in entry["values"].items():
                location, _, size = where.partition("|")
                size = size.strip('"').replace("1 1/2", "1-1/2") or ("multi-family" if charge == "base" else "")
                key = (service, customer_class, location, charge, size)
                assert found.setdefault(key, amount) == amount
    return found


def test_the_290_rates():
    count = 0
    for position, year in enumerate(SCHEDULE.fiscal_years):
        printed = {key.words: row[position] for key, row in SCHEDULE.rates.items() if key != RETURN}
        assert figures(year) == printed
        count += len(printed)
    assert count == 290


def test_each_file_says_when_it_starts_and_what_it_lacks():
    for year, text in FILES.items():
        assert owrs_reader.read(text)["metadata"]["effective_date"].isoformat() == f"{year - 1}-07-01"
        for word in ("rounding", "units", "sources", "fees"):
            assert f"# - {word}" in text
