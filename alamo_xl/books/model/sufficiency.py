"""Sufficiency of the scenario shown: whether rates are enough, and which test fails first in which year."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Ref, TimeSheet
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.cash_flow import narrow
from alamo_xl.books.model.costs import Costs
from alamo_xl.books.model.coverages import COVERAGES
from alamo_xl.books.model.rows import sufficiency
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.sufficiency import MISSED, Sufficiency
from alamo_xl.books.vocabulary import OUTCOME, UTILITY

MARGIN = ("First missed", "As a number", "Said")
CASH = "unrestricted cash"


def add(book: Book, years: tuple[int, ...], costs: Costs, flows: dict[str, Flow]) -> dict[str, Sufficiency]:
    """A sentence each, the utility's first; then coverage, targets and what each test is short of."""
    says = "Whether the rates of the scenario shown are enough: coverage of debt service, and cash, against targets."
    sheet = book.time_sheet("Sufficiency", "Sufficiency", says, measure=160)
    of_the_scenario(sheet, "Requirement_status", "Determinants_status")
    sentences = sheet.take(len(flows))
    sheet.gap()
    sheet.note(
        "Coverage is net revenue over debt service. The utility's is the covenant's test, which bondholders hold; a "
        "service's is managerial: it says whether the service carries itself. Cash is tested for the utility where "
        "Control pools it, for each service where they stand alone. Targets are on Control and Reserves."
    )
    sheet.year_row(years, keys=("Line", "Service"), opening="", margin=MARGIN)
    sheet.printed_to(sheet.margin_column)
    narrow(sheet)
    found: dict[str, Sufficiency] = {}
    for whose, flow in flows.items():
        kind = "the covenant" if whose == UTILITY else "managerial"
        sheet.heading(f"{whose.capitalize()} ({kind})")
        if whose == UTILITY:
            targets = sufficiency.targets_together(list(found.values()))
        else:
            targets = sufficiency.targets_of(costs.services[whose].reserves, flow)
        found[whose] = sufficiency.add(sheet, whose, flow, targets, costs.greatest[whose])
        _said(sheet, whose, found[whose], sentences.row_at(0 if whose == UTILITY else len(found)))
        if whose != UTILITY:
            sheet.page_break()
    sheet.gap()
    alone = ",".join(str(each.first) for whose, each in found.items() if whose != UTILITY)
    least = sheet.take()
    sheet.put(least, "First year that a service misses a test", "text")
    sheet.put(least.cell(0, sheet.margin_column - 1), f"=MIN({alone})", "year")
    sheet.name("First_missed_alone", least.cell(0, sheet.margin_column - 1))
    return found


def _said(sheet: TimeSheet, whose: str, enough: Sufficiency, where: Ref) -> None:
    """The first year that each test fails, as a sentence; the words of each test stand in the margin."""
    names = [OUTCOME[name].lower() for name in COVERAGES]
    names = [f"{name}," if "," in name else name for name in names] + [CASH]
    first = enough.first
    for place, name in enumerate(names):
        year = first.cell(place)
        words = f'=IF({year.in_row}>Horizon,"","{name} in FY"&{year.in_row}&"; ")'
        sheet.put(year.beside(1), words, "text")
    said = first.beside(1)
    parts = "&".join(said.cell(place).plain for place in range(said.rows))
    together = said.cell(said.rows)
    sheet.put(together, f"={parts}", "text")
    met = '"meets every test to FY"&Horizon'
    misses = f'"first misses its target of "&LEFT({together.in_row},LEN({together.in_row})-1-1)'
    sheet.put_free(where, f'="{whose.capitalize()} "&IF({together.in_row}="",{met},{misses})&"."', "state")
    sheet.warn(where, f'ISNUMBER(SEARCH("misses",{where.plain}))')
    for line in (enough.verdict, *enough.short.lines):
        sheet.warn(
            line.years,
            f'{enough.verdict.at(0).in_column}="{MISSED}"' if line is enough.verdict else f"{line.at(0).in_column}>0",
        )
    sheet.name(f"First_coverage_{whose}", first.rows_at(0, len(COVERAGES)))
    sheet.name(f"First_cash_{whose}", first.cell(len(COVERAGES)))
    sheet.name(f"Sentence_{whose}", where)
