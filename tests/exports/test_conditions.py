"""Every condition of the resolution's charges and fees, and where the book, the page and the data state it.

The document's own text is read: what is left of it when conditions, headings, labels and figures are taken away is no
condition.
"""

import json
import re
import tomllib
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook
from support import document
from support.command import alamo_xl
from support.places import CASES

from alamo_xl import load_schedule

SCHEDULE = load_schedule()

CONDITIONS = [
    (case["printed"], case["plain"], case["sheets"])
    for case in tomllib.loads((CASES / "conditions.toml").read_text("utf-8"))["condition"]
]
NO_CONDITION = [
    "ancillary charge for nonroutine services", "the following ancillary charges are", "accounting processing fee",
    "late fee per account", "water tapping fees", "inside city", "outside city", "description",
    "usage", "footnotes:", "the existing sewer commodity",
    "charge for all household customers is currently billed based on a winter quarterly rate.",
    "under the proposed rates,", "2025", "2026", "2027", "2028", "2029", "[2]", "\\$", "|", "--", "-",
    "*", ":", ".", ",",
]  # fmt: skip
ITEM = r"(^| )([1-9]\)|[a-i]\.|\[[12]\])(?= )"


def plain(text):
    return " ".join(text.split()).lower()


def test_nothing_in_the_documents_charges_is_left_over():
    text = plain(re.sub(r"</?[ui]>", "", document.FIGURES.read_text("utf-8")))
    text = re.sub(ITEM, " ", text)
    text = plain(re.sub(r"(\\\$ ?)?[\d,]+\.\d\d|\\\$[\d,]+\*?", " ", text))
    quotes = sorted((plain(quote) for quote, _, _ in CONDITIONS[1:]), key=len, reverse=True)
    for quote in quotes:
        assert quote in text, quote
        text = text.replace(quote, " ")
    rows = {part for source in SCHEDULE.sources.values() for part in (source.section, *source.row.split(", "))}
    rows |= {re.sub(r"^\w\. |, .*", "", fee.source.row.split(", ")[-1]) for fee in SCHEDULE.fees}
    for words in sorted({plain(row) for row in rows} | set(NO_CONDITION), key=len, reverse=True):
        text = text.replace(words, " ")
    assert text.split() == []


def test_the_facts_hold_each_condition_once():
    assert [condition.quote for condition in SCHEDULE.conditions] == [quote for quote, _, _ in CONDITIONS]
    for condition, (_, words, _) in zip(SCHEDULE.conditions, CONDITIONS, strict=True):
        assert words in condition.words
    printed = {reading for note in SCHEDULE.public_notes for reading in note.readings}
    assert printed == {reading.id for reading in SCHEDULE.readings}


class Text(HTMLParser):
    """What a page says, without its style and scripts."""

    def __init__(self):
        super().__init__()
        self.said, self.skipped = [], False

    def handle_starttag(self, tag, attrs):
        self.skipped = tag in ("style", "script")

    def handle_endtag(self, tag):
        self.skipped = False

    def handle_data(self, data):
        if not self.skipped:
            self.said.append(data)


@pytest.fixture(scope="module")
def forms(rates_book, tmp_path_factory):
    """What each form says, all of its text."""
    folder = tmp_path_factory.mktemp("forms")
    for form in ("html", "json"):
        assert alamo_xl("export", "--format", form, "--out", folder).returncode == 0
    page = Text()
    page.feed((folder / "rates.html").read_text("utf-8"))
    data = json.loads((folder / "rates.json").read_text("utf-8"))
    book = {sheet.title: sheet_text(sheet) for sheet in load_workbook(rates_book)}
    return book, " ".join("".join(page.said).split()), json.dumps(data, ensure_ascii=False)


def sheet_text(sheet):
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


@pytest.mark.parametrize(("quote", "words", "sheets"), CONDITIONS, ids=[c.id for c in SCHEDULE.conditions])
def test_each_form_states_it_in_plain_words_and_as_printed(forms, quote, words, sheets):
    book, page, data = forms
    for said in (quote, words):
        assert said in book["Conditions"]
        assert said in page
        assert said in data
    for sheet in sheets:
        assert words in book[sheet]


def test_what_is_inferred_is_labelled_and_readings_are_not_words_of_programs(forms):
    book, page, _ = forms
    assert (
        "from July 1, 2024 to June 30, 2029 (inferred from the fiscal years; the resolution prints no day)"
        in book["Cover"]
    )
    for text in (" ".join(book.values()), page):
        assert "Sewer is not billed on irrigation accounts unless the City says so." in text
        assert not re.search(r"\bR\d{1,2}\b|\bfloat\b|per cent|\d (June|July) \d{4}|[Ee]rror|confirm", text)
