"""A month's bill as native formulas, written once: look-ups by line and account, then quantities and amounts.

From what names the account, its rates and its volume to table columns (R2 to R9; D2 to D12 where rates have a design).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alamo_xl.books.kit import Column
from alamo_xl.books.model.rate_lines import BASE, DISCOUNT, USAGE, BillLine
from alamo_xl.books.vocabulary import YES

UNIT = "multi-family"
RECLAIMED = "reclaimed"
ASSISTED = "Assisted"

Cells = Callable[[str], str]
"""What a formula calls the cell under a heading."""


def in_row(heading: str) -> str:
    """The cell under a heading in the formula's own row."""
    return f"{{{heading}}}"


@dataclass(frozen=True)
class Account:
    """What a formula calls an account: each a constant (`"3/4"`), a cell or a name.

    kind: the place of its class and location among the kinds of account; usage: the charge that water's volume pays;
    season: the cells that say 1 where a rate is in season (none: rates have no seasons); stage, assisted: of rates
    that have them.
    """

    kind: str
    size: str
    usage: str = f'"{USAGE}"'
    season: str = ""
    stage: str = "0"
    assisted: str = ""

    def place(self, line: BillLine, kinds: int) -> str:
        """The place of the rate that a line of its bill takes among the printed rows; 0 where none is printed."""
        of_kind = ",".join(f"For_{number}" for number in range(1, kinds + 1))
        season = f",{self.season},1" if self.season else ""
        named = line.named(self.size, self.usage, self.stage)
        found = f"SUMIFS(Rates_row,Rates_line,{named},CHOOSE({self.kind},{of_kind}),1{season})"
        return f"{in_row(ASSISTED)}*{found}" if line.charge == DISCOUNT else found


@dataclass(frozen=True)
class Rates:
    """Where a formula finds rates: their cells (a row a rate), the sewer returns, and the place of the year in both.

    words: what tells these rates from others of the same table, such as `from year`.
    """

    values: str
    returns: str
    year: str
    words: str = ""


def thousandths(volume: str) -> str:
    """A volume as it is billed (R7); a cell that is empty, or text, is none."""
    return f"ROUND(IF(ISNUMBER({volume}),{volume},0),3)"


def count(size: str, units: str) -> str:
    """How many base charges an account pays, and what its thresholds are multiplied by (R2, D4)."""
    return f'IF({size}="{UNIT}",SUM({units}),1)'


def quantity(line: BillLine, times: str, volume: str, cells: Cells, rates: Rates) -> str:
    """What a line's rate is multiplied by: a base charge's count (nothing: one), a volume, or its part in a block.

    A part is taken to the sixth decimal, all that a volume times a return has: subtraction leaves a float's noise.
    """
    if line.charge == BASE:
        return times
    share = f"*{cells(return_heading(rates))}" if line.takes_return else ""
    billed = f"{volume}{share}"
    if not line.in_parts:
        return billed
    units = f"*{times}" if times and line.service != RECLAIMED else ""
    above, top = (f"{cells(heading)}{units}" for heading in (above_heading(line), top_heading(line)))
    return f"ROUND(MAX(0,MIN({billed},{top})-{above}),Part_places)"


def amount(quantity_of: str, rate: str) -> str:
    """A line in dollars, rounded once (R8); one base charge is its rate."""
    return f"ROUND({quantity_of}*{rate},2)" if quantity_of else rate


def look_up_columns(account: Account, lines: Sequence[BillLine], kinds: int) -> list[Column]:
    """Table columns with the place of each line's rate, and for blocks and discounts what their rows say."""
    columns = []
    if any(line.charge == DISCOUNT for line in lines):
        assisted = f'=1*({account.assisted}="{YES}")' if account.assisted else "=0"
        columns.append(Column(ASSISTED, "count", 9, assisted))
    for line in lines:
        place = place_heading(line)
        columns.append(Column(place, "count", 9, f"={account.place(line, kinds)}"))
        said: tuple[tuple[str, str, str], ...] = ()
        if line.charge == DISCOUNT:
            said = ((unit_heading(line), "Rates_unit", "text"),)
        elif line.in_parts:
            said = ((above_heading(line), "Rates_above", "volume3"), (top_heading(line), "Rates_top", "volume3"))
        for heading, name, role in said:
            columns.append(Column(heading, role, 13, f"=IF({in_row(place)}=0,0,INDEX({name},{in_row(place)}))"))
    return columns


def rate_columns(rates: Rates, lines: Sequence[BillLine]) -> list[Column]:
    """Table columns with the rates at those places, and the sewer return."""
    returned = f"=INDEX({rates.returns},1,{rates.year})"
    return [*line_rate_columns(rates, lines), Column(return_heading(rates), "factor", 13, returned)]


