"""The next resolution: one dated TOML beside the first is all it takes (`data/next-resolution.toml`, made up)."""

import csv
import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from support.full import full_in_ci
from support.places import DATA, ROOT

from alamo_xl import audit, bill, load_schedule, loader, read_schedule
from alamo_xl.books import model
from alamo_xl.errors import BadSchedule, NoAdoptedRate

NEXT = DATA / "next-resolution.toml"
YEARS = (2030, 2031, 2032, 2033, 2034)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package with the second instrument added, and nothing else changed."""
    folder = tmp_path_factory.mktemp("next")
    shutil.copytree(ROOT / "alamo_xl", folder / "alamo_xl", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(NEXT, folder / "alamo_xl" / "adopted" / "resolution-2099-01.toml")
    return folder


def run(package, *arguments):
    command = [sys.executable, "-c", "from alamo_xl.cli import main; main()", *map(str, arguments)]
    path = os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        command, cwd=package, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )


def test_rates_go_by_date(package, monkeypatch):
    monkeypatch.setattr(loader, "ADOPTED", package / "alamo_xl" / "adopted")
    assert load_schedule(date(2029, 6, 30)).name == "Resolution 2024-31"
    assert load_schedule(date(2029, 7, 1)).name == "Resolution 2099-01"
    with pytest.raises(NoAdoptedRate, match="add the earlier one as a dated TOML"):
        load_schedule(date(2024, 6, 30))


def test_the_audit_and_the_bill_follow():
    schedule = read_schedule(NEXT)
    assert audit(schedule).ok
    assert bill(schedule, 2030, "household", "3/4", 8).total == Decimal("39.17") + Decimal("46.56") + Decimal(
        "35.75"
    ) + Decimal("21.96")
    with pytest.raises(NoAdoptedRate):
        bill(schedule, 2029, "household", "3/4", 8)


def test_exports_follow(package, tmp_path):
    for form in ("csv", "json", "owrs", "html"):
        run(package, "export", "--format", form, "--out", tmp_path)
    with (tmp_path / "rates.csv").open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    assert {int(row["fiscal_year"]) for row in rows} == set(YEARS)
    assert len(rows) == 290
    assert all(row["source"].startswith("Resolution 2099-01, ") for row in rows)
    assert sorted(path.name for path in tmp_path.glob("*.owrs")) == [f"alamogordo-fy{year}.owrs" for year in YEARS]
    for name in ("rates.json", "rates.html"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "Resolution 2099-01" in text
        assert "Resolution 2024-31" not in text


def test_a_fiscal_year_is_priced_by_the_instrument_that_has_it(package):
    code = (
        "from alamo_xl.functions import *; print(ALAMO_BILL([[2029], [2030], [2040]], 'household', '3/4', 8), "
        "ALAMO_SOURCE(2026, 'reclaimed', 'usage'), ALAMO_RATE_TABLE('reclaimed', 2026), "
        "ALAMO_BILL_LINES(2029, 'household', '3/4', 8))"
    )
    environment = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run([sys.executable, "-c", code], cwd=package, env=environment, capture_output=True, text=True)
    assert "[[136.55], [143.44], ['#N/A no adopted rate for FY2040; Resolution 2099-01 prices FY2030" in done.stdout
    assert "Resolution 2024-31, Reclaimed Water Service" in done.stdout
    assert "['reclaimed', 'all', 'inside', 'usage', '', 3.6]" in done.stdout
    assert "['total', '', '', '', 136.55]" in done.stdout
    account = ["--class", "household", "--size", "3/4", "--ccf", "8"]
    for year, total in (("2029", "136.55"), ("2030", "143.44")):
        assert total in run(package, "bill", "--fy", year, *account).stdout


def test_functions_follow(package):
    code = "from alamo_xl.functions import *; print(ALAMO_VERSION(), ALAMO_BILL(2030, 'household', '3/4', 8))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=package, env={**os.environ, "PYTHONPATH": str(package)}, capture_output=True, text=True
    )
    assert "Resolution 2099-01 (FY2030 to FY2034)" in done.stdout
    assert "143.44" in done.stdout


FINISHED = full_in_ci("make test looks at the model before it is calculated and saved")


@pytest.mark.parametrize("book", ["rates", pytest.param("model", marks=FINISHED)])
def test_books_follow(package, tmp_path, book):
    run(package, "build", book, "--out", tmp_path)
    (path,) = tmp_path.glob("*.xlsx")
    follows(load_workbook(path))


def test_the_model_follows():
    follows(model.build(read_schedule(NEXT)).close())


def follows(book):
    words = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert any("Resolution 2099-01" in word for word in words)
    assert not any("Resolution 2024-31" in word for word in words)
    assert not any(f"FY{year}" in word for word in words for year in range(2025, 2029))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('customer_class = "household"', 'customer_class = "industrial"', "loader.py and inputs.py"),
        ('charge = "usage"', 'charge = "tier-2"', "loader.py and inputs.py"),
        ('"39.17", ', "", "4 rates for 5 fiscal years"),
        ('meter_size = "3/4"', 'meter_size = "jumbo"', "not a size that inputs.py understands"),
        ('meter_size = "1-1/2"', 'meter_size = "1 1/2"', "not a size that inputs.py understands"),
    ],
    ids=["class", "tier", "year", "size", "size-unlike-the-others"],
)
def test_what_is_new_fails_loudly(tmp_path, before, after, says):
    text = NEXT.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "new.toml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(BadSchedule, match=says):
        read_schedule(path)
