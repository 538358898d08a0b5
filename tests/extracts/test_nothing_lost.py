"""Whatever an extract holds, every row comes back in its place, with its bill or its reason; or one line says why."""

import pytest
from support.command import alamo_xl
from support.extracts import rows_in, write_csv

from alamo_xl import rate_extract
from alamo_xl.errors import BadExtract

HEAD = "account,fy,class,size,location,ccf"
GOOD = "A,2026,household,3/4,inside,8"
BILL = 88.65
TAKEN = {
    "a byte-order mark": (b"\xef\xbb\xbf" + f"{HEAD}\n{GOOD}\n".encode(), 1),
    "UTF-16": (f"{HEAD}\n{GOOD}\n".encode("utf-16"), 1),
    "Windows lines": (f"{HEAD}\r\n{GOOD}\r\n{GOOD}".encode(), 2),
    "lines ended in two ways": (f"{HEAD}\r\n{GOOD}\n{GOOD}\r\n".encode(), 2),
    "old Mac lines": (f"{HEAD}\r{GOOD}\r{GOOD}\r".encode(), 2),
    "blank lines": (f"\n{HEAD}\n\n{GOOD}\n\n\n{GOOD}\n\n".encode(), 2),
    "semicolons": (f"{HEAD}\n{GOOD}\n".replace(",", ";").encode(), 1),
    "tabs": (f"{HEAD}\n{GOOD}\n".replace(",", "\t").encode(), 1),
    "a quoted line break": (f'{HEAD}\n"A\nB",2026,household,3/4,inside,8\n{GOOD}\n'.encode(), 2),
    "quotes within quotes": (f'{HEAD},note\n{GOOD},"a ""b"" c"\n'.encode(), 1),
    "inch marks without quotes": (f'{HEAD}\nA,2026,household,3/4",inside,8\n'.encode(), 1),
    "inch marks within quotes": (f'{HEAD}\nA,2026,household,"3/4""",inside,8\n'.encode(), 1),
    "two encodings": (f"{HEAD}\nÉ,2026,household,3/4,inside,8\n".encode() + b"\xc9,2026,household,3/4,inside,8\n", 2),
    "names without rows' last comma": (f"{HEAD}\n{GOOD},\n".encode(), 1),
    "a column without a name": (f"{HEAD},,note\n{GOOD},x,y\n".encode(), 1),
    "names in quotes and spaces": (
        b'"Acct No" , "Fiscal Year","Class",Size,Location,"CCF"\n' + f"{GOOD}\n".encode(),
        1,
    ),
}


@pytest.mark.parametrize(("content", "count"), TAKEN.values(), ids=TAKEN)
def test_a_file_that_spreadsheets_write_is_read_whole(content, count, tmp_path):
    (tmp_path / "bills.csv").write_bytes(content)
    outcome = rate_extract(tmp_path / "bills.csv", tmp_path / "rated.parquet")
    found = rows_in(tmp_path / "rated.parquet")
    assert outcome.rows == len(found) == count
    assert [float(row[-2]) for row in found] == [BILL] * count, found


