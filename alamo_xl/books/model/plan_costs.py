"""What each capital plan means for a service: spending and who pays for it, debt sized to what is borrowed."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Line, Ref, TimeSheet
from alamo_xl.books.model.capital_plan import DEBT_SHARE, GRANT_SHARE, CapitalPlan
from alamo_xl.books.vocabulary import LIENS, PLANS

ROWS = 5 + len(LIENS)


PlanCosts = dict[str, Line]
"""What a plan means for a service, by year in dollars: spending, grants, borrowed, par, payments (of new debt), and
debt service by lien, existing debt included.
"""


@dataclass(frozen=True)
class Projects:
    """A year's part of each project's cost, whichever its plan; what grants and debt pay of it."""

    parts: Block
    grants: Block
    debt: Block


def add_projects(sheet: TimeSheet, built: CapitalPlan, indices: Block) -> Projects:
    """A row a project, in the table's order: a year's part of its cost, at that year's index, whichever its plan.

    The margin: that part in base-year dollars, the place of its index, its last year in each plan.
    """
    lines = []
    for row in range(built.projects.data.rows):
        name, cost, index, years = built.of_spending(row)
        last = (
            (f"=IF(COUNT({first},{years})>1,{first}+{years}-1,0)", "year")
            for first in (built.first(row, plan) for plan in PLANS)
        )
        margin = [
            (f"=IF(SUM({years})>0,SUM({cost})/{years},0)", "money0"),
            (f"=IFERROR(MATCH({index},Index_names,0),0)", "count"),
            *last,
        ]
        part = f"=(1-{{before}})*{{margin1}}*INDEX({indices.year},1+{{margin2}})"
        lines.append(sheet.line([f'={name}&""'], "$ a year", part, "money0", opening_role="text", margin=margin))
    for number, plan in enumerate(PLANS):
        place = lines[0].label.cell(0, sheet.margin_column + 1 + number)
        sheet.name(f"Project_last_{plan}", Ref(place.sheet, place.row, place.column, len(lines)))
    parts = Block.of(lines)
    return Projects(parts, _paid(sheet, built, parts, GRANT_SHARE), _paid(sheet, built, parts, DEBT_SHARE))


def _paid(sheet: TimeSheet, built: CapitalPlan, parts: Block, heading: str) -> Block:
    """What a share of each project pays of its parts: rows, because sums by criteria are quicker than of products."""
    sheet.subheading(f"Projects: {heading.lower()}")
    return Block.of(
        [
            sheet.line(
                [f"={part.label}"],
                "$ a year",
                f"={part.year}*SUM({built.projects.cell(row, heading)})",
                "money0",
                opening_role="text",
            )
            for row, part in enumerate(parts.lines)
        ]
    )


def add(
    sheet: TimeSheet,
    service: str,
    plan: str,
    head: Line,
    projects: Projects,
    terms: dict[str, Ref],
    owed: dict[str, Line],
) -> PlanCosts:
    """Level payments from the year after each borrowing, for the term; what a year before the base year holds, not."""

    def line(words: str, formula: str) -> Line:
        return sheet.line([words, service, plan], "$ a year", formula, "money0", opening_role="text")

    first, last = f"Project_first_{plan}", f"Project_last_{plan}"
    within = f'{first},"<="&{{year}},{last},">="&{{year}}'

    def spent(words: str, of: Block) -> Line:
        return line(words, f"=SUMIFS({of.year},Project_service,{{key2}},{within})")

    spending, grants = spent("capital spending", projects.parts), spent("grants", projects.grants)
    borrowed = spent("borrowed", projects.debt)
    par = line("par of new debt", f"={borrowed.year}*{terms['par']}")
    years, amounts = head.years.local, par.years.in_row
    repaid = f'SUMIFS({amounts},{years},"<"&{{year}},{years},">="&{{year}}-{terms["term"]})'
    payments = line("payments on new debt", f"={terms['payment']}*{repaid}")
    debt = {
        lien: line(f"{lien} debt service", f'={owed[lien].year}+({terms["lien"]}="{lien}")*{payments.year}')
        for lien in LIENS
    }
    return dict(spending=spending, grants=grants, borrowed=borrowed, par=par, payments=payments, **debt)
