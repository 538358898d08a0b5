"""Each rule of the audit by itself: on how many rates it is checked, and what it says of one wrong rate."""

from decimal import Decimal

import pytest

from alamo_xl import audit, load_schedule
from alamo_xl.rate_table import from_rows
from alamo_xl.schedule import RateKey

ADOPTED = load_schedule()
KNOWN = audit(ADOPTED).deviations


def key(words):
    service, customer_class, location, charge, *size = words.split()
    return RateKey(service, customer_class, location, charge, *size)


def test_every_rule_has_its_name_its_words_and_its_rates():
    assert [(rule.rule, rule.title, rule.checked) for rule in audit(ADOPTED).rules] == [
        ("outside", "Outside = 2 x inside", 145),
        ("escalator", "Inside = previous year x its increase, half up", 116),
        ("irrigation", "Irrigation = 2 x regular usage", 20),
        ("multi-family", 'Multi-family unit = household 3/4"', 20),
        ("reclaimed", "Reclaimed = regular water usage", 10),
        ("classes", "Household = non-household for usage, and for sewer base at 3/4, 1 and 1-1/2", 50),
    ]


@pytest.mark.parametrize(
    ("wrong", "year", "printed", "told"),
    [
        (
            "water household inside irrigation",
            2025,
            "5.77",
            [
                ("outside", "water household outside irrigation", 2025, "11.52", "11.54"),
                ("irrigation", "water household inside irrigation", 2025, "5.77", "5.76"),
            ],
        ),
        (
            "water household outside irrigation",
            2029,
            "22.17",
            [
                ("outside", "water household outside irrigation", 2029, "22.17", "22.16"),
                ("irrigation", "water household outside irrigation", 2029, "22.17", "22.16"),
            ],
        ),
        (
            "water household outside base multi-family",
            2026,
            "48.43",
            [
                ("outside", "water household outside base multi-family", 2026, "48.43", "48.42"),
                ("multi-family", "water household outside base multi-family", 2026, "48.43", "48.42"),
            ],
        ),
        (
            "reclaimed all inside usage",
            2029,
            "5.55",
            [
                ("outside", "reclaimed all outside usage", 2029, "11.08", "11.10"),
                ("escalator", "reclaimed all inside usage", 2029, "5.55", "5.54"),
                ("reclaimed", "reclaimed all inside usage", 2029, "5.55", "5.54"),
            ],
        ),
        (
            "water non-household outside usage",
            2025,
            "5.77",
            [
                ("outside", "water non-household outside usage", 2025, "5.77", "5.76"),
                ("irrigation", "water non-household outside irrigation", 2025, "11.52", "11.54"),
                ("classes", "water non-household outside usage", 2025, "5.77", "5.76"),
            ],
        ),
        (
            "sewer non-household outside base 1-1/2",
            2025,
            "77.99",
            [
                ("outside", "sewer non-household outside base 1-1/2", 2025, "77.99", None),
                ("classes", "sewer non-household outside base 1-1/2", 2025, "77.99", None),
            ],
        ),
        (
            "sewer non-household outside base 6",
            2025,
            "1665.33",
            [("outside", "sewer non-household outside base 6", 2025, "1665.33", None)],
        ),
        (
            "water non-household outside base 3/4",
            2025,
            "48.37",
            [("outside", "water non-household outside base 3/4", 2025, "48.37", "48.36")],
        ),
    ],
)
def test_what_the_rules_say_of_one_wrong_rate(wrong, year, printed, told):
    report = audit(ADOPTED.with_changes({key(wrong): {year: Decimal(printed)}}))
    assert not report.ok
    assert [(each.rule, each.key, each.fiscal_year, str(each.printed)) for each in report.unexpected] == [
        (rule, key(words), of, says) for rule, words, of, says, _ in told
    ]
    derived = [
        None if words[-1] is None else str(each.derived) for words, each in zip(told, report.unexpected, strict=True)
    ]
    assert derived == [words[-1] for words in told]
    assert not report.missing
    assert [each for each in report.deviations if each not in report.unexpected] == list(KNOWN)


def test_a_known_exception_that_is_mended_is_missing():
    (first, *_) = KNOWN
    report = audit(ADOPTED.with_changes({first.key: {first.fiscal_year: first.derived}}))
    assert report.missing == (first,)
    assert (report.ok, report.unexpected) == (False, ())


def test_years_are_compared_where_the_year_before_is_there_and_an_increase_is_known():
    later = ADOPTED.with_rates(
        {each: (*row[2:], row[-1]) for each, row in ADOPTED.rates.items()}, (2027, 2028, 2029, 2030), "Later"
    )
    by_rule = {rule.rule: rule for rule in audit(later).rules}
    assert by_rule["escalator"].checked == 2 * 29
    assert by_rule["outside"].checked == 4 * 29


def designed(*rows, without=()):
    """The adopted table with rows of a rate design: five words, months, stage, unit, one rate for every year."""
    table = [[*key.words, "", "", "", *rates] for key, rates in ADOPTED.rates.items() if key.words not in without]
    headings = ["service", "customer_class", "location", "charge", "meter_size", "months", "stage", "unit"]
    given = [[*words, *design, *[rate] * len(ADOPTED.fiscal_years)] for words, design, rate in rows]
    return from_rows([[*headings, *ADOPTED.fiscal_years], *table, *given], ADOPTED)


def alone(schedule):
    """How many rates of each rule have no row to be checked by, where there are any."""
    return {rule.rule: rule.alone for rule in audit(schedule).rules if rule.alone}


WATER = ("water", "household")
SURCHARGED = ("surcharge", "")
STAGE = ("", 1, "")


def test_rates_of_a_design_that_no_row_stands_beside_are_counted():
    assert alone(ADOPTED) == {}
    assert "no row of the same" not in audit(ADOPTED).not_covered
    inside, outside = ((*WATER, place, *SURCHARGED) for place in ("inside", "outside"))
    for rows, counted in (
        ([(outside, STAGE, 1)], {"outside": 5}),
        ([(inside, STAGE, 1)], {"outside": 5}),
        ([(inside, STAGE, 1), (outside, STAGE, 2)], {}),
        ([((*WATER, "inside", "discount", "base"), ("", "", "share"), 0.1)], {}),
        ([((*WATER, "inside", "discount", "base"), ("", "", "dollars"), 5)], {}),
    ):
        schedule = designed(*rows)
        assert alone(schedule) == counted, rows
        assert audit(schedule).not_covered.endswith("stage: 5 rates of 'outside'") == bool(counted)


def test_irrigation_of_seasons_that_usage_has_not_is_counted():
    irrigation = (*WATER, "inside", "irrigation", "")
    rows = [(irrigation, (months, "", ""), rate) for months, rate in (("5-10", 9), ("11-4", 8))]
    found = alone(designed(*rows, without=[irrigation]))
    assert found["irrigation"] == 15, "usage has no irrigation of the whole year, nor irrigation usage of its seasons"
    assert found["outside"] == 15


def test_shares_and_the_return_are_no_dollars():
    share = designed(((*WATER, "inside", "discount", "base"), ("", "", "share"), 0.1))
    assert [rule.checked for rule in audit(share).rules] == [rule.checked for rule in audit(ADOPTED).rules]
    dollars = designed(((*WATER, "inside", "discount", "base"), ("", "", "dollars"), 5))
    checked = {rule.rule: rule.checked for rule in audit(dollars).rules}
    assert (checked["outside"], checked["escalator"]) == (145, 116 + 4)
