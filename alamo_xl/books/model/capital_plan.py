"""Capital plan: projects, and in which of three plans each is built when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import SPARE, Book, Column, Ref, TableRef, TimeSheet
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.model.operations import INDEX_CHOICES, INDEX_PROMPT
from alamo_xl.books.vocabulary import PLANS

DOLLARS = (0, 1_000_000_000)
SHARE = (0, 1)
LONGEST = 100
DOLLARS_OF = "Base-year dollars"
GRANT_SHARE, DEBT_SHARE = "From grants", "From debt"


@dataclass(frozen=True)
class CapitalPlan:
    """The projects, and where the sums of each plan are to stand."""

    sheet: TimeSheet
    projects: TableRef
    sums: Ref

    def of_spending(self, row: int) -> tuple[Ref, ...]:
        """The cells of a project's name, cost, index and years."""
        return tuple(
            self.projects.cell(row, each) for each in ("Project", DOLLARS_OF, "Cost index", "Years of spending")
        )

    def first(self, row: int, plan: str) -> Ref:
        """The cell of its first year in a plan."""
        return self.projects.cell(row, first_year(plan))


def first_year(plan: str) -> str:
    """The heading over the first years of a plan."""
    return f"First year in {plan}"


def add(
    book: Book, years: tuple[int, ...], services: tuple[str, ...], given: dict[str, Any], status: str
) -> CapitalPlan:
    """Room for the plans' sums; below it a row a project."""
    sheet = book.time_sheet(
        "Capital plan", "Capital plan", "What is to be built, when in each of three plans, and who pays.", kind="input"
    )
    add_status(sheet, "Capital", status)
    sheet.gap()
    sheet.note(
        "A scenario names its plan (A, B or C); a project is in the plans that have its first year. Its cost is spent "
        "in equal parts, each at its own year's cost index; what neither grants nor debt pay is paid in cash. What "
        "falls in a year before the base year counts for nothing: it is in the opening balances and existing debt."
    )
    sheet.heading("Spending by plan, at each year's prices")
    sheet.year_row(years, keys=("Plan", "Service"), opening="", pinned=False)
    sums = sheet.take(len(PLANS) * (len(services) + 1))
    sheet.gap()
    sheet.heading("Projects")
    columns = [
        Column("Project", "input text", 36, name="Project_name"),
        Column("Service", "input text", name="Project_service", choices=services, required=True),
        Column(
            "Cost index", "input text", name="Project_index", choices=INDEX_CHOICES, prompt=INDEX_PROMPT, required=True
        ),
        Column(DOLLARS_OF, "input money0", name="Project_cost", between=DOLLARS, required=True),
        Column(
            "Years of spending", "input integer", name="Project_years", between=(1, LONGEST), whole=True, required=True
        ),
        Column(GRANT_SHARE, "input percent", name="Project_grant", between=SHARE),
        Column(DEBT_SHARE, "input percent", name="Project_debt", between=SHARE),
        *(
            Column(
                first_year(plan),
                "input year",
                name=f"Project_first_{plan}",
                between=(years[0] - LONGEST, years[0] + LONGEST),
                whole=True,
            )
            for plan in PLANS
        ),
        Column("In cash", "percent", name="Project_in_cash", formula='=IF({Project}="",0,1-{From grants}-{From debt})'),
    ]
    rows = [[*row[:7], *(years[place - 1] if place else None for place in row[7:])] for row in given["projects"]]
    return CapitalPlan(sheet, sheet.table("Projects", columns, rows, spare=SPARE), sums)
