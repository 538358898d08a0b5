"""The public PDF: its structure is walked as a screen reader does; tables, headings, links, language, page numbers."""

import io
import re
from collections import Counter
from decimal import Decimal

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from support.tools import absent

from alamo_xl import load_schedule
from alamo_xl.exports import html_page, notice, pdf
from alamo_xl.exports.edition import Edition
from alamo_xl.office import Office
from alamo_xl.schedule import RETURN

SCHEDULE = load_schedule()
OFFICE = Office("Utility Billing", "555-0100", "billing@example.org", "https://example.org/resolution")
EDITION = Edition(OFFICE, "", "household", 2027)


@pytest.fixture(scope="module")
def made():
    """The page and the notice, each as HTML and as PDF."""
    if not pdf.available():
        absent("WeasyPrint with Pango", "the PDFs are made with it")
    pages = {"rates": html_page.page(SCHEDULE, EDITION), "notice": notice.page(SCHEDULE, EDITION, "en")}
    return {name: (text, PdfReader(io.BytesIO(pdf.of(text, SCHEDULE.content_hash)))) for name, text in pages.items()}


def walk(element):
    """Every structure element below one, itself first."""
    element = element.get_object()
    if isinstance(element, DictionaryObject) and "/S" in element:
        yield element
    below = element.get("/K", ArrayObject()) if isinstance(element, DictionaryObject) else element
    for each in below if isinstance(below, ArrayObject) else [below]:
        if isinstance(each.get_object(), DictionaryObject | ArrayObject):
            yield from walk(each)


def attributes(element, name):
    given = element.get("/A", DictionaryObject()).get_object()
    return next(
        (a.get_object()[name] for a in (given if isinstance(given, list) else [given]) if name in a.get_object()), None
    )


@pytest.mark.parametrize("name", ["rates", "notice"])
def test_every_table_of_the_page_is_one_in_the_structure(made, name):
    text, reader = made[name]
    tree = list(walk(reader.trailer["/Root"]["/StructTreeRoot"]))
    kinds = Counter(str(element["/S"]).removeprefix("/") for element in tree)
    shown = re.sub(r'<section id="calculate".*?</section>|<script.*?</script>|<nav.*?</nav>', "", text, flags=re.DOTALL)
    tables = shown.count("<table>")
    assert 1 < tables <= kinds["Table"] < tables + len(reader.pages)  # one that goes on over a page goes on as another
    assert kinds["Caption"] == shown.count("<caption>")
    assert kinds["TH"] >= shown.count("<th ")
    assert kinds["TD"] == len(re.findall("<td[ >]", shown))
    assert kinds["THead"] >= kinds["Table"]
    assert kinds["H1"] == 1
    assert kinds["H2"] == shown.count("<h2")
    assert kinds["Link"] >= len(re.findall("<a ", shown)) > 0
    ids = {str(element["/ID"]) for element in tree if "/ID" in element}
    for element in tree:
        if element["/S"] == "/TD":
            headers = {str(each) for each in attributes(element, "/Headers") or ()}
            assert len(headers) >= 2
            assert headers <= ids
        if element["/S"] == "/TH":
            assert "/ID" in element


@pytest.mark.parametrize("name", ["rates", "notice"])
def test_it_claims_and_is_pdf_ua_1(made, name):
    text, reader = made[name]
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == re.search("<title>(.*?)</title>", text)[1]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().replace(b" ", b"") or (
        b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    )
    marks = [mark.title for mark in flat(reader.outline)]
    headings = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", text)
    assert set(marks) <= set(headings)
    assert len(marks) > 2
    linked = {note.get_object().get("/A", {}).get("/URI") for page in reader.pages for note in page.get("/Annots", ())}
    assert {"tel:5550100", "mailto:billing@example.org", "https://example.org/resolution"} <= linked
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        assert [float(side) for side in page.mediabox[2:]] == [612, 792]
        assert f"{number} / {count}" in page.extract_text()


def flat(outline):
    for mark in outline:
        yield from flat(mark) if isinstance(mark, list) else [mark]


def test_it_holds_every_rate_and_fee(made):
    _, reader = made["rates"]
    text = "\n".join(page.extract_text() for page in reader.pages)
    printed = Counter(Decimal(amount.replace(",", "")) for amount in re.findall(r"\$([\d,]+\.\d\d)", text))
    rates = Counter(rate for key, row in SCHEDULE.rates.items() if key != RETURN for rate in row)
    assert not (rates + Counter(fee.amount for fee in SCHEDULE.fees)) - printed


def test_it_is_the_same_bytes_again_and_fetches_nothing(made, caplog):
    text, _ = made["notice"]
    assert pdf.of(text, SCHEDULE.content_hash) == pdf.of(text, SCHEDULE.content_hash)
    pdf.of(text.replace("</h1>", '</h1><img alt="x" src="file:///etc/hostname">'), SCHEDULE.content_hash)
    assert "URI uses disallowed protocol: file:///etc/hostname" in caplog.text


def test_without_weasyprint_it_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    with pytest.raises(Exception, match="pip install 'alamo-xl"):
        pdf.files(SCHEDULE)
