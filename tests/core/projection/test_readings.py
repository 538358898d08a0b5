"""The plan's readings are data, numbered, and stand in a model's Notes."""

import tomllib
from pathlib import Path

import openpyxl

import alamo_xl

READINGS = tomllib.loads(Path(alamo_xl.__file__).with_name("finance-readings.toml").read_text("utf-8"))["readings"]


def test_they_are_numbered_and_each_says_one_thing():
    assert [each["id"] for each in READINGS] == [f"F{number}" for number in range(1, len(READINGS) + 1)]
    assert all(each["question"] and each["reading"] and not each["reading"].endswith(".") for each in READINGS)


def test_the_notes_print_them(model_book):
    rows = openpyxl.load_workbook(model_book, read_only=True)["Notes"].iter_rows(values_only=True)
    printed = {row[0]: row[1:3] for row in rows}
    assert all(printed[each["id"]] == (each["question"], each["reading"]) for each in READINGS)