REFUSED = {
    "empty": (b"", r"bills\.csv is empty"),
    "blank": (b"\n \n", "has no columns"),
    "names alone": (f"{HEAD}\n".encode(), "no rows"),
    "a quote that never closes": (
        f'{HEAD}\n{GOOD}\n"A,2026,household\n{GOOD}\n'.encode(),
        "line 4: unexpected end of data",
    ),
    "too many fields": (f"{HEAD}\n{GOOD}\n{GOOD},9,9\n".encode(), "line 3: 8 fields under 6 names"),
    "a missing column": (b"account,fy,class,size,location\nA,2026,household,3/4,inside\n", "no column is ccf"),
    "a doubled column": (f"{HEAD},ccf\n{GOOD},8\n".encode(), "'ccf' is there 2 times"),
    "a doubled column of another case": (f"{HEAD},Account\n{GOOD},8\n".encode(), "'account' is there 2 times"),
    "no unit": (b"account,fy,class,size,location,usage\nA,2026,household,3/4,inside,8\n", "does not say its unit"),
    "zero bytes": (b"\0\0\1" * 100, "is not text"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_line_and_nothing_is_written(content, words, tmp_path):
    (tmp_path / "bills.csv").write_bytes(content)
    with pytest.raises(BadExtract, match=words) as refusal:
        rate_extract(tmp_path / "bills.csv", tmp_path / "rated.csv")
    assert "\n" not in str(refusal.value)
    assert [path.name for path in tmp_path.iterdir()] == ["bills.csv"]


def test_a_truncated_file_is_refused_or_its_last_row_says_what_it_lacks(tmp_path):
    content = f"{HEAD}\n{GOOD}\n{GOOD}\n".encode()
    (tmp_path / "bills.csv").write_bytes(content[:-6])
    outcome = rate_extract(tmp_path / "bills.csv", tmp_path / "rated.parquet")
    assert (outcome.rows, outcome.errors) == (2, 1)
    rate_extract(tmp_path / "bills.csv", tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    for cut in (1, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.parquet").write_bytes(whole[:cut])
        with pytest.raises(BadExtract, match=r"cut\.parquet is not a whole Parquet file"):
            rate_extract(tmp_path / "cut.parquet", tmp_path / "out.parquet")


def test_rows_that_cannot_be_rated_stay_in_their_place(tmp_path):
    names = ("account", "fy", "class", "size", "location", "ccf")
    rows = [["A", "2026", "household", "3/4", "inside", text] for text in ("8", "-8", "abc", "1e9", "", "8")]
    rows += [["B", "2030", "household", "3/4", "inside", "8"], ["C", "2026", "martian", "3/4", "inside", "8"]]
    rows += [["D", "2026", "household", "99", "inside", "8"], ["E", "2026", "household", "2", "inside", "8"]]
    outcome = rate_extract(write_csv(tmp_path / "bills.csv", names, rows), tmp_path / "rated.parquet")
    found = rows_in(tmp_path / "rated.parquet")
    assert [[cell or "" for cell in row[:6]] for row in found] == rows
    assert [row[-1] is None for row in found] == [True, False, False, False, False, True, *[False] * 4]
    assert all((row[-1] is None) == (row[-2] is not None) for row in found)
    assert found[1][-1] == "credit: ccf -8 is below 0"
    assert outcome.findings.credits == {"ccf": (1, 8)}
    assert (outcome.rows, outcome.errors) == (10, 8)
    assert sum(rows for _, rows, _ in outcome.reasons) == 8


def test_cells_that_a_spreadsheet_would_calculate_get_an_apostrophe_in_csv_alone(tmp_path):
    notes = ["=1+1", "+cmd", "@x", "-1", "-1.5e3", "+5", "-x", "\tx", "plain", "1=1", "-", "=" * 3]
    rows = [[note, "2026", "household", "3/4", "inside", "8"] for note in notes]
    names = ("=account", "fy", "class", "size", "location", "ccf")
    path = write_csv(tmp_path / "bills.csv", names, rows)
    outcome = rate_extract(path, tmp_path / "rated.csv")
    written = [line.split(",")[0].strip('"') for line in (tmp_path / "rated.csv").read_text().splitlines()]
    assert written[0] == "'=account"
    risky = {"=1+1", "+cmd", "@x", "-x", "\tx", "-", "==="}
    assert written[1:] == [f"'{note}" if note in risky else note for note in notes]
    assert outcome.protected == len(risky) + 1
    assert rate_extract(path, tmp_path / "rated.parquet").protected == 0
    assert [row[0] for row in rows_in(tmp_path / "rated.parquet")] == notes


def test_findings_are_told_and_nothing_is_changed(tmp_path):
    names = ("Acct", "Bill Date", "Class", "Size", "Location", "CCF", "Prior Read Date", "Read Date", "Bill Type")
    usual = ["7/31/2025", "household", "3/4", "inside", "8", "7/1/2025", "7/31/2025", "regular"]
    rows = [["1", *usual], ["1", *usual], ["2", *usual], ["3", *usual], ["4", *usual], ["5", *usual]]
    rows[2][7], rows[3][7], rows[4][7], rows[5][8] = "8/6/2025", "7/20/2025", "8/5/2025", "Adjustment"
    extract = write_csv(tmp_path / "bills.csv", names, rows)
    found = rate_extract(extract, tmp_path / "rated.parquet").findings
    assert (found.repeated, found.odd_periods, found.adjusted, found.credits) == (1, 2, 1, {})
    assert {float(row[-2]) for row in rows_in(tmp_path / "rated.parquet")} == {BILL}
    write_csv(extract, names, [*rows, ["6", *usual[:4], "-12.5", *usual[5:]], ["7", *usual[:4], "x", *usual[5:]]])
    assert alamo_xl("rate", extract, "--out", tmp_path / "rated.csv").stdout.splitlines()[-8:] == [
        "  rows written = rows read, sum of lines = sum of totals",
        "  credits: 1 row, 12.500 CCF below 0 in ccf",
        "  called adjustments, corrections or the like: 1 row",
        "  the same account and month again: 1 row",
        "  read over fewer than 25 or more than 35 days: 2 rows",
        "  not rated: 2 rows",
        "    1 from row 7 on: credit: ccf -12.5 is below 0",
        "    1 from row 8 on: ccf 'x' is not understood; give a number of CCF",
    ]


def test_inactive_sewer_only_and_reclaimed_only_accounts(tmp_path):
    names = ("fy", "class", "size", "location", "ccf", "reclaimed_ccf", "active", "water", "sewer")
    rows = [
        ["2026", "household", "3/4", "inside", "8", "", "true", "", ""],
        ["2026", "x", "", "inside", "", "", "no", "", ""],
        ["2026", "household", "3/4", "inside", "8", "", "", "no", ""],
        ["2026", "", "", "inside", "", "100", "", "false", ""],
        ["2026", "household", "3/4", "inside", "8", "", "perhaps", "", ""],
        ["2026", "household", "3/4", "inside", "", "", "", "false", ""],
    ]
    rate_extract(write_csv(tmp_path / "bills.csv", names, rows), tmp_path / "rated.parquet")
    found = rows_in(tmp_path / "rated.parquet")
    assert [None if row[-2] is None else float(row[-2]) for row in found] == [88.65, 0, 35.64, 360, None, None]
    assert [row[-1] for row in found[4:]] == [
        "active 'perhaps' is not understood; give TRUE, FALSE, yes or no",
        "ccf is blank; give a number of CCF",
    ]


def test_a_folder_and_a_pattern_are_one_extract_in_the_order_of_their_names(tmp_path):
    folder = tmp_path / "bills"
    folder.mkdir()
    names = ("account", "fy", "class", "size", "location", "ccf")
    for month in (3, 1, 2):
        rows = [[f"{month}-{n}", "2026", "household", "3/4", "inside", str(n)] for n in range(5)]
        write_csv(folder / f"{month:02d}.csv", names, rows)
    expected = [f"{month}-{n}" for month in (1, 2, 3) for n in range(5)]
    for extract in (folder, f"{folder}/*.csv"):
        rate_extract(extract, tmp_path / "rated.parquet")
        assert [row[0] for row in rows_in(tmp_path / "rated.parquet")] == expected
    write_csv(folder / "04.csv", (*names[:-1], "usage_ccf"), [])
    with pytest.raises(BadExtract, match=r"04.csv has other columns than 01.csv"):
        rate_extract(folder, tmp_path / "rated.parquet")


def test_a_workbook_is_read_as_it_shows(tmp_path):
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ["Acct", "Bill Date", "Class", "Size", "Location", "CCF", "Note"],
        [7, datetime(2025, 7, 31), "household", 0.75, "inside", 8, "=not a formula"],
        ["8", "7/31/2025", "household", datetime(2026, 3, 4), "inside", 8.0025, None],
    ):
        book.active.append(row)
    book.active["G2"].data_type = "s"
    book.save(tmp_path / "bills.xlsx")
    outcome = rate_extract(tmp_path / "bills.xlsx", tmp_path / "rated.parquet")
    first, second = rows_in(tmp_path / "rated.parquet")
    assert first[:7] == ("7", "2025-07-31", "household", "0.75", "inside", "8", "=not a formula")
    assert float(first[-2]) == BILL
    assert "Excel turned 3/4 into 4 March" in second[-1] and outcome.errors == 1


def test_the_command_ends_with_3_where_rows_have_errors_and_with_2_where_there_is_nothing_to_rate(tmp_path):
    path = tmp_path / "bills.csv"
    path.write_text(f"{HEAD}\n{GOOD}\n")
    done = alamo_xl("rate", path, "--out", tmp_path / "rated.csv")
    assert done.returncode == 0 and "1 rows, in the order they came" in done.stdout, done.stderr
    path.write_text(f"{HEAD}\n{GOOD}\nA,2030,household,3/4,inside,8\n")
    done = alamo_xl("rate", path, "--out", tmp_path / "rated.csv")
    assert done.returncode == 3 and "1 from row 2 on: no adopted rate for FY2030" in done.stdout
    for arguments in ((tmp_path / "none.csv", "--out", "x.csv"), (path, "--out", tmp_path / "x.xlsx")):
        done = alamo_xl("rate", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
