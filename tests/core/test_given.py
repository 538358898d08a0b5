"""A given file is read whole and within its limit, or refused by name: to the byte and the letter."""

import os
from pathlib import Path

import pytest

from alamo_xl import given
from alamo_xl.errors import BadSchedule


def test_a_file_is_read_up_to_its_limit_and_no_further(tmp_path):
    path = tmp_path / "some.csv"
    path.write_bytes(b"12345")
    assert given.content(path, 5) == b"12345"
    with pytest.raises(BadSchedule, match=r"^some\.csv has more than 4 bytes, the most that is read$"):
        given.content(path, 4)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_not_opened(tmp_path, make):
    make(tmp_path / "some.csv")
    with pytest.raises(BadSchedule, match=r"^some\.csv is not a file$"):
        given.content(tmp_path / "some.csv", 5)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (None, "No such file"),
        ("gone", "No such file"),
        ("some.csv", "Too many levels"),
        ("x" * 300, "File name too long"),
    ],
)
def test_what_cannot_be_read_is_named_without_its_folder(tmp_path, link, words):
    if link:
        (tmp_path / "some.csv").symlink_to(link)
    with pytest.raises(BadSchedule, match=rf"^some\.csv: {words}"):
        given.content(tmp_path / "some.csv", 5)


def test_text_is_utf_8_with_or_without_its_mark(tmp_path):
    path = tmp_path / "some.csv"
    for content in (b"\xc3\xa9", b"\xef\xbb\xbf\xc3\xa9"):
        path.write_bytes(content)
        assert given.text(path) == "é"
    path.write_bytes(b"abc\xe9")
    with pytest.raises(BadSchedule, match=r"^some\.csv is not text in UTF-8: unexpected end of data at byte 3$"):
        given.text(path)


def test_the_longest_line_and_text(tmp_path):
    path = tmp_path / "some.csv"
    longest = "x" * given.LINE_MAXIMUM
    for text in ("", longest, f"{longest}\n{longest}\r\n"):
        path.write_text(text, newline="")
        assert given.text(path) == text
    path.write_text(f"short\n{longest}x")
    with pytest.raises(BadSchedule, match=r"^some\.csv has a line of more than 1,500 letters, the most that is read$"):
        given.text(path)
    path.write_text("\n" * given.TEXT_MAXIMUM)
    assert len(given.text(path)) == 200_000
    path.write_text("\n" * (given.TEXT_MAXIMUM + 1))
    with pytest.raises(BadSchedule, match=r"^some\.csv has more than 200,000 bytes"):
        given.text(path)
