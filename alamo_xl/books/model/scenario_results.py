"""Scenario results: every scenario side by side, by year, live."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Book, Chart, Column, Line, Ref, TableRef, TimeSheet
from alamo_xl.books.model.banners import banner
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.revenue import Revenue
from alamo_xl.books.model.rows.sufficiency import MISSED, Sufficiency
from alamo_xl.books.model.scenario_workings import Result
from alamo_xl.books.model.scenarios import Scenarios
from alamo_xl.books.vocabulary import UTILITY
from alamo_xl.schedule import Schedule

MILLIONS = "$#,##0.0,,"
CHART_CM, CHART_HEIGHT = 19.5, 6.0
"""Below the measures of the second page there is room for this."""
MOST_DRAWN = 6


CASH, TARGET, TESTS = "Unrestricted cash", "Unrestricted cash target", "Tests"
NEXT_PAGE = "Coverage of senior debt"
"""The first measure of the second page."""


@dataclass(frozen=True)
class Measure:
    """What is compared: its words, unit, style, and where a result has it."""

    words: str
    units: str
    role: str
    part: tuple[str, ...]


MEASURES = (
    Measure("Rate revenue", "$ a year", "money0", ("revenue",)),
    Measure(CASH, "$", "money0", ("flows", UTILITY, "closing_cash")),
    Measure(TARGET, "$", "money0", ("enough", UTILITY, "cash_target")),
    Measure(NEXT_PAGE, "times", "ratio", ("enough", UTILITY, "senior_coverage")),
    Measure("Coverage of all debt", "times", "ratio", ("enough", UTILITY, "all_coverage")),
    Measure(TESTS, "", "verdict", ("enough", UTILITY, "verdict")),
    Measure("Typical household bill", "$ a month", "money", ("bill",)),
)

CHARTS = ((MEASURES[0], MILLIONS, 1), (MEASURES[1], MILLIONS, 6))
"""What is drawn: measure, number format of its axis, column of the chart."""


@dataclass(frozen=True)
class Comparison:
    """The rows of every measure, a line a scenario, and the table of one year."""

    names: tuple[Ref, ...]
    lines: dict[str, tuple[Line, ...]]
    years: Line
    table: TableRef


def add(
    book: Book,
    schedule: Schedule,
    years: tuple[int, ...],
    scenarios: Scenarios,
    results: tuple[Result, ...],
    revenue: Revenue,
    flow: Flow,
) -> Comparison:
    """One year in a table, then every measure by year."""
    sheet = book.time_sheet("Scenario results", "Scenario results", "All scenarios, calculated at once.", kind="input")
    sheet.text(banner("Requirement_status", "Determinants_status"), "banner")
    sheet.value("Year compared", schedule.fiscal_years[-2], "input year", name="Compare_year", choices="Scenario_years")
    sheet.value("Its place", "=MATCH(Compare_year,Scenario_years,0)", "integer", name="Compare_place")
    sheet.gap()
    place = sheet.take(1 + len(results))
    sheet.gap()
    year_row = sheet.year_row(years, keys=("Scenario", "Measure"), opening="")
    lines: dict[str, tuple[Line, ...]] = {}
    for measure in MEASURES:
        if measure.words == NEXT_PAGE:
            sheet.page_break()
        sheet.heading(measure.words)
        lines[measure.words] = tuple(
            sheet.line(
                [f"={name}", measure.words],
                measure.units,
                f"={_line(result, measure).year}",
                measure.role if measure.words == TESTS else f"link {measure.role}",
                opening_role="text",
            )
            for name, result in zip(scenarios.names, results, strict=True)
        )
    _warn(sheet, {words: Block.of(of).years for words, of in lines.items()})
    sheet.heading("The scenario shown, here and on the detail sheets")
    for measure, detail, name in (
        (MEASURES[0], revenue.total[UTILITY], "Revenue_difference"),
        (MEASURES[1], flow["closing_cash"], "Closing_difference"),
    ):
        of_all = Block.of(lines[measure.words]).year
        apart = f"ROUND(INDEX({of_all},MAX(1,Scenario_number))-{detail.year},2)"
        formula = f"=IF({{before}}=1,0,{apart})"
        sheet.line([f"{measure.words}, difference"], measure.units, formula, "money", name=name, opening_role="text")
    with sheet.inside(place):
        table = _one_year(sheet, scenarios, lines)
    sheet.gap()
    sheet.charts_side_by_side([_chart(*each, scenarios, year_row, lines) for each in CHARTS])
    return Comparison(scenarios.names, lines, year_row, table)


def _chart(
    measure: Measure,
    number_format: str,
    column: int,
    scenarios: Scenarios,
    years: Line,
    lines: dict[str, tuple[Line, ...]],
) -> Chart:
    drawn = list(zip(scenarios.names, lines[measure.words], strict=True))[:MOST_DRAWN]
    called = f"{measure.words} by scenario"
    if len(drawn) < len(scenarios.names):
        called = f"{measure.words} of the first {len(drawn)} of {len(scenarios.names)} scenarios"
    units = measure.units.replace("$", "$ millions")
    return Chart(
        f"{called} ({units})",
        years.years,
        [(name, line.years) for name, line in drawn],
        "Fiscal year",
        units.capitalize(),
        f"Lines, one for each of the first scenarios: {measure.words.lower()} by fiscal year.",
        number_format=number_format,
        width_cm=CHART_CM,
        height_cm=CHART_HEIGHT,
        column=column,
    )


def _line(result: Result, measure: Measure) -> Line:
    found: object = result
    for part in measure.part:
        if isinstance(found, Sufficiency) and part in found.rows:
            found = found.rows[part]
        else:
            found = found[part] if isinstance(found, dict) else getattr(found, part)
    assert isinstance(found, Line)  # noqa: S101
    return found


def _one_year(sheet: TimeSheet, scenarios: Scenarios, lines: dict[str, tuple[Line, ...]]) -> TableRef:
    columns = [Column("Scenario", "link text")]
    columns += [Column(f"{m.words} ({m.units})" if m.units else m.words, m.role) for m in MEASURES]
    rows = [
        [
            f"={name.row_wise}",
            *(f"=INDEX({lines[m.words][place].years.in_row},1,Compare_place)" for m in MEASURES),
        ]
        for place, name in enumerate(scenarios.names)
    ]
    table = sheet.table("Scenarios_compared", columns, rows)
    headings = dict(zip((m.words for m in MEASURES), table.headings[1:], strict=True))
    _warn(sheet, {words: table.column(heading) for words, heading in headings.items()})
    return table


def _warn(sheet: TimeSheet, cells: dict[str, Ref]) -> None:
    """Cash below its target, and missed tests, carry the warning colour."""
    cash, target = (cells[each].cell().plain for each in (CASH, TARGET))
    sheet.warn(cells[CASH], f"SUM({cash})<SUM({target})")
    sheet.flag(cells[TESTS], MISSED)
