"""What formulas ask of every year, in rows that templates call by a word.

An engine looks a name up wherever it meets it, which takes IronCalc as long as ten cells.
"""

from __future__ import annotations

from alamo_xl.books.kit import TimeSheet
from alamo_xl.books.model.coverages import COVERAGES, SHORT

FLAG = "1 is yes"


def add(sheet: TimeSheet) -> None:
    """Whether a year is before or after the base year, whether it is tested; then what Control says of all years."""
    rows = [
        ("before", "before the base year", FLAG, "=1*({year}<Base_year)", "count"),
        ("after", "after the base year", FLAG, "=1*({year}>Base_year)", "count"),
        ("tested", "tested", FLAG, "=({year}>=Base_year)*({year}<=Horizon)", "count"),
        ("interest", "interest rate", "a year", "=Interest_rate", "percent2"),
        ("bad_debt", "bad debt", "of revenue", "=Bad_debt", "percent2"),
    ]
    for name, (target, _, _) in COVERAGES.items():
        rows.append((name, f"target: {SHORT[name]}", "times", f'=IF(COUNT({target})=0,"",{target})', "ratio"))
    for word, label, units, formula, role in rows:
        sheet.book.by_year[word] = sheet.line([label], units, formula, role, opening_role="text")
