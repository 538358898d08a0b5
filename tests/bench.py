"""make bench: what things cost, as ratios between two of them in one run."""

from __future__ import annotations

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from alamo_xl import bill, load_schedule, rate_table
from alamo_xl.functions import ALAMO_BILL

ROWS = 100_000
LAW_ROWS = 10_000
COLD_STARTS = 40
COLD_START_MAXIMUM = 2.4
BUILDING_MAXIMUM = 2
SCHEDULE = load_schedule()


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """The least of a few runs."""
    return min(_once(work) for _ in range(repeats))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _of_children() -> float:
    """Seconds of the processor that the processes started here took: others at work do not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def accounts(count: int) -> list[tuple[object, ...]]:
    """Illustrative accounts: (fy, class, size, ccf, outside)."""
    dice = random.Random(31)
    kinds = sorted(
        {(k.customer_class, k.meter_size) for k in SCHEDULE.rates if k.meter_size and k.meter_size != "multi-family"}
    )
    rows = []
    for _ in range(count):
        household, size = dice.choice(kinds)
        rows.append(
            (dice.choice(SCHEDULE.fiscal_years), household, size, round(dice.uniform(0, 60), 3), dice.random() < 0.2)
        )
    return rows


def native_book(rows: list[tuple[object, ...]], path: Path) -> None:
    """The same bills as native formulas over a rate table, one helper column a charge."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    rates = book.create_sheet("Rates")
    table = rate_table.to_rows(SCHEDULE)
    rates.append(["key", *table[0][5:]])
    for row in table[1:]:
        rates.append(["|".join(map(str, row[:5])), *row[5:]])
    sheet = book.create_sheet("Bills")
    last = len(table)

    def rate(service: str, charge: str, r: int) -> str:
        size = f"C{r}" if charge == "base" else '""'
        key = f'"{service}|"&B{r}&"|"&IF(E{r},"outside","inside")&"|{charge}|"&{size}'
        return f"INDEX(Rates!$B$2:$F${last},MATCH({key},Rates!$A$2:$A${last},0),A{r}-{SCHEDULE.fiscal_years[0] - 1})"

    for r, (year, household, size, ccf, outside) in enumerate(rows, 1):
        charges = [
            f"={rate('water', 'base', r)}",
            f"=ROUND(ROUND(D{r},3)*{rate('water', 'usage', r)},2)",
            f"={rate('sewer', 'base', r)}",
            f"=ROUND(ROUND(D{r},3)*Rates!$B${last}*{rate('sewer', 'usage', r)},2)",
            f"=SUM(F{r}:I{r})",
        ]
        sheet.append([year, household, size, ccf, outside, *charges])
    book.save(path)


def price_a_range() -> None:
    rows = accounts(ROWS)
    columns = [[[row[i]] for row in rows] for i in range(5)]
    ours = seconds(lambda: ALAMO_BILL(*columns))
    law = seconds(lambda: [bill(SCHEDULE, *row).total for row in rows[:LAW_ROWS]], 1) * ROWS / LAW_ROWS
    print(f"ALAMO_BILL over {ROWS:,} rows: {ours * 1000:.0f} ms")
    print(f"  the Decimal law row by row: {law / ours:.1f} x that")
    expected = [row[0] for row in ALAMO_BILL(*columns)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "native.xlsx"
        native_book(rows, path)
        import ironcalc

        model = ironcalc.load_from_xlsx(str(path))
        native = _once(model.evaluate)
        print(f"  native formulas in IronCalc: {native / ours:.1f} x that")
        got = [round(model.get_cell_value(1, r, 10), 2) for r in range(1, ROWS + 1)]
        print(f"  (answers that differ: {sum(a != b for a, b in zip(got, expected, strict=True))})")
        if shutil.which("soffice") is None:
            print("  native formulas in LibreOffice: LibreOffice is not there")
            return
        from support.libreoffice import LibreOffice

        office = LibreOffice(Path(folder) / "profile")
        with office.book(path) as book:
            print(f"  native formulas in LibreOffice: {_once(book.recalculate) / ours:.1f} x that")
        office.close()


def build_the_books() -> None:
    """Against openpyxl writing the same cells, each with its value and its named style, into as many books; seconds of
    the processor.
    """
    from copy import copy

    from openpyxl import Workbook, load_workbook
    from openpyxl.styles import NamedStyle

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "alamo_xl", "build", "--out", folder]
        before = _of_children()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        ours = _of_children() - before
        books = []
        for path in sorted(Path(folder).glob("*.xls[xm]")):
            book = load_workbook(path)
            styles = [style for style in book._named_styles if style.name != "Normal"]
            sheets = [
                [(c.row, c.column, c.value, c.style) for row in sheet.iter_rows() for c in row if c.has_style]
                for sheet in book
            ]
            books.append((styles, sheets))

        def alone() -> None:
            for number, (styles, sheets) in enumerate(books):
                book = Workbook()
                for style in styles:
                    parts = {part: copy(getattr(style, part)) for part in ("font", "fill", "border", "alignment")}
                    book.add_named_style(NamedStyle(style.name, number_format=style.number_format, **parts))
                for cells in sheets:
                    sheet = book.create_sheet()
                    for row, column, value, style in cells:
                        sheet.cell(row, column, value).style = style
                book.save(Path(folder) / f"alone-{number}.xlsx")

        before = time.process_time()
        alone()
        plain = time.process_time() - before
    count = sum(len(cells) for _, sheets in books for cells in sheets)
    print(f"building the books: {ours:.1f} s, {ours / plain:.1f} x openpyxl alone writing the same {count:,} cells")
    print(f"  (at most {BUILDING_MAXIMUM})")


def start_cold() -> None:
    account = ["--fy", "2026", "--class", "household", "--size", "3/4", "--ccf", "8"]
    command = [str(Path(sys.executable).with_name("alamo-xl")), "bill", *account]
    bare = [sys.executable, "-c", "import decimal, tomllib"]
    with tempfile.TemporaryDirectory() as folder:  # compiled, as pip leaves a package
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}

        def processor(what: list[str]) -> float:
            before = _of_children()
            subprocess.run(what, check=True, stdout=subprocess.DEVNULL, env=environment)
            return _of_children() - before

        processor(command), processor(bare)
        pairs = [(processor(command), processor(bare)) for _ in range(COLD_STARTS)]
    ours, alone = (statistics.mean(each) for each in zip(*pairs, strict=True))
    print(f"cold `alamo-xl bill`: {ours * 1000:.0f} ms of the processor", end=", ")
    print(f"{ours / alone:.2f} x Python importing decimal and tomllib (at most {COLD_START_MAXIMUM})")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    start_cold()
    price_a_range()
    build_the_books()
    for more in sorted(Path(__file__).parent.glob("bench_*.py")):
        subprocess.run([sys.executable, str(more)], check=True)
