"""Fees and taps: how many connections are made a year, and how often a service fee is charged."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import Block, Book, Column, TableRef, TimeSheet
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.vocabulary import TAP_ROWS
from alamo_xl.schedule import Schedule

COUNT = (0, 1_000_000)
AMOUNT = "Amount ($)"
CONNECTION_FEES = ("tap", "meter-installation")


def add(
    book: Book,
    schedule: Schedule,
    years: tuple[int, ...],
    services: tuple[str, ...],
    printed: TableRef,
    given: dict[str, Any],
    status: str,
) -> Block:
    """Connection charges by year, service fees of the base year; their printed amounts are those of Fees."""
    sheet = book.time_sheet(
        "Fees and taps", "Fees and taps", "How many connections are made, how often a fee is charged.", kind="input"
    )
    add_status(sheet, "Taps", status)
    taps = _connections(sheet, schedule, years, printed, given["taps"])
    _service_fees(sheet, schedule, services, printed, given["fees"])
    return taps


def _connections(
    sheet: TimeSheet, schedule: Schedule, years: tuple[int, ...], printed: TableRef, given: list[list[Any]]
) -> Block:
    sheet.heading("Connection charges: taps and meter installations a year")
    sheet.note("They follow new connections, not accounts: enter their number by year.")
    name, head_name, keys = TAP_ROWS
    head = sheet.year_row(years, keys=keys, opening="Printed ($)", pinned=False)
    sheet.name(head_name, head.whole)
    numbers = {(fee, size): values for fee, size, values in given}
    charged = [(place, fee) for place, fee in enumerate(schedule.fees) if fee.fee in CONNECTION_FEES]
    block = sheet.block(
        [(fee.fee, fee.size, "water") for _, fee in charged],
        "a year",
        [numbers.get((fee.fee, fee.size), [0] * len(years)) for _, fee in charged],
        "input integer",
        opening=[f"={printed.cell(place, AMOUNT)}" for place, _ in charged],
        opening_role="link money",
        between=COUNT,
    )
    sheet.name(name, block.keys.to(block.years))
    sheet.name("Tap_service", block.key(3))
    sheet.name("Tap_amounts", block.opening)
    return block


def _service_fees(
    sheet: TimeSheet, schedule: Schedule, services: tuple[str, ...], printed: TableRef, given: dict[str, list[Any]]
) -> None:
    sheet.heading("Service fees")
    sheet.note("Count of the base year x printed fee; it grows with accounts.")
    columns = [
        Column("Service fee", width=40),
        Column("Identifier", width=30, name="Fee_id"),
        Column("Service", "input text", name="Fee_service", choices=services),
        Column("Count, base year", "input integer", name="Fee_count", between=COUNT),
        Column("Printed ($)", "link money", name="Fee_printed"),
        Column("Base-year dollars", "money0", name="Fee_dollars", formula="={Count, base year}*{Printed ($)}"),
    ]
    rows = [
        [fee.label, fee.fee, *given[fee.fee], f"={printed.cell(place, AMOUNT).row_wise}"]
        for place, fee in enumerate(schedule.fees)
        if fee.fee not in CONNECTION_FEES
    ]
    sheet.table("Service_fees", columns, rows)
