"""Revenue proof: what the rates bring in on the determinants, against what the ledger says was billed."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import SPARE, Column, Ref, Sheet
from alamo_xl.books.vocabulary import ALERT, OK

COMPUTED = "=SUMIFS(Base_revenue,Base_services,{Service},Base_classes,{Class})"
RECONCILING = "=SUMIFS(Item_amount,Item_service,{Service},Item_class,{Class})"
FOUND = '=IF({Item}="",0,COUNTIFS(Ledger_service,{Service of item},Ledger_class,{Class of item}))'
DOLLARS = (-1_000_000_000, 1_000_000_000)


def add_proof(sheet: Sheet, rows: list[list[Any]]) -> None:
    """A row for each service and class."""
    sheet.heading("Revenue proof: the base year's revenue as computed, against the ledger")
    share = "{Variance ($)}/{Ledger ($)}"
    columns = [
        Column("Service", width=28, name="Ledger_service"),
        Column("Class", width=26, name="Ledger_class"),
        Column("Computed ($)", "link money0", 14, formula=COMPUTED),
        Column("Reconciling items ($)", "money0", 14, formula=RECONCILING),
        Column("Ledger ($)", "input money0", 14, name="Ledger_amount", between=DOLLARS),
        Column(
            "Variance ($)",
            "money0",
            14,
            formula="={Computed ($)}+{Reconciling items ($)}-{Ledger ($)}",
            name="Proof_variance",
        ),
        Column("Variance (%)", "percent2", 12, formula=f"=IF({{Ledger ($)}}=0,0,{share})"),
        Column(
            "Within tolerance",
            "mark",
            14,
            name="Proof_verdicts",
            formula=f'=IF(ABS({{Variance (%)}})>Proof_tolerance,"{ALERT}","{OK}")',
        ),
    ]
    sheet.table("Revenue_proof", columns, rows)


def add_items(sheet: Sheet, given: dict[str, Any]) -> Ref:
    """What explains a difference; the row of its headings."""
    sheet.heading("Reconciling items of the revenue proof")
    sheet.note("Credits, rows that could not be rated, accounts closed: dollars to add to what is computed.")
    services, classes = (sorted({row[place] for row in given["rows"]}) for place in (0, 1))
    items = [
        Column("Item", "input wrapped", 28, name="Item_words"),
        Column("Service of item", "input text", 14, name="Item_service", choices=services),
        Column("Class of item", "input text", 14, name="Item_class", choices=classes),
        Column("Amount ($)", "input money", 16, name="Item_amount", between=DOLLARS),
        Column("Found", "integer", 9, name="Item_found", formula=FOUND),
    ]
    return sheet.table("Reconciling_items", items, given["items"], spare=SPARE).column("Item").cell(-1)
