"""Whether it is enough: coverage of debt service and unrestricted cash against their targets, each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alamo_xl.books.kit import Block, Line, Ref, YearSheet
from alamo_xl.books.kit.refs import fill
from alamo_xl.books.model.coverages import COVERAGES, SHORT
from alamo_xl.books.model.rows.cash import from_base_year
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.vocabulary import NO_DEBT, OUTCOME

RESERVE_TARGETS = ("operating_target", "capital_target", "stabilisation_target")
LIENS_OWED = ("senior_debt", "subordinate_debt")
MET, MISSED, NEVER = "met", "MISSED", "none"


@dataclass(frozen=True)
class Sufficiency:
    """The rows of net revenue, coverage and targets by their names in vocabulary.OUTCOME; debt service, all liens; how
    many dollars each test is short of, the test of cash last; whether a year meets all; the cells of the first year
    that each test fails (the year after the horizon where none does).
    """

    rows: Flow
    debt: Line
    short: Block
    verdict: Line
    first: Ref


def targets_of(reserves: dict[str, Ref], flow: Flow) -> dict[str, str]:
    """A service's: days of the year's O&M; dollars, and a share of the year's capital spending; dollars."""
    days, dollars, share, stable = (
        f"SUM({reserves[each]})" for each in ("days", "capital_dollars", "capital_share", "stabilisation")
    )
    operating = f"{flow['operations'].year}*{days}/Days_a_year"
    capital = f"{dollars}+{share}*{flow['capital_spending'].year}"
    return dict(zip(RESERVE_TARGETS, (operating, capital, stable), strict=True))


def targets_together(services: Sequence[Sufficiency]) -> dict[str, str]:
    """The utility's: its services' together."""
    return {name: "+".join(each.rows[name].year for each in services) for name in RESERVE_TARGETS}


def add(sheet: YearSheet, whose: str, flow: Flow, targets: dict[str, str], greatest: Line) -> Sufficiency:
    """Coverage and targets; below them what each test is short of. greatest: of existing debt, from a year on."""

    def line(words: str, units: str, formula: str, role: str = "money0", total: bool = False) -> Line:
        return sheet.line([words, whose], units, formula, role, total=total, opening_role="text")

    rows: Flow = {}
    earned, spent, owed = (
        f"SUM({Block.of([flow[first], flow[last]]).year})"
        for first, last in (("rate_revenue", "interest"), ("bad_debt", "operations"), LIENS_OWED)
    )
    rows["net_revenue"] = line(OUTCOME["net_revenue"], "$ a year", from_base_year(f"{earned}-{spent}"), total=True)
    without = f"{rows['net_revenue'].year}-{flow['connection_charges'].year}"
    net = {False: rows["net_revenue"], True: line("Net revenue, less connections", "$ a year", from_base_year(without))}
    senior = line("Debt service, senior", "$ a year", from_base_year(flow[LIENS_OWED[0]].year))
    debt = {True: senior, False: line("Debt service, all", "$ a year", from_base_year(owed))}
    for name, (_, of_senior, less) in COVERAGES.items():
        counted, asked = net[less].year, debt[of_senior].year
        rows[name] = line(OUTCOME[name], "times", _over(counted, asked, f"COUNT({asked})"), "ratio")
    bonds = _over(rows["net_revenue"].previous, greatest.year, "{after}")
    rows["additional_bonds"] = line(OUTCOME["additional_bonds"], "times", bonds, "ratio")
    for name in RESERVE_TARGETS:
        rows[name] = line(OUTCOME[name], "$", from_base_year(targets[name]))
    wanted = Block.of([rows[name] for name in RESERVE_TARGETS]).year
    rows["cash_target"] = line(OUTCOME["cash_target"], "$", from_base_year(f"SUM({wanted})"), total=True)
    short = _short(sheet, whose, rows, {each: of.year for each, of in debt.items()}, flow["closing_cash"].year)
    verdict = f'=CHOOSE(1+{{tested}}*(1+(SUM({short.year})>0)),"","{MET}","{MISSED}")'
    return Sufficiency(rows, debt[False], short, line("Tests", "", verdict, "year"), _margin(sheet, short))


def _over(net: str, owed: str, when: str) -> str:
    """Net revenue over debt service; in words where there is none; blank before."""
    return f'=CHOOSE(1+{when}*(1+(SUM({owed})<>0)),"","{NO_DEBT}",{net}/{owed})'


def _short(sheet: YearSheet, whose: str, rows: Flow, owed: dict[bool, str], closing: str) -> Block:
    """Dollars that each test is short of, to the cent; its margin: the first year that it fails."""
    ahead = sheet.block_ahead(len(COVERAGES) + 1)
    heads = _years(sheet)
    first = f"=Horizon+1-SUMPRODUCT(LARGE(({{years}}>0)*({heads}<=Horizon)*(Horizon+1-{heads}),1))"
    said = f'=IF({{margin2}}>Horizon,"{NEVER}",{{margin2}})'
    lines = []
    for name, (_, of_senior, _) in COVERAGES.items():
        target = f"{{{name}}}"
        covered = rows[name].year
        missing = f"ROUND(MAX(0,({target}-{covered})*{owed[of_senior]}),2)"
        lines.append((f"Short of target: {SHORT[name]}", f"=IF(COUNT({covered},{target})>1,{missing},0)"))
    missing = f"ROUND(MAX(0,{rows['cash_target'].year}-{closing}),2)"
    lines.append(("Short of target: cash", f"=IF({{before}}=1,0,{missing})"))
    return Block.of(
        [
            sheet.line(
                [words, whose],
                "$",
                formula,
                "money0",
                opening_role="text",
                margin=[(said, "year"), (fill(first, {"years": ahead.line(place).years.in_row}), "year")],
            )
            for place, (words, formula) in enumerate(lines)
        ]
    )


def _years(sheet: YearSheet) -> str:
    assert sheet.years is not None  # noqa: S101
    return sheet.years.years.local


def _margin(sheet: YearSheet, block: Block) -> Ref:
    return Ref(block.years.sheet, block.years.row, sheet.margin_column + 1, block.years.rows)
