"""The publishing office is read from a small TOML, or refused in a line."""

import re

import pytest

from alamo_xl.errors import NotUnderstood
from alamo_xl.office import Office, read_office

GIVEN = """
name = "Utility Billing"
phone = "555-0100"
email = "billing@example.org"
resolution = "https://example.org/2024-31.pdf"
data = "https://example.org/rates"
licence = "https://example.org/licence"
"""


def test_an_office_is_read_and_what_is_not_given_is_empty(tmp_path):
    path = tmp_path / "office.toml"
    path.write_text(GIVEN, encoding="utf-8")
    office = read_office(path)
    assert office.contact == ("Utility Billing", "555-0100", "billing@example.org")
    assert (office.resolution, office.licence) == ("https://example.org/2024-31.pdf", "https://example.org/licence")
    path.write_text('phone = " 555-0100 "', encoding="utf-8")
    assert read_office(path) == Office(phone="555-0100")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('fax = "1"', "gives 'fax'; an office has name, phone, email"),
        ("phone = 5550100", "phone must be a line of text"),
        ('name = ""', "name must be a line of text"),
        ('name = "a\\nb"', "name must be a line of text"),
        ('data = "javascript:alert(1)"', "must be an address that begins with https://"),
        ('email = "billing"', "'billing' is no e-mail address"),
        ("name = ", "cannot read the office in office.toml"),
    ],
)
def test_an_office_that_is_not_one_is_refused_in_words(tmp_path, text, words):
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotUnderstood, match=re.escape(words)):
        read_office(path)
