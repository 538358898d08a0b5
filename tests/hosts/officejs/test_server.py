"""xlwings Server itself, on loopback, offers exactly our functions; the JavaScript it serves answers in Node."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.function_calls import CALLS, HOUSEHOLD, TABLES
from support.office_server import get, post, rows_of, serving
from support.places import JS
from support.tools import needs

from alamo_xl import functions
from alamo_xl.cells import CellError
from alamo_xl.errors import AlamoError
from alamo_xl.functions import FUNCTIONS
from alamo_xl.hosts.officejs import server as server_module
from alamo_xl.hosts.officejs.server import is_loopback, settings

NAMES = {function.name for function in FUNCTIONS}
ERROR_TYPES = {"NotAvailable": "#N/A", "Value": "#VALUE!", "Num": "#NUM!", "Div0": "#DIV/0!"}
LITE = Path(server_module.__file__).with_name("lite") / "main.py"


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serving() as address:
        yield address


def shown(cell: Any) -> Any:
    return ERROR_TYPES[cell["errorType"]] if isinstance(cell, dict) else cell


def expected(name: str, arguments: tuple[Any, ...]) -> Any:
    result = getattr(functions, name)(*arguments)
    return result.split(" ")[0] if isinstance(result, CellError) else result


def test_metadata_holds_exactly_the_catalogue(base: str) -> None:
    meta = json.loads(get(f"{base}/xlwings/custom-functions-meta.json"))["functions"]
    assert {entry["id"] for entry in meta} == {entry["name"] for entry in meta} == NAMES
    for entry in meta:
        function = next(f for f in FUNCTIONS if f.name == entry["name"])
        assert [(p["name"], p.get("optional", False)) for p in entry["parameters"]] == [
            (a.name, a.optional) for a in function.arguments
        ]
        texts = [entry["description"], *(p["description"] for p in entry["parameters"])]
        assert all(0 < len(text) <= 255 for text in texts)
        assert entry["description"].startswith(function.summary[:200])


def test_manifest_has_no_namespace(base: str) -> None:
    manifest = get(f"{base}/manifest")
    assert "Alamogordo rates" in manifest
    assert "Functions.Script.Url" in manifest
    assert "Namespace" not in manifest


@pytest.mark.parametrize(("name", "arguments"), CALLS, ids=lambda value: str(value))
def test_single_cells(base: str, name: str, arguments: tuple[Any, ...]) -> None:
    status, result = post(base, name, rows_of(name, arguments))
    wanted = expected(name, arguments)
    if wanted == "#VALUE!":
        whole = getattr(functions, name)(*arguments)
        assert (status, result) == (400, whole.removeprefix("#VALUE! "))
    else:
        assert (status, shown(result[0][0])) == (200, wanted)


@pytest.mark.parametrize(("name", "arguments"), TABLES)
def test_tables(base: str, name: str, arguments: tuple[Any, ...]) -> None:
    assert post(base, name, rows_of(name, arguments)) == (200, expected(name, arguments))


def test_a_column_with_blanks_and_errors(base: str) -> None:
    error = {"type": "Error", "basicType": "Error", "basicValue": "#DIV/0!", "errorType": "Div0"}
    column = [[8], [""], [-1], ["x"], [error], [0]]
    given = [[[2026]], [["household"]], [["3/4"]], column, None, None, None, None]
    status, result = post(base, "ALAMO_WATER", given)
    assert status == 200
    assert [shown(row[0]) for row in result] == [53.01, "#VALUE!", "#NUM!", "#VALUE!", "#DIV/0!", 24.21]


def test_unknown_functions_are_not_answered(base: str) -> None:
    for name in ("eval", "FUNCTIONS", "registered"):
        assert post(base, name, [])[0] >= 400


def test_served_javascript_registers_and_answers(base: str) -> None:
    needs("node", "the JavaScript that the server offers runs in Node")
    calls = [(name, rows_of(name, arguments)) for name, arguments in CALLS + TABLES]
    done = subprocess.run(
        ["node", str(JS / "office.mjs"), base], input=json.dumps(calls), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert set(answer["names"]) == NAMES
    for (name, arguments), given in zip(CALLS + TABLES, answer["results"], strict=True):
        wanted = expected(name, arguments)
        if "error" in given:
            assert given["error"] == wanted
            assert given["message"] in getattr(functions, name)(*arguments)
        else:
            cells = [[shown(cell) for cell in row] for row in given["result"]]
            assert cells == (wanted if isinstance(wanted, list) else [[wanted]]), name


def test_others_need_authentication(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XLWINGS_AUTH_PROVIDERS", raising=False)
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("localhost")
    for host in ("0.0.0.0", "192.168.1.5", "rates.example.org"):
        with pytest.raises(AlamoError, match="authentication"):
            settings(host)
    assert settings("127.0.0.1")["XLWINGS_FUNCTIONS_NAMESPACE"] == ""
    for published in ('["custom"]', '["entraid", "custom"]', "entraid", "1"):
        monkeypatch.setenv("XLWINGS_AUTH_PROVIDERS", published)
        with pytest.raises(AlamoError, match="authentication"):
            settings("0.0.0.0")
    monkeypatch.setenv("XLWINGS_AUTH_PROVIDERS", '["entraid"]')
    settings("0.0.0.0")


def test_serve_refuses_an_open_door() -> None:
    command = [sys.executable, "-m", "alamo_xl", "serve", "--host", "0.0.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "authentication" in done.stderr.splitlines()[-1]


def test_with_a_provider_a_call_without_a_token_is_refused() -> None:
    with serving(XLWINGS_AUTH_PROVIDERS='["custom"]') as base:
        status, said = post(base, "ALAMO_WATER", rows_of("ALAMO_WATER", HOUSEHOLD))
    assert status == 401, said


def test_lite_main_is_two_lines_and_registers_everything(tmp_path: Path) -> None:
    lines = LITE.read_text().splitlines()
    assert len(lines) == 2
    code = f"import runpy; found = runpy.run_path({str(LITE)!r}); print(*sorted(n for n in found if n.isupper()))"
    environment = {**os.environ, "XLWINGS_ON_SERVER": "true", "XLWINGS_LICENSE_KEY": "noncommercial"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert set(done.stdout.split()) == NAMES
