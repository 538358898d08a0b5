"""The web page in headless Chromium: no violation of WCAG A and AA by axe-core, at phone and desktop widths."""

import json
import subprocess
from pathlib import Path

import pytest
from support.places import JS
from support.tools import needs, needs_npm

from alamo_xl import load_schedule
from alamo_xl.exports import html_page, notice
from alamo_xl.exports.edition import Edition
from alamo_xl.office import Office
from alamo_xl.words import LANGUAGES

OFFICE = Office("Utility Billing", "(555) 010-0100", "billing@example.org", "https://example.org/2024-31.pdf")


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """What axe-core finds on a page, by width."""
    chromium = needs("chromium", "the web page is looked at in it")
    for package in ("axe-core", "puppeteer-core"):
        needs_npm(package, "the web page is checked with it")

    def found(text):
        folder = tmp_path_factory.mktemp("page")
        (folder / "rates.html").write_text(text, encoding="utf-8")
        command = ["node", str(JS / "accessibility.mjs"), str(folder / "rates.html"), chromium, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr[-800:]
        assert {path.name for path in Path(folder).glob("*.png")} == {"phone.png", "desktop.png"}
        return json.loads(done.stdout)

    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_no_violation_and_does_not_overflow(look, language):
    found = look(html_page.page(load_schedule(), Edition(OFFICE), language))
    assert found.keys() == {"phone", "desktop"}
    for width, result in found.items():
        assert result["violations"] == [], width
        assert result["overflow"] <= 0, width
        assert result["passes"] > 30


def test_a_spoiled_page_is_found_out(look):
    page = html_page.page(load_schedule())
    spoiled = page.replace('<html lang="en">', "<html>").replace("color: #4d4d4d", "color: #cccccc")
    wrong = {rule for result in look(spoiled).values() for rule, *_ in result["violations"]}
    assert {"html-has-lang", "color-contrast"} <= wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_has_no_violation_and_does_not_overflow(look, language):
    edition = Edition(customer_class="non-household", fiscal_year=2027)
    for width, result in look(notice.page(load_schedule(), edition, language)).items():
        assert result["violations"] == [], width
        assert result["overflow"] <= 0, width
        assert result["passes"] > 30
