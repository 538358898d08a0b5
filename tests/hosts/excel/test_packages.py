"""The add-in and the macro model as files: their VBA is the generated one, runs, and gives Excel true errors."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xlwings
from olefile import OleFileIO
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter._intrinsics import INTRINSICS
from pyopenvba.vba import decompress
from support import built, fake_windows
from support.places import DATA
from support.validator import findings

from alamo_xl import load_schedule
from alamo_xl.books.finish import read_parts
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.excel import install, packages, runtime, vba
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


def test_the_wizard_shows_every_argument_by_its_own_name(path):
    source = modules(path)[vba.FUNCTIONS_MODULE].replace(" _\n", " ")
    shown = [
        [name.strip("[]") for name in re.findall(r"ByVal (\S+) As", given)]
        for given in re.findall(r"Public Function \w+\(([^)]*)\)", source)
    ]
    assert shown == [[argument.name for argument in function.arguments] for function in FUNCTIONS]
    assert {"[date]", "[function]"} == set(re.findall(r"\[\w+\]", source))


def test_no_name_in_the_vba_is_a_word_of_vba_itself(path):
    for name in (vba.FUNCTIONS_MODULE, vba.EXCEL_MODULE, vba.REENTRY_MODULE, vba.RIBBON_MODULE, "ThisWorkbook"):
        source = re.sub(r'"[^"\n]*"|\'.*', "", modules(path).get(name, "")).replace(" _\n", " ")
        declared = re.findall(r"(\w+) As |(?:Sub|Function) (\w+)\(", source)
        assert not {word.lower() for words in declared for word in words} & RESERVED


PROCEDURE = re.compile(
    r"^(?:Public |Private )?(?:Function|Sub) (\w+)\b.*?^End (?:Function|Sub)", re.DOTALL | re.MULTILINE
)


def test_xlwings_module_holds_what_starting_python_takes_and_each_line_is_its_own(path):
    theirs = (
        Path(xlwings.__file__)
        .with_name("xlwings_custom_addin.bas")
        .read_text()
        .replace("ActiveWorkbook", "This")
        .replace("ThisWorkbook", "This")
    )
    source = modules(path)["xlwings"]
    procedures = {found[1]: found[0] for found in PROCEDURE.finditer(source)}
    settings = "GetConfig"
    assert procedures.keys() == {*runtime.KEPT, settings}
    originals = {found[1]: found[0].splitlines() for found in PROCEDURE.finditer(theirs)}
    for name, text in procedures.items():
        if name != settings:
            lines = iter(originals[name])
            assert all(line in lines for line in text.replace("ThisWorkbook", "This").splitlines()), name
    assert not re.search(r"\bMac\b|RunPython|ImportPythonUDFs|import_udfs|WScript|CreateObject|For Output", source)
    assert "Redistributions in binary form must reproduce" in source
    called = set(re.findall(r"\b(?:XLPy\w*|KillPy|GetConfig\w*|NDims)\b", "".join(ours(path).values())))
    assert called == {"XLPy"}


def test_python_is_started_as_the_settings_say_by_xlwings_own_command(addin, tmp_path, monkeypatch):
    """In an interpreter of VBA, which reads no files, nor takes the text False for 0: both are handed to it."""
    machine = fake_windows.computer(tmp_path, user="José")
    list(install.install(machine, fake_windows.small("1")))
    held = re.findall(r'"([^"]+)","([^"]+)"', machine.settings.read_text(machine.encoding))
    held.append(("SHOW CONSOLE", "0"))
    cases = "\n".join(f'Case "{name}": sValue = "{value}": GetConfigFromFile = True' for name, value in held)
    stub = f"(\\1)\nSelect Case UCase(sName)\n{cases}\nEnd Select\nEnd Function".replace("\\1", "sFile, sName, sValue")
    source = re.sub(r"(?s)(?<=Function GetConfigFromFile)\(.*?End Function", lambda _: stub, modules(addin)["xlwings"])
    monkeypatch.setitem(INTRINSICS, "environ", lambda *_: "C:\\Users\\José")
    excel = ExcelApplication()
    excel.add_workbook()
    excel.add_module(source, name="xlwings")
    command = excel.run("XLPyCommand")
    assert command.startswith(f'cmd.exe  /K ""{machine.python}" -B -c "import sys, os;import xlwings.utils;')
    assert r"prepare_sys_path(\"False;" in command
    assert command.endswith("import xlwings; xlwings.serve('$(CLSID)')\"\"")
    assert excel.run("GetConfigFilePath") == r"C:\Users\José\.alamo-xl\alamo-xl.conf"


def ours(path):
    return {name: source for name, source in modules(path).items() if name.startswith("alamo_")}


def test_nothing_that_mail_gateways_suspect_is_left_but_what_starting_python_takes(path):
    parser = VBA_Parser(str(path))
    found = {(kind, word) for kind, word, _ in parser.analyze_macros()}
    parser.close()
    suspicious = {word.lower() for kind, word in found if kind == "Suspicious"}
    assert suspicious <= {
        "environ",
        "lib",
        "open",
        "call",
        "chr",
        "chrw",
        "binary",
        "run",
        "hex strings",
        "base64 strings",
    }
    assert not [word for kind, word in found if kind == "IOC" and "://" in word]
    assert {word for kind, word in found if kind == "AutoExec"} == {"Workbook_Open"}


def test_the_project_holds_source_alone_which_office_compiles_anew(path):
    project = OleFileIO(io.BytesIO(read_parts(path)["xl/vbaProject.bin"]))
    streams = {"/".join(name): project.openstream(name).read() for name in project.listdir()}
    assert streams.pop("VBA/_VBA_PROJECT") == b"\xcc\x61\xff\xff\x00\x00\x00"  # [MS-OVBA] 2.3.4.1
    assert not [name for name in streams if "__SRP_" in name]
    with ExcelFile(path) as file:
        sources = {module.name: module.source for module in file.vba_project().modules}
        assert {module.text_offset for module in file.vba_project().modules} == {0}
    for name, source in sources.items():
        assert decompress(streams[f"VBA/{name}"]).decode("cp1252") == source


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
