"""The sheet kit: what builders write is where the names and references say it is."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.demo_book import YEARS, demo

from alamo_xl.books.finish import read_parts
from alamo_xl.books.kit import Block, Book, Column, Group, Ref, add_contents, add_cover
from alamo_xl.books.kit.entries import Entry
from alamo_xl.books.kit.refs import fill
from alamo_xl.books.lint.package import Package
from alamo_xl.books.lint.paper import printed
from alamo_xl.loader import load_schedule


def test_a_reference_renders_absolute_fixed_and_plain() -> None:
    ref = Ref("Bob's fees", 4, 2, 3, 1)
    assert str(ref) == "'Bob''s fees'!$B$4:$B$6"
    assert (ref.plain, ref.in_row, ref.in_column) == ("B4:B6", "$B4:$B6", "B$4:B$6")
    assert str(ref.cell(2)) == "'Bob''s fees'!$B$6"


def test_rows_of_years_are_referred_to_in_the_formulas_own_column_and_an_anchored_row() -> None:
    keys, opening, years = Ref("Cash flow", 12, 1, 3, 2), Ref("Cash flow", 12, 5, 3), Ref("Cash flow", 12, 6, 3, 10)
    block = Block(keys, opening, years)
    assert block.year == "'Cash flow'!{col}$12:{col}$14"
    assert block.line(1).year == "'Cash flow'!{col}$13"
    assert block.line(1).previous == "'Cash flow'!{prev}$13"
    assert (opening.row_wise, years.row_wise) == ("'Cash flow'!$E12:$E14", "'Cash flow'!$F12:$O14")


def test_a_template_says_its_year_its_opening_and_its_place() -> None:
    book = Book("Model", profile="model", master_check=False, years=2, key_columns=1)
    sheet = book.time_sheet("Years", "Years", "Each year.")
    head = sheet.year_row([2025, 2026], ["Line"], "Base")
    line = sheet.line("Growth", "", "={opening}*({year}-2000)+{this_prev}+{next}{row}", "integer", opening=1)
    row, years_row = line.years.row, head.years.row
    cells = [sheet.worksheet.cell(row, line.years.column + place).value for place in (0, 1)]
    assert cells == [
        f"=$C{row}*(D${years_row}-2000)+C{row}+E{row}",
        f"=$C{row}*(E${years_row}-2000)+D{row}+F{row}",
    ]


def test_a_template_keeps_array_constants_and_refuses_unknown_words() -> None:
    assert fill("=SUM({1,2},{col}5)", {"col": "H"}) == "=SUM({1,2},H5)"
    with pytest.raises(KeyError, match="colum"):
        fill("={colum}5", {"col": "H"})


def test_names_lead_to_the_cells_that_were_written(book_path: Path) -> None:
    book = load_workbook(book_path, data_only=True)
    name = book.defined_names["Bills"]
    ((sheet, area),) = name.destinations
    values = [cell.value for cell in book[sheet][area.replace("$", "")][0]]
    assert values == pytest.approx([13900 * 1.01, 13900 * 1.01**2, 13900 * 1.01**3])
    years = [cell.value for cell in book[sheet][6] if isinstance(cell.value, int)]
    assert years == YEARS


def test_inputs_are_unlocked_and_nothing_else_is(book_path: Path) -> None:
    book = load_workbook(book_path)
    unlocked = {
        (sheet.title, cell.style)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked
    assert all(sheet == "Control" and style.startswith("alamo input ") for sheet, style in unlocked)


def test_every_sheet_starts_with_title_subtitle_link_and_check(book_path: Path) -> None:
    book = load_workbook(book_path, data_only=True)
    for sheet in book.worksheets[1:]:
        top = [sheet.cell(row, 1).value for row in range(1, 5)]
        assert top[2:] == ["Back to the Cover", "Checks: OK"]
        assert sheet["A3"].hyperlink.location == "'Cover'!A1"
        assert all(top)


def test_spare_rows_are_counted_by_the_names(book_path: Path) -> None:
    book = load_workbook(book_path)
    ((_, area),) = book.defined_names["Det_bills"].destinations
    table = book["Control"].tables["Determinants"]
    assert area.replace("$", "") == f"B{int(table.ref[1:].split(':')[0]) + 1}:B{table.ref.split(':D')[1]}"
    assert table.autoFilter is not None


def test_paper_leaves_spare_rows_out_and_goes_on_after_them() -> None:
    book = Book("Model", profile="model", years=3, key_columns=2, master_check=False)
    sheet = book.time_sheet("Debt", "Debt", "Debt service by year.", kind="input")
    sheet.year_row(YEARS, ["Debt", "Service"])
    rows = [["Bonds of 2018", "water"]]
    debt = sheet.block(rows, "$ a year", [[1, 2, 3]], "input money0", key_role="input text", between=(0, 9), spare=4)
    terms = sheet.table("Terms", [Column("Lien", "input text")], [["senior"]], spare=2)
    page = book.close()["Debt"]
    first, last = debt.years.row, debt.years.row + debt.years.rows - 1
    assert (last - first, [page.cell(last, column).protection.locked for column in (1, 2, 3, 5)]) == (
        4,
        [False, False, True, False],
    )
    assert page.print_area.replace("$", "") == f"'Debt'!A1:G{first},'Debt'!A{last + 1}:G{terms.data.row}"
    assert debt.years.plain in str(page.data_validations.dataValidation[0].sqref)


def test_published_tables_have_no_filter_buttons() -> None:
    book = Book("Rates")
    sheet = book.sheet("Fees", "Fees", "Each fee.")
    sheet.table("Fees", [Column("Fee"), Column("Amount ($)", "money")], [["Call", 35]])
    table = book.close()["Fees"].tables["Fees"]
    assert table.autoFilter is None
    assert [column.name for column in table.tableColumns] == ["Fee", "Amount ($)"]


def test_sheets_stand_in_their_groups_and_workings_stay_off_paper() -> None:
    groups = [Group("read", "0B4F6C", ("Cover", "Answer")), Group("workings", "999999", ("Steps",), printed=False)]
    book = Book("Model", profile="model", master_check=False, groups=groups)
    for name in ("Cover", "Steps", "Answer"):
        book.sheet(name, name, f"{name} of the model.")
    add_contents(book, book.sheets[0])
    workbook = book.close()
    assert workbook.sheetnames == ["Cover", "Answer", "Steps"]
    assert [sheet.sheet_properties.tabColor.rgb for sheet in workbook] == ["FF0B4F6C", "FF0B4F6C", "FF999999"]
    rows = [row for row in workbook["Cover"].iter_rows(min_row=4, values_only=True) if row[0]]
    assert [(row[0], row[2]) for row in rows] == [("Sheet", "Group"), ("Answer", "read"), ("Steps", "workings")]
    steps = workbook["Steps"]
    assert steps[steps.print_area.rpartition("!")[2].replace("$", "")].value is None
    book.sheet("Lost", "Lost", "In no group.")
    with pytest.raises(ValueError, match="in no group of the book: Lost"):
        book.close()


def test_a_prompt_says_what_is_accepted_in_the_cells_own_unit() -> None:
    entries = {
        "A whole number from 1 to 30.": Entry(between=(1, 30), whole=True),
        "Dollars from -$5 to $1,000,000 a year.": Entry(between=(-5, 1e6), role="input money0", units="$ a year"),
        "A percentage from -95% to 500%.": Entry(between=(-0.95, 5), role="input percent"),
        "A year from 2025 to 2034.": Entry(between=(2025, 2034), role="input year"),
        "A number from 0 to 730, days of operations.": Entry(between=(0, 730), units="days of operations"),
        "Counts from its year on. Choose yes, no.": Entry(("yes", "no"), prompt="Counts from its year on."),
        "Choose from the list.": Entry("Scenario_names"),
        "Any name.": Entry(prompt="Any name."),
    }
    assert {words: entry.rule().prompt for words, entry in entries.items()} == {words: words for words in entries}


def test_the_paper_is_large_enough_to_read() -> None:
    book = Book("Model", profile="model", master_check=False)
    for columns in (6, 12, 15):
        sheet = book.sheet(f"{columns} columns", "Wide", "Money.")
        sheet.table(f"T{columns}", [Column(f"Amount {i} ($)", "money", 14) for i in range(columns)], [[1] * columns])
    assert [sheet.page_setup.paperSize for sheet in book.close()] == [1, 5, 3]


def test_a_model_without_a_master_check_is_refused() -> None:
    book = Book("Model", profile="model")
    book.sheet("Cover", "Model", "Empty.")
    with pytest.raises(ValueError, match="Master_check"):
        book.close()


def test_a_name_is_defined_once_and_a_role_must_exist() -> None:
    book = Book("Rates")
    sheet = book.sheet("Fees", "Fees", "Each fee.")
    book.name("Fee", sheet.ahead())
    with pytest.raises(ValueError, match="twice"):
        book.name("Fee", sheet.ahead())
    with pytest.raises(KeyError, match="no role"):
        sheet.put(sheet.ahead(), 1, "gold")


def test_text_that_begins_with_an_equals_sign_stays_text_when_literal() -> None:
    book = Book("Rates")
    sheet = book.sheet("Fees", "Fees", "Each fee.")
    cell = sheet.put(sheet.ahead(), "=1+1", literal=True)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_every_column_is_wide_enough_for_its_numbers() -> None:
    book = demo()
    workbook = book.close()
    assert workbook["Control"].column_dimensions["B"].width >= len("120,000")
    assert workbook["Control"].page_setup.fitToHeight == 0


def test_the_cover_says_what_the_rules_ask_of_it() -> None:
    schedule = load_schedule()
    book = Book("Rates", dated=schedule.adopted)
    cover = add_cover(book, schedule, "Rates", "For reading.")
    book.sheet("Notes", "Notes", "What the notes mean.")
    add_contents(book, cover)
    said = {str(row[0].value): row[1].value for row in book.close()["Cover"].iter_rows(max_col=2)}
    assert said["Content hash"] == schedule.content_hash
    assert {"Source", "In force", "Version", "Contact", "Notes"} <= set(said)


def test_an_array_formula_fills_its_cells_and_an_errors_text_stays_text(tmp_path: Path) -> None:
    book = Book("Arrays", profile="publish")
    sheet = book.sheet("Data", "Data", "An array and the text of an error.")
    error = sheet.value("Expected", "#N/A", "general")
    block = sheet.take(2, 2)
    sheet.array(block, "=ALAMO_HELP()", [["text", "text"], ["text", "money"]])
    book.values = lambda sheet, ref, formula: [["a", "b"], ["c", 1]]
    shown = load_workbook(book.finish(tmp_path / "arrays.xlsx"), data_only=True)["Data"]
    assert [[cell.value for cell in row] for row in shown[block.plain]] == [["a", "b"], ["c", 1]]
    assert (shown[error.plain].value, shown[error.plain].data_type) == ("#N/A", "s")


def pages_of(book: Book, path: Path) -> list[int]:
    (paper,) = [printed(Package(read_parts(book.finish(path))), 0)]
    return list(paper.pages)


def test_no_heading_stands_at_a_pages_foot(tmp_path: Path) -> None:
    for before in range(20, 40):
        book = Book("Rates")
        sheet = book.sheet("Fees", "Fees", "Each fee.")
        for _ in range(before):
            sheet.text("A line.")
        heading = sheet.heading("Part").row
        for _ in range(12):
            sheet.text("A line.")
        pages = pages_of(book, tmp_path / "fees.xlsx")
        ends = [sum(pages[: place + 1]) for place in range(len(pages) - 1)]
        assert not [end for end in ends if heading <= end < heading + 5]
        if ends == [heading - 1]:
            assert [each.id for each in load_workbook(tmp_path / "fees.xlsx")["Fees"].row_breaks.brk] == ends


def test_pages_that_share_their_rows_break_at_a_heading(tmp_path: Path) -> None:
    book = Book("Rates")
    sheet = book.sheet("Fees", "Fees", "Each fee.")
    for _ in range(8):
        sheet.text("A line.")
    sheet.heading("Far from the middle")
    for _ in range(10):
        sheet.text("A line.")
    heading = sheet.heading("Part").row
    for _ in range(14):
        sheet.text("A line.")
    assert pages_of(book, tmp_path / "fees.xlsx") == [heading - 1, 15]


def test_the_footer_has_room_above_the_papers_edge() -> None:
    margins = demo().close().worksheets[0].page_margins
    assert margins.bottom - margins.footer >= 0.25


def test_paper_leaves_out_what_is_written_from_a_row_on() -> None:
    book = Book("Rates")
    sheet = book.sheet("Fees", "Fees", "Each fee.")
    sheet.text("On paper.")
    first = sheet.text("On screen alone.")
    sheet.text("And this.")
    sheet.unprinted_from(first)
    assert book.close()["Fees"].print_area.endswith(f"${first.row - 1}")
