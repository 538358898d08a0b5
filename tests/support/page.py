"""What stands in a web page, as a reader finds it."""

import re
import tomllib
from decimal import Decimal
from html.parser import HTMLParser

from alamo_xl.words import FILE, entries

SILENT = {"style", "script"}
SAID_BY = ("aria-label", "title", "alt", "placeholder", "content")
VOID = {"meta", "input", "br", "link"}


class Page(HTMLParser):
    """The rates and fees of a page in order, its typical bills, and the words that are in its own language."""

    def __init__(self, text):
        super().__init__()
        self.money, self.bills, self.words, self.open = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, given))
        if self.own() and tag != "meta":
            self.read(" ".join(given[name] for name in SAID_BY if name in given))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, given = self.open[-1] if self.open else ("", {})
        amounts = {"money": self.money, "bill": self.bills}.get(given.get("class"))
        if tag == "td" and amounts is not None:
            amounts.append(Decimal(data.replace(",", "").removeprefix("$")))
        if self.own():
            self.read(data)

    def own(self):
        """Whether what is read is neither a script nor marked as in another language."""
        return not any(tag in SILENT or (tag != "html" and "lang" in given) for tag, given in self.open)

    def read(self, text):
        self.words.update(words_of(text))


def words_of(text):
    """The words of a text, in lower case."""
    return set(re.findall(r"(?<!\w)[^\W\d_]+(?!\w)", text.lower()))


_FACTS = tomllib.loads(FILE.read_text(encoding="utf-8"))
PRINTED = _FACTS.pop("printed")
TEXTS = dict(entries(_FACTS))
_WORDS = [
    {word for each in (*TEXTS.values(), *PRINTED) for word in words_of(re.sub(r"\{.*?\}", "", each[language]))}
    for language in ("en", "es")
]
ENGLISH_ALONE, SPANISH_ALONE = _WORDS[0] - _WORDS[1] - {"english"}, _WORDS[1] - _WORDS[0] - {"español"}
"""The words that stand in the texts of one language only; the languages' own names aside, which link their pages."""
