"""The add-in and the macro model as files: their VBA is the generated one, runs, and gives Excel true errors."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from oletools.olevba import VBA_Parser
from validator import findings

from alamo_xl import functions, load_schedule
from alamo_xl.books.finish import read_parts
from alamo_xl.catalogue import FUNCTIONS
from alamo_xl.hosts.excel import vba
from alamo_xl.hosts.excel.packages import with_functions, write_addin

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
ADDIN, MODEL = WORKBOOKS / "alamo-xl.xlam", WORKBOOKS / "alamogordo-rate-model.xlsm"
FILES = pytest.mark.parametrize("path", [ADDIN, MODEL], ids=lambda path: path.suffix)
ERROR = re.compile(r"#[A-Z/0!?]+[!?AZ0]?")


def modules(path):
    """Each module's source, as olevba reads it."""
    found = VBA_Parser(str(path)).extract_macros()
    return {name.rpartition(".")[0]: source.replace("\r\n", "\n").strip() for _, _, name, source in found}


@FILES
def test_olevba_reads_the_generated_text(path):
    read = modules(path)
    assert read[vba.FUNCTIONS_MODULE] == vba.functions_module().replace("\r\n", "\n").strip()
    assert read[vba.EXCEL_MODULE] == vba.excel_module().replace("\r\n", "\n").strip()
    assert "Workbook_Open" in read["ThisWorkbook"]
    assert 'PROJECT_NAME As String = "alamo-xl"' in read["xlwings"]


@FILES
def test_wrapper_and_registry_cannot_drift(path):
    source = modules(path)[vba.FUNCTIONS_MODULE].replace(" _\n", " ")
    written = re.findall(r"Public Function (\w+)\(([^)]*)\)", source)
    expected = [
        (f.name, [("Optional " if a.optional else "") + f"ByVal {a.name} As Variant" for a in f.arguments])
        for f in FUNCTIONS
    ]
    assert [(name, [a.strip() for a in given.split(",") if a.strip()]) for name, given in written] == expected
    helps = modules(path)[vba.EXCEL_MODULE]
    for function in FUNCTIONS:
        assert f'AlamoHelpOf "{function.name}"' in helps
    texts = [piece for text in re.findall(r'"((?:[^"]|"")*)"', helps) for piece in [text]]
    assert all(len(text) <= 255 for text in texts)
    assert max(map(len, helps.split("\n"))) < 1023


@pytest.fixture(scope="module", params=[ADDIN, MODEL], ids=["add-in", "model"])
def answers(request):
    script = Path(__file__).with_name("vba_calls.py")
    done = subprocess.run([sys.executable, str(script), str(request.param)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def as_a_cell(value):
    """What a cell shows: an error's code alone; a table of one row is a row."""
    if isinstance(value, list):
        return [as_a_cell(cell) for cell in value]
    if isinstance(value, str) and value.startswith("#") and (code := ERROR.match(value)):
        return code[0]
    return value


def test_the_vba_answers_as_the_functions_do(answers):
    called = {name for name, _ in answers["calls"]}
    assert called == {function.name for function in FUNCTIONS}
    for (name, given), got in zip(answers["calls"], answers["scalars"], strict=True):
        assert got == as_a_cell(getattr(functions, name)(*given)), (name, given)


def test_a_column_is_one_call_with_true_errors_in_their_rows(answers):
    assert answers["column"] == [[53.01], ["#VALUE!"], ["#N/A"], [""]]
    assert answers["why"].startswith("#N/A no adopted rate for FY2030")


def test_a_failure_is_value_and_its_message_is_kept(answers):
    assert answers["failed"] == "#VALUE!"
    assert answers["message"] == "the server is not there"


def test_unknown_names_are_entered_again_and_protection_stays(answers):
    assert answers["failing"] == 2
    assert answers["formulas"] == ['=ALAMO_WATER(2026,"household","3/4",8)', "=1+ALAMO_FEE(1)", "=SUM(D1:D3)"]
    assert answers["protected"] is True


def test_the_ribbons_callbacks_are_there():
    parts = read_parts(ADDIN)
    root = ElementTree.fromstring(parts["customUI/customUI14.xml"])
    called = {item.get("onAction") for item in root.iter() if item.get("onAction")}
    assert len(called) == 4
    source = modules(ADDIN)[vba.RIBBON_MODULE]
    assert called == set(re.findall(r"Public Sub (\w+)\(control As IRibbonControl\)", source))
    assert vba.RIBBON_MODULE not in modules(MODEL)


@FILES
def test_the_open_xml_validator_finds_nothing(path):
    assert findings(path) == []


def test_the_macro_model_is_the_model():
    plain, macros = read_parts(WORKBOOKS / "alamogordo-rate-model.xlsx"), read_parts(MODEL)
    assert macros.keys() - plain.keys() == {"xl/vbaProject.bin"}
    for name, part in plain.items():
        if name.startswith("xl/worksheets/sheet"):
            bare = re.sub(rb' codeName="\w+"', b"", macros[name])
            assert bare == part, name


def test_the_same_bytes_each_time(tmp_path):
    assert write_addin(load_schedule(), tmp_path / ADDIN.name).read_bytes() == ADDIN.read_bytes()
    again = with_functions(MODEL.with_suffix(".xlsx"), tmp_path / MODEL.name)
    assert again.read_bytes() == MODEL.read_bytes()


def test_nothing_of_a_template_is_left():
    for path in (ADDIN, MODEL):
        text = b"".join(part for name, part in read_parts(path).items() if name.endswith(".xml"))
        assert not re.search(rb"Felix|Users\\\\|defaultImageDpi|absPath", text)
