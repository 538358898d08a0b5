"""What bills add up to, bill by bill: who counts where, and what counts nowhere."""

import pytest

from alamo_xl import load_schedule
from alamo_xl.extracts.tabulated_rows import printed_kinds
from alamo_xl.extracts.tabulation import Band, Determined, Frequent, Kind, Period, Tally

ADOPTED = load_schedule()
HOME = Kind("household", "inside", "3/4", False)
BILL = {
    "bill_date": "2025-07-05",
    "customer_class": "household",
    "location": "inside",
    "meter_size": "3/4 in",
    "ccf": "8.0005",
}


def tabulated(*changes, bands=(6, 10)):
    tally = Tally(ADOPTED, bands)
    for change in changes:
        tally.add(BILL | change)
    return tally.tabulation


def test_a_bill_counts_water_and_sewer_and_its_volume_to_the_thousandth():
    found = tabulated({})
    assert found.determinants == {(HOME, Period(2026, 7)): Determined(bills=1, ccf=8001, sewer_bills=1, sewer_ccf=8001)}
    assert found.frequency == {(Band(HOME, True, 6, 10), Period(2026, 7)): Frequent(1, 8001)}


@pytest.mark.parametrize(
    ("change", "kind", "expected"),
    [
        ({"sewer": "no"}, HOME, Determined(bills=1, ccf=8001)),
        ({"irrigation": "yes"}, HOME._replace(irrigation=True), Determined(bills=1, ccf=8001)),
        (
            {"irrigation": "yes", "sewer": "yes"},
            HOME._replace(irrigation=True),
            Determined(bills=1, ccf=8001, sewer_bills=1, sewer_ccf=8001),
        ),
        ({"water": "no"}, HOME, Determined(sewer_bills=1, sewer_only_ccf=8001)),
        ({"water": "no", "sewer": "no", "reclaimed_ccf": "7"}, HOME, Determined(reclaimed_ccf=7000)),
        ({"reclaimed_ccf": "7"}, HOME, Determined(1, 0, 8001, 1, 0, 8001, 0, 7000)),
        (
            {"meter_size": "MF", "units": "4", "location": "outside"},
            Kind("household", "outside", "multi-family", False),
            Determined(bills=1, unit_months=4, ccf=8001, sewer_bills=1, sewer_unit_months=4, sewer_ccf=8001),
        ),
    ],
)
def test_what_one_bill_adds(change, kind, expected):
    assert tabulated(change).determinants == {(kind, Period(2026, 7)): expected}


def test_a_volume_at_an_edge_belongs_below_it_and_units_share_it():
    volumes = [{"ccf": ccf} for ccf in ("0", "6", "6.001", "10", "10.001")]
    units = {"meter_size": "multi-family", "units": "4", "ccf": "24"}
    found = tabulated(*volumes, units).frequency
    assert {(band.kind.meter_size, band.over, band.to): row for (band, _), row in found.items()} == {
        ("3/4", 0, 6): Frequent(2, 6000),
        ("3/4", 6, 10): Frequent(2, 16_001),
        ("3/4", 10, None): Frequent(1, 10_001),
        ("multi-family", 0, 6): Frequent(4, 24_000),
    }


def test_sewer_alone_and_reclaimed_alone_are_no_bills_of_the_frequency():
    assert tabulated({"water": "no"}, {"water": "no", "sewer": "no", "reclaimed_ccf": "7"}).frequency == {}


def test_what_cannot_be_rated_and_who_is_inactive_is_counted_apart():
    found = tabulated({}, {"ccf": "-3"}, {"ccf": "-4"}, {"meter_size": "3", "ccf": "1"}, {"active": "no", "ccf": "wet"})
    assert sum(row.bills for row in found.determinants.values()) == 1
    assert found.inactive == 1
    assert sum(found.unrated.values()) == 3
    assert any("household meters printed" in reason for reason in found.unrated)


def test_months_and_years_stay_apart_and_add_up():
    found = tabulated({}, {"bill_date": "2025-08-01"}, {"bill_date": "2025-06-30"}, {"bill_date": "FY2026"})
    assert [period for _, period in found.determinants] == [
        Period(2026, 7),
        Period(2026, 8),
        Period(2025, 6),
        Period(2026, 0),
    ]
    assert found.fiscal_years == {2025: 1, 2026: 3}
    kinds, bands = found.of(2026)
    assert kinds == {HOME: Determined(3, 0, 24_003, 3, 0, 24_003)}
    assert bands == {Band(HOME, True, 6, 10): Frequent(3, 24_003)}


def test_every_kind_is_printed_once():
    kinds = printed_kinds(ADOPTED)
    assert len(kinds) == len({*kinds}) == 42
    assert Kind("household", "inside", "multi-family", True) not in kinds
