"""The bill of each row of the bill frequency at both pairs of Bill impact: columns right of what is entered."""

from __future__ import annotations

from collections.abc import Sequence

from alamo_xl.books.kit import Column
from alamo_xl.books.model import bill_formulas as law
from alamo_xl.books.model.bill_formulas import in_row
from alamo_xl.books.model.chosen_account import cell_name
from alamo_xl.books.model.impact_rates import FROM, KEY, PAIRS, Pair
from alamo_xl.books.model.rate_lines import USAGE, BillLine
from alamo_xl.books.model.rows.typical_bill import lines_of
from alamo_xl.books.vocabulary import NO, customer_classes, key_formula
from alamo_xl.schedule import Schedule

OVER, TO, BILLS, WATER = "Over (CCF)", "Up to (CCF)", "Bills", "Water (CCF)"
AVERAGE, CHANGE, COUNTED = "Average (CCF a bill)", "Change ($)", "Counted"
OF_KIND, ACCOUNT, CLASS_PLACE = "Key", "Kind of account", "Place of the class"
LISTED = f'OR(Impact_listed="all",Impact_listed={{{KEY[0]}}})'
AMONG_EQUALS = "Order among equals"
FIRST_OF_EQUALS = f"1-ROW({{{BILLS}}})*Impact_step"
ORDER = f"ROUND(100*ABS({{{CHANGE}}}),0)+{{{AMONG_EQUALS}}}"
"""Cents of change, up or down; equal ones in the order of the rows."""
INTERPOLATED = "Interpolated"


def bill_heading(pair: Pair) -> str:
    """The heading over the bills of a pair."""
    return f"Bill, {pair.words} ($)"


def columns(schedule: Schedule) -> list[Column]:
    """What is printed: the average bill of the band at both pairs, the change; then what they come from."""
    before, after = (in_row(bill_heading(pair)) for pair in PAIRS)
    lines = [line for line in lines_of(schedule) if line.charge == USAGE]
    key, above = in_row(OF_KIND), f"{{above {OF_KIND}}}"
    kind = f"=IF({key}={above},{{above {ACCOUNT}}},MAX(1,IFERROR(MATCH({key},Impact_accounts,0),0)))"
    band = f"1+SUMPRODUCT(1*(Band_edges<={{{OVER}}}))"
    return [
        Column(AVERAGE, "volume3", 11, _if_counted(f"ROUND({{{WATER}}}/{{{BILLS}}},3)")),
        *(Column(bill_heading(pair), "money", 11, f"={_bill(pair, lines)}", pair.bills) for pair in PAIRS),
        Column(CHANGE, "money", 11, f"=ROUND({after}-{before},2)", "Impact_change"),
        Column(COUNTED, "count", 9, f"={_counted()}", "Freq_counted"),
        *(
            Column(f"All bills, {pair.words} ($)", "money0", 14, _if_counted(f"{{{BILLS}}}*{bill}"), pair.dollars)
            for pair, bill in zip(PAIRS, (before, after), strict=True)
        ),
        Column("Order of the change", "general", 14, f"=IF({{{AMONG_EQUALS}}}=0,0,{ORDER})", "Impact_order"),
        Column(AMONG_EQUALS, "general", 14, f"=IF({{{COUNTED}}}*{LISTED},{FIRST_OF_EQUALS},0)"),
        Column(OF_KIND, width=40, formula=f"={key_formula(*map(in_row, KEY))}"),
        Column(ACCOUNT, "count", 9, kind, "Freq_account"),
        Column("Kind with sewer", "count", 9, f'={{{ACCOUNT}}}-({{{KEY[-1]}}}="{NO}")', "Freq_with_sewer"),
        Column(CLASS_PLACE, "count", 8, f"={_place(customer_classes(schedule))}", "Freq_class_place"),
        Column("Class and band", "count", 8, f"={band_key(in_row(CLASS_PLACE), band)}", "Freq_class_band"),
        *_parts(lines),
    ]


def class_place(number: int) -> str:
    """The place of a class, counted from 1, in a formula."""
    return f"({'+'.join('1' * number)})"


def band_key(place: str, band: str) -> str:
    """The number of a band of a class: all bands of a class come before those of the next."""
    return f"{place}*(ROWS(Band_edges)+1)+{band}"


def _place(classes: Sequence[str]) -> str:
    """Which of the classes a row is of, from 1; 0 where of none."""
    return "+".join(f'{class_place(number)}*({{{KEY[0]}}}="{each}")' for number, each in enumerate(classes, 1))


def in_blocks(schedule: Schedule) -> bool:
    """Whether bands may straddle a block's threshold."""
    return any(line.in_parts for line in lines_of(schedule))


def _bill(pair: Pair, lines: list[BillLine]) -> str:
    """Base charges, then each usage charge, rounded once."""
    return "+".join([_rate(f"{pair.prefix}_base"), *(_charge(pair, line) for line in lines)])


def _charge(pair: Pair, line: BillLine) -> str:
    if line.in_parts:
        return in_row(law.amount_heading(line, pair.words))
    return law.amount(_quantity(pair, line), _rate(pair.usage(line)))


def _quantity(pair: Pair, line: BillLine) -> str:
    def cells(heading: str) -> str:
        return pair.rates.returns if heading == law.return_heading(pair.rates) else _rate(cell_name("Impact", heading))

    return law.quantity(line, "", in_row(AVERAGE), cells, pair.rates)


def _rate(name: str) -> str:
    """What a row's kind of account has under a name."""
    return f"INDEX({name},{in_row(ACCOUNT)})"


def _counted() -> str:
    """1 where a row has a kind of account that is priced, bills and water, and a band that ends after it begins."""
    numbers = "*".join(f"COUNT({in_row(heading)})" for heading in (OVER, BILLS, WATER))
    return f'({{{ACCOUNT}}}>1)*{numbers}*({{{BILLS}}}>0)*OR({{{TO}}}="",{{{TO}}}>{{{OVER}}})'


def _if_counted(formula: str) -> str:
    return f"=IF({{{COUNTED}}}=0,0,{formula})"


def _parts(lines: list[BillLine]) -> list[Column]:
    """Where rates have blocks: the part of the water in each and its amount; whether the band straddles one."""
    found, inside = [], []
    for line in (each for each in lines if each.in_parts):
        for pair in PAIRS:
            part = law.part_heading(line, pair.words)
            found.append(Column(part, "volume3", 14, f"={_quantity(pair, line)}"))
            amount = law.amount(in_row(part), _rate(pair.usage(line)))
            found.append(Column(law.amount_heading(line, pair.words), "money", 14, f"={amount}"))
        share = f"*{FROM.rates.returns}" if line.takes_return else ""
        above, ends = f"{line.words}, above (CCF)", f"SUM({in_row(TO)}){share}"
        there = _rate(cell_name("Impact", law.above_heading(line)))
        found.append(Column(above, "volume3", 14, f"={there}"))
        heading = f"{line.words}, inside the band"
        before = f"OR(SUM({in_row(TO)})=0,{in_row(above)}<{ends})"
        found.append(Column(heading, "count", 9, f"=({in_row(above)}>SUM({in_row(OVER)}){share})*{before}"))
        inside.append(in_row(heading))
    if inside:
        straddled = f"=1*({'+'.join(inside)}>0)*SUM({{{BILLS}}})"
        found.append(Column(INTERPOLATED, "integer", 12, straddled, "Impact_interpolated"))
    return found
