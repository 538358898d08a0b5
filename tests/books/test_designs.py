"""Blocks, seasons, stages and discounts in native formulas: the calculator and the comparison against the law."""

import random
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from support import designs
from support.bills_book import bills_book
from support.compared import differences
from support.counts import COSTLY, share_of
from support.places import DATA
from support.what_if import errors

from alamo_xl import bill, load_schedule, read_schedule
from alamo_xl import designs as designs_read
from alamo_xl.books import model
from alamo_xl.books.finish import ironcalc_model, read_parts
from alamo_xl.books.model.bill_comparison import CHOSEN, VOLUMES
from alamo_xl.books.reader import read_model
from alamo_xl.rate_table import from_rows
from alamo_xl.typical import day_in

SEEDS, IN_LIBREOFFICE = range(share_of(200)), range(share_of(200, COSTLY))
ACCOUNTS = 6
NEXT = DATA / "next-designs.toml"


class InIronCalc:
    """A book whose named inputs are set and whose named answers are read."""

    def __init__(self, path):
        self._open(path)
        self.model = ironcalc_model(read_parts(path))
        self.sheets = [sheet["name"] for sheet in self.model.get_worksheets_properties()]

    def _open(self, path):
        book = load_workbook(path)
        self.names = book.defined_names
        table = book["Bill comparison"].tables["Bills_by_volume"]
        self.first_volume = int("".join(filter(str.isdigit, table.ref.partition(":")[0]))) + 1

    def place(self, name):
        sheet, area = self.names[name].attr_text.rsplit("!", 1)
        return sheet.strip("'"), area.replace("$", "").partition(":")[0]

    def put(self, sheet, cell, value):
        at = self.sheets.index(sheet), *coordinate_to_tuple(cell)
        if value is None:
            self.model.clear_cell_contents(*at)
        elif isinstance(value, str):
            self.model.update_cell_with_text(*at, value)
        else:
            self.model.update_cell_with_number(*at, float(value))

    def set(self, inputs):
        for name, value in inputs.items():
            if name in self.names:
                self.put(*self.place(name), value)

    def evaluate(self):
        self.model.evaluate()

    def get(self, sheet, cell):
        return self.model.get_cell_value(self.sheets.index(sheet), *coordinate_to_tuple(cell))


class InLibreOffice(InIronCalc):
    """The same in LibreOffice."""

    def __init__(self, path, book):
        self._open(path)
        self.book = book
        for place in range(book.sheets.Count):
            book.sheets.getByIndex(place).unprotect("")

    def put(self, sheet, cell, value):
        typed = "" if value is None else value if isinstance(value, str) else float(value)
        self.book.sheets.getByName(sheet).getCellRangeByName(cell).setDataArray(((typed,),))

    def evaluate(self):
        self.book.document.calculate()

    def get(self, sheet, cell):
        return self.book.sheets.getByName(sheet).getCellRangeByName(cell).getDataArray()[0][0]


def inputs_of(account, prefix, ccf, reclaimed=0):
    """An account's words as the sheets take them."""
    when = account["fiscal_year"]
    sewer = {True: "yes", False: "no", None: "usual"}[account["sewer"]]
    year = when.year + (when.month >= 7)
    return {
        f"{prefix}_year": year,
        "Cmp_from": year,
        "Cmp_to": year,
        f"{prefix}_class": account["customer_class"],
        f"{prefix}_size": account["meter_size"],
        f"{prefix}_location": "outside" if account["outside"] else "inside",
        f"{prefix}_irrigation": "yes" if account["irrigation"] else "no",
        f"{prefix}_sewer": sewer,
        f"{prefix}_units": account["units"],
        f"{prefix}_ccf": ccf,
        f"{prefix}_reclaimed": reclaimed,
        f"{prefix}_month": when.month,
        f"{prefix}_stage": account["stage"],
        f"{prefix}_assisted": "yes" if account["assisted"] else "no",
    }


def cents(value):
    return None if isinstance(value, str) else Decimal(repr(round(value, 6)))


def priced(schedule, account, ccf, **more):
    """The law's bill; account as `designs.accounts` gives it."""
    return bill(schedule, **{**account, "ccf": ccf, **more}).total


