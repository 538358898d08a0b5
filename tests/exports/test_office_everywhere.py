"""The publishing office stands in every form, and nothing stands in its place where none is given."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.command import alamo_xl

from alamo_xl.books.finish import read_parts
from alamo_xl.exports import FORMATS
from alamo_xl.office import Office

OFFICE = Office(
    "Utility Billing", "555-0100", "billing@example.org",
    "https://example.org/resolution", "https://example.org/data", "https://example.org/licence",
)  # fmt: skip
PLACEHOLDER = re.compile(r"to be filled in|publishing office|lorem|TODO|TBD|\{\w*\}")
CARRIED = {"csv": ("datapackage.json",), "owrs": ("alamogordo-fy2027.owrs",)}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "office.toml"
    path.write_text("".join(f'{name} = "{value}"\n' for name, value in OFFICE.given.items()), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])
def test_an_export_says_who_publishes(form: str, settings: Path, tmp_path: Path) -> None:
    options = ["--class", "household", "--fy", "2027"] if form == "notice" else []
    written = {}
    for name, office in (("with", ["--office", str(settings)]), ("without", [])):
        done = alamo_xl("export", "--format", form, *options, *office, "--out", tmp_path / name)
        assert done.returncode == 0, done.stderr
        files = [path for path in (tmp_path / name).iterdir() if path.suffix != ".pdf"]
        written[name] = {path.name: path.read_text("utf-8-sig") for path in files}
    for name in CARRIED.get(form, [name for name in written["with"] if not name.endswith("schema.json")]):
        for given in OFFICE.given.values():
            assert given in written["with"][name], (name, given)
        assert "Utility Billing" not in written["without"][name]
        said = re.sub(r"<(style|script).*?</\1>", "", written["without"][name], flags=re.DOTALL)
        if not name.endswith("json"):
            assert not PLACEHOLDER.search(said)


def test_a_book_says_who_publishes(settings: Path, tmp_path: Path) -> None:
    for name, office in (("with", ["--office", str(settings)]), ("without", [])):
        done = alamo_xl("build", "rates", "functions", *office, "--out", tmp_path / name)
        assert done.returncode == 0, done.stderr
    for name in ("alamogordo-rates.xlsx", "alamogordo-functions.xlsx"):
        cover = load_workbook(tmp_path / "with" / name)["Cover"]
        said = " ".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)
        links = {cell.hyperlink.target for row in cover.iter_rows() for cell in row if cell.hyperlink}
        assert all(given in said for given in OFFICE.given.values())
        assert {OFFICE.resolution, OFFICE.data, OFFICE.licence} <= links
        assert b"<Company>Utility Billing</Company>" in read_parts(tmp_path / "with" / name)["docProps/app.xml"]
        plain = tmp_path / "without" / name
        assert b"<Company>City of Alamogordo, New Mexico</Company>" in read_parts(plain)["docProps/app.xml"]
        cover = load_workbook(plain)["Cover"]
        said = " ".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)
        assert not PLACEHOLDER.search(said)
        assert load_workbook(plain).properties.created.year >= 2026
