"""The calculator's law in Node and its form in Chromium give Python's bills, to the cent, and Python's sentences."""

import json
import subprocess
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from importlib import resources
from itertools import product

import pytest
from support.counts import sample
from support.page import ENGLISH_ALONE, words_of
from support.places import DATA, JS
from support.tools import needs, needs_npm

from alamo_xl import AlamoError, bill, load_schedule, read_schedule
from alamo_xl.exports import calculator, html_page
from alamo_xl.exports.edition import PLAIN
from alamo_xl.inputs import fiscal_year
from alamo_xl.words import words

SCHEDULE = load_schedule()
SIZES = {
    name: [key.meter_size for key in SCHEDULE.rates if key[:4] == ("water", name, "inside", "base")]
    for name in ("household", "non-household")
}
PLACES = ("inside", "outside")
VOLUMES = ("0", "0.001", "0.5", "8", "8.0025", "8.003", "37.125", "137.455", "1,234.5678", "1000000", ".75", "12.")
GALLONS = ("0", "1", "28.8", "86.4", "144", "748", "748.0519", "5,984", "374.025", "748051948.05")
"""28.8 gallons are 0.0385 CCF, a tie of thousandths; 748,051,948.05 are just within 1,000,000 CCF."""


@dataclass(frozen=True)
class Account:
    """What is filled in."""

    customer_class: str
    size: str
    place: str
    irrigation: bool
    sewer: bool
    use: str
    unit: str = "ccf"
    units: str = ""

    @property
    def ccf(self):
        """The use in CCF: exactly for CCF; a gallon is 231 of a CCF's 172,800 cubic inches, to 0.001 half up."""
        number = self.use.replace(",", "")
        if self.unit == "ccf":
            return number
        thousandths = Fraction(number) * 231 * 1000 / 172_800
        return Decimal(int(thousandths + Fraction(1, 2))) / 1000

    def law(self, year):
        """Python's bill."""
        given = (self.customer_class, self.size, self.ccf, self.place, self.irrigation, self.sewer)
        return bill(SCHEDULE, year, *given, units=self.units)

    def as_law(self):
        """What law.js takes."""
        names = {"customer_class": "customerClass", "place": "location"}
        return {names.get(name, name): value for name, value in vars(self).items()}

    def as_form(self, year):
        """What the form takes."""
        fields = {**vars(self), "class": self.customer_class, "date": f"{year - 1}-07-01"}
        del fields["customer_class"]
        return {"irrigation": fields.pop("irrigation"), **fields}


def accounts(volumes, gallons=()):
    """Every printed key, with irrigation and sewer and without, at each volume."""
    uses = [(volume, "ccf") for volume in volumes] + [(volume, "gallons") for volume in gallons]
    for name, sizes in SIZES.items():
        for size, place, irrigation, sewer, (use, unit) in product(sizes, PLACES, (False, True), (False, True), uses):
            yield Account(name, size, place, irrigation, sewer, use, unit, "24" if size == "multi-family" else "")


def ties():
    """Every volume to 1,000 CCF at which a usage charge ends in exactly half a cent, with its account and year."""
    for key, rates in SCHEDULE.rates.items():
        if key.charge not in ("usage", "irrigation") or key.service == "reclaimed":
            continue
        for year, rate in zip(SCHEDULE.fiscal_years, rates, strict=True):
            share = int(SCHEDULE.sewer_return(year) * 1000) if key.service == "sewer" else 1000
            step = int(rate * 100) * share
            for metered in range(1_000_001):
                if metered * step % 1_000_000 == 500_000:
                    flags = (key.charge == "irrigation", key.service == "sewer")
                    yield Account(key.customer_class, "3/4", key.location, *flags, str(Decimal(metered) / 1000)), year


KEYS = [(each, year) for each in accounts(VOLUMES, GALLONS) for year in SCHEDULE.fiscal_years]
TIES = list(ties())
CHANGES = [(100, 110), (10640, 12763), (2000, 1999), (2000, 2001), (0, 5), (3, 4), (4, 3)]
DATES = ["2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01", "", "july"]


