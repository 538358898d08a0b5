"""`alamo-xl determinants`, and a consultant's whole way: sample, determinants, model, scenario, every bill rated."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from support import designs
from support.command import alamo_xl
from support.counts import CI, SHARE

from alamo_xl import load_schedule
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.package import sheet_parts, write_parts
from alamo_xl.books.plain_sheet import with_plain_sheet
from alamo_xl.books.unpack import unpacked
from alamo_xl.cli import main
from alamo_xl.commands.determinants import Verdict, _verdict
from alamo_xl.extracts.proof import Line
from alamo_xl.rate_table import from_rows

ADOPTED = load_schedule()
ACCOUNTS = 150
MINE = ("My notes", ["Mine"], [["a note of my own"]])
IN_CI = pytest.mark.skipif(not CI and SHARE < 1, reason="CI and make prove run it: it builds and recalculates a model")
SCENARIO, LATER = "Rate-design shift", 3
LINE = re.compile(r"^([a-z ]+?) +([\d,.]+) +([\d,.]+) +(-?[\d,.]+) +([\d,.]+)$", re.MULTILINE)


def dollars(text):
    return Decimal(text.replace(",", ""))


def proof(printed):
    """Model, bills, difference, at most, by line."""
    return {words: tuple(map(dollars, numbers)) for words, *numbers in LINE.findall(printed)}


@pytest.fixture(scope="module")
def bills(tmp_path_factory):
    path = tmp_path_factory.mktemp("consultant") / "bills.csv"
    done = alamo_xl("sample", "--accounts", ACCOUNTS, "--out", path)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def fresh(bills):
    """A fresh model of the extract, and what the command printed."""
    return made(bills, bills.with_name("fresh.xlsx"))


@pytest.fixture(scope="module")
def saved(bills, model_book):
    """A copy of a saved model, with a sheet of its user's own, that took the extract, and what the command printed."""
    mine = bills.with_name("mine.xlsx")
    write_parts(mine, with_plain_sheet(unpacked(model_book), *MINE))
    return made(bills, bills.with_name("model.xlsx"), "--model", mine)


@pytest.fixture(scope="module", params=["saved", pytest.param("fresh", marks=IN_CI)])
def tabulated(request):
    """A model of the extract with its values, and what the command printed."""
    path, printed = request.getfixturevalue(request.param)
    return openpyxl.load_workbook(path, data_only=True), printed


def made(bills, path, *options):
    done = alamo_xl("determinants", bills, "--out", path, *options)
    assert done.returncode == 0, done.stderr
    return path, done.stdout


def named(book, name):
    ((sheet, area),) = book.defined_names[name].destinations
    cells = book[sheet][area.replace("$", "")]
    return [cell.value for row in cells for cell in row] if isinstance(cells, tuple) else cells.value


def test_the_model_holds_the_extract_and_says_so(tabulated, bills):
    book, printed = tabulated
    assert named(book, "Determinants_status") == named(book, "Frequency_status") == "tabulated"
    assert re.fullmatch(r"bills.csv, tabulated \d{4}-\d\d-\d\d", named(book, "Determinants_source"))
    assert named(book, "Base_year") == named(book, "Determinants_year") == ADOPTED.fiscal_years[0]
    assert named(book, "Master_check") == "OK"
    assert set(named(book, "Frequency_verdicts")) == {"OK"}
    with bills.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    counted = int(re.search(r"^FY2025: ([\d,]+) bills", printed, re.MULTILINE)[1].replace(",", ""))
    assert counted == sum(named(book, "Det_bills")) <= sum(row["water"] == "true" for row in rows)
    assert "without a bill, not tabulated: 12" in printed


def test_the_proof_is_the_books_own_revenue_and_rounding_explains_the_rest(tabulated):
    book, printed = tabulated
    lines = proof(printed)
    assert list(lines) == ["water base", "water usage", "sewer base", "sewer commodity", "reclaimed", "total"]
    for words, (model, billed, difference, most) in lines.items():
        assert difference == billed - model or abs(difference - (billed - model)) <= Decimal("0.01")
        assert abs(difference) <= most
        assert most > 0 or words.endswith("base")
    own = sum(map(Decimal, map(str, named(book, "Base_revenue"))))
    assert abs(own - lines["total"][0]) < Decimal("0.01")
    assert "Proved: each bill's usage is rounded to the cent" in printed


