"""The order of work: the model's sheets in groups, a tab colour each, and the five steps that it starts with."""

from __future__ import annotations

from alamo_xl.books.kit import Group, Sheet
from alamo_xl.books.style import GREY, PALETTE, TEAL

BLUE, ORANGE, GREEN, _, _, PURPLE, LIGHT_GREY = PALETTE

GROUPS = (
    Group("start", TEAL, ("Cover", "Council summary", "Dashboard")),
    Group(
        "inputs",
        ORANGE,
        (
            "Control", "Scenarios", "Determinants", "Bill frequency", "Operations", "Capital plan", "Debt", "Reserves",
            "Fees and taps", "Actuals",
        ),
    ),
    Group("rates", BLUE, ("Rates adopted", "Fees", "Rates scenario")),
    Group(
        "finances",
        GREEN,
        (
            "Demand", "Revenue", "Cash flow", "Sufficiency", "Needed increase",
            "Rates raised", "Scenario results",
        ),
    ),
    Group(
        "customers",
        PURPLE,
        ("Bill calculator", "Bill comparison", "Bills by account", "Bill impact", "Affordability", "Peers"),
    ),
    Group(
        "workings",
        LIGHT_GREY,
        (
            "Levers", "Printed", "Base year", "Costs", "Scenario workings", "Solver", "Bill look-ups", "Impact rates",
            "Seasons", "Determinants by month", "Bill frequency by month", "Lists", "Input checks", "Row checks",
        ),
        printed=False,
    ),
    Group("reference", GREY, ("Functions", "Checks", "Notes", "Change log")),
)  # fmt: skip

STEPS = (
    ("1. Control", "Choose the scenario shown, the base year, and the targets that rates must meet."),
    ("2. Determinants", "Put your own data on the sheets of the group inputs; each says whose figures it holds."),
    ("3. Scenarios", "Say what each scenario changes: increases, growth, use, the capital plan."),
    ("4. Sufficiency", "See whether rates are enough, in which year they are not, and what would be."),
    ("5. Council summary", "Print the answer: rates, what customers pay, cash and coverage; then look at Checks."),
)


def add_steps(cover: Sheet) -> None:
    """Start here: five steps, each a link to its sheet."""
    cover.heading("Start here")
    for step, words in STEPS:
        row = cover.take()
        cover.link(step, step.partition(" ")[2], row)
        cover.put(row.cell(0, 1), words, "wrapped")
