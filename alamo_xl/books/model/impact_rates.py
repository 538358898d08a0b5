"""Impact rates: the rates of the two scenarios and years that Bill impact compares, by printed row and by account."""

from __future__ import annotations

from typing import NamedTuple

from alamo_xl.books.kit import Book, Column, Ref, Sheet
from alamo_xl.books.model import bill_formulas as law
from alamo_xl.books.model.bill_formulas import in_row
from alamo_xl.books.model.chosen_account import cell_name
from alamo_xl.books.model.determinants import ACCOUNT_WORDS, accounts
from alamo_xl.books.model.rate_lines import BASE, IRRIGATION, USAGE, BillLine, account_kinds
from alamo_xl.books.model.rows.typical_bill import lines_of
from alamo_xl.books.model.scenarios import Scenarios
from alamo_xl.books.model.seasons import season_of
from alamo_xl.books.vocabulary import NO, YES, key_formula, key_text
from alamo_xl.schedule import RETURN, Schedule

STEP = 0.0001
NONE = "none"
"""What stands for an account that no rates are printed for: its rates are 0."""
KEY = (*ACCOUNT_WORDS, "Sewer")
"""What tells one kind of account from another, in its key's order."""


class Pair(NamedTuple):
    """A scenario and a year of the two compared: what they are called, and the prefix of their names."""

    words: str
    prefix: str

    @property
    def scenario(self) -> str:
        """The name of the input."""
        return f"Impact_{self.words}_scenario"

    @property
    def year(self) -> str:
        """The name of the input."""
        return f"Impact_{self.words}_year"

    @property
    def rates(self) -> law.Rates:
        """Where its rates are: a column, a row a rate."""
        return law.Rates(f"{self.prefix}_rates", f"{self.prefix}_return", "1", self.words)

    @property
    def bills(self) -> str:
        """The name of the bills of the bill frequency's rows."""
        return f"Impact_{self.words}"

    @property
    def dollars(self) -> str:
        """The name of what all bills of each row come to."""
        return f"Impact_dollars_{self.words}"

    def usage(self, line: BillLine) -> str:
        """The name of the accounts' rates of a usage line."""
        return f"{self.prefix}_{line.service}" + (f"_{line.block}" if line.in_parts else "")


PAIRS = FROM, TO = Pair("from", "From"), Pair("to", "To")


def add(book: Book, schedule: Schedule, scenarios: Scenarios) -> tuple[Ref, ...]:
    """The places of both pairs, the printed rows at their rates, then every kind of account.

    Gives the cells that say which scenario and year each pair is.
    """
    sheet = book.sheet("Impact rates", "Impact rates", "The rates of the two scenarios and years of Bill impact.")
    for pair in PAIRS:
        for words, asked, names, read in (
            ("scenario", pair.scenario, "Scenario_names", "block"),
            ("year", pair.year, "Scenario_years", "column"),
        ):
            place, label = f"{pair.prefix}_{words}", f"Place of the {pair.words} {words}"
            sheet.value(label, f"=IFERROR(MATCH({asked},{names},0),0)", "count", name=place, note="0: not there")
            sheet.value(f"{label}, or the first", f"=MAX(1,{place})", "count", name=f"{pair.prefix}_{read}")
    sheet.value("A step that keeps equal changes apart", STEP, "general", name="Impact_step", units="cents a row")
    there = ",".join(f"{pair.prefix}_{words}" for pair in PAIRS for words in ("scenario", "year"))
    sheet.value("All four are there", f"=1*(MIN({there})>0)", "count", name="Impact_there", note="1 is yes")
    sheet.value("Bills counted", "=SUMIFS(Freq_bills,Freq_counted,1)", "integer", name="Impact_counted", units="a year")
    for pair in PAIRS:
        average = f"=IF(Impact_counted=0,0,SUM({pair.dollars})/Impact_counted)"
        label, name = f"Average bill, {pair.words}", f"Impact_all_{pair.words}"
        sheet.value(label, average, "money", name=name, units="$ a month")
    change = "=ROUND(Impact_all_to,2)-ROUND(Impact_all_from,2)"
    sheet.value("Its change", change, "money", name="Impact_all", units="$ a month")
    called = tuple(
        sheet.value(f"What {pair.words} is", f'={pair.scenario}&", FY"&{pair.year}', free=True) for pair in PAIRS
    )
    _rates(sheet, schedule, len(scenarios.blocks))
    _accounts(sheet, schedule)
    return called


