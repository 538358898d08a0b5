"""What a check, or an alert, is."""

from __future__ import annotations

from typing import NamedTuple


class Check(NamedTuple):
    """What must hold, as words and as a condition, where to look when it does not, and a formula that
    names the cell.
    """

    words: str
    condition: str
    look: str
    where: str = ""
