"""Without the extra the command says in one line what to install; everything else works as before."""

import subprocess
import sys

import pytest

ABSENT = """
import importlib.abc, sys
class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(name)
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name in {absent!r} else found(name, *more)
sys.meta_path.insert(0, Absent())
from alamo_xl.cli import main
main()
"""


def run(absent, *arguments):
    command = [sys.executable, "-c", ABSENT.format(absent=absent), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("absent", "options", "words"),
    [
        (
            ("duckdb", "narwhals"),
            (),
            "duckdb and narwhals must be installed for this: pip install 'alamo-xl[extracts]'",
        ),
        (("pyspark",), ("--engine", "spark"), "pyspark must be installed for this: pip install 'alamo-xl[spark]'"),
    ],
)
def test_without_the_extra_one_line_says_what_to_install(absent, options, words, tmp_path):
    path = tmp_path / "bills.csv"
    path.write_text("fy,class,size,location,ccf\n2026,household,3/4,inside,8\n")
    done = run(absent, "rate", path, "--out", tmp_path / "rated.parquet", *options)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"alamo-xl: {words}\n")
    assert [each.name for each in tmp_path.iterdir()] == ["bills.csv"]


def test_other_commands_need_no_extra():
    done = run(("duckdb", "narwhals", "pyspark"), "bill", "--fy", "2026", "--class", "HH", "--size", "1", "--ccf", "8")
    assert done.returncode == 0 and done.stdout