def compare(engine, schedule, seed):
    """The calculator and every volume of the comparison, for some accounts."""
    dice = random.Random(seed)
    for account in designs.accounts(seed, ACCOUNTS):
        if account["stage"] not in (0, *schedule.stages):
            account["stage"] = 0
        ccf = Decimal(dice.choice(designs.volumes(schedule, account["units"] or 1))) / 1000
        reclaimed = Decimal(dice.randint(0, 60_000)) / 1000
        engine.set(inputs_of(account, "Calc", ccf, reclaimed))
        plain = {**account, "irrigation": False, "sewer": True, "units": 1 if account["units"] else None}
        engine.set(inputs_of(plain, "Cmp", 8))
        volumes = sorted(dice.choices(designs.volumes(schedule, 1), k=len(VOLUMES)))
        for row, volume in enumerate(volumes):
            engine.put("Bill comparison", f"A{engine.first_volume + row}", volume / 1000)
        engine.evaluate()
        total = engine.get(*engine.place("Calc_total"))
        assert cents(total) == priced(schedule, account, ccf, reclaimed_ccf=reclaimed), (seed, account, ccf)
        for row, volume in enumerate(volumes):
            got = cents(engine.get("Bill comparison", f"D{engine.first_volume + row}"))
            assert got == priced(schedule, plain, Decimal(volume) / 1000), (seed, plain, volume)


def called(seed):
    return f"design {seed}"


@pytest.fixture(scope="module", params=SEEDS, ids=called)
def designed(request, tmp_path_factory):
    """A random design, and a book that prices it."""
    schedule = model.by_service(from_rows(designs.table(request.param), designs.ADOPTED))
    path = bills_book(schedule, tmp_path_factory.mktemp("design") / "bills.xlsx")
    return request.param, schedule, path


def test_random_designs_equal_the_law_in_ironcalc(designed):
    seed, schedule, path = designed
    compare(InIronCalc(path), schedule, seed)


@pytest.mark.parametrize("designed", IN_LIBREOFFICE, ids=called, indirect=True)
def test_random_designs_equal_the_law_in_libreoffice(designed, libreoffice):
    seed, schedule, path = designed
    with libreoffice.book(path) as book:
        compare(InLibreOffice(path, book), schedule, seed)


def test_the_model_of_a_design_equals_the_projection(opened_design):
    schedule, what_if = read_schedule(NEXT), opened_design
    read = read_model(what_if.path, schedule)
    what_if.evaluate()
    assert not [*differences(what_if, adopted=schedule), *errors(what_if)]
    assert what_if.values("Master_check") == [["OK"]]
    month = read.typical_month
    assert (
        read.typical_bill(schedule, 2030)
        == bill(schedule, day_in(2030, month), "household", "3/4", read.typical_ccf).total
    )
    assert CHOSEN.account(schedule).season == "Cmp_season"


def test_shares_of_a_volume_that_do_not_add_up_to_1_are_seen(opened_design):
    what_if, share = opened_design, opened_design.cells("Base_share")[0][0]
    shared = what_if.typed(share)
    words = "The shares of each charge's volume add up to 1"
    (check,) = (cell for (cell,) in what_if.cells("Check_results") if what_if.typed((cell[0], cell[1], 1)) == words)
    with what_if.trial():
        for more, said in ((0.0004, "OK"), (-0.0004, "OK"), (0.001, "LOOK"), (-0.25, "LOOK")):
            what_if.put(share, shared + more)
            what_if.evaluate()
            assert what_if.value(check) == said, more


def test_the_notes_of_the_model_hold_the_readings_of_a_rate_design(model_book):
    """The resolution's own readings, then D1 to D16, each word for word."""
    notes = load_workbook(model_book, read_only=True)["Notes"]
    shown = {row[0]: row[2] for row in notes.iter_rows(values_only=True, max_col=3) if row[0]}
    readings = {each.id: each.reading for each in (*load_schedule().readings, *designs_read.readings())}
    assert {f"D{number}" for number in range(1, 17)} <= readings.keys()
    assert readings.items() <= shown.items()
