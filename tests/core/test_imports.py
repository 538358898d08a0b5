"""The import graph that `lint-imports` checks is the whole one: no module names another in a string."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from support.places import ROOT

import alamo_xl
from alamo_xl import cli
from alamo_xl.hosts.excel import vba

PACKAGE = Path(alamo_xl.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
DOOR = ["alamo_xl", "alamo_xl.extract"]
"""What the package gives under its own name is imported when it is asked for, never with the package."""
TOLD = {vba.UDFS}
"""What Excel is told to import."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in SOURCES:
        yield path.relative_to(PACKAGE.parent).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_only_the_command_that_is_called_is_imported_by_a_computed_name() -> None:
    importing = {"import_module", "__import__", "run_module", "resolve_name", "exec", "eval"}
    found = {}
    for file, tree in trees():
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if names & importing:
            found[file] = names & importing
    assert found == {"alamo_xl/cli.py": {"import_module"}}


def test_no_string_is_the_name_of_a_module_but_the_files_own_package() -> None:
    for file, tree in trees():
        own = Path(file).with_suffix("").parts
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in TOLD:
                name = node.value.partition(":")[0]
                if re.fullmatch(r"alamo_xl(\.[a-z_]+)+", name) and tuple(name.split(".")) != own[: name.count(".") + 1]:
                    assert not any(map(there, (name, name.rpartition(".")[0]))), (file, node.value)


def there(module: str) -> bool:
    """Whether there is such a module below the package itself."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    return path != PACKAGE and (path.is_dir() or path.with_suffix(".py").is_file())


def test_an_import_that_the_contracts_pass_over_is_of_types_alone() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    passed_over = [line.split(" -> ") for each in settings["contracts"] for line in each.get("ignore_imports", ())]
    passed_over.remove(DOOR)
    for importer, imported in passed_over:
        tree = ast.parse((PACKAGE.parent / f"{importer.replace('.', '/')}.py").read_text(encoding="utf-8"))
        running = [node for node in ast.walk(_without_types(tree)) if isinstance(node, ast.ImportFrom)]
        names = {f"{node.module}.{alias.name}" for node in running for alias in node.names}
        assert not {name for name in names if name == imported or name.startswith(f"{imported}.")}, importer


def test_the_package_imports_what_it_passes_on_only_when_it_is_asked_for() -> None:
    code = "import sys, alamo_xl; assert 'alamo_xl.extract' not in sys.modules; alamo_xl.rate_extract"
    subprocess.run([sys.executable, "-c", code], check=True)


def _without_types(tree: ast.Module) -> ast.Module:
    kept = [node for node in tree.body if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")]
    return ast.Module(kept, tree.type_ignores)


def test_a_bill_starts_without_what_it_does_not_need() -> None:
    account = ["bill", "--fy", "2026", "--class", "household", "--size", "3/4", "--ccf", "8"]
    main = f"from alamo_xl.cli import main\ntry: main({account})\nexcept SystemExit: pass\n"
    code = f"import sys; bare = set(sys.modules)\n{main}print(*(set(sys.modules) - bare), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(done.stdout.splitlines())
    assert "alamo_xl.loader" in imported
    slow = {"pathlib", "fractions", "json", "urllib.parse", "encodings.utf_8_sig", "openpyxl", "xlwings", "ironcalc"}
    assert not slow & imported


def test_what_excel_is_told_to_import_is_there() -> None:
    for name in TOLD:
        assert find_spec(name)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_a_command_is_the_module_of_its_name_and_says_what_the_list_says(name: str) -> None:
    command = import_module(f"alamo_xl.commands.{name.replace('-', '_')}").command
    assert isinstance(command, click.Command)
    assert command.name == name


def test_every_module_of_commands_is_listed() -> None:
    there = {path.stem.replace("_", "-") for path in (PACKAGE / "commands").glob("[!_]*.py")}
    assert there == set(cli.COMMANDS)
