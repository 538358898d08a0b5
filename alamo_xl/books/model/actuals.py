"""Actuals: what was audited, budgeted and done, beside the projection of the scenario shown, and the revenue proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alamo_xl.books.kit import Block, Book, Line, TimeSheet
from alamo_xl.books.model import revenue_proof
from alamo_xl.books.model.banners import SHOWN, add_status
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.sufficiency import Sufficiency
from alamo_xl.books.vocabulary import ACTUAL, ACTUAL_KEYS, ACTUAL_KINDS, AUDITED, OUTCOME, UTILITY

DOLLARS = (-1_000_000_000_000, 1_000_000_000_000)
COMPARED = ("rate_revenue", "operations", "closing_cash")
NEXT_PAGE = 3
"""The place of the first measure of the second page."""
PROJECTED, VARIANCE = "projected", "variance"
ROLLING = (
    "To roll the base year forward: choose it on Control, enter its determinants, the balances that it opened with "
    "(Reserves), its dollars of operations, and its ledger here; say below of which year each is."
)
Projected = Mapping[str, Mapping[str, str]]
"""The projection's formulas of a year: by measure in words, by whose; the utility's last."""


def add(book: Book, years: tuple[int, ...], base_year: int, given: dict[str, Any], projected: Projected) -> None:
    """The years of the data, the revenue proof, then a part a measure: entered years, projection, variance."""
    says = "Audited, budgeted and actual years beside the scenario shown, and billed revenue against the ledger's."
    sheet = book.time_sheet("Actuals", "Actuals", says, kind="input")
    sheet.text(SHOWN, "heading")
    add_status(sheet, "Ledger", given["status"])
    _years(sheet, base_year)
    revenue_proof.add_proof(sheet, given["ledger"]["rows"])
    sheet.page_break()
    sheet.heading("Years that have passed")
    sheet.note(
        "Enter what is known and leave the rest empty. The variance is the actual year less the projection, or the "
        "audited year's where no actual is entered; the last audited year stands before the first year of the model."
    )
    label, before = "Last audited year before the first", (years[0] - 100, years[0] - 1)
    sheet.value(label, years[0] - 1, "input year", name="Audited_year", between=before, whole=True)
    head, parts = _year_row(sheet, years), []
    for place, (measure, lines) in enumerate(projected.items(), 1):
        if place == NEXT_PAGE:
            sheet.page_break()
            _year_row(sheet, years)
        parts.append(_measure(sheet, place, measure, lines, given["actuals"].get(measure, {})))
    book.name("Actual_head", head.whole)
    book.name("Actual_rows", parts[0].keys.to(parts[-1].years))
    sheet.page_break()
    sheet.repeated(revenue_proof.add_items(sheet, given["ledger"]))


def _year_row(sheet: TimeSheet, years: tuple[int, ...]) -> Line:
    """The headings of a page of measures: none of another list is repeated there."""
    return sheet.year_row(years, keys=ACTUAL_KEYS, opening="Last audited ($)", pinned=False)


def projection(flows: Mapping[str, Flow], enough: Mapping[str, Sufficiency]) -> Projected:
    """What is compared of the projection: by measure, by whose."""
    measures = {name: {whose: flow[name].year for whose, flow in flows.items()} for name in COMPARED}
    debt = {whose: of.debt.year for whose, of in enough.items()}
    return {
        OUTCOME["rate_revenue"]: measures["rate_revenue"],
        OUTCOME["operations"]: measures["operations"],
        "Debt service": debt,
        OUTCOME["closing_cash"]: measures["closing_cash"],
    }


def _years(sheet: TimeSheet, base_year: int) -> None:
    """Which year each set of data is of, and whether that is the base year."""
    sheet.heading("Which year the data is of")
    sheet.note(ROLLING)
    for label, name in (("Opening balances (Reserves)", "Opening_year"), ("Ledger", "Ledger_year")):
        sheet.value(label, base_year, "input year", name=name, choices="Years_adopted", units="fiscal year")
    sheet.value("Determinants", "=Determinants_year", "link year", units="fiscal year")


def _measure(
    sheet: TimeSheet, place: int, measure: str, projected: Mapping[str, str], given: Mapping[str, Any]
) -> Block:
    """What is known of a measure, whose in turn; whether the services make the utility's audited total."""
    sheet.heading(measure)
    units = "$" if measure == OUTCOME["closing_cash"] else "$ a year"
    audited, rows = [], []
    for whose, formula in projected.items():
        of = [measure, whose]
        entered = _entered(sheet, of, units, given.get(whose, {}))
        audited.append(entered[AUDITED])
        rows += [*entered.values(), *_variance(sheet, of, units, entered, formula)]

    def of_cell(cells: list[str]) -> str:
        *services, utility = cells
        return f"=IF(COUNT({utility})=0,0,ROUND({utility}-SUM({','.join(services)}),2))"

    line = sheet.line(
        ["audit less its services", measure, UTILITY],
        units,
        of_cell([each.year for each in audited]),
        opening=of_cell([each.opening.in_column for each in audited]),
    )
    sheet.warn(line.opening.to(line.years), f"{line.opening.in_row}<>0")
    sheet.name(f"Audit_tie_{place}", line.opening.to(line.years))
    return Block.of([rows[0], rows[-1]])


def _entered(sheet: TimeSheet, of: list[str], units: str, given: Mapping[str, list[Any]]) -> dict[str, Line]:
    """A row a kind; the last audited year before the model's stands in the opening."""
    found = {}
    for kind in ACTUAL_KINDS:
        is_audited = kind == AUDITED
        known = [] if is_audited and kind in given else [None]
        known += [*given.get(kind, []), *[None] * sheet.book.years]
        opening, *values = known[: sheet.book.years + 1]
        found[kind] = sheet.line(
            [kind, *of],
            units,
            values,
            "input money0",
            opening=opening if is_audited else None,
            opening_role="" if is_audited else "text",
            between=DOLLARS,
        )
        if is_audited:
            sheet.validate(found[kind].opening, between=DOLLARS)
    return found


def _variance(
    sheet: TimeSheet, of: list[str], units: str, entered: dict[str, Line], projection: str
) -> tuple[Line, Line]:
    """The projection of the scenario shown, and what was audited, or else done, less it."""
    foreseen = sheet.line([PROJECTED, *of], units, f"={projection}", "link money0", opening_role="text")
    audited, actual = (entered[kind].year for kind in (AUDITED, ACTUAL))
    less = f"COUNT({foreseen.year})*((COUNT({audited},{actual})>0)+COUNT({audited}))"
    formula = f'=CHOOSE(1+{less},"",{actual}-{foreseen.year},{audited}-{foreseen.year})'
    return foreseen, sheet.line([VARIANCE, *of], units, formula, total=True, opening_role="text")
