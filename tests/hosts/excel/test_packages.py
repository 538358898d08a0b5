"""The add-in and the macro model as files: their VBA is the generated one, runs, and gives Excel true errors."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xlwings
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile
from support import built
from support.places import DATA
from support.validator import findings

from alamo_xl import load_schedule
from alamo_xl.books.finish import read_parts
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.excel import packages, vba
from alamo_xl.hosts.excel.packages import with_functions, write_addin

RESERVED = frozenset((DATA / "vba-reserved.txt").read_text().split())
"""VBA's reserved identifiers ([MS-VBAL] 3.3.5.2)."""


@pytest.fixture
def addin(workbooks):
    return workbooks / built.ADDIN


@pytest.fixture
def macro_model(workbooks):
    return workbooks / built.MACRO_MODEL


@pytest.fixture(params=[built.ADDIN, built.MACRO_MODEL], ids=lambda name: name.rpartition(".")[2])
def path(workbooks, request):
    return workbooks / request.param


def modules(path):
    """Each module's source, as olevba reads it."""
    found = VBA_Parser(str(path)).extract_macros()
    return {name.rpartition(".")[0]: source.replace("\r\n", "\n").strip() for _, _, name, source in found}


def test_olevba_reads_the_generated_text(path):
    read = modules(path)
    assert read[vba.FUNCTIONS_MODULE] == vba.functions_module().replace("\r\n", "\n").strip()
    assert read[vba.REENTRY_MODULE] == vba.reentry_module().replace("\r\n", "\n").strip()
    assert read[vba.EXCEL_MODULE] == vba.excel_module().replace("\r\n", "\n").strip()
    assert "Workbook_Open" in read["ThisWorkbook"]
    assert 'PROJECT_NAME As String = "alamo-xl"' in read["xlwings"]


def test_wrapper_and_registry_cannot_drift(path):
    source = modules(path)[vba.FUNCTIONS_MODULE].replace(" _\n", " ")
    written = re.findall(r"Public Function (\w+)\(([^)]*)\)", source)
    expected = [
        (f.name, [("Optional " if a.optional else "") + f"ByVal {vba.parameter(a)} As Variant" for a in f.arguments])
        for f in FUNCTIONS
    ]
    assert [(name, [a.strip() for a in given.split(",") if a.strip()]) for name, given in written] == expected
    helps = modules(path)[vba.EXCEL_MODULE]
    for function in FUNCTIONS:
        assert f'AlamoHelpOf "{function.name}"' in helps
    texts = [piece for text in re.findall(r'"((?:[^"]|"")*)"', helps) for piece in [text]]
    assert all(len(text) <= 255 for text in texts)
    assert max(map(len, helps.split("\n"))) < 1023


def test_no_name_in_the_vba_is_a_word_of_vba_itself(path):
    for name in (vba.FUNCTIONS_MODULE, vba.EXCEL_MODULE, vba.REENTRY_MODULE, vba.RIBBON_MODULE, "ThisWorkbook"):
        source = re.sub(r'"[^"\n]*"|\'.*', "", modules(path).get(name, "")).replace(" _\n", " ")
        declared = re.findall(r"(\w+) As |(?:Sub|Function) (\w+)\(", source)
        assert not {word.lower() for words in declared for word in words} & RESERVED


def test_xlwings_module_is_its_own_for_single_books_but_for_its_name_and_one_function(addin):
    with ExcelFile(Path(xlwings.__file__).with_name("quickstart_standalone.xlsm")) as book:
        theirs = book.get_module("xlwings").replace("\r\n", "\n")
    theirs = re.sub(r"'Attribute VB_Name = \"Extensions\"\n.*?End Function\n", "", theirs, flags=re.DOTALL)
    theirs = theirs.replace('PROJECT_NAME As String = "xlwings"', f'PROJECT_NAME As String = "{vba.PROJECT}"')
    theirs = theirs.replace("In Range(sht.", "In sht.Range(sht.")
    lines = [line for line in theirs.splitlines() if line.strip() and not line.startswith("Attribute VB_")]
    in_excel = modules(addin)["xlwings"].replace("ActiveDocument", "ThisDocument")  # that is for Word
    ours = [line for line in in_excel.splitlines() if line.strip() and not line.startswith("Attribute VB_")]
    assert ours == ["Option Private Module", *lines]
    assert f'XLWINGS_VERSION As String = "{xlwings.__version__}"' in in_excel


def test_the_ribbons_callbacks_are_there(addin, macro_model):
    parts = read_parts(addin)
    root = ElementTree.fromstring(parts["customUI/customUI14.xml"])
    called = {item.get("onAction") for item in root.iter() if item.get("onAction")}
    assert len(called) == 5
    source = modules(addin)[vba.RIBBON_MODULE]
    assert called == set(re.findall(r"Public Sub (\w+)\(control As IRibbonControl\)", source))
    assert vba.RIBBON_MODULE not in modules(macro_model)


def test_the_open_xml_validator_finds_nothing(path):
    assert findings(path) == []


def test_the_macro_model_is_the_model(model_book, macro_model):
    plain, macros = read_parts(model_book), read_parts(macro_model)
    assert macros.keys() - plain.keys() == {"xl/vbaProject.bin"}
    for name, part in plain.items():
        if name.startswith("xl/worksheets/sheet"):
            bare = re.sub(rb' codeName="\w+"', b"", macros[name])
            assert bare == part, name


def test_the_same_bytes_each_time(tmp_path, addin, model_book, macro_model):
    assert write_addin(load_schedule(), tmp_path / addin.name).read_bytes() == addin.read_bytes()
    again = with_functions(model_book, tmp_path / macro_model.name)
    assert again.read_bytes() == macro_model.read_bytes()


def test_nothing_of_a_template_is_left(path):
    text = b"".join(part for name, part in read_parts(path).items() if name.endswith(".xml"))
    assert not re.search(rb"Felix|Users\\\\|defaultImageDpi|absPath", text)


def test_a_package_that_cannot_be_written_leaves_what_was_there_and_nothing_else(tmp_path, addin, monkeypatch):
    there = tmp_path / addin.name
    there.write_bytes(b"earlier")

    def half(path, parts):
        path.write_bytes(b"half")
        if path.name.startswith(addin.name):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(packages, "_with_vba", lambda parts, **_: {**parts, "_rels/.rels": b""})
    monkeypatch.setattr(packages, "write_parts", half)
    with pytest.raises(OSError, match="No space"):
        write_addin(load_schedule(), there)
    assert [path.name for path in tmp_path.iterdir()] == [addin.name]
    assert there.read_bytes() == b"earlier"


def test_a_package_that_is_a_link_is_replaced_and_not_followed(tmp_path, addin):
    elsewhere, there = tmp_path / "elsewhere.xlam", tmp_path / addin.name
    elsewhere.write_bytes(b"the user's")
    there.symlink_to(elsewhere)
    write_addin(load_schedule(), there)
    assert elsewhere.read_bytes() == b"the user's"
    assert there.read_bytes() == addin.read_bytes()
