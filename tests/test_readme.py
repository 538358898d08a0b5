"""The README is true: its commands give what it shows."""

import doctest
import re
import shlex
import shutil
import textwrap
import tomllib

import pytest
from support.built import MODEL
from support.command import alamo_xl
from support.full import full_in_ci
from support.places import ROOT

from alamo_xl.extracts.columns import read_mapping
from alamo_xl.hosts.officejs.steps import steps

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = [block.split("\n", 1) for block in re.findall(r"```console\n\$ (.*?)```", README, re.DOTALL)]


@pytest.mark.parametrize(("command", "output"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_a_command_gives_what_is_shown(command, output):
    program, *arguments = shlex.split(command)
    assert program == "alamo-xl"
    assert alamo_xl(*arguments).stdout == output


def test_the_rate_models_commands_run(workbooks):
    listed = re.findall(r"^    (alamo-xl (?:scenario|bill).*?)(?:  #.*)?$", README, re.MULTILINE)
    assert len(listed) == 4
    for command in listed:
        _, *arguments = shlex.split(command)
        done = alamo_xl(*arguments, cwd=workbooks)
        assert done.returncode == 0, done.stderr


@full_in_ci("each of these commands is tried on its own")
def test_the_commands_of_extracts_run(workbooks, tmp_path):
    listed = re.findall(r"^    (alamo-xl (?:sample|determinants|rate) .*)$", README, re.MULTILINE)
    assert len(listed) >= 4
    shutil.copy(workbooks / MODEL, tmp_path)
    for command in listed:
        _, *arguments = shlex.split(command)
        done = alamo_xl(*arguments, cwd=tmp_path)
        assert done.returncode == (3 if arguments[0] == "rate" else 0), done.stderr
    assert (tmp_path / "rated-comparison.xlsx").exists()


def test_the_toml_of_columns_is_understood(tmp_path):
    toml = textwrap.dedent(re.search(r"  ```toml\n(  ccf.*?)  ```", README, re.DOTALL)[1])
    (tmp_path / "columns.toml").write_text(toml)
    mapped = read_mapping(tmp_path / "columns.toml")
    assert (mapped.columns, mapped.unit) == ({"ccf": "Use"}, "kgal")


def test_the_python_example_runs():
    test = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    assert doctest.DocTestRunner().run(test).attempted >= 4


def test_the_table_of_functions_is_what_the_command_prints():
    shown = README.split("<!-- functions -->\n")[1].split("<!-- /functions -->")[0]
    assert shown == alamo_xl("functions", "--markdown").stdout


def test_what_pip_is_told_to_install_is_this_folder_with_extras_that_there_are():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    told = re.findall(r"pip\s+install\s+'?(\S+?)(?:\[(\w+)\])?'?[ `]", README)
    assert len(told) >= 5
    for place, extra in told:
        assert place == "."
        assert not extra or extra in extras


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_the_steps_of_serving_are_those_that_the_command_prints(platform):
    home = {"win32": r"%USERPROFILE%\.alamo-xl\server\authority.crt", "darwin": "~/.alamo-xl/server/authority.crt"}[
        platform
    ]
    readme = " ".join(README.split()).replace(f'"{home}"', home)
    printed = " ".join(" ".join(steps(platform, "https://localhost:8000", home)).split()).replace(f'"{home}"', home)
    commands = re.findall(
        r"certutil -user -addstore.*?crt|security add-trusted-cert.*?crt|reg add .*? /f|~/Library/Con\S+wef", printed
    )
    assert len(commands) >= 2
    for command in commands:
        assert command in readme
    assert "https://localhost:8000/manifest/download" in printed and "Upload My Add-in" in printed


def test_every_linked_file_is_there():
    for target in re.findall(r"\]\((?!http|#)([^)]+)\)", README):
        assert (ROOT / target).exists(), target
