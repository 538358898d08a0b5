"""The commands, run as a user runs them."""

import json
import re

import pytest
from support.command import alamo_xl, in_its_own_process

from alamo_xl import load_schedule, rate_table
from alamo_xl.cli import LINE_MAXIMUM, main


def test_bill_as_json():
    done = in_its_own_process(
        "bill", *["--fy", "2026", "--class", "household", "--size", "3/4", "--ccf", "8", "--json"]
    )
    priced = json.loads(done.stdout)
    assert priced["total"] == "88.65"
    assert [line["amount"] for line in priced["lines"]] == ["24.21", "28.80", "22.10", "13.54"]
    assert priced["lines"][3]["quantity"] == "7.2"
    assert priced["lines"][0]["source"].startswith("Resolution 2024-31, Water Service, Household Customers")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("bill --fy 2030 --class household --size 3/4 --ccf 8", "FY2025 to FY2029"),
        ("bill --fy 2026 --class household --size 3/4 --ccf lots", "give a number of CCF"),
        ("bill --fy 2026", "Missing option"),
        ("bill --fy 2026 --class hh --size 1 --ccf 8 --rates nowhere.csv", "nowhere.csv"),
        ("bill --fy 2026 --class hh --size 1 --ccf 8 --rates notes.txt", "give .csv, .toml, .xlsx or .xlsm"),
        ("audit --rates nowhere.toml", "nowhere.toml"),
        ("nonsense", "No such command"),
    ],
)
def test_bad_input_is_one_line_on_standard_error_and_exit_2(arguments, words):
    done = alamo_xl(*arguments.split())
    assert done.returncode == 2
    assert not done.stdout
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_audit_of_a_rate_table_in_a_file(tmp_path):
    rows = rate_table.to_rows(load_schedule())
    table = tmp_path / "rates.csv"
    table.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    assert alamo_xl("audit", "--rates", str(table)).returncode == 0
    table.write_text(table.read_text(encoding="utf-8").replace("716.83", "716.84"), encoding="utf-8")
    done = alamo_xl("audit", "--rates", str(table), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["unexpected"]


def test_functions_are_listed():
    listed = json.loads(alamo_xl("functions", "--json").stdout)
    assert len(listed) == 16
    assert all(argument["help"] for function in listed for argument in function["arguments"])


def test_every_listed_command_is_there():
    listed = re.findall(r"^  ([a-z-]+)  ", alamo_xl("--help").stdout.split("Commands:")[1], re.MULTILINE)
    assert {"audit", "bill", "build", "export", "functions", "lint"} <= set(listed)
    for name in listed:
        done = alamo_xl(name, "--help")
        assert done.returncode == 0, done.stderr
        assert "Usage: alamo-xl " + name in done.stdout


def test_what_a_terminal_cannot_show_is_shown_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    done = in_its_own_process("export", "--format", "json", "--out", tmp_path / "Rates → 2026")
    assert done.returncode == 0
    assert f"{tmp_path}/Rates \\u2192 2026/rates.json" in done.stdout.splitlines()


def test_a_message_is_one_line_of_bounded_length(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["bill", "--fy", "2026", "--class", "x\n" * 5_000, "--size", "1", "--ccf", "8"])
    with pytest.raises(SystemExit, match="2"):
        main(["y\n" * 5_000])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert [len(line) for line in lines][1] == len("alamo-xl: ") + LINE_MAXIMUM + len("...")
