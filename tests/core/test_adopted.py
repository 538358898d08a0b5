"""The facts equal the document: its own text, and a second transcription."""

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from support import document
from support.places import DATA, ROOT

from alamo_xl import load_schedule
from alamo_xl.schedule import RETURN

PRINTED = DATA / "printed-rows.txt"
DOCUMENT = Path(os.environ.get("ALAMO_RESOLUTION", ROOT.parent / "shared" / "resolution-2024-31.txt"))
SCHEDULE = load_schedule()


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


def test_every_rate_and_the_second_transcription_equal_the_document():
    rows = [(*row, figures) for row, figures in document.rates()]
    assert sum(len(rates) for *_, rates in rows) == 290
    assert rows == [row for row in transcription() if len(row[3]) > 1]
    assert [rates for *_, rates in rows] == [list(rates) for key, rates in SCHEDULE.rates.items() if key != RETURN]


def test_every_fee_and_the_second_transcription_equal_the_document():
    printed = list(document.fees())
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
    assert document.FIGURES.read_text(encoding="utf-8") in DOCUMENT.read_text(encoding="utf-8")
