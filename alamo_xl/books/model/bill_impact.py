"""Bill impact: what every bill of the bill frequency becomes from one scenario and year to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alamo_xl.books.kit import Book, Chart, Column, Ref, Sheet
from alamo_xl.books.model.banners import banner
from alamo_xl.books.model.bill_formulas import in_row
from alamo_xl.books.model.chosen_account import message
from alamo_xl.books.model.determinants import ACCOUNT_WORDS, accounts
from alamo_xl.books.model.impact_bills import band_key, class_place, in_blocks
from alamo_xl.books.model.impact_rates import KEY, PAIRS
from alamo_xl.books.vocabulary import YES, customer_classes, key_formula, locations
from alamo_xl.schedule import Schedule

STEPS = (0, 5, 10, 15, 20, 30, 40, 50, 75, 100, 200, 500)
MOST = 25
ALL = "all"
BILLS_A_YEAR, CHANGE = "Bills a year", "Change ($)"
AVERAGES = (BILLS_A_YEAR, "Average bill, from ($)", "Average bill, to ($)", CHANGE, "Change (%)")
AT_MOST, BAND, ROW = "A change of at most ($ a month)", "Water of the bill (CCF a month)", "Row"
BEGINS, ENDS, PLACES = "Begins", "Ends", "{Place},ROWS(Band_edges)"
CHART_CM, CHART_COLUMNS = 12.6, (1, 6)
FREQUENCY_KEY = ("Freq_class", "Freq_location", "Freq_size", "Freq_irrigation", "Freq_sewer")
DEFINED = (
    "Each row of Bill frequency is billed at its average water, to the cent; multi-family by the unit. Twelve bills "
    "are one account of a year."
)
Criteria = str
"""Which rows of the bill frequency a SUMIFS counts."""


def add(book: Book, schedule: Schedule, given: dict[str, Any], bands: int, called: Sequence[Ref]) -> None:
    """The answer, what is compared, by class; bills by change; by band; the most affected; by kind of account.

    called: the cells that say which scenario and year each pair is.
    """
    says = "What bills become from one scenario and year to another, before tax, garbage and fees."
    sheet = book.sheet("Bill impact", "Bill impact", says, kind="input")
    sheet.text(banner("Frequency_status"), "banner")
    _answer(sheet)
    _pairs(sheet, schedule, given)
    bills = _by_class(sheet, schedule, called)
    sheet.page_break()
    _distribution(sheet, schedule, bills)
    sheet.page_break()
    _bands(sheet, schedule, bands)
    sheet.page_break()
    _most_affected(sheet, schedule)
    sheet.page_break()
    _by_account(sheet, schedule)


def _pairs(sheet: Sheet, schedule: Schedule, given: dict[str, Any]) -> None:
    """The four inputs, and what is wrong with them in words."""
    first, last = schedule.fiscal_years[given["base_year"] - 1], schedule.fiscal_years[-2]
    for pair, year in zip(PAIRS, (first, last), strict=True):
        label = f"{pair.words.capitalize()} scenario"
        sheet.value(label, given["scenario"], "input text", name=pair.scenario, choices="Scenario_names")
        label = f"{pair.words.capitalize()} fiscal year"
        sheet.value(label, year, "input year", name=pair.year, choices="Scenario_years")
    wrong = "choose both scenarios and both years from their lists; nothing is billed until then"
    message(sheet, "Whether it can be compared", "Impact_there=1", wrong, "Impact_message")
    if in_blocks(schedule):
        inside = '"interpolated: "&TEXT(SUM(Impact_interpolated),"#,##0")&" bills"'
        words = f'=IF(SUM(Impact_interpolated)=0,"every band ends at a threshold",{inside})'
        sheet.value("Bands and blocks", words, free=True, name="Impact_bands")


def _answer(sheet: Sheet) -> None:
    """The change in words."""
    change = 'CHOOSE(1+(Impact_all<0),"rises","falls")&" by "&TEXT(ABS(Impact_all),"$#,##0.00")'
    sheet.value("The average monthly bill", f'=IF(Impact_there,{change},"is not known")', "heading", free=True)
    ends = " to ".join(f'"&TEXT(Impact_all_{pair.words},"$#,##0.00")&"' for pair in PAIRS)
    sheet.value("", f'="from {ends}"', free=True)
    sheet.gap()


def _by_class(sheet: Sheet, schedule: Schedule, called: Sequence[Ref]) -> Ref:
    """By class and location, in numbers and as a chart; gives the numbers of bills."""
    sheet.gap()
    columns = [Column(word, width=width) for word, width in zip(KEY[:2], (24, 12), strict=True)]
    classes, places = customer_classes(schedule), locations(schedule)
    rows = [[each, place] for each in classes for place in places]
    criteria = "Freq_class,{Class},Freq_location,{Location}"
    table = sheet.table("Impact_by_class", [*columns, *_averages(criteria)], rows)
    sheet.note(DEFINED)
    sheet.gap()
    sheet.charts_side_by_side(
        [
            Chart(
                f"Average monthly {each} bill ($)",
                table.column("Location").rows_at(number * len(places), len(places)),
                [
                    (words, table.column(heading).rows_at(number * len(places), len(places)))
                    for words, heading in zip(called, AVERAGES[1:3], strict=True)
                ],
                "Location",
                "Average bill ($ a month)",
                f"Bars: the average monthly {each} bill inside and outside the city, before and after.",
                kind="bar",
                width_cm=CHART_CM,
                height_cm=7,
                column=column,
                y_range=(0, None),
            )
            for number, (each, column) in enumerate(zip(classes, CHART_COLUMNS, strict=True))
        ]
    )
    return table.column(BILLS_A_YEAR)


def _averages(criteria: Criteria, of: str = "") -> list[Column]:
    """Bills, the average bill at both pairs and its change, of the rows that meet criteria; of: for the headings."""
    bills, before, after, change, share = (f"{heading}{of}" for heading in AVERAGES)
    return [
        Column(bills, "integer", 12, f"=SUMIFS(Freq_bills,{criteria})"),
        *(
            Column(heading, "money", 12, f"=IF({{{bills}}}=0,0,SUMIFS({pair.dollars},{criteria})/{{{bills}}})")
            for heading, pair in zip((before, after), PAIRS, strict=True)
        ),
        Column(change, "money", 12, f"={{{after}}}-{{{before}}}"),
        Column(share, "percent", 10, f"=IF({{{before}}}=0,0,{{{after}}}/{{{before}}}-1)"),
    ]


def _distribution(sheet: Sheet, schedule: Schedule, bills: Ref) -> None:
    """How many bills change by at most how much; bills: those by class and location."""
    sheet.heading("How many bills change by how much")
    columns, shares = [Column(AT_MOST, "input ratio", 24, between=(-100_000, 100_000))], []
    classes, places = customer_classes(schedule), len(locations(schedule))
    for number, each in enumerate((*classes, ALL), 1):
        counted, share = f"Bills, {each}", f"Share of bills, {each} (%)"
        if each == ALL:
            count, whole = "+".join(in_row(f"Bills, {one}") for one in classes), bills.local
        else:
            count = f'SUMIFS(Freq_bills,Freq_class_place,{class_place(number)},Impact_change,"<="&{in_row(AT_MOST)})'
            whole = bills.rows_at((number - 1) * places, places).local
        columns.append(Column(counted, "integer", 12, f"={count}"))
        columns.append(Column(share, "percent", 12, f"=IF(SUM({whole})=0,0,{in_row(counted)}/SUM({whole}))"))
        shares.append(share)
    table = sheet.table("Impact_distribution", columns, [[step] for step in STEPS])
    sheet.gap()
    sheet.chart(
        Chart(
            "Share of bills that change by at most so many dollars (%)",
            table.column(AT_MOST),
            [(share.removeprefix("Share of bills, ").removesuffix(" (%)"), table.column(share)) for share in shares],
            AT_MOST,
            "Share of bills (%)",
            "Lines, one a class and one for all: the share of bills that change by at most a number of dollars.",
            number_format="0%",
            y_range=(0, 1),
        )
    )


def _bands(sheet: Sheet, schedule: Schedule, bands: int) -> None:
    """By how much the average bill of each band changes, a class at a time."""
    sheet.heading("By volume")
    begins, ends = in_row(BEGINS), in_row(ENDS)
    columns = [Column(BAND, width=24, formula=f'={begins}&IF({{Place}}>ROWS(Band_edges)," and over"," to "&{ends})')]
    classes = customer_classes(schedule)
    for number, each in enumerate(classes, 1):
        columns += _averages(f"Freq_class_band,{band_key(class_place(number), '{Place}')}", f", {each}")
    workings = [
        Column("Place", "count", 8),
        Column(BEGINS, "count", 12, "=IF({Place}=1,0,INDEX(Band_edges,MAX(1,{Place}-1)))"),
        Column(ENDS, "count", 12, f'=IF({{Place}}>ROWS(Band_edges),"",INDEX(Band_edges,MIN({PLACES})))'),
    ]
    table = sheet.table("Impact_by_band", [*columns, *workings], [[place] for place in range(1, bands + 2)])
    sheet.printed_to(len(columns))
    sheet.gap()
    sheet.charts_side_by_side(
        [
            Chart(
                f"Change of the average {each} bill by volume ($ a month)",
                table.column(BAND),
                [("Change", table.column(f"{CHANGE}, {each}"), colour)],
                BAND,
                "Change ($ a month)",
                f"Bars: by how many dollars the average {each} bill of each volume band changes.",
                kind="bar",
                width_cm=CHART_CM,
                column=column,
            )
            for colour, (each, column) in enumerate(zip(classes, CHART_COLUMNS, strict=True))
        ]
    )


def _most_affected(sheet: Sheet, schedule: Schedule) -> None:
    """The rows whose bills change most, up or down; equal changes in the order of Bill frequency."""
    sheet.heading("The most affected first")
    classes = [ALL, *customer_classes(schedule)]
    sheet.value("Class listed", ALL, "input text", name="Impact_listed", choices=classes)
    sheet.gap()

    def found(heading: str, name: str, role: str, width: float) -> Column:
        return Column(heading, role, width, f'=IF({{{ROW}}}=0,"",INDEX({name},{{{ROW}}}))')

    widths = (24, 12, 12, 12, 12)
    upper = f"INDEX(Freq_to,MAX(1,{{{ROW}}}))"
    columns = [
        *(found(heading, name, "text", width) for heading, name, width in zip(KEY, FREQUENCY_KEY, widths, strict=True)),
        found("Over (CCF)", "Freq_over", "integer", 12),
        Column("Up to (CCF)", "integer", 12, f'=CHOOSE(1+({{{ROW}}}>0)*(1+({upper}>0)),"","and over",{upper})'),
        found(BILLS_A_YEAR, "Freq_bills", "integer", 12),
        *(found(f"Bill, {pair.words} ($)", pair.bills, "money", 12) for pair in PAIRS),
        found(CHANGE, "Impact_change", "money", 12),
        Column("Place", "count", 8),
        Column("Order", "general", 12, "=LARGE(Impact_order,{Place})"),
        Column(ROW, "count", 8, "=IF({Order}=0,0,MATCH({Order},Impact_order,0))"),
    ]
    sheet.table("Most_affected", columns, [[place] for place in range(1, MOST + 1)])
    sheet.note(f"By dollars, up or down: the first {MOST} rows of Bill frequency, each with its band of monthly water.")


def _by_account(sheet: Sheet, schedule: Schedule) -> None:
    """Every kind of account, with and without sewer together."""
    sheet.heading("By kind of account")
    key = key_formula(*map(in_row, ACCOUNT_WORDS), f'"{YES}"')
    columns = [
        *(Column(heading, width=width) for heading, width in zip(ACCOUNT_WORDS, (24, 12, 12, 12), strict=True)),
        *_averages("Freq_with_sewer,{Place in the list}"),
        Column("Place in the list", "count", 12, f"=MATCH({key},Impact_accounts,0)"),
    ]
    rows = list(accounts(schedule))
    table = sheet.table("Impact_by_account", columns, rows)
    watered = next((place for place, row in enumerate(rows) if row[-1] == YES), 0)
    if watered:
        sheet.new_page_after(table.data.cell(watered - 1))
    sheet.repeated(table.header)
