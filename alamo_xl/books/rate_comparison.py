"""The book of a comparison: what the same bills bring in under several rates, how bills change, whose change most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from alamo_xl.books.kit import Book, Chart, Column, add_contents

Revenue = Mapping[tuple[str, str], Sequence[Decimal]]
Bands = Mapping[tuple[int | None, int | None], int]
Accounts = Sequence[tuple[str, int, Sequence[Decimal]]]
SHORT = 6.5
"""A chart's height, cm, that stands on the page of its numbers."""
WHAT = {"total": "All", "service": "Service", "charge": "Charge", "class": "Class", "location": "Location"}


def build_comparison(
    extract: str,
    names: Sequence[str],
    bills: int,
    apart: int,
    revenue: Revenue,
    changes: Sequence[Bands],
    accounts: Accounts,
) -> Book:
    """Sheets Revenue, Changes and Accounts; revenue in dollars by what and which, changes by dollars a bill."""
    book = Book("Rate comparison", f"The bills of {extract} under {len(names)} rates", profile="publish")
    labels = _labels(names)
    cover = book.sheet("Cover", "Rate comparison", f"The same {bills:,} bills under {' and '.join(labels)}.")
    cover.note(f"Bills: {extract}, each rated by the law. Changes are against {labels[0]}. A working paper.")
    sheet = book.sheet("Revenue", "Revenue", f"{bills:,} bills of {extract}, rated one by one under each of the rates.")
    if apart:
        sheet.note(f"{apart:,} bills that not all of the rates price are left out.")
    others = [Column(f"{label} change (%)", "percent", 18) for label in labels[1:]]
    columns = [
        Column("By", width=12),
        Column("Of", width=18),
        *(Column(f"{each} ($)", "money", 18) for each in labels),
        *others,
    ]
    rows = [[WHAT[what], which, *map(float, amounts), *_shares(amounts)] for (what, which), amounts in revenue.items()]
    table = sheet.table("Revenue", columns, rows)
    services = [place for place, (what, _) in enumerate(revenue) if what == "service"]
    first, count = services[0], len(services)
    which = table.column("Of").rows_at(first, count)
    series = [(label, table.column(f"{label} ($)").rows_at(first, count)) for label in labels[:6]]
    alt = f"Revenue of water, sewer and reclaimed water under {', '.join(labels)}."
    sheet.gap()
    sheet.chart(Chart("Revenue by service ($)", which, series, "Service", "Dollars", alt, kind="bar", height_cm=SHORT))
    _add_changes(book, labels, changes)
    if accounts:
        _add_accounts(book, labels, accounts)
    add_contents(book, cover)
    return book


def _add_changes(book: Book, labels: Sequence[str], changes: Sequence[Bands]) -> None:
    sheet = book.sheet("Changes", "Changes of bills", f"Bills by the dollars that they change, against {labels[0]}.")
    columns = [
        Column("Change of a bill ($)", width=24),
        *(Column(f"{label} (bills)", "integer", 18) for label in labels[1:]),
    ]
    rows = [[band_text(band), *(each[band] for each in changes)] for band in changes[0]]
    table = sheet.table("Changes", columns, rows)
    series = [(label, table.column(f"{label} (bills)")) for label in labels[1:7]]
    alt = f"How many bills change by how much against {labels[0]}."
    bands = table.column("Change of a bill ($)")
    sheet.gap()
    sheet.chart(
        Chart(
            "Bills by change",
            bands,
            series,
            "Change ($)",
            "Bills",
            alt,
            kind="bar",
            number_format="#,##0",
            height_cm=SHORT,
        )
    )


def _add_accounts(book: Book, labels: Sequence[str], accounts: Accounts) -> None:
    sheet = book.sheet("Accounts", "Accounts most affected", "The sum of each account's bills under each of the rates.")
    columns = [Column("Account", width=18), Column("Bills", "integer")]
    columns += [Column(f"{label} ($)", "money", 18) for label in labels]
    columns += [Column(f"{label} change ($)", "money", 18) for label in labels[1:]]
    rows = [[_plain(name), bills, *map(float, (*sums, *_changes(sums)))] for name, bills, sums in accounts]
    sheet.table("Accounts", columns, rows)


def band_text(band: tuple[int | None, int | None]) -> str:
    """A band of changes in words: `5 to 10`, `more than 100`, `none`."""
    low, high = band
    if band == (0, 0):
        return "none"
    if low is None:
        return f"{high} or less"
    return f"more than {low}" if high is None else f"over {low} to {high}"


def _labels(names: Sequence[str]) -> list[str]:
    """Names that tell rates apart as headings."""
    return [name if names.count(name) == 1 else f"{name} ({place})" for place, name in enumerate(names, 1)]


def _changes(amounts: Sequence[Decimal]) -> list[Decimal]:
    return [amount - amounts[0] for amount in amounts[1:]]


def _shares(amounts: Sequence[Decimal]) -> list[float | None]:
    return [float(change / amounts[0]) if amounts[0] else None for change in _changes(amounts)]


def _plain(name: str) -> str:
    """A text that is not taken for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t\r" else name
