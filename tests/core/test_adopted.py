"""The facts equal the document: its own text, a second transcription, and the audit's own rules."""

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from support.places import DATA, ROOT

from alamo_xl import BadSchedule, audit, load_schedule, read_schedule
from alamo_xl.loader import ADOPTED
from alamo_xl.schedule import RETURN

PRINTED = DATA / "printed-rows.txt"
FIGURES = DATA / "resolution-2024-31-figures.txt"
"""The document's own text from its first charge to its last footnote."""
DOCUMENT = Path(os.environ.get("ALAMO_RESOLUTION", ROOT.parent / "shared" / "resolution-2024-31.txt"))
SCHEDULE = load_schedule()
TOML = ADOPTED / "resolution-2024-31.toml"


def transcription():
    """(section, heading, label, figures) of every printed row."""
    section = heading = ""
    for line in PRINTED.read_text(encoding="utf-8").splitlines()[2:]:
        if "|" in line:
            label, figures = line.split(" | ")
            yield section, heading, label, [Decimal(figure.replace(",", "")) for figure in figures.split()]
        elif line.isupper():
            section, heading = line, ""
        elif line:
            heading = line


def plain(text):
    return re.sub(r" \[\d\]$", "", text)


def test_every_rate_equals_the_second_transcription():
    read = [row for row in transcription() if len(row[3]) > 1]
    assert len(read) == 58
    ours = [
        (source.section.upper(), source.row, list(SCHEDULE.rates[key]))
        for key, source in SCHEDULE.sources.items()
        if key != RETURN
    ]
    assert ours == [(section, f"{heading}, {plain(label)}", rates) for section, heading, label, rates in read]


def test_every_fee_equals_the_second_transcription():
    read = [(label, *amount) for section, _, label, amount in transcription() if section.startswith("ANCILLARY")]
    assert len(read) == 19
    assert sorted((fee.source.row, fee.amount) for fee in SCHEDULE.fees) == sorted(read)


def rows_of_the_document():
    """(section, heading, label, figures as printed) of every row of rates in the document's own text."""
    section = heading = ""
    for line in FIGURES.read_text(encoding="utf-8").splitlines():
        text = re.sub(r"[\\$]|</?[ui]>", "", line)
        figures = re.findall(r"\t *(\d[\d,]*\.\d\d)(?=\t|$)", text)
        if figures:
            yield section, heading, text.split("\t")[0], figures
        elif line.startswith("<u>"):
            heading = text.strip()
        elif line.isupper():
            section, heading = line, ""


def fees_of_the_document():
    """(item it is printed under, label, amount) of every line of the document's own text that names a dollar amount."""
    item = ""
    for line in FIGURES.read_text(encoding="utf-8").splitlines():
        text = line.strip("- |")
        if re.match(r"\d+\) ", text):
            item = text
        if line.startswith("|") and (found := re.fullmatch(r"(.*?) *\| \\\$([\d,.]+)\*?", text)):
            yield item, found[1], Decimal(found[2].replace(",", ""))


def test_every_rate_and_the_second_transcription_equal_the_document():
    rows = [
        (section, heading, label, [Decimal(figure.replace(",", "")) for figure in figures])
        for section, heading, label, figures in rows_of_the_document()
    ]
    assert sum(len(rates) for *_, rates in rows) == 290
    assert rows == [row for row in transcription() if len(row[3]) > 1]
    assert [rates for *_, rates in rows] == [list(rates) for key, rates in SCHEDULE.rates.items() if key != RETURN]


def test_every_fee_and_the_second_transcription_equal_the_document():
    printed = list(fees_of_the_document())
    read = [(label, *amount) for section, _, label, amount in transcription() if section.startswith("ANCILLARY")]
    assert len(printed) == 19
    for (item, label, amount), (words, figure) in zip(printed, read, strict=True):
        numbered, _, lettered = words.partition(", ")
        assert amount == figure, words
        assert item.startswith(numbered), words
        assert label.startswith(lettered), words


def test_the_documents_figures_are_the_documents():
    if not DOCUMENT.exists():
        pytest.skip("the resolution's text is absent: it is not beside the project")
    assert FIGURES.read_text(encoding="utf-8") in DOCUMENT.read_text(encoding="utf-8")


def test_the_deviations_are_exactly_the_known_ones():
    report = audit(SCHEDULE)
    assert report.ok
    assert [len(rule.deviations) for rule in report.rules] == [1, 6, 0, 0, 0, 0]
    assert report.rules[0].checked == 145


@pytest.mark.parametrize("cents", [Decimal("0.01"), Decimal("-0.01")])
def test_a_rate_changed_by_one_cent_is_caught(cents):
    rates = [(key, year) for key in SCHEDULE.rates if key != RETURN for year in SCHEDULE.fiscal_years]
    assert len(rates) == 290
    for key, year in rates:
        column = SCHEDULE.fiscal_years.index(year)
        changed = SCHEDULE.with_changes({key: {year: SCHEDULE.rates[key][column] + cents}})
        assert not audit(changed).ok, (key, year)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"19.37"', '"19.375"', "not between 0 and"),
        ('"19.37"', "19.37", "must be written as text"),
        ('"19.37", ', "", "has 4 rates for 5 fiscal years"),
        ("label = '3/4\" Meter', ", "", "has no label"),
        ('section = "Water Service"', 'section = " "', "names no section"),
        ('fee = "accounting-processing"', 'fee = "lien-administrative"', "there twice"),
        ('meter_size = "1", rates = ["27.59"', 'meter_size = "3/4", rates = ["27.59"', "there twice"),
        (
            '"household"\nlocation = "inside"\nsection',
            '"industrial"\nlocation = "inside"\nsection',
            "a new one is added in",
        ),
        ('footnotes = ["2"], rates', 'footnotes = ["3"], rates', "no footnote [3]"),
        ('derived = "525.52"', "", "derived"),
        ("water = 150", "water = 151", "150 figures given, 151 are printed"),
        ("[instrument]", "[instrument", "Expected"),
    ],
)
def test_a_bad_file_is_refused_and_the_row_named(tmp_path, old, new, words):
    text = TOML.read_text(encoding="utf-8")
    assert old in text
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadSchedule, match=re.escape(words)):
        read_schedule(bad)
