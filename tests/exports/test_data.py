"""The data files as tools read them: no blank key, no size that is a date, a package and a schema that find damage."""

import copy
import csv
import io
import json
import re
import subprocess
from decimal import Decimal
from importlib import resources

import jsonschema
import pytest
from frictionless import Package
from support.command import alamo_xl
from support.places import DATA, JS
from support.tools import needs_npm

from alamo_xl import bill, load_schedule, read_schedule
from alamo_xl.exports import csv_files, datapackage, json_file
from alamo_xl.exports.edition import Edition
from alamo_xl.inputs import meter_size
from alamo_xl.office import Office
from alamo_xl.rates_file import schedule_from
from alamo_xl.schedule import RETURN

SCHEDULE = load_schedule()
FILES = csv_files.files(SCHEDULE)
ROWS = {
    name: list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    for name, text in FILES.items()
    if name.endswith(".csv")
}
OLD = DATA / "rate-table-0.1.0.csv"
BESIDES = {"fees.csv": {"amount", "percent", "days"}}
"""Columns that are no keys and may be empty."""


def test_the_columns_are_those_of_the_contract():
    rates = "id service customer_class location charge meter_size fiscal_year effective_from effective_to amount"
    assert list(ROWS["rates.csv"][0]) == [*rates.split(), "currency", "unit", "label", "source"]
    table = "service customer_class location charge meter_size unit FY2025 FY2026 FY2027 FY2028 FY2029"
    assert list(ROWS["rate-table.csv"][0]) == table.split()
    assert list(ROWS["fees.csv"][0]) == ["fee", "size", "amount", "percent", "days", "rule", "source"]
    assert [len(ROWS[name]) for name in ("rates.csv", "rate-table.csv", "fees.csv")] == [290, 59, 20]


@pytest.mark.parametrize("name", ROWS)
def test_nothing_is_blank_but_the_numbers_that_a_fee_has_not(name):
    for row in ROWS[name]:
        assert {heading for heading, cell in row.items() if not cell.strip()} <= BESIDES.get(name, set()), row


@pytest.mark.parametrize("name", FILES)
def test_excel_is_told_that_a_csv_is_utf_8(name):
    assert FILES[name].startswith("\ufeff") == name.endswith(".csv")
    assert FILES[name].count("\ufeff") <= 1


def test_no_size_is_what_excel_takes_for_a_date_or_a_number():
    sizes = {
        row[column] for rows in ROWS.values() for row in rows for column in ("meter_size", "size") if column in row
    }
    assert {"3/4 in", "1-1/2 in", "12 in", "multi-family", "all"} <= sizes
    for size in sizes - {"multi-family", "all"}:
        assert re.fullmatch(r"(\d+-)?\d+(/\d+)? in", size)
        assert meter_size(size) == size.removesuffix(" in")


def test_each_rate_has_a_name_of_its_own_and_the_days_of_its_year():
    rows = ROWS["rates.csv"]
    names = [row["id"] for row in rows]
    assert len(set(names)) == len(names)
    assert names[0] == "water-household-inside-base-3-4in-fy2025"
    for row in rows:
        year = int(row["fiscal_year"])
        assert (row["effective_from"], row["effective_to"]) == (f"{year - 1}-07-01", f"{year}-06-30")
        assert row["currency"] == "USD"
        assert row["unit"].startswith("dollars a ")
    designed = list(csv.DictReader(io.StringIO(csv_files.files(DESIGN)["rates.csv"].removeprefix("\ufeff"))))
    assert len({row["id"] for row in designed}) == len(designed)


def test_a_rate_tables_headings_are_no_data_and_its_share_is_no_money():
    rows = ROWS["rate-table.csv"]
    assert [row["unit"] for row in rows if row["charge"] == "return"] == ["share"]
    assert all(row["unit"].startswith("dollars") for row in rows if row["charge"] != "return")
    assert not any(re.fullmatch(r"[\d.]+", heading) for heading in rows[0])


def test_the_late_fee_is_a_number_of_per_cent_and_days():
    late = ROWS["fees.csv"][-1]
    assert (late["fee"], late["amount"], late["percent"], late["days"]) == ("late-fee", "", "10", "10")
    assert "does not compound" in late["rule"]
    assert all(row["percent"] == row["days"] == "" for row in ROWS["fees.csv"][:-1])


