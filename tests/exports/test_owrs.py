"""The OWRS files, by a reader that knows the specification and nothing of this project."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from support import owrs_reader
from support.places import DATA

from alamo_xl import bill, load_schedule, rate_table, read_schedule
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
            columns = {"usage_ccf": ccf, "city_limits": f"{location}_city", "dwelling_units": "24"}
            columns["meter_size"] = size.replace("-", " ") + '"'
            units = 24 if size == "multi-family" else None
            ours = bill(SCHEDULE, year, customer_class, size, ccf, location == "outside", irrigation, units=units)
            assert owrs_reader.bill(structure, columns) == ours.total, (name, size, location, ccf)
            checked += 1
    assert checked == 11 * 2 * 2 * len(VOLUMES)


def test_the_bill_is_water_as_in_the_published_files():
    structure = structures(2027)["RESIDENTIAL_SINGLE"]
    columns = {"usage_ccf": "8", "city_limits": "inside_city", "meter_size": '3/4"'}
    ours = bill(SCHEDULE, 2027, "household", "3/4", 8)
    assert owrs_reader.value(structure, "bill", columns) == ours.subtotal("water")
    sewer = [owrs_reader.value(structure, f"{word}_wastewater_charge", columns) for word in ("fixed", "variable")]
    assert [round(each, 2) for each in sewer] == [x.amount for x in ours.lines if x.service == "sewer"]


@pytest.mark.parametrize("year", SCHEDULE.fiscal_years)
@pytest.mark.parametrize("location", ["inside", "outside"])
def test_reclaimed_water(year, location):
    columns = {"usage_ccf": "12.345", "city_limits": f"{location}_city"}
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
            service = "reclaimed" if name == "RECLAIMED" else "sewer" if "wastewater" in word else "water"
            charge = "base" if "flat_rate" not in word else "irrigation" if irrigation else "usage"
            for where, amount in entry["values"].items():
                size, _, place = where.rpartition("|")
                size = size.strip('"').replace("1 1/2", "1-1/2") or ("multi-family" if charge == "base" else "")
                key = (service, customer_class, place.removesuffix("_city"), charge, size)
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
        assert owrs_reader.read(text)["metadata"]["bill_unit"] == "ccf"
        assert owrs_reader.read(text)["metadata"]["effective_date"].isoformat() == f"{year - 1}-07-01"
        for word in ("rounding", "sources", "fees"):
            assert f"# - {word}" in text


DESIGN = read_schedule(DATA / "next-designs.toml")
DESIGN_DAYS = {"5-10": date(2030, 6, 15), "11-4": date(2029, 12, 15)}


def test_tiers_and_seasons_give_the_same_bills():
    structure = owrs_reader.read(owrs.page(DESIGN, 2030))["rate_structure"]
    assert DESIGN.seasons == tuple(DESIGN_DAYS)
    for (season, day), location, irrigation, ccf in product(
        DESIGN_DAYS.items(), ("inside", "outside"), (False, True), (*VOLUMES, "8.001", "20", "20.001", "25.5")
    ):
        columns = {"usage_ccf": ccf, "city_limits": f"{location}_city", "meter_size": '3/4"', "season": season}
        name = "RESIDENTIAL_SINGLE" + "_IRRIGATION" * irrigation
        ours = bill(DESIGN, day, "household", "3/4", ccf, location, irrigation)
        assert owrs_reader.bill(structure[name], columns) == ours.total, (columns, irrigation)


def test_what_the_format_cannot_carry_of_a_design_is_said():
    text = owrs.page(DESIGN, 2030)
    assert "RESIDENTIAL_MULTI" not in owrs_reader.read(text)["rate_structure"]
    for words in ("surcharges by stage", "discounts", "dwelling units", "season (5-10, 11-4"):
        assert words in text.split("---")[0]
    assert "rate design" not in owrs.page(SCHEDULE, 2026)


def test_sewer_tiers_are_of_metered_water():
    rows = [row for row in rate_table.to_rows(SCHEDULE) if row[:4] != ["sewer", "household", "inside", "usage"]]
    rows = [[*row[:5], "above_ccf" if row[0] == "service" else "", *row[5:]] for row in rows]
    rows += [["sewer", "household", "inside", "usage", "", above, *[rate] * 5] for above, rate in ((0, 1), (9, 2))]
    schedule = rate_table.from_rows(rows, SCHEDULE)
    structure = owrs_reader.read(owrs.page(schedule, 2026))["rate_structure"]["RESIDENTIAL_SINGLE"]
    for ccf in ("8", "10", "10.5", "37.125"):
        columns = {"usage_ccf": ccf, "city_limits": "inside_city", "meter_size": '3/4"'}
        assert owrs_reader.bill(structure, columns) == bill(schedule, 2026, "household", "3/4", ccf).total
