"""Columns are matched as billing systems name them; what may be two things, or says no unit, is refused in one line."""

import pytest

from alamo_xl.errors import BadExtract
from alamo_xl.extracts.columns import Mapped, match, read_mapping

PLAIN = ["bill_date", "customer_class", "meter_size", "location", "ccf"]
EXPORTS = {
    "ours": [*PLAIN, "account", "read_from", "read_to"],
    "Tyler Munis": [
        "Bill Date",
        "Customer Type",
        "Meter Size",
        "In/Out",
        "Consumption (CCF)",
        "Account Number",
        "Prior Read Date",
        "Read Date",
    ],
    "Tyler Incode": [
        "BILLING DATE",
        "RATE CLASS",
        "METER SIZE CODE",
        "INSIDE/OUTSIDE",
        "USAGE IN CCF",
        "ACCT NO",
        "PREV READ DATE",
        "CURR READ DATE",
    ],
    "Caselle": [
        "BillingPeriod",
        "AccountType",
        "MeterSize",
        "InsideOutsideCity",
        "BilledUsageCCF",
        "CustNo",
        "PreviousReadDate",
        "CurrentReadDate",
    ],
    "Springbrook": ["billing_date", "cust_class", "meter_sz", "location", "hcf", "acct_id", "prior_read_dt", "read_dt"],
}


@pytest.mark.parametrize("names", EXPORTS.values(), ids=EXPORTS)
def test_the_columns_of_an_export_are_all_matched(names):
    columns = match(names)
    fields = ["bill_date", "customer_class", "meter_size", "outside", "ccf", "account", "read_from", "read_to"]
    assert columns.of == dict(zip(fields, names, strict=True))
    assert columns.units == {"ccf": "ccf"}
    assert not columns.others


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Usage (1000 gal)", "kgal"),
        ("consumption_gallons", "gal"),
        ("Cubic Feet", "cf"),
        ("HCF", "ccf"),
        ("kgal used", "kgal"),
    ],
)
def test_a_volume_is_read_in_the_unit_that_its_column_names(name, unit):
    columns = match([*PLAIN[:-1], name])
    assert (columns.of["ccf"], columns.units["ccf"]) == (name, unit)


def test_a_volume_without_a_unit_is_refused_unless_the_unit_is_given():
    with pytest.raises(BadExtract, match="'usage' does not say its unit; give --unit ccf, kgal, gal, cf"):
        match([*PLAIN[:-1], "usage"])
    assert match([*PLAIN[:-1], "usage"], unit="kgal").units == {"ccf": "kgal"}


def test_a_unit_against_the_columns_own_is_refused():
    with pytest.raises(BadExtract, match="names ccf, and the unit given is gal"):
        match(PLAIN, unit="gal")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (PLAIN[:-1], "no column is ccf"),
        (PLAIN[1:], "no column is bill_date or fiscal_year"),
        ([*PLAIN, "Usage CCF"], "'ccf', 'Usage CCF' may each be ccf"),
        ([*PLAIN, "CCF"], "'ccf' is there 2 times"),
        ([*PLAIN, "Total"], "has the name of a result"),
        ([*PLAIN, "alamo_key"], "kept for the work itself"),
        ([], "no columns"),
    ],
)
def test_what_cannot_be_matched_is_said_in_words(names, words):
    with pytest.raises(BadExtract, match=words):
        match(names)


def test_a_toml_says_the_rest(tmp_path):
    path = tmp_path / "columns.toml"
    path.write_text(
        'ccf = "Use"\nunit = "gal"\n[rename]\n"Total" = "billed"\n[words.customer_class]\n"Res. 1" = "household"\n'
    )
    columns = match([*PLAIN[:-1], "Use", "Total", "usage ccf"], read_mapping(path))
    assert columns.of["ccf"] == "Use" and columns.units == {"ccf": "gal"}
    assert columns.others == ("Total", "usage ccf") and columns.shown_as("Total") == "billed"
    assert columns.mapped.words == {"customer_class": {"res1": "household"}}


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("usage = 'x'", "no field is called 'usage'"),
        ("unit = 'litre'", "unit 'litre' is not understood"),
        ("ccf = 3", "names a column"),
        ("[words.account]\na = 'b'", "words.account"),
        ("[rename]\na = 1", "hold texts"),
        ("a = = 1", "is not TOML"),
    ],
)
def test_a_toml_that_is_not_understood_is_refused(tmp_path, toml, words):
    path = tmp_path / "columns.toml"
    path.write_text(toml)
    with pytest.raises(BadExtract, match=words):
        read_mapping(path)


def test_a_column_of_the_toml_that_is_not_there_is_refused():
    with pytest.raises(BadExtract, match="no column is called 'Use', which is to be ccf"):
        match(PLAIN, Mapped({"ccf": "Use"}))