def rate_at(line: BillLine, rates: Rates) -> str:
    """The rate at a line's place, 0 where none is printed."""
    place, sign = in_row(place_heading(line)), "-" if line.charge == DISCOUNT else ""
    return f"IF({place}=0,0,{sign}INDEX({rates.values},{place},{rates.year}))"


def line_rate_columns(rates: Rates, lines: Sequence[BillLine]) -> list[Column]:
    """Table columns with the rates at those places, 0 where none is printed."""
    columns = []
    for line in lines:
        role = "ratio" if line.charge == DISCOUNT else "money"
        columns.append(Column(rate_heading(line, rates), role, 14, f"={rate_at(line, rates)}"))
        if line.charge == DISCOUNT:
            taken, share = in_row(rate_heading(line, rates)), share_heading(line, rates)
            of_share = f'=IF({in_row(unit_heading(line))}="share",{taken},0)'
            columns.append(Column(share, "ratio", 14, of_share))
            columns.append(Column(dollars_heading(line, rates), "money", 14, f"={taken}-{in_row(share)}"))
    return columns


def amount_columns(
    rates: Rates, lines: Sequence[BillLine], times: str, volume: str, *, words: str = "", cells: Cells = in_row
) -> list[Column]:
    """Table columns with each line in dollars, at the rates of look-up columns; words: of their headings."""
    columns = []
    for line in lines:
        if line.charge == DISCOUNT:
            of = in_row(reduced_heading(line, words))
            columns.append(Column(reduced_heading(line, words), "money", 14, f"={reduced(line, lines, words)}"))
            formula = discount(of, cells(share_heading(line, rates)), cells(dollars_heading(line, rates)))
        else:
            of = quantity(line, times, volume, cells, rates)
            if line.in_parts:
                columns.append(Column(part_heading(line, words), "volume3", 14, f"={of}"))
                of = in_row(part_heading(line, words))
            formula = amount(of, cells(rate_heading(line, rates)))
        columns.append(Column(amount_heading(line, words), "money", 14, f"={formula}"))
    return columns


def reduced(line: BillLine, lines: Sequence[BillLine], words: str = "") -> str:
    """The dollars that a discount is off: the lines of one charge, in their amount columns."""
    of = [each for each in lines if (each.service, each.charge) == (line.service, line.of)]
    return f"ROUND({'+'.join(in_row(amount_heading(each, words)) for each in of)},2)"


def discount(of: str, share: str, dollars: str) -> str:
    """What an assisted account is let off: a share of a charge, or dollars, never more than the charge (D10).

    Share and dollars are below 0, as the amount is; one of them is 0.
    """
    return f"MAX(-{of},ROUND({of}*{share},2)+{dollars})"


def service_columns(lines: Sequence[BillLine], words: str = "") -> list[Column]:
    """Table columns with what each service comes to, of the amounts beside them."""
    columns = []
    for service in dict.fromkeys(line.service for line in lines):
        of = "+".join(in_row(amount_heading(line, words)) for line in lines if line.service == service)
        columns.append(Column(f"{service.capitalize()}{_comma(words)} ($)", "money", 16, f"={of}"))
    return columns


def place_heading(line: BillLine) -> str:
    """The heading over the place of a line's rate."""
    return f"{line.words}, row"


def above_heading(line: BillLine) -> str:
    """The heading over where a line's block begins."""
    return f"{line.words}, above (CCF)"


def top_heading(line: BillLine) -> str:
    """The heading over where a line's block ends."""
    return f"{line.words}, up to (CCF)"


def unit_heading(line: BillLine) -> str:
    """The heading over a discount's unit."""
    return f"{line.words}, unit"


def rate_heading(line: BillLine, rates: Rates) -> str:
    """The heading over a line's rate."""
    return f"{line.words} rate{_comma(rates.words)} ($)"


def share_heading(line: BillLine, rates: Rates) -> str:
    """The heading over the share that a discount takes."""
    return f"{line.words} share{_comma(rates.words)}"


def dollars_heading(line: BillLine, rates: Rates) -> str:
    """The heading over the dollars that a discount takes."""
    return f"{line.words} dollars{_comma(rates.words)} ($)"


def reduced_heading(line: BillLine, words: str) -> str:
    """The heading over the dollars that a discount is off."""
    return f"{line.words}{_comma(words)} of ($)"


def amount_heading(line: BillLine, words: str) -> str:
    """The heading over a line's dollars."""
    return f"{line.words}{_comma(words)} amount ($)"


def part_heading(line: BillLine, words: str) -> str:
    """The heading over the part of a volume that lies in a line's block."""
    return f"{line.words}{_comma(words)} part (CCF)"


def return_heading(rates: Rates) -> str:
    """The heading over the sewer return."""
    return f"Sewer return{_comma(rates.words)}"


def _comma(words: str) -> str:
    return f", {words}" if words else ""
