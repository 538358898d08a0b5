"""A given package is counted before it is unpacked and streamed before it is parsed: limits to the byte and element."""

import io
import zipfile

import pytest

from alamo_xl.books.unpack import Limits, unpacked
from alamo_xl.errors import BadSchedule

PART = "xl/x.xml"
WHOLE = {PART: b"<x><y/></x>", "xl/media/image.png": b"\x89PNG", "docProps/x.rels": b"<x/>"}


def package(path, parts, method=zipfile.ZIP_DEFLATED, change=None):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as written:
        for name, part in parts.items():
            written.writestr(name, part)
    path.write_bytes(change(packed.getvalue()) if change else packed.getvalue())
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.xlsx"


def test_a_whole_package_is_its_parts(path):
    assert unpacked(package(path, WHOLE)) == WHOLE
    assert unpacked(package(path, WHOLE, zipfile.ZIP_STORED)) == WHOLE


def test_limits_to_the_byte_and_the_element(path):
    package(path, {**WHOLE, "x": b"x" * 10_000})
    size = sum(map(len, WHOLE.values())) + 10_000
    assert unpacked(path, Limits(size, 3))
    with pytest.raises(
        BadSchedule, match=rf"^book.xlsx unpacks to more than {size - 1:,} bytes, the most that is read$"
    ):
        unpacked(path, Limits(size - 1, 3))
    with pytest.raises(BadSchedule, match=r"^book.xlsx: docProps/x.rels and the parts before it have more than 2 elem"):
        unpacked(path, Limits(size, 2))
    packed = path.stat().st_size
    with pytest.raises(BadSchedule, match=f"^book.xlsx has more than {packed - 1} bytes, the most that is read$"):
        unpacked(path, Limits(packed - 1, 3))


def test_what_is_read_of_a_book_where_no_limits_are_named(path):
    parts = {PART: b"<x>" + b"<y/>" * 2_000_000 + b"</x>"}
    rest = 60_000_000 - len(parts[PART])
    with pytest.raises(BadSchedule, match=r"have more than 2,000,000 elements, the most that is read$"):
        unpacked(package(path, {**parts, "x": bytes(rest)}))
    with pytest.raises(BadSchedule, match=r"^book.xlsx unpacks to more than 60,000,000 bytes, the most that is read$"):
        unpacked(package(path, {**parts, "x": bytes(rest + 1)}))


def test_depth_to_the_element(path):
    package(path, {f"{name}.xml": b"<x>" * 100 + b"</x>" * 100 for name in "ab"})
    assert unpacked(path)
    package(path, {"first.xml": b"<x><y/></x>", "b.xml": b"<x>" * 101 + b"</x>" * 101})
    with pytest.raises(BadSchedule, match=r"^book.xlsx: b.xml has elements more than 100 deep, the most that is read$"):
        unpacked(path)


@pytest.mark.parametrize("element", ["f", "x:f", "definedName"])
def test_brackets_to_the_last_that_excel_allows(path, element):
    for formula in ("ABS(" * 64 + "1" + ")" * 64, "(1)+" * 100 + "1", "&#40;" * 64 + ")" * 64):
        assert unpacked(package(path, {"a.xml": f"<a xmlns:x='x'><{element}>{formula}</{element}></a>".encode()}))
    package(path, {"a.xml": f"<a xmlns:x='x'><{element}>{'&#40;' * 65}<![CDATA[)]]></{element}></a>".encode()})
    with pytest.raises(BadSchedule, match=r"^book.xlsx: a.xml has a formula with brackets more than 64 deep, the most"):
        unpacked(path)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (b"", "xl/x.xml is not XML: no element found"),
        (b"<x>", "xl/x.xml is not XML: no element found|unclosed"),
        (b"<x></y>", "xl/x.xml is not XML: mismatched tag"),
        (b"<?xml version='1.0' encoding='klingon'?><x/>", "xl/x.xml is not XML: "),
        (b"<!DOCTYPE x><x/>", "xl/x.xml has a document type, which no workbook has"),
        ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x><x/>".encode("utf-16"), "xl/x.xml has a document type"),
        (b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "xl/x.xml has a document type"),
    ],
)
@pytest.mark.parametrize("ending", [".xml", ".rels", ".vml"])
def test_a_part_that_is_not_plain_xml_is_named(path, part, words, ending):
    name = PART.replace(".xml", ending)
    with pytest.raises(BadSchedule, match=f"^book.xlsx: {words.replace('xl/x.xml', name)}"):
        unpacked(package(path, {name: part}))


def flagged(packed: bytes) -> bytes:
    changed = bytearray(packed)
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        changed[packed.index(mark) + place] |= 1
    return bytes(changed)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda packed: b"", "is no whole package: File is not a zip file"),
        (lambda packed: packed[:-30], "is no whole package: "),
        (lambda packed: packed.replace(b"<x><y/></x>", b"<x><z/></x>"), "is no whole package: Bad CRC-32"),
        (lambda packed: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + packed, "has a password or is an old .xls; save it as"),
        (flagged, "is encrypted: the part xl/x.xml"),
    ],
)
def test_a_package_that_is_damaged_or_locked(path, change, words):
    with pytest.raises(BadSchedule, match=f"^book.xlsx {words}"):
        unpacked(package(path, WHOLE, zipfile.ZIP_STORED, change))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing_are_refused_unread(path, method):
    with pytest.raises(BadSchedule, match=r"^book.xlsx is packed as no workbook is: the part xl/x.xml$"):
        unpacked(package(path, WHOLE, method))


def test_a_large_part_of_few_elements_is_read(path):
    text = b"x" * 3_000_000
    assert unpacked(package(path, {PART: b"<x>" + text + b"</x>"}))[PART][3:-4] == text