def _rates(sheet: Sheet, schedule: Schedule, scenarios: int) -> None:
    """A row a printed rate, last the sewer return; 0 until all is chosen."""
    sheet.heading("By printed row")
    blocks = ",".join(f"Rates_{number}" for number in range(1, scenarios + 1))
    columns = [Column("Rate", width=60), Column("Row", "count", 8)]
    for pair in PAIRS:
        block = f"CHOOSE({pair.prefix}_block,{blocks})"
        found = f"=Impact_there*INDEX({block},{{Row}},{pair.prefix}_column)"
        columns.append(Column(f"Rate, {pair.words} ($)", "ratio", 14, found, pair.rates.values))
    rows = [[key_text(key), place] for place, key in enumerate(schedule.rates, 1)]
    table = sheet.table("Impact_rates", columns, rows)
    for pair in PAIRS:
        sheet.name(pair.rates.returns, table.cell(list(schedule.rates).index(RETURN), f"Rate, {pair.words} ($)"))


def _accounts(sheet: Sheet, schedule: Schedule) -> None:
    """A row a kind of account, with and without sewer: its base charges together, its rates a CCF."""
    sheet.heading("By kind of account")
    lines, kinds = lines_of(schedule), account_kinds(schedule)
    kind = key_formula(*map(in_row, KEY[:2]))
    account = law.Account("{Kind}", "{Meter size}", "{Usage}", season=season_of(schedule, "Typical_season"))
    look_ups = law.look_up_columns(account, lines, len(kinds))
    columns = [
        *(Column(heading, width=15) for heading in KEY),
        Column("Key", formula=f"={key_formula(*map(in_row, KEY))}", width=44, name="Impact_accounts"),
        Column("Kind", "count", 8, f"=MAX(1,IFERROR(MATCH({kind},Account_kinds,0),0))"),
        Column("Usage", width=12, formula=f'=IF({{Irrigation}}="{YES}","{IRRIGATION}","{USAGE}")'),
        *look_ups,
        Column("Printed", "count", 9, f"=1*({in_row(law.place_heading(lines[0]))}>0)"),
        Column("Sewer billed", "count", 9, f'=1*({{Sewer}}="{YES}")'),
    ]
    for pair in PAIRS:
        columns += [_base(pair, lines)]
        columns += [_usage(pair, line) for line in lines if line.charge == USAGE]
    rows = [(NONE,) * len(KEY), *((*each, sewer) for each in accounts(schedule) for sewer in (YES, NO))]
    table = sheet.table("Impact_accounts_table", columns, rows)
    for column in look_ups:
        if column.heading.endswith("(CCF)"):
            sheet.name(cell_name("Impact", column.heading), table.column(column.heading))


def _base(pair: Pair, lines: list[BillLine]) -> Column:
    """Its base charges: water's, and where sewer is billed sewer's."""
    charges = [_billed(line, law.rate_at(line, pair.rates)) for line in lines if line.charge == BASE]
    formula = f"={{Printed}}*({'+'.join(charges)})"
    return Column(f"Base charges, {pair.words} ($)", "money", 14, formula, f"{pair.prefix}_base")


def _usage(pair: Pair, line: BillLine) -> Column:
    formula = f"={{Printed}}*{_billed(line, law.rate_at(line, pair.rates))}"
    return Column(f"{line.words}, {pair.words} ($)", "money", 14, formula, pair.usage(line))


def _billed(line: BillLine, rate: str) -> str:
    return f"{{Sewer billed}}*{rate}" if line.service == RETURN.service else rate
