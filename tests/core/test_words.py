"""One file of words: every text in both languages, its places alike, all of them used, none left in English."""

import re
import string

import pytest
from support.page import ENGLISH_ALONE, PRINTED, SPANISH_ALONE, TEXTS, Page
from support.places import ROOT

from alamo_xl import load_schedule
from alamo_xl.exports import html_page
from alamo_xl.exports.edition import PLAIN
from alamo_xl.words import LANGUAGES, words

SCHEDULE = load_schedule()


def places(text):
    return {name for _, name, *_ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_is_there_in_each_language_with_the_same_places(key):
    assert TEXTS[key].keys() == set(LANGUAGES)
    assert all(text.strip() for text in TEXTS[key].values())
    english, spanish = (places(TEXTS[key][language]) for language in LANGUAGES)
    assert english == spanish


def test_every_text_of_the_instrument_is_translated_and_no_other():
    said = [SCHEDULE.name, SCHEDULE.issuer, SCHEDULE.condition, *SCHEDULE.not_included]
    said += [note.text for note in SCHEDULE.footnotes] + [fee.label for fee in SCHEDULE.fees]
    said += [condition.words for condition in SCHEDULE.conditions]
    said += [text for note in SCHEDULE.public_notes for text in (note.topic, note.words)]
    assert {each["en"] for each in PRINTED} == set(said)
    assert all(each.keys() == set(LANGUAGES) and each["es"].strip() for each in PRINTED)
    assert len(PRINTED) == len(set(said))


def test_every_key_is_used():
    code = "\n".join(
        path.read_text(encoding="utf-8") for kind in ("*.py", "*.js") for path in (ROOT / "alamo_xl").rglob(kind)
    )
    unused = []
    for key in TEXTS:
        group = key.partition(".")[0]
        built = re.search(rf"{group}\.(\$?\{{)", code)  # such as say(f"who.{name}")
        if f'"{key}"' not in code and not built:
            unused.append(key)
    assert unused == []


def test_no_english_word_is_left_in_the_spanish_page():
    page = Page(html_page.page(SCHEDULE, PLAIN, "es"))
    assert len(ENGLISH_ALONE) > 200
    assert page.words & ENGLISH_ALONE == set()
    assert {"alcantarillado", "medidor", "tarifas"} <= page.words
    english = Page(html_page.page(SCHEDULE))
    assert english.words & SPANISH_ALONE == set()
    assert len(english.words & ENGLISH_ALONE) > 150


def test_both_pages_hold_the_same_figures():
    pages = [Page(html_page.page(SCHEDULE, PLAIN, language)) for language in LANGUAGES]
    assert pages[0].money == pages[1].money
    assert len(pages[0].money) == 290 + 19


def test_a_text_without_a_translation_is_shown_as_printed():
    say = words("es")
    assert say.printed("Made up") is None
    assert words("en").printed("Made up") == "Made up"