def test_by_month_too(tabulated):
    book, _ = tabulated
    for sheet, heading, whole in (
        ("Determinants by month", "Water (CCF)", "Det_ccf"),
        ("Bill frequency by month", "Water (CCF)", "Freq_ccf"),
    ):
        lines = list(book[sheet].values)
        head, *rows = lines[next(n for n, line in enumerate(lines) if line[0] == "Month") :]
        place = head.index(heading)
        assert sum(row[place] for row in rows) == pytest.approx(sum(filter(None, named(book, whole))))
        assert list(dict.fromkeys(row[0] for row in rows)) == [7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]


def test_a_saved_model_keeps_its_own(saved, model_book):
    path, printed = saved
    assert "42 kinds of account" in printed
    mine, old, new = unpacked(path.with_name("mine.xlsx")), unpacked(model_book), unpacked(path)
    assert sheet_parts(new).keys() - sheet_parts(mine).keys() == {"Determinants by month", "Bill frequency by month"}
    assert new[sheet_parts(new)[MINE[0]]] == mine[sheet_parts(mine)[MINE[0]]]
    assert {name for name in old if not name.startswith("xl/worksheets/") and old[name] != new[name]} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    }


class Ran:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


def ran(capsys, *arguments):
    """The command in this process."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return Ran(ended.value.code or 0, *capsys.readouterr())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--out", "model.csv"), "model.csv: give a name that ends in .xlsx"),
        (("--out", "m.xlsx", "--bands", "5,5"), "--bands is '5,5'; give at most 30 whole numbers of CCF that rise"),
        (("--out", "m.xlsx", "--bands", "0,5"), "--bands is '0,5'"),
        (("--out", "m.xlsx", "--bands", ""), "--bands is ''"),
        (("--out", "m.xlsx", "--bands", "5,x"), "--bands is '5,x'"),
        (("--out", "m.xlsx", "--fy", "2027"), "no bill of FY2027 that can be rated; it has FY2025"),
        (("--out", "m.xlsx", "--fy", "soon"), "fiscal year 'soon' is not understood"),
        (("--out", "m.xlsx", "--model", "nowhere.xlsx"), "nowhere.xlsx"),
        (("--out", "m.xlsx", "--unit", "litres"), "'litres' is not one of"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_nothing_is_written(bills, tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    done = ran(capsys, "determinants", bills, *arguments)
    assert done.code == 2
    assert words in done.err
    assert done.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_an_extract_of_several_years_or_of_no_bill_is_refused(bills, tmp_path, capsys):
    text = bills.read_text("utf-8")
    for name, found, words in (
        ("two.csv", text.replace("2024-07", "2025-07"), r"bills of FY2025 \([\d,]+\), FY2026 \([\d,]+\); say which"),
        ("none.csv", re.sub("household", "nobody", text), "no bill of the extract can be rated"),
        ("absent.csv", None, "absent.csv"),
    ):
        path = tmp_path / name
        if found is not None:
            path.write_text(found, "utf-8")
        done = ran(capsys, "determinants", path, "--out", tmp_path / "m.xlsx")
        assert done.code == 2
        assert re.search(words, done.err)
        assert not (tmp_path / "m.xlsx").exists()


def test_what_the_proof_says():
    ties, differs = Line("water base", Decimal(1), Decimal(1), 0), Line("water base", Decimal(1), Decimal(2), 0)
    assert _verdict([ties], ADOPTED) is Verdict.PROVED
    assert _verdict([ties, differs], ADOPTED) is Verdict.NOT_PROVED
    blocks = from_rows(designs.table(7), ADOPTED)
    assert _verdict([ties, differs], blocks) is Verdict.BY_SHARES


@IN_CI
def test_bills_of_another_year_than_the_base_year_are_said_to_be(fresh, bills, capsys):
    later, out = bills.with_name("later.csv"), bills.with_name("later.xlsx")
    moved = re.sub(r"\b(202\d)-(\d\d-\d\d)", lambda d: f"{int(d[1]) + 1}-{d[2]}", bills.read_text("utf-8"))
    later.write_text(moved, "utf-8")
    done = ran(capsys, "determinants", later, "--out", out, "--model", fresh[0])
    assert done.code == 0
    assert "its base year stays FY2025, for which it takes these bills: an alert until Control says FY2026" in done.out
    assert "Revenue proof, FY2026" in done.out
    assert proof(done.out)["water base"][0] > proof(fresh[1])["water base"][0]
    assert named(openpyxl.load_workbook(out, data_only=True), "Determinants_year") == 2026


@IN_CI
def test_a_fresh_model_is_the_model_but_for_its_tables(fresh, model_book):
    """What `build` writes and what the command writes are one book: the same sheets and names, two more sheets."""
    ours, theirs = Cells.of(model_book).book, Cells.of(fresh[0]).book
    more = {"Determinants by month", "Bill frequency by month"}
    assert [sheet for sheet in theirs.sheets if sheet not in more] == list(ours.sheets)
    assert more < theirs.sheets.keys()
    assert theirs.names.keys() == ours.names.keys()


@IN_CI
def test_a_consultants_whole_way(fresh, bills, libreoffice):
    """The book's revenue of a later year, by LibreOffice, is that of every bill of the extract under its scenario."""
    path, printed = fresh
    saved, year = path.with_name("saved.xlsx"), ADOPTED.fiscal_years[LATER]
    with libreoffice.book(path) as book:
        names = Names(book)
        book.set(*names.cell("Scenario"), SCENARIO)
        number = [row[0] for row in names.rows("Scenario_names")].index(SCENARIO) + 1
        for place, row in enumerate(names.rows(f"Levers_{number}")):
            if row[0] in ("growth of accounts", "elasticity of use"):
                for column, value in enumerate(row[4:], 4):
                    if value != "":
                        book.set(*names.cell(f"Levers_{number}", place, column), None)
        book.recalculate()
        place = names.rows("Scenario_years")[0].index(year)
        revenue = {}
        for line in names.sheet("Revenue"):
            revenue.setdefault((line[0], line[1]), line[place + 5])
        save(book, saved)
    rates = ("--rates", saved, "--scenario", SCENARIO, "--fy", year)
    done = alamo_xl("rate", bills, "--out", bills.with_suffix(".parquet"), *rates)
    assert done.returncode == 3, done.stderr
    rated = {
        words: dollars(amount) for words, amount in re.findall(r"^  ([a-z ]+?) +([\d,]+\.\d\d)$", done.stdout, re.M)
    }
    with bills.open(encoding="utf-8") as file:
        half_cents = Decimal("0.005") * sum(1 for _ in file)
    for service, charge, line in (
        ("water", "base charges", "water base"),
        ("water", "usage charges", "water usage"),
        ("sewer", "base charges", "sewer base"),
        ("sewer", "usage charges", "sewer commodity"),
        ("reclaimed", "usage charges", "reclaimed"),
    ):
        rounding = Decimal("0.005") if charge == "base charges" else half_cents
        assert abs(rated[line] - Decimal(str(revenue[service, charge]))) < rounding, line
    assert rated["total"] > 0
    assert rated["water base"] != proof(printed)["water base"][1]


class Names:
    """The cells of a book that is open in LibreOffice, by defined name."""

    def __init__(self, book):
        self.book = book

    def _area(self, name):
        return self.book.document.NamedRanges.getByName(name).ReferredCells

    def rows(self, name):
        return [list(row) for row in self._area(name).getDataArray()]

    def cell(self, name, row=0, column=0):
        cell = self._area(name).getCellByPosition(column, row)
        _, sheet, address = re.fullmatch(r"(\$?'?(.+?)'?\.)?(.*)", cell.AbsoluteName).groups()
        return sheet, address.replace("$", "")

    def sheet(self, name):
        sheet = self.book.sheets.getByName(name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return [list(row) for row in sheet.getCellRangeByPosition(0, 0, 14, cursor.RangeAddress.EndRow).getDataArray()]


def save(book, path):
    """The open book as Excel's format, as its user would save it."""
    from com.sun.star.beans import PropertyValue

    how = PropertyValue()
    how.Name, how.Value = "FilterName", "Calc MS Excel 2007 XML"
    book.document.storeToURL(Path(path).as_uri(), (how,))