def test_typical_bills_are_bills():
    rows = ROWS["typical-bills.csv"]
    for row in rows[:: len(rows) // 60]:
        account = (int(row["fiscal_year"]), row["customer_class"], row["meter_size"], row["ccf"], row["location"])
        assert Decimal(row["amount"]) == bill(SCHEDULE, *account).total
        assert abs(int(row["gallons"]) - int(row["ccf"]) * Decimal("748.0519")) <= Decimal("0.5")


def test_rate_tables_of_the_old_form_and_the_new_are_read_alike(tmp_path):
    new = tmp_path / "rate-table.csv"
    new.write_text(FILES["rate-table.csv"], encoding="utf-8", newline="")
    assert OLD.read_text(encoding="utf-8").startswith("service,customer_class,location,charge,meter_size,2025,2026")
    assert schedule_from(str(new)).rates == schedule_from(str(OLD)).rates == SCHEDULE.rates
    for changed in (OLD, new):
        path = tmp_path / f"changed-{changed.name}"
        path.write_text(changed.read_text(encoding="utf-8").replace("19.37", "20.00", 1), encoding="utf-8")
        done = alamo_xl("bill", "--fy", 2025, "--class", "hh", "--size", "3/4", "--ccf", 0, "--rates", path, "--json")
        assert json.loads(done.stdout)["total"] == "37.68", done.stderr


OFFICE = Office(
    "Utility Billing",
    resolution="https://example.org/2024-31.pdf",
    data="https://example.org/rates",
    licence="https://example.org/licence",
)
DESIGN = read_schedule(DATA / "next-designs.toml")


@pytest.fixture
def package(tmp_path):
    """Writes the csv files of a schedule, and gives what Frictionless finds wrong with them."""

    def found(schedule=SCHEDULE, office=OFFICE, change=None):
        for name, text in csv_files.files(schedule, Edition(office)).items():
            text = change(name, text) if change else text
            (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        report = Package(str(tmp_path / datapackage.NAME)).validate()
        return [error.type for error in report.errors] + [error.type for task in report.tasks for error in task.errors]

    return found


@pytest.mark.parametrize("schedule", [SCHEDULE, DESIGN], ids=["adopted", "design"])
@pytest.mark.parametrize("office", [OFFICE, Office()], ids=["office", "no office"])
def test_frictionless_validates_the_package(package, schedule, office):
    assert package(schedule, office) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "wrong"),
    [
        ("rates.csv", ",19.37,", ",lots,", "type-error"),
        ("rates.csv", ",19.37,", ",,", "constraint-error"),
        ("rates.csv", "base-3-4in-fy2026,", "base-3-4in-fy2025,", "primary-key"),
        ("rates.csv", "2024-07-01", "2024-13-01", "type-error"),
        ("rates.csv", "fy2025,water,", "fy2025,wafer,", "constraint-error"),
        ("fees.csv", "late-fee,all,,10,", "late-fee,all,,ten,", "type-error"),
        ("rate-table.csv", "FY2025", "FY2031", "incorrect-label"),
        ("typical-bills.csv", "household,inside,3/4 in,1,", "household,inside,3/4 in,0,", "primary-key"),
    ],
)
def test_frictionless_finds_damage(package, file, before, after, wrong):
    def change(name, text):
        return text.replace(before, after, 1) if name == file else text

    assert before in FILES[file]
    assert package(change=change) == [wrong]


def test_the_package_says_whose_it_is_and_each_column_what_it_is():
    written = json.loads(csv_files.files(SCHEDULE, Edition(OFFICE))[datapackage.NAME])
    assert written["licenses"] == [{"path": "https://example.org/licence", "title": "License of the data"}]
    assert written["homepage"] == "https://example.org/rates"
    assert written["sources"][0]["path"] == "https://example.org/2024-31.pdf"
    assert written["contributors"] == [{"title": "Utility Billing", "role": "publisher"}]
    plain = json.loads(FILES[datapackage.NAME])
    assert not {"licenses", "homepage", "contributors"} & plain.keys()
    for resource in plain["resources"]:
        assert resource["schema"]["primaryKey"]
        assert [field["name"] for field in resource["schema"]["fields"]] == list(ROWS[resource["path"]][0])
        assert all(field["description"] and field["type"] for field in resource["schema"]["fields"])