def node(cases, dates=(), changes=()):
    """What law.js answers."""
    needs("node", "the calculator's law runs in it")
    facts = calculator.facts(SCHEDULE, words("en"))
    given = {"schedule": facts, "cases": [(each.as_law(), year) for each, year in cases]}
    given |= {"dates": dates, "changes": changes}
    law = resources.files("alamo_xl.exports").joinpath(calculator.LAW)
    command = ["node", str(JS / "law.mjs"), str(law)]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-800:]
    return json.loads(done.stdout)


def cents(amount):
    return str(int(amount * 100))


def test_every_key_and_every_tie_in_node():
    cases = KEYS + TIES
    assert len(KEYS) == 11 * 2 * 2 * 2 * 5 * (len(VOLUMES) + len(GALLONS))
    assert len(TIES) > 9_000
    for (account, year), answer in zip(cases, node(cases)["bills"], strict=True):
        law = account.law(year)
        got = [(line["service"], line["charge"], line["rate"], line["amount"]) for line in answer["lines"]]
        assert got == [(x.service, x.charge, cents(x.rate), cents(x.amount)) for x in law.lines], (account, year)
        assert [line["quantity"] for line in answer["lines"]] == [str(int(x.quantity * 10**6)) for x in law.lines]
        assert answer["total"] == cents(law.total)


def test_fiscal_years_and_changes_in_node():
    answers = node([], DATES, CHANGES)
    assert answers["years"] == [fiscal_year(day) if day[:2] == "20" else None for day in DATES]
    percents = [
        None if not before else (Decimal(after - before) * 1000 / before).quantize(Decimal(1), ROUND_HALF_UP)
        for before, after in CHANGES
    ]
    assert answers["changes"] == [None if each is None else str(each) for each in percents]


REFUSED = [
    (Account("household", "2", "inside", False, True, "8"), 2027),
    (Account("household", "6", "outside", True, False, "8"), 2027),
    (Account("non-household", "multi-family", "inside", False, True, "8", units="3"), 2027),
    (Account("household", "3/4", "inside", False, True, "8"), 2030),
    (Account("household", "3/4", "inside", False, True, "8"), 2019),
    (Account("household", "multi-family", "inside", False, True, "8"), 2027),
]
UNREADABLE = [
    (Account("household", "3/4", "inside", False, True, use), "use") for use in ("", "8,5", "eight", "-1", "1e3", "8 8")
]
UNREADABLE += [(Account("household", "3/4", "inside", False, True, "1000000.0001"), "range")]
UNREADABLE += [(Account("household", "3/4", "inside", False, True, "748051949", "gallons"), "range")]
UNREADABLE += [
    (Account("household", "multi-family", "inside", False, True, "8", units=units), "units")
    for units in ("", "0", "1.5", "100001", "-3", "two")
]
UNREADABLE += [(Account("household", "", "inside", False, True, "8"), "other")]


def test_what_cannot_be_read_is_refused_in_node():
    answers = node([(account, 2027) for account, _ in UNREADABLE])["bills"]
    assert [answer["refused"] for answer in answers] == [why for _, why in UNREADABLE]
    assert not any("lines" in answer for answer in answers)


@pytest.fixture(scope="module")
def fill(tmp_path_factory):
    """Fills in the form of a page in Chromium."""
    chromium = needs("chromium", "the calculator's form is filled in in it")
    needs_npm("puppeteer-core", "it drives Chromium")
    folder = tmp_path_factory.mktemp("page")

    def filled(accounts, language="en", today="2026-11-21"):
        page = folder / html_page.file_name(language)
        page.write_text(html_page.page(SCHEDULE, PLAIN, language), encoding="utf-8")
        command = ["node", str(JS / "form.mjs"), str(page), chromium]
        given = json.dumps({"today": today, "accounts": accounts})
        done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr[-800:]
        answers = json.loads(done.stdout)
        assert answers["errors"] == []
        assert answers["requests"] == [page.name]
        return answers

    return filled


def dollars(amount):
    return f"${amount:,.2f}"


def priced(account, year):
    """This year's bill and the next one's, where they are priced."""
    return [account.law(each) for each in (year, year + 1) if each in SCHEDULE.fiscal_years]


