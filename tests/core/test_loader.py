"""The loader refuses a bad file and names the row."""

import re
from pathlib import Path

import pytest

from alamo_xl import BadSchedule, read_schedule
from alamo_xl.loader import ADOPTED

TOML = Path(ADOPTED) / "resolution-2024-31.toml"


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
