"""Alerts: missed targets, data of another year or made up; none turns a check red."""

from __future__ import annotations

from alamo_xl.books.model.check import Check
from alamo_xl.books.model.money_checks import MONEY_ALERTS
from alamo_xl.books.vocabulary import ALERT

ALERTS = (
    Check(
        "No data is illustrative", "Data_illustrative=0", "Some data is made up: replace it, then change its status."
    ),
    Check(
        "The determinants are the base year's",
        "Determinants_year=Base_year",
        "The determinants are of another year than the base year.",
    ),
    Check(
        "Opening balances are the base year's",
        "Opening_year=Base_year",
        "The opening balances are of another year than the base year: see Actuals.",
    ),
    Check(
        "The ledger is the base year's",
        "Ledger_year=Base_year",
        "The ledger is of another year than the base year: see Actuals.",
    ),
    *(
        Check(
            f"The audited {words} of the services add up",
            f"COUNTIF(Audit_tie_{place},0)=COLUMNS(Audit_tie_{place})",
            f"The audited {words} of the services is not the audit's total: see Actuals.",
        )
        for place, words in enumerate(("rate revenue", "O&M", "debt service", "cash"), 1)
    ),
    Check(
        "The bill frequency ties to Determinants, within tolerance",
        f'COUNTIF(Frequency_verdicts,"{ALERT}")=0',
        "The bill frequency differs from Determinants by more than the tolerance.",
    ),
    Check(
        "Computed revenue is the ledger's, within tolerance",
        f'COUNTIF(Proof_verdicts,"{ALERT}")=0',
        "Computed revenue differs from the ledger by more than the tolerance: see Actuals.",
    ),
    *MONEY_ALERTS,
    Check(
        "The typical bill is affordable in every year",
        'COUNTIF(Bill_share_of_income,">"&Affordability_threshold)=0',
        "The typical bill is above the threshold of affordability in some year.",
    ),
)
