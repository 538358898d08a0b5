"""The wheel's functions, whole, inside Pyodide, as xlwings Lite runs them: the same answers as here."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.function_calls import CALLS, TABLES
from support.places import JS, ROOT
from support.tools import absent, needs_npm

from alamo_xl import functions


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No matching distribution found for hatchling" in done.stderr:
        absent("hatchling", "it builds the wheel")
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_is_pure(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_brings_what_serving_and_installing_take(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    project, vba = "alamo_xl/hosts/officejs/project", "alamo_xl/hosts/excel/vba"
    icons = {f"{project}/static/images/icons/alamo-{size}.png" for size in (16, 32, 64, 80)}
    pages = {f"{project}/templates/{name}" for name in ("manifest.xml", "taskpane.html")}
    assert names >= {*icons, *pages, f"{vba}/settings.txt", f"{vba}/customUI14.xml"}


def test_functions_inside_pyodide(wheel: Path) -> None:
    needs_npm("pyodide", "the wheel's functions run inside Pyodide")
    column = ("ALAMO_BILL", (2026, [["household"], [""], ["household"]], [["3/4"], [""], ["2"]], [[8], [""], [3]]))
    calls = [*CALLS, *TABLES, column]
    command = ["node", str(JS / "inside.mjs"), str(wheel)]
    done = subprocess.run(
        command,
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-800:]
    answer = json.loads(done.stdout)
    assert answer["platform"] == "emscripten"
    for (name, arguments), result in zip(calls, answer["results"], strict=True):
        assert result == getattr(functions, name)(*arguments), name
    assert answer["results"][-1][0] == [88.65]