FACTS = json_file.facts(SCHEDULE)


def damaged(change):
    """The facts with one thing wrong."""
    facts = copy.deepcopy(FACTS)
    change(facts)
    return facts


DAMAGE = {
    "a rate is missing": lambda f: f["rates"].pop(7),
    "the last rate is missing": lambda f: f["rates"].pop(),
    "a rate is doubled": lambda f: f["rates"].append(f["rates"][0]),
    "a rate is in another's place": lambda f: f["rates"].__setitem__(1, {**f["rates"][0], "amount": "20.00"}),
    "no fees": lambda f: f["fees"].clear(),
    "a fee is missing": lambda f: f["fees"].pop(3),
    "a year that is not adopted": lambda f: f["rates"][0].update(fiscal_year=2031),
    "another list of years": lambda f: f["instrument"].update(fiscal_years=[2025, 2026, 2027, 2028, 2031]),
    "a sewer return of text": lambda f: f["rules"]["sewer_return"].update({"2026": "most"}),
    "a sewer return above one": lambda f: f["rules"]["sewer_return"].update({"2026": "1.10"}),
    "a year without a sewer return": lambda f: f["rules"]["sewer_return"].pop("2027"),
    "a base rate without size": lambda f: f["rates"][0].update(meter_size="all"),
    "a base rate by the CCF": lambda f: f["rates"][0].update(unit="dollars a CCF"),
    "a usage rate with a size": lambda f: f["rates"][20].update(meter_size="3/4 in"),
    "money that is a number": lambda f: f["rates"][0].update(amount=19.37),
    "money to a tenth of a cent": lambda f: f["rates"][0].update(amount="19.375"),
    "money below nothing": lambda f: f["rates"][0].update(amount="-19.37"),
    "a rate without its source": lambda f: f["rates"][0].update(source=" "),
    "a day that is none": lambda f: f["rates"][0].update(effective_from="2024-07-32"),
    "another currency": lambda f: f["rates"][0].update(currency="EUR"),
    "a column that nobody knows": lambda f: f["rates"][0].update(note=""),
    "a late fee in dollars and per cent": lambda f: f["fees"][-1].update(amount="10.00"),
    "a late fee without days": lambda f: f["fees"][-1].update(days=""),
    "rules left out": lambda f: f["rules"].clear(),
    "a condition is missing": lambda f: f["conditions"].pop(),
    "no footnotes": lambda f: f["footnotes"].clear(),
    "no instrument": lambda f: f.pop("instrument"),
    "another version": lambda f: f.update(version="0.1.0"),
}
SCHEMA = json_file.schema(SCHEDULE)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("what", DAMAGE)
def test_the_schema_refuses_damage(what):
    assert damaged(DAMAGE[what]) != FACTS
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(damaged(DAMAGE[what]))


def test_the_schema_holds_in_ajvs_strict_mode(tmp_path):
    needs_npm("ajv", "the schema is compiled in its strict mode")
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    documents = json.dumps([FACTS, *map(damaged, DAMAGE.values())])
    command = ["node", str(JS / "schema.mjs"), str(tmp_path / "schema.json")]
    done = subprocess.run(command, input=documents, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-800:]
    said = json.loads(done.stdout)
    assert said["complaints"] == []
    assert [each["valid"] for each in said["answers"]] == [True] + [False] * len(DAMAGE)


def test_the_schema_has_a_name_a_version_and_says_what_each_part_is():
    assert re.fullmatch(r"urn:alamo-xl:2024-31:rates:\d+\.\d+\.\d+", SCHEMA["$id"])
    assert FACTS["version"] in SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    parts = [*SCHEMA["properties"].values(), *SCHEMA["$defs"].values(), *SCHEMA["$defs"]["rate"]["properties"].values()]
    assert all("description" in part or "$ref" in part for part in parts)
    jsonschema.validate(json_file.facts(DESIGN), json_file.schema(DESIGN))
    general = resources.files("alamo_xl.exports").joinpath(json_file.SCHEMA).read_text(encoding="utf-8")
    jsonschema.validate(FACTS, json.loads(general))


def test_the_json_holds_the_290_rates():
    amounts = [Decimal(row["amount"]) for row in FACTS["rates"]]
    assert amounts == [rate for key, row in SCHEDULE.rates.items() if key != RETURN for rate in row]
