"""The revenue proof: base charges to the cent, usage to the rounding of each bill, and no more."""

from decimal import Decimal

import pytest

from alamo_xl.extracts.proof import Charged, prove
from alamo_xl.schedule import RateKey

REVENUE = {
    RateKey("water", "household", "inside", "base", "3/4"): Decimal("58.11"),
    RateKey("water", "household", "inside", "usage"): Decimal("69.1200"),
    RateKey("water", "household", "inside", "irrigation"): Decimal("5.7657"),
    RateKey("sewer", "household", "inside", "base", "3/4"): Decimal("35.36"),
    RateKey("sewer", "household", "inside", "usage"): Decimal("21.6135"),
    RateKey("reclaimed", "all", "inside", "usage"): Decimal("2.88"),
}
BILLS = Charged(5811, 7489, 3536, 2161, 288, water_bills=3, sewer_bills=2, reclaimed_bills=1)


def proof(**changes):
    return {line.words: line for line in prove(REVENUE, [BILLS._replace(**changes)])}


def test_what_rounding_explains_ties():
    lines = proof()
    assert all(line.ties for line in lines.values())
    usage = lines["water usage"]
    assert (usage.model, usage.bills, usage.difference) == (Decimal("74.8857"), Decimal("74.89"), Decimal("0.0043"))
    assert usage.at_most == Decimal("0.015")
    assert lines["total"].model == sum(REVENUE.values())
    assert lines["total"].bills == Decimal("192.85")


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("water base", {"water_base": 5812}),
        ("sewer base", {"sewer_base": 3535}),
        ("water usage", {"water_usage": 7491}),
        ("water usage", {"water_usage": 7490, "water_bills": 2}),
        ("sewer commodity", {"sewer_commodity": 2163}),
        ("reclaimed", {"reclaimed": 290}),
    ],
)
def test_a_cent_more_than_rounding_does_not_tie(line, changes):
    lines = proof(**changes)
    assert not lines[line].ties
    assert [words for words, each in lines.items() if not each.ties and words != "total"] == [line]


def test_kinds_of_accounts_add_up():
    halves = [Charged(5000, 7000, 3000, 2000, 0, 2, 1, 0), Charged(811, 489, 536, 161, 288, 1, 1, 1)]
    assert prove(REVENUE, halves) == prove(REVENUE, [BILLS])
    assert all(line.bills == 0 for line in prove(REVENUE, []))
