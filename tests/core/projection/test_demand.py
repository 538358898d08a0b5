"""Volumes, sentence by sentence: growth, change of use, the marginal price, sewer that follows water, reach."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.plan import ADOPTED, D, by_year, plan

from alamo_xl import BadSchedule, bill
from alamo_xl.levers import ALL, Escalated, Level, Levers
from alamo_xl.projection import Assumptions, Determinant, base_volumes, project, total
from alamo_xl.schedule import RateKey

HOME = Determinant("household", "inside", "3/4", False, *map(Decimal, (12, 100, 12, 60, 10)))
WATER = RateKey("water", "household", "inside", "usage")
SEWER = WATER._replace(service="sewer")
GARDEN = WATER._replace(charge="irrigation")
RECLAIMED = RateKey("reclaimed", "all", "inside", "usage")
BASE = WATER._replace(charge="base", meter_size="3/4")
NOTHING_BUILT = {"projects": (), "debt": ()}


def volumes(levers, year, *determinants, **changes):
    case = plan(determinants=determinants or (HOME,), **{"assumptions": Assumptions(), **NOTHING_BUILT, **changes})
    return project(case, levers).volumes[year]


def test_a_year_of_one_account_is_twelve_of_its_bills_before_rounding():
    case = plan(determinants=(replace(HOME, ccf=D(96), sewer_ccf=D(96)),), assumptions=Assumptions())
    lines = project(case, Levers("Adopted")).revenue[2026]
    monthly = bill(ADOPTED, 2026, "household", "3/4", 8)
    assert total(lines, service="water") == 12 * monthly.subtotal("water")
    assert total(lines, service="sewer", charge="usage") == Decimal("96") * Decimal("0.90") * Decimal("1.88")
    assert total(lines, service="reclaimed") == Decimal("36.00")


def test_volumes_of_kinds_of_account_add_up_by_rate():
    irrigated = Determinant("household", "inside", "3/4", True, D(24), D(7))
    alone = replace(HOME, meter_size="1", ccf=D(0), sewer_ccf=D(0), reclaimed_ccf=D(0), sewer_only=D("2.5"))
    found = base_volumes([HOME, irrigated, alone], ADOPTED, {})
    assert {" ".join(filter(None, key.words)): float(volume) for key, volume in found.items()} == {
        "water household inside base 3/4": 36,
        "water household inside usage": 100,
        "sewer household inside base 3/4": 12,
        "sewer household inside usage": 62.5,
        "reclaimed all inside usage": 10,
        "water household inside irrigation": 7,
        "water household inside base 1": 12,
        "sewer household inside base 1": 12,
    }


def test_accounts_grow_by_one_index_that_is_1_in_the_base_year():
    growth = {2025: D("0.5"), 2026: D("0.1"), 2027: D("0.2")}
    assert volumes(Levers("Grown", growth=growth), 2027)[BASE] == D(12) * D("1.32")
    later = plan(determinants=(HOME,), assumptions=Assumptions(), base_year=2026, **NOTHING_BUILT)
    found = project(later, Levers("Grown", growth=growth)).volumes
    assert [found[year][WATER] for year in (2026, 2027, 2028)] == [100, 120, 120]
    assert 2025 not in found


def test_use_answers_to_its_rate_and_the_sewers_for_the_share_billed_sewer():
    found = volumes(Levers("Elastic", elasticity=D("-0.3")), 2026)
    response = ((3.60 + 0.6 * 0.9 * 1.88) / (2.88 + 0.6 * 0.9 * 1.50)) ** -0.3
    assert float(found[WATER]) == pytest.approx(100 * response, rel=1e-13)
    assert float(found[SEWER]) == pytest.approx(60 * response, rel=1e-13)
    assert float(found[RECLAIMED]) == pytest.approx(10 * (3.60 / 2.88) ** -0.3, rel=1e-13)
    assert found[BASE] == 12


def test_the_return_of_the_scenario_is_in_the_price():
    found = volumes(Levers("Less", elasticity=D("-0.3"), sewer_return={2026: D("0.5")}), 2026)
    response = ((3.60 + 0.6 * 0.5 * 1.88) / (2.88 + 0.6 * 0.9 * 1.50)) ** -0.3
    assert float(found[WATER]) == pytest.approx(100 * response, rel=1e-13)


def test_irrigation_and_classes_answer_each_to_its_own_price():
    garden = Determinant("household", "inside", "3/4", True, D(0), D(50))
    shop = Determinant("non-household", "inside", "2", False, D(0), D(50), D(0), D(50))
    up = Levers("Up", {Escalated("water", "household", "usage"): {2026: D("0.5")}}, elasticity=D("-0.5"))
    found = volumes(up, 2026, garden, shop)
    assert float(found[GARDEN]) == pytest.approx(50 * (4.32 / 2.88) ** -0.5, rel=1e-13)
    place = found[WATER._replace(customer_class="non-household")]
    assert float(place) == pytest.approx(50 * ((3.60 + 0.9 * 1.88) / (2.88 + 0.9 * 1.50)) ** -0.5, rel=1e-13)


def test_sewer_only_accounts_pay_the_return_of_the_sewer_rate_and_use_as_their_class():
    alone = Determinant("household", "inside", "3/4", False, D(0), D(0), sewer_only=D(40))
    levers = Levers("Alone", elasticity=D("-0.2"), use={"household": {2026: D("-0.1")}})
    found = volumes(levers, 2026, alone)
    assert float(found[SEWER]) == pytest.approx(40 * 0.9 * (1.88 / 1.50) ** -0.2, rel=1e-13)
    assert WATER not in found or found[WATER] == 0
    beside = replace(alone, meter_size="1")
    assert volumes(Levers("Grown", growth={2026: D("0.1")}), 2026, HOME, beside)[SEWER] == (60 + 40) * D("1.1")


def test_prices_are_real_only_where_asked_and_by_the_general_index():
    real = Assumptions(real_prices=True)
    elastic = Levers("Real", elasticity=D("-0.5"))
    rising = {"general": by_year("0.25", (2025, "9"))}
    found = volumes(elastic, 2026, assumptions=real, indices=rising, lines=())
    assert float(found[RECLAIMED]) == pytest.approx(10, rel=1e-13)
    later = volumes(elastic, 2027, assumptions=real, indices=rising, lines=())[RECLAIMED]
    assert float(later) == pytest.approx(10 * (4.32 / 2.88 / 1.25**2) ** -0.5, rel=1e-13)
    with pytest.raises(BadSchedule, match="a cost index named general"):
        volumes(elastic, 2026, assumptions=real, indices={}, lines=())


def test_a_change_of_use_is_a_level_that_stands_until_another():
    garden = Determinant("household", "inside", "3/4", True, D(0), D(50))
    use = {ALL: {2026: D("-0.2"), 2028: D("0.1")}, "irrigation": {2025: D("0.9"), 2027: D("-0.5")}}
    levers = Levers("Dry", use=use)
    found = [volumes(levers, year, HOME, garden) for year in (2025, 2026, 2027, 2028, 2029)]
    assert [each[WATER] for each in found] == [100, 80, 80, 110, 110]
    assert [each[SEWER] for each in found] == [60, 48, 48, 66, 66]
    assert [each[GARDEN] for each in found] == [50, 50, 25, 25, 25]
    assert [each[RECLAIMED] for each in found] == [10] * 5


def test_an_empty_row_takes_the_row_for_all_but_reclaimed_never_does():
    use = {ALL: {2026: D("-0.2")}, "household": {2025: D("0.4")}, "reclaimed": {2027: D("0.5")}}
    found = [volumes(Levers("Dry", use=use), year) for year in (2026, 2027)]
    assert [each[WATER] for each in found] == [80, 80]
    assert [each[RECLAIMED] for each in found] == [10, 15]


def test_only_what_reaches_the_sewer_flows():
    levers = Levers("Dry", use={ALL: {2026: D("-0.2")}}, growth={2026: D("0.1")})
    for reach, flow in (("0", "66"), ("1", "52.8"), ("0.5", "59.4")):
        case = plan(determinants=(HOME,), assumptions=Assumptions(reach=D(reach)), **NOTHING_BUILT)
        used = project(case, levers).demand[2026]
        assert used.volumes[SEWER] == D("52.8")
        assert sum(used.flow["sewer"]) == D(flow) / 60
        assert sum(used.flow["water"]) == D("0.88")
        assert used.flow["water"].still == 0


def test_a_price_of_exactly_0_moves_nothing():
    elastic = Levers("Free", {Escalated("reclaimed", "all", "usage"): {2026: D(-1)}}, elasticity=D("-0.5"))
    assert volumes(elastic, 2026)[RECLAIMED] == 10
    free = ADOPTED.with_changes({RECLAIMED: {2025: D("0.00")}})
    assert volumes(Levers("Dear", elasticity=D("-0.5")), 2027, adopted=free)[RECLAIMED] == 10


def test_the_base_year_is_used_as_it_was_whatever_the_levers():
    levers = Levers("All", use={ALL: {2025: D(1)}}, growth={2025: D(1)}, elasticity=D("-0.9"))
    assert volumes(levers, 2025)[WATER] == 100


@pytest.mark.parametrize("elasticity", ["-1", "-1.5", "0.0001"])
def test_an_elasticity_out_of_range_is_refused(elasticity):
    with pytest.raises(BadSchedule, match=f"^Mine: the elasticity of use is {elasticity}; give above -1 and at most 0"):
        project(plan(), Levers("Mine", elasticity=D(elasticity)))


def test_the_own_part_of_a_price_is_the_mean_by_that_years_volume():
    other = Determinant("household", "outside", "3/4", False, D(0), D(300), D(0), D(150), sewer_only=D(50))
    case = plan(determinants=(HOME, other), assumptions=Assumptions(), **NOTHING_BUILT)
    level = {ALL: Level(D(0), 2026, 2034)}
    own = project(case, Levers("Flat", level=level)).demand[2027].own_part
    inside, outside = 2.88 / (2.88 + 0.6 * 0.9 * 1.50), 5.76 / (5.76 + 0.5 * 0.9 * 3.00)
    assert float(own["water"]) == pytest.approx((100 * inside + 300 * outside) / 400, rel=1e-13)
    sewer = (60 * (1 - inside) + 150 * (1 - outside) + 50) / 260
    assert float(own["sewer"]) == pytest.approx(sewer, rel=1e-13)
    assert own["reclaimed"] == 1


def test_accounts_that_become_fewer_than_none_are_refused():
    with pytest.raises(
        BadSchedule, match="Shrunk: the volume of water household inside usage in FY2027 would be below"
    ):
        volumes(Levers("Shrunk", growth={2027: D("-1.2")}), 2027)
    assert volumes(Levers("Gone", growth={2027: D(-1)}), 2027)[WATER] == 0


def test_the_price_of_blocks_is_their_mean_by_base_year_shares():
    above = WATER._replace(above_ccf=D(10))
    rates = {key: (row[0],) * 5 for key, row in ADOPTED.rates.items()}
    rates = {WATER: (D("3.00"),) * 5, above: (D("5.00"),) * 5} | {
        key: row for key, row in rates.items() if key != WATER
    }
    adopted = ADOPTED.with_rates(rates, ADOPTED.fiscal_years, "blocks")
    shares = {key: D(1) for key in rates} | {WATER: D("0.75"), above: D("0.25")}
    dearer = Levers("Dearer", {Escalated("water", "household", "usage"): {2026: D("0.1")}}, elasticity=D("-0.5"))
    found = volumes(dearer, 2026, adopted=adopted, shares=shares)
    sewer = D("0.6") * D("0.90") * rates[SEWER][0]
    response = ((D("3.85") + sewer) / (D("3.50") + sewer)) ** D("-0.5")
    assert found[WATER] == pytest.approx(D(75) * response)
    assert found[above] == pytest.approx(D(25) * response)