def test_every_key_and_every_tie_on_the_page(fill):
    cases = KEYS + sample(TIES)
    answers = fill([account.as_form(year) for account, year in cases])["answers"]
    for (account, year), answer in zip(cases, answers, strict=True):
        bills = priced(account, year)
        lines = [[dollars(each.lines[place].amount) for each in bills] for place in range(len(bills[0].lines))]
        lines.append([dollars(each.total) for each in bills])
        rows = answer["rows"]
        assert [row[1:] for row in rows[1 : len(lines) + 1]] == lines, (account, year)
        assert answer["said"][0] == f"{dollars(bills[0].total)} a month in fiscal year {year}"
        if len(bills) == 2:
            change = bills[1].total - bills[0].total
            percent = (change * 100 / bills[0].total).quantize(Decimal("0.1"), ROUND_HALF_UP)
            moved = f"+{dollars(change)} (+{percent:,}%)"
            assert rows[-1][1:] == ["", moved]
            assert answer["said"][1] == f"{dollars(bills[1].total)} a month from July 1, {year}: {moved}"
        else:
            assert answer["said"][1].startswith(f"no adopted rate for FY{year + 1}; ")


def test_the_page_says_pythons_sentences(fill):
    answers = fill([account.as_form(year) for account, year in REFUSED])["answers"]
    for (account, year), answer in zip(REFUSED, answers, strict=True):
        with pytest.raises(AlamoError) as refused:
            account.law(year)
        assert answer["said"][0] == str(refused.value)
        assert answer["rows"] == []


def test_a_date_that_is_none_and_a_use_that_is_none_are_told(fill):
    account = Account("household", "3/4", "inside", False, True, "8,5").as_form(2027)
    answers = fill([{**account, "date": ""}, account])["answers"]
    assert [answer["said"] for answer in answers] == [
        ["the date is not understood; give the day of the bill"],
        ["the use is not understood; give a number such as 8, 8.5 or 6,000"],
    ]
    assert [answer["rows"] for answer in answers] == [[], []]


def test_a_year_before_the_first_shows_the_first(fill):
    account = Account("household", "3/4", "inside", False, True, "8")
    answer = fill([account.as_form(SCHEDULE.fiscal_years[0] - 1)])["answers"][0]
    total = dollars(account.law(SCHEDULE.fiscal_years[0]).total)
    assert answer["said"][0].startswith("no adopted rate for FY2024; ")
    assert answer["said"][1] == f"{total} a month from July 1, 2024"
    assert answer["rows"][-1] == ["Total", total]


def test_todays_year_is_first_and_marked_on_a_phone(fill):
    shown = fill([], today="2026-11-21")
    first = shown["first"]
    assert f"{dollars(bill(SCHEDULE, 2027, 'household', '3/4', 8).total)} a month in fiscal year 2027" in first["text"]
    assert first["answerTop"] < 844
    assert [(year, current) for year, current, _ in first["columns"]] == [("", False), ("2027", True), ("2028", False)]
    assert "current year" in first["columns"][1][2]
    assert "$19.37" not in first["text"]
    assert "$19.37" in shown["all"]["text"]
    assert [(each[0], each[1]) for each in fill([], today="2033-01-01")["first"]["columns"]] == [("", 0), ("2029", 0)]


def test_no_english_word_is_in_a_spanish_answer(fill):
    cases = [*REFUSED, *((account, 2027) for account, _ in UNREADABLE)]
    cases += [(account, 2029) for account in sample(list(accounts(["8.5"])))]
    answers = fill([account.as_form(year) for account, year in cases], "es")
    said = json.dumps(answers["answers"], ensure_ascii=False).replace('"said"', "").replace('"rows"', "")
    for text in (answers["first"]["own"], answers["after"]["own"], answers["all"]["own"], said):
        assert words_of(text) & ENGLISH_ALONE == set()
        assert "tarifa" in words_of(text)


def test_an_irrigation_account_starts_without_sewer(fill):
    account = Account("household", "3/4", "inside", False, True, "8")
    both = [{"irrigation": True}, {"irrigation": False}]
    answers = fill([account.as_form(2027), *both])["answers"]
    totals = [answer["rows"][-2][1] for answer in answers]
    assert totals == [
        dollars(bill(SCHEDULE, 2027, "household", "3/4", 8, irrigation=flag).total) for flag in (False, True, False)
    ]


def test_a_page_of_a_rate_design_has_no_calculator_and_keeps_its_tables():
    text = html_page.page(read_schedule(DATA / "next-designs.toml"))
    assert 'id="calculator"' not in text
    assert 'id="bills"' in text
    assert 'id="calculator"' in html_page.page(SCHEDULE)
